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


def omitting(passages: Iterable[tuple[Passage, str]]) -> set[_Witness]:
    """Return the witnesses, as (article, statement), whose dots stand for something left out.

    Dots that others print between the same two words are the speaker's pause, unless one prints the two words without
    dots. ``passages`` are those of one utterance, each with the text of its page.
    """
    members = list(passages)
    dotted: defaultdict[_Gap, Counter[_Witness]] = defaultdict(Counter)
    for passage, text in members:
        for gap in _dotted(passage, text):
            dotted[gap][passage.article, passage.statement] += 1
    adjacent: defaultdict[_Gap, set[_Witness]] = defaultdict(set)
    for passage, _ in members if dotted else ():
        for gap in pairwise(passage.words):
            if gap in dotted:
                adjacent[gap].add((passage.article, passage.statement))
    return {
        witness
        for gap, counts in dotted.items()
        for witness, count in counts.items()
        if adjacent[gap] == {witness} or any(counts[other] < count for other in adjacent[gap])
    }


def _dotted(passage: Passage, text: str) -> Iterator[_Gap]:
    """Yield the words before and after each "…" inside a passage; those of an editor's bracket are the editor's."""
    for dots in _OMISSION.finditer(text, passage.starts[0], passage.ends[-1]):
        word = bisect_right(passage.starts, dots.start())
        if passage.ends[word - 1] <= dots.start():
            yield passage.words[word - 1], passage.words[word]
