"""Printings: which articles may print given words, found by runs of them and by the rarest of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.record.database import Database
from onrecord.record.plain import words_in

__all__ = ["printing"]

_RUN = 4  # words in a row that few articles share by chance
_RUNS = 8  # runs looked for, one from each stretch of the words
_RARE = 6  # words looked for alone, so that a quotation with other words between them is found
_COMMON = 5_000  # articles with a word; one in more of them tells nothing and would have to be ranked for long
_MOST_TERMS = 400  # of a quotation; what a longer one has beyond them does not help to find it


def printing(database: Database, words: str, limit: int) -> list[str]:
    """Return the ids of at most ``limit`` articles, those that share runs of four words first, then by rare words.

    Both are ranked as the database ranks them. Accepted gap: of words that stand in thousands of articles only runs
    are looked for.
    """
    terms = words_in(words)[:_MOST_TERMS]
    counts = {term: database.words.articles_with(term) for term in set(terms)}
    found: dict[str, None] = {}
    for phrases in (list(_runs(terms, counts)), list(_rare(counts))):
        if phrases:
            found.update(dict.fromkeys(database.words.articles_printing(phrases, limit)))
    return list(found)[:limit]


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
