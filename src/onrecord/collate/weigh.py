"""Weigh: which readings of an utterance differ in a number, a name, a negation or a modal verb."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from onrecord.collate.rebuild import Pages
from onrecord.language import Printed, Turns, differing
from onrecord.model import Change, Place, Reading, Substantive, Utterance, Witness
from onrecord.text import folded

__all__ = ["weighed"]

_OTHER_WORDS = frozenset({Change.REWORDED, Change.PARAPHRASED})
_DROPPED = 2  # words left out without a mark; a negation among no more than these turns the sentence
_MARKED = re.compile(r"[^\s,;:.!?–—-]|\.\s?\.")  # dots, brackets, quotation marks, words of a tag

_Key = tuple[str, str]

_Part = tuple[int, int, int]
"""Where something printed starts and ends, and the number of its place."""


def weighed(utterance: Utterance, pages: Pages, turns: Turns) -> Utterance:
    """Return an utterance with the substantives of its readings and witnesses.

    A reading of other words is compared with the text of its place. A witness has the substantives of its readings, and
    those of a negation or modal verb that stands among one or two words it leaves out and nothing in print shows it.
    """
    places = tuple([_weighed_place(place, pages, turns) for place in utterance.places])
    found: defaultdict[_Key, set[Substantive]] = defaultdict(set)
    for place in places:
        for reading in place.readings:
            if reading.substantives:
                found[reading.article, reading.statement].update(reading.substantives)
    eliding = {(one.article, one.statement) for one in utterance.witnesses if Change.ELIDED in one.changes}
    lines = [folded(place.text) for place in places] if eliding else []
    for key, printed in _printed(places, eliding).items():
        found[key].update(_dropped(pages[key[0]].article.text, sorted(printed), lines, turns))
    if not any(found.values()):
        return replace(utterance, places=places)
    witnesses = tuple(_with(witness, found[witness.article, witness.statement]) for witness in utterance.witnesses)
    return replace(utterance, places=places, witnesses=witnesses)


def _printed(places: Sequence[Place], keys: Set[_Key]) -> dict[_Key, list[_Part]]:
    """Return where each of some witnesses prints which places."""
    found: dict[_Key, list[_Part]] = {key: [] for key in keys}
    for number, place in enumerate(places) if keys else ():
        for reading in place.readings:
            if (key := (reading.article, reading.statement)) in keys:
                found[key].append((reading.span.start, reading.span.end, number))
    return found


def _with(witness: Witness, found: Iterable[Substantive]) -> Witness:
    substantives = _in_order(found)
    return replace(witness, substantives=substantives) if substantives else witness


def _in_order(found: Iterable[Substantive]) -> tuple[Substantive, ...]:
    kinds = set(found)
    return tuple(kind for kind in Substantive if kind in kinds)


def _weighed_place(place: Place, pages: Pages, turns: Turns) -> Place:
    if not any(reading.change in _OTHER_WORDS for reading in place.readings):
        return place
    source = next(reading for reading in place.readings if reading.text == place.text)
    base = Printed(pages[source.article].article.text, (source.span,), turns)
    return replace(place, readings=tuple(_weighed_reading(one, base, pages, turns) for one in place.readings))


def _weighed_reading(reading: Reading, base: Printed, pages: Pages, turns: Turns) -> Reading:
    if reading.change not in _OTHER_WORDS:
        return reading
    own = Printed(pages[reading.article].article.text, (reading.span,), turns)
    return replace(reading, substantives=tuple(differing(own, base)))


def _dropped(text: str, printed: list[_Part], lines: list[list[str]], turns: Turns) -> Iterator[Substantive]:
    """Yield what weighs among a word or two that a page leaves out between places it prints side by side."""
    for (_, end, number), (start, _, following) in pairwise(printed):
        if following <= number + 1 or end > start or _MARKED.search(text, end, start):
            continue
        left_out = [word for line in lines[number + 1 : following] for word in line]
        if len(left_out) <= _DROPPED:
            if any(map(turns.negates, left_out)):
                yield Substantive.NEGATION
            if any(map(turns.modal, left_out)):
                yield Substantive.MODAL
