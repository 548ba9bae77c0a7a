"""``python -m bench.whole``: note every article of the biggest real corpus; is one lost, how long does it take?

Prints time, throughput, statements by form and each problem; progress goes to standard error. ``--state FILE`` keeps
the tallies every few hundred articles, so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bench.corpora import ROOT
from onrecord.config import Config
from onrecord.engine.local import note_all
from onrecord.model import Article, Notes, Problem
from onrecord.pipeline import read

__all__ = ["main"]

CORPUS = "data/abp/articles.jsonl.gz"
_STEP = 500
Tally = defaultdict[str, float]
"""Counts by name; ``seconds`` of noting, ``at`` when the clock was last read."""


def main() -> int:
    """Return 1 if an article was lost."""
    parser = argparse.ArgumentParser(prog="python -m bench.whole", description=__doc__)
    parser.add_argument("--state", type=Path, help="file for the tallies")
    options = parser.parse_args()
    tally = _resumed(options.state)
    found = _articles(tally)
    notes = note_all(islice(found, int(tally["articles"]), None), Config())
    while batch := list(islice(notes, _STEP)):
        start = tally["at"]
        for one in batch:
            _count(one, tally)
        tally["at"] = time.monotonic()
        tally["seconds"] += tally["at"] - start
        _keep(options.state, tally)
        print(_summary(tally), file=sys.stderr, flush=True)
    print(_summary(tally))
    print(f"peak memory of a worker {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")
    return int(tally["lost"] > 0)


def _articles(tally: Tally) -> Iterator[Article]:
    for item in read([str(ROOT / CORPUS)], Config()):
        if isinstance(item, Problem):
            print(f"not read: {item.origin}: {item.message}")
            tally["unread"] += 1
        else:
            yield item


def _count(notes: Notes, tally: Tally) -> None:
    tally["articles"] += 1
    tally["words"] += len(notes.article.text.split())
    tally["lost"] += bool(notes.problems)
    for problem in notes.problems:
        print(f"lost: {problem.origin}: {problem.message}", flush=True)
    for one in notes.statements:
        tally["statements"] += 1
        tally[one.form.value] += 1
        for name in ("attitude", "implicit"):
            tally[name] += getattr(one, name)
        tally["nested"] += one.inside is not None
        tally["without speaker"] += one.speaker is None


def _resumed(state: Path | None) -> Tally:
    tally = Tally(float, json.loads(state.read_text()) if state and state.exists() else {})
    tally["unread"], tally["at"] = 0, time.monotonic()
    return tally


def _keep(state: Path | None, tally: Tally) -> None:
    if state:
        part = state.with_suffix(".part")
        part.write_text(json.dumps(tally))
        part.replace(state)


def _summary(tally: Tally) -> str:
    shown = ", ".join(f"{name} {count:,.0f}" for name, count in sorted(tally.items()) if name != "at")
    return f"{shown}; {tally['words'] / tally['seconds']:,.0f} words a second"


if __name__ == "__main__":
    sys.exit(main())
