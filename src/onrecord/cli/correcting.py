"""``onrecord correct`` and ``onrecord corrections``: what people hold against what was noted."""

from __future__ import annotations

import json
from typing import Any, TypedDict, Unpack

import click

from onrecord.cli.terminal import Command, as_text, indent, record_option, say, screen, short
from onrecord.corrections import Field
from onrecord.model import Stance
from onrecord.record import Place, Record
from onrecord.web.jobs import login_name
from onrecord.web.shapes import correction_fields
from onrecord.web.wording import plural, state_of

__all__ = ["correct", "corrections"]

_HEAD, _SOFT = "bold", "dim"


class _Stretch(click.ParamType[str]):
    """Where some words stand in the text of an article: two offsets, the end exclusive."""

    name = "stretch"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """Return the stretch as corrections write it.

        Raises:
            click.UsageError: if it is none, or ends before it starts.
        """
        start, _, end = str(value).partition(":")
        if not (start.isdecimal() and end.isdecimal()):
            self.fail(f"{value}: give two offsets in characters, such as 120:184", param, ctx)
        if int(end) <= int(start):
            self.fail(f"{value}: it ends before it starts; the end is the offset after the last character", param, ctx)
        return f"{start}-{end}"


class _Given(TypedDict):
    """The values of the options of ``correct``."""

    speaker: str | None
    when: str | None
    stance: str | None
    spans: tuple[str, ...]
    none: bool
    undo: bool
    why: str
    by: str


@click.command(
    cls=Command,
    epilog="""
    # the third statement of an article was said by somebody else
    onrecord correct 4585a7ef4e/3 --speaker "Ilse Varden" --why "named above"

    # what was noted stands again
    onrecord correct 4585a7ef4e/3 --undo --why "heard again"
    """,
)
@click.argument("statement", metavar="STATEMENT")
@record_option
@click.option("--speaker", metavar="NAME", help="Who said it; empty where nobody is named.")
@click.option("--date", "when", metavar="ISO", help="When it was said, a day or first/last; empty where not known.")
@click.option("--stance", type=click.Choice([stance.value for stance in Stance]), help="What the speaker does with it.")
@click.option(
    "--span", "spans", type=_Stretch(), multiple=True, metavar="START:END", help="Where its words are; once a stretch."
)
@click.option("--no-statement", "none", is_flag=True, help="It is no statement.")
@click.option("--undo", is_flag=True, help="Let stand again what was noted of it.")
@click.option("--why", metavar="TEXT", required=True, help="The reason, kept with the correction.")
@click.option("--by", metavar="NAME", default=login_name, show_default="login name", help="Who corrects it.")
@click.pass_context
def correct(ctx: click.Context, /, statement: str, record: Place, **given: Unpack[_Given]) -> None:
    """Correct what was noted of a statement.

    STATEMENT is its id, the first 6 or more characters of it, or its place: ARTICLE/NUMBER, as “onrecord show article”
    counts; no correction changes the numbers. Neither the text nor what was noted changes: the correction is kept
    beside it with name, day and reason, and wherever the statement is read it says so. Then the record is collated
    again.
    """
    values, signed = _values(given), {"why": given["why"], "by": given["by"]}
    if values and given["undo"]:
        raise click.UsageError("--undo stands alone: all that was corrected of the statement is taken back")
    if not values and not given["undo"]:
        raise click.UsageError("say what to correct (--speaker, --date, --stance, --span, --no-statement), or --undo")
    if given["none"] and len(values) > 1:
        raise click.UsageError(
            "--no-statement stands alone: what is no statement has no speaker, date, stance or words"
        )
    from onrecord import engine  # noqa: PLC0415 - loads spaCy, which no other command should wait for

    with Record.open(record) as opened:
        if given["undo"]:
            made = engine.undo(opened, statement, ctx.obj, **signed)
        else:
            made = engine.correct(opened, statement, values, ctx.obj, **signed)
    for each in made:
        say(f"statement {short(each.statement)} corrected: {each.words}")


def _values(given: _Given) -> dict[Field, str]:
    """What the options say, as corrections write it."""
    values = {
        Field.SPEAKER: given["speaker"],
        Field.WHEN: given["when"],
        Field.STANCE: given["stance"],
        Field.CONTENT: ";".join(given["spans"]) or None,
        Field.STATEMENT: "no" if given["none"] else None,
    }
    return {field: value for field, value in values.items() if value is not None}


@click.command(
    cls=Command,
    epilog="""
    # everything anybody corrected, in the order in which it was
    onrecord corrections --record trial.db
    """,
)
@record_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For reading, or one line of JSON a correction.",
)
def corrections(record: Place, form: str) -> None:
    """List what people corrected, when and why.

    Later corrections and undone ones stay in the list. One is unattached where the record does not hold its statement,
    as after the article was noted anew: it is kept, and has no effect until the statement is there.
    """
    with Record.open(record, readonly=True) as opened:
        entries = opened.corrections()
    console = screen()
    for entry in entries:
        if form == "json":
            click.echo(json.dumps(correction_fields(entry)))
        else:
            each = entry.correction
            console.print(as_text(f"{each.words}", _HEAD if entry.shows else ""))
            place = f"statement {short(each.statement)} of article {short(each.article)}, {state_of(entry)}"
            indent(console, as_text(place, _SOFT))
    loose = sum(not entry.attached for entry in entries)
    say(f"{plural(len(entries), 'correction')}, {loose} unattached")
