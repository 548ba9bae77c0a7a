"""Printings: which articles may print given words, found by runs of them and by the rarest of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.record.database import Database
from onrecord.record.index import plain_word

__all__ = ["printing"]

_TERM = re.compile(r"[^\W_]+")
_RUN = 4  # words in a row that few articles share by chance
_RUNS = 8  # runs looked for, one from each stretch of the words
_RARE = 6  # words looked for alone, so that a quotation with other words between them is found
_COMMON = 5_000  # articles with a word; one in more of them tells nothing and would have to be ranked for long
_MOST_TERMS = 400  # of a quotation; what a longer one has beyond them does not help to find it

_ARTICLES = """
SELECT a.id FROM texts JOIN articles a ON a.number = texts.rowid
WHERE texts MATCH ? ORDER BY bm25(texts), a.id LIMIT ?
"""
_STATEMENTS = """
SELECT a.id FROM search JOIN statements s ON s.number = search.rowid % 4294967296 -- index.NUMBERS
JOIN articles a ON a.number = s.article
WHERE search MATCH 'content : (' || ? || ')' ORDER BY bm25(search), a.id, s.id LIMIT ?
"""


def printing(database: Database, words: str, limit: int) -> list[str]:
    """Return the ids of at most ``limit`` articles, those that share runs of four words first, then by rare words.

    Both are ranked by BM25. Accepted gap: of words that stand in thousands of articles only runs are looked for.
    """
    terms = [plain_word(found.group()) for found in _TERM.finditer(words)][:_MOST_TERMS]
    counts = {term: _articles_with(database, term) for term in set(terms)}
    found: dict[str, None] = {}
    for phrases in (list(_runs(terms, counts)), list(_rare(counts))):
        if phrases:
            expression = " OR ".join(f'"{phrase}"' for phrase in phrases)
            for sql in (_ARTICLES, _STATEMENTS):
                found.update((id_, None) for (id_,) in database.rows(sql, expression, limit))
    return list(found)[:limit]


def _articles_with(database: Database, term: str) -> int:
    row = database.one("SELECT doc FROM vocabulary WHERE term = ?", term)
    return int(row[0]) if row else 0


def _runs(terms: Sequence[str], counts: dict[str, int]) -> Iterator[str]:
    """Yield from each stretch of the terms the run whose rarest word is rarest; all of them where they are few."""
    size = min(_RUN, len(terms))
    starts = range(len(terms) - size + 1)
    step = max(1, -(-len(starts) // _RUNS))
    for first in starts[::step] if size else ():
        near = [at for at in starts[first : first + step] if all(counts[term] for term in terms[at : at + size])]
        if near:
            best = min(near, key=lambda at: min(counts[term] for term in terms[at : at + size]))
            yield " ".join(terms[best : best + size])


def _rare(counts: dict[str, int]) -> Iterable[str]:
    known = [term for term, count in counts.items() if 0 < count <= _COMMON]
    return sorted(known, key=lambda term: (counts[term], term))[:_RARE]
