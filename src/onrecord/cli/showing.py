"""``onrecord show``: what the record holds, readable in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.terminal import Command, as_text, indent, record_option, say, screen, short
from onrecord.model import Change
from onrecord.record import Place, Record
from onrecord.web.apparatus import Apparatus, Row
from onrecord.web.cards import FORMS, ArticleView, Card, Saying, corrections_of, sayings
from onrecord.web.elsewhere import Elsewhere, repeated, set_aside
from onrecord.web.sources import Sources
from onrecord.web.visible import visible
from onrecord.web.wording import (
    MEANINGS,
    SIGNS,
    WEIGHS,
    day,
    listed,
    plural,
    replaced_words,
    shortened,
)

__all__ = ["print_saying", "show", "show_utterance"]

_HEAD, _SOFT, _SIGN, _LOUD = "bold", "dim", "bold yellow", "bold red"


@click.group(subcommand_metavar="COMMAND …")
def show() -> None:
    """Show an article, an utterance, a person or what went wrong."""


@show.command(
    "article",
    cls=Command,
    epilog="""
    # by its id or the beginning of it; the id its source gave it does too
    onrecord show article 4585a7ef4e
    """,
)
@click.argument("identity", metavar="ID")
@record_option
def show_article(identity: str, record: Place) -> None:
    """Show an article and every statement in it."""
    with Record.open(record, readonly=True) as opened:
        view = ArticleView(opened, identity)
        console, article = screen(), view.article
        published = f", {day(article.published)}" if article.published else ""
        console.print(as_text((article.publisher or "outlet not known") + published, _SOFT))
        console.print(as_text(article.title or article.name, _HEAD))
        if article.url:
            console.print(as_text(article.url, _SOFT))
        console.print(
            f"{plural(len(view.cards), 'statement')}, {view.second_hand} second-hand, "
            f"{view.unnamed} without a named source"
        )
        for line in _versions(view):
            console.print(as_text(line))
        for number in sorted({*view.card, *view.struck}):
            if number in view.struck:
                _print_struck(console, number, view)
            else:
                _print_card(console, view.card[number])


def _print_struck(console: Console, number: int, view: ArticleView) -> None:
    """Print what somebody said is no statement: it keeps its number, and the reason stands beside it."""
    statement = view.struck[number]
    head = Text(f"\n{number:>3} ", style=_SOFT)
    head.append_text(as_text(f"struck · {' · '.join(corrections_of(statement))}", _SOFT))
    console.print(head)
    indent(console, as_text(view.words(statement), "strike dim"))


def _versions(view: ArticleView) -> Iterator[str]:
    """What a page printed at other times, where that is known."""
    if replaced := replaced_words(view.article):
        yield replaced
    count = len(view.versions)
    for number, version in enumerate(view.versions if count > 1 else (), start=1):
        printed = day(version.published) if version.published else "no date"
        here = ", this one" if version.id == view.article.id else ""
        yield f"version {number} of {count}: {printed}, article {short(version.id)}{here}"


def _print_card(console: Console, card: Card) -> None:
    statement = card.statement
    head = Text(f"\n{card.number:>3} ", style=_SOFT)
    head.append_text(as_text(card.speaker, _HEAD))
    if card.source and card.source != statement.speaker:
        head.append_text(as_text(f" “{card.source}”", _SOFT))
    cue = [f"{statement.stance} “{card.cue}”" if card.cue else statement.stance.value, card.form, *card.facts]
    head.append_text(as_text("  " + " · ".join(cue)))
    console.print(head)
    indent(console, as_text(card.content))
    for printing in card.printings:
        if printing.outlets:
            line = f"also printed by {listed(printing.outlets)}: utterance {short(printing.utterance)}"
            indent(console, as_text(line, _SOFT))


@show.command(
    "utterance",
    cls=Command,
    epilog="""
    # by its id, as “onrecord show article” names it
    onrecord show utterance 0fa3c41be2
    """,
)
@click.argument("identity", metavar="ID")
@record_option
def show_utterance_command(identity: str, record: Place) -> None:
    """Show an utterance as each outlet prints it."""
    with Record.open(record, readonly=True) as opened:
        found, sources, console = opened.utterance(identity), Sources(opened), screen()
        show_utterance(console, Apparatus(found, sources))
        for one in set_aside(found, sources):
            console.print(as_text(f"Set aside: {_where(one)}; {one.why}", "yellow"))
            indent(console, as_text(shortened(one.text)))
        for one in repeated(found, sources):
            console.print(as_text(f"The same words at another time: {_where(one)}", _SOFT))
            indent(console, as_text(shortened(one.text)))


def _where(one: Elsewhere) -> str:
    published = day(one.article.published) if one.article.published else "no date"
    said = f", {one.said}" if one.said else ""
    printed = f"; utterance {short(one.utterance)}" if one.utterance else ""
    return f"{one.article.printed_by}, {published}: {one.speaker}{said}{printed}"


def show_utterance(console: Console, apparatus: Apparatus) -> None:
    """Print the fullest version with its witnesses, conflicts of order, and a row for each witness."""
    speaker = apparatus.utterance.speaker or "no source named"
    console.print(as_text(f"{speaker}, {apparatus.said}" if apparatus.said else speaker, _HEAD))
    console.print(as_text(apparatus.printings + (f", {apparatus.published}" if apparatus.published else "")))
    for conflict in apparatus.conflicts:
        console.print(as_text(f"Order not known: {conflict.sentence}", "yellow"))
    console.print()
    indent(console, _fullest(apparatus))
    console.print()
    console.print(_witnesses(apparatus.rows))
    console.print()
    for change in apparatus.changes:
        console.print(Text.assemble((f"{SIGNS[change]:>4} ", _SIGN), f"{change}: {MEANINGS[change]}"))


def _fullest(apparatus: Apparatus) -> Text:
    text = Text()
    for number, passage in enumerate(apparatus.passages):
        if number:
            text.append(" […] " if passage.seam else " ", style=_SIGN)
        text.append_text(as_text(passage.text))
        text.append(f" {{{''.join(passage.letters)}}}", style=_SOFT)
    return text


def _witnesses(rows: Iterable[Row]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=True, header_style=_SOFT)
    for name in ("", "outlet", "printed", "introduced with", "changes"):
        table.add_column(name)
    for row in rows:
        published = day(row.article.published) if row.article.published else "no date"
        changes = Text("\n").join([*_weighing(row), *(_change(change) for change in row.changes)])
        changes.append_text(_other_words(row))
        outlet = f"{row.article.printed_by}\n{short(row.article.id)} statement {row.number}"
        cue = f"“{row.cue}”" if row.cue else "–"
        table.add_row(Text(row.letter, _HEAD), as_text(outlet), published, as_text(cue), changes)
    return table


def _change(change: Change) -> Text:
    return Text.assemble((SIGNS[change], _SIGN), f" {change}")


def _weighing(row: Row) -> Iterator[Text]:
    """What is told before all changes: what of weight differs, and how a report stands to the transcript."""
    for kind in row.substantives:
        yield as_text(f"‼ {WEIGHS[kind]}", _LOUD)
    if row.transcript:
        for words in row.transcript.limits:
            yield as_text(f"‼ stops before “{words}”", _LOUD)
        yield as_text(row.transcript.printed, _SOFT)
        for words in row.transcript.cuts:
            yield as_text(f"leaves out “{shortened(words)}”", _SOFT)


def _other_words(row: Row) -> Text:
    """Return what a witness prints where it has other words, the differing ones marked."""
    text = Text()
    for cell in row.cells:
        if cell and cell.change in {Change.REWORDED, Change.BRACKETED}:
            text.append("\n")
            for stretch in cell.stretches:
                text.append_text(as_text(stretch.text, _SIGN if stretch.other else ""))
    return text


@show.command(
    "person",
    cls=Command,
    epilog="""
    # everything on record of a speaker
    onrecord show person "Ilse Varden"
    """,
)
@click.argument("name", metavar="NAME")
@record_option
def show_person(name: str, record: Place) -> None:
    """Show what somebody said, in order of time."""
    with Record.open(record, readonly=True) as opened:
        person = opened.person(name)
        console = screen()
        console.print(as_text(person.name, _HEAD))
        others = [printed for printed in person.printed if printed != person.name]
        if others:
            console.print(as_text(f"also printed as {listed(others)}", _SOFT))
        if person.identifier:
            console.print(as_text(person.identifier, _SOFT))
        for saying in sayings(opened.statements_of(person.id), Sources(opened)):
            console.print()
            print_saying(console, saying, whose="")


@show.command(
    "problems",
    cls=Command,
    epilog="""
    # what could not be read or noted, and why
    onrecord show problems
    """,
)
@record_option
def show_problems(record: Place) -> None:
    """Show what went wrong in reading and noting.

    A source that became no article after all is listed until it becomes one.
    """
    with Record.open(record, readonly=True) as opened:
        problems = opened.problems()
    for problem in problems:
        click.echo(visible(f"{problem.origin or 'unknown source'}: {problem.message}"))
    say(plural(len(problems), "problem"))


def print_saying(console: Console, saying: Saying, whose: str) -> None:
    """Print a statement with who said it (``whose``, empty where that is known), how, when, and where it is printed."""
    hit = saying.hit
    cue = f"{hit.statement.stance} “{saying.cue}”" if saying.cue else hit.statement.stance.value
    facts = [part for part in (cue, FORMS[hit.statement.form], saying.when) if part]
    head = as_text(f"{whose}  " if whose else "", _HEAD)
    head.append_text(as_text(" · ".join(facts)))
    console.print(head)
    indent(console, as_text(hit.snippet))
    published = f", {day(hit.published)}" if hit.published else ""
    published += f", {saying.replaced}" if saying.replaced else ""
    indent(
        console,
        as_text(f"{saying.printed_by}{published}, article {short(hit.article)} statement {saying.number}", _SOFT),
    )
    for line in corrections_of(hit.statement):
        indent(console, as_text(line, _SOFT))
