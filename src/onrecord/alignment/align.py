"""Align: which words of two wordings are the same, whatever the order.

Order-free tiling: the longest stretches of equal words first, wherever they stand (greedy string tiling, Wise 1993,
with seeds of three words); then the words left between neighbouring stretches are compared with each other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import heapify, heappop, heappush
from itertools import pairwise
from operator import attrgetter

__all__ = ["Seeds", "Tile", "align", "seeds_of"]

_SEED = 3  # words in a row that are compared further
_NEAR = 8  # occurrences of repeated words, before and after the one of the same number, that are compared
_MOVED = 5  # words in a row that may stand in another order; fewer are a phrase by chance
_LONG = 12  # words in a row whose parts are not looked for elsewhere
_GAP = 40, 6  # words between two tiles that are still compared; how many may be other words for the same
_RIM = 6, 3  # the same before the first tile and after the last

_START = attrgetter("start")  # sorts tiles, since no word is in two

Seeds = dict[tuple[str, ...], list[int]]
"""Words in a row, three of them if nothing else is said → where they start."""


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """Words ``start`` to ``end`` of one wording that stand for words ``other_start`` to ``other_end`` of another.

    ``same`` tells whether they are equal one by one; else they are other words in their place.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    same: bool = True


def seeds_of(words: Sequence[str], row: int = _SEED) -> Seeds:
    """Return where every ``row`` words in a row start."""
    found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, seed in enumerate(_rows(words, row)):
        found[seed].append(at)
    return found


def _rows(words: Sequence[str], row: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[shift:] for shift in range(row)), strict=False)


def align(words: Sequence[str], other: Sequence[str], seeds: Seeds, row: int = _SEED) -> list[Tile]:
    """Return the tiles between two wordings, in the order of ``words``; no word is in two.

    ``seeds`` are those of ``other``, of ``row`` words each.

    Accepted gaps: fewer than ``row`` equal words are found only between longer stretches; fewer than five that stand in
    another order are taken for chance; parts of twelve or more words in a row, the first three of which stand only
    there, are not looked for elsewhere; three words that stand more than sixteen times in ``other`` are compared only
    with those of about the same number in the count of their occurrences.
    """
    tiles = _without_chance(sorted(_tiled(words, other, seeds, row), key=_START))
    if not tiles:
        return []
    there = sorted(tiles, key=attrgetter("other_start"))
    follows = {tile.start: after.start for tile, after in pairwise(there)}
    first, last = tiles[0], tiles[-1]
    found = list(tiles)
    for tile, after in pairwise(tiles):
        if follows.get(tile.start) == after.start:
            found += _between(words, other, Tile(tile.end, after.start, tile.other_end, after.other_start))
    if first is there[0]:
        found += _before(words[: first.start], other[: first.other_start])
    if last is there[-1]:
        found += _after(words, other, last)
    return sorted(found, key=_START)


def _tiled(words: Sequence[str], other: Sequence[str], seeds: Seeds, row: int) -> Iterator[Tile]:
    """Yield the longest stretch of equal words, then the longest among the words that are left, and so on."""
    stretches = list(_stretches(words, other, seeds, row))
    heapify(stretches)
    free, free_there = bytearray(b"\1" * len(words)), bytearray(b"\1" * len(other))
    while stretches:
        length, start, there = heappop(stretches)
        length = -length
        if free.find(0, start, start + length) < 0 and free_there.find(0, there, there + length) < 0:
            free[start : start + length] = free_there[there : there + length] = bytes(length)
            yield Tile(start, start + length, there, there + length)
            continue
        taken = [at for at in range(length) if not (free[start + at] and free_there[there + at])]
        for before, at in pairwise([-1, *taken, length]):
            if at - before - 1 >= row:
                heappush(stretches, (before + 1 - at, start + before + 1, there + before + 1))


