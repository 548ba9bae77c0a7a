"""Stories: articles that report one event, grouped, against events that readers named, undated and by their days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bench.corpora import ROOT, fingerprint, json_lines
from bench.gate import Result
from onrecord.config import Config
from onrecord.model import Article, Grain
from onrecord.pipeline import read, stories

__all__ = ["FILES", "bcubed", "measure"]

_SETS = {"handpicked": "data/wikinews/handpicked.jsonl", "big": "data/wikinews/wikinews_big.jsonl"}
FILES = tuple(_SETS.values())


def measure() -> Result:
    """Group each set of articles by event; B³ precision, recall and F of every article's group, each set by itself.

    ``undated``: the same without the days, which are read from the addresses of articles where these hold one.
    """
    figures: dict[str, float] = {}
    for name, file in _SETS.items():
        events = [line["event"] for line in json_lines(ROOT / file)]
        articles = [item for item in read([str(ROOT / file)], Config()) if isinstance(item, Article)]
        wanted = {one.id: events[int((one.origin or "").rpartition(":")[2]) - 1] for one in articles}
        figures |= _scores(name, articles, wanted)
        figures |= _scores(f"{name} undated", [replace(one, published=None) for one in articles], wanted)
    return Result("stories-grouped", fingerprint(*FILES), figures)


def _scores(name: str, articles: Sequence[Article], wanted: Mapping[str, str]) -> dict[str, float]:
    found = {id_: s.id for s in stories(articles) if s.grain is Grain.EVENT for id_ in s.articles}
    return {f"{name}/{key}": value for key, value in zip(("p", "r", "f"), bcubed(found, wanted), strict=True)}


def bcubed(found: Mapping[str, str], wanted: Mapping[str, str]) -> tuple[float, float, float]:
    """Return B³ precision, recall and F (Bagga and Baldwin 1998) of groups: item → its group, for the same items."""
    both = Counter((found[item], wanted[item]) for item in wanted)
    sizes, wanted_sizes = Counter(found[item] for item in wanted), Counter(wanted.values())
    precision = sum(count * count / sizes[group] for (group, _), count in both.items()) / len(wanted)
    recall = sum(count * count / wanted_sizes[group] for (_, group), count in both.items()) / len(wanted)
    return precision, recall, 2 * precision * recall / (precision + recall)
