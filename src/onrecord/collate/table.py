"""Table: the wordings of one utterance word under word, as in the collation tables of textual criticism.

A column holds the words that stand for each other. The order of columns is that of the first wording; what others
print besides stands next to the words they print it with.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import accumulate, pairwise

from onrecord.alignment import EDITORIAL, Seeds, align, seeds_of

__all__ = ["Wording", "tabulate"]

_REPLACED = 4  # words that an editor's bracket may stand for

Wording = tuple[str, ...]


def tabulate(wordings: Mapping[Wording, Collection[int]]) -> dict[Wording, list[int]]:
    """Return for each wording the number of the place that each of its words belongs to.

    A place is a longest stretch of columns that the same wordings print without a break; places are numbered in the
    order of the columns. The wording that gives the order stands first. What an editor alone wrote is at the first
    place.

    Args:
        wordings: each wording with the numbers of those words before which a place has to end.
    """
    table = _Table()
    waiting = [wording for wording in wordings if any(word != EDITORIAL for word in wording)]
    while waiting:
        left = [wording for wording in waiting if not table.add(wording)]
        if len(left) == len(waiting):
            table.add(left.pop(0), anyway=True)
        waiting = left
    return {wording: [0] * len(wording) for wording in wordings} | table.places(wordings)


class _Table:
    """Columns in their order, and for each wording the column of each word."""

    def __init__(self) -> None:
        self._order: list[int] = []  # columns, by number
        self._words: list[str] = []  # the word that each column began with
        self._rows: dict[Wording, list[int]] = {}  # the column of each word of the speaker's own
        self._spanned: dict[Wording, set[int]] = {}  # columns in the place of which a wording prints fewer words
        self._line: list[str] = []
        self._seeds: Seeds = {}

    def add(self, wording: Wording, *, anyway: bool = False) -> bool:
        """Set a wording under the others; ``False`` if it shares no three words in a row with them."""
        own = [word for word in wording if word != EDITORIAL]
        tiles = align(own, self._line, self._seeds)
        if self._order and not tiles and not anyway:
            return False
        at = [-1] * len(own)
        spanned: set[int] = set()
        for tile in tiles:
            for word in range(tile.start, tile.end):
                at[word] = min(tile.other_start + word - tile.start, tile.other_end - 1)
            spanned.update(self._order[tile.other_start + tile.end - tile.start : tile.other_end])
        row = [self._order[place] if place >= 0 else -1 for place in at]
        if -1 in row:
            self._insert(own, at, row)
        self._rows[wording] = row
        self._spanned[wording] = spanned
        return True

    def _insert(self, own: list[str], at: list[int], row: list[int]) -> None:
        """Give words without a column new ones, right after the word before or else right before the word after."""
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
        self._line = [self._words[column] for column in self._order]
        self._seeds = seeds_of(self._line)

    def places(self, breaks: Mapping[Wording, Collection[int]]) -> dict[Wording, list[int]]:
        """Return for each wording the place of each word; a place ends before the words of ``breaks``."""
        rank = {column: number for number, column in enumerate(self._order)}
        rows: dict[Wording, list[int]] = {}
        printed = [0] * (len(rank) + 1)  # the wordings that print a column, one bit each
        seams: set[int] = set()
        for number, (wording, columns) in enumerate(self._rows.items()):
            spanned = {rank[column] for column in self._spanned[wording]}
            row = rows[wording] = _with_editorials(
                wording, [rank[column] for column in columns], spanned, breaks[wording]
            )
            for column in spanned.union(row):
                printed[column] |= 1 << number
            seams |= {row[0], row[-1] + 1}
            for one, two in pairwise(row):
                if one != two and not (one < two and spanned.issuperset(range(one + 1, two))):
                    seams |= {one + 1, two}
            seams.update(row[word] for word in breaks[wording] if row[word] > row[word - 1])
        seams.discard(0)
        seams.update(column for column in range(1, len(rank)) if printed[column] != printed[column - 1])
        numbers = list(accumulate(column in seams for column in range(len(rank))))
        return {wording: [numbers[column] for column in row] for wording, row in rows.items()}


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
