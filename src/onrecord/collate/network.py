"""Network: passages linked by the words they share, with the spliced ones cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np

from onrecord.collate.columns import Bools, Columns, Ints, order_of
from onrecord.collate.match import alike, are_short, days_apart, may_be_one, said_again, tell_enough
from onrecord.collate.passages import Passage
from onrecord.collate.runs import runs_of
from onrecord.collate.splice import hulls, joints, suspects
from onrecord.collate.strands import Pairs, Strands

__all__ = ["Network"]

_NEARLY = 0.8  # of the words of two short quotations
_LITTLE = 0.25  # of the shorter one's runs
_WEEK = 7.0  # days after which a link counts half


class Network:
    """Passages, longest first, and the pairs of them that share enough words; spliced passages are cut."""

    def __init__(self, passages: Iterable[Passage], run_words: int) -> None:
        self.passages: list[Passage] = sorted(passages, key=lambda passage: passage.rank)
        self._run_words = run_words
        self._columns = Columns.of(self.passages)
        self._runs = runs_of(self.passages, self._columns.name, run_words)
        strands = Strands(self._runs, len(self.passages))
        self._quoted = self._in_marks()
        self._lengths = strands.lengths
        self._again: list[Pairs] = []
        self._links = Pairs.joined([self._verified(pairs, strands) for pairs in strands.pairs(self._columns.first)])
        looked_at = ~self._columns.transcript  # which joins nothing, however little of it anybody else prints at once
        while cuts := self._joints(strands, looked_at):
            strands = self._cut(cuts)
            looked_at = np.zeros(len(self.passages), dtype=np.bool_)
            looked_at[[*cuts, *range(len(self.passages) - len(cuts), len(self.passages))]] = True

    @property
    def _quotes(self) -> Bools:
        """Whether a passage quotes so much amid reported words that it is compared as a quotation."""
        return self._columns.told & (self._columns.verbatim < self._columns.words)

    def _in_marks(self) -> Strands | None:
        """Return the strands of what quotations amid reported words quote, if there are any."""
        own = self._runs.run[self._runs.quoted & self._quotes[self._runs.passage]]
        if not len(own):
            return None
        return Strands(self._runs.where(self._runs.quoted & np.isin(self._runs.run, own)), len(self.passages))

    def _as_quotations(self, one: Ints, other: Ints) -> Bools:
        """Whether both of a pair are quotations, and one of them stands amid reported words."""
        whole, quotes = ~self._columns.told, self._quotes
        return (quotes[one] & (whole | quotes)[other]) | (whole[one] & quotes[other])

    def _shorter(self, one: Ints, other: Ints) -> Ints:
        """Return how many runs the shorter of each pair has; of two quotations those in quotation marks alone count."""
        lengths = self._lengths
        plain = np.minimum(lengths[one], lengths[other])
        if self._quoted is None:
            return plain
        lengths = np.where(self._quotes, np.maximum(self._quoted.lengths, 1), lengths)
        return np.where(self._as_quotations(one, other), np.minimum(lengths[one], lengths[other]), plain)

    def _verified(self, pairs: Pairs, strands: Strands) -> Pairs:
        """Return those pairs that may print one utterance, with what they share in quotation marks if both quote."""
        one, other, quoted = pairs.one, pairs.other, self._as_quotations(pairs.one, pairs.other)
        rows = np.flatnonzero(quoted)
        pairs.shared[rows] = self._quoted.shared(one[rows], other[rows]) if self._quoted else 0
        reported = self._columns.told[one] & self._columns.told[other] & ~quoted
        pairs_alike = alike(self._columns, pairs, self._shorter(one, other), reported)
        pairs_alike |= self._nearly_same(pairs, ~pairs_alike & are_short(self._columns, one, other))
        pairs = pairs.where(np.flatnonzero(pairs_alike & (pairs.shared > 0)))
        may = may_be_one(self._columns, pairs.one, pairs.other)
        self._again.append(self._repeated(pairs.where(~may), strands))
        pairs = pairs.where(may)
        return pairs.where(self._no_set_phrase(pairs, strands))

    def _no_set_phrase(self, pairs: Pairs, strands: Strands) -> Bools:
        """Whether pairs of which one side is reported share more than a set phrase, or no side is."""
        rows = np.flatnonzero(self._columns.told[pairs.one] | self._columns.told[pairs.other])
        asked, more = pairs.where(rows), np.ones(len(pairs.one), np.bool_)
        quotations, telling = self._as_quotations(asked.one, asked.other), strands.told(asked.one, asked.other)
        more[rows] = tell_enough(self._columns, asked, telling, quotations)
        return more

    def _repeated(self, pairs: Pairs, strands: Strands) -> Pairs:
        """Return those pairs that print one wording of one speaker, as of two times."""
        most = 2 * pairs.shared >= self._shorter(pairs.one, pairs.other)
        pairs = pairs.where(most & said_again(self._columns, pairs.one, pairs.other))
        telling, none = strands.told(pairs.one, pairs.other), np.zeros(len(pairs.one), np.bool_)
        return pairs.where(tell_enough(self._columns, pairs, telling, none))

    def _nearly_same(self, pairs: Pairs, asked: Bools) -> Bools:
        """Whether pairs, of those that are asked for, have most words in common, in the same order."""
        found = np.zeros(len(asked), np.bool_)
        for row in np.flatnonzero(asked).tolist():
            one, other = (self.passages[number].words for number in (pairs.one[row], pairs.other[row]))
            if min(len(one), len(other)) >= _NEARLY * max(len(one), len(other)):
                found[row] = SequenceMatcher(None, one, other, autojunk=False).ratio() >= _NEARLY
        return found

    def _joints(self, strands: Strands, looked_at: np.ndarray) -> dict[int, int]:
        found: dict[int, int] = {}
        for asked in suspects(self._links, strands, looked_at).some():
            found |= joints(hulls(asked, strands, self._columns, self._run_words), self._columns.words)
        return found

    def _cut(self, cuts: dict[int, int]) -> Strands:
        """Cut passages, each before a word, and link the parts anew to what the whole was linked to.

        Returns:
            the strands of the parts and of all they may be linked to.
        """
        count = len(self.passages)
        at, part = np.zeros(count, np.int64), np.zeros(count, np.int64)
        for number, word in cuts.items():
            passage = self.passages[number]
            at[number], part[number] = word, len(self.passages)
            self.passages[number] = passage.part(0, word)
            self.passages.append(passage.part(word, len(passage.words)))
        self._runs = self._runs.parted(at, part)
        self._columns = self._columns.parted(np.fromiter(cuts, np.int64), self.passages)
        self._quoted = self._in_marks()
        self._again = [pairs.where((at[pairs.one] == 0) & (at[pairs.other] == 0)) for pairs in self._again]
        touched = (at[self._links.one] > 0) | (at[self._links.other] > 0)
        one, other = _with_parts(self._links.where(touched), at, part)
        near = np.zeros(len(self.passages), dtype=np.bool_)
        near[one] = near[other] = True
        strands = Strands(self._runs.where(near[self._runs.passage]), len(self.passages))
        self._lengths = np.where(near, strands.lengths, np.append(self._lengths, np.zeros(len(cuts), np.int64)))
        fresh = self._verified(Pairs(one, other, strands.shared(one, other)), strands)
        self._links = Pairs.joined([self._links.where(~touched), fresh])
        return strands

    def weights(self) -> list[dict[int, float]]:
        """Return for each passage what its links count: shared² / shorter, less with the days between."""
        one, other = self._links.one, self._links.other
        days = np.maximum(days_apart(self._columns, one, other), 0)
        weight = self._links.shared**2 / self._shorter(one, other) / (1 + days / _WEEK)
        both, against = np.concatenate([one, other]), np.concatenate([other, one])
        order = order_of(both * len(self.passages) + against)
        bounds = np.searchsorted(both[order], np.arange(len(self.passages) + 1)).tolist()
        links, counts = against[order].tolist(), np.concatenate([weight, weight])[order].tolist()
        return [dict(zip(links[start:end], counts[start:end], strict=True)) for start, end in pairwise(bounds)]

    def little(self) -> dict[int, set[int]]:
        """Return for quotations those others that share few runs with them."""
        links, told = self._links, self._columns.told
        quotations = ~(told[links.one] | told[links.other])
        few = quotations & (links.shared < _LITTLE * self._shorter(links.one, links.other))
        return _both_ways([links.where(few)])

    def repeats(self) -> dict[int, set[int]]:
        """Return for quotations those others that have most of their words, of the same speaker at another time."""
        return _both_ways(self._again)


def _both_ways(pairs: Iterable[Pairs]) -> dict[int, set[int]]:
    """Return who is paired with each."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for some in pairs:
        for one, other in zip(some.one.tolist(), some.other.tolist(), strict=True):
            found[one].add(other)
            found[other].add(one)
    return dict(found)


def _with_parts(links: Pairs, at: Ints, part: Ints) -> tuple[Ints, Ints]:
    """Return the pairs of passages that links stand for once passages are cut: each part with each."""
    one, other = links.one, links.other
    sides = [(one, other), (part[one], other), (one, part[other]), (part[one], part[other])]
    cut_one, cut_other = at[one] > 0, at[other] > 0
    kept = [np.ones(len(one), np.bool_), cut_one, cut_other, cut_one & cut_other]
    pairs = [(first[rows], second[rows]) for (first, second), rows in zip(sides, kept, strict=True)]
    return np.concatenate([first for first, _ in pairs]), np.concatenate([second for _, second in pairs])
