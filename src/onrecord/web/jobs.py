"""Jobs: what somebody asked the pages to write to the record, done one after the other beside the answering."""

from __future__ import annotations

import getpass
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from enum import StrEnum
from queue import Queue
from typing import TYPE_CHECKING, TypeAlias

from onrecord.errors import NotOnRecordError, OnrecordError
from onrecord.model import Problem
from onrecord.record import Place, Record

if TYPE_CHECKING:
    from onrecord.engine import Apart, Progress

__all__ = ["Job", "Jobs", "Outcome", "State", "Work", "Writing", "login_name"]

_WAITING = 20  # jobs that may wait; of more, the sender is told to wait
_KEPT = 100  # jobs that can be looked at; the oldest are forgotten


class State(StrEnum):
    """How far a job has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job, in words, with what went wrong without stopping it."""

    words: str
    problems: tuple[Problem, ...] = ()


Work: TypeAlias = "Callable[[Record, Callable[[Progress], None]], Outcome]"
"""What a job does with the record that it may write to, telling how far it has come; it is pickled."""


@dataclass(slots=True)
class Job:
    """Something to be written, by its ``number``: what it is in words, and the address of what it is about.

    ``total`` is about how many articles there are, ``None`` where that does not count; ``done`` of them are done.
    """

    number: int
    what: str
    about: str
    total: int | None = None
    state: State = State.WAITING
    stage: str = ""
    done: int = 0
    statements: int = 0
    outcome: Outcome | None = None
    error: str = ""
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def is_open(self) -> bool:
        """Whether it has not ended yet."""
        return self.state in {State.WAITING, State.RUNNING}

    def tell(self, progress: Progress) -> None:
        """Take how far it has come."""
        self.stage, self.done, self.statements = progress.stage, progress.done, progress.statements


class Jobs:
    """The jobs of a running program; one at a time is done, in a process of its own, so that pages go on."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._jobs: dict[int, Job] = {}
        self._waiting: Queue[tuple[Job, Work, AbstractContextManager[object]]] = Queue(_WAITING)
        self._lock = threading.Lock()
        self._number = 0
        self._thread: threading.Thread | None = None
        self._process: Apart | None = None

    def start(
        self,
        work: Work,
        what: str,
        about: str,
        total: int | None = None,
        material: AbstractContextManager[object] = nullcontext(),  # noqa: B008 - holds nothing
    ) -> Job | None:
        """Take on a work; ``None`` where too many wait. ``material`` is closed when it has ended."""
        with self._lock:
            if self._waiting.full():
                return None
            self._number += 1
            job = Job(self._number, what, about, total)
            self._jobs[job.number] = job
            for old in [number for number, each in self._jobs.items() if not each.is_open][:-_KEPT]:
                del self._jobs[old]
            self._waiting.put((job, work, material))
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()
        return job

    def job(self, number: int) -> Job:
        """Return the job of a number.

        Raises:
            NotOnRecordError: if there is none, or it ended long ago.
        """
        if number not in self._jobs:
            raise NotOnRecordError(f"there is no job {number}; it ended long ago, or the program was started anew")
        return self._jobs[number]

    @property
    def open(self) -> list[Job]:
        """Those that have not ended yet, in the order in which they are done."""
        return [job for job in self._jobs.copy().values() if job.is_open]

    def close(self) -> None:
        """End what is under way; what was kept is kept."""
        if self._process:
            self._process.stop()

    def _work(self) -> None:
        while True:
            job, work, material = self._waiting.get()
            with material:
                self._do(job, work)

    def _apart(self) -> Apart:
        from onrecord import engine  # noqa: PLC0415 - loads spaCy, which no page should wait for

        if self._process is None:
            self._process = engine.Apart(self._place)
        return self._process

    def _do(self, job: Job, work: Work) -> None:
        job.state = State.RUNNING
        try:
            job.outcome = self._apart().do(work, job.tell)
            job.state = State.DONE
        except OnrecordError as error:
            job.error = str(error)
        finally:
            if job.is_open:
                job.state = State.FAILED
            job.ended.set()


@dataclass(frozen=True, slots=True)
class Writing:
    """Lets pages write to the record at ``place``; ``user`` is who is taken to do so where nobody else says."""

    place: Place
    user: str = ""


def login_name() -> str:
    """Return the name of whoever is logged in."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name for the user's number, as in some containers
        return "somebody"
