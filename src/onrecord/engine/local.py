"""One machine: a process pool notes the articles, this process keeps and collates them."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from onrecord import pipeline
from onrecord.config import Config
from onrecord.model import Article, Notes, Problem
from onrecord.pipeline import Desk
from onrecord.record import Record

__all__ = ["Added", "Progress", "add", "note_all"]

# Articles a worker gets at once: enough to outweigh the handing over, few enough that a kill loses seconds of work.
BATCH = 16
# Batches waiting per worker; bounds memory whatever the size of the input.
WAITING = 3
# Articles kept in one transaction.
KEPT = 64


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an addition has come; ``stage`` is what it is doing now."""

    stage: str
    done: int
    statements: int = 0


@dataclass(slots=True)
class Added:
    """What an addition did: articles new and known, statements found, utterances on record, problems met."""

    articles: int = 0
    known: int = 0
    statements: int = 0
    utterances: int = 0
    problems: list[Problem] = field(default_factory=list)


@cache
def _desk(config: Config) -> Desk:
    """The desk of this process, loaded once."""
    return Desk.load(config)


def _note_batch(articles: list[Article], config: Config) -> list[Notes]:
    desk = _desk(config)
    return [pipeline.run(article, desk) for article in articles]


def note_all(articles: Iterable[Article], config: Config) -> Iterator[Notes]:
    """Note articles on all cores, yielding in the order they came; a bad one gives notes with a problem.

    A worker that dies (memory, a kill) costs nothing but time: its articles are noted again one by one, and one that
    kills its worker again is reported as a problem.
    """
    batches = _batches(articles)
    first = next(batches, [])
    workers = config.workers or os.cpu_count() or 1
    if workers == 1 or len(first) < BATCH:
        yield from _note_batch(first, config) if first else []
        for batch in batches:
            yield from _note_batch(batch, config)
        return
    yield from _pooled(first, batches, config, workers)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    remaining = iter(articles)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _pool(workers: int) -> ProcessPoolExecutor:
    # spawn: a fork of a process with threads (progress, servers) may hang
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_interrupts)


def _leave_interrupts() -> None:
    """Make a worker deaf to Ctrl-C: the main process says what is kept, and ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _end(pool: ProcessPoolExecutor) -> None:
    """End a pool at once; what its workers had under way is noted again by the next run."""
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in multiprocessing.active_children():
        worker.terminate()


def _pooled(first: list[Article], batches: Iterator[list[Article]], config: Config, workers: int) -> Iterator[Notes]:
    pool = _pool(workers)
    waiting: deque[tuple[list[Article], Future[list[Notes]]]] = deque()
    try:
        waiting.append((first, pool.submit(_note_batch, first, config)))
        while waiting:
            while len(waiting) < workers * WAITING and (batch := next(batches, None)):
                waiting.append((batch, pool.submit(_note_batch, batch, config)))
            batch, future = waiting.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                lost = [batch, *(other for other, _ in waiting)]
                waiting.clear()
                pool.shutdown(wait=False, cancel_futures=True)
                for again in lost:
                    yield from _one_by_one(again, config)
                pool = _pool(workers)
                if batch := next(batches, []):
                    waiting.append((batch, pool.submit(_note_batch, batch, config)))
    finally:
        _end(pool)


def _one_by_one(articles: list[Article], config: Config) -> Iterator[Notes]:
    """Note articles in workers of their own, so that one that kills its worker is found out."""
    for article in articles:
        with _pool(1) as pool:
            try:
                yield from pool.submit(_note_batch, [article], config).result()
            except BrokenProcessPool:
                message = "the worker noting it died twice, most likely for want of memory; note it alone or shorten it"
                yield Notes(article, problems=(Problem("note", message, article.origin),))


def add(items: Iterable[Article | Problem], record: Record, config: Config, tell: Callable[[Progress], None]) -> Added:
    """Note what a record does not hold yet, keep it batch by batch, then collate all the record holds.

    Every batch is kept in one transaction, so a kill loses at most the batches under way; adding the same again goes
    on where it stopped and ends in the same record. Articles whose noting failed are not kept: they are tried again
    by the next addition.
    """
    added = Added()
    done = 0
    for batch in _kept_batches(note_all(_unknown(items, record, added), config)):
        good = [notes for notes in batch if not notes.problems]
        bad = [problem for notes in batch for problem in notes.problems]
        record.keep(good)
        added.problems.extend(bad)
        added.articles += len(good)
        added.statements += sum(len(notes.statements) for notes in good)
        done += len(batch)
        tell(Progress("noting", done + added.known, added.statements))
    record.keep_problems(added.problems)
    tell(Progress("collating", done + added.known, added.statements))
    _collate(record, config, added)
    return added


def _kept_batches(notes: Iterator[Notes]) -> Iterator[list[Notes]]:
    while batch := list(islice(notes, KEPT)):
        yield batch


def _unknown(items: Iterable[Article | Problem], record: Record, added: Added) -> Iterator[Article]:
    """The articles the record does not hold; problems of reading go to ``added``."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Problem):
            added.problems.append(item)
        elif item.id in seen or record.has([item.id]):
            added.known += 1
        else:
            seen.add(item.id)
            yield item


def _collate(record: Record, config: Config, added: Added) -> None:
    """Set the record's utterances and findings to what all its articles give together.

    The record is held for writing from reading to setting, or a slower addition beside this one could undo it.
    """
    with record.writing():
        utterances = pipeline.collate(record.all_notes(), config)
        wanted = {witness.article for utterance in utterances for witness in utterance.witnesses}
        articles = {identity: record.article(identity) for identity in sorted(wanted)}
        record.replace_utterances(utterances, pipeline.compare(utterances, articles))
    added.utterances = len(utterances)
