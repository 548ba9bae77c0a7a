"""Judge: the verdict on a quotation beside one printing, with what weighs in the words that differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.alignment import EDITORIAL
from onrecord.check.match import Difference, Match, own_words
from onrecord.check.rims import Rims
from onrecord.check.units import Unit, Wording
from onrecord.language import Printed, Turns, differing
from onrecord.model import Span, Substantive
from onrecord.text import DOUBLE_MARKS, SINGLE_MARKS
from onrecord.verdicts import Remark, Verdict

__all__ = ["QUOTED", "RANK", "Judged", "judge"]

QUOTED = 0.8
"""Share of the words that a page must print as the speaker's own; one word may lie beside a mark."""

_FEW = 2  # words; a negation that is left out with no more than these turns a sentence, it does not shorten it
_MARKS = str.maketrans("", "", "".join(DOUBLE_MARKS | SINGLE_MARKS))

RANK = {verdict: number for number, verdict in enumerate(Verdict)}
"""How far from verbatim a verdict is."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A match with its verdict; ``limit`` is the limiting phrase that follows or is left out, as printed.

    ``weighs`` tells of the words that differ whether a number, a name, a negation or a modal verb is among them;
    ``other`` are the words that the quotation has and the page has not. ``spliced`` is the match that the rest of the
    words come from, ``lead`` how many words before the first one the page has from a negation on that is cut off.
    """

    found: Match
    verdict: Verdict
    weighs: frozenset[Remark] = frozenset()
    other: tuple[Span, ...] = ()
    limit: str = ""
    spliced: Match | None = None
    lead: int = 0

    @property
    def share(self) -> float:
        """How many of the quotation's own words are found, in both places of a splice together, in [0, 1]."""
        both = self.found.same + (self.spliced.same if self.spliced else 0)
        return both / max(self.found.quotation.own, 1)

    @property
    def nearness(self) -> tuple[int, float]:
        """Sorts the nearest printing first."""
        return RANK[self.verdict], -self.share


def judge(found: Match, turns: Turns) -> Judged:
    """Return the verdict on a match by its worst difference.

    Accepted gaps: a limiting clause that is left out before the quotation ("If …, we will") is not seen; a word that
    is capitalised at the head of a sentence on both sides counts as no name.
    """
    verdicts, weighs, other = {_characters(found)}, set[Remark](), list[Span]()
    for each in found.differences:
        worst = _of_difference(found, each, turns)
        verdicts.add(worst)
        if worst is Verdict.REWORDED:
            weighs |= set(_weighing(found, each, turns))
        other += [Span(found.quotation.starts[at], found.quotation.ends[at]) for at in range(each.start, each.end)]
    if not found.in_order:
        verdicts.add(Verdict.REORDERED)
    rims = Rims(found, turns)
    if rims.lead:
        verdicts.add(Verdict.REWORDED)
        weighs.add(Remark.NEGATION)
    if rims.trimmed:
        verdicts.add(Verdict.CUT if rims.limit and rims.goes_on else Verdict.TRIMMED)
    limit = rims.limit or next((phrase for each in found.differences if (phrase := _left_out(found, each, turns))), "")
    verdict = Verdict.INDIRECT if found.quoted < QUOTED else max(verdicts, key=RANK.__getitem__)
    return Judged(found, verdict, frozenset(weighs), tuple(other), limit, lead=rims.lead)


def _characters(found: Match) -> Verdict:
    """Return whether the equal words are so to the character, with the same marks between them.

    Blanks do not count, nor the marks at a tag, which are the page's own.
    """
    quotation, unit = found.quotation, found.unit
    for tile in found.tiles:
        for at, there in zip(range(tile.start, tile.end), range(tile.other_start, tile.other_end), strict=True):
            if not _same_word(quotation, at, unit, there):
                return Verdict.TYPOGRAPHY
            if at > tile.start and not _same_marks(quotation, at, unit, there):
                return Verdict.TYPOGRAPHY
    return Verdict.VERBATIM


def _same_word(quotation: Wording, at: int, unit: Unit, there: int) -> bool:
    printed = unit.text[unit.starts[there] : unit.ends[there]]
    return quotation.text[quotation.starts[at] : quotation.ends[at]] == printed


def _same_marks(quotation: Wording, at: int, unit: Unit, there: int) -> bool:
    mine, theirs = quotation.between(at), unit.between(there)
    if there in unit.breaks or at in quotation.breaks:
        return True
    if "\n" in theirs or "\n" in mine:  # a paragraph repeats the opening mark
        mine, theirs = mine.translate(_MARKS), theirs.translate(_MARKS)
    return mine.split() == theirs.split() and bool(mine.strip() or mine.isspace() == theirs.isspace())


def _of_difference(found: Match, each: Difference, turns: Turns) -> Verdict:
    here = own_words(found.quotation, each.start, each.end)
    there = own_words(found.unit, each.other_start, each.other_end)
    brackets = each.end - each.start > len(here)
    if here:
        only_editors = not there and each.other_end > each.other_start
        return Verdict.BRACKETED if only_editors else Verdict.REWORDED
    if brackets:
        return Verdict.BRACKETED
    if not there:
        return Verdict.TYPOGRAPHY
    if each.marked:
        return Verdict.ELIDED
    return Verdict.REWORDED if len(there) <= _FEW and any(map(turns.negates, there)) else Verdict.DROPPED


def _weighing(found: Match, each: Difference, turns: Turns) -> Iterator[Remark]:
    """Yield what weighs among words that stand for others.

    At a rim of the quotation other words of the page may only stand beside it: a number or name of one side alone does
    not count there.
    """
    here = _own(found.quotation, each.start, each.end, turns)
    there = _own(found.unit, each.other_start, each.other_end, turns)
    at_rim = not each.start or each.end == len(found.quotation.words)
    both = {
        Substantive.NUMBER: bool(here.numbers) and bool(there.numbers),
        Substantive.NAME: bool(here.names and there.names),
    }
    for kind in differing(here, there):
        if not at_rim or both.get(kind, True):
            yield Remark(kind.value)


def _own(wording: Wording, first: int, end: int, turns: Turns) -> Printed:
    """Words of a stretch that are no editor's, to be weighed."""
    own = [at for at in range(first, end) if wording.words[at] != EDITORIAL]
    return Printed(wording.text, tuple(Span(wording.starts[at], wording.ends[at]) for at in own), turns)


def _left_out(found: Match, each: Difference, turns: Turns) -> str:
    """Return the limiting phrase that words left out begin with."""
    if each.end > each.start or each.other_end == each.other_start:
        return ""
    opens = any(mark in found.unit.between(each.other_start) for mark in ".!?") if each.other_start else True
    return " ".join(turns.limit(found.unit.words[each.other_start : each.other_end], opens=opens))
