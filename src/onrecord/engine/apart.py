"""Work on a record in a process of its own, so that whoever answers questions meanwhile is not held up."""

from __future__ import annotations

import atexit
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from onrecord.errors import OnrecordError, RecordError
from onrecord.record import Place, Record

__all__ = ["Apart", "Progress", "attend"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an addition has come; ``stage`` is what it is doing now."""

    stage: str
    done: int
    statements: int = 0


class Apart:
    """A process that works on a record, one thing at a time; started when first wanted, and anew where it died."""

    def __init__(self, place: Place) -> None:
        """Work on the record at ``place``, which must be there."""
        self._place = place
        self._process: BaseProcess | None = None
        self._line: Connection[Any, Any] | None = None

    def do(self, work: Callable[[Record, Callable[[Progress], None]], _T], tell: Callable[[Progress], None]) -> _T:
        """Do ``work`` there, telling its progress, and return what it returns; both are pickled.

        An error of ours that it raises is raised here. To be called by one thread at a time.

        Raises:
            RecordError: if the process dies.
        """
        line = self._started()
        try:
            line.send(work)
            while isinstance(message := line.recv(), Progress):
                tell(message)
        except (EOFError, OSError):
            self._process = None
            raise RecordError("the process at work on the record died; what it kept is kept, try again") from None
        if isinstance(message, OnrecordError):
            raise message
        result: _T = message
        return result

    def stop(self) -> None:
        """End the process, whatever it has under way."""
        if self._line and self._process:
            self._line.close()
            self._process.terminate()
            self._process.join()
        self._process = None
        atexit.unregister(self.stop)

    def _started(self) -> Connection[Any, Any]:
        if self._line is None or self._process is None or not self._process.is_alive():
            context = multiprocessing.get_context("spawn")  # a fork of a process with threads may hang
            self._line, there = context.Pipe()
            self._process = context.Process(target=_serve, args=(os.getpid(), self._place, there))
            self._process.start()
            atexit.register(self.stop)  # before those who wait for every process to end
            there.close()  # so that the end of the process is the end of what can be received
        return self._line


def _serve(master: int, place: Place, line: Connection[Any, Any]) -> None:
    attend(master)
    while True:
        try:
            work = line.recv()
        except EOFError:  # nobody will ask for anything any more
            return
        try:
            with Record.open(place) as record:
                answer = work(record, line.send)
        except OnrecordError as error:
            answer = error
        line.send(answer)


def attend(master: int) -> None:
    """Make this process deaf to Ctrl-C, whose word is the main process's, and end it with that, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_outlive_nobody, args=(master,), daemon=True).start()


def _outlive_nobody(master: int) -> None:
    while os.getppid() == master:
        time.sleep(1)
    os._exit(1)
