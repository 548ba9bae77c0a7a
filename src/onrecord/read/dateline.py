"""The line an agency report opens with, and other days printed at the head of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.language.calendar import Calendar
from onrecord.language.page import PageWords
from onrecord.model import Dateline, Span
from onrecord.read.head import head_lines, is_weekday

__all__ = ["Publication", "find_agency", "find_dateline", "find_publication"]

# Place, then a date, an agency or both; the place is checked in code, as case matters there.
_PLACE = r"(?P<place>[^\W\d_][^\n\d:;!?\"“”()\[\]|_—–]{1,59}?)"
_AGENCY = r"(?:/(?P<slashed>[^/\n]{2,40})/|\((?P<bracketed>[^()\n]{2,40})\))"
_DASH = r"(?P<dash>(?:--?|[—–―‒])(?![-\d]))"
_UNDATED = re.compile(rf"(?:{_PLACE}[.,]?\s*)?{_AGENCY}[.,:]?\s*{_DASH}")
_SENTENCE = 60  # characters, at least, that follow the dash of a dateline without an agency
_LONGEST = 160  # characters of a dateline or a headline; bounds the search, too
_MOST_WORDS = 7  # of a place: "Aboard the Hospital Ship Mercy, Arvenia"


def find_dateline(text: str, calendar: Calendar, page: PageWords) -> Dateline | None:
    """Return the dateline among the first lines of ``text``.

    Read are "CITY, Month 4. /AGENCY/", "City, Region, 4 Month 2031 (Agency) –" and what lies between: a place, a day
    with its month, and then an agency, a dash or both; also "CITY, Region (Agency) —", without a day, where the
    language knows the agency. The span ends with the last mark before the report itself.

    Accepted gaps: a dateline with neither a day nor an agency the language knows ("CITY —") is none, see
    :func:`find_agency`; one whose place is printed in small letters, or whose month is a number, is not seen.
    """
    pattern = re.compile(
        rf"{_PLACE}(?P<comma>[.,:])?\s+{_day(calendar)}[.,]?\s*{_AGENCY}?[.,:]?\s*{_DASH}?", re.IGNORECASE
    )
    for line in head_lines(text):
        found = pattern.match(text, line.start, min(line.end, line.start + _LONGEST))
        if not found or not _is_place(found["place"], calendar, page) or not _is_marked(found, line, page):
            continue
        if day := _PrintedDay.of(found, calendar):
            agency = (found["slashed"] or found["bracketed"] or "").strip()
            return Dateline(
                span=Span(line.start, line.start + len(found.group().rstrip())),
                place=found["place"],
                month=day.month,
                day=day.day,
                year=day.year,
                agency=page.agency(agency) or agency or None,
            )
    for line, found, printed in _undated(text, calendar, page):
        if found["place"] and (known := page.agency(printed)):
            span = Span(line.start, line.start + len(found.group().rstrip()))
            return Dateline(span, found["place"], None, None, agency=known)
    return None


def _undated(text: str, calendar: Calendar, page: PageWords) -> Iterator[tuple[Span, re.Match[str], str]]:
    """Yield the head lines that open with an agency, a place before it or not, and how the agency is printed."""
    for line in head_lines(text):
        found = _UNDATED.match(text, line.start, min(line.end, line.start + _LONGEST))
        if found and (not found["place"] or _is_place(found["place"], calendar, page)):
            yield line, found, (found["slashed"] or found["bracketed"]).strip()


def _is_marked(found: re.Match[str], line: Span, page: PageWords) -> bool:
    """Whether more than a place and a day tells a dateline: an agency, or a dash before a whole sentence."""
    if found["slashed"] or (found["bracketed"] and _is_agency(found["bracketed"], page)):
        return True
    apart = bool(found["comma"]) or found["place"].isupper()
    return bool(found["dash"]) and apart and line.end - found.end() >= _SENTENCE


def _is_agency(printed: str, page: PageWords) -> bool:
    """Whether brackets hold an agency: one the language knows, or up to three capitalised words and nothing else."""
    words = printed.split()
    return bool(page.agency(printed)) or (
        len(words) <= 3 and all(word.isalpha() and word[0].isupper() for word in words)
    )


def _is_place(place: str, calendar: Calendar, page: PageWords) -> bool:
    """Whether ``place`` is printed as the name of one: capitals but for short words inside, no weekday."""
    words = [word.strip(",.'’-/") for word in place.split()]
    if not all(words) or not 0 < len(words) <= _MOST_WORDS or calendar.month(words[0]):
        return False
    if any(is_weekday(word, calendar) or page.fold(word) in page.never_places for word in words):
        return False
    named = [word[0].isupper() for word in words]
    return named[0] and named[-1] and all(capital or len(word) <= 3 for capital, word in zip(named, words, strict=True))


def find_agency(text: str, calendar: Calendar, page: PageWords) -> str | None:
    """Return the agency printed at the head of an undated report: "CITY (Agency) —", "(Agency) —".

    An agency the language does not know counts only after a place in capital letters.
    """
    for _, found, printed in _undated(text, calendar, page):
        if known := page.agency(printed):
            return known
        if (found["place"] or "").isupper() and _is_agency(printed, page):
            return printed
    return None


@dataclass(frozen=True, slots=True)
class Publication:
    """A line that prints the day of publication."""

    span: Span
    day: date


def find_publication(text: str, calendar: Calendar, page: PageWords) -> Publication | None:
    """Return the first line at the head of ``text`` that prints a day with its year and nothing more.

    A weekday, "Published on" and a time may stand beside it.
    """
    pattern = re.compile(
        rf"(?:(?P<label>[^\W\d_]+(?: [^\W\d_]+)?):?\s+)??{_day(calendar)}"
        r"(?:[,\s|·•–-]+\d{1,2}[:.]\d{2}[^\n]{0,20})?",
        re.IGNORECASE,
    )
    for line in head_lines(text):
        if line.end - line.start > _LONGEST:
            break  # the report has begun; a date on its own line is a heading in it
        found = pattern.fullmatch(text, line.start, line.end)
        if found and (not found["label"] or page.fold(found["label"]) in page.published):
            printed = _PrintedDay.of(found, calendar)
            if printed and printed.year:
                return Publication(line, date(printed.year, printed.month, printed.day))
    return None


def _day(calendar: Calendar) -> str:
    """A regular expression for a day and its month in either order, the weekday before it and the year after it."""
    month, weekday = calendar.month_pattern, calendar.weekday_pattern
    day = r"\d{1,2}(?!\d)(?:\.|[^\W\d_]{2}\b)?"
    return (
        rf"(?:{weekday},?\s+)?(?:(?P<month>{month})\s+(?P<day>{day})|(?P<day2>{day})\s+(?P<month2>{month}))"
        r"(?:,?\s+(?P<year>\d{4})(?!\d))?"
    )


@dataclass(frozen=True, slots=True)
class _PrintedDay:
    """A day of a month that has one, with the year where printed."""

    month: int
    day: int
    year: int | None

    @classmethod
    def of(cls, found: re.Match[str], calendar: Calendar) -> _PrintedDay | None:
        month = calendar.month(found["month"] or found["month2"])
        day = int(re.sub(r"\D", "", found["day"] or found["day2"]))
        year = int(found["year"]) if found["year"] else None
        try:
            date(year or 2000, month or 0, day)  # 2000 has a 29 February
        except ValueError:
            return None
        return cls(month or 0, day, year)
