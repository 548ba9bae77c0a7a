"""What jobs do with a record: functions that a process of its own can be handed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from onrecord.config import Config
from onrecord.corrections import Field
from onrecord.model import Article, Problem
from onrecord.record import Record
from onrecord.web.jobs import Outcome
from onrecord.web.wording import plural

if TYPE_CHECKING:
    from onrecord.engine import Progress

__all__ = ["Addition", "Correcting"]

_STORED = r"[/\\](\d{6})[.\w]*(.*)"


@dataclass(frozen=True, slots=True)
class Addition:
    """Adds the articles of files that were sent: in ``folder`` each has its number, in ``names`` its name."""

    folder: str
    names: tuple[str, ...]
    outlet: str
    published: date | None
    config: Config

    def __call__(self, record: Record, tell: Callable[[Progress], None]) -> Outcome:
        """Add them, whatever is wrong with some."""
        from onrecord import engine, pipeline  # noqa: PLC0415 - loads spaCy

        given = pipeline.Given(outlet=self.outlet or None, published=self.published)
        items = pipeline.read([self.folder], self.config, given)
        added = engine.add(self._sent(items), record, self.config, tell)
        return Outcome(
            f"{plural(added.articles, 'article')} added, {added.known:,} known already; "
            f"{plural(added.statements, 'new statement')}",
            tuple(added.problems),
        )

    def _sent(self, items: Iterator[Article | Problem]) -> Iterator[Article | Problem]:
        """Yield what was read, called by the names under which it was sent."""
        for item in items:
            stored = re.fullmatch(_STORED, (item.origin or "").removeprefix(self.folder), re.DOTALL)
            yield replace(item, origin=self.names[int(stored[1])] + stored[2]) if stored else item


@dataclass(frozen=True, slots=True)
class Correcting:
    """Corrects a statement, or with no values lets stand again what was noted of it."""

    statement: str
    values: Mapping[Field, str]
    config: Config
    why: str
    by: str

    def __call__(self, record: Record, _: Callable[[Progress], None]) -> Outcome:
        """Correct it, and collate again."""
        from onrecord import engine  # noqa: PLC0415 - loads spaCy

        signed = {"why": self.why, "by": self.by}
        if self.values:
            made = engine.correct(record, self.statement, self.values, self.config, **signed)
        else:
            made = engine.undo(record, self.statement, self.config, **signed)
        return Outcome("; ".join(each.words for each in made))
