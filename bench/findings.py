"""Comparisons: of what a reader found across pages, how much is found, and how much else is reported."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.corpora import ROOT, fingerprint
from bench.gate import Result
from onrecord.config import Config
from onrecord.engine import note_all
from onrecord.model import Article, Evidence, Finding, Notes, Span
from onrecord.pipeline import collate, compare, read

__all__ = ["FILES", "measure", "measure_examples"]

FILES = ("stories/gold.jsonl", "stories/cross.json")
_HERE = Path(__file__).resolve().parents[1]
_EXAMPLES = _HERE / "src/onrecord/examples"
_GOLDEN = _HERE / "tests/golden/examples"
_KINDS = {"answer": "answers", "discrepancy": "discrepancies", "recurrence": "recurrence"}
_THRESHOLD = 0.5

_Sides = list[list[Evidence]]
"""What a finding must rest on: one place at least of each side."""


def measure() -> Result:
    """Compare the four stories, read by the program itself; see :func:`_result` for the figures."""
    articles = _articles(str(ROOT / FILES[0]))
    by_name = {article.name: article for article in articles}
    spans = {
        one["id"]: [Evidence(by_name[line["id"]].id, Span(*span)) for span in one["content"]]
        for line in map(json.loads, (ROOT / FILES[0]).read_text(encoding="utf-8").splitlines())
        for one in line["attributions"]
    }
    cross = json.loads((ROOT / FILES[1]).read_text(encoding="utf-8"))

    def printed(item: Mapping[str, Any]) -> list[Evidence]:
        return [Evidence(by_name[item["story"]].id, Span(*item["span"]))]

    wanted = [(one["kind"], _sides(one, lambda id_: spans[id_], printed)) for one in cross["findings"]]
    return _result("stories-compared", fingerprint(*FILES), articles, wanted)


def measure_examples() -> Result:
    """Compare the bundled examples in the same way; they are there in every checkout."""
    articles = _articles(str(_EXAMPLES))
    names = {Path(article.origin or "").name.partition(":")[::2]: article for article in articles}

    def at(item: Mapping[str, Any], text: str) -> list[Evidence]:
        article = names[item["file"], str(item.get("line") or "")]
        start = article.text.find(text)
        return [Evidence(article.id, Span(start, start + len(text)))] if start >= 0 else []

    lines = (_GOLDEN / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    contents = {one["id"]: one["content"] for line in lines for one in json.loads(line)["statements"]}

    def said(item: Mapping[str, Any]) -> list[Evidence]:
        return [place for text in contents[item["statement"]] for place in at(item, text)]

    cross = json.loads((_GOLDEN / "cross.json").read_text(encoding="utf-8"))
    wanted = [
        (one["kind"], _sides(one, said, lambda item: at(item, item["text"])))
        for one in cross["findings"]
        if one["kind"] in _KINDS
    ]
    return _result("examples-compared", _hash(), articles, wanted)


def _hash() -> str:
    files = [*sorted(_EXAMPLES.iterdir()), _GOLDEN / "cross.json", _GOLDEN / "expected.jsonl"]
    return fingerprint(*(str(path) for path in files if path.is_file()))


def _articles(path: str) -> list[Article]:
    return [item for item in read([path], Config()) if isinstance(item, Article)]


def _sides(
    one: Mapping[str, Any], said: Callable[[Any], list[Evidence]], printed: Callable[[Any], list[Evidence]]
) -> _Sides:
    if one["kind"] == "discrepancy":
        return [[place for item in value["evidence"] for place in printed(item)] for value in one["values"]]
    if one["kind"] == "answer":
        return [said(one["allegation"]), [place for item in one["answers"] for place in said(item)]]
    return [said(item) for item in one["statements"]]


def _result(corpus: str, sha256: str, articles: Sequence[Article], wanted: Sequence[tuple[str, _Sides]]) -> Result:
    """Return shares of what a reader found that is found, by kind, and what of the findings a reader found.

    A discrepancy or an answer is found where one finding rests on a place of each side; a recurrence where it rests on
    statements of two articles. ``planted`` is the share of the findings of these kinds, from a score of .5, that hold
    one a reader found.
    """
    notes: list[Notes] = list(note_all(articles, Config(workers=1)))
    found = [one for one in compare(collate(notes, Config()), notes) if one.kind in _KINDS.values()]
    hits = {
        number: [one for one in found if one.kind == _KINDS[kind] and _holds(one, kind, sides)]
        for number, (kind, sides) in enumerate(wanted)
    }
    figures = {}
    for kind, name in _KINDS.items():
        numbers = [number for number, (other, _) in enumerate(wanted) if other == kind]
        figures[name] = sum(bool(hits[number]) for number in numbers) / len(numbers)
    good = {finding for held in hits.values() for finding in held}
    strong = [finding for finding in found if finding.score >= _THRESHOLD]
    figures["planted"] = sum(finding in good for finding in strong) / len(strong) if strong else 0.0
    missed = [f"not found: {kind} {number}" for number, (kind, _) in enumerate(wanted) if not hits[number]]
    missed += [f"found beside: {one.kind}: {one.summary[:100]}" for one in strong if one not in good]
    held = {f"{number}": wanted[number][0] for number, findings in hits.items() if findings}
    return Result(corpus, sha256, figures, held, tuple(missed))


def _holds(finding: Finding, kind: str, sides: _Sides) -> bool:
    held = [side for side in sides if _rests(finding, side)]
    if kind == "recurrence":
        return len({place.article for side in held for place in side}) > 1
    return len(held) == len(sides)


def _rests(finding: Finding, places: Iterable[Evidence]) -> bool:
    return any(
        item.article == place.article and item.span.overlaps(place.span)
        for item in finding.evidence
        for place in places
    )
