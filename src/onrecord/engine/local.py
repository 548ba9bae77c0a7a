"""One machine: a process pool notes the articles, this process keeps and collates them."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice

from onrecord import pipeline
from onrecord.config import Config
from onrecord.engine.apart import Progress, attend
from onrecord.errors import RecordError
from onrecord.memory import uncollected
from onrecord.model import Article, Finding, Notes, Problem, Story, Utterance
from onrecord.pipeline import Desk
from onrecord.record import Record

__all__ = ["Added", "add", "collate_again", "desk", "note_all"]

# Articles a worker gets at once: enough to outweigh the handing over, few enough that a kill loses seconds of work.
BATCH = 16
# Batches waiting per worker; bounds memory whatever the size of the input.
WAITING = 3
# Articles kept in one transaction: what a kill may cost is noted again, and noting takes longer than keeping.
KEPT = 16
# Times of computing a collation while others may write, before they have to wait for it.
COMPUTED = 3


@dataclass(slots=True)
class Added:
    """What an addition did: articles new and known, statements found, utterances on record, problems met."""

    articles: int = 0
    known: int = 0
    statements: int = 0
    utterances: int = 0
    problems: list[Problem] = field(default_factory=list)


@cache
def desk(config: Config) -> Desk:
    """Return the desk of this process, loaded once."""
    return Desk.load(config)


def _note_batch(articles: list[Article], config: Config) -> list[Notes]:
    if not articles:
        return []
    return [pipeline.run(article, desk(config)) for article in articles]


def note_all(articles: Iterable[Article], config: Config) -> Iterator[Notes]:
    """Note articles on all cores, yielding in the order they came; a bad one gives notes with a problem.

    A worker that dies (memory, a kill) costs nothing but time: its articles are noted again in a worker of their own,
    and one that kills that too is reported as a problem.
    """
    batches = _batches(articles)
    first = next(batches, [])
    count = config.workers or os.cpu_count() or 1
    if count == 1 or len(first) < BATCH:
        for batch in chain([first], batches):
            yield from _note_batch(batch, config)
        return
    yield from _pooled(chain([first], batches), config, count)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    remaining = iter(articles)
    while batch := list(islice(remaining, BATCH)):
        yield batch


class _Workers:
    """Processes that note batches of articles."""

    def __init__(self, count: int) -> None:
        self._others = set(multiprocessing.active_children())
        # spawn: a fork of a process with threads (progress, servers) may hang
        context = multiprocessing.get_context("spawn")
        self._executor = ProcessPoolExecutor(count, mp_context=context, initializer=attend, initargs=(os.getpid(),))

    def note(self, batch: list[Article], config: Config) -> Future[list[Notes]] | None:
        """Hand over a batch; ``None`` where a worker is dead and none takes it."""
        try:
            return self._executor.submit(_note_batch, batch, config)
        except BrokenProcessPool:
            return None

    def stop(self) -> None:
        """End the processes at once; what they had under way is noted again by whoever wants it."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        for worker in set(multiprocessing.active_children()) - self._others:
            worker.terminate()


def _result(future: Future[list[Notes]] | None) -> list[Notes] | None:
    """What a worker made of a batch, ``None`` where it died over it or never began."""
    try:
        return future.result() if future else None
    except (BrokenProcessPool, CancelledError):
        return None


def _pooled(batches: Iterator[list[Article]], config: Config, count: int) -> Iterator[Notes]:
    workers = _Workers(count)
    waiting: deque[tuple[list[Article], Future[list[Notes]] | None]] = deque()
    try:
        while True:
            while len(waiting) < count * WAITING and (batch := next(batches, None)):
                waiting.append((batch, workers.note(batch, config)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            notes = _result(future)
            if notes is None:
                workers.stop()
                notes = _again(batch, config)
                workers = _Workers(count)
                waiting = deque(
                    (other, task if _is_done(task) else workers.note(other, config)) for other, task in waiting
                )
            yield from notes
    finally:
        workers.stop()


def _is_done(future: Future[list[Notes]] | None) -> bool:
    return future is not None and future.done() and not future.cancelled() and future.exception() is None


def _again(batch: list[Article], config: Config) -> list[Notes]:
    """Note a batch whose worker died in a worker of its own, in halves where that dies too, to the article it is."""
    workers = _Workers(1)
    try:
        notes = _result(workers.note(batch, config))
    finally:
        workers.stop()
    if notes is not None:
        return notes
    if len(batch) > 1:
        half = len(batch) // 2
        return _again(batch[:half], config) + _again(batch[half:], config)
    message = "the worker noting it died twice, most likely for want of memory; note it alone or shorten it"
    return [Notes(batch[0], problems=(Problem("note", message, batch[0].origin),))]


def add(items: Iterable[Article | Problem], record: Record, config: Config, tell: Callable[[Progress], None]) -> Added:
    """Note what a record does not hold yet, keep it batch by batch, then collate all the record holds.

    Every batch is kept in one transaction, so a kill loses at most the batches under way; adding the same again goes
    on where it stopped and ends in the same record. Articles whose noting failed are not kept: they are tried again
    by the next addition.
    """
    added = Added()
    done = 0
    for batch in _kept_batches(note_all(_unknown(items, record, added), config)):
        added.problems.extend(problem for notes in batch for problem in notes.problems)
        kept = _keep(record, [notes for notes in batch if not notes.problems], added)
        added.articles += len(kept)
        added.statements += sum(len(notes.statements) for notes in kept)
        done += len(batch)
        tell(Progress("noting", done + added.known, added.statements))
    record.keep_problems(added.problems)
    tell(Progress("collating", done + added.known, added.statements))
    added.utterances = collate_again(record, config)
    with suppress(RecordError):  # all is kept; whoever is writing now tidies when it ends
        record.tidy()
    return added


def _keep(record: Record, batch: list[Notes], added: Added) -> list[Notes]:
    """Keep a batch, or one by one what of it can be kept; return what was."""
    try:
        record.keep(batch)
    except RecordError as error:
        if len(batch) == 1:
            added.problems.append(Problem("keep", str(error), batch[0].article.origin))
            return []
        return [notes for one in batch for notes in _keep(record, [one], added)]
    return batch


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


def collate_again(record: Record, config: Config) -> int:
    """Set the record's utterances, findings and stories to what all its articles give; return how many utterances.

    Computing takes long and holds nobody up; only what was computed from all there is may be set, or a slower addition
    beside this one could undo it. Where others go on adding, the last time of computing holds the record for writing.
    """
    for _ in range(COMPUTED):
        with record.reading():
            seen = record.changes()
            computed = _computed(record, config)
        with record.writing():
            if record.changes() == seen:
                record.replace_utterances(*computed)
                break
    else:
        with record.writing():
            computed = _computed(record, config)
            record.replace_utterances(*computed)
    return len(computed[0])


def _computed(record: Record, config: Config) -> tuple[tuple[Utterance, ...], tuple[Finding, ...], tuple[Story, ...]]:
    with uncollected():
        notes = list(record.all_notes())
        utterances = pipeline.collate(notes, config)
        stories = pipeline.stories(one.article for one in notes)
        return utterances, pipeline.compare(utterances, notes), stories
