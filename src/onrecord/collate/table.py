"""Table: the wordings of one utterance word under word, as in the collation tables of textual criticism.

A column holds the words that stand for each other. The order of columns is that of the first wording; what others
print besides stands next to the words they print it with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from types import MappingProxyType

import numpy as np

from onrecord.alignment import EDITORIAL, Seeds, align, seeds_of
from onrecord.collate.columns import Bools, Ints

__all__ = ["Part", "Wording", "tabulate"]

_ROW = 3  # words in a row that are more than chance
_REPLACED = 4  # words that an editor's bracket may stand for

Wording = tuple[str, ...]

Part = tuple[int, int, int]
"""The number of a place, and from which word to which (exclusive) a wording prints it."""


def tabulate(
    wordings: Mapping[Wording, Collection[int]],
    alone: Mapping[Wording, tuple[Wording, Wording]] = MappingProxyType({}),
) -> dict[Wording, list[Part]]:
    """Return for each wording its parts, in its own order, each with the place that it belongs to.

    A place is a longest stretch of columns that the same wordings print without a break; places are numbered in the
    order of the columns. The wording that gives the order stands first. What an editor alone wrote is at the first
    place.

    Args:
        wordings: each wording with the numbers of those words before which a place has to end.
        alone: those that are no printing of what the others print, each with what is said before and after it.
    """
    table = _Table()
    own = [wording for wording in wordings if wording.count(EDITORIAL) < len(wording)]
    waiting = [wording for wording in own if wording not in alone]
    while waiting:
        left = [wording for wording in waiting if not table.add(wording)]
        if len(left) == len(waiting):
            table.add_alone(left.pop(0), (), ())
        waiting = left
    for wording in own:
        if wording in alone:
            table.add_alone(wording, *alone[wording])
    return {wording: [(0, 0, len(wording))] for wording in wordings} | table.parts(wordings)


class _Table:
    """Columns in their order, and for each wording the column of each word."""

    def __init__(self) -> None:
        self._order: list[int] = []  # columns, by number
        self._words: list[str] = []  # the word that each column began with
        self._rows: dict[Wording, list[int]] = {}  # the column of each word of the speaker's own
        self._spanned: dict[Wording, set[int]] = {}  # columns in the place of which a wording prints fewer words
        self._aligned: dict[Wording, str] = {}  # wordings with words of their own in a column, each as one string
        self._line: list[str] = []
        self._printed = ""  # the line with a blank before and after each word
        self._seeds: Seeds | None = None  # those of the line, once they are asked for

    def add_alone(self, wording: Wording, before: Wording, after: Wording) -> None:
        """Set a wording in columns of its own: behind the one before it, else before the one after it, else last.

        Where another wording goes on without a break there it stands last, or first: what it left out is not known.
        """
        start = len(self._order)
        if before in self._rows:
            start = self._order.index(self._rows[before][-1]) + 1
            start = len(self._order) if self._is_inside(start) else start
        elif after in self._rows:
            start = self._order.index(self._rows[after][0])
            start = 0 if self._is_inside(start) else start
        own = [word for word in wording if word != EDITORIAL]
        self._rows[wording] = list(range(len(self._words), len(self._words) + len(own)))
        self._spanned[wording] = set()
        self._order[start:start] = self._rows[wording]
        self._words += own
        self._set_line()

    def _is_inside(self, place: int) -> bool:
        """Whether a wording prints the columns on both sides of a place one after the other."""
        if not 0 < place < len(self._order):
            return False
        sides = self._order[place - 1], self._order[place]
        return any(pair == sides for row in self._rows.values() for pair in pairwise(row))

    def add(self, wording: Wording) -> bool:
        """Set a wording under the others; ``False`` if it shares no three words in a row with them."""
        own = [word for word in wording if word != EDITORIAL] if EDITORIAL in wording else wording
        start = self._printed.find(f" {' '.join(own)} ") if len(own) >= _ROW else -1
        if start >= 0:  # it is a stretch of the line: no need to align it
            first = self._printed.count(" ", 0, start)
            self._rows[wording] = self._order[first : first + len(own)]
            self._spanned[wording] = set()
            return True
        return self._stands_in_another(wording, own) or self._align(wording, own)

    def _stands_in_another(self, wording: Wording, own: Sequence[str]) -> bool:
        """Set a wording where another one has the same words, if one has them all in a row."""
        printed = f" {' '.join(own)} "
        for other, line in self._aligned.items() if len(own) >= _ROW else ():
            start = line.find(printed)
            if start >= 0:
                first = line.count(" ", 0, start)
                row = self._rows[wording] = self._rows[other][first : first + len(own)]
                self._spanned[wording] = self._behind(set(row), self._spanned[other])
                return True
        return False

    def _behind(self, columns: set[int], spanned: set[int]) -> set[int]:
        """Return those of the ``spanned`` columns that stand behind one of ``columns``, with no other between."""
        found: set[int] = set()
        stands_behind = False
        for column in self._order if spanned else ():
            if column in spanned and stands_behind:
                found.add(column)
            elif column not in spanned:
                stands_behind = column in columns
        return found

    def _align(self, wording: Wording, own: Sequence[str]) -> bool:
        if self._seeds is None:
            self._seeds = seeds_of(self._line)
        tiles = align(own, self._line, self._seeds)
        if self._order and not tiles:
            return False
        at = [-1] * len(own)
        spanned: set[int] = set()
        for tile in tiles:
            size, there = tile.end - tile.start, range(tile.other_start, tile.other_end)
            at[tile.start : tile.end] = [*there[:size], *[there[-1]] * (size - len(there))]
            spanned.update(self._order[tile.other_start + size : tile.other_end])
        row = [self._order[place] if place >= 0 else -1 for place in at]
        if -1 in row:
            self._insert(own, at, row)
        self._rows[wording] = row
        self._spanned[wording] = spanned
        self._aligned[wording] = f" {' '.join(own)} "
        return True

    def _insert(self, own: Sequence[str], at: list[int], row: list[int]) -> None:
        """Give words without a column new ones, right after the word before or else right before the word after."""
        if not self._order:
            self._order[:], self._words[:], row[:] = range(len(own)), own, range(len(own))
            self._set_line()
            return
        new: list[tuple[int, list[int]]] = []
        for word, text in enumerate(own):
            if row[word] >= 0:
                continue
            if word and at[word - 1] < 0:
                new[-1][1].append(len(self._words))
            else:
                known = at[word - 1] + 1 if word else next((place for place in at if place >= 0), len(self._order))
                new.append((known, [len(self._words)]))
            row[word] = len(self._words)
            self._words.append(text)
        for place, columns in sorted(new, reverse=True):
            self._order[place:place] = columns
        self._set_line()

    def _set_line(self) -> None:
        self._line = [self._words[column] for column in self._order]
        self._printed = f" {' '.join(self._line)} "
        self._seeds = None

    def parts(self, breaks: Mapping[Wording, Collection[int]]) -> dict[Wording, list[Part]]:
        """Return the parts of each wording; a place ends before the words of ``breaks``."""
        places = [0] * len(self._order)
        for place, column in enumerate(self._order):
            places[column] = place
        place_of = places.__getitem__
        spanned = {wording: set(map(place_of, columns)) for wording, columns in self._spanned.items() if columns}
        rows = {wording: list(map(place_of, columns)) for wording, columns in self._rows.items()}
        for wording, row in rows.items():
            if EDITORIAL in wording:
                row[:] = _with_editorials(wording, row, spanned.setdefault(wording, set()), breaks[wording])
        lines = _Lines(list(rows.values()), len(places))
        for number, wording in enumerate(self._rows):
            lines.add(number, spanned.get(wording, ()), breaks[wording])
        return dict(zip(self._rows, lines.parts(), strict=True))


class _Lines:
    """The columns that each of several wordings prints, one line after the other."""

    def __init__(self, rows: list[list[int]], width: int) -> None:
        sizes = np.array([len(row) for row in rows], np.int64)
        self._columns: Ints = np.fromiter(chain.from_iterable(rows), np.int64, sizes.sum())
        self._owner: Ints = np.repeat(np.arange(len(rows)), sizes)
        self._ends: Ints = np.cumsum(sizes)
        self._starts: Ints = self._ends - sizes
        self._last: Ints = self._columns[self._ends - 1] if len(rows) else self._ends
        self._width = width + 2  # so that the last column of one line and the first of the next are no neighbours
        self._seams: Bools = np.zeros(width + 1, np.bool_)
        self._spanned: list[tuple[int, Collection[int]]] = []
        step = np.diff(self._columns)
        turns = np.flatnonzero((step != 0) & (step != 1) & (np.diff(self._owner) == 0)).tolist()
        self._turns: defaultdict[int, list[int]] = defaultdict(list)
        for owner, at in zip(self._owner[turns].tolist(), turns, strict=True):
            self._turns[owner].append(at)

    def add(self, number: int, spanned: Collection[int], breaks: Collection[int]) -> None:
        """Take note of the columns that a line spans with fewer words, and of the words before which it breaks."""
        if spanned:
            self._spanned.append((number, spanned))
            while self._last[number] + 1 in spanned:
                self._last[number] += 1
        for at in self._turns[number]:
            one, two = self._columns[at : at + 2].tolist()
            if one > two or not all(column in spanned for column in range(one + 1, two)):
                self._seams[[one + 1, two]] = True
        for word in breaks:
            before, after = self._columns[self._starts[number] + word - 1 :][:2].tolist()
            self._seams[after] |= after > before

    def parts(self) -> Iterator[list[Part]]:
        """Yield for each line its parts."""
        if not len(self._ends):
            return
        self._mark_rims()
        numbers = np.cumsum(self._seams[:-1])[self._columns]
        edges = np.flatnonzero(np.append(1, np.diff(numbers) | np.diff(self._owner)))
        number, owner = numbers[edges].tolist(), self._owner[edges]
        first = (edges - self._starts[owner]).tolist()
        end = (np.append(edges[1:], len(numbers)) - self._starts[owner]).tolist()
        found = list(zip(number, first, end, strict=True))
        for start, stop in pairwise(np.searchsorted(owner, np.arange(len(self._ends) + 1)).tolist()):
            yield found[start:stop]

    def _mark_rims(self) -> None:
        """Mark where a line begins and ends, and where the columns that it prints or spans do."""
        spanned = [number * self._width + np.array(list(columns), np.int64) for number, columns in self._spanned]
        cells = np.sort(np.concatenate([self._owner * self._width + self._columns, *spanned]))
        gaps = np.diff(cells) > 1
        self._seams[cells[np.append(True, gaps)] % self._width] = True
        self._seams[cells[np.append(gaps, True)] % self._width + 1] = True
        self._seams[self._columns[self._starts]] = True
        self._seams[self._last + 1] = True
        self._seams[0] = False


def _with_editorials(wording: Wording, own: list[int], spanned: set[int], breaks: Collection[int]) -> list[int]:
    """Return the columns of all words: an editor's bracket stands where the words are that it replaces.

    Where it replaces none it stands with the word before it, at the start or after a break with the word after it.
    ``spanned`` takes up the columns that it replaces.
    """
    row: list[int] = []
    left = iter([*own, own[-1]])
    after = next(left)
    for number, word in enumerate(wording):
        if word != EDITORIAL:
            row.append(after)
            after = next(left)
            continue
        before = row[-1] if row else after
        replaced = range(before + 1, after)
        if 0 < len(replaced) <= _REPLACED:
            spanned.update(replaced)
            before += 1
        elif number in breaks:
            before = after
        row.append(before)
    return row
