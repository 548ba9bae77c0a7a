"""Match: where a unit prints words of a quotation, and how the two differ there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from onrecord.alignment import EDITORIAL, Tile, align, seeds_of
from onrecord.check.units import Unit, Wording
from onrecord.model import Span

__all__ = ["Difference", "Match", "joined", "match", "own_words", "part", "words_at"]

_SHORT = 12  # words of a quotation that two equal words in a row are enough to find
_ENOUGH = 0.6  # of a quotation's words; where fewer are found, pairs of words are looked for too
_APART = 60  # words between two stretches of one place
_RIM = 2  # words more than are missing at a rim that are looked at there
_PAIR = 2  # words in a row that tell where two short wordings are the same
_OMISSION = re.compile(r"…|\.\s?\.\s?\.|\[\s*\]")


@dataclass(frozen=True, slots=True)
class Difference:
    """Words ``start`` to ``end`` of a quotation against words ``other_start`` to ``other_end`` of a unit.

    One of the two may be empty. ``marked`` tells whether the quotation has dots or empty brackets there.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    marked: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A quotation beside a unit: the ``tiles`` of equal words in the order of the quotation, and what differs."""

    quotation: Wording
    unit: Unit
    tiles: tuple[Tile, ...]
    differences: tuple[Difference, ...] = field(default=())

    @property
    def same(self) -> int:
        """How many words are equal."""
        return sum(tile.end - tile.start for tile in self.tiles)

    @property
    def share(self) -> float:
        """How many of the quotation's own words are equal, in [0, 1]."""
        return self.same / max(self.quotation.own, 1)

    @property
    def in_order(self) -> bool:
        """Whether the unit prints the stretches in the order of the quotation."""
        return all(one.other_end <= two.other_start for one, two in pairwise(self.tiles))

    @property
    def quoted(self) -> float:
        """How many of the equal words the page prints as the speaker's own, in [0, 1]."""
        marked = sum(self.unit.quoted[at] for tile in self.tiles for at in range(tile.other_start, tile.other_end))
        return marked / max(self.same, 1)

    @property
    def reach(self) -> tuple[int, int]:
        """The first and, exclusive, the last word of the unit that is among the equal ones."""
        return min(tile.other_start for tile in self.tiles), max(tile.other_end for tile in self.tiles)

    @property
    def printed(self) -> tuple[int, int]:
        """The same with the words of the unit that other words of the quotation stand for."""
        first, end = self.reach
        replaced = [each for each in self.differences if each.other_end > each.other_start]
        starts, ends = [each.other_start for each in replaced], [each.other_end for each in replaced]
        return min([first, *starts]), max([end, *ends])

    def missing(self, least: int) -> Iterator[range]:
        """Yield the stretches of at least ``least`` words of the quotation that the unit has not."""
        at = 0
        for start, end in [*((t.start, t.end) for t in self.tiles), (len(self.quotation.words),) * 2]:
            if start - at >= least:
                yield range(at, start)
            at = end


def match(quotation: Wording, unit: Unit) -> Match | None:
    """Return a quotation beside a unit, ``None`` where they share no stretch of words."""
    found = None
    if not quotation.rows.isdisjoint(unit.seeds):
        found = _best(quotation, unit, align(quotation.words, unit.words, unit.seeds))
    if len(quotation.words) <= _SHORT and (found is None or found.share < _ENOUGH):
        again = _best(quotation, unit, align(quotation.words, unit.words, unit.pairs, _PAIR))
        if again and (found is None or again.same > found.same):
            found = again
    if found is None:
        return None
    found = _with_rims(found)
    return replace(found, differences=tuple(_differences(found)))


