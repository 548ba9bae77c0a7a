"""Search in what was said: the words of a reader to a query that SQLite's FTS5 can never misread."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.errors import RecordError
from onrecord.model import Article, Statement
from onrecord.record.database import Database
from onrecord.record.rows import content_text

__all__ = ["Words", "index", "match_expression", "matching", "unindex", "words_of"]

Words = tuple[str, str | None, str | None]
"""Content, speaker and outlet of a statement."""

_TERM = re.compile(r'"(?P<phrase>[^"]*)"(?P<phrase_star>\*?)|(?P<word>[^\s"*]+)(?P<word_star>\*?)')
_MARKS = str.maketrans("“”„«»\0", '"""""' + " ")


def match_expression(words: str) -> str:
    """Return the FTS5 expression for what a reader typed: all terms are wanted, each is taken literally.

    A phrase in quotation marks stays a phrase, a star after a word or phrase asks for whatever begins so; a mark that
    is opened and never closed counts for nothing, and so does a term without a letter or digit.

    Raises:
        RecordError: if no term is left.
    """
    typed = words.encode("utf-8", "replace").decode().translate(_MARKS)
    terms = []
    for found in _TERM.finditer(typed):
        term = found["phrase"] or found["word"] or ""
        if any(character.isalnum() for character in term):
            terms.append(f'"{term}"{found["phrase_star"] or found["word_star"] or ""}')
    if not terms:
        raise RecordError(f'nothing to search for in {words!r}: give a word, "a phrase" in quotation marks or begin*')
    return " ".join(terms)


def matching(database: Database, words: str, limit: int) -> Iterator[int]:
    """Yield the numbers of the statements that hold all terms, best first (BM25), at most ``limit``.

    Raises:
        RecordError: if there is nothing to search for.
    """
    found = database.rows(
        """
        SELECT s.number FROM search JOIN shown s ON s.number = search.rowid JOIN articles a ON a.number = s.article
        WHERE search MATCH ? ORDER BY bm25(search), a.id, s.id LIMIT ?
        """,
        match_expression(words),
        limit,
    )
    for (number,) in found:
        yield number


def words_of(statement: Statement, article: Article) -> Words:
    """Return what a statement is found by: its content, speaker and outlet."""
    return content_text(statement, article.text), statement.speaker, article.outlet


def index(database: Database, found_by: Iterable[tuple[int, Words]]) -> None:
    """Make statements, by their numbers, be found by these words."""
    rows = [(number, *words) for number, words in found_by]
    database.run("INSERT INTO search (rowid, content, speaker, outlet) VALUES (?, ?, ?, ?)", rows)


def unindex(database: Database, found_by: Iterable[tuple[int, Words]]) -> None:
    """Undo :func:`index`, with the same words: the index holds no copy of them to look them up."""
    rows = [(number, *words) for number, words in found_by]
    database.run("INSERT INTO search (search, rowid, content, speaker, outlet) VALUES ('delete', ?, ?, ?, ?)", rows)
