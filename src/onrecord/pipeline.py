"""The straight way through the rooms; the only module that knows them all.

``read`` → ``note`` → ``collate`` → ``compare`` are functions of their input and a frozen :class:`Desk`, so the same
ones run in a loop, in a process pool or anywhere else. What noting alone needs (spaCy, models) is imported where it is
used, so that collating does not wait for it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.check import LEAST, Page, check, own_words_in
from onrecord.check import Given as Around
from onrecord.collate import collate as collate_notes
from onrecord.compare import COMPARISONS, Material, Said
from onrecord.compare import stories as group_stories
from onrecord.compare import timeline as order_sayings
from onrecord.config import Config
from onrecord.errors import ConfigError, TooLargeError
from onrecord.language import Language
from onrecord.model import Article, Finding, Notes, Problem, Span, SpeakerKind, Story, Utterance, When
from onrecord.read import Given, ReadOptions, read_articles
from onrecord.read.article import make_article
from onrecord.read.counting import count_articles
from onrecord.read.draft import draft_of as draft_of_bytes
from onrecord.read.draft import read_draft as read_draft_file
from onrecord.read.notes import read_notes as read_notes_file
from onrecord.text import quotations
from onrecord.verdicts import Checked

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

    from onrecord.extract import Attributor
    from onrecord.grammar import Grammar
    from onrecord.parse import Parsed

__all__ = [
    "KINDS",
    "Desk",
    "DraftQuotation",
    "Given",
    "Page",
    "Said",
    "article_of",
    "collate",
    "compare",
    "count",
    "draft_of",
    "note",
    "paragraphs_of",
    "quotation_of",
    "quotations_of",
    "read",
    "read_draft",
    "read_notes",
    "run",
    "shortened",
    "stories",
    "timeline",
    "verdict_on",
]

KINDS = tuple(COMPARISONS)
"""The kinds of findings."""

_log = logging.getLogger(__name__)
_LINES = re.compile(r"\S.*\S|\S")
# Where a quotation may end whose closing mark is missing, and how many such places are tried.
_CLAUSE_ENDS = re.compile(r"[.,;!?…](?=\s|$)")
_ENDS = 8


@dataclass(frozen=True, slots=True)
class Desk:
    """The loaded tools a page is worked on with."""

    config: Config
    language: Language
    pipeline: Pipeline
    attributor: Attributor
    grammar: Grammar | None

    @classmethod
    def load(cls, config: Config | None = None) -> Desk:
        """Load the language's data, the spaCy pipeline and the attributor that ``config`` names.

        Raises:
            ConfigError: if there is no such attributor or language.
            ModelError: if the spaCy pipeline is missing or not the pinned one.
        """
        from onrecord.extract import ATTRIBUTORS  # noqa: PLC0415 - as said above, and so below
        from onrecord.grammar import Grammar  # noqa: PLC0415
        from onrecord.parse import READ, TABLES, load_pipeline  # noqa: PLC0415

        config = config or Config()
        if config.attributor not in ATTRIBUTORS:
            raise ConfigError(f"no attributor {config.attributor!r}; there are {', '.join(sorted(ATTRIBUTORS))}")
        attributor = ATTRIBUTORS[config.attributor]()
        reader = attributor.reader
        pipeline = load_pipeline(config.spacy_model, without=READ if reader else ())
        tables = [pipeline.get_pipe(name) for name in TABLES] if reader else []
        grammar = Grammar(reader, pipeline.vocab, tables) if reader else None
        roles = Path(config.roles) if config.roles else None
        return cls(config, Language.load("en", roles), pipeline, attributor, grammar)

    def parse(self, article: Article) -> Parsed:
        """Return an article with its parse, the attributor's own where it has one."""
        from onrecord.parse import parse  # noqa: PLC0415

        return parse(article, self.pipeline, self.language, self.grammar)


def read(paths: Iterable[str], config: Config, given: Given | None = None) -> Iterator[Article | Problem]:
    """Yield the articles of files, folders and standard input (``-``), and a problem for what is none.

    ``given`` says what the pages themselves do not (outlet, date …).
    """
    return read_articles(paths, _options(config, given))


def article_of(text: str, given: Given | None = None) -> Article:
    """Return the article of a text, as reading a file with it would.

    Raises:
        EmptyArticleError: if there is nothing but blanks.
    """
    language = Language.load("en")
    options = ReadOptions(language.calendar, language.page, len(text), given or Given(), language.code)
    return make_article(text, "", options, Given())


def count(paths: Iterable[str]) -> int | None:
    """Return about how many articles ``paths`` hold, for showing progress; ``None`` where that cannot be known."""
    return count_articles(paths)


def read_notes(path: str, config: Config) -> Iterator[Notes | Problem]:
    """Yield the notes of a notes file (``-`` is standard input), and a problem for each line that holds none."""
    return read_notes_file(path, config.max_bytes)


def read_draft(path: str, config: Config, given: Given | None = None) -> Article:
    """Return a draft (``-`` is standard input) as an article without outlet, every word of it.

    Raises:
        ReadError: if it cannot be read.
    """
    return read_draft_file(path, _options(config, given))


def draft_of(name: str, data: bytes, config: Config, given: Given | None = None) -> Article:
    """Return the draft that a file of this name and these bytes holds, as :func:`read_draft` does.

    Raises:
        ReadError: if it cannot be read.
    """
    return draft_of_bytes(name, data, _options(config, given))


def _options(config: Config, given: Given | None) -> ReadOptions:
    language = Language.load("en")
    return ReadOptions(language.calendar, language.page, config.max_bytes, given or Given(), language.code)


