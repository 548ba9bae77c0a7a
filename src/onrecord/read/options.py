"""What every reader is given: the source, and how to read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from onrecord.contract import utc
from onrecord.errors import ReadError, TooLargeError
from onrecord.language.calendar import Calendar
from onrecord.language.page import PageWords
from onrecord.model import Article, Problem

__all__ = ["Given", "ReadOptions", "Reader", "Source", "parse_day", "parse_moment", "problem", "whole", "writable"]

_ISO_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?=\s*$|[T ]\d)")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
_FIRST_NEWSPAPER = 1605  # an earlier year is a placeholder ("0001-01-01"), not a date of publication


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of an article besides its text: said by whoever runs the program, or by the page itself."""

    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    published: date | None = None
    modified: datetime | None = None

    def over(self, other: Given) -> Given:
        """Return these values, with those of ``other`` where there is none."""
        return Given(
            self.outlet or other.outlet,
            self.url or other.url,
            self.title or other.title,
            self.byline or other.byline,
            self.published or other.published,
            self.modified or other.modified,
        )


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    Attributes:
        calendar: names of months and weekdays, for datelines.
        page: what pages print around a report.
        max_bytes: largest page, text or JSON line read, in bytes.
        given: what is known of the articles; it overrides what they say themselves.
        language: the code noted in every article.
    """

    calendar: Calendar
    page: PageWords
    max_bytes: int
    given: Given = Given()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Source:
    """An open stream of bytes, its ``origin`` (a path, or ``-``), and its ``size`` in bytes where that is known."""

    stream: BinaryIO
    origin: str
    size: int | None = None


Reader = Callable[[Source, ReadOptions], Iterator[Article | Problem]]


def whole(source: Source, max_bytes: int) -> bytes:
    """Return all bytes of a source.

    Raises:
        TooLargeError: if there are more than ``max_bytes``; no more than that is held in memory.
    """
    data = b"" if (source.size or 0) > max_bytes else source.stream.read(max_bytes + 1)
    size = max(len(data), source.size or 0)
    if size > max_bytes:
        printed = f"{source.size:,} bytes" if source.size else "the input"
        raise TooLargeError(f"{printed} is over the limit of {max_bytes:,} bytes; raise max_bytes or split the source")
    return data


def parse_day(value: str) -> date | None:
    """Return the day of an ISO 8601 date or date-time, as printed (no change of time zone); ``None`` if it is none."""
    found = _ISO_DAY.match(value)
    try:
        day = date.fromisoformat(found.group(1)) if found else None
    except ValueError:
        return None
    return day if day and day.year >= _FIRST_NEWSPAPER else None


def parse_moment(value: str) -> datetime | None:
    """Return an ISO 8601 date-time in UTC, ``None`` if it is none; without a time zone it is taken to be in UTC."""
    try:
        moment = utc(value)
    except ValueError:
        return None
    return moment if moment.year >= _FIRST_NEWSPAPER else None


def problem(error: ReadError, origin: str) -> Problem:
    """Return the problem that ``error`` is for the source ``origin``."""
    return Problem("read", writable(str(error)), writable(origin))


def writable(value: str) -> str:
    """Return ``value`` with U+FFFD for what no database keeps: lone surrogates and U+0000; offsets stay."""
    return _UNWRITABLE.sub("\ufffd", value)
