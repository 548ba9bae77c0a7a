"""Reported: which places of an utterance an indirect report of it is about; its words stay out of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from onrecord.alignment import align, seeds_of, token_words
from onrecord.collate.rebuild import Pages
from onrecord.model import Change, Utterance
from onrecord.text import folded

__all__ = ["with_reports"]

_FEWEST = 3  # words in common with a place


def with_reports(utterance: Utterance, pages: Pages) -> Utterance:
    """Return an utterance whose paraphrased witnesses name the places that they report, by number.

    A place is reported by whoever has three of its words in a row, or more words between such. Witnesses that print
    words of a place themselves, marks and all, have readings and name none.
    """
    quoting = {(one.article, one.statement) for place in utterance.places for one in place.readings}
    if all((one.article, one.statement) in quoting for one in utterance.witnesses):
        return utterance
    line = [(word, number) for number, place in enumerate(utterance.places) for word in folded(place.text)]
    words = [word for word, _ in line]
    seeds = seeds_of(words)
    witnesses = []
    for one in utterance.witnesses:
        if Change.PARAPHRASED in one.changes and (one.article, one.statement) not in quoting:
            text = pages[one.article].article.text
            own = [word for span in one.spans for word in token_words(text, span)]
            tiles = [tile for tile in align(own, words, seeds) if tile.same]
            shared = Counter(line[at][1] for tile in tiles for at in range(tile.other_start, tile.other_end))
            witnesses.append(replace(one, reports=tuple(_enough(shared))))
        else:
            witnesses.append(one)
    return replace(utterance, witnesses=tuple(witnesses))


def _enough(shared: Counter[int]) -> Iterator[int]:
    least = min(_FEWEST, max(shared.values(), default=0))
    yield from sorted(number for number, count in shared.items() if count >= least)
