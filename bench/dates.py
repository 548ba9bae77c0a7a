"""Dates read in running news: TIMEX3 values against people's annotation, scored as in TempEval-3."""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.corpora import ROOT, fingerprint
from bench.gate import Result
from onrecord.language import Language
from onrecord.model import Span
from onrecord.resolve.dates import find_dates

__all__ = ["FILES", "measure"]

FILES = ("data/tempeval3/TimeBank", "data/tempeval3/AQUAINT")
_DATES = frozenset({"DATE", "TIME"})
_LENGTH = re.compile(r"P[\dXT]|XXXX")  # values of DURATION and SET
_MATCHES = ("extent_relaxed", "extent_strict", "value_relaxed", "value_strict")


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression: where it stands, its TIMEX3 value, whether it is a DATE or TIME (not a DURATION or SET)."""

    span: Span
    value: str
    is_date: bool


@dataclass(frozen=True, slots=True)
class Document:
    """An annotated article and the day it was made."""

    name: str
    text: str
    made: date
    gold: tuple[Timex, ...]

    @property
    def developed_on(self) -> bool:
        """Whether rules were written by looking at this article's half of the corpus."""
        return hashlib.sha256(self.name.encode()).digest()[-1] % 2 == 0


def measure() -> Result:
    """Find and read the time expressions of every article's text, counted from its annotated day.

    F1 over the text alone: the day of the article is given, not scored. ``date_…`` are the types DATE and TIME against
    what is read as a point of the calendar or a vague reference, ``all_…`` every type, DURATION and SET included.
    ``relaxed`` is any overlap, ``strict`` the same extent; ``value`` asks for the same value, letter by letter, too.
    ``…/developed`` is the half that rules were written on, ``…/held_out`` the other.
    """
    paths = sorted(path for folder in FILES for path in (ROOT / folder).glob("*.tml"))
    calendar = Language.load("en").calendar
    counts: Counter[str] = Counter()
    found: dict[str, str] = {}
    for document in map(_load, paths):
        part = "/developed" if document.developed_on else "/held_out"
        made = [
            Timex(one.span, one.meaning.value, not _LENGTH.match(one.meaning.value))
            for one in find_dates(document.text, document.made, calendar)
        ]
        for kind, gold, ours in (
            ("date", [one for one in document.gold if one.is_date], [one for one in made if one.is_date]),
            ("all", document.gold, made),
        ):
            for name in (kind, kind + part):
                counts.update({f"{name} size": len(gold) + len(ours)})
                counts.update(f"{name} {match}" for pair in _pairs(gold, ours) for match in _matches(*pair))
        found |= {
            f"{document.name} {ours.span} {ours.value}": f"{ours.span.of(document.text)} = {ours.value}"
            for gold, ours in _pairs(document.gold, made)
            if gold.value == ours.value
        }
    figures = {f"{kind}_{match}": _f1(counts, kind, match) for kind in ("date", "all") for match in _MATCHES}
    for part in ("/developed", "/held_out"):
        figures |= {
            f"{kind}_value_relaxed{part}": _f1(counts, kind + part, "value_relaxed") for kind in ("date", "all")
        }
    return Result("timebank-aquaint", fingerprint(*(str(path.relative_to(ROOT)) for path in paths)), figures, found)


def _f1(counts: Counter[str], name: str, match: str) -> float:
    return 2 * counts[f"{name} {match}"] / counts[f"{name} size"]


def _pairs(gold: Iterable[Timex], ours: Iterable[Timex]) -> Iterator[tuple[Timex, Timex]]:
    """Every expression of ours with the one annotated that it shares most characters with; none is used twice."""
    left = list(gold)
    for one in ours:
        beside = [other for other in left if one.span.overlaps(other.span)]
        if beside:
            nearest = max(beside, key=lambda other: _shared(one.span, other.span))
            left.remove(nearest)
            yield nearest, one


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _matches(gold: Timex, ours: Timex) -> Iterator[str]:
    same = gold.value == ours.value
    yield "extent_relaxed"
    if same:
        yield "value_relaxed"
    if gold.span == ours.span:
        yield "extent_strict"
        if same:
            yield "value_strict"


def _load(path: Path) -> Document:
    root = ET.parse(path).getroot()  # noqa: S314 - a corpus of one's own
    made, body = root.find("DCT/TIMEX3"), root.find("TEXT")
    if made is None or body is None:
        raise ValueError(f"{path}: no TIMEX3 in DCT, or no TEXT")
    pieces: list[str] = []
    gold = sorted(_walk(body, pieces), key=lambda one: one.span)
    return Document(path.name, "".join(pieces), date.fromisoformat(made.attrib["value"][:10]), tuple(gold))


def _walk(element: ET.Element, pieces: list[str]) -> Iterator[Timex]:
    """Put the text of an element together, and yield the TIMEX3 of it."""
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        yield from _walk(child, pieces)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        span = Span(start, sum(map(len, pieces)))
        yield Timex(span, element.attrib["value"], element.attrib["type"] in _DATES)
