"""``python -m bench.resume``: add real articles, kill the run half way, add again: is it the same record?

Prints time, throughput, peak memory and the digests of a record made in one go and of one made through kills.
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
from itertools import islice
from pathlib import Path

from bench.corpora import ROOT
from onrecord.record import Record

__all__ = ["main"]

CORPUS = "data/abp/articles.jsonl.gz"


def main() -> int:
    """Return 1 if an article was lost or the records differ."""
    parser = argparse.ArgumentParser(prog="python -m bench.resume", description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        _take(source, options.articles)
        whole, killed = Path(folder) / "whole.db", Path(folder) / "killed.db"
        start = time.monotonic()
        _add(source, whole)
        seconds = time.monotonic() - start
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        _report(options.articles, seconds, usage)
        for number in range(options.kills):
            _kill(source, killed, seconds * random.Random(number).uniform(0.3, 0.7))  # noqa: S311 - no secret
        _add(source, killed)
        return _compare(whole, killed, options.articles)


def _take(target: Path, count: int) -> None:
    with gzip.open(ROOT / CORPUS, "rt", encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        out.writelines(islice(lines, count))


def _command(source: Path, record: Path) -> list[str]:
    return [sys.executable, "-m", "onrecord", "add", str(source), "--record", str(record)]


def _add(source: Path, record: Path) -> None:
    subprocess.run(_command(source, record), check=False)


def _kill(source: Path, record: Path, after: float) -> None:
    """Start an addition and kill it with all its workers."""
    run = subprocess.Popen(_command(source, record), start_new_session=True, stderr=subprocess.DEVNULL)
    time.sleep(after)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    print(f"killed after {after:.0f} s")


def _report(articles: int, seconds: float, usage: resource.struct_rusage) -> None:
    cpu = usage.ru_utime + usage.ru_stime
    print(f"{articles:,} articles in {seconds:.0f} s ({articles / seconds:.1f} a second, {cpu:.0f} s of processor)")
    print(f"peak memory of the biggest process {usage.ru_maxrss / 1024:.0f} MB")


def _compare(whole: Path, killed: Path, articles: int) -> int:
    with Record.open(whole, readonly=True) as one, Record.open(killed, readonly=True) as other:
        print(one.counts())
        digests, problems = (one.digest(), other.digest()), one.check() + other.check()
        kept = one.counts().articles
    print(f"digests {digests[0]} and {digests[1]}; {len(problems)} damages; {articles - kept} articles not kept")
    return int(digests[0] != digests[1] or bool(problems))


if __name__ == "__main__":
    sys.exit(main())
