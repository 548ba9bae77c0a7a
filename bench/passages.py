"""One interview in two pages, cut differently and in another order: is it put together as a reader would?"""

from __future__ import annotations

import json
from typing import Any

from bench.corpora import ROOT, fingerprint
from bench.gate import Result
from onrecord.config import Config
from onrecord.engine import note_all
from onrecord.model import Article, Place, Reading, Span, Utterance
from onrecord.pipeline import collate, read
from onrecord.text import words

__all__ = ["FILES", "measure"]

FILES = ("stories/gold.jsonl", "stories/fragments.json")
_PAGES = {"A": "story-a", "B": "story-b"}


def measure() -> Result:
    """Note and collate the pages, and compare the places with the fragments a reader found; every figure is a share.

    ``shared_words``: words both print that stand aligned in one place. ``one_sided``: fragments of one page alone that
    stand so. ``clean``: readings that hold nothing but the interview. ``order``: passages that say their order is not
    known. ``apart``: pairs of fragments that belong to different passages and do stand apart.
    """
    config = Config()
    articles = [item for item in read([str(ROOT / FILES[0])], config) if isinstance(item, Article)]
    names = {article.id: article.name for article in articles}
    wanted = json.loads((ROOT / FILES[1]).read_text(encoding="utf-8"))
    texts = {article.name: article.text for article in articles}
    notes = list(note_all(articles, config))
    nested = {statement.id for item in notes for statement in item.statements if statement.inside}
    utterances = [u for u in collate(notes, config) if _holds(u, wanted, names, nested)]
    places = [place for utterance in utterances for place in utterance.places]
    shared = [fragment for fragment in wanted["fragments"] if fragment["A"] and fragment["B"]]
    total = sum(fragment["words_A"] for fragment in shared)
    figures = {
        "shared_words": sum(_aligned(fragment, places, names, texts) for fragment in shared) / total,
        "one_sided": _one_sided(wanted, places, names),
        "clean": _clean(wanted, places, names, texts),
        "order": sum(bool(utterance.order) for utterance in utterances) / len(wanted["fullest"]),
        "apart": float(len(utterances) == len(wanted["fullest"])),
    }
    return Result("one-interview", fingerprint(*FILES), figures)


def _ranges(wanted: dict[str, Any], name: str) -> list[Span]:
    side = next(side for side, page in _PAGES.items() if page == name)
    return [Span(*fragment[side]) for fragment in wanted["fragments"] if fragment[side]]


def _holds(utterance: Utterance, wanted: dict[str, Any], names: dict[str, str], nested: set[str]) -> bool:
    """Whether an utterance is the interview's: a statement that is not nested prints one of its fragments."""
    return any(
        reading.statement not in nested and outer.contains(reading.span)
        for place in utterance.places
        for reading in place.readings
        if names[reading.article] in _PAGES.values()
        for outer in _ranges(wanted, names[reading.article])
    )


def _of(place: Place, name: str, names: dict[str, str]) -> list[Reading]:
    return [reading for reading in place.readings if names[reading.article] == name]


def _aligned(fragment: dict[str, Any], places: list[Place], names: dict[str, str], texts: dict[str, str]) -> int:
    """Words of a fragment that stand opposite each other in one place."""
    first, second = Span(*fragment["A"]), Span(*fragment["B"])
    count = 0
    for place in places:
        for a in _of(place, _PAGES["A"], names):
            for b in _of(place, _PAGES["B"], names):
                pairs = zip(words(texts[_PAGES["A"]], a.span), words(texts[_PAGES["B"]], b.span), strict=False)
                count += sum(
                    x.folded == y.folded and first.contains(x.span) and second.contains(y.span) for x, y in pairs
                )
    return count


def _one_sided(wanted: dict[str, Any], places: list[Place], names: dict[str, str]) -> float:
    """Share of fragments printed by one page whose words stand in places of that page alone."""
    alone = [
        (side, Span(*f[side])) for f in wanted["fragments"] for side in _PAGES if f[side] and not (f["A"] and f["B"])
    ]
    good = 0
    for side, span in alone:
        holding = [
            place for place in places for reading in _of(place, _PAGES[side], names) if reading.span.overlaps(span)
        ]
        good += bool(holding) and all({names[r.article] for r in place.readings} == {_PAGES[side]} for place in holding)
    return good / len(alone)


def _clean(wanted: dict[str, Any], places: list[Place], names: dict[str, str], texts: dict[str, str]) -> float:
    """Share of readings in which every word belongs to a fragment."""
    readings = [r for place in places for r in place.readings if names[r.article] in _PAGES.values()]
    good = 0
    for reading in readings:
        name = names[reading.article]
        ranges = _ranges(wanted, name)
        good += all(any(o.contains(word.span) for o in ranges) for word in words(texts[name], reading.span))
    return good / len(readings) if readings else 0.0
