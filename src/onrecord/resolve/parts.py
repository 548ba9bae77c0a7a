"""What a date expression is read from: the parts of its match, and what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from onrecord.language import Calendar
from onrecord.resolve.periods import Period

__all__ = ["Basis", "Parts"]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a relative date counts from.

    Attributes:
        day: the day of the page.
        running: whether the expression stands in a text, so that ``mentions`` and ``ahead`` say something; else what
            it dates is over.
        mentions: what the date expressions before it mean, the latest last.
        ahead: whether words around it put it after the day of the page (``False``: before it).
    """

    day: date
    running: bool = False
    mentions: tuple[Period, ...] = ()
    ahead: bool | None = None

    def latest(self, *units: str) -> Period | None:
        """The nearest mention of one of the units."""
        return next((one for one in reversed(self.mentions) if one.unit in units and one.first), None)


@dataclass(frozen=True, slots=True)
class Parts:
    """The named parts of a match, and what the calendar's words say."""

    match: re.Match[str]
    calendar: Calendar

    def text(self, name: str) -> str:
        """The part as printed, "" where it is not."""
        return self.match.groupdict().get(name) or ""

    def word(self, name: str, table: str = "") -> str | None:
        """What the words of a part say."""
        value = self.calendar.word(table or name, self.text(name))
        return None if value is None else str(value)

    def whole(self, name: str) -> int | None:
        """The whole number a part says in figures or in its table."""
        text = self.text(name)
        if text.isdecimal():
            return int(text)
        value = self.word(name)
        return None if value is None else int(value)

    def count(self) -> float:
        """The number of the part ``count``: figures, a word, or tens and ones."""
        text = self.text("count")
        if text.isdecimal():
            return int(text)
        known = self.calendar.word("number", text)
        words = [text] if known is not None else re.split(r"[\s-]", text)
        return sum(float(self.calendar.word("number", word) or 0) for word in words)

    @property
    def is_absolute(self) -> bool:
        """Whether the year is printed, so that nothing is needed to count from."""
        return any(self.text(name) for name in ("year", "decade", "century", "hundreds"))

    @property
    def month(self) -> int:
        """The number of the month."""
        return self.calendar.month(self.text("month")) or int(self.text("month"))

    @property
    def year(self) -> int | None:
        """The year, where all of its figures are printed."""
        return int(self.text("year")) if self.text("year") else None
