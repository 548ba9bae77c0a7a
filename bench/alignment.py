"""Words: which words of two printings stand for the same words, against what the printings were made from."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

from bench.corpora import ROOT, fingerprint
from bench.gate import Result
from onrecord.alignment import EDITORIAL, align, seeds_of, tokens
from onrecord.model import Span

__all__ = ["FILES", "measure"]

FILES = ("data/quotes/n1000.notes.jsonl.gz", "data/quotes/n1000.gold.jsonl.gz")
PAIRS = 40  # of each utterance
_GOLD_WORD = re.compile(r"[A-Za-z0-9]+(?:['’\-][A-Za-z0-9]+)*|\$?\d[\d,.]*")  # as the gold counts words
_MOVED = {"reorder", "splice"}

Words = list[tuple[str, int]]
"""Folded words of a printing, each with the number of the gold's word that it is part of."""


def measure() -> Result:
    """Align up to 40 pairs of printings of each utterance; ``moved`` are those with moved or joined parts."""
    scores = {name: _Score() for name in ("all", "moved", "difflib/all", "difflib/moved")}
    for one, other in _pairs():
        kinds = ["all", "moved"] if _MOVED & {*one["ops"], *other["ops"]} else ["all"]
        gold = _gold(one, other)
        for name, method in (("", _own), ("difflib/", _difflib)):
            found = {(one["words"][a][1], other["words"][b][1]) for a, b in method(*(_folded(x) for x in (one, other)))}
            for kind in kinds:
                scores[name + kind].add(found, gold)
    figures = {f"words_f/{name}": scores[name].f for name in ("all", "moved")}
    print(f"\nwords aligned by difflib: {scores['difflib/all'].f:.4f}, moved {scores['difflib/moved'].f:.4f}")
    return Result("quotes-1k-words", fingerprint(*FILES), figures)


class _Score:
    """Pairs of words found, right and wanted."""

    def __init__(self) -> None:
        self.found = self.right = self.wanted = 0

    def add(self, found: set[tuple[int, int]], gold: set[tuple[int, int]]) -> None:
        self.found += len(found)
        self.right += len(found & gold)
        self.wanted += len(gold)

    @property
    def f(self) -> float:
        return 2 * self.right / (self.found + self.wanted)


def _pairs() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    printed: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    with gzip.open(ROOT / FILES[1], "rt", encoding="utf-8") as stream:
        gold = {line["statement"]: line for line in map(json.loads, stream)}
    with gzip.open(ROOT / FILES[0], "rt", encoding="utf-8") as stream:
        for article in map(json.loads, stream):
            for statement in article["attributions"]:
                item = gold[statement["id"]]
                words = list(_words(article["text"], statement["content"]))
                if words and words[-1][1] < len(item["prov"]):
                    printed[item["utterance"]].append(item | {"words": words})
    for items in printed.values():
        yield from list(combinations(items, 2))[:: max(1, len(items) * (len(items) - 1) // 2 // PAIRS)]


def _words(text: str, spans: Sequence[Sequence[int]]) -> Iterator[tuple[str, int]]:
    before = 0
    for start, end in spans:
        ends = [found.end() + start for found in _GOLD_WORD.finditer(text[start:end])]
        number = 0
        for at, _, word in tokens(text, Span(start, end)):
            while number < len(ends) - 1 and ends[number] <= at:
                number += 1
            yield word, before + number
        before += len(ends)


def _gold(one: dict[str, Any], other: dict[str, Any]) -> set[tuple[int, int]]:
    there: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for number, (utterance, word) in enumerate(other["prov"]):
        there[other["utterances"][utterance], word].append(number)
    return {
        (number, same)
        for number, (utterance, word) in enumerate(one["prov"])
        if word >= 0
        for same in there[one["utterances"][utterance], word]
    }


def _folded(item: dict[str, Any]) -> list[str]:
    return [word for word, _ in item["words"]]


def _own(words: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    for tile in align(words, other, seeds_of(other)):
        for word in range(tile.start, tile.end):
            at = min(tile.other_start + word - tile.start, tile.other_end - 1)
            if EDITORIAL not in (words[word], other[at]):
                yield word, at


def _difflib(words: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    for start, there, size in SequenceMatcher(None, words, other, autojunk=False).get_matching_blocks():
        yield from zip(range(start, start + size), range(there, there + size), strict=True)
