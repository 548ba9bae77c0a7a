"""Linking: groups of what is alike, by the average of all pairs between two groups."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush

__all__ = ["Pairs", "average_link"]

_DIGITS = 9  # after the point, to which likenesses are compared

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
    waiting = [
        (-value, one, other, 0)
        for (one, other), shared in pairs.items()
        if (value := round(shared - expected[one] - expected[other], _DIGITS)) >= least
    ]
    heapify(waiting)
    joined = 0
    while waiting:
        _, one, other, known = heappop(waiting)
        if linking.changed(one) > known or linking.changed(other) > known:
            continue  # it was of groups that have grown since
        joined += 1
        linking.join(one, other, joined)
        for value, third in linking.values(one):
            if value >= least:
                heappush(waiting, (-value, min(one, third), max(one, third), joined))
    return sorted(linking.groups.values())


class _Linking:
    """Groups by their lowest number, with the sums of what they have in common and of what is expected of them."""

    def __init__(self, expected: Sequence[float], pairs: Pairs) -> None:
        self.groups = {number: [number] for number in range(len(expected))}
        self._expected = dict(enumerate(expected))  # of one of a group, on the average
        self._changed: dict[int, float] = {}
        self._sums: dict[int, dict[int, float]] = {number: {} for number in self.groups}
        for (one, other), value in pairs.items():
            self._sums[one][other] = self._sums[other][one] = value

    def changed(self, group: int) -> float:
        """Return at which join a group last grew; one that went into another is past every join."""
        return self._changed.get(group, 0)

    def join(self, one: int, other: int, at: int) -> None:
        """Make two groups that of ``one``."""
        first, second = len(self.groups[one]), len(self.groups[other])
        expected = self._expected[one] * first + self._expected.pop(other) * second
        self._expected[one] = expected / (first + second)
        self.groups[one] = sorted(self.groups[one] + self.groups.pop(other))
        self._changed[one], self._changed[other] = at, math.inf
        own = self._sums[one]
        for third, value in self._sums.pop(other).items():
            del self._sums[third][other]
            if third != one:
                own[third] = self._sums[third][one] = own.get(third, 0.0) + value

    def values(self, one: int) -> Iterator[tuple[float, int]]:
        """Yield how alike a group is to each that it has something in common with, beyond what is expected."""
        size, expected = len(self.groups[one]), self._expected[one]
        for other, shared in self._sums[one].items():
            mean = shared / (size * len(self.groups[other]))
            # rounded, so that the order of adding up decides nothing
            yield round(mean - expected - self._expected[other], _DIGITS), other
