"""Rims: whether what is printed goes on where a quotation begins and ends."""

from __future__ import annotations

import re

from onrecord.check.match import Match
from onrecord.check.units import Unit, Wording
from onrecord.language import Turns
from onrecord.text import DOUBLE_MARKS, SINGLE_MARKS, folded

__all__ = ["Rims"]

_ENDED = re.compile(r"[.!?…\n]")
_MARKS = DOUBLE_MARKS | SINGLE_MARKS
_LONGEST_PHRASE = 5  # words of a limiting phrase
_LEAD = 6  # words before a quotation among which a negation is looked for
_BESIDE = 60  # characters of the draft that hold about as many


class Rims:
    """What stands before the first and after the last words of a match, on the same page and by the same speaker.

    ``trimmed``: one of them is in the middle of a printed sentence. ``goes_on``: the last one is. ``limit``: the
    limiting phrase that is printed right after the last one, in the sentence or at the head of the next. ``lead``:
    how many words before the first one a negation stands in its clause, where the quotation begins with that word and
    the draft has no negation before it; else 0.

    Accepted gaps: the full stop of an abbreviation passes for the end of a sentence; a limit before the words ("if",
    "only") is not seen, nor a negation in the clause before, nor one more than six words away.
    """

    def __init__(self, found: Match, turns: Turns) -> None:
        first, end = found.reach
        unit = found.unit
        self.goes_on = _goes_on(unit, end)
        self.trimmed = self.goes_on or _goes_on(unit, first)
        opening = found.tiles[0]
        cut = found.in_order and not opening.start and not _negates(found.quotation, turns)
        self.lead = _lead(unit, opening.other_start, turns) if cut else 0
        self.limit = ""
        if 0 < end < len(unit.words) and unit.quoted[end] == unit.quoted[end - 1]:
            opens = not self.goes_on
            self.limit = " ".join(turns.limit(unit.words[end : end + _LONGEST_PHRASE], opens=opens))


def _lead(unit: Unit, first: int, turns: Turns) -> int:
    """How far before ``first`` a negation stands, back to a mark, a word that joins, or the sixth word; 0 for none."""
    for word in range(first, max(first - _LEAD, 0), -1):
        if not _goes_on(unit, word) or unit.between(word).strip() or unit.words[word - 1] in turns.joining:
            return 0
        if turns.negates(unit.words[word - 1]):
            return first - word + 1
    return 0


def _negates(quotation: Wording, turns: Turns) -> bool:
    """Whether the draft has a negation of its own right before the quotation ("did not “approve the sale”")."""
    start = quotation.spans[0].start
    before = _ENDED.split(quotation.text[max(0, start - _BESIDE) : start])[-1]
    return any(map(turns.negates, folded(before)[-_LEAD:]))


def _goes_on(unit: Unit, word: int) -> bool:
    """Whether a word and the one before it stand in one printed sentence, as parts of one quotation."""
    if not 0 < word < len(unit.words) or unit.quoted[word - 1] != unit.quoted[word]:
        return False
    between = unit.between(word)
    if word in unit.joints:
        return False
    if word in unit.breaks:
        ended = _ENDED.search(unit.text, unit.ends[word - 1], min(unit.ends[word - 1] + 2, unit.starts[word]))
        return not ended and unit.text[unit.starts[word]].islower()
    return not _ENDED.search(between) and not any(mark in _MARKS for mark in between.strip())
