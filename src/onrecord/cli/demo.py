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
from onrecord.web.apparatus import Apparatus
from onrecord.web.sources import Sources
from onrecord.web.wording import plural

__all__ = ["demo"]

_FINDINGS = {
    "order": "Printed in another order: which of the two was said first is not known",
    "answers": "Alleged, and answered",
    "discrepancies": "Told differently",
    "recurrence": "Said again",
    "coverage": "Left out by some",
}


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
    counts = record.counts()
    forms = ", ".join(f"{count} {form}" for form, count in counts.forms.items())
    console.print(
        f"\n{plural(counts.articles, 'article')} of {plural(counts.outlets, 'outlet')} print "
        f"{plural(counts.statements, 'statement')} ({forms}) of {plural(counts.persons, 'speaker')}."
    )
    for utterance in record.utterances(1):
        _heading(console, "Printed most: one utterance, each fragment with the letters of those who print it")
        show_utterance(console, Apparatus(utterance, Sources(record)))
    for kind, words in _FINDINGS.items():
        for finding in record.findings(kind)[:1]:
            _heading(console, words)
            indent(console, as_text(finding.summary))
    console.print(f"\nTo read the articles with every statement marked:  onrecord serve --record {path}\n")


def _heading(console: Console, words: str) -> None:
    console.print(as_text(f"\n— {words}\n", "bold yellow"))
