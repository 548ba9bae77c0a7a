"""What the first lines of a page print besides the report: its title and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from onrecord.language.calendar import Calendar
from onrecord.language.page import PageWords
from onrecord.model import Span
from onrecord.text import paragraphs

__all__ = ["Byline", "find_byline", "find_masthead", "find_title", "head_lines", "is_weekday", "without_opening"]

_LINES, _CHARACTERS = 6, 1_500  # how far the head of a page reaches
_LONGEST_BYLINE, _LONGEST_TITLE = 200, 200
_LONGEST_MASTHEAD = 6  # words
_ENDS_A_SENTENCE = re.compile(r"[.;:]['’\"”»)\]]*$")
_PARTICLE = r"(?:af|al|av|bin|da|de|del|den|der|di|dos|du|e|el|ibn|la|le|ten|ter|van|von|y|zu)"
_NAME = rf"[^\W\d_a-z][\w.'’-]*(?:\s+(?:{_PARTICLE}\s+){{0,2}}[^\W\d_a-z][\w.'’-]*){{1,3}}"
_AFTER_NAMES = re.compile(r"\s*(?:$|(?:[,|·•/(–—-].{1,90}|\b[a-z]{2,5}\s.{2,60})(?<![.;:!?])$)")


def head_lines(text: str) -> Iterator[Span]:
    """Yield the lines at the head of ``text``: the first six that are not blank, within 1,500 characters."""
    for line in islice(paragraphs(text), _LINES):
        if line.start >= _CHARACTERS:
            return
        yield line


def is_weekday(word: str, calendar: Calendar) -> bool:
    """Whether ``word`` is the full name of a weekday; "Sun" may be part of any name."""
    return len(word) > 4 and calendar.weekday(word) is not None


def find_masthead(text: str, page: PageWords) -> str | None:
    """Return the name of the newspaper printed in capitals as the first line of ``text``, in title case.

    Accepted gaps: one without a word usual in such names, or in small letters, is not seen; a headline in capitals of
    at most six words with such a word ("POST OFFICE CLOSES") is taken for one where a line without a full stop follows
    directly.
    """
    lines = list(islice(paragraphs(text), 2))
    if len(lines) < 2:
        return None
    printed, below = lines[0].of(text), lines[1]
    named = page.papers & {page.fold(word) for word in printed.split()}
    if not printed.isupper() or not named or len(printed.split()) > _LONGEST_MASTHEAD:
        return None
    directly = text.count("\n", lines[0].end, below.start) == 1 and not _ENDS_A_SENTENCE.search(below.of(text))
    return " ".join(word.capitalize() for word in printed.split()) if directly else None


@dataclass(frozen=True, slots=True)
class Byline:
    """The line that tells who wrote the report, and the names in it."""

    span: Span
    names: str


def find_byline(text: str, calendar: Calendar, page: PageWords) -> Byline | None:
    """Return the byline among the first lines of ``text``.

    "By Jane Doe and John Roe, correspondent", "By Agency"; and, below the first line, "Jane Doe in City".

    Accepted gaps: a name alone on a line is taken for none (it may be a heading); "Chaos Reigns in City" as a second
    line in title case would be one.
    """
    for number, line in enumerate(head_lines(text)):
        printed = line.of(text)
        if len(printed) > _LONGEST_BYLINE:
            continue
        names = _after_opening(printed, page, first=not number) or (_with_place(printed, page) if number else None)
        if names and not any(is_weekday(word.strip(","), calendar) for word in names.split()):
            return Byline(line, names)
    return None


def _after_opening(printed: str, page: PageWords, *, first: bool) -> str | None:
    """The names after "By"; in the first line of a page nothing may follow them, as it may be a headline."""
    rest = without_opening(printed, page)
    if rest == printed or page.agency(rest):
        return rest if rest != printed else None
    found = re.match(_names(page), rest)
    if found and (after := _AFTER_NAMES.match(rest, found.end())) and not (first and after.group().strip()):
        return found.group()
    return None


def without_opening(byline: str, page: PageWords) -> str:
    """Return ``byline`` without the "By" it may open with."""
    for words in (1, 2):
        parts = byline.split(maxsplit=words)
        if len(parts) > words and page.fold(" ".join(parts[:words])) in page.bylines:
            return parts[words]
    return byline


def _names(page: PageWords) -> str:
    joiner = "|".join(map(re.escape, sorted(page.joiners, key=len, reverse=True)))
    return rf"{_NAME}(?:(?:,\s+{_NAME}){{0,4}},?\s+(?:{joiner})\s+{_NAME})?"


def _with_place(printed: str, page: PageWords) -> str | None:
    """The name in "Jane Doe in City", where the line holds nothing else."""
    for locator in page.locators:
        name, found, place = printed.partition(f" {locator} ")
        if found and re.fullmatch(_NAME, name) and re.fullmatch(r"[^\W\d_a-z](?:[^\W\d_]|[.'’ -]){1,30}", place):
            short = len(name.split()) <= 3 and len(place.split()) <= 3
            return name if short and not printed.isupper() else None
    return None


def find_title(text: str, furniture: Collection[Span], byline: Byline | None) -> str | None:
    """Return the headline of a plain text, as printed in it.

    The text opens with lines that are short, no whole sentences, no ``furniture`` and followed by a longer line; the
    first of them is the headline. Above a byline it is the shortest, as the name of the paper and a standfirst may
    stand there too. One in capitals, likely the name of the paper, is chosen only where there is no other.
    """
    lines = [line for line in head_lines(text) if line not in furniture]
    opening: list[str] = []
    for line in lines:
        printed = line.of(text)
        longer = any(later.end - later.start > len(printed) for later in lines if later.start > line.end)
        below = byline is not None and line.start > byline.span.start and opening
        if below or not longer or len(printed) > _LONGEST_TITLE or _ENDS_A_SENTENCE.search(printed):
            break
        opening.append(printed)
    candidates = [printed for printed in opening if not printed.isupper()] or opening
    return min(candidates[: None if byline else 1], key=len, default=None)
