"""``onrecord stories``: which articles report one affair, and which one event of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from onrecord.cli.terminal import Command, as_text, indent, record_option, say, screen, short
from onrecord.model import Grain, Story
from onrecord.record import Record
from onrecord.web.shapes import story_fields
from onrecord.web.sources import Sources
from onrecord.web.wording import day

__all__ = ["stories"]

_HEAD, _SOFT = "bold", "dim"


@click.command(
    cls=Command,
    epilog="""
    # affairs with the events of each, where two articles or more report it
    onrecord stories --record trial.db

    # every article in its affair and its event, for another program
    onrecord stories --format json
    """,
)
@record_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For reading, or one line of JSON a story.",
)
def stories(record: Path, form: str) -> None:
    """List affairs, and the events of each.

    Articles are grouped by the words that tell what they report: an affair goes on over the years, its events are
    reported within weeks. Title and days are those of the articles. For reading, what one article alone reports is left
    out; JSON has it too.
    """
    with Record.open(record, readonly=True) as opened:
        found, sources = opened.stories(), Sources(opened)
        if form == "json":
            for story in found:
                click.echo(json.dumps(story_fields(story, sources, named=True)))
            return
        several = [story for story in found if len(story.articles) > 1]
        if not several:
            say("No two articles on record report one thing.")
        _print(several, sources)


def _print(found: Sequence[Story], sources: Sources) -> None:
    console = screen()
    events: dict[str | None, list[Story]] = defaultdict(list)
    for story in found:
        events[story.within].append(story)
    for number, affair in enumerate(story for story in found if story.grain is Grain.AFFAIR):
        if number:
            console.print()
        console.print(as_text(affair.title, _HEAD))
        console.print(as_text(_when(affair), _SOFT))
        for event in events[affair.id]:
            indent(console, as_text(event.title))
            indent(console, as_text(f"{_when(event)}: {_outlets(event.articles, sources)}", _SOFT))


def _when(story: Story) -> str:
    days = dict.fromkeys(day(each) for each in (story.start, story.end) if each)
    return f"{' – '.join(days) or 'no date'}, {len(story.articles):,} articles, {story.grain.value} {short(story.id)}"


def _outlets(articles: Iterable[str], sources: Sources) -> str:
    return ", ".join(dict.fromkeys(sources.article(article).printed_by for article in articles))
