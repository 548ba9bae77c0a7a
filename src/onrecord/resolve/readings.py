"""How each kind of date expression is read: the parts of a match → the days it can mean."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from onrecord.resolve import periods
from onrecord.resolve.parts import Basis, Parts
from onrecord.resolve.periods import Period

__all__ = ["DAYLESS", "MENTIONED", "READINGS"]

_ONE = timedelta(days=1)
_BACK = 8  # years to look back for a day that exists, as far as two leap years lie apart
_YEARS_AHEAD = 10  # years a year of two figures can lie ahead
_HALF_YEAR = 183  # days: a day printed without its year is the one nearest to the anchor
_SOON = 60  # days: … where words near it say that something is over


Read = Callable[[Parts, Basis], Period | None]


def _iso(parts: Parts, basis: Basis) -> Period:  # noqa: ARG001 - all are read alike
    return periods.day(date(int(parts.text("year")), int(parts.text("month")), int(parts.text("day"))))


def _numeric(parts: Parts, basis: Basis) -> Period | None:
    one, two, year = int(parts.text("one")), int(parts.text("two")), parts.year or _full_year(parts, basis)
    if year is None or (one <= 12 and two <= 12 and one != two):
        return None  # day or month first: the page does not say
    return periods.day(date(year, min(one, two), max(one, two)))


def _full_year(parts: Parts, basis: Basis) -> int | None:
    """The year of two figures, within the hundred that end soon after the day of the page."""
    if not parts.text("short"):
        return None
    latest = basis.day.year + _YEARS_AHEAD
    return latest - (latest - int(parts.text("short"))) % 100


def _day(parts: Parts, basis: Basis) -> Period | None:
    month, first, last = parts.month, int(parts.text("day")), int(parts.text("last") or parts.text("day"))
    if last < first:
        return None
    year = parts.year or _year_of_day(
        month, first, last, _reach(parts, basis), parts.calendar.weekday(parts.text("lead"))
    )
    if year is None:
        return None
    return replace(periods.day(date(year, month, first)), last=date(year, month, last))


def _reach(parts: Parts, basis: Basis) -> date:
    """The last day that a day without its year can be: in a running text the nearest is taken, unless it is over."""
    if not basis.running or parts.whole("step") == -1:
        return basis.day
    return basis.day + {True: 2 * _HALF_YEAR, None: _HALF_YEAR, False: _SOON}[basis.ahead] * _ONE


def _year_of_day(month: int, first: int, last: int, reach: date, weekday: int | None) -> int | None:
    """The latest year in which the day is not after ``reach``, and falls on the weekday printed, if one is."""
    fitting = None
    for year in range(reach.year, reach.year - _BACK, -1):
        if last > monthrange(year, month)[1] or date(year, month, first) > reach:
            continue
        if weekday is None or date(year, month, first).weekday() == weekday:
            return year
        fitting = fitting or year
    return fitting


def _month(parts: Parts, basis: Basis) -> Period:
    month, step, anchor = parts.month, parts.whole("step"), basis.day
    edge = parts.word("edge")
    if parts.year:
        year = parts.year
    elif step is not None and parts.text("yearly"):
        year = anchor.year + step
    else:
        year = anchor.year - (month > anchor.month) - (month == anchor.month and step == -1)
        ahead = bool(basis.ahead) and step is None and month != anchor.month
        year += step == 1 or ahead or (step == 0 and month > anchor.month)
    whole = periods.month(year, month)
    if whole.first is None or edge not in {"early", "mid", "late"}:
        return whole
    first, last = {"early": (1, 14), "mid": (8, 22), "late": (16, monthrange(year, month)[1])}[edge]
    return replace(whole, first=whole.first.replace(day=first), last=whole.first.replace(day=last))


def _spelled(parts: Parts, basis: Basis) -> Period:  # noqa: ARG001
    number = parts.calendar.word
    ones = number("number", parts.text("ones")) or 0
    year = 100 * number("number", parts.text("hundreds")) + number("number", parts.text("tens")) + ones
    return periods.month(year, parts.month) if parts.text("month") else periods.year(year)


def _weekday(parts: Parts, basis: Basis) -> Period:
    found = _weekday_date(parts, basis)
    return periods.day(found, parts.word("part") or "")


def _weekday_date(parts: Parts, basis: Basis) -> date:
    wanted, step, anchor = parts.calendar.weekdays[parts.text("weekday").casefold()], parts.whole("step"), basis.day
    if step == 0:
        return anchor + (wanted - anchor.weekday()) * _ONE
    if step == 1:
        return anchor + ((wanted - anchor.weekday() - 1) % 7 + 1) * _ONE
    if basis.ahead and step is None:
        return anchor + ((wanted - anchor.weekday()) % 7) * _ONE
    newest = anchor - _ONE if step == -1 else anchor
    return newest - ((newest.weekday() - wanted) % 7) * _ONE


def _near(parts: Parts, basis: Basis) -> Period:
    return periods.day(basis.day + (parts.whole("near") or 0) * _ONE, parts.word("part") or "")


def _tonight(parts: Parts, basis: Basis) -> Period:
    back = _ONE if parts.text("back") else 0 * _ONE
    on = (parts.whole("near") or 0) * _ONE if parts.text("near") else 0 * _ONE
    return periods.day(basis.day - back + on, parts.word("part") or "NI")


def _unit(parts: Parts, basis: Basis) -> Period:
    unit, step = parts.word("unit") or "weekend", parts.whole("step")
    weekend_to_come = unit == "weekend" and basis.day.weekday() < 5
    if step is None and unit != "weekend":
        step = 0
    elif step is None:
        step = -1 if weekend_to_come and not basis.ahead else 0
    return periods.around(unit, basis.day, step or 0).narrowed(parts.word("edge"), basis.day)


def _quarter(parts: Parts, basis: Basis) -> Period | None:
    number, step, year = parts.whole("nth"), parts.whole("step"), parts.year
    if number is None:
        return _period_of(year, basis)
    if year is None and step is not None:
        year = basis.day.year + step
    if year is not None:
        return periods.quarter(year, number)
    found = periods.quarter(basis.day.year, number)
    past = found.first is not None and found.first > basis.day and basis.ahead is not True
    return periods.quarter(basis.day.year - past - bool(parts.text("before")), number)


def _period_of(year: int | None, basis: Basis) -> Period | None:
    """The quarter spoken of, in a year ("the 2031 period"); else that year."""
    if year is None:
        return None
    known = _quarter_spoken_of(basis)
    return periods.quarter(year, int(known.value[-1])) if known else periods.year(year)


def _quarter_spoken_of(basis: Basis) -> Period | None:
    """The latest of the quarters mentioned."""
    mentioned = [one for one in basis.mentions if one.unit == "quarter" and one.first and one.first <= basis.day]
    over = [one for one in mentioned if one.last and basis.day - 300 * _ONE < one.last < basis.day]
    return max(over or mentioned, key=lambda one: one.value, default=None)


def _same_year(parts: Parts, basis: Basis) -> Period | None:
    known = _quarter_spoken_of(basis)
    if known is not None and known.first is not None:
        return periods.around("quarter", known.first, -4)
    if parts.text("quarterly"):
        return periods.around("quarter", basis.day, -5)
    mentioned = basis.latest("year") if parts.text("before") else None
    return periods.around("year", (mentioned and mentioned.first) or basis.day, -1)


def _latest(parts: Parts, basis: Basis) -> Period | None:
    known = _quarter_spoken_of(basis)
    return known or (periods.around("quarter", basis.day, -1) if parts.text("quarterly") else None)


def _season(parts: Parts, basis: Basis) -> Period:
    code, step = parts.word("season") or "", parts.whole("step")
    found = periods.season(parts.year or basis.day.year, code)
    if parts.year or found.first is None or found.last is None:
        return found.narrowed(parts.word("edge"), basis.day)
    year, anchor = basis.day.year, basis.day
    if step == 1 or (basis.ahead and step is None):
        year += found.first <= anchor
    elif step == 0:
        year -= code == "WI" and anchor.month < 3
    elif step == -1:
        year -= found.last >= anchor if code != "WI" else anchor.month < 3 or 1
    else:
        year -= found.first > anchor
    return periods.season(year, code).narrowed(parts.word("edge"), basis.day)


def _ago(parts: Parts, basis: Basis) -> Period | None:
    count, unit = parts.count(), parts.word("unit") or "day"
    if count != int(count) or (parts.text("bound") and not basis.running):
        return None  # "more than a year ago" sets no first day
    return _moved(unit, basis.day, int(count) * (1 if parts.text("on") else -1))


def _moved(unit: str, when: date, steps: int) -> Period:
    """A count of long units counts years: "two decades ago" is a year."""
    years = {"decade": 10, "century": 100}.get(unit)
    return periods.around("year", when, steps * years) if years else periods.around(unit, when, steps)


def _shift(parts: Parts, basis: Basis) -> Period | None:
    unit = parts.word("unit") or "day"
    known = basis.latest(unit, "day") if unit != "year" else basis.latest("year", "month", "day")
    start = (known and known.first) or basis.day
    count = int(parts.count()) if parts.text("count") else 1
    found = _moved(unit, start, -count if parts.text("back") or parts.text("before") else count)
    return periods.day(found.first, "MO") if parts.text("unit") == "morning" and found.first else found


def _same(parts: Parts, basis: Basis) -> Period | None:
    unit = parts.word("unit") or "day"
    known = basis.latest(unit, "day", "month") if unit in {"year", "month", "week"} else basis.latest(unit)
    return periods.around(unit, known.first) if known and known.first else None


def _year(parts: Parts, basis: Basis) -> Period | None:
    number, edge = parts.year or _full_year(parts, basis), parts.word("edge")
    if number is None:
        return None
    if edge not in {"early", "mid", "late"}:
        return periods.year(number).narrowed(edge, basis.day)
    first, last = {"early": (1, 6), "mid": (4, 9), "late": (7, 12)}[edge]
    days = date(number, first, 1), date(number, last, monthrange(number, last)[1])
    return replace(periods.year(number), first=days[0], last=days[1])


def _year_end(parts: Parts, basis: Basis) -> Period:
    year = parts.year or basis.day.year
    return Period("day", f"{year:04d}-12-31", date(year, 12, 1), date(year, 12, 31))


def _decade(parts: Parts, basis: Basis) -> Period:
    """A decade; one without its century is the latest that has begun."""
    first = parts.whole("decade")
    if first is None:
        tens = int(parts.text("tens")) if parts.text("tens") else parts.whole("decades") or 0
        first = basis.day.year - (basis.day.year - tens) % 100
    return periods.decade(first).narrowed(parts.word("edge"), basis.day)


def _century(parts: Parts, basis: Basis) -> Period:
    return periods.century((int(parts.text("century")) - 1) * 100).narrowed(parts.word("edge"), basis.day)


def _holiday(parts: Parts, basis: Basis) -> Period:
    rule, step, anchor = parts.word("holiday") or "", parts.whole("step"), basis.day
    found = _holiday_of(anchor.year, rule)
    if step == -1 or (step is None and not basis.ahead):
        year = anchor.year - (found > anchor or (step == -1 and found == anchor))
    elif step == 0:
        year = anchor.year
    else:
        year = anchor.year + (found < anchor)
    return periods.day(_holiday_of(year, rule))


def _holiday_of(year: int, rule: str) -> date:
    """A holiday by its rule: "12-25", or "11:3:4", the fourth Thursday (3) of November."""
    if ":" not in rule:
        return date.fromisoformat(f"{year:04d}-{rule}")
    month, weekday, nth = (int(part) for part in rule.split(":"))
    start = date(year, month, 7 * nth - 6 if nth > 0 else monthrange(year, month)[1] - 6)
    return start + ((weekday - start.weekday()) % 7) * _ONE


def _week(parts: Parts, basis: Basis) -> Period | None:
    day = _day(parts, basis)
    return periods.week(day.first) if day and day.first else None


def _past(parts: Parts, basis: Basis) -> Period | None:
    """So many units up to, or from, the day of the page."""
    found = _duration(parts, basis)
    unit = parts.word("units", "unit")
    if found is None or unit is None or not parts.text("count"):
        return found
    count = int(parts.count())
    other = _moved(unit, basis.day, -count if parts.text("back") else count).first or basis.day
    if unit in {"month", "quarter", "year", "decade", "century"} and parts.text("on"):
        other = _moved(unit, basis.day, count).last or basis.day
    return replace(found, first=min(other, basis.day), last=max(other, basis.day))


def _duration(parts: Parts, basis: Basis) -> Period | None:  # noqa: ARG001
    unit = parts.word("units", "unit") or parts.word("units", "short")
    count: float | str = parts.count() if parts.text("count") else 1 if parts.text("one") else "X"
    if unit == "weekend" and count != "X":
        return Period("", f"P{count:g}WE")
    return Period("", periods.stretch(unit, count)) if unit else None


def _set(parts: Parts, basis: Basis) -> Period | None:  # noqa: ARG001
    if parts.text("repeated"):
        return Period("", parts.word("repeated") or "")
    if parts.text("weekday"):
        return Period("", f"XXXX-WXX-{parts.calendar.weekdays[parts.text('weekday').casefold()] + 1}")
    unit = parts.word("units", "unit") or parts.word("units", "short")
    return Period("", periods.stretch(unit, 1)) if unit else None


def _clock(parts: Parts, basis: Basis) -> Period | None:
    if not (basis.running or parts.text("weekday") or parts.text("near")):
        return None  # the hour alone says no day
    day = _weekday_date(parts, basis) if parts.text("weekday") else basis.day
    day += (parts.whole("near") or 0) * _ONE if parts.text("near") else 0 * _ONE
    if parts.text("noon"):
        return periods.day(day, parts.word("noon") or "")
    hour, _, minute = parts.text("clock").partition(":")
    hours = int(hour) % 12 + (parts.whole("half") or 0)
    return periods.day(day, f"{hours:02d}:{minute or '00'}")


def _vague(parts: Parts, basis: Basis) -> Period:  # noqa: ARG001
    return Period("", parts.word("vague") or "PAST_REF")


READINGS: Mapping[str, Read] = {
    **{"iso": _iso, "numeric": _numeric, "day": _day, "month": _month, "spelled": _spelled, "weekday": _weekday},
    **{"near": _near, "tonight": _tonight, "unit": _unit, "quarter": _quarter, "sameyear": _same_year},
    **{"latest": _latest, "season": _season, "ago": _ago, "shift": _shift, "same": _same, "year": _year},
    **{"yearend": _year_end, "decade": _decade, "century": _century, "holiday": _holiday, "week": _week},
    **{"past": _past, "clock": _clock, "vague": _vague, "duration": _duration, "set": _set},
}
MENTIONED = frozenset({"shift", "same", "latest", "sameyear"})
DAYLESS = frozenset({"vague", "duration", "set"})
