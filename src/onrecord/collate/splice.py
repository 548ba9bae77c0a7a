"""Splice: where a page joined words of two utterances as if they were one.

The test is that for chimeras in sequence assembly: at the joint (almost) no other witness spans it, witnesses end or
begin on both sides, and they go on differently there. To call a page's quotation spliced is a serious thing to say, so
a single witness on either side is never enough.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.collate.columns import Bools, Columns, Ints, order_of
from onrecord.collate.strands import Pairs, Strands, spread

__all__ = ["Hulls", "hulls", "joints", "suspects"]

_SPANNING = 0.35  # witnesses over a joint, against those that end or begin there
_GOES_ON = 5  # words beyond the joint that are more than another cut
_PHRASE = 2  # shared runs at the rim that may be a phrase by chance
_PHRASES = 10, 8  # the same: one in so many shared runs, but never more than so many
_ALL_BUT = 0.1, 7  # of a passage's runs that one who prints it whole may not share: such a part, not more than so many
_ASKED = 64


@dataclass(frozen=True, slots=True)
class Hulls:
    """Stretches of passages, in words, that other witnesses print too; one entry a passage and witness.

    ``first`` and ``last`` bound it, ``start`` and ``end`` without what may be a phrase by chance at either rim.
    ``before`` and ``after`` tell whether the witness prints other words there.
    """

    passage: Ints
    witness: Ints
    first: Ints
    start: Ints
    end: Ints
    last: Ints
    before: Bools
    after: Bools

    def by_witness(self) -> Hulls:
        """Return one entry for all that passages of one witness cover together."""
        order = order_of(self.passage * (int(self.witness.max(initial=0)) + 1) + self.witness)
        passage, witness = self.passage[order], self.witness[order]
        begins = np.flatnonzero(np.append(1, np.diff(passage) | np.diff(witness))[: len(order)])
        if len(begins) == len(order):
            return self
        return Hulls(
            passage[begins],
            witness[begins],
            np.minimum.reduceat(self.first[order], begins),
            np.minimum.reduceat(self.start[order], begins),
            np.maximum.reduceat(self.end[order], begins),
            np.maximum.reduceat(self.last[order], begins),
            np.logical_and.reduceat(self.before[order], begins),
            np.logical_and.reduceat(self.after[order], begins),
        )


def suspects(links: Pairs, strands: Strands, looked_at: Bools) -> Pairs:
    """Return the links of those passages that few others print whole: it may be that nobody else joins their parts.

    A pair of what is returned is a passage that is ``looked_at`` and one that shares words with it, at most 64 of them,
    from the longest to the shortest.
    """
    count = len(strands.lengths)
    one = np.concatenate([links.one, links.other])
    other = np.concatenate([links.other, links.one])
    shared = np.concatenate([links.shared, links.shared])
    missing = np.minimum(_ALL_BUT[0] * strands.lengths, _ALL_BUT[1])
    whole = np.bincount(one[shared >= (strands.lengths - missing)[one]], minlength=count)
    linked = np.bincount(one, minlength=count)
    suspected = looked_at & (linked - whole >= np.maximum(4, 10 * whole))
    rows = np.flatnonzero(suspected[one])
    rows = rows[order_of(one[rows] * count + other[rows])]
    _, step = spread(np.where(suspected, linked, 0))
    many = np.maximum(linked[one[rows]], _ASKED)
    asked = rows[(step + 1) * _ASKED // many > step * _ASKED // many]
    return Pairs(one[asked], other[asked], shared[asked])


def hulls(pairs: Pairs, strands: Strands, columns: Columns, run_words: int) -> Hulls:
    """Return what the second passage of each pair covers of the first one."""
    pair, row, row_there = strands.common(pairs.one, pairs.other)
    weight = np.minimum(strands.once[row], strands.once[row_there])
    kept = np.flatnonzero(weight)
    pair, row, row_there, weight = pair[kept], row[kept], row_there[kept], weight[kept]
    first, last, there, there_last = (
        strands.first[row],
        strands.last[row],
        strands.first[row_there],
        strands.last[row_there],
    )
    total = np.bincount(pair, weight, len(pairs.one)).astype(np.int64)
    rim = np.maximum(_PHRASE, np.minimum(total // _PHRASES[0], _PHRASES[1]))
    rim = np.minimum(rim, (total - 1) // 2)
    start, start_there = _nth(pair, weight, rim, (first, there))
    longest = int(last.max(initial=0))
    order = order_of(pair * (longest + 1) + longest - last)
    end, end_there = _nth(pair, weight[order], rim, (-last[order], -there_last[order]))
    found = np.flatnonzero(total)
    begins = np.searchsorted(pair, found)
    words, words_there = columns.words[pairs.one[found]], columns.words[pairs.other[found]]
    return Hulls(
        pairs.one[found],
        columns.statement[pairs.other[found]],
        first[begins],
        start,
        np.minimum(run_words - end, words),
        np.minimum(np.maximum.reduceat(last, begins) + run_words if len(begins) else words, words),
        start_there >= _GOES_ON,
        run_words + _GOES_ON - end_there <= words_there,
    ).by_witness()


def _nth(pair: Ints, weight: Ints, rim: Ints, places: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Return for each pair the places of the run before which ``rim`` others stand.

    Rows of so much ``weight`` are sorted by pair and place.
    """
    upto = np.cumsum(weight)
    begins = np.flatnonzero(np.append(1, np.diff(pair))[: len(pair)])
    before = upto[begins] - weight[begins]
    wanted = before + rim[pair[begins]]
    row = np.searchsorted(upto, wanted, side="right")
    step = wanted - (upto[row] - weight[row])
    return places[0][row] + step, places[1][row] + step


