"""Dates as printed → first and last day they can mean, counted from an anchor where they are relative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.language import Calendar
from onrecord.model import Span
from onrecord.resolve.parts import Basis, Parts
from onrecord.resolve.periods import Period
from onrecord.resolve.readings import DAYLESS, MENTIONED, READINGS

__all__ = ["DateExpression", "DateReader", "find_dates", "read_date"]

_SENTENCE = re.compile(r"[.!?][\"”’)]*\s|\n\s*\n")
# Between two sentences; "7 a.m. Monday" and "J. Varden" are none.
_ENDED = re.compile(r"[.!?](?<!\.\w.)(?<!\b\w.)[\"”’)]*\s+(?=[\"“‘(]?[A-Z])|\n\s*\n")
_BESIDE = 60  # characters on either side of a date in which words put it ahead


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date expression of a text and what it means.

    Attributes:
        span: where it stands, without a preposition.
        meaning: its days, where it says any, and its TIMEX3 value.
        why: how they follow.
    """

    span: Span
    meaning: Period
    why: str


def read_date(text: str, anchor: date | None, calendar: Calendar) -> tuple[date, date, str] | None:
    """Return first day, last day and how they follow from ``text``, a date expression and nothing else.

    Args:
        text: a date as printed, without a preposition: "4 May 2031", "last week", "Sunday".
        anchor: the day relative dates count from; without one only dates with a year are read.
        calendar: words of dates and how they are put together.

    Returns:
        The interval, both days included, or ``None`` where ``text`` is no date this reads or lacks its anchor.

    Accepted gaps: vague counts ("several weeks ago") and dates that count from another one in the text ("a year
    earlier") are not read; a weekday, or a day without a year, is taken for the latest one not after the anchor; "last
    Thursday" for the latest Thursday before it, though some outlets mean the week before; a fiscal year or quarter for
    that of the calendar; seasons for those of the northern half; figures alone ("4/5/31") only where they leave no
    doubt which is the month.
    """
    return DateReader(calendar).read(text.strip(), anchor)


def find_dates(text: str, anchor: date, calendar: Calendar) -> Iterator[DateExpression]:
    """Yield every date expression of a running text, in text order, none overlapping another.

    Unlike :func:`read_date` this reads what counts from a date mentioned before ("a year earlier", "the day before"),
    looks at the words around a weekday or month for whether it lies ahead ("will meet on Sunday"), and yields
    expressions that name no day, whose meaning is a TIMEX3 value alone: lengths of time, repeated and vague times.

    Accepted gaps: the tense of a sentence is read from a list of words; what is repeated or lasts is found by its
    commonest forms only.
    """
    yield from DateReader(calendar).in_text(text, anchor)


class DateReader:
    """Finds and reads the date expressions of a language.

    Months and weekdays are read with a capital only, a month alone only behind a word that makes it one ("in March").
    """

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar

    def find(self, text: str, span: Span | None = None) -> list[Span]:
        """Return where dates stand in ``text`` (in ``span`` of it) that can be read without the text around them."""
        start, end = (span.start, span.end) if span else (0, len(text))
        matches = self._matches(text, start, end, DAYLESS | MENTIONED)
        return [Span(*match.span("date")) for _, match in matches]

    def read(self, text: str, anchor: date | None) -> tuple[date, date, str] | None:
        """Return what :func:`read_date` returns."""
        possible = [one for one in self._calendar.possible(text) if one.reading not in DAYLESS | MENTIONED]
        for lead in ("", "in "):
            for one in possible:
                match = one.pattern.fullmatch(lead + text, len(lead))
                if match is None:
                    continue
                relative = not Parts(match, self._calendar).is_absolute
                if anchor is None and relative:
                    return None
                found = self._meaning(one.reading, match, Basis(anchor or date.max))
                if found is None or found.first is None or found.last is None:
                    continue
                return found.first, found.last, _why(text, anchor if relative else None)
        return None

    def in_text(self, text: str, anchor: date) -> Iterator[DateExpression]:
        """Yield what :func:`find_dates` yields."""
        mentions: list[Period] = []
        for reading, match in self._matches(text, 0, len(text), frozenset()):
            basis = Basis(anchor, True, tuple(mentions), self._is_ahead(text, match))  # noqa: FBT003
            found = self._meaning(reading, match, basis)
            if found is None:
                continue
            mentions.append(found)
            relative = not Parts(match, self._calendar).is_absolute
            yield DateExpression(Span(*match.span("date")), found, _why(match["date"], anchor if relative else None))

    def weekday(self, text: str) -> int | None:
        """Return the number of a weekday printed alone, Monday being 0."""
        return self._calendar.weekdays.get(text.casefold())

    def _matches(self, text: str, start: int, end: int, without: frozenset[str]) -> list[tuple[str, re.Match[str]]]:
        """The matches of the patterns, the first and then the longest, none overlapping another."""
        found = [
            (one.reading, match)
            for first, last in _sentences(text, start, end)
            for one in self._calendar.possible(text[first:last])
            if one.reading not in without
            for match in one.pattern.finditer(text, first, last)
        ]
        kept: list[tuple[str, re.Match[str]]] = []
        for reading, match in sorted(found, key=lambda one: (one[1].start("date"), -one[1].end("date"))):
            if not kept or match.start("date") >= kept[-1][1].end("date"):
                kept.append((reading, match))
        return kept

    def _meaning(self, reading: str, match: re.Match[str], basis: Basis) -> Period | None:
        try:
            return READINGS[reading](Parts(match, self._calendar), basis)
        except (ValueError, OverflowError):  # a day no calendar has, or one before year 1
            return None

    def _is_ahead(self, text: str, match: re.Match[str]) -> bool | None:
        """Whether the words before a date, else behind it, in its sentence, put it ahead; ``None`` if none says."""
        start, end = match.span("date")
        before = _SENTENCE.split(text[max(0, start - _BESIDE) : start])[-1]
        behind = _SENTENCE.split(text[end : end + _BESIDE])[0]
        ahead, past = (_last(words, before) for words in (self._calendar.ahead, self._calendar.past))
        if max(ahead, past) >= 0:
            return ahead >= past
        ahead, past = (_first(words, behind) for words in (self._calendar.ahead, self._calendar.past))
        return ahead <= past if min(ahead, past) < _BESIDE else None


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Parts of a text that no date runs over: few expressions are possible in each."""
    for found in _ENDED.finditer(text, start, end):
        yield start, found.end()
        start = found.end()
    yield start, end


def _last(words: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in words.finditer(text)), default=-1)


def _first(words: re.Pattern[str], text: str) -> int:
    match = words.search(text)
    return match.start() if match else _BESIDE


def _why(text: str, anchor: date | None) -> str:
    return f"'{text}' as printed" if anchor is None else f"'{text}' counted from {anchor}"
