"""The straight way through the rooms; the only module that knows them all.

``read`` → ``note`` → ``collate`` → ``compare`` are functions of their input and a frozen :class:`Desk`, so the same
ones run in a loop, in a process pool or anywhere else.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language as Pipeline

from onrecord.collate import collate as collate_notes
from onrecord.compare import COMPARISONS, Material
from onrecord.config import Config
from onrecord.errors import ConfigError, TooLargeError
from onrecord.extract import ATTRIBUTORS, Attributor
from onrecord.language import Language
from onrecord.model import Article, Finding, Notes, Problem, Utterance
from onrecord.parse import load_pipeline, parse
from onrecord.read import Given, ReadOptions, read_articles
from onrecord.read.counting import count_articles
from onrecord.read.notes import read_notes as read_notes_file
from onrecord.resolve import resolve
from onrecord.resolve.mentioned import mentioned_dates

__all__ = ["Desk", "Given", "collate", "compare", "count", "note", "read", "read_notes", "run"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """The loaded tools a page is worked on with."""

    config: Config
    language: Language
    pipeline: Pipeline
    attributor: Attributor

    @classmethod
    def load(cls, config: Config | None = None) -> Desk:
        """Load the language's data, the spaCy pipeline and the attributor that ``config`` names.

        Raises:
            ConfigError: if there is no such attributor or language.
            ModelError: if the spaCy pipeline is missing or not the pinned one.
        """
        config = config or Config()
        if config.attributor not in ATTRIBUTORS:
            raise ConfigError(f"no attributor {config.attributor!r}; there are {', '.join(sorted(ATTRIBUTORS))}")
        attributor = ATTRIBUTORS[config.attributor]()
        return cls(config, Language.load("en"), load_pipeline(config.spacy_model), attributor)


def read(paths: Iterable[str], config: Config, given: Given | None = None) -> Iterator[Article | Problem]:
    """Yield the articles of files, folders and standard input (``-``), and a problem for what is none.

    ``given`` says what the pages themselves do not (outlet, date …).
    """
    language = Language.load("en")
    options = ReadOptions(language.calendar, language.page, config.max_bytes, given or Given(), language.code)
    return read_articles(paths, options)


def count(paths: Iterable[str]) -> int | None:
    """Return about how many articles ``paths`` hold, for showing progress; ``None`` where that cannot be known."""
    return count_articles(paths)


def read_notes(path: str, config: Config) -> Iterator[Notes | Problem]:
    """Yield the notes of a notes file (``-`` is standard input), and a problem for each line that holds none."""
    return read_notes_file(path, config.max_bytes)


def note(article: Article, desk: Desk) -> Notes:
    """Return all that one page yields alone: its statements with speakers, dates and stances.

    Raises:
        TooLargeError: if the text is longer than the configured limit.
    """
    if len(article.text) > desk.config.max_characters:
        raise TooLargeError(
            f"text of {len(article.text):,} characters; at most {desk.config.max_characters:,} are parsed: "
            "split it, or raise max_characters in onrecord.toml"
        )
    parsed = parse(article, desk.pipeline, desk.language)
    statements, speakers = resolve(parsed, desk.attributor.attribute(parsed))
    return Notes(article, statements, speakers)


def run(article: Article, desk: Desk) -> Notes:
    """Return the notes of an article whatever happens: an error becomes a problem of these notes, not of the batch."""
    try:
        return note(article, desk)
    except Exception as error:  # noqa: BLE001 - the one place where a batch is kept going
        _log.info("noting %s failed", article.origin or article.name, exc_info=True)
        what = str(error) or type(error).__name__
        return Notes(article, problems=(Problem("note", f"{type(error).__name__}: {what}", article.origin),))


def collate(notes: Iterable[Notes], config: Config) -> tuple[Utterance, ...]:
    """Return the utterances that the statements of many pages print, in whatever order the pages come."""
    return collate_notes(notes, run_words=config.run_words)


def compare(utterances: Iterable[Utterance], notes: Iterable[Notes]) -> tuple[Finding, ...]:
    """Return what every comparison finds in a collation and the notes it was made of, in whatever order they come."""
    language = Language.load("en")
    material = Material(utterances, notes, language, lambda article: mentioned_dates(article, language.calendar))
    found = {finding for find in COMPARISONS.values() for finding in find(material)}
    return tuple(sorted(found, key=lambda one: (one.kind, -one.score, one.summary, one.evidence)))
