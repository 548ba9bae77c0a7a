"""What a Python program uses: note a text, collate notes, keep them in a record, check a draft."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from onrecord import engine, pipeline
from onrecord.config import Config
from onrecord.errors import FormatError
from onrecord.model import Article, Notes, Utterance
from onrecord.record import Record, Search
from onrecord.verdicts import Report

__all__ = ["Article", "Record", "Search", "check", "collate", "note"]


def note(
    article: Article | str,
    *,
    outlet: str | None = None,
    published: date | str | None = None,
    url: str | None = None,
    title: str | None = None,
) -> Notes:
    """Return the statements of an article with speakers, dates and stances.

    Args:
        article: an article, or its text as ``onrecord note`` would read it from a file.
        outlet: who published the text; as the others, only for a text.
        published: the day it was published, as a date or as ``2031-05-04``; "on Monday" counts from there.
        url: its address.
        title: its title.

    Raises:
        EmptyArticleError: if the text has nothing but blanks.
        TooLargeError: if it is longer than is parsed.
        FormatError: if ``published`` is no day.
    """
    if isinstance(article, str):
        day = _day(published) if isinstance(published, str) else published
        article = pipeline.article_of(article, pipeline.Given(outlet, url, title, published=day))
    return pipeline.note(article, engine.desk(Config()))


def _day(iso: str) -> date:
    try:
        return date.fromisoformat(iso)
    except ValueError as error:
        raise FormatError(f"published is {iso!r}, no ISO date (2031-05-04)") from error


def collate(notes: Iterable[Notes]) -> tuple[Utterance, ...]:
    """Return what several articles print of the same words, in whatever order their notes come."""
    return pipeline.collate(notes, Config())


def check(draft: Article | str, record: Record) -> Report:
    """Return what a record has of every quotation of a draft, a text or (for the day it is of) an article.

    Raises:
        TooLargeError: if the draft, or the number of its quotations, is over what is checked.
        RecordError: if the record cannot be read.
    """
    if isinstance(draft, str):
        draft = Article(Article.id_of(draft, None, None), draft)
    return engine.check_draft(draft, record, Config(), engine.desk(Config()))
