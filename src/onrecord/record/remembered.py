"""What is made of a whole record, made once until somebody changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from onrecord.record.database import Database

__all__ = ["Remembered"]

_MOST = 300  # things of one kind

_T = TypeVar("_T")


class Remembered:
    """Keeps what functions made of a record; for records that many pages are made of and few people write to."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._made: dict[Callable[[Database], object], tuple[tuple[int, int], Any]] = {}

    def __call__(self, make: Callable[[Database], _T]) -> _T:
        """Return what ``make`` makes of the record as it is now; not to be changed by who gets it."""
        state = self._database.state()
        if state is None:
            return make(self._database)
        held = self._made.get(make)
        if held is None or held[0] != state:
            held = self._made[make] = (state, make(self._database))
        made: _T = held[1]
        return made

    def of(self, make: Callable[[Database, int], _T], number: int) -> _T:
        """Return what ``make`` makes of the thing of a number; of many such things, not all are kept."""
        things: dict[int, _T] = self(_nothing)
        held = things.get(number)
        if held is None:
            held = make(self._database, number)
            if len(things) >= _MOST:
                things.clear()
            if self._database.state() is not None:
                things[number] = held
        return held


def _nothing(_: Database) -> dict[int, Any]:
    return {}
