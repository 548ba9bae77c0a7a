"""Articles and notes out of their rows, by the number of the article."""

from __future__ import annotations

from onrecord.model import Article, Notes, Problem
from onrecord.record.database import Database
from onrecord.record.rows import article_of, speaker_of, statement_of

__all__ = ["article_at", "notes_at"]

_CORRECTED = "SELECT * FROM standing WHERE article = ? ORDER BY number"
_NOTED = "SELECT * FROM statements WHERE article = ? ORDER BY number"


def article_at(database: Database, number: int) -> Article:
    """Return the article of a number."""
    (row,) = database.rows("SELECT * FROM articles WHERE number = ?", number)
    return article_of(row)


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
