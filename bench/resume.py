"""``python -m bench.resume``: add articles, kill the addition again and again, finish it: is it the same record?

Meanwhile two processes and ``onrecord serve`` read the record; none of them may see an error. Prints time, throughput,
peak memory, what the readers asked, and the digests of a record made in one go and of the one made through kills.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench.corpora import ROOT
from bench.readers import Asked, readers, server
from onrecord.record import Record

__all__ = ["Outcome", "main", "take", "through_kills"]

CORPUS = "data/abp/articles.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a record whose additions were killed: how often really, and what readers saw meanwhile."""

    kills: int
    asked: Asked
    same: bool
    damages: tuple[str, ...]


def main() -> int:
    """Return 1 if an article was lost, the records differ, or a reader saw an error."""
    parser = argparse.ArgumentParser(prog="python -m bench.resume", description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, whole = Path(folder) / "articles.jsonl", Path(folder) / "whole.db"
        take(source, options.articles)
        start = time.monotonic()
        _add(source, whole)
        seconds = time.monotonic() - start
        _report(whole, options.articles, seconds)
        outcome = through_kills(source, whole, Path(folder) / "killed.db", options.kills, seconds)
    asked = outcome.asked
    print(f"{outcome.kills} kills; {asked.requests:,} requests of readers meanwhile, {len(asked.errors)} errors")
    print("the same record" if outcome.same else "NOT the same record", f"{len(outcome.damages)} damages", sep=", ")
    print("\n".join([*asked.errors[:20], *outcome.damages[:20]]))
    return int(not outcome.same or bool(outcome.damages) or bool(asked.errors))


def take(target: Path, count: int) -> None:
    """Write the first real articles to a file."""
    with gzip.open(ROOT / CORPUS, "rt", encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        out.writelines(islice(lines, count))


def through_kills(source: Path, whole: Path, killed: Path, kills: int, seconds: float) -> Outcome:
    """Add ``source`` to a new record ``killed`` through ``kills``, then to its end, and compare it with ``whole``.

    ``seconds`` is what an addition takes that nobody kills. A run lives for a time drawn so that all together get
    through it, their starts included; one that ends before its kill has nothing left to note, and the next ones die
    over the collation.
    """
    Record.open(killed, create=True).close()
    chance = random.Random(1)  # noqa: S311 - no secret
    done, longest = 0, 2 * (seconds / kills + _start(killed.parent))
    with readers(killed, 2) as asked, server(killed) as served:
        while done < kills:
            done += _is_killed(source, killed, chance.uniform(0, longest))
        _add(source, killed)
    with Record.open(whole, readonly=True) as one, Record.open(killed, readonly=True) as other:
        damages = tuple(problem.message for problem in one.check() + other.check())
        return Outcome(done, asked + served, one.digest() == other.digest(), damages)


def _start(folder: Path) -> float:
    """Return how many seconds an addition takes before it keeps anything, on this machine as busy as it is."""
    nothing = folder / "nothing.jsonl"
    nothing.write_text('{"text": "Nobody said a word."}\n', encoding="utf-8")
    begun = time.monotonic()
    _add(nothing, folder / "nothing.db")
    return time.monotonic() - begun


def _command(source: Path, record: Path) -> list[str]:
    return [sys.executable, "-m", "onrecord", "add", str(source), "--record", str(record)]


def _add(source: Path, record: Path) -> None:
    subprocess.run(_command(source, record), check=False, stderr=subprocess.DEVNULL)


def _is_killed(source: Path, record: Path, after: float) -> bool:
    """Start an addition and kill it with all its workers, if it does not end before."""
    run = subprocess.Popen(_command(source, record), start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        run.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
    return run.returncode == -signal.SIGKILL


def _report(record: Path, articles: int, seconds: float) -> None:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = usage.ru_utime + usage.ru_stime
    print(f"{articles:,} articles in {seconds:.0f} s ({articles / seconds:.1f} a second, {cpu:.0f} s of processor)")
    print(f"peak memory of the biggest process {usage.ru_maxrss / 1024:.0f} MB")
    with Record.open(record, readonly=True) as opened:
        print(opened.counts(), f"{articles - opened.counts().articles} articles not kept", sep="\n")


if __name__ == "__main__":
    sys.exit(main())
