"""Articles and notes out of their rows, by the number of the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.model import Article, Notes, Problem
from onrecord.record.database import Database
from onrecord.record.rows import article_of, speaker_of, statement_of
from onrecord.versions import NO_DAY, moment

__all__ = ["article_at", "articles_at", "notes_at"]

_CORRECTED = "SELECT * FROM standing WHERE article = ? ORDER BY number"
_NOTED = "SELECT * FROM statements WHERE article = ? ORDER BY number"


def article_at(database: Database, number: int) -> Article:
    """Return the article of a number."""
    return articles_at(database, [number])[number]


def articles_at(database: Database, numbers: Sequence[int]) -> dict[int, Article]:
    """Return the articles of some numbers, each with what is known of the next version of its page."""
    marks = ", ".join("?" * len(numbers))
    rows = database.rows(
        f"""
        SELECT a.*, l.id, l.published, l.modified FROM articles a LEFT JOIN superseded s ON s.article = a.number
        LEFT JOIN articles l ON l.number = s.later WHERE a.number IN ({marks})
        """,  # noqa: S608 - question marks
        *numbers,
    )
    return {row[0]: _replaced(article_of(row[:-3]), *row[-3:]) for row in rows}


def _replaced(article: Article, later: str | None, published: str | None, modified: str | None) -> Article:
    """Return an article with its next version; the day only where both tell when they were printed, and differ."""
    if later is None:
        return article
    is_known = (article.published is None) == (published is None) and moment(article) != (
        published or NO_DAY,
        modified or "",
    )
    day = (modified or published or "")[: len("2031-05-04")]
    return replace(article, replaced_by=later, replaced=date.fromisoformat(day) if is_known else None)


def notes_at(database: Database, number: int, *, corrected: bool = True) -> Notes:
    """Return the notes of the article of a number, as people corrected them or else just as they were kept."""
    article, rows = article_at(database, number), database.rows
    statements = rows(_CORRECTED if corrected else _NOTED, number)
    speakers = rows("SELECT name, kind, mentions FROM speakers WHERE article = ? ORDER BY position", number)
    problems = rows("SELECT stage, message, origin FROM problems WHERE article = ? ORDER BY number", number)
    return Notes(
        article,
        tuple([statement_of(row, article.id) for row in statements]),
        tuple([speaker_of(*row) for row in speakers]),
        tuple([Problem(*row) for row in problems]),
    )
