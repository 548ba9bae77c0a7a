"""What a witness leaves out: at an end, inside and marked so, or inside without a mark."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from onrecord.model import Span

__all__ = ["GAPS", "Gap", "gaps_of"]


class Gap(StrEnum):
    """How a witness does without a place."""

    NONE = ""
    TRIMMED = "trimmed"
    ELIDED = "elided"
    SILENT = "silent"


GAPS: Mapping[Gap, tuple[str, str, str]] = MappingProxyType(
    {
        Gap.TRIMMED: ("‹›", "trimmed", "words missing at an end"),
        Gap.ELIDED: ("…", "left out", "words missing inside, where dots, a tag or a new quotation shows it"),
        Gap.SILENT: ("∅", "left out, no mark", "words missing inside, and nothing in print shows it"),
    }
)
"""For each gap its sign, its word and its meaning."""

_MARKED = re.compile(r"[^\s,;:.!?–—-]|\.\s?\.")  # dots, brackets, quotation marks, words of a tag


def gaps_of(text: str, printed: Mapping[int, Sequence[Span]], count: int) -> tuple[Gap, ...]:
    """Return for each of ``count`` places how an article does without it; ``printed`` are its spans by place.

    Accepted gap: where the parts on both sides stand in another order, a gap between them counts as marked.
    """
    held = sorted(printed)
    return tuple(Gap.NONE if at in printed else _gap(text, printed, held, at) for at in range(count))


def _gap(text: str, printed: Mapping[int, Sequence[Span]], held: Sequence[int], at: int) -> Gap:
    right = bisect_left(held, at)
    if right in {0, len(held)}:
        return Gap.TRIMMED
    end = max(span.end for span in printed[held[right - 1]])
    start = min(span.start for span in printed[held[right]])
    return Gap.ELIDED if start < end or _MARKED.search(text[end:start]) else Gap.SILENT
