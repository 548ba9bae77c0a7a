"""A JSON object read field by field, with errors that name the field."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from onrecord.errors import FormatError
from onrecord.model import Span

__all__ = ["Fields", "utc"]

_E = TypeVar("_E", bound=StrEnum)


def utc(value: str) -> datetime:
    """Return an ISO 8601 date-time in UTC; one without a time zone is taken to be so.

    Raises:
        ValueError: if it is none, or lies outside the years that a date can have.
    """
    moment = datetime.fromisoformat(value.strip())
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError as error:
        raise ValueError(value) from error


class Fields:
    """The fields of one object; ``what`` names it in errors.

    Every method raises :class:`~onrecord.errors.FormatError` where the field has the wrong type.
    """

    def __init__(self, raw: object, what: str) -> None:
        if not isinstance(raw, dict):
            raise FormatError(f"{what}: a JSON object was expected, not {type(raw).__name__}")
        self.raw: dict[str, Any] = raw
        self.what = what

    def text(self, key: str) -> str:
        """Return a string that must be there."""
        value = self.raw.get(key)
        if not isinstance(value, str):
            raise FormatError(f"{self.what}: field {key!r} must be a string, not {type(value).__name__}")
        return value

    def optional(self, key: str) -> str | None:
        """Return a string or ``None``; a number becomes one, a list of strings is joined by commas."""
        value = self.raw.get(key)
        if value is None or type(value) is str:
            return value or None
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = ", ".join(value)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            raise FormatError(f"{self.what}: field {key!r} must be a string or missing, not {type(value).__name__}")
        return value or None

    def items(self, key: str) -> list[Any]:
        """Return a list, empty where the field is missing."""
        value = self.raw.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise FormatError(f"{self.what}: field {key!r} must be a list, not {type(value).__name__}")
        return value

    def share(self, key: str, default: float) -> float:
        """Return a number in [0, 1]."""
        value = self.raw.get(key, default)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise FormatError(f"{self.what}: field {key!r} must be a number, not {type(value).__name__}")
        if not 0 <= value <= 1:  # nor is NaN
            raise FormatError(f"{self.what}: field {key!r} must lie between 0 and 1, not be {value!r}")
        return float(value)

    def day(self, key: str) -> date | None:
        """Return the day an ISO date or date-time begins with."""
        value = self.optional(key)
        try:
            return date.fromisoformat(value[:10]) if value else None
        except ValueError as error:
            raise FormatError(f"{self.what}: field {key!r} must be an ISO date, not {value!r}") from error

    def moment(self, key: str) -> datetime | None:
        """Return an ISO date-time in UTC; one without a time zone is taken to be so."""
        value = self.optional(key)
        try:
            return utc(value) if value else None
        except ValueError as error:
            raise FormatError(f"{self.what}: field {key!r} must be an ISO date-time, not {value!r}") from error

    def choice(self, key: str, kind: type[_E], default: _E) -> _E:
        """Return a member of ``kind``; ``default`` where the field is missing or empty."""
        value = self.optional(key)
        try:
            return kind(value) if value else default
        except ValueError as error:
            names = ", ".join(kind)
            raise FormatError(f"{self.what}: field {key!r} is {value!r}, which is none of {names}") from error

    def spans(self, key: str, text: str | None) -> tuple[Span, ...]:
        """Return a list of [start, end] as spans that lie in ``text``, or in any text where that is ``None``."""
        found = []
        for pair in self.items(key):
            if not isinstance(pair, list) or len(pair) != 2 or not all(type(offset) is int for offset in pair):
                raise FormatError(f"{self.what}: field {key!r} must be a list of [start, end], not {pair!r}")
            start, end = pair
            if text is not None and not 0 <= start < end <= len(text):
                raise FormatError(f"{self.what}: span [{start}, {end}] in {key!r} lies outside a text of {len(text)}")
            if not 0 <= start < end:
                raise FormatError(f"{self.what}: [{start}, {end}] in {key!r} is no span: 0 <= start < end must hold")
            found.append(Span(start, end))
        return tuple(found)
