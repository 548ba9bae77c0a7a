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
_RIM = 8, 4  # words of the shorter side before the first tile or after the last that are compared; more of the longer
_ODD = 2, 3  # words at an end that stand for others, none of them equal: of the side that has fewer, of the other

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

    def moved(self, by: int, by_there: int) -> Tile:
        """Return the same of words that are counted from so much farther to the left."""
        return Tile(self.start + by, self.end + by, self.other_start + by_there, self.other_end + by_there, self.same)

    def turned(self, size: int, size_there: int) -> Tile:
        """Return the same of so many words that are counted from the other end."""
        here, there = (size - self.end, size - self.start), (size_there - self.other_end, size_there - self.other_start)
        return Tile(*here, *there, self.same)


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
    tiles = _without_chance(sorted(_tiled(words, other, seeds, row), key=_START), len(words))
    if not tiles:
        return []
    there = sorted(tiles, key=attrgetter("other_start"))
    follows = {tile.start: after.start for tile, after in pairwise(there)}
    first, last = tiles[0], tiles[-1]
    found = list(tiles)
    for tile, after in pairwise(tiles):
        if follows.get(tile.start) == after.start:
            found += _between(words, other, Tile(tile.end, after.start, tile.other_end, after.other_start))
    if last is there[-1]:
        found += [tile.moved(last.end, last.other_end) for tile in _after(words[last.end :], other[last.other_end :])]
    if first is there[0]:
        backwards = _after(words[: first.start][::-1], other[: first.other_start][::-1])
        found += [tile.turned(first.start, first.other_start) for tile in backwards]
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


def _without_chance(tiles: list[Tile], count: int) -> list[Tile]:
    """Return ``tiles`` without short ones that break the order of the heaviest ordered chain.

    One of four words is kept where it fills what the others leave of the ``count`` words.
    """
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
    rims = [0, *(tile.end for tile in tiles)], [*(tile.start for tile in tiles), count]
    return [
        tile
        for number, tile in enumerate(tiles)
        if number in chained
        or tile.end - tile.start >= _MOVED
        or (tile.end - tile.start == _MOVED - 1 and rims[0][number] == tile.start and rims[1][number + 1] == tile.end)
    ]


def _after(here: Sequence[str], there: Sequence[str]) -> Iterator[Tile]:
    """Yield the tiles in the words left over behind the last tile, of which these are all, counted from there.

    Going on from the tile: equal words and few others for them, as long as most are equal (half, where one side ends).
    What stands there beyond is another matter, unless it is the end of one side and hardly a word or two.
    """
    near = min(len(here), len(there), _RIM[0]) + _RIM[1]
    codes = SequenceMatcher(None, here[:near], there[:near], autojunk=False).get_opcodes()
    equal, kept, reached, reached_there = 0, 0, 0, 0
    for number, (name, start, end, _, to_end) in enumerate(codes, start=1):
        equal += end - start if name == "equal" else 0
        ends = end == len(here) or to_end == len(there)
        if name == "equal" and 2 * equal >= min(end, to_end) + (not ends):
            kept, reached, reached_there = number, end, to_end
    for name, start, end, to, to_end in codes[:kept]:
        if name == "equal" or (name == "replace" and _stand_for(end - start, to_end - to, _ODD[1])):
            yield Tile(start, end, to, to_end, same=name == "equal")
    left, left_there = len(here) - reached, len(there) - reached_there
    if 0 < min(left, left_there) <= _ODD[0]:
        if not _stand_for(left, left_there, _ODD[1]):
            left = left_there = min(left, left_there)
        yield Tile(reached, reached + left, reached_there, reached_there + left_there, same=False)


def _stand_for(one: int, other: int, most: int) -> bool:
    """Whether so many words may stand for so many others."""
    return max(one, other) <= min(most, 2 * min(one, other) + 1)


def _between(words: Sequence[str], other: Sequence[str], gap: Tile) -> Iterator[Tile]:
    """Yield the tiles in words left over on both sides: equal ones, and short ones for others about as long."""
    longest, replaced = _GAP
    sizes = gap.end - gap.start, gap.other_end - gap.other_start
    if max(sizes) > longest or min(sizes) == 0:
        return
    here, there = words[gap.start : gap.end], other[gap.other_start : gap.other_end]
    for name, start, end, to, to_end in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if name == "equal" or (name == "replace" and _stand_for(end - start, to_end - to, replaced)):
            ends = gap.start + start, gap.start + end, gap.other_start + to, gap.other_start + to_end
            yield Tile(*ends, same=name == "equal")
