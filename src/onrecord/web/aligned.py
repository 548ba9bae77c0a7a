"""Readings against the place they are readings of: other words, other order."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = ["Stretch", "differences", "in_order"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A few words of a reading, and whether the place has ``other`` words there."""

    text: str
    other: bool


def differences(text: str, base: str) -> tuple[Stretch, ...]:
    """Return ``text`` cut into stretches of words that ``base`` has, in its order, and of words that it has not."""
    own = re.findall(r"\s+|\S+", text)
    matcher = SequenceMatcher(None, own, re.findall(r"\s+|\S+", base), autojunk=False)
    cuts = [(tag, start, end) for tag, start, end, _, _ in matcher.get_opcodes() if start < end]
    return tuple(Stretch("".join(own[start:end]), tag != "equal") for tag, start, end in cuts)


def in_order(numbers: list[int]) -> set[int]:
    """Return a longest increasing part of ``numbers``; what is not in it has been moved."""
    tails: list[int] = []  # tails[k]: the smallest number a run of k + 1 can end with
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tails, number)
        before[number] = tails[at - 1] if at else None
        tails[at : at + 1] = [number]
    kept: set[int] = set()
    last: int | None = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept
