"""Strands: which passages share which runs.

Runs that the same passages print are one strand, so that pairs are counted by the few strands of a passage instead of
its many runs (as unitigs stand for k-mers in sequence assembly).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from onrecord.collate.columns import Bools, Floats, Ints, order_of
from onrecord.collate.runs import Hashes, Runs

__all__ = ["Pairs", "Strands", "spread"]

_FEW_SAY = 2  # names of those who say a run that is no set phrase; of more, it counts as part of one
_FEW = 128  # passages of which each is paired with each
_NEXT = 12  # where they are more: neighbours in length that a passage is paired with
_LONGEST = 4  # and the longest of them
_AT_ONCE = 1 << 18  # rows of pairs in memory: as many as the processor's cache holds
_PAIRS_AT_ONCE = 1 << 13  # the same, where each stands for many rows
_NOWHERE = 1 << 40


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of passages, ``one`` before ``other``, and how many runs they share."""

    one: Ints
    other: Ints
    shared: Ints

    def where(self, rows: Bools | Ints) -> Pairs:
        """Return these pairs alone."""
        return Pairs(self.one[rows], self.other[rows], self.shared[rows])

    def some(self) -> Iterator[Pairs]:
        """Yield these pairs, sorted by the first passage, some at a time: all of one passage together."""
        edges = np.unique(np.searchsorted(self.one, self.one[::_PAIRS_AT_ONCE])).tolist()
        for start, end in pairwise([*edges, len(self.one)]):
            yield self.where(np.arange(start, end))

    @staticmethod
    def joined(parts: list[Pairs]) -> Pairs:
        """Return the pairs of all ``parts``."""
        none = np.zeros(0, np.int64)
        return Pairs(
            np.concatenate([none, *(part.one for part in parts)]),
            np.concatenate([none, *(part.other for part in parts)]),
            np.concatenate([none, *(part.shared for part in parts)]),
        )


def spread(counts: Ints) -> tuple[Ints, Ints]:
    """Return the number of each of ``counts`` as many times as it says, and beside it 0, 1, 2 and so on."""
    numbers = np.repeat(np.arange(len(counts)), counts)
    return numbers, np.arange(len(numbers)) - (np.cumsum(counts) - counts)[numbers]


