"""``onrecord find``: statements by words, names, stance, form, occasion and days."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

import click

from onrecord.cli.showing import print_saying
from onrecord.cli.terminal import Command, record_option, say, screen
from onrecord.contract import interval
from onrecord.errors import FormatError
from onrecord.model import Form, Stance
from onrecord.record import Days, Hit, Place, Record, Search
from onrecord.web.cards import sayings
from onrecord.web.shapes import hit_fields
from onrecord.web.sources import Sources
from onrecord.web.wording import listed

__all__ = ["find"]


class _Days(click.ParamType[Days]):
    """A day, month or year, or an interval of them, open where it says ".."."""

    name = "days"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Days:  # noqa: ANN401
        """Return first and last day.

        Raises:
            click.UsageError: if it is none of these.
        """
        try:
            return value if isinstance(value, tuple) else interval(value)
        except FormatError as error:
            self.fail(f"{error}: give 2031, 2031-05, 2031-05-04/2031-06-30, 2031-05/.. or ../2031", param, ctx)


class _Asked(TypedDict):
    """The values of the options that say what is looked for."""

    speaker: str | None
    outlet: str | None
    stance: str | None
    form: str | None
    occasion: str | None
    said: Days | None
    printed: Days | None


@click.command(
    cls=Command,
    epilog="""
    # statements with both words, best first
    onrecord find harbour register

    # a phrase, and every word that begins so
    onrecord find '"price of herring"' 'barrel*'

    # what somebody has said about something, in order of time
    onrecord find barrels --speaker "Ilse Varden" --by date

    # denials in the papers of a month, for another program
    onrecord find --stance deny --printed 2031-05 --format jsonl
    """,
)
@click.argument("words", nargs=-1, metavar="[WORDS]…")
@record_option
@click.option("--speaker", metavar="NAME", help="Who said it: words of the name.")
@click.option("--outlet", metavar="NAME", help="Who printed it: words of the name.")
@click.option("--stance", type=click.Choice([each.value for each in Stance]), help="What the speaker does with it.")
@click.option("--form", type=click.Choice([each.value for each in Form]), help="How much of it is quoted.")
@click.option("--occasion", metavar="KIND", help="On what occasion, such as interview or hearing.")
@click.option("--said", type=_Days(), metavar="DAYS", help="When it was said: 2031, 2031-05 or 2031-05-04/..")
@click.option("--printed", type=_Days(), metavar="DAYS", help="When the article was published.")
@click.option("--by", type=click.Choice(["rank", "date"]), default="rank", show_default=True, help="Order.")
@click.option("--limit", type=click.IntRange(1), metavar="N", default=20, show_default=True, help="Most to show.")
@click.option("--skip", type=click.IntRange(0), metavar="N", default=0, help="How many to pass over first.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="For reading, one JSON list, or one line of JSON a statement.",
)
def find(
    words: tuple[str, ...], record: Place, by: str, limit: int, skip: int, style: str, **asked: Unpack[_Asked]
) -> None:
    """Find statements by words, names, days and kind.

    All words are wanted, in the content, the speaker or the outlet; case and accents do not count. Filters narrow it
    down, and need no words. A name that nobody on record has is taken for those close to it. A statement counts as
    said on the first day it can have been said, or where that is not known on the day it was printed.
    """
    search = _search(" ".join(words), asked)
    with Record.open(record, readonly=True) as opened:
        found = opened.find(search, limit=limit + 1, skip=skip, by_date=by == "date")
        for typed, names in opened.instead(search).items():
            say(f"“{typed}” is nowhere on record; looked for {listed([f'“{name}”' for name in names])}.")
        _show(found[:limit], opened, style)
        for typed, column, names in opened.unknown(search) if not found else ():
            say(_nobody(typed, column, names))
    if len(found) > limit:
        say(f"There are more: --skip {skip + limit}")
    if not found:
        say("No further statement fits." if skip else "No statement on record fits.")


def _nobody(typed: str, column: str, names: Sequence[str]) -> str:
    """Return that a word is nowhere on record, and what is nearest to it."""
    where = f"in the name of no {column} on record" if column else "nowhere on record"
    nearest = f"; nearest to it: {listed([f'“{name}”' for name in names])}" if names else ""
    return f"“{typed}” is {where}{nearest}."


def _search(words: str, asked: _Asked) -> Search:
    return Search(
        words,
        speaker=asked["speaker"],
        outlet=asked["outlet"],
        stance=Stance(asked["stance"]) if asked["stance"] else None,
        form=Form(asked["form"]) if asked["form"] else None,
        occasion=asked["occasion"],
        said=asked["said"] or (None, None),
        printed=asked["printed"] or (None, None),
    )


def _show(hits: Sequence[Hit], record: Record, style: str) -> None:
    sources = Sources(record)
    if style == "json":
        click.echo(json.dumps([hit_fields(hit, sources, named=True) for hit in hits], indent=1))
    elif style == "jsonl":
        for hit in hits:
            click.echo(json.dumps(hit_fields(hit, sources, named=True)))
    else:
        console = screen()
        for number, saying in enumerate(sayings(hits, sources)):
            if number:
                console.print()
            print_saying(console, saying, whose=saying.hit.speaker or "no source named")