def _with_rims(found: Match) -> Match:
    """Return a match with single equal words before its first and after its last stretch, looked for close by."""
    words, unit = found.quotation.words, found.unit.words
    first, last = found.tiles[0], found.tiles[-1]
    start = max(0, first.other_start - first.start - _RIM) if first.start else first.other_start
    tail = len(words) - last.end
    end = min(len(unit), last.other_end + tail + _RIM) if tail else last.other_end
    if not found.in_order or (start, end) == found.reach:
        return found
    near = unit[start:end]
    again = [
        Tile(tile.start, tile.end, tile.other_start + start, tile.other_end + start)
        for tile in align(words, near, seeds_of(near, _PAIR), _PAIR)
        if tile.same
    ]
    closer = replace(found, tiles=tuple(again))
    return closer if closer.tiles and closer.in_order and closer.same > found.same else found


def joined(found: Match, more: Match, first: int) -> Match:
    """Return a match with the tiles of another one in the same unit, made of the quotation's words from ``first``."""
    moved = (replace(tile, start=tile.start + first, end=tile.end + first) for tile in more.tiles)
    both = replace(found, tiles=tuple(sorted([*found.tiles, *moved])))
    return replace(both, differences=tuple(_differences(both)))


def part(quotation: Wording, words: range) -> Wording:
    """Return the words of a stretch of a quotation as a quotation of its own."""
    first, end = words.start, words.stop
    return replace(
        quotation,
        starts=quotation.starts[first:end],
        ends=quotation.ends[first:end],
        words=quotation.words[first:end],
        breaks=frozenset(at - first for at in quotation.breaks if first < at < end),
    )


def _best(quotation: Wording, unit: Unit, tiles: Iterable[Tile]) -> Match | None:
    """Return the tiles of equal words that stand near each other: of all such sets the one of most words."""
    equal = sorted((tile for tile in tiles if tile.same), key=lambda tile: tile.other_start)
    sets: list[list[Tile]] = []
    for tile in equal:
        if sets and tile.other_start - sets[-1][-1].other_end <= _APART:
            sets[-1].append(tile)
        else:
            sets.append([tile])
    made = [Match(quotation, unit, tuple(sorted(near))) for near in sets]
    return max(made, key=lambda found: found.same, default=None)


def _differences(found: Match) -> Iterator[Difference]:
    """Yield what differs before, between and after the stretches of equal words."""
    words, tiles = found.quotation.words, found.tiles
    if tiles[0].start:
        reach = max(tiles[0].other_start - tiles[0].start, 0)
        yield Difference(0, tiles[0].start, reach, tiles[0].other_start, marked=False)
    for one, two in pairwise(tiles):
        other = one.other_end, max(two.other_start, one.other_end)
        if two.start > one.end or other[0] < other[1]:
            yield Difference(one.end, two.start, *other, marked=_is_marked(found.quotation, one.end, two.start))
    last = tiles[-1]
    if last.end < len(words):
        reach = min(last.other_end + len(words) - last.end, len(found.unit.words))
        yield Difference(last.end, len(words), last.other_end, reach, marked=False)


def _is_marked(quotation: Wording, first: int, end: int) -> bool:
    """Whether dots or empty brackets stand where words are left out of a quotation before word ``first``.

    A word further off counts too: what is left out may begin or end with the very word that stands at its rim.
    """
    start = quotation.ends[max(first - 2, 0)]
    stop = quotation.starts[min(end + 1, len(quotation.starts) - 1)]
    return _OMISSION.search(quotation.text, start, stop) is not None


def words_at(unit: Wording, first: int, end: int) -> tuple[Span, ...]:
    """Return the spans of words of a unit, those that stand in one stretch as one."""
    spans: list[Span] = []
    for at in range(first, end):
        if spans and at not in unit.breaks and at > first:
            spans[-1] = Span(spans[-1].start, unit.ends[at])
        else:
            spans.append(Span(unit.starts[at], unit.ends[at]))
    return tuple(spans)


def own_words(wording: Wording, first: int, end: int) -> list[str]:
    """Return the words of a stretch that are no editor's."""
    return [word for word in wording.words[first:end] if word != EDITORIAL]
