"""Groups: what is joined to one another, however long the way."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

__all__ = ["Groups"]

_T = TypeVar("_T", bound=Hashable)


class Groups(Generic[_T]):
    """Items that are joined pair by pair; asking for the groups does not depend on the order of joining."""

    def __init__(self, items: Iterable[_T] = ()) -> None:
        self._above: dict[_T, _T] = {item: item for item in items}

    def top(self, item: _T) -> _T:
        """Return the item that stands for the group of ``item``."""
        above = self._above
        above.setdefault(item, item)
        while above[item] != item:
            above[item] = above[above[item]]
            item = above[item]
        return item

    def join(self, one: _T, other: _T) -> None:
        """Make the groups of two items one."""
        self._above[self.top(one)] = self.top(other)

    def groups(self) -> list[list[_T]]:
        """Return the groups, each in the order in which its items were first named."""
        found: dict[_T, list[_T]] = {}
        for item in self._above:
            found.setdefault(self.top(item), []).append(item)
        return list(found.values())
