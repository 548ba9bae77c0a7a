"""The same words: groups of generated quotations against what they were made from."""

from __future__ import annotations

import gzip
import json
import resource
import time
from collections.abc import Iterable

from bench.corpora import ROOT, fingerprint, script
from bench.gate import Result
from onrecord.collate import collate
from onrecord.contract import notes_from_json
from onrecord.model import Utterance

__all__ = ["FILES", "MORE", "SCORER", "groups_of", "measure", "measure_more"]

SCORER = "bench/score_utterances.py"
FILES = ("data/quotes/n1000.notes.jsonl.gz", "data/quotes/n1000.gold.jsonl.gz", SCORER)
MORE = ("data/quotes/n10000.notes.jsonl.gz", "data/quotes/n10000.gold.jsonl.gz", SCORER)


def measure() -> Result:
    """Collate 1,000 articles' given statements; ``biggest`` is the true biggest group's size over the biggest made."""
    return _measured("quotes-1k", FILES)


def measure_more() -> Result:
    """Collate 10,000 articles' given statements."""
    return _measured("quotes-10k", MORE)


def _measured(corpus: str, files: tuple[str, ...]) -> Result:
    begun = time.process_time()
    with gzip.open(ROOT / files[0], "rt", encoding="utf-8") as stream:
        notes = [notes_from_json(json.loads(line)) for line in stream]
    count = sum(len(item.statements) for item in notes)
    start = time.process_time()
    utterances = collate(notes)
    end = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"\n{corpus}: collated {count:,} statements, {count / (end - start):,.0f} per CPU-second, "
        f"{count / (end - begun):,.0f} with reading; at most {memory:,.0f} MB in use so far"
    )
    scores = _scores(utterances, files[1])
    figures = {name: scores[name] for name in ("pair_f", "b3_f")}
    figures["biggest"] = min(1.0, scores["biggest_true"] / scores["biggest"])
    return Result(corpus, fingerprint(*files), figures)


def _scores(utterances: tuple[Utterance, ...], gold_file: str) -> dict[str, float]:
    with gzip.open(ROOT / gold_file, "rt", encoding="utf-8") as stream:
        gold = {line["statement"]: line["utterance"] for line in map(json.loads, stream)}
    group = groups_of(
        (utterance.id, [witness.statement for witness in utterance.witnesses if not witness.guest])
        for utterance in utterances
    )
    keys = list(gold)
    made = [group.get(key, f"alone {key}") for key in keys]
    scores: dict[str, float] = script(SCORER).scores(made, [gold[key] for key in keys])
    return scores


def groups_of(printed: Iterable[tuple[str, list[str]]]) -> dict[str, str]:
    """Return the utterance that each statement is counted to: of those it is at home in, the most printed one."""
    group: dict[str, str] = {}
    company: dict[str, int] = {}
    for utterance, witnesses in printed:
        statements = set(witnesses)
        for statement in statements:
            if len(statements) > company.get(statement, 0):
                group[statement], company[statement] = utterance, len(statements)
    return group
