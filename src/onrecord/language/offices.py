"""Offices: who held which when, so that "the Arvenian president" on a date has a name."""

from __future__ import annotations

import calendar
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from onrecord.errors import ConfigError
from onrecord.language.names import Names
from onrecord.text import fold, unmarked

__all__ = ["Office", "Offices", "Term"]

# What a title turns on (a key of the language's roles), and what narrows it, folded, countries by their names.
OfficeTitle: TypeAlias = tuple[str, frozenset[str]]
_TIES = frozenset({"of", "to", "for", "at", "in"})


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody's time in an office with these ``titles``, both days included; ``origin`` is the file that says so."""

    holder: str
    first: date
    last: date
    titles: frozenset[OfficeTitle]
    origin: str

    @property
    def surnames(self) -> frozenset[str]:
        """The words the holder may be called by alone: the last of the name, and the first, as in Korean names."""
        words = unmarked(self.holder).split()
        return frozenset({words[0], words[-1]})


@dataclass(frozen=True, slots=True)
class Office:
    """An office: its titles and its terms."""

    titles: frozenset[OfficeTitle]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Offices:
    """The offices of a language's ``roles.toml`` and of the user's own file, which goes first."""

    offices: tuple[Office, ...] = ()

    def holder(self, head: str, rest: frozenset[str], day: date) -> Term | None:
        """Return who alone held the office of just this title on ``day``; ``rest`` has countries by their names."""
        for office in self.offices:
            if (head, rest) in office.titles:
                terms = [term for term in office.terms if term.first <= day <= term.last]
                return terms[0] if len({term.holder for term in terms}) == 1 else None
        return None

    def called(self, word: str, head: str, rest: frozenset[str], day: date) -> Term | None:
        """Return who is meant by a family name behind a title that may be incomplete ("President Varden").

        The only one so called among all who had taken up such an office by ``day``.
        """
        found = [
            term
            for office in self.offices
            if any(head == other and rest <= narrowed for other, narrowed in office.titles)
            for term in office.terms
            if term.first <= day and unmarked(word) in term.surnames
        ]
        return max(found, key=lambda term: term.first) if len({term.holder for term in found}) == 1 else None

    @classmethod
    def from_tomls(cls, files: Iterable[tuple[str, str]], names: Names) -> Offices:
        """Read files, given as name and text, the ones that go first at the head.

        Raises:
            ConfigError: if one is no TOML, or says something that is no office.
        """
        return cls(tuple(office for origin, text in files for office in _offices(origin, text, names)))


def _offices(origin: str, text: str, names: Names) -> Iterator[Office]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{origin}: cannot be read as TOML: {error}") from error
    try:
        known_to = _bounds(data["known_to"])[1]
        for entry in data["offices"]:
            yield _office(origin, entry, known_to, names)
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigError(
            f'{origin}: {error!r}; it needs known_to = "YYYY-MM-DD" and [[offices]] with titles = ["…"] and '
            'terms = [["name", "first day", "last day"]]'
        ) from error


def _office(origin: str, entry: Mapping[str, Any], known_to: date, names: Names) -> Office:
    titles = frozenset(_title(title, names) for title in entry["titles"])
    terms = [
        Term(holder, _first(first), _last(last, known_to), titles, origin) for holder, first, last in entry["terms"]
    ]
    return Office(titles, tuple(term for term in terms if term.first <= term.last))


def _first(text: str) -> date:
    """The first day that surely belongs to a term: the day after a month or year that is all that is known."""
    first, last = _bounds(text)
    return first if first == last else last + timedelta(days=1)


def _last(text: str, known_to: date) -> date:
    """The last day that surely belongs to a term: the day before a month or year that is all that is known."""
    if not text:
        return known_to
    first, last = _bounds(text)
    return last if first == last else first - timedelta(days=1)


def _bounds(text: str) -> tuple[date, date]:
    """First and last day of an ISO day, month or year."""
    parts = [int(part) for part in text.split("-")]
    year, month, day = parts[0], parts[1] if len(parts) > 1 else 0, parts[2] if len(parts) > 2 else 0
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    return date(year, month or 1, day or 1), date(year, last_month, last_day)


def _title(printed: str, names: Names) -> OfficeTitle:
    """A title as pages print it → what it turns on and what narrows it, in the way phrases on pages are read."""
    words = [fold(word) for word in printed.replace("-", " ").split()]
    tie = next((number for number, word in enumerate(words) if word in _TIES), len(words))
    if tie == 0:
        raise ValueError(f"title {printed!r} names no office")
    rest = [word for number, word in enumerate(words) if number != tie - 1 and word not in _TIES | names.leading]
    head = names.roles.get(words[tie - 1], words[tie - 1])
    return head, frozenset(names.places.get(word) or names.roles.get(word) or word for word in rest)