def note(article: Article, desk: Desk) -> Notes:
    """Return all that one page yields alone: its statements with speakers, dates and stances.

    Raises:
        TooLargeError: if the text is longer than the configured limit.
    """
    from onrecord.resolve import resolve  # noqa: PLC0415

    if len(article.text) > desk.config.max_characters:
        raise TooLargeError(
            f"text of {len(article.text):,} characters; at most {desk.config.max_characters:,} are parsed: "
            "split it, or raise max_characters in onrecord.toml"
        )
    parsed = desk.parse(article)
    statements, speakers = resolve(parsed, desk.attributor.attribute(parsed))
    return Notes(article, statements, speakers)


def run(article: Article, desk: Desk) -> Notes:
    """Return the notes of an article whatever happens: an error becomes a problem of these notes, not of the batch."""
    try:
        return note(article, desk)
    except TooLargeError as error:
        return Notes(article, problems=(Problem("note", str(error), article.origin),))
    except Exception as error:  # noqa: BLE001 - the one place where a batch is kept going
        _log.info("noting %s failed", article.origin or article.name, exc_info=True)
        what = str(error) or type(error).__name__
        return Notes(article, problems=(Problem("note", f"{type(error).__name__}: {what}", article.origin),))


def collate(notes: Iterable[Notes], config: Config) -> tuple[Utterance, ...]:
    """Return the utterances that the statements of many pages print, in whatever order the pages come."""
    return collate_notes(notes, run_words=config.run_words)


def compare(utterances: Iterable[Utterance], notes: Iterable[Notes]) -> tuple[Finding, ...]:
    """Return what every comparison finds in a collation and the notes it was made of, in whatever order they come."""
    from onrecord.resolve.mentioned import mentioned_dates  # noqa: PLC0415

    language = Language.load("en")
    material = Material(utterances, notes, language, lambda article: mentioned_dates(article, language.calendar))
    found = {finding for find in COMPARISONS.values() for finding in find(material)}
    return tuple(sorted(found, key=lambda one: (one.kind, -one.score, one.summary, one.evidence)))


def stories(articles: Iterable[Article]) -> tuple[Story, ...]:
    """Return the affairs that articles report, and the events of each, in whatever order the articles come."""
    return group_stories(articles, Language.load("en"))


def timeline(utterances: Iterable[Utterance], notes: Iterable[Notes]) -> tuple[Said, ...]:
    """Return what a collation and its notes say was said, in the order of saying, with when it was printed by whom."""
    return order_sayings(utterances, notes)


@dataclass(frozen=True, slots=True)
class DraftQuotation:
    """A quotation of a draft: one span a paragraph, marks included, and how many words of the speaker's own it has.

    ``closed`` is false where the draft forgot its closing mark, so that it goes on to the end of its paragraph.
    """

    spans: tuple[Span, ...]
    words: int
    closed: bool = True

    @property
    def is_phrase(self) -> bool:
        """Whether it is too short to be told from anybody's words (scare quotes)."""
        return self.words < LEAST


def quotation_of(words: str) -> DraftQuotation:
    """Return words as one quotation, a line of them a paragraph, whatever marks they have; not nothing but blanks."""
    spans = tuple(Span(found.start(), found.end()) for found in _LINES.finditer(words))
    return DraftQuotation(spans, own_words_in(words, spans))


def quotations_of(text: str) -> list[DraftQuotation]:
    """Return the outermost quotations of a draft's ``text``, in text order, whatever its marks."""
    outer = (found for found in quotations(text) if found.level == 0)
    return [DraftQuotation(found.spans, own_words_in(text, found.spans), found.closed) for found in outer]


def shortened(quotation: DraftQuotation, text: str) -> list[DraftQuotation]:
    """Return a quotation up to each of the first eight marks in its last paragraph, the longest first; no phrases."""
    *before, last = quotation.spans
    ends = [found.end() for found in islice(_CLAUSE_ENDS.finditer(text, last.start, last.end), _ENDS)]
    found = [(*before, Span(last.start, end)) for end in reversed(ends)]
    shorter = [DraftQuotation(spans, own_words_in(text, spans)) for spans in found]
    return [one for one in shorter if not one.is_phrase]


def paragraphs_of(quotation: DraftQuotation, text: str) -> list[DraftQuotation]:
    """Return the paragraphs of a quotation, each as one, without those that are but a phrase."""
    *before, _ = quotation.spans
    found = [
        DraftQuotation((span,), own_words_in(text, [span]), quotation.closed and span not in before)
        for span in quotation.spans
    ]
    return [one for one in found if not one.is_phrase]


def verdict_on(
    quotation: DraftQuotation,
    draft: Notes,
    pages: Sequence[Page],
    desk: Desk,
    names_of: Callable[[str], tuple[str, ...]],
) -> Checked:
    """Return what ``pages`` print of a quotation of a draft; whom and when the draft gives it to is in its notes.

    ``names_of`` gives all names of whoever goes by one.
    """
    around = Around()
    for statement in draft.statements:
        if statement.inside is None and any(s.overlaps(own) for s in statement.spans for own in quotation.spans):
            described = {one.name for one in draft.speakers if one.kind is SpeakerKind.UNNAMED}
            speaker = None if statement.speaker in described else statement.speaker
            around = Around(
                speaker,
                _printed_beside(statement.when, quotation.spans[0], draft.article.text),
                statement.occasion.kind if statement.occasion else None,
                names_of(speaker) if speaker else (),
            )
            break
    return check(draft.article.text, quotation.spans, around, pages, desk.language.turns)


def _printed_beside(when: When | None, quotation: Span, text: str) -> When | None:
    """Return a date that is printed in the paragraph of a quotation; one from elsewhere may be of other words."""
    if when is None or when.printed is None or when.inferred:
        return None
    first, last = sorted((when.printed, quotation))
    return None if "\n" in text[first.end : last.start] else when
