"""Compare: places worth looking at in a collation. To add a comparison: one file, one line in ``COMPARISONS``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from onrecord.compare import coverage, order
from onrecord.model import Article, Finding, Utterance

__all__ = ["COMPARISONS", "Comparison"]

Comparison = Callable[[Sequence[Utterance], Mapping[str, Article]], Iterator[Finding]]
"""Utterances and articles by id → what is worth a look."""

COMPARISONS: Mapping[str, Comparison] = MappingProxyType({"coverage": coverage.find, "order": order.find})
