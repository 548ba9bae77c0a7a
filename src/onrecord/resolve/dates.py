"""Dates as printed → first and last day they can mean, counted from an anchor where they are relative."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.language import Calendar
from onrecord.model import Span

__all__ = ["DateReader", "read_date"]

Days = tuple[date, date]
_Read = Callable[[re.Match[str], date], Days | None]

_NUMBERS = {
    **{"a": 1, "an": 1, "a couple of": 2, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6},
    **{"seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12},
}
_PARTS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_DAY_RANGE = _DAY + r"(?:(?:\s?[-–]\s?| and | to )(?P<last>3[01]|[12]\d|[1-9])(?![\d:]))?"
_PART = r"(?:(?P<part>(?i:early|mid|late))[\s-]|[Tt]he (?P<bound>beginning|start|middle|end) of )"
_NEAR = (
    *("today", "tonight", "yesterday", "tomorrow", "last night"),
    *("this morning", "this afternoon", "this evening"),
)
_ONE = timedelta(days=1)
_WEEK = timedelta(days=7)
_BACK = 8  # years to look back for a day that exists, as far as two leap years lie apart


def read_date(text: str, anchor: date | None, calendar: Calendar) -> tuple[date, date, str] | None:
    """Return first day, last day and how they follow from ``text``, a date expression and nothing else.

    Args:
        text: a date as printed, without a preposition: "4 May 2031", "last week", "Sunday".
        anchor: the day relative dates count from; without one only dates with a year are read.
        calendar: names of months and weekdays.

    Returns:
        The interval, both days included, or ``None`` where ``text`` is no date this reads or lacks its anchor.

    Accepted gaps: seasons, quarters, centuries, holidays and vague counts ("several weeks ago") are not read; a
    weekday, or a day without a year, is taken for the latest one not after the anchor; "last Thursday" for the
    latest Thursday before it, though some outlets mean the week before.
    """
    return DateReader(calendar).read(text.strip(), anchor)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern of date expressions, how to read it, and whether that takes an anchor."""

    pattern: re.Pattern[str]
    read: _Read
    relative: bool


