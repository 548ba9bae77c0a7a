"""Rims: whether what is printed goes on where a quotation begins and ends."""

from __future__ import annotations

import re

from onrecord.check.match import Match
from onrecord.check.units import Unit
from onrecord.language import Turns
from onrecord.text import DOUBLE_MARKS, SINGLE_MARKS

__all__ = ["Rims"]

_ENDED = re.compile(r"[.!?…\n]")
_MARKS = DOUBLE_MARKS | SINGLE_MARKS
_LONGEST_PHRASE = 5  # words of a limiting phrase


class Rims:
    """What stands before the first and after the last words of a match, on the same page and by the same speaker.

    ``trimmed``: one of them is in the middle of a printed sentence. ``goes_on``: the last one is. ``limit``: the
    limiting phrase that is printed right after the last one, in the sentence or at the head of the next.

    Accepted gap: the full stop of an abbreviation passes for the end of a sentence.
    """

    def __init__(self, found: Match, turns: Turns) -> None:
        first, end = found.reach
        unit = found.unit
        self.goes_on = _goes_on(unit, end)
        self.trimmed = self.goes_on or _goes_on(unit, first)
        self.limit = ""
        if 0 < end < len(unit.words) and unit.quoted[end] == unit.quoted[end - 1]:
            opens = not self.goes_on
            self.limit = " ".join(turns.limit(unit.words[end : end + _LONGEST_PHRASE], opens=opens))


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
