"""``onrecord demo``: a record of the example articles, and a short tour of it."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import click
from rich.console import Console

from onrecord.cli.adding import add_to
from onrecord.cli.showing import show_utterance
from onrecord.cli.terminal import Command, as_text, indent, screen
from onrecord.record import Record
from onrecord.web.apparatus import Apparatus, Passage, Sources
from onrecord.web.wording import plural

__all__ = ["demo"]

_LOOKED_AT = 100  # utterances, most printed first


@click.command(
    cls=Command,
    epilog="""
    # makes onrecord-demo.db in this folder; running it twice does no harm
    onrecord demo
    """,
)
@click.option(
    "--record",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("onrecord-demo.db"),
    show_default=True,
    metavar="FILE",
    help="The record to make.",
)
@click.pass_context
def demo(ctx: click.Context, record: Path) -> None:
    """Make a record of example articles and tour it.

    The articles come with the program; the country, the people and the outlets in them are invented.
    """
    from onrecord.pipeline import Given  # noqa: PLC0415 - loads spaCy

    with as_file(files("onrecord") / "examples") as folder:
        articles = sorted(str(path) for path in folder.iterdir() if path.suffix != ".md")
        add_to(record, articles, ctx.obj, Given())
    with Record.open(record, readonly=True) as opened:
        _tour(screen(), opened, record)


def _tour(console: Console, record: Record, path: Path) -> None:
    counts, sources = record.counts(), Sources(record)
    printed = [Apparatus(utterance, sources) for utterance in record.utterances(_LOOKED_AT)]
    forms = ", ".join(f"{count} {form}" for form, count in counts.forms.items())
    console.print(
        f"\n{plural(counts.articles, 'article')} of {plural(counts.outlets, 'outlet')} print "
        f"{plural(counts.statements, 'statement')} ({forms}) of {plural(counts.persons, 'speaker')}."
    )
    if printed:
        _heading(console, "Printed most: one utterance, each fragment with the letters of those who print it")
        show_utterance(console, printed[0])
    for apparatus in printed[1:]:
        if apparatus.conflicts:
            _heading(console, "Order not known: two articles print two utterances the other way round")
            indent(console, as_text(apparatus.utterance.fullest))
            indent(console, as_text(apparatus.conflicts[0].sentence))
            break
    alone = [found for apparatus in printed for found in _alone(apparatus)]
    if alone:
        passage = max(alone, key=lambda found: len(found.text))
        _heading(console, f"Printed by {passage.outlets[0]} only")
        indent(console, as_text(passage.text))
    console.print(f"\nTo read the articles with every statement marked:  onrecord serve --record {path}\n")


def _alone(apparatus: Apparatus) -> list[Passage]:
    """Return the places that one outlet prints of an utterance that others print parts of."""
    if len(apparatus.outlets) < 2:
        return []
    return [passage for passage in apparatus.passages if len(passage.outlets) == 1]


def _heading(console: Console, words: str) -> None:
    console.print(as_text(f"\n— {words}\n", "bold yellow"))