def _stretches(words: Sequence[str], other: Sequence[str], seeds: Seeds, row: int) -> Iterator[tuple[int, int, int]]:
    """Yield every stretch of equal words that cannot be made longer as (minus its length, start, start in other)."""
    reached: dict[int, int] = {}  # how far apart the two starts are → where the last stretch so far apart ends
    seen: Counter[tuple[str, ...]] = Counter()
    starts = list(_rows(words, row))
    following = 0
    while following < len(starts):
        at, seed = following, starts[following]
        following += 1
        found = seeds.get(seed)
        if found is None:
            continue
        if len(found) > 2 * _NEAR:  # else the work grows with the square of the words in "no, no, no, no"
            number = seen[seed]
            seen[seed] += 1
            found = found[max(0, number - _NEAR) : number + _NEAR]
        for to in found:
            if at < reached.get(to - at, 0):
                continue
            start, end = _grown(words, other, at, to, row)
            reached[to - at] = end
            if len(found) == 1 and end - start >= _LONG:  # seldom do its other words stand elsewhere
                following = end - row + 1
            yield start - end, start, start + to - at


def _grown(words: Sequence[str], other: Sequence[str], at: int, to: int, row: int) -> tuple[int, int]:
    """Return where the longest stretch of equal words around a seed of ``row`` words starts and ends in ``words``."""
    start, end, apart = at, at + row, to - at
    while start and start + apart and words[start - 1] == other[start + apart - 1]:
        start -= 1
    limit = min(len(words), len(other) - apart)
    while end < limit and words[end] == other[end + apart]:
        end += 1
    return start, end


def _without_chance(tiles: list[Tile]) -> list[Tile]:
    """Return ``tiles`` without short ones that break the order of the heaviest ordered chain."""
    before: list[int] = []
    # The chains worth going on with: where each ends in the other wording, its weight and last tile, all ascending.
    ends, weights, last = [0], [0], [-1]
    for number, tile in enumerate(tiles):
        best = bisect_right(ends, tile.other_start) - 1
        before.append(last[best])
        weight = weights[best] + tile.end - tile.start
        first = bisect_left(ends, tile.other_end)
        if weights[first - 1] < weight:
            beaten = bisect_right(weights, weight)
            ends[first:beaten], weights[first:beaten], last[first:beaten] = [tile.other_end], [weight], [number]
    at = last[-1]
    chained = set()
    while at >= 0:
        chained.add(at)
        at = before[at]
    return [tile for number, tile in enumerate(tiles) if number in chained or tile.end - tile.start >= _MOVED]


def _after(words: Sequence[str], other: Sequence[str], last: Tile) -> Iterator[Tile]:
    """Yield the tiles in the few words left over behind the ``last`` tile, of the side that has more the next ones."""
    here, there = words[last.end :], other[last.other_end :]
    longest, replaced = _RIM
    if min(len(here), len(there)) > longest:
        return
    here, there = here[:longest], there[:longest]
    for name, start, end, to, to_end in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        sizes = end - start, to_end - to
        if name == "replace" and max(sizes) > _as_many(min(sizes), replaced):
            sizes = min(sizes), min(sizes)
        if name == "equal" or (name == "replace" and max(sizes) <= replaced):
            at, other_at = last.end + start, last.other_end + to
            yield Tile(at, at + sizes[0], other_at, other_at + sizes[1], same=name == "equal")


def _as_many(fewer: int, most: int) -> int:
    """Return how many words may stand for so few."""
    return min(most, 2 * fewer + 1)


def _before(words: Sequence[str], other: Sequence[str]) -> Iterator[Tile]:
    """Yield the same in the words left over before the first tile, of which these are all."""
    sizes = len(words), len(other)
    for tile in _after(words[::-1], other[::-1], Tile(0, 0, 0, 0)):
        ends = sizes[0] - tile.end, sizes[0] - tile.start, sizes[1] - tile.other_end, sizes[1] - tile.other_start
        yield Tile(*ends, same=tile.same)


def _between(words: Sequence[str], other: Sequence[str], gap: Tile) -> Iterator[Tile]:
    """Yield the tiles in words left over on both sides: equal ones, and short ones for others about as long."""
    longest, replaced = _GAP
    sizes = gap.end - gap.start, gap.other_end - gap.other_start
    if max(sizes) > longest or min(sizes) == 0:
        return
    here, there = words[gap.start : gap.end], other[gap.other_start : gap.other_end]
    for name, start, end, to, to_end in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        fewer, more = sorted((end - start, to_end - to))
        if name == "equal" or (name == "replace" and more <= _as_many(fewer, replaced)):
            ends = gap.start + start, gap.start + end, gap.other_start + to, gap.other_start + to_end
            yield Tile(*ends, same=name == "equal")
