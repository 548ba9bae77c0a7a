"""Readers of a record while others write to it: processes that ask it, and requests to ``onrecord serve``."""

from __future__ import annotations

import multiprocessing
import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import quote

from onrecord.record import Record, Search
from onrecord.web.cards import ArticleView, sayings
from onrecord.web.sources import Sources

__all__ = ["Asked", "readers", "server"]

_ADDRESS = re.compile(r"http://[\d.]+:\d+/")


@dataclass(slots=True)
class Asked:
    """How often something was asked, and what went wrong."""

    requests: int = 0
    errors: list[str] = field(default_factory=list)

    def __add__(self, other: Asked) -> Asked:
        return Asked(self.requests + other.requests, self.errors + other.errors)


@contextmanager
def readers(path: Path, count: int) -> Iterator[Asked]:
    """Let processes ask a record until the block ends; what they counted is there afterwards.

    The first opens the record anew for every round, the others keep it open.
    """
    context, total = multiprocessing.get_context("spawn"), Asked()
    pipes = [context.Pipe() for _ in range(count)]
    processes = [
        context.Process(target=_read, args=(path, number > 0, theirs), daemon=True)
        for number, (_, theirs) in enumerate(pipes)
    ]
    for process in processes:
        process.start()
    for ours, _ in pipes:
        ours.recv()  # it has begun
    try:
        yield total
    finally:
        for process, (ours, _) in zip(processes, pipes, strict=True):
            ours.send("stop")
            asked = ours.recv()
            total.requests, total.errors = total.requests + asked.requests, total.errors + asked.errors
            process.join()


def _read(path: Path, stays: bool, ours: Connection) -> None:  # noqa: FBT001 - the target of a process
    asked = Asked()
    kept = Record.open(path, readonly=True) if stays else None
    ours.send("begun")
    while not ours.poll(0.05):
        try:
            if kept:
                _round(kept, asked)
            else:
                with Record.open(path, readonly=True) as record:
                    _round(record, asked)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is to be told
            asked.errors.append(f"{type(error).__name__}: {error}")
    ours.send(asked)


def _round(record: Record, asked: Asked) -> None:
    """Ask what ``find``, ``show`` and the pages ask."""
    found = record.find("said", limit=5) + record.find(Search(printed=(None, None), words="the"), limit=5)
    list(sayings(found, Sources(record)))
    entries = record.articles(5)
    for entry in entries:
        assert len(ArticleView(record, entry.id).cards) == entry.statements  # noqa: S101 - a half-written article
    record.utterances(5)
    record.findings()
    record.counts()
    asked.requests += 6 + len(entries)


@contextmanager
def server(path: Path) -> Iterator[Asked]:
    """Serve a record with ``onrecord serve`` and ask for its pages until the block ends."""
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(path), "--port", "0"]
    total, stop = Asked(), threading.Event()
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            line = process.stderr.readline() if process.stderr else ""
            found = _ADDRESS.search(line)
            if not found:
                raise RuntimeError(f"onrecord serve did not begin: {line}")
            thread = threading.Thread(target=_visit, args=(found.group(), total, stop))
            thread.start()
            yield total
            stop.set()
            thread.join()
        finally:
            stop.set()
            process.terminate()


def _visit(address: str, asked: Asked, stop: threading.Event) -> None:
    paths = ["", "find?q=said", f"find?q={quote('“the”')}"]
    while not stop.is_set():
        for path in list(paths):
            asked.requests += 1
            try:
                with urllib.request.urlopen(address + path, timeout=60) as answer:  # noqa: S310 - our own
                    page = answer.read().decode()
            except OSError as error:
                asked.errors.append(f"/{path}: {error}")
                continue
            paths = paths[:3] + re.findall(r'href="/((?:article|person)/[^"#]+)', page)[:3]
        time.sleep(0.05)
