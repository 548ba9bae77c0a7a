"""Align: which words of two wordings are the same, whatever the order.

Order-free tiling: the longest stretches of equal words first, wherever they stand (greedy string tiling, Wise 1993,
with seeds of three words); then the words left between neighbouring stretches are compared with each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import heapify, heappop, heappush
from itertools import pairwise

__all__ = ["Seeds", "Tile", "align", "seeds_of"]

_SEED = 3  # words in a row that are compared further
_MOVED = 5  # words in a row that may stand in another order; fewer are a phrase by chance
_GAP = 40, 6  # words between two tiles that are still compared; how many may be other words for the same
_RIM = 6, 3  # the same before the first tile and after the last

Seeds = dict[tuple[str, ...], list[int]]
"""Three words in a row → where they start."""


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


def seeds_of(words: Sequence[str]) -> Seeds:
    """Return where every three words in a row start."""
    found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, seed in enumerate(zip(words, words[1:], words[2:], strict=False)):
        found[seed].append(at)
    return found


def align(words: Sequence[str], other: Sequence[str], seeds: Seeds) -> list[Tile]:
    """Return the tiles between two wordings, in the order of ``words``; no word is in two. ``seeds`` are of ``other``.

    Accepted gaps: fewer than three equal words are found only between longer stretches; fewer than five that stand in
    another order are taken for chance.
    """
    tiles = _without_chance(sorted(_tiled(words, other, seeds)))
    if not tiles:
        return []
    there = sorted(tiles, key=lambda tile: tile.other_start)
    follows = dict(pairwise(there))
    first, last = tiles[0], tiles[-1]
    found = list(tiles)
    for tile, after in pairwise(tiles):
        if follows.get(tile) == after:
            found += _between(words, other, Tile(tile.end, after.start, tile.other_end, after.other_start), _GAP)
    if first == there[0]:
        found += _between(words, other, Tile(0, first.start, 0, first.other_start), _RIM)
    if last == there[-1]:
        found += _between(words, other, Tile(last.end, len(words), last.other_end, len(other)), _RIM)
    return sorted(found)


def _tiled(words: Sequence[str], other: Sequence[str], seeds: Seeds) -> Iterator[Tile]:
    """Yield the longest stretch of equal words, then the longest among the words that are left, and so on."""
    stretches = list(_stretches(words, other, seeds))
    heapify(stretches)
    free, free_there = bytearray(b"\1" * len(words)), bytearray(b"\1" * len(other))
    while stretches:
        length, start, there = heappop(stretches)
        length = -length
        taken = [at for at in range(length) if not (free[start + at] and free_there[there + at])]
        if not taken:
            free[start : start + length] = free_there[there : there + length] = bytes(length)
            yield Tile(start, start + length, there, there + length)
            continue
        for before, at in pairwise([-1, *taken, length]):
            if at - before - 1 >= _SEED:
                heappush(stretches, (before + 1 - at, start + before + 1, there + before + 1))


def _stretches(words: Sequence[str], other: Sequence[str], seeds: Seeds) -> Iterator[tuple[int, int, int]]:
    """Yield every stretch of equal words that cannot be made longer as (minus its length, start, start in other)."""
    for start, seed in enumerate(zip(words, words[1:], words[2:], strict=False)):
        for there in seeds.get(seed, ()):
            if start and there and words[start - 1] == other[there - 1]:
                continue
            length = _SEED
            for one, two in zip(words[start + _SEED :], other[there + _SEED :], strict=False):
                if one != two:
                    break
                length += 1
            yield -length, start, there


def _without_chance(tiles: list[Tile]) -> list[Tile]:
    """Return ``tiles`` without short ones that break the order of the heaviest ordered chain."""
    weights: list[int] = []
    before: list[int] = []
    for number, tile in enumerate(tiles):
        chain = [at for at in range(number) if tiles[at].other_end <= tile.other_start]
        best = max(chain, key=lambda at: weights[at], default=-1)
        before.append(best)
        weights.append(tile.end - tile.start + (weights[best] if best >= 0 else 0))
    at = max(range(len(tiles)), key=lambda number: weights[number], default=-1)
    chained = set()
    while at >= 0:
        chained.add(at)
        at = before[at]
    return [tile for number, tile in enumerate(tiles) if number in chained or tile.end - tile.start >= _MOVED]


def _between(words: Sequence[str], other: Sequence[str], gap: Tile, limits: tuple[int, int]) -> Iterator[Tile]:
    """Yield the tiles in words left over on both sides: equal ones, and short ones for others about as long."""
    longest, replaced = limits
    sizes = gap.end - gap.start, gap.other_end - gap.other_start
    if max(sizes) > longest or min(sizes) == 0:
        return
    here, there = words[gap.start : gap.end], other[gap.other_start : gap.other_end]
    for name, start, end, to, to_end in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        fewer, more = sorted((end - start, to_end - to))
        if name == "equal" or (name == "replace" and more <= min(replaced, 2 * fewer + 1)):
            ends = gap.start + start, gap.start + end, gap.other_start + to, gap.other_start + to_end
            yield Tile(*ends, same=name == "equal")
