"""Parsed → statements as printed: content, cue, source, nesting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

from onrecord.extract.reading import ReaderAttributor
from onrecord.extract.rules import RuleAttributor
from onrecord.model import Statement
from onrecord.parse import Parsed
from onrecord.weights import Reader

__all__ = ["ATTRIBUTORS", "Attributor"]


class Attributor(Protocol):
    """Whoever finds the statements of one page.

    ``name`` goes into every statement's ``made_by``: the rule set or model with its version. ``reader`` is the model it
    works from, which then parses the page too.
    """

    name: str

    @property
    def reader(self) -> Reader | None:
        """The model, ``None`` for rules."""
        ...

    def attribute(self, parsed: Parsed) -> tuple[Statement, ...]:
        """Return the statements of a page as printed, in text order, with exact offsets; never raises on odd text."""
        ...


ATTRIBUTORS: Mapping[str, Callable[[], Attributor]] = MappingProxyType(
    {"reader@2": ReaderAttributor, "rules@1": RuleAttributor}
)
