"""Words of a page → windows the encoder reads: pieces, features and where each word's first piece stands.

A window is whole words, mostly whole paragraphs, with some words of its neighbours on both sides as context. Training
and reading share this file, so a model never sees other input than it was trained on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.text import Quotation

__all__ = ["Case", "Pieces", "Quoted", "Window", "Words", "windows"]

Ints = NDArray[np.int64]
# Pieces of a window's own words, and of the context on its left and right; the encoder was trained with at most 256.
OWN, LEFT, RIGHT = 200, 24, 16


class Case(IntEnum):
    """How a word is written: an uncased encoder is told so."""

    LOWER = 0
    TITLE = 1
    UPPER = 2
    MIXED = 3
    DIGITS = 4
    OTHER = 5


class Quoted(IntEnum):
    """Where a word stands towards quotation marks."""

    OUTSIDE = 0
    INSIDE = 1
    NESTED = 2


@lru_cache(maxsize=50_000)
def case_of(word: str) -> Case:
    """Return how ``word`` is written."""
    if word.islower():
        return Case.LOWER
    if word.isdigit():
        return Case.DIGITS
    if not any(character.isalpha() for character in word):
        return Case.OTHER
    if word.isupper():
        return Case.UPPER if len(word) > 1 else Case.TITLE
    return Case.TITLE if word.istitle() else Case.MIXED


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page (no blanks): how they are written, whether in quotation marks, where lines begin."""

    texts: Sequence[str]
    quoted: Sequence[int]
    opens_line: Sequence[bool]

    @classmethod
    def of(cls, text: str, places: Sequence[tuple[int, int]], quotations: Sequence[Quotation]) -> Words:
        """Gather the words of ``text`` at ``places`` (start and end), in text order."""
        depth = bytearray(len(text) + 1)
        for quotation in quotations:
            mark = Quoted.INSIDE if quotation.level == 0 else Quoted.NESTED
            for span in quotation.spans:
                depth[span.start : span.end] = bytes([mark]) * (span.end - span.start)
        opens = [True] + ["\n" in text[before[1] : place[0]] for before, place in pairwise(places)]
        texts = [text[start:end] for start, end in places]
        return cls(texts, [depth[start] for start, _ in places], opens[: len(places)])


@dataclass(frozen=True, slots=True)
class Window:
    """Input of one run: ``pieces``, ``case`` and ``quoted`` have one entry a piece; ``first`` one a word.

    Words ``start`` to ``end`` of the page are read (context included), ``own_start`` to ``own_end`` are decided here.
    """

    pieces: Ints
    case: Ints
    quoted: Ints
    first: Ints
    start: int
    end: int
    own_start: int
    own_end: int


class Pieces:
    """Word → ids of its pieces, remembered for the words seen last."""

    def __init__(self, tokenizer: Tokenizer, opening: int, separator: int, unknown: int) -> None:
        self.opening, self.separator = opening, separator
        self._tokenizer, self._unknown = tokenizer, unknown
        self.of = lru_cache(maxsize=100_000)(self._of)

    def _of(self, word: str) -> tuple[int, ...]:
        blank = " " if word[:1].isalnum() else ""  # marks and endings stand close to the word before
        ids = tuple(self._tokenizer.encode(blank + word[:100], add_special_tokens=False).ids[:16])
        return ids or (self._unknown,)


def windows(words: Words, pieces: Pieces, own: int = OWN, left: int = LEFT, right: int = RIGHT) -> Iterator[Window]:
    """Cut a page into windows whose own words follow one another without gaps.

    Cuts stand at line ends where the lines are short enough, else at a sentence's end, else anywhere between words.
    """
    page = _Page.of(words, pieces)
    total = page.total
    start = 0
    while start < len(words.texts):
        end = _cut(words, total, start, own)
        first = int(np.searchsorted(total, total[start] - left, "left"))
        last = int(np.searchsorted(total, total[end] + right, "right")) - 1
        yield page.window((first, max(last, end)), (start, end))
        start = end


def _cut(words: Words, total: Ints, start: int, own: int) -> int:
    """The word a window that begins at ``start`` ends before."""
    limit = max(int(np.searchsorted(total, total[start] + own, "right")) - 1, start + 1)
    if limit >= len(words.texts):
        return len(words.texts)
    for at in range(limit, start, -1):
        if words.opens_line[at]:
            return at
    for at in range(limit, start + (limit - start) // 2, -1):
        if words.texts[at - 1] in {".", "!", "?", "”", '."', ".”"}:
            return at
    return limit


@dataclass(frozen=True, slots=True)
class _Page:
    """The input of a whole page, a separator before each word that opens a line.

    ``total`` [words + 1] is how many entries stand before each word and its separator.
    """

    pieces: Ints
    case: Ints
    quoted: Ints
    total: Ints
    opens: Ints
    opening: int
    separator: int

    @classmethod
    def of(cls, words: Words, pieces: Pieces) -> _Page:
        ids = [pieces.of(text) for text in words.texts]
        opens = np.asarray(words.opens_line, np.int64)
        size = np.fromiter((len(one) for one in ids), np.int64, len(ids)) + opens
        total = np.concatenate([[0], np.cumsum(size)])
        separators = total[:-1][opens == 1]
        case, quoted = np.repeat(_ints(list(map(case_of, words.texts))), size), np.repeat(_ints(words.quoted), size)
        case[separators], quoted[separators] = Case.OTHER, Quoted.OUTSIDE
        flat = np.full(int(total[-1]), pieces.separator, np.int64)
        own = np.ones(len(flat), bool)
        own[separators] = False
        flat[own] = np.fromiter(chain.from_iterable(ids), np.int64)
        return cls(flat, case, quoted, total, opens, pieces.opening, pieces.separator)

    def window(self, reach: tuple[int, int], own: tuple[int, int]) -> Window:
        """The words of ``reach``, those of ``own`` to be decided; no separator before the first of them."""
        places = self.total[reach[0] : reach[1]] + self.opens[reach[0] : reach[1]]
        start, end = int(places[0]), int(self.total[reach[1]])

        def framed(values: Ints, first: int, last: int) -> Ints:
            return np.concatenate([[first], values[start:end], [last]])

        pieces = framed(self.pieces, self.opening, self.separator)
        case, quoted = framed(self.case, Case.OTHER, Case.OTHER), framed(self.quoted, 0, 0)
        return Window(pieces, case, quoted, places - start + 1, *reach, *own)


def _ints(values: Sequence[int]) -> Ints:
    return np.asarray(values, np.int64)
