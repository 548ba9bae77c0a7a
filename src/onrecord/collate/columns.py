"""Columns: what is known of passages beside their words, as arrays, so that many pairs are judged at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.collate.passages import Passage

__all__ = ["Bools", "Columns", "Floats", "Ints", "order_of"]

_FEWEST = 5  # quoted words that are compared as a quotation

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Columns:
    """One entry a passage; articles, statements and names are numbers that are equal where the things are.

    ``first`` and ``last`` are the days (proleptic ordinals) on which it may have been said, where any are ``known``;
    ``dated`` tells that the page says so;
    ``told`` passages are reported, wholly or in part;
    ``verbatim`` counts the words of the speaker's own that a reported passage is compared by;
    ``name`` counts ``names``, of which the one numbered 0 is no name at all; ``described`` tells that the page calls
    the speaker something else ("an official").
    """

    article: Ints
    statement: Ints
    start: Ints
    end: Ints
    words: Ints
    verbatim: Ints
    name: Ints
    names: tuple[frozenset[str], ...]
    described: Bools
    nested: Bools
    indirect: Bools
    told: Bools
    transcript: Bools
    known: Bools
    dated: Bools
    first: Ints
    last: Ints

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Columns:
        """Return the columns of ``passages``, in their order."""
        names: dict[frozenset[str], int] = {frozenset(): 0}
        articles: dict[str, int] = {}
        statements: dict[tuple[str, str], int] = {}
        days = [passage.days or (0, 0) for passage in passages]
        return cls(
            article=_ints(articles.setdefault(one.article, len(articles)) for one in passages),
            statement=_ints(statements.setdefault((one.article, one.statement), len(statements)) for one in passages),
            start=_ints(one.span.start for one in passages),
            end=_ints(one.span.end for one in passages),
            words=_ints(len(one.words) for one in passages),
            verbatim=_ints(_verbatim(one) for one in passages),
            name=_ints(names.setdefault(one.name, len(names)) for one in passages),
            names=tuple(names),
            described=np.array([bool(one.speaker and not one.name) for one in passages], dtype=np.bool_),
            nested=np.array([one.nested for one in passages], dtype=np.bool_),
            indirect=np.array([one.indirect for one in passages], dtype=np.bool_),
            told=np.array([not one.whole for one in passages], dtype=np.bool_),
            transcript=np.array([one.transcript for one in passages], dtype=np.bool_),
            known=np.array([one.days is not None for one in passages], dtype=np.bool_),
            dated=np.array([one.dated for one in passages], dtype=np.bool_),
            first=_ints(first for first, _ in days),
            last=_ints(last for _, last in days),
        )

    def parted(self, cut: Ints, passages: Sequence[Passage]) -> Columns:
        """Return the columns once passages are cut in two.

        Args:
            cut: the numbers of those that are cut.
            passages: the passages as they are now, second parts at the end in the order of ``cut``.
        """
        rows = np.concatenate([np.arange(len(self.words)), cut])
        changed = [*cut.tolist(), *range(len(self.words), len(rows))]
        start, end, words, verbatim = self.start[rows], self.end[rows], self.words[rows], self.verbatim[rows]
        start[changed] = [passages[number].span.start for number in changed]
        end[changed] = [passages[number].span.end for number in changed]
        words[changed] = [len(passages[number].words) for number in changed]
        verbatim[changed] = [_verbatim(passages[number]) for number in changed]
        return Columns(
            article=self.article[rows],
            statement=self.statement[rows],
            start=start,
            end=end,
            words=words,
            verbatim=verbatim,
            name=self.name[rows],
            names=self.names,
            described=self.described[rows],
            nested=self.nested[rows],
            indirect=self.indirect[rows],
            told=self.told[rows],
            transcript=self.transcript[rows],
            known=self.known[rows],
            dated=self.dated[rows],
            first=self.first[rows],
            last=self.last[rows],
        )


def _verbatim(passage: Passage) -> int:
    """Return how many words stand in quotation marks; all, where none or hardly any do."""
    count = sum(passage.quoted)
    return count if count >= _FEWEST else len(passage.words)


def _ints(numbers: Iterable[Any]) -> Ints:
    return np.fromiter(numbers, np.int64)


def order_of(keys: Ints) -> Ints:
    """Return the rows in ascending order of ``keys``, none of them negative; of equal ones the earlier row is first.

    Numbers are sorted several times as fast as rows by them, so each row is packed into its key where there is room.
    """
    bits = max(len(keys) - 1, 1).bit_length()
    if len(keys) and int(keys.max()) >> (63 - bits):
        return np.argsort(keys, kind="stable")
    packed: Ints = np.sort((keys << bits) | np.arange(len(keys)))
    packed &= (1 << bits) - 1
    return packed
