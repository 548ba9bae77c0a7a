"""``onrecord person``: who is one person and who is not, decided by hand."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.terminal import Command, record_option, say
from onrecord.record import Place, Record

__all__ = ["person"]


@click.group(subcommand_metavar="COMMAND …")
def person() -> None:
    """Decide who is one person."""


@person.command(
    "merge",
    cls=Command,
    epilog="""
    # two names of one person
    onrecord person merge "Ilse Varden" "Ilse Oldane"
    """,
)
@click.argument("name", metavar="NAME")
@click.argument("other", metavar="OTHER")
@record_option
def merge(name: str, other: str, record: Place) -> None:
    """Make two names one person's, for all that is and will be on record."""
    _decide(record, name, other, same=True)


@person.command(
    "split",
    cls=Command,
    epilog="""
    # two people whose names agree
    onrecord person split "Jan Varden" "Jan A. Varden"
    """,
)
@click.argument("name", metavar="NAME")
@click.argument("other", metavar="OTHER")
@record_option
def split(name: str, other: str, record: Place) -> None:
    """Make two names two people's, for all that is and will be on record."""
    _decide(record, name, other, same=False)


@person.command(
    "ids",
    cls=Command,
    epilog="""
    # a CSV file with the columns name and id
    onrecord person ids wikidata.csv
    """,
)
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@record_option
def ids(file: Path, record: Place) -> None:
    """Take over ids of another authority, such as Wikidata.

    Two names with one id are one person, two with different ids are two people; what was decided by hand goes first.
    """
    with Record.open(record) as opened:
        say(f"Kept the ids of {opened.keep_identifiers(file)} names.")


def _decide(record: Place, name: str, other: str, *, same: bool) -> None:
    with Record.open(record) as opened:
        opened.decide_person(name, other, same=same)
        found = opened.person(name)
    say(f"{found.name} is printed as: {', '.join(found.printed)}.")
