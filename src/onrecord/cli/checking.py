"""``onrecord check``: a draft against the record, readable in a terminal or for another program."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import click
from rich.console import Console
from rich.text import Text

from onrecord.cli.terminal import SKIPPED, Command, SourcePath, as_text, indent, record_option, screen, short
from onrecord.config import Config
from onrecord.errors import OnrecordError
from onrecord.export import report_json
from onrecord.record import Place, Record
from onrecord.verdicts import Checked, Printing, Report
from onrecord.web.checked import (
    Piece,
    html_report,
    markdown_report,
    paragraph_of,
    printed_on,
    printed_pieces,
    quotation_pieces,
    said_of,
    searched,
    summary,
)

__all__ = ["check"]

LOOK = 1
"""Exit code where a quotation differs from what is printed, or is not on record."""

_FORMATS = {"html": html_report, "json": report_json, "md": markdown_report}
_SHOWN = 3  # printings of a quotation in the terminal; the other formats have all
_HEAD, _SOFT, _SIGN = "bold", "dim", "bold yellow"


class _Unreadable(click.ClickException):
    """Ends the command where there is nothing to compare: 1 would say that a quotation differs."""

    exit_code = SKIPPED


@click.command(
    cls=Command,
    epilog="""
    # every quotation of a draft, with what is printed of it
    onrecord check draft.md --record affair.db

    # for the desk, to print or send on
    onrecord check draft.docx --format html > draft-checked.html

    # fail a build where a quotation is not as printed
    onrecord check draft.txt --format json > report.json || exit 1
    """,
)
@click.argument("draft", metavar="DRAFT", type=SourcePath())
@record_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", *sorted(_FORMATS)]),
    default="text",
    show_default=True,
    help="How the report is written.",
)
@click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Day the draft is for; “on Monday” in it counts from there.",
)
@click.pass_context
def check(ctx: click.Context, draft: str, record: Place, form: str, published: datetime | None) -> None:
    """Check the quotations of a draft against the record.

    DRAFT is plain text, Markdown, HTML or a Word document (.docx), or “-” for standard input. Each quotation of three
    words or more gets a verdict on its words, with the articles that print them, and notes on who is said to have
    said them and when. It shows what is printed where; it never says what is so.

    Exit codes: 0 nothing to look at, 1 something differs or is not on record, 2 wrong usage, 3 the draft or the
    record cannot be read.
    """
    try:
        report = _checked(draft, record, ctx.obj, published)
    except OnrecordError as error:
        raise _Unreadable(str(error)) from error
    if form == "text":
        _show(screen(), report)
    else:
        click.echo(f"{_FORMATS[form](report)}\n".encode("utf-8", "backslashreplace"), nl=False)
    ctx.exit(0 if report.alright else LOOK)


def _checked(draft: str, path: Place, config: Config, published: datetime | None) -> Report:
    with Record.open(path, readonly=True) as record:
        from onrecord import engine, pipeline  # noqa: PLC0415 - loads spaCy, which no other command should wait for

        given = pipeline.Given(published=published.date() if published else None)
        return engine.check_draft(pipeline.read_draft(draft, config, given), record, config)


def _show(console: Console, report: Report) -> None:
    console.print(as_text(summary(report), _HEAD))
    console.print(as_text(searched(report), _SOFT))
    for number, checked in enumerate(report.checked, start=1):
        console.print()
        _show_one(console, report, number, checked)


def _show_one(console: Console, report: Report, number: int, checked: Checked) -> None:
    head = Text(f"{number:>3} ", style=_SOFT)
    head.append_text(as_text(f"{checked.verdict}: {said_of(checked, report.reach)}", "" if checked.alright else _SIGN))
    given = f", given to {checked.speaker}" if checked.speaker else ""
    head.append_text(as_text(f"  paragraph {paragraph_of(report, checked)}{given}", _SOFT))
    console.print(head)
    indent(console, _text(quotation_pieces(report, checked)))
    for note in checked.notes:
        indent(console, as_text(f"! {note.words}" if not note.remark.alright else f"· {note.words}"))
    for printing in checked.printings[:_SHOWN]:
        _show_printing(console, printing)
    if len(checked.printings) > _SHOWN:
        indent(console, as_text(f"… and {len(checked.printings) - _SHOWN} more", _SOFT))


def _show_printing(console: Console, printing: Printing) -> None:
    published = printed_on(printing)
    places = ", ".join(f"{span.start}–{span.end}" for span in printing.spans)
    place = f"article {short(printing.article)} characters {places}"
    by = f", {printing.speaker}" if printing.speaker else ""
    utterance = f", utterance {short(printing.utterance)}" if printing.utterance else ""
    indent(console, as_text(f"{printing.outlet}, {published}{by}: {printing.verdict} ({place}{utterance})", _SOFT))
    indent(console, _text(printed_pieces(printing)))


def _text(pieces: Iterable[Piece]) -> Text:
    return Text().join(as_text(piece.text, _SIGN if piece.other else "") for piece in pieces)
