"""Who said what: content, cue and source against people's annotation, beside the peers."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.corpora import ROOT, fingerprint, json_lines, script
from bench.gate import Result
from onrecord.config import Config
from onrecord.engine import note_all
from onrecord.export import notes_lines
from onrecord.language import Language
from onrecord.model import Article
from onrecord.parse import load_pipeline
from onrecord.pipeline import read
from onrecord.text import DOUBLE_MARKS

__all__ = ["CORPORA", "PEERS", "measure", "peer", "same"]

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
# Metrics shown again for a part of the statements alone.
_AGAIN = ("attr_full", "attr_content_source")
_BINS = 10
Line = dict[str, Any]


def measure(corpus: str) -> Result:
    """Note every article of a corpus and score the notes; a lost article shows as ``articles`` under 1.0.

    Besides all statements against all annotation, two cuts are scored. ``drawn``: as PolNeAR draws attributions, so
    without statements inside others, and with a quotation that goes on without a tag joined to the one before.
    ``speech``: without attitudes, on both sides. ``calibrated`` is 1 less the expected calibration error of the
    confidence, over ten bins of equal width.
    """
    gold = ROOT / CORPORA[corpus]
    config = Config()
    articles = [item for item in read([str(gold)], config) if isinstance(item, Article)]
    notes = list(note_all(articles, config))
    lines = [json.loads(line) for line in notes_lines(notes)]
    wanted = json_lines(gold)
    lost = sum(bool(item.problems) for item in notes)
    figures = {"articles": (len(notes) - lost) / len(wanted), **_figures(_scored(wanted, lines), METRICS)}
    if corpus == "polnear-dev":
        drawn = _scored(wanted, [_drawn_alike(line) for line in lines])
        speech = _scored(*([_kept(line, names) for line in part] for part, names in _speech(wanted, lines)))
        figures |= {f"drawn/{name}": value for name, value in _figures(drawn, _AGAIN).items()}
        figures |= {f"speech/{name}": value for name, value in _figures(speech, _AGAIN).items()}
        figures["calibrated"] = 1 - _calibration_error(wanted, lines)
    return Result(corpus, fingerprint(CORPORA[corpus], SCORER), figures, _found(wanted, lines))


def peer(name: str) -> dict[str, float]:
    """Return the figures of a peer's output on PolNeAR dev."""
    return _figures(script(SCORER).evaluate(str(ROOT / CORPORA["polnear-dev"]), str(ROOT / PEERS[name])), METRICS)


def _scored(gold: Iterable[Line], predicted: Iterable[Line]) -> dict[str, Any]:
    """The scorer's figures for lines of the file contract."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, lines in (("gold", gold), ("predicted", predicted)):
            paths.append(Path(folder) / f"{name}.jsonl")
            paths[-1].write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        scores: dict[str, Any] = script(SCORER).evaluate(*map(str, paths))
        return scores


def _figures(scores: dict[str, Any], metrics: Sequence[str]) -> dict[str, float]:
    names = [f"{metric}/{kind}" for metric in metrics for kind in KINDS]
    return {name: scores[name]["f"] for name in names if name in scores}


def _drawn_alike(line: Line) -> Line:
    """A line of notes as the corpus would draw it: one role for every word, and no statement without a cue."""
    drawn: list[Line] = []
    for item in line["attributions"]:
        if item["inside"]:
            continue
        if item.get("implicit") and drawn and _near(line["text"], drawn[-1], item):
            drawn[-1] = drawn[-1] | {"content": [*drawn[-1]["content"], *item["content"]]}
        else:
            drawn.append(item)
    return line | {"attributions": drawn}


def _near(text: str, before: Line, item: Line) -> bool:
    """Whether ``item`` begins in the paragraph where ``before`` ends, or in the next."""
    return len(re.findall(r"\n+", text[before["content"][-1][1] : item["content"][0][0]])) <= 1


def _speech(gold: Sequence[Line], lines: Sequence[Line]) -> Iterator[tuple[Sequence[Line], set[tuple[str, str]]]]:
    """Both sides, each with the (article, attribution) pairs that are speech."""
    pipeline, cues = load_pipeline(without=("parser", "ner", "senter")), Language.load("en").cues
    given = [(line, item) for line in gold for item in line["attributions"]]
    texts = [" ".join(line["text"][start:end] for start, end in item["cue"]) for line, item in given]
    said = set()
    for (line, item), doc in zip(given, pipeline.pipe(texts), strict=True):
        content = " ".join(line["text"][start:end] for start, end in item["content"])
        quoted = any(mark in content for mark in DOUBLE_MARKS)
        if quoted or not len(doc) or any(cues.speaks(token.lemma_.lower()) for token in doc):
            said.add((line["id"], item["id"]))
    yield gold, said
    made = [(line["id"], item) for line in lines for item in line["attributions"]]
    yield lines, {(name, item["id"]) for name, item in made if not item.get("attitude")}


def _kept(line: Line, names: set[tuple[str, str]]) -> Line:
    return line | {"attributions": [item for item in line["attributions"] if (line["id"], item["id"]) in names]}


def _calibration_error(gold: Sequence[Line], lines: Sequence[Line]) -> float:
    """Mean distance between the confidence of statements and the share of them that is in the gold, over bins."""
    wanted = {line["id"]: line for line in gold}
    scorer = script(SCORER)
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for line in map(_drawn_alike, lines):
        document = scorer.Document(line["text"])
        there = [document.attribution(item) for item in wanted[line["id"]]["attributions"] if item["content"]]
        for item in line["attributions"]:
            made, sure = document.attribution(item), item["confidence"]
            right = any(same(scorer, document, other, made) for other in there)
            bins[min(int(sure * _BINS), _BINS - 1)].append((sure, right))
    total = sum(map(len, bins))
    return sum(abs(sum(sure for sure, _ in part) - sum(right for _, right in part)) for part in bins) / total


def _found(gold: Sequence[Line], lines: Sequence[Line]) -> dict[str, str]:
    """The gold attributions whose content and source were found: key → the content as printed."""
    scorer = script(SCORER)
    notes = {line["id"]: line for line in lines}
    found: dict[str, str] = {}
    for line in gold:
        document = scorer.Document(line["text"])
        made = [document.attribution(item) for item in notes.get(line["id"], {"attributions": []})["attributions"]]
        for item in line["attributions"]:
            if item["content"]:
                wanted = document.attribution(item)
                if any(same(scorer, document, wanted, other) for other in made):
                    start, end = item["content"][0]
                    found[f"{line['id']}#{item['id']}"] = f"{line['id']}: {line['text'][start:end][:100]}"
    return found


def same(scorer: ModuleType, document: Any, wanted: Any, made: Any) -> bool:  # noqa: ANN401 - the scorer's own types
    """Whether a statement has the content, by half of its words, and the source of an annotated one."""
    source = document.shares(wanted.source, made.source) if wanted.source else not made.source
    return bool(source and scorer.jaccard(wanted.content, made.content) >= 0.5)
