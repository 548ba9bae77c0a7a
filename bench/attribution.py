"""Who said what: content, cue and source against people's annotation, beside the peers."""

from __future__ import annotations

import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.corpora import ROOT, fingerprint, json_lines, script
from bench.gate import Result
from onrecord.config import Config
from onrecord.engine import note_all
from onrecord.export import notes_lines
from onrecord.model import Article
from onrecord.pipeline import read

__all__ = ["CORPORA", "PEERS", "measure"]

SCORER = "bench/score_attribution.py"
CORPORA = {"polnear-dev": "data/polnear/dev.jsonl", "stories": "stories/gold.jsonl"}
PEERS = {
    "a plain CRF": "bench/peers/crf-words.dev.jsonl",
    "Citron, retrained": "bench/peers/citron-polnear.dev.jsonl",
    "Citron, as shipped": "bench/peers/citron-hybrid.dev.jsonl",
    "GenderGapTracker": "bench/peers/ggt-merged.dev.jsonl",
    "textacy": "bench/peers/textacy-para-merged.dev.jsonl",
    "SaysWho": "bench/peers/sayswho-merged.dev.jsonl",
}
METRICS = ("attr_full", "attr_content_source", "content_jac50", "cue_overlap", "source_overlap")
KINDS = ("all", "direct", "mixed", "indirect")


def measure(corpus: str) -> Result:
    """Note every article of a corpus and score the notes; a lost article shows as ``articles`` under 1.0."""
    gold = ROOT / CORPORA[corpus]
    config = Config()
    articles = [item for item in read([str(gold)], config) if isinstance(item, Article)]
    notes = list(note_all(articles, config))
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "notes.jsonl"
        predicted.write_text("".join(notes_lines(notes)), encoding="utf-8")
        figures = _figures(script(SCORER).evaluate(str(gold), str(predicted)))
        found = _found(gold, predicted)
    lost = sum(bool(item.problems) for item in notes)
    total = len(json_lines(gold))
    return Result(
        corpus, fingerprint(CORPORA[corpus], SCORER), {"articles": (len(notes) - lost) / total, **figures}, found
    )


def peer(name: str) -> dict[str, float]:
    """Return the figures of a peer's output on PolNeAR dev."""
    return _figures(script(SCORER).evaluate(str(ROOT / CORPORA["polnear-dev"]), str(ROOT / PEERS[name])))


def _figures(scores: dict[str, Any]) -> dict[str, float]:
    names = [f"{metric}/{kind}" for metric in METRICS for kind in KINDS]
    return {name: scores[name]["f"] for name in names if name in scores}


def _found(gold: Path, predicted: Path) -> dict[str, str]:
    """The gold attributions whose content and source were found: key → the content as printed."""
    scorer = script(SCORER)
    notes = {line["id"]: line for line in json_lines(predicted)}
    found: dict[str, str] = {}
    for line in json_lines(gold):
        document = scorer.Document(line["text"])
        made = [document.attribution(item) for item in notes.get(line["id"], {"attributions": []})["attributions"]]
        for item in line["attributions"]:
            if item["content"]:
                wanted = document.attribution(item)
                if any(_same(scorer, document, wanted, other) for other in made):
                    start, end = item["content"][0]
                    found[f"{line['id']}#{item['id']}"] = f"{line['id']}: {line['text'][start:end][:100]}"
    return found


def _same(scorer: ModuleType, document: Any, wanted: Any, made: Any) -> bool:  # noqa: ANN401 - the scorer's own types
    source = document.shares(wanted.source, made.source) if wanted.source else not made.source
    return bool(source and scorer.jaccard(wanted.content, made.content) >= 0.5)
