"""Linking: groups of what is alike, by the average of all pairs between two groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush

__all__ = ["Pairs", "average_link"]

Pairs = Mapping[tuple[int, int], float]
"""Two numbers, the lower first → how alike they are; a pair that is not in it is not alike at all."""


def average_link(expected: Sequence[float], pairs: Pairs, least: float) -> list[list[int]]:
    """Return groups of numbered things, each sorted, by their first number.

    Two things are alike beyond what is expected of both together: their value in ``pairs`` less what is ``expected`` of
    each, 0 or more. The two groups that are most alike on the average of all their pairs become one, again and again,
    as long as that average is ``least`` or more, which is above 0 (UPGMA, Sokal and Michener 1958, on a sparse table).
    Of equals the lower numbers go first, so that the result depends on what is alike alone; things between which no
    chain of pairs leads have no part in each other's groups.
    """
    linking = _Linking(expected, pairs)
    waiting = [(-value, one, other) for one, other in pairs if (value := linking.value(one, other)) >= least]
    heapify(waiting)
    while waiting:
        known, one, other = heappop(waiting)
        if not linking.has(one, other) or known != -linking.value(one, other):
            continue  # it was of groups that have grown since
        for third in linking.join(one, other):
            low, high = min(one, third), max(one, third)
            if (value := linking.value(low, high)) >= least:
                heappush(waiting, (-value, low, high))
    return sorted(linking.groups.values())


class _Linking:
    """Groups by their lowest number, with the sums of what they have in common and of what is expected of them."""

    def __init__(self, expected: Sequence[float], pairs: Pairs) -> None:
        self.groups = {number: [number] for number in range(len(expected))}
        self._expected = dict(enumerate(expected))
        self._sums: dict[int, dict[int, float]] = {number: {} for number in self.groups}
        for (one, other), value in pairs.items():
            self._sums[one][other] = self._sums[other][one] = value

    def has(self, one: int, other: int) -> bool:
        return one in self.groups and other in self.groups

    def value(self, one: int, other: int) -> float:
        first, second = len(self.groups[one]), len(self.groups[other])
        mean = self._sums[one].get(other, 0.0) / (first * second)
        # rounded, so that the order of adding up decides nothing
        return round(mean - self._expected[one] / first - self._expected[other] / second, 9)

    def join(self, one: int, other: int) -> list[int]:
        """Make two groups that of ``one``; return those that have something in common with it."""
        self.groups[one] = sorted(self.groups[one] + self.groups.pop(other))
        self._expected[one] += self._expected.pop(other)
        own = self._sums[one]
        for third, value in self._sums.pop(other).items():
            del self._sums[third][other]
            if third != one:
                own[third] = self._sums[third][one] = own.get(third, 0.0) + value
        return list(own)
