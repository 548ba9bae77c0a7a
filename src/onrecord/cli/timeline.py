"""``onrecord timeline``: what was said when, and when it was printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.terminal import Command, as_text, indent, record_option, say, screen
from onrecord.record import Record
from onrecord.web.sources import Sources
from onrecord.web.wording import day

if TYPE_CHECKING:
    from onrecord.pipeline import Said

__all__ = ["timeline"]

_HEAD, _SOFT = "bold", "dim"


@click.command(
    cls=Command,
    epilog="""
    # from the first day to the last
    onrecord timeline --record trial.db

    # a row a line, for another program
    onrecord timeline --format json
    """,
)
@record_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For reading, or one line of JSON an utterance.",
)
def timeline(record: Path, form: str) -> None:
    """List what was said, in the order of saying.

    One row for each utterance: the day or days on which it was said as far as the pages tell, who said it to whom, in
    which words, and which outlet printed it on which day. Where no page tells when, the day of printing stands for it.
    """
    from onrecord import pipeline  # noqa: PLC0415 - it loads the parser, which nothing else here needs

    with Record.open(record, readonly=True) as opened:
        rows = pipeline.timeline(opened.utterances(opened.counts().utterances), opened.all_notes())
        sources = Sources(opened)
        if not rows:
            say("Nothing on record was said by anybody named.")
        if form == "json":
            for row in rows:
                click.echo(json.dumps(_fields(row, sources)))
            return
        console = screen()
        for row in rows:
            told = [row.stance.value, row.occasion, row.addressee and f"to {row.addressee}"]
            when = row.when.iso if row.when else "not known"
            console.print(as_text(f"{when}  {row.speaker} ({', '.join(filter(None, told))})", _HEAD))
            indent(console, as_text(row.words))
            printed = "; ".join(f"{outlet}, {day(on) if on else 'no date'}" for on, outlet in row.printed)
            indent(console, as_text(f"printed by {printed}", _SOFT))


def _fields(row: Said, sources: Sources) -> dict[str, object]:
    return {
        "said": row.when.iso if row.when else None,
        "speaker": row.speaker,
        "addressee": row.addressee,
        "stance": row.stance.value,
        "occasion": row.occasion,
        "words": row.words,
        "printed": [{"day": on.isoformat() if on else None, "outlet": outlet} for on, outlet in row.printed],
        "article": sources.article(row.article).name,
        "statement": row.statement,
    }
