"""Omit: which witnesses say themselves, with dots, that they left something out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from onrecord.collate.passages import Passage

__all__ = ["omitting"]

_OMISSION = re.compile(r"…|\.\s?\.\s?\.")

_Witness = tuple[str, str]
_Gap = tuple[str, str]


def omitting(passages: Iterable[Passage]) -> set[_Witness]:
    """Return the witnesses, as (article, statement), whose dots stand for something left out.

    Dots that others print between the same two words are the speaker's pause, unless one prints the two words without
    dots. ``passages`` are those of one utterance.
    """
    members = list(passages)
    dotted: defaultdict[_Gap, Counter[_Witness]] = defaultdict(Counter)
    for passage in members:
        for gap in _dotted(passage):
            dotted[gap][passage.article, passage.statement] += 1
    adjacent: defaultdict[_Gap, set[_Witness]] = defaultdict(set)
    for passage in members if dotted else ():
        for gap in dotted.keys() & pairwise(passage.words):
            adjacent[gap].add((passage.article, passage.statement))
    return {
        witness
        for gap, counts in dotted.items()
        for witness, count in counts.items()
        if adjacent[gap] == {witness} or any(counts[other] < count for other in adjacent[gap])
    }


def _dotted(passage: Passage) -> Iterator[_Gap]:
    """Yield the words before and after each "…" inside a passage; those of an editor's bracket are the editor's."""
    found = list(_OMISSION.finditer(passage.text, passage.span.start, passage.span.end))
    starts, ends = passage.edges() if found else ([], [])
    for dots in found:
        word = bisect_right(starts, dots.start())
        if 0 < word < len(starts) and ends[word - 1] <= dots.start():
            yield passage.words[word - 1], passage.words[word]
