"""Stretches of the calendar: days, weeks, months, quarters … with their TIMEX3 values."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

__all__ = [
    "Period",
    "around",
    "century",
    "day",
    "decade",
    "month",
    "quarter",
    "season",
    "stretch",
    "week",
    "weekend",
    "year",
]

_ONE = timedelta(days=1)
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_UNITS = {"day": "D", "week": "W", "weekend": "WE", "month": "M", "quarter": "Q", "year": "Y"}
_YEARS = {"decade": 10, "century": 100}


@dataclass(frozen=True, slots=True)
class Period:
    """What a date expression means.

    Attributes:
        unit: "day", "week", "weekend", "month", "quarter", "season", "year", "decade", "century"; "" for none of them.
        value: what TIMEX3 (TimeML 1.2) writes for it: "2031-05-04", "2031-W18", "2031-Q2", "PAST_REF", "P2Y".
        first: first day it can mean, ``None`` where it says none.
        last: last day, included.
    """

    unit: str
    value: str
    first: date | None = None
    last: date | None = None

    def narrowed(self, edge: str | None, anchor: date) -> Period:
        """Only its early, middle or late part, or that before or after ``anchor``; the value stays."""
        if edge is None or self.first is None or self.last is None:
            return self
        days = (self.last - self.first).days + 1
        if edge == "before":
            return replace(self, last=min(self.last, max(self.first, anchor)))
        if edge == "after":
            return replace(self, first=max(self.first, min(self.last, anchor)))
        if days <= 1:
            return self
        skipped, kept = {"early": (0, days // 2), "mid": (days // 4, days // 2), "late": (days // 2, days)}[edge]
        first = self.first + skipped * _ONE
        return replace(self, first=first, last=min(self.last, first + kept * _ONE))


def day(when: date, part: str = "") -> Period:
    """One day, or a ``part`` of it ("MO", "T09:00" without the T)."""
    return Period("day", when.isoformat() + (f"T{part}" if part else ""), when, when)


def month(number_of_year: int, number: int) -> Period:
    """A month of a year."""
    first, last = _months(number_of_year, number, 1)
    return Period("month", f"{first:%Y-%m}", first, last)


def quarter(number_of_year: int, number: int) -> Period:
    """A quarter of a calendar year."""
    first, last = _months(number_of_year, 3 * number - 2, 3)
    return Period("quarter", f"{first.year:04d}-Q{number}", first, last)


def season(number_of_year: int, code: str) -> Period:
    """A season ("SP", "SU", "FA", "WI") of the northern half; winter belongs to the year it begins in."""
    first, last = _months(number_of_year, _SEASONS[code], 3)
    return Period("season", f"{number_of_year:04d}-{code}", first, last)


def year(number: int) -> Period:
    """A calendar year."""
    return Period("year", f"{number:04d}", date(number, 1, 1), date(number, 12, 31))


def decade(first: int) -> Period:
    """The ten years from ``first``, a multiple of ten."""
    return Period("decade", f"{first // 10}", date(first, 1, 1), date(first + 9, 12, 31))


def century(first: int) -> Period:
    """The hundred years from ``first``, a multiple of a hundred."""
    return Period("century", f"{first // 100}", date(first, 1, 1), date(first + 99, 12, 31))


def week(when: date) -> Period:
    """The week (Monday to Sunday) of a day."""
    number_of_year, number, weekday = when.isocalendar()
    monday = when - (weekday - 1) * _ONE
    return Period("week", f"{number_of_year}-W{number:02d}", monday, monday + 6 * _ONE)


def weekend(when: date) -> Period:
    """Saturday and Sunday of the week of a day."""
    number_of_year, number, weekday = when.isocalendar()
    saturday = when + (6 - weekday) * _ONE
    return Period("weekend", f"{number_of_year}-W{number:02d}-WE", saturday, saturday + _ONE)


def around(unit: str, when: date, steps: int = 0) -> Period:
    """The ``unit`` that is ``steps`` of them after the one around a day."""
    if unit in {"day", "week", "weekend"}:
        moved = when + steps * (1 if unit == "day" else 7) * _ONE
        return {"day": day, "week": week, "weekend": weekend}[unit](moved)
    if unit in {"month", "quarter"}:
        length = 1 if unit == "month" else 3
        months = when.year * 12 + (when.month - 1) // length * length + steps * length
        return month(months // 12, months % 12 + 1) if unit == "month" else quarter(months // 12, months % 12 // 3 + 1)
    if unit in _YEARS:
        years = _YEARS[unit]
        first = when.year // years * years + steps * years
        return decade(first) if unit == "decade" else century(first)
    return year(when.year + steps)


def stretch(unit: str, count: float | str) -> str:
    """The TIMEX3 value of ``count`` (or "X": some) of a unit: "P2Y", "PT5H", "PXM"."""
    if unit in {"hour", "minute", "second"}:
        return "PT30M" if (unit, count) == ("hour", 0.5) else f"PT{_plain(count)}{unit[0].upper()}"
    if unit in _YEARS:
        return f"P{'X' if count == 'X' else _plain(float(count) * _YEARS[unit])}Y"
    if count == 0.5:
        return "P6M" if unit == "year" else f"P0.5{_UNITS[unit]}"
    return f"P{_plain(count)}{_UNITS[unit]}"


def _plain(count: float | str) -> str:
    return str(count) if isinstance(count, str) else f"{count:g}"


def _months(number_of_year: int, number: int, count: int) -> tuple[date, date]:
    years, months = divmod(number - 2 + count, 12)
    last = date(number_of_year + years, months + 1, monthrange(number_of_year + years, months + 1)[1])
    return date(number_of_year, number, 1), last
