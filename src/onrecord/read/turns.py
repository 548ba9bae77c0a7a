"""Turns: a transcript as a table, a turn a row with who speaks; rows of one day and event are one article."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from onrecord.errors import EncodingError, FormatError, ReadError
from onrecord.model import Article, ArticleKind, Problem
from onrecord.read.article import make_article
from onrecord.read.encoding import decode
from onrecord.read.options import Given, ReadOptions, Source, parse_day, problem, whole

__all__ = ["Turn", "has_turns", "read_turns", "with_transcripts"]

_SEPARATORS = ",;\t"
_LABEL_WORD = re.compile(r"\(?[^\W_][\w.'’)-]*")
_LABEL_WORDS = 6
_BY_NUMBERS = re.compile(r"\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})\s*")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says on end, ``where`` in the source, and what its row says of day and event."""

    speaker: str
    text: str
    said: Given
    where: str

    @property
    def line(self) -> str:
        """The turn as a line of a transcript, "NAME: words".

        The name begins with capitals, so that it is seen to be one; signs that no name has are left out.

        Raises:
            FormatError: if it has no speaker.
        """
        words = _LABEL_WORD.findall(self.speaker)[:_LABEL_WORDS]
        if not words or not words[0][0].isalpha():
            raise FormatError("no speaker: a turn needs somebody's name; the turn was left out")
        return f"{' '.join(word[0].upper() + word[1:] for word in words)}: {' '.join(self.text.split())}"


def with_transcripts(items: Iterable[Article | Problem | Turn], options: ReadOptions) -> Iterator[Article | Problem]:
    """Yield ``items`` with turns in a row put together to a transcript, a new one where day, title or outlet change."""
    turns: list[Turn] = []
    for item in items:
        if turns and (isinstance(item, Article) or (isinstance(item, Turn) and item.said != turns[0].said)):
            yield from _transcript(turns, options)
            turns = []
        if isinstance(item, Turn):
            turns.append(item)
        else:
            yield item
    yield from _transcript(turns, options)


def _transcript(turns: Sequence[Turn], options: ReadOptions) -> Iterator[Article | Problem]:
    lines: list[str] = []
    for turn in turns:
        try:
            lines += [turn.line] if turn.text.strip() else []
        except FormatError as error:
            yield problem(error, turn.where)
    if not lines:
        return
    first = turns[0]
    name = Path(first.where.rpartition(":")[0]).stem
    said = first.said.over(Given(title=None if name == "-" else name))
    try:
        yield make_article("\n\n".join(lines), first.where, options, said, kind=ArticleKind.TRANSCRIPT)
    except ReadError as error:
        yield problem(error, first.where)


def read_turns(source: Source, options: ReadOptions) -> Iterator[Article | Problem]:
    """Yield a transcript for each day of a table of turns: comma-, semicolon- or tab-separated, with a row of names.

    Columns: ``speaker``, ``text``; ``date`` or ``published``, ``title``, ``outlet``, ``url`` where there are any;
    others are not looked at. A day is ISO 8601, or in numbers with the year last where some row of the file tells
    whether day or month comes first; one that cannot be read is reported, and the turns kept without a day.

    Raises:
        TooLargeError: if the file is over ``max_bytes``.
        FormatError: if it is no such table.
        EncodingError: if it is text in no encoding tried.
    """
    text, notice = decode(whole(source, options.max_bytes))
    if not has_turns(text):
        raise FormatError("no transcript: the first line must name its columns, 'speaker' and 'text' among them")
    try:
        rows = list(_rows(text))
    except csv.Error as error:
        raise FormatError(f"damaged table: {error}") from error
    days = _Days(row.get("date") or row.get("published") or "" for _, row in rows)
    turns = (_turn(row, days, f"{source.origin}:{line}") for line, row in rows)
    yield from with_transcripts(turns, options)
    if notice:
        yield problem(EncodingError(notice), source.origin)
    for printed in days.unread:
        message = f"date {printed!r} is no ISO 8601 date (2031-05-04); its turns were kept without a date"
        yield Problem("read", message, source.origin)


def has_turns(text: str) -> bool:
    """Whether the first line names the columns of a table of turns."""
    return {"speaker", "text"} <= set(_names(text))


def _names(text: str) -> list[str]:
    head = text.lstrip("\ufeff").partition("\n")[0][:1000]
    separator = max(_SEPARATORS, key=head.count)
    return [name.strip().strip('"').casefold() for name in head.split(separator)]


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield each row below the names of the columns, with the number of its last line."""
    names, separator = _names(text), max(_SEPARATORS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    next(reader)
    for cells in reader:
        yield reader.line_num, dict(zip(names, cells, strict=False))


def _turn(row: Mapping[str, str], days: _Days, where: str) -> Turn:
    day = days.read(row.get("date") or row.get("published") or "")
    said = Given(row.get("outlet") or None, row.get("url") or None, row.get("title") or None, published=day)
    return Turn(row.get("speaker", ""), row.get("text", ""), said, where)


class _Days:
    """Reads the days of a column; ``unread`` are those that cannot be."""

    def __init__(self, printed: Iterable[str]) -> None:
        parts = [found.groups() for value in set(printed) if (found := _BY_NUMBERS.fullmatch(value))]
        firsts, seconds = ([int(part[at]) for part in parts] for at in (0, 1))
        self._day_first = max(firsts, default=0) > _MONTHS
        self._told = self._day_first != (max(seconds, default=0) > _MONTHS)
        self.unread: dict[str, None] = {}

    def read(self, printed: str) -> date | None:
        """Return a day, ``None`` where there is none or it cannot be read."""
        day = parse_day(printed) or self._by_numbers(printed)
        if day is None and printed.strip():
            self.unread[printed] = None
        return day

    def _by_numbers(self, printed: str) -> date | None:
        found = _BY_NUMBERS.fullmatch(printed)
        if found is None or not self._told:
            return None
        first, second, year = found.groups()
        day, month = (first, second) if self._day_first else (second, first)
        return parse_day(f"{year}-{month:0>2}-{day:0>2}")