def joints(found: Hulls, words: Ints) -> dict[int, int]:
    """Return for each spliced passage the word before which it is.

    Args:
        found: what witnesses cover of the passages.
        words: the number of words of every passage.

    Accepted gaps: a joint that several pages copied from one another is none; a sentence that no other page prints
    stays with the words it was joined to.
    """
    passages, number = np.unique(found.passage, return_inverse=True)
    sizes = words[passages] + 1
    base = np.cumsum(sizes) - sizes
    at, total = base[number], int(sizes.sum())

    def tally(place: Ints, counted: Bools | None = None) -> Ints:
        rows = at + place if counted is None else (at + place)[counted]
        return np.append(0, np.cumsum(np.bincount(rows, minlength=total)))

    owner, place = spread(sizes)
    here, begin, close = base[owner] + place, base[owner], (base + sizes)[owner]
    ends, left, out = (
        (sums[here + 1] - sums[begin]) for sums in (tally(found.end), tally(found.end, found.after), tally(found.end))
    )
    begins, right = (sums[close] - sums[here] for sums in (tally(found.start), tally(found.start, found.before)))
    came = tally(np.minimum(found.start + 1, found.end))
    over = came[here + 1] - came[begin] - out
    rims = np.diff(tally(found.first))[here] + np.diff(tally(found.last))[here]
    fewer, less, more = np.minimum(ends, begins), np.minimum(left, right), np.maximum(left, right)
    # two witnesses on either side are the least; that one side differs is enough where there are three
    possible = (fewer > 1) & (np.where(fewer == 2, less, more) > 0) & (over <= _SPANNING * fewer) & (place > 0)
    rows = np.flatnonzero(possible & (here + 1 < close))
    ratio = over[rows] / fewer[rows]
    rows = rows[np.lexsort((place[rows], -rims[rows], -more[rows], -less[rows], ratio, owner[rows]))]
    best = rows[np.flatnonzero(np.append(1, np.diff(owner[rows]))[: len(rows)])]
    return dict(zip(passages[owner[best]].tolist(), place[best].tolist(), strict=True))
