"""Beside: how much of the transcript of the same words each report prints, where it cuts, and what it cuts off."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.alignment import token_words
from onrecord.collate.page import Page
from onrecord.collate.rebuild import Pages
from onrecord.language import Turns
from onrecord.model import ArticleKind, Beside, Change, Span, Utterance, Witness
from onrecord.text import words

__all__ = ["beside_transcript"]

_LONGEST_PHRASE = 5  # words of a limiting phrase
_ENDS = frozenset(".!?…")
_LEFT_OUT = frozenset({Change.TRIMMED, Change.ELIDED})

_Key = tuple[str, str]
_Printed = Mapping[int, Span]
"""Number of a place → where it is printed."""


def beside_transcript(utterance: Utterance, pages: Pages, turns: Turns) -> Utterance:
    """Return an utterance with its reports measured against the turn of a transcript that prints most of their words.

    Without a transcript nothing changes. A report that shares no place with a turn (a paraphrase) is not measured. The
    only turn left nothing out, whatever else reports print: it is measured against nobody.

    Accepted gap: a limiting clause before the words ("If …, we will") is not seen.
    """
    spoken = {
        (witness.article, witness.statement)
        for witness in utterance.witnesses
        if pages[witness.article].article.kind is ArticleKind.TRANSCRIPT
    }
    if not spoken:
        return utterance
    printed: defaultdict[_Key, dict[int, Span]] = defaultdict(dict)
    for number, place in enumerate(utterance.places):
        for reading in place.readings:
            printed[reading.article, reading.statement].setdefault(number, reading.span)
    turns_of = {key: _Turn(pages[key[0]], key[1], printed[key]) for key in sorted(spoken)}
    witnesses = []
    for witness in utterance.witnesses:
        key = witness.article, witness.statement
        held = Counter({turn: turn.count(printed[key]) for turn in turns_of.values()} if key not in spoken else {})
        turn, count = held.most_common(1)[0] if held else (None, 0)
        found = turn.beside(printed[key], turns) if turn and count else None
        if spoken == {key}:
            witnesses.append(_as_spoken(witness))
        else:
            witnesses.append(replace(witness, beside=found) if found else witness)
    return replace(utterance, witnesses=tuple(witnesses))


def _as_spoken(turn: Witness) -> Witness:
    changes = tuple(change for change in turn.changes if change not in _LEFT_OUT)
    return replace(turn, changes=changes or (Change.IDENTICAL,))


@dataclass(frozen=True, eq=False)
class _Turn:
    """A turn of a transcript, and where it prints which places."""

    page: Page
    statement: str
    printed: _Printed

    def count(self, report: _Printed) -> int:
        """Return how many of its words a report prints."""
        return sum(self._words(self.printed[number]) for number in report if number in self.printed)

    def beside(self, report: _Printed, turns: Turns) -> Beside:
        """Return how a report stands beside it."""
        held = sorted(number for number in report if number in self.printed)
        cuts = tuple(self._cuts(held))
        stops = [self.printed[number].end for number, after in pairwise([*held, -1]) if after != number + 1]
        return Beside(
            self.page.article.id,
            self.statement,
            self.count(report),
            sum(map(self._words, self.page.statements[self.statement].spans)),
            cuts,
            tuple(found for stop in stops if (found := self._limit(stop, turns))),
        )

    def _words(self, span: Span) -> int:
        return len(token_words(self.page.article.text, span))

    def _cuts(self, held: Sequence[int]) -> Iterator[Span]:
        """Yield what is left out between the places that a report has."""
        for one, two in pairwise(held):
            between = [self.printed[number] for number in range(one + 1, two) if number in self.printed]
            if between:
                yield Span(between[0].start, between[-1].end)

    def _limit(self, stop: int, turns: Turns) -> Span | None:
        """Return the limiting phrase that the turn goes on with where a report stops."""
        text = self.page.article.text
        goes_on = [span for span in self.page.statements[self.statement].spans if span.start <= stop < span.end]
        if not goes_on:
            return None
        after = []
        for word in words(text, Span(stop, goes_on[0].end)):
            after.append(word)
            if len(after) == _LONGEST_PHRASE:
                break
        if not after:
            return None
        opens = bool(_ENDS & set(text[stop - 1 : after[0].span.start]))
        phrase = turns.limit([word.folded for word in after], opens=opens)
        return Span(after[0].span.start, after[len(phrase) - 1].span.end) if phrase else None
