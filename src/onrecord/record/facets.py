"""Facets: what a search could be narrowed down to, with how many statements each choice leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from onrecord.model import Form, Stance
from onrecord.record.database import Database, Row
from onrecord.record.search import Search, matching

__all__ = ["Facets", "facets_of"]

_COUNTED = 20_000  # statements that are counted; of more it is only said that there are more
_NAMES = 12  # speakers and outlets named, those with most statements

_COLUMNS = "SELECT s.speaker, a.outlet, s.stance, s.form, substr(a.published, 1, 4), count(*)"
_ARTICLE = "JOIN articles a ON a.number = s.article GROUP BY 1, 2, 3, 4, 5"
_ALL = f"{_COLUMNS} FROM shown s {_ARTICLE}"
_AT_ONCE = 5_000  # statements asked for in one query


@dataclass(frozen=True, slots=True)
class Facets:
    """How many statements fit, and the choices among them with a count for each, most frequent first.

    ``more`` tells that only the first ``statements`` were counted. ``years`` are those of publication, in order.
    """

    statements: int
    more: bool
    speakers: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]
    stances: tuple[tuple[Stance, int], ...]
    forms: tuple[tuple[Form, int], ...]
    years: tuple[tuple[str, int], ...]


def facets_of(database: Database, search: Search) -> Facets:
    """Return the facets of a search; one that asks for nothing has those of the whole record.

    Raises:
        RecordError: if nothing can be searched for in the words given.
    """
    if search == Search():
        rows, more = list(database.rows(_ALL)), False
    else:
        numbers = list(islice(matching(database, search, by_date=True), _COUNTED + 1))
        more = len(numbers) > _COUNTED
        rows = [row for at in range(0, _COUNTED, _AT_ONCE) for row in _some(database, numbers[at : at + _AT_ONCE])]
    speakers, outlets, stances, forms, years = (_counted([(row[at], row[5]) for row in rows]) for at in range(5))
    return Facets(
        sum(row[5] for row in rows),
        more,
        tuple(speakers[:_NAMES]),
        tuple(outlets[:_NAMES]),
        tuple((Stance(value), count) for value, count in stances),
        tuple((Form(value), count) for value, count in forms),
        tuple(sorted(years)),
    )


def _some(database: Database, numbers: Sequence[int]) -> Iterator[Row]:
    if numbers:
        among = f"s.number IN ({', '.join('?' * len(numbers))})"
        article = _ARTICLE.replace("GROUP", f"WHERE {among} GROUP")
        yield from database.rows(f"{_COLUMNS} FROM shown s {article}", *numbers)


def _counted(values: list[tuple[str | None, int]]) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for value, count in values:
        if value is not None:
            counts[value] += count
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
