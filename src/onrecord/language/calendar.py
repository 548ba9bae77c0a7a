"""Calendar: the names of months and weekdays, as pages print them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from onrecord.errors import ConfigError

__all__ = ["Calendar"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar words of a language, each folded: no case, no full stop.

    Attributes:
        months: full names and usual abbreviations → 1 (January) to 12.
        weekdays: full names and usual abbreviations → 0 (Monday) to 6.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]

    @property
    def month_pattern(self) -> str:
        """A regular expression, to be used without regard to case, for a month's name or abbreviation."""
        return _any_of(self.months)

    @property
    def weekday_pattern(self) -> str:
        """The same for the name of a weekday."""
        return _any_of(self.weekdays)

    def month(self, name: str) -> int | None:
        """Return the number of the month printed as ``name``, ``None`` for any other word."""
        return self.months.get(_fold(name))

    def weekday(self, name: str) -> int | None:
        """Return the number of the weekday printed as ``name`` (Monday is 0), ``None`` for any other word."""
        return self.weekdays.get(_fold(name))

    @classmethod
    def from_toml(cls, path: Traversable) -> Calendar:
        """Read ``calendar.toml``: tables ``months`` and ``weekdays``, name → number.

        Raises:
            ConfigError: if a number lies outside 1–12 or 0–6.
        """
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(_numbered(data["months"], 1, 12), _numbered(data["weekdays"], 0, 6))


def _fold(name: str) -> str:
    return name.replace(".", "").casefold()


def _any_of(names: Mapping[str, int]) -> str:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return rf"(?:{'|'.join(map(re.escape, longest_first))})\b\.?"


def _numbered(names: Mapping[str, int], first: int, last: int) -> dict[str, int]:
    for name, number in names.items():
        if not first <= number <= last:
            raise ConfigError(f"calendar: {name!r} has number {number}, which is not within {first} to {last}")
    return {_fold(name): number for name, number in names.items()}
