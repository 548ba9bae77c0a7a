"""``onrecord add``: articles into a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

import click

from onrecord.cli.progress import Meter
from onrecord.cli.terminal import SKIPPED, Command, SourcePath, record_option, say
from onrecord.config import Config
from onrecord.model import Problem
from onrecord.record import Place, Record
from onrecord.web.wording import plural

if TYPE_CHECKING:
    from onrecord.engine import Added
    from onrecord.pipeline import Given

__all__ = ["GivenOptions", "add", "add_to", "given_from", "given_options", "paths_argument", "tell_problems"]

_DAY = click.DateTime(["%Y-%m-%d"])
_SHOWN = 10  # problems told at once; the record keeps all

_F = TypeVar("_F", bound=Callable[..., Any])

paths_argument = click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=SourcePath())


class GivenOptions(TypedDict):
    """The values of the options that say what pages themselves do not."""

    outlet: str | None
    published: datetime | None
    url: str | None
    title: str | None


def given_options(command: _F) -> _F:
    """Add the options that say what pages themselves do not."""
    for option in (
        click.option("--title", help="Title of the articles, where all have one."),
        click.option("--url", help="Address of the article."),
        click.option(
            "--published", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Day they were published."
        ),
        click.option("--outlet", help="Who published them."),
    ):
        command = option(command)
    return command


def given_from(options: GivenOptions) -> Given:
    """Return the values of the options of :func:`given_options`."""
    from onrecord.pipeline import Given  # noqa: PLC0415 - loads spaCy, which no other command should wait for

    day = options["published"]
    return Given(options["outlet"], options["url"], options["title"], published=day.date() if day else None)


@click.command(
    cls=Command,
    epilog="""
    # all articles of a folder and of the folders in it
    onrecord add news/ --record trial.db

    # what a page does not say itself
    onrecord add page.html --outlet "The Courier" --published 2018-03-05

    # JSON Lines from another program
    zcat crawl.jsonl.gz | onrecord add -
    """,
)
@paths_argument
@record_option
@given_options
@click.pass_context
def add(ctx: click.Context, /, paths: tuple[str, ...], record: Place, **given: Unpack[GivenOptions]) -> None:
    """Add articles to a record.

    PATH is a page, a text, a JSON Lines file, a folder of them, or “-” for standard input. Each article is noted on
    all cores and kept; then all the record holds is collated. Adding what is known changes nothing, and a run that
    was stopped goes on when it is started again.

    Exit codes: 0 all well, 3 something was skipped, 2 wrong usage, 1 error.
    """
    added = add_to(record, paths, ctx.obj, given_from(given))
    if added.problems:
        tell_problems(added.problems[:_SHOWN], len(added.problems))
        if len(added.problems) > _SHOWN:
            say(
                "To see them all:  onrecord show problems" + (f" --record {record}" if isinstance(record, Path) else "")
            )
        ctx.exit(SKIPPED)


def add_to(path: Place, paths: Sequence[str], config: Config, given: Given) -> Added:
    """Add articles to the record at ``path``, telling progress and a summary on stderr."""
    from onrecord import engine, pipeline  # noqa: PLC0415 - as above

    with Record.open(path, create=True) as record, Meter(pipeline.count(paths)) as meter:
        try:
            added = engine.add(
                pipeline.read(paths, config, given),
                record,
                config,
                lambda progress: meter.tell(progress.stage, progress.done, progress.statements),
            )
        except KeyboardInterrupt:
            kept = plural(record.counts().articles, "article")
            say(f"\n{record.name} holds {kept} so far; give the same command again to go on.")
            raise
    utterances = plural(added.utterances, "utterance")
    say(
        f"{plural(added.articles, 'article')} added, {added.known:,} known already; "
        f"{plural(added.statements, 'new statement')}; {utterances} on record in {record.name}"
    )
    return added


def tell_problems(problems: Sequence[Problem], count: int | None = None) -> None:
    """Write problems to stderr; ``count`` is how many there are, where these are the first of them."""
    count = len(problems) if count is None else count
    say(f"{plural(count, 'problem')}:")
    for problem in problems:
        say(f"  {problem.origin or 'unknown source'}: {problem.message}")
    if count > len(problems):
        say(f"  … and {count - len(problems):,} more")
