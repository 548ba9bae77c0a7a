"""``onrecord findings``: places to look, with what they rest on."""

from __future__ import annotations

import json
from collections.abc import Iterable

import click

from onrecord.cli.report import markdown
from onrecord.cli.terminal import Command, as_text, indent, record_option, say, screen, short
from onrecord.model import Finding
from onrecord.record import Place, Record
from onrecord.web.shapes import finding_fields
from onrecord.web.sources import Sources
from onrecord.web.wording import day, replaced_words

__all__ = ["findings"]

_HEAD, _SOFT = "bold", "dim"


@click.command(
    cls=Command,
    epilog="""
    # all of them, by kind, the most telling first
    onrecord findings --record trial.db

    # allegations with what was answered, for another program
    onrecord findings --kind answers --format json

    # a report to keep
    onrecord findings --format markdown > affair.md
    """,
)
@record_option
@click.option("--kind", metavar="KIND", help="Only one kind, such as answers or recurrence.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="For reading, one line of JSON a finding, or a report by stories.",
)
def findings(record: Place, kind: str | None, form: str) -> None:
    """List places to look, with what they rest on.

    What comparing the reports found: allegations and their answers, what outlets leave out, different dates and
    numbers, claims that return. A finding is a place to look, never a verdict; each shows the words it rests on, with
    outlet, article and character offsets. As Markdown they are a report of each affair on record.
    """
    with Record.open(record, readonly=True) as opened:
        found, sources = opened.findings(kind), Sources(opened)
        if not found:
            say(_nothing(kind, opened))
        if form == "json":
            for finding in found:
                click.echo(json.dumps(finding_fields(finding, sources, named=True)))
        elif form == "markdown":
            click.echo("\n".join(markdown(found, opened.stories(), sources)))
        else:
            _print(found, sources)


def _nothing(kind: str | None, record: Record) -> str:
    """Return that nothing was found of a kind.

    Raises:
        click.UsageError: if nothing is ever found of it.
    """
    from onrecord import pipeline  # noqa: PLC0415 - loads what only this needs

    if kind and kind not in pipeline.KINDS:
        raise click.UsageError(f"there is no kind {kind!r}; there are {', '.join(pipeline.KINDS)}")
    kinds = ", ".join(dict.fromkeys(finding.kind for finding in record.findings())) or "none of any kind"
    return f"No {kind} on record; there are: {kinds}." if kind else "No finding on record."


def _print(found: Iterable[Finding], sources: Sources) -> None:
    console = screen()
    for number, finding in enumerate(found):
        if number:
            console.print()
        console.print(as_text(f"{finding.kind} {finding.score:.2f}", _SOFT))
        console.print(as_text(finding.summary, _HEAD))
        for item in finding.evidence:
            article = sources.article(item.article)
            published = f", {day(article.published)}" if article.published else ""
            published += f", {replaced_words(article)}" if article.replaced_by else ""
            place = f"article {short(article.id)} {item.span.start}–{item.span.end}"
            indent(console, as_text(" ".join(item.span.of(article.text).split())))
            indent(console, as_text(f"{article.printed_by}{published}, {place}", _SOFT))
