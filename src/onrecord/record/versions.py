"""Versions of a page in the database: which article a later one supersedes, and which statements it repeats."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model import Article, Notes, Span
from onrecord.record.database import Database
from onrecord.record.stored import notes_at
from onrecord.text import words
from onrecord.versions import MOST, by_page

__all__ = ["mark_versions", "numbers_of", "versions_of"]


def numbers_of(database: Database, article: Article) -> list[int]:
    """Return the numbers of the articles at an address, at most one more than a page has versions."""
    if not article.url:
        return []
    sql = "SELECT number FROM articles WHERE url = ? AND coalesce(outlet, '') = ? ORDER BY number LIMIT ?"
    return [number for (number,) in database.rows(sql, article.url, article.outlet or "", MOST + 1)]


def versions_of(database: Database, article: Article) -> list[tuple[int, Notes]]:
    """Return the versions of the page of an article, with their numbers, in the order in which they were printed."""
    return _ordered(database, numbers_of(database, article))


def _ordered(database: Database, numbers: list[int]) -> list[tuple[int, Notes]]:
    if not 1 < len(numbers) <= MOST:
        return []
    found = {number: notes_at(database, number) for number in numbers}
    named = {notes.article.id: number for number, notes in found.items()}
    (page,) = by_page(found.values())
    return [(named[notes.article.id], notes) for notes in page]


def mark_versions(database: Database, numbers: list[int]) -> None:
    """Make the tables of versions agree with the articles of these numbers, which are all at one address."""
    for number in numbers:
        database.execute("DELETE FROM superseded WHERE article = ?", number)
        database.execute(
            "DELETE FROM repeated WHERE statement IN (SELECT number FROM statements WHERE article = ?)", number
        )
    later: set[tuple[str, ...]] = set()
    following: int | None = None
    for number, notes in reversed(_ordered(database, numbers)):
        if following is not None:
            database.execute("INSERT INTO superseded VALUES (?, ?)", number, following)
        own = {id_: at for at, id_ in database.rows("SELECT number, id FROM statements WHERE article = ?", number)}
        printed = {own[s.id]: _wording(notes, s.spans) for s in notes.statements}
        database.run("INSERT INTO repeated VALUES (?)", [(at,) for at, wording in printed.items() if wording in later])
        later.update(printed.values())
        following = number


def _wording(notes: Notes, spans: Iterable[Span]) -> tuple[str, ...]:
    return tuple(word.folded for span in spans for word in words(notes.article.text, span))
