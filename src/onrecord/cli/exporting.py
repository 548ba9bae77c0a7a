"""``onrecord export`` and ``onrecord verify``: a record to files of other programs, and whether they still agree."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from onrecord.cli.progress import Meter
from onrecord.cli.targets import file_to, to_option, writing
from onrecord.cli.terminal import SKIPPED, Command, record_option, say
from onrecord.export import EXPORTS, Report, Writer
from onrecord.export import verify as verify_export
from onrecord.model import Notes
from onrecord.record import Place, Record
from onrecord.web.visible import visible
from onrecord.web.wording import plural

__all__ = ["export", "verify"]

_DIFFERS = 1
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(
    cls=Command,
    epilog="""
    # every statement in a table for a spreadsheet
    onrecord export --format csv --to statements.csv

    # with the articles’ texts, for another program
    onrecord export --format jsonl --with-text | gzip > record.jsonl.gz
    """,
)
@record_option
@click.option(
    "--format",
    "name",
    type=click.Choice(sorted(EXPORTS)),
    metavar="NAME",
    required=True,
    help="; ".join(f"{name}: {each.summary}" for name, each in EXPORTS.items()) + ".",
)
@to_option("statements", "statements.csv")
@click.option("--with-text", is_flag=True, help="The whole text of each article too: jsonl and jsonld.")
@click.pass_context
def export(ctx: click.Context, /, record: Place, name: str, target: str, *, with_text: bool) -> None:
    """Write the statements of a record to a file.

    Without the articles’ texts, each statement still has the words printed for content, cue and source, their
    offsets, and the SHA-256 of the text, so that “onrecord verify” can check it. A file appears only when it is
    complete. The record is read as it was at the beginning, an article at a time.

    Exit codes: 0 all well, 3 something was cut, 2 wrong usage, 1 error.
    """
    write = _writer(name, target, with_text=with_text)
    _refuse_record(record, target)
    with Record.open(record, readonly=True) as opened:
        meter = Meter(opened.counts().articles, shown=target != "-" or not sys.stdout.isatty())
        told = _Told(meter)
        with meter, file_to(target) as file, writing(target):
            cut = write(told.passing(opened.all_notes()), file)
    say(f"{plural(told.statements, 'statement')} of {plural(told.articles, 'article')} written as {name}")
    if cut:
        say(f"{plural(cut, 'cell')} cut, as {name} holds no longer ones; csv and jsonl hold every word")
        ctx.exit(SKIPPED)


def _writer(name: str, target: str, *, with_text: bool) -> Writer:
    """Who writes a format, with or without texts; a usage error where that cannot be."""
    chosen = EXPORTS[name]
    if chosen.binary and target == "-":
        raise click.UsageError(f"{name} is no text: give a file with --to, such as --to statements.{name}")
    if not with_text:
        return chosen.write
    if chosen.write_with_text is None:
        able = " or ".join(name for name, each in EXPORTS.items() if each.write_with_text)
        raise click.UsageError(f"{name} has no place for the texts of articles; --with-text goes with {able}")
    return chosen.write_with_text


def _refuse_record(record: Place, target: str) -> None:
    """Raise before an export replaces the record that it is made of."""
    if isinstance(record, str) or target == "-":
        return
    if record.is_file() and Path(target).is_file() and record.samefile(target):
        raise click.UsageError(f"{target} is the record itself; name another file with --to")


class _Told:
    """Lets notes pass, counts them and tells how far the export has come."""

    def __init__(self, meter: Meter) -> None:
        self.articles = self.statements = 0
        self._meter = meter

    def passing(self, notes: Iterable[Notes]) -> Iterator[Notes]:
        """Yield ``notes`` one by one."""
        for item in notes:
            yield item
            self.articles += 1
            self.statements += len(item.statements)
            self._meter.tell("exporting", self.articles, self.statements)


@click.command(
    cls=Command,
    epilog="""
    # ids, lengths, and what the export itself holds
    onrecord verify statements.csv

    # the printed words too, against the articles’ texts
    onrecord export --format jsonl --with-text --to texts.jsonl
    onrecord verify statements.csv --texts texts.jsonl
    """,
)
@click.argument("path", metavar="EXPORT", type=_FILE)
@click.option("--texts", type=_FILE, metavar="FILE", help="Articles with their texts, in JSON Lines.")
@click.pass_context
def verify(ctx: click.Context, path: Path, texts: Path | None) -> None:
    """Check that an export still agrees with its hashes and offsets.

    EXPORT is a file of “onrecord export” in any format but xlsx and gexf, or a file of “onrecord note”. Ids are hashed
    again, printed words compared with the text at their offsets where the export or --texts has the text, and its
    hash with the text. Nothing is fetched, and no record is needed.

    Exit codes: 0 all agrees, 3 nothing differs but something could not be checked, 2 wrong usage, 1 something
    differs or cannot be read.
    """
    report = verify_export(path, texts)
    _tell(report)
    if report.differing:
        ctx.exit(_DIFFERS)
    if report.unchecked:
        ctx.exit(SKIPPED)


def _tell(report: Report) -> None:
    for difference in report.differences:
        click.echo(visible(difference))
    if more := report.differing - len(report.differences):
        click.echo(f"… and {more:,} more")
    click.echo(f"{plural(report.articles, 'article')}, {plural(report.statements, 'statement')}")
    for words, counts in (("checked", report.checked), ("not checked", report.unchecked)):
        if counts:
            click.echo(f"{words}: " + ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items())))
    if report.unchecked["texts"]:
        click.echo("The printed words need the articles’ texts: give a file that has them with --texts.")
    click.echo(f"{plural(report.differing, 'difference')} found." if report.differing else "Nothing differs.")