class DateReader:
    """Finds and reads the date expressions of a language.

    Months and weekdays are read with a capital only, a month alone only behind a word that makes it one ("in March").
    """

    def __init__(self, calendar: Calendar) -> None:
        self._months = calendar.months
        self._weekdays = calendar.weekdays
        self._rules = tuple(self._make_rules())

    def find(self, text: str, span: Span | None = None) -> list[Span]:
        """Return where dates stand in ``text`` (in ``span`` of it), in text order, none overlapping another."""
        start, end = (span.start, span.end) if span else (0, len(text))
        found: list[Span] = []
        for rule in self._rules:
            for match in rule.pattern.finditer(text, start, end):
                here = Span(*match.span("date"))
                if not any(here.overlaps(other) for other in found):
                    found.append(here)
        return sorted(found)

    def read(self, text: str, anchor: date | None) -> tuple[date, date, str] | None:
        """Return what :func:`read_date` returns."""
        for rule in self._rules:
            match = rule.pattern.fullmatch(text) or rule.pattern.fullmatch(f"in {text}")
            if match is None:
                continue
            try:
                days = self._read_rule(rule, match, anchor)
            except (ValueError, OverflowError):  # a day no calendar has, or one before year 1
                return None
            why = f"'{text}' as printed" if not _needs_anchor(rule, match) else f"'{text}' counted from {anchor}"
            return (*days, why) if days else None
        return None

    def weekday(self, text: str) -> int | None:
        """Return the number of a weekday printed alone, Monday being 0."""
        return self._weekdays.get(text.casefold())

    def _read_rule(self, rule: _Rule, match: re.Match[str], anchor: date | None) -> Days | None:
        if anchor is None and _needs_anchor(rule, match):
            return None
        return rule.read(match, anchor or date.min)

    def _make_rules(self) -> Iterator[_Rule]:
        month = f"(?P<month>{_names(self._months)})\\.?"
        weekday = f"(?P<weekday>{_names(name for name in self._weekdays if len(name) > 5)})"
        lead = f"(?:(?:{_names(self._weekdays)})\\.?,? (?:the )?)?"
        yield _rule(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", self._day)
        yield _rule(rf"{lead}(?:the )?{_DAY_RANGE}(?: of)? {month},? {_YEAR}", self._day)
        yield _rule(rf"{lead}{month} {_DAY_RANGE},? {_YEAR}", self._day)
        yield _rule(rf"{_PART}?{month},? (?:of )?{_YEAR}", self._month)
        yield _rule(rf"{lead}{month} {_DAY_RANGE}", self._day, relative=True)
        yield _rule(rf"{lead}(?:the )?{_DAY_RANGE}(?: of)? {month}(?! \d)", self._day, relative=True)
        yield _rule(rf"{_PART}{month}", self._month, relative=True)
        yield _Rule(re.compile(rf"\b[Ii]n (?P<date>{month})(?! \d)\b"), self._month, relative=True)
        yield _rule(rf"(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Tt]he previous) {month}\b", self._month, relative=True)
        yield _rule(
            rf"(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext) )?{weekday}\b(?: (?:morning|afternoon|evening|night))?",
            self._weekday,
            relative=True,
        )
        yield from _plain_rules()

    def _month_number(self, match: re.Match[str]) -> int:
        name = match["month"]
        return int(name) if name.isdigit() else self._months[name.casefold()]

    def _day(self, match: re.Match[str], anchor: date) -> Days | None:
        groups = match.groupdict()
        month, first, last = self._month_number(match), int(match["day"]), int(groups.get("last") or match["day"])
        if last < first:
            return None
        if groups.get("year"):
            return date(int(match["year"]), month, first), date(int(match["year"]), month, last)
        for year in range(anchor.year, anchor.year - _BACK, -1):
            if last <= monthrange(year, month)[1] and date(year, month, first) <= anchor:
                return date(year, month, first), date(year, month, last)
        return None

    def _month(self, match: re.Match[str], anchor: date) -> Days:
        groups = match.groupdict()
        month, which = self._month_number(match), (groups.get("which") or "").lower()
        if groups.get("year"):
            year = int(match["year"])
        else:
            year = anchor.year - (month > anchor.month) - (month == anchor.month and which == "last")
            year += which == "next" or (which == "this" and month > anchor.month)
        first, last = {"early": (1, 14), "mid": (8, 22), "late": (16, 31)}.get(_part(match), (1, 31))
        return date(year, month, first), date(year, month, min(last, monthrange(year, month)[1]))

    def _weekday(self, match: re.Match[str], anchor: date) -> Days:
        wanted, which = self._weekdays[match["weekday"].casefold()], (match["which"] or "").lower()
        if which == "this":
            day = _monday(anchor) + wanted * _ONE
        elif which == "next":
            day = anchor + ((wanted - anchor.weekday() - 1) % 7 + 1) * _ONE
        else:
            newest = anchor - _ONE if which == "last" else anchor
            day = newest - ((newest.weekday() - wanted) % 7) * _ONE
        return day, day


def _needs_anchor(rule: _Rule, match: re.Match[str]) -> bool:
    return rule.relative and not match.groupdict().get("year")


def _rule(pattern: str, read: _Read, *, relative: bool = False) -> _Rule:
    return _Rule(re.compile(rf"(?<![\w-])(?P<date>{pattern})(?!\w)"), read, relative)


def _part(match: re.Match[str]) -> str:
    """Which part of a month or year: "early", "mid", "late" or all of it."""
    groups = match.groupdict()
    return (groups.get("part") or _PARTS.get(groups.get("bound") or "", "")).lower()


def _names(names: Iterable[str]) -> str:
    """A pattern of names, the longest first, with a capital or in capitals."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(re.escape(form) for name in longest_first for form in (name.title(), name.upper()))


def _plain_rules() -> Iterator[_Rule]:
    """The rules that need no name of a month or weekday."""
    count = "|".join(sorted(_NUMBERS, key=lambda word: -len(word)))
    near = "|".join(f"{word}|(?<!\\w ){word.capitalize()}" for word in _NEAR)  # a capital inside a line is a name
    yield _rule(near, _near, relative=True)
    yield _rule(r"(?i:(?P<edge>earlier|later) this) (?P<unit>week|month|year)", _unit, relative=True)
    yield _rule(r"(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Tt]he previous) (?P<unit>week|month|year)", _unit, relative=True)
    yield _rule(r"(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Tt]he) weekend", _weekend, relative=True)
    yield _rule(rf"(?P<count>(?i:{count})|\d{{1,3}}) (?P<unit>day|week|month|year)s? ago", _ago, relative=True)
    yield _rule(rf"{_PART}{_YEAR}", _year)
    yield _Rule(re.compile(rf"\b[Ii]n (?P<date>{_YEAR})(?!\w)"), _year, relative=False)


def _near(match: re.Match[str], anchor: date) -> Days:
    word = match["date"].lower()
    day = anchor + {"yesterday": -_ONE, "last night": -_ONE, "tomorrow": _ONE}.get(word, 0 * _ONE)
    return day, day


def _unit(match: re.Match[str], anchor: date) -> Days:
    groups = match.groupdict()
    which = (groups.get("which") or "this").lower()
    step = {"this": 0, "next": 1}.get(which, -1)
    first, last = _unit_around(match["unit"], anchor, step)
    edge = (groups.get("edge") or "").lower()
    return (anchor if edge == "later" else first), (anchor if edge == "earlier" else last)


def _unit_around(unit: str, anchor: date, step: int) -> Days:
    """The week, month or year ``step`` of them after the one around ``anchor``."""
    if unit == "week":
        monday = _monday(anchor) + step * _WEEK
        return monday, monday + 6 * _ONE
    if unit == "year":
        return date(anchor.year + step, 1, 1), date(anchor.year + step, 12, 31)
    months = anchor.year * 12 + anchor.month - 1 + step
    year, month = months // 12, months % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _weekend(match: re.Match[str], anchor: date) -> Days:
    which = match["which"].lower()
    saturday = _monday(anchor) + 5 * _ONE
    if which == "next":
        saturday += _WEEK
    elif which in {"last", "the"} and (saturday > anchor or which == "last"):
        saturday -= _WEEK
    return saturday, saturday + _ONE


def _ago(match: re.Match[str], anchor: date) -> Days:
    word = match["count"].lower()
    count = _NUMBERS[word] if word in _NUMBERS else int(word)
    if match["unit"] == "day":
        day = anchor - count * _ONE
        return day, day
    return _unit_around(match["unit"], anchor, -count)


def _year(match: re.Match[str], anchor: date) -> Days:  # noqa: ARG001 - every rule is read alike
    year = int(match["year"])
    first, last = {"early": (1, 6), "mid": (4, 9), "late": (7, 12)}.get(_part(match), (1, 12))
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _monday(day: date) -> date:
    return day - day.weekday() * _ONE
