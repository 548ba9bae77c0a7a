"""How far a long command has come: a bar in a terminal, now and then a line anywhere else."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from onrecord.cli.terminal import say

__all__ = ["Meter"]

_EVERY = 5.0  # seconds between two lines


class _Count(ProgressColumn):
    """Articles done, and of how many; ``?`` where that is not known."""

    def render(self, task: Task) -> Text:
        total = "?" if task.total is None else f"{task.total:,.0f}"
        return Text(f"{task.completed:,.0f}/{total} articles")


class _Rate(ProgressColumn):
    """Articles a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "")


class Meter:
    """Tells how far a command has come; ``total`` is about how many articles there are; silent unless ``shown``."""

    def __init__(self, total: int | None, *, shown: bool = True) -> None:
        self._total = total or 0
        self._shown = shown
        self._begun = self._told = time.monotonic()
        self._lines = 0
        self._stage = ""
        self._bar = _bar() if shown and sys.stderr.isatty() else None

    def __enter__(self) -> Meter:
        if self._bar:
            self._bar.start()
            self._task = self._bar.add_task("reading", total=self._total or None, statements=0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def tell(self, stage: str, done: int, statements: int) -> None:
        """Show that ``done`` articles are done, and in which stage."""
        if self._bar:
            total = max(self._total, done) or None
            self._bar.update(self._task, description=stage, completed=done, total=total, statements=statements)
        elif self._shown and self._is_time(stage):
            self._told, self._lines = time.monotonic(), self._lines + 1
            say(self._line(stage, done, statements))
        self._stage = stage

    def _is_time(self, stage: str) -> bool:
        """Whether a line is due: nothing for some time, or another stage of what takes long."""
        return time.monotonic() - self._told >= _EVERY or (self._lines > 0 and stage != self._stage)

    def _line(self, stage: str, done: int, statements: int) -> str:
        rate = done / max(time.monotonic() - self._begun, 1e-6)
        left = max(self._total - done, 0) / rate if rate else 0.0
        ahead = f", about {left:.0f} s left" if left >= 1 and stage != "collating" else ""
        return (
            f"{stage}: {done:,} of {max(self._total, done):,} articles, {statements:,} statements, {rate:.1f}/s{ahead}"
        )


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        _Count(),
        TextColumn("{task.fields[statements]:,} statements"),
        _Rate(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
