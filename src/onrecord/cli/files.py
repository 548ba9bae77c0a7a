"""``onrecord note`` and ``onrecord collate``: files in, files out, no record."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Unpack

import click

from onrecord.cli.adding import GivenOptions, given_from, given_options, paths_argument, tell_problems
from onrecord.cli.progress import Meter
from onrecord.cli.targets import lines_to, to_option
from onrecord.cli.terminal import SKIPPED, Command, SourcePath, say
from onrecord.export import notes_lines, utterance_lines
from onrecord.memory import uncollected
from onrecord.model import Article, Notes, Problem
from onrecord.web.wording import plural

__all__ = ["collate", "note"]


@click.command(
    cls=Command,
    epilog="""
    # the statements of a folder of articles
    onrecord note news/ --to notes.jsonl

    # between two other programs
    onrecord note - < articles.jsonl | jq .attributions
    """,
)
@paths_argument
@to_option("notes", "notes.jsonl")
@given_options
@click.pass_context
def note(ctx: click.Context, /, paths: tuple[str, ...], target: str, **given: Unpack[GivenOptions]) -> None:
    """Write the statements of articles to a file.

    One line of JSON an article, with character offsets; an article that could not be noted is written too, with its
    problems. No record is needed or changed. A file appears only when it is complete.

    Exit codes: 0 all well, 3 something was skipped, 2 wrong usage, 1 error.
    """
    from onrecord import engine, pipeline  # noqa: PLC0415 - loads spaCy, which no other command should wait for

    problems: list[Problem] = []
    meter = Meter(pipeline.count(paths), shown=target != "-" or not sys.stdout.isatty())
    with meter, lines_to(target) as write:
        articles = _good(pipeline.read(paths, ctx.obj, given_from(given)), problems)
        for line in notes_lines(_told(engine.note_all(articles, ctx.obj), meter, problems)):
            write(line)
    if problems:
        tell_problems(problems)
        ctx.exit(SKIPPED)


def _good(items: Iterable[Article | Problem], problems: list[Problem]) -> Iterator[Article]:
    for item in items:
        if isinstance(item, Problem):
            problems.append(item)
        else:
            yield item


def _told(notes: Iterable[Notes], meter: Meter, problems: list[Problem]) -> Iterator[Notes]:
    statements = 0
    for number, item in enumerate(notes, start=1):
        statements += len(item.statements)
        problems.extend(item.problems)
        meter.tell("noting", number, statements)
        yield item


@click.command(
    cls=Command,
    epilog="""
    # what several articles print of the same words
    onrecord collate notes.jsonl --to utterances.jsonl

    # straight from articles
    onrecord note news/ | onrecord collate -
    """,
)
@click.argument("paths", metavar="NOTES…", nargs=-1, required=True, type=SourcePath())
@to_option("utterances", "utterances.jsonl")
@click.pass_context
def collate(ctx: click.Context, paths: tuple[str, ...], target: str) -> None:
    """Write what several articles print of the same words.

    NOTES are files that “onrecord note” or another program wrote, or “-” for standard input; their ids are used as
    they stand. One line of JSON an utterance. A file appears only when it is complete.

    Exit codes: 0 all well, 3 something was skipped, 2 wrong usage, 1 error.
    """
    from onrecord import pipeline  # noqa: PLC0415 - as above

    if (
        target != "-"
        and Path(target).is_file()
        and any(Path(path).is_file() and Path(path).samefile(target) for path in paths)
    ):
        raise click.UsageError(f"{target} is one of the files read; name another one for the utterances")
    intake = _Intake()
    with uncollected(), lines_to(target) as write:
        notes = [item for path in paths for item in intake.good(pipeline.read_notes(path, ctx.obj), path)]
        utterances = pipeline.collate(notes, ctx.obj)
        names = {item.article.id: item.article.name for item in notes}
        for line in utterance_lines(utterances, names):
            write(line)
    differing = sum(any(witness.substantives for witness in one.witnesses) for one in utterances)
    what = f"; {differing:,} with another number, name, negation or modal verb" if differing else ""
    say(f"{plural(len(utterances), 'utterance')} in {plural(len(notes), 'article')}{what}")
    if intake.problems:
        tell_problems(intake.problems)
        ctx.exit(SKIPPED)


class _Intake:
    """Lets notes pass once, and says where ids are not as unambiguous as they should be."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._names: dict[str, str] = {}  # article id → name
        self._taken: set[str] = set()

    def good(self, items: Iterable[Notes | Problem], path: str) -> Iterator[Notes]:
        """Yield the notes among ``items`` that are not there yet."""
        for item in items:
            if isinstance(item, Problem):
                self.problems.append(item)
            elif self._is_new(item, path):
                yield item

    def _is_new(self, notes: Notes, path: str) -> bool:
        article = notes.article
        if article.id in self._names:
            self._report(path, f"article {article.name} is {self._names[article.id]} again, and was left out")
            return False
        if article.name in self._taken:
            self._report(path, f"two articles have the id {article.name}; give each its own, or results mix them up")
        self._names[article.id] = article.name
        self._taken.add(article.name)
        for identity, count in Counter(statement.id for statement in notes.statements).items():
            if count > 1:
                self._report(path, f"article {article.name} has {count} statements with the id {identity}")
        return True

    def _report(self, path: str, message: str) -> None:
        self.problems.append(Problem("collate", message, path))
