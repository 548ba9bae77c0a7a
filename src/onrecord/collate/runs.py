"""Runs: every few words in a row of every passage, told apart by a rolling hash.

They stand in rows (run, passage, place), so that matching is a join of the table with itself on ``run``; here it is
done in memory (:mod:`onrecord.collate.strands`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.alignment import EDITORIAL
from onrecord.collate.columns import Bools, Ints, order_of
from onrecord.collate.passages import Passage

__all__ = ["Hashes", "Runs", "runs_of"]

_BASE = np.uint64(1_000_003)
_SHORTEST = 3  # words of a quotation that can be told from others

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Runs:
    """One row a run: its number, that of its passage, the words in it at which it begins and before which it ends.

    ``quoted`` tells whether all its words stand in quotation marks, ``speakers`` how many names all who say it go by.
    Rows of one passage stand together.
    """

    run: Ints
    passage: Ints
    place: Ints
    end: Ints
    quoted: Bools
    speakers: Ints

    def where(self, rows: Bools | Ints) -> Runs:
        """Return these rows alone."""
        kept = (self.run[rows], self.passage[rows], self.place[rows], self.end[rows], self.quoted[rows])
        return Runs(*kept, self.speakers[rows])

    def parted(self, cuts: Ints, parts: Ints) -> Runs:
        """Return the rows with passages cut in two; a run over the cut is gone.

        Args:
            cuts: for each passage the word before which it is cut, 0 where it is not.
            parts: for each passage the number of its second part.
        """
        cut = cuts[self.passage]
        second = (cut > 0) & (self.place >= cut)
        moved = np.where(second, cut, 0)
        passage = np.where(second, parts[self.passage], self.passage)
        found = Runs(self.run, passage, self.place - moved, self.end - moved, self.quoted, self.speakers)
        found = found.where(second | (cut == 0) | (self.end <= cut))
        return found.where(order_of(found.passage))


class _Hashed(NamedTuple):
    """Rows of runs, as yet known by their hashes."""

    run: Hashes
    passage: Ints
    place: Ints
    end: Ints
    quoted: Bools

    def where(self, rows: Bools) -> _Hashed:
        """Return these rows alone."""
        return _Hashed(self.run[rows], self.passage[rows], self.place[rows], self.end[rows], self.quoted[rows])


class _Numbers(dict[str, int]):
    """A number for each word, from 0 in the order of asking."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def _code(word: str) -> int:
    """Return a code for a word, the same in every process and on every machine."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


class _Line:
    """The words of all passages in one line, as numbers."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        numbers = _Numbers()
        self._passages = passages
        self.sizes = np.fromiter((len(passage.words) for passage in passages), np.int64, len(passages))
        total = int(self.sizes.sum())
        said = chain.from_iterable(passage.words for passage in passages)
        numbered = np.fromiter(map(numbers.__getitem__, said), np.int64, total)
        self._words = np.fromiter(map(_code, numbers), np.uint64)[numbered]
        marks = chain.from_iterable(passage.quoted for passage in passages)
        self._quoted = np.cumsum(np.fromiter(chain([False], marks), np.int64, total + 1))
        self._owner = np.repeat(np.arange(len(passages)), self.sizes)
        self._place = np.arange(total) - (np.cumsum(self.sizes) - self.sizes)[self._owner]

    def runs(self, size: int) -> _Hashed:
        """Return every run of ``size`` words of every passage."""
        count = max(0, len(self._words) - size + 1)
        value = np.zeros(count, np.uint64)
        for shift in range(size):
            value = value * _BASE + self._words[shift : shift + count]
        owner, place = self._owner[:count], self._place[:count]
        rows = np.flatnonzero(owner == self._owner[size - 1 : size - 1 + count])
        quoted = self._quoted[rows + size] - self._quoted[rows] == size
        return _Hashed(value[rows], owner[rows], place[rows], place[rows] + size, quoted)

    def whole(self, runs: _Hashed, size: int) -> Hashes:
        """Return those of the ``runs`` of ``size`` words that are a whole passage, without an editor's words."""
        rows = np.flatnonzero(self.sizes[runs.passage] == size)
        edited = [EDITORIAL in self._passages[number].words for number in runs.passage[rows].tolist()]
        return runs.run[rows[~np.array(edited, dtype=np.bool_)]]


def runs_of(passages: Sequence[Passage], names: Ints, run_words: int) -> Runs:
    """Return every run of ``run_words`` words; equal ones have one number. ``names`` number those of the speakers.

    Passages of three words or more that are shorter than that count as runs, wherever they are printed.
    """
    line = _Line(passages)
    found = [line.runs(run_words)]
    for size in range(_SHORTEST, run_words):
        if size in line.sizes:
            runs = line.runs(size)
            found.append(runs.where(np.isin(runs.run, line.whole(runs, size))))
    together = _Hashed(*(np.concatenate(column) for column in zip(*found, strict=True)))
    number = _numbered(together.run)
    rows = Runs(number, *together[1:], _speakers(number, names[together.passage]))
    return rows.where(order_of(together.passage)) if len(found) > 1 else rows


def _numbered(run: Hashes) -> Ints:
    order = np.argsort(run)
    run = run[order]
    number = np.empty(len(order), np.int64)
    number[order] = np.cumsum(np.append(False, run[1:] != run[:-1])[: len(order)])
    return number


def _speakers(run: Ints, name: Ints) -> Ints:
    """Return for each row how many names all those go by who say its run; 0, of nobody named, is none."""
    count = int(name.max(initial=0)) + 1
    said = np.unique((run * count + name)[name > 0])
    found: Ints = np.bincount(said // count, minlength=int(run.max(initial=-1)) + 1)[run]
    return found
