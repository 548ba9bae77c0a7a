"""``python -m bench.adding``: what ``add`` costs beyond noting the same articles, and where it goes.

One process, processor time, noting and adding in turn over the same real articles, so that a busy machine matters little.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.resume import take
from onrecord import engine, pipeline
from onrecord.config import Config
from onrecord.model import Article
from onrecord.record import Record

__all__ = ["main"]

MOST = 0.15  # of the time of noting that adding may take on top
_STAGES = {
    "asking what is known": (Record, "has"),
    "keeping notes": (Record, "keep"),
    "collating": (pipeline, "collate"),
    "comparing": (pipeline, "compare"),
    "keeping the collation": (Record, "replace_utterances"),
}


def main() -> int:
    """Return 1 if adding takes more on top of noting than allowed."""
    parser = argparse.ArgumentParser(prog="python -m bench.adding", description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    options = parser.parse_args()
    config = Config(workers=1)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        take(source, options.articles)
        articles = [item for item in pipeline.read([str(source)], config) if isinstance(item, Article)]
        list(engine.note_all(articles[:20], config))  # loads the model
        noting = _seconds(lambda: list(engine.note_all(articles, config)))
        with Record.open(Path(folder) / "x.db", create=True) as record, _watched() as stages:
            adding = _seconds(lambda: engine.add(articles, record, config, lambda _: None))
    print(f"{len(articles)} articles: noted in {noting:.1f} s, added in {adding:.1f} s of processor time")
    for stage, seconds in stages.items():
        print(f"  {stage:24s} {seconds:6.2f} s  {seconds / noting:6.1%}")
    overhead = sum(stages.values()) / noting
    print(f"on top of noting {overhead:.1%}, by the difference of the two {adding / noting - 1:.1%}")
    return int(overhead > MOST)


def _seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@contextmanager
def _watched() -> Iterator[dict[str, float]]:
    """Take the processor time of each stage of an addition."""
    spent: dict[str, float] = defaultdict(float)
    patches = [patch.object(owner, name, _timed(getattr(owner, name), stage, spent)) for stage, (owner, name) in _STAGES.items()]
    for each in patches:
        each.start()
    try:
        yield spent
    finally:
        for each in patches:
            each.stop()


def _timed(work: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*given: Any, **more: Any) -> Any:  # noqa: ANN401 - whatever the stage takes and gives
        start = time.process_time()
        try:
            return work(*given, **more)
        finally:
            spent[stage] += time.process_time() - start

    return timed


if __name__ == "__main__":
    raise SystemExit(main())
