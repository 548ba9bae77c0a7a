"""Splice: where a page joined words of two utterances as if they were one.

The test is that for chimeras in sequence assembly: at the joint (almost) no other witness spans it, witnesses end or
begin on both sides, and they go on differently there. To call a page's quotation spliced is a serious thing to say, so
a single witness on either side is never enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from onrecord.collate.match import Prints

__all__ = ["Hull", "hull", "joint"]

_SPANNING = 0.35  # witnesses over a joint, against those that end or begin there
_GOES_ON = 5  # words beyond the joint that are more than another cut
_PHRASE = 2  # shared runs at the rim that may be a phrase by chance


@dataclass(frozen=True, slots=True)
class Hull:
    """The stretch of a passage, in words, that a witness prints too.

    ``first`` and ``last`` bound it, ``start`` and ``end`` without what may be a phrase by chance at either rim.
    ``before`` and ``after`` tell whether the witness prints other words there.
    """

    first: int
    start: int
    end: int
    last: int
    before: bool
    after: bool

    def __or__(self, other: Hull) -> Hull:
        """Return the stretch that two passages of one witness cover together."""
        return Hull(
            min(self.first, other.first),
            min(self.start, other.start),
            max(self.end, other.end),
            max(self.last, other.last),
            self.before and other.before,
            self.after and other.after,
        )


def hull(mine: Prints, theirs: Prints, run_words: int, words: tuple[int, int]) -> Hull:
    """Return the stretch of a passage that another covers, by the fingerprints and the number of words of either.

    They share a run at least.
    """
    runs = mine.keys() & theirs.keys()
    here = sorted([mine[run] for run in runs])
    there = sorted([theirs[run] for run in runs])
    rim = min(_PHRASE, (len(here) - 1) // 2)
    return Hull(
        here[0],
        here[rim],
        min(here[-1 - rim] + run_words, words[0]),
        min(here[-1] + run_words, words[0]),
        there[rim] >= _GOES_ON,
        there[-1 - rim] + run_words + _GOES_ON <= words[1],
    )


def joint(words: int, hulls: Iterable[Hull]) -> int:
    """Return the word before which a passage of so many ``words`` is spliced, 0 if nowhere.

    Accepted gaps: a joint that several pages copied from one another is none; a sentence that no other page prints
    stays with the words it was joined to.
    """
    # Tallies by word: witnesses that end, begin, go on elsewhere, lie over it, or have their very rim there.
    ends, begins, left, right, over, rims = ([0] * (words + 1) for _ in range(6))
    for found in hulls:
        ends[found.end] += 1
        begins[found.start] += 1
        left[found.end] += found.after
        right[found.start] += found.before
        over[min(found.start + 1, found.end)] += 1
        over[found.end] -= 1
        rims[found.first] += 1
        rims[found.last] += 1
    ends, left, over = (list(accumulate(tally)) for tally in (ends, left, over))
    begins, right = (list(accumulate(reversed(tally)))[::-1] for tally in (begins, right))
    best = (_SPANNING, 0, 0, 0, 0)
    for at in range(1, words):
        fewer = min(ends[at], begins[at])
        differ = sorted((left[at], right[at]))
        # two witnesses on either side are the least; that one side differs is enough where there are three
        if fewer > 1 and differ[0 if fewer == 2 else 1]:
            best = min(best, (over[at] / fewer, -differ[0], -differ[1], -rims[at], at))
    return best[-1]