class Strands:
    """Rows (strand, passage), sorted by both, of the strands that two passages print.

    Parallel to the rows: ``weight`` counts the runs of the strand, ``telling`` them too, but those that many say as
    part of one; ``once`` counts those that the passage prints once, ``first`` and ``last`` are the places of the first
    and the last of these. ``lengths`` counts the different runs of each passage, shared or not.
    """

    def __init__(self, runs: Runs, count: int) -> None:
        order = order_of(runs.run)
        number, passage, place = runs.run[order], runs.passage[order], runs.place[order]
        rows = np.flatnonzero(_changes(number) | _changes(passage))
        once = np.diff(rows, append=len(order)) == 1
        number, passage, place = number[rows], passage[rows], place[rows]
        self.lengths: Ints = np.bincount(passage, minlength=count)
        shared = np.flatnonzero(np.bincount(number)[number] > 1)
        passage = passage[shared]
        telling = np.minimum(1, _FEW_SAY / np.maximum(runs.speakers[order[rows[shared]]], 1))
        self._fold(_strands(number[shared], passage, count), passage, place[shared], once[shared], telling)

    def _fold(self, strand: Ints, passage: Ints, place: Ints, once: Bools, telling: Floats) -> None:
        """Make one row of the runs of one strand in one passage."""
        count = len(self.lengths)
        key = strand * count + passage
        order = order_of(key)
        key, place, once, telling = key[order], place[order], once[order], telling[order]
        begins = np.flatnonzero(_changes(key))
        self._key: Ints = key[begins]
        self.passage: Ints = self._key % max(count, 1)
        self.weight: Ints = np.diff(begins, append=len(key))
        self.telling: Floats = np.add.reduceat(telling, begins) if len(begins) else telling
        self.once = _folded(np.add, once.astype(np.int64), begins)
        self.first = _folded(np.minimum, np.where(once, place, _NOWHERE), begins)
        self.last = _folded(np.maximum, np.where(once, place, -1), begins)
        strand = self._key // max(count, 1)
        self._sizes: Ints = np.bincount(strand)[strand] if len(strand) else strand
        self._ends: Ints = np.cumsum(np.bincount(strand))[strand] if len(strand) else strand
        self._by_passage = self._sorted(np.arange(len(begins)))

    def _sorted(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return rows by passage, in the order of their places, and where those of each passage begin and end."""
        order = rows[order_of(self.passage[rows] * (2 * _NOWHERE) + self.first[rows])]
        return order, np.searchsorted(self.passage[order], np.arange(len(self.lengths) + 1))

    def common(self, one: Ints, other: Ints, among: tuple[Ints, Ints] | None = None) -> tuple[Ints, Ints, Ints]:
        """Return what pairs of passages share: the number of the pair, the row of ``one``, the row of ``other``.

        Sorted by pair, then by where ``one`` begins to print it. Only rows ``among`` those given are looked at.
        """
        order, bounds = among or self._by_passage
        begins = bounds[one]
        pair, step = spread(bounds[one + 1] - begins)
        row = order[begins[pair] + step]
        key = self._key[row] + (other - one)[pair]
        at = np.minimum(np.searchsorted(self._key, key), len(self._key) - 1)
        found = np.flatnonzero(self._key[at] == key)
        return pair[found], row[found], at[found]

    def shared(self, one: Ints, other: Ints, among: tuple[Ints, Ints] | None = None) -> Ints:
        """Return how many runs each pair of passages shares."""
        return self._summed(self.weight, one, other, among).astype(np.int64)

    def told(self, one: Ints, other: Ints) -> Floats:
        """Return how many runs each pair of passages shares, each the less the more speakers say it."""
        return self._summed(self.telling, one, other, None)

    def _summed(self, values: Ints | Floats, one: Ints, other: Ints, among: tuple[Ints, Ints] | None) -> Floats:
        """Return the sum of ``values`` over the rows that each pair of passages shares."""
        _, bounds = among or self._by_passage
        fewer = np.diff(bounds)
        swap = fewer[other] < fewer[one]
        one, other = np.where(swap, other, one), np.where(swap, one, other)
        found = np.zeros(len(one), np.float64)
        for start in range(0, len(one), _PAIRS_AT_ONCE):
            some = slice(start, start + _PAIRS_AT_ONCE)
            pair, row, _ = self.common(one[some], other[some], among)
            found[some] = np.bincount(pair, values[row], len(one[some]))
        return found

    def pairs(self, days: Ints) -> Iterator[Pairs]:
        """Yield the pairs of passages that share a run, some at a time.

        ``days`` say when each passage was said at the earliest. Where more than 128 passages share a strand each is
        paired with the next 12 in number and the 4 first ones, and so once more among those of its week: the pairs
        grow with the passages, not with their square, and words said again every week do not crowd each other out.
        """
        many = np.flatnonzero(self._sizes > _FEW)
        crowded = self._sorted(many)
        in_crowd = np.diff(crowded[1]) > 0
        passage, following, weight = self._lists(many, days)
        order = order_of(passage)
        bounds = np.searchsorted(passage[order], np.arange(len(self.lengths) + 1))
        before = np.append(0, np.cumsum(following[order]))[bounds]
        edges = np.searchsorted(before, np.arange(0, before[-1], _AT_ONCE))
        for start, end in pairwise([*np.unique(edges).tolist(), len(self.lengths)]):
            rows = order[bounds[start] : bounds[end]]
            number, step = spread(following[rows])
            row = rows[number]
            pairs = _merged(passage[row], passage[row + 1 + step], weight[row], len(self.lengths))
            both = np.flatnonzero(in_crowd[pairs.one] & in_crowd[pairs.other])
            pairs.shared[both] += self.shared(pairs.one[both], pairs.other[both], crowded)
            yield pairs

    def _lists(self, many: Ints, days: Ints) -> tuple[Ints, Ints, Ints]:
        """Return lists of passages that share a strand, one after the other.

        Each passage with how many that follow in its list it is paired with, and how many runs the pair shares for it;
        none in strands of ``many``, whose passages are not all paired.
        """
        step = np.arange(len(self.passage)) - (self._ends - self._sizes)
        weight, following = self.weight.copy(), self._sizes - 1 - step
        weight[many] = 0
        following[many] = _neighbours(step[many], following[many])
        week = days[self.passage[many]] // 7
        order = np.lexsort((self.passage[many], week, self._ends[many]))
        many, week = many[order], week[order]
        begins = np.flatnonzero(_changes(self._ends[many]) | _changes(week))
        number, step = spread(np.diff(begins, append=len(many)))
        rest = np.diff(begins, append=len(many))[number] - 1 - step
        return (
            np.concatenate([self.passage, self.passage[many]]),
            np.concatenate([following, _neighbours(step, rest)]),
            np.concatenate([weight, np.zeros(len(many), np.int64)]),
        )


def _neighbours(step: Ints, rest: Ints) -> Ints:
    """Return how many of the ``rest`` of its list each passage is paired with; the longest are paired with all."""
    return np.where(step < _LONGEST, rest, np.minimum(rest, _NEXT))


def _strands(number: Ints, passage: Ints, count: int) -> Ints:
    """Return the strand of each row (run, passage): one for all runs that the same passages print.

    Rows are sorted by the ``number`` of their run, then by passage, of which there are ``count``. Strands are numbered
    by their first passages, so that those of passages that share much lie together in memory.
    """
    begins = np.flatnonzero(_changes(number))
    if not len(begins):
        return number
    first, mark = passage[begins], np.add.reduceat(_marks(count)[passage], begins)
    order = np.lexsort((mark, first))
    strand = np.empty(len(begins), np.int64)
    strand[order] = np.cumsum(_changes(mark[order])) - 1
    return np.repeat(strand, np.diff(begins, append=len(number)))


def _marks(count: int) -> Hashes:
    """Return a random number for each of so many passages, always the same ones (SplitMix64)."""
    mark = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mark = (mark ^ (mark >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mark = (mark ^ (mark >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mark ^ (mark >> np.uint64(31))


def _merged(one: Ints, other: Ints, weight: Ints, count: int) -> Pairs:
    """Return each pair once, with the sum of its weights."""
    key = one * count + other
    order = order_of(key)
    key = key[order]
    begins = np.flatnonzero(_changes(key))
    pairs = key[begins]
    return Pairs(pairs // count, pairs % count, _folded(np.add, weight[order], begins))


def _folded(function: np.ufunc, values: Ints, begins: Ints) -> Ints:
    """Return ``function`` over the values of each group; groups begin at ``begins``."""
    folded: Ints = function.reduceat(values, begins) if len(begins) else values
    return folded


def _changes(values: Ints | Hashes) -> Bools:
    """Whether a value differs from the one before; the first one does."""
    return np.append(True, values[1:] != values[:-1])[: len(values)]
