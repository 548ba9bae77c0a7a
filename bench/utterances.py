"""The same words: groups of generated quotations against what they were made from."""

from __future__ import annotations

import gzip
import json
import time

from bench.corpora import ROOT, fingerprint, script
from bench.gate import Result
from onrecord.collate import collate
from onrecord.contract import notes_from_json
from onrecord.model import Utterance

__all__ = ["FILES", "measure"]

SCORER = "bench/score_utterances.py"
FILES = ("data/quotes/n1000.notes.jsonl.gz", "data/quotes/n1000.gold.jsonl.gz", SCORER)


def measure() -> Result:
    """Collate 1,000 articles' given statements; ``biggest`` is the true biggest group's size over the biggest made."""
    with gzip.open(ROOT / FILES[0], "rt", encoding="utf-8") as stream:
        notes = [notes_from_json(json.loads(line)) for line in stream]
    count = sum(len(item.statements) for item in notes)
    start = time.process_time()
    utterances = collate(notes)
    seconds = time.process_time() - start
    print(f"\ncollated {count:,} statements, {count / seconds:,.0f} per CPU-second")
    scores = _scores(utterances)
    figures = {name: scores[name] for name in ("pair_f", "b3_f")}
    figures["biggest"] = min(1.0, scores["biggest_true"] / scores["biggest"])
    return Result("quotes-1k", fingerprint(*FILES), figures)


def _scores(utterances: tuple[Utterance, ...]) -> dict[str, float]:
    with gzip.open(ROOT / FILES[1], "rt", encoding="utf-8") as stream:
        gold = {line["statement"]: line["utterance"] for line in map(json.loads, stream)}
    group = {
        witness.statement: utterance.id
        for utterance in utterances
        for witness in utterance.witnesses
        if not witness.guest
    }
    keys = list(gold)
    made = [group.get(key, f"alone {key}") for key in keys]
    scores: dict[str, float] = script(SCORER).scores(made, [gold[key] for key in keys])
    return scores
