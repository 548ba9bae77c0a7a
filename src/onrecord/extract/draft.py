"""Draft: an attribution on its way to a statement."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.language.cues import Frame
from onrecord.model import Span

__all__ = ["Draft", "containers_of", "lies_in"]


@dataclass(frozen=True, slots=True)
class Draft:
    """Content, cue and source as spans of the article, with the construction they were found in.

    ``head`` is the number of the cue's head token in the parse, -1 where there is no cue; two drafts with one head
    report one content. ``lemma`` is the key under which the cue stands in the language's cues.
    """

    frame: Frame
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    head: int = -1
    lemma: str = ""
    implicit: bool = False

    @property
    def start(self) -> int:
        """Offset of the first content character."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Offset after the last content character."""
        return self.content[-1].end


def lies_in(draft: Draft, other: Draft) -> bool:
    """Whether every content span of ``draft`` lies in a content span of ``other``, and is less than all of it."""
    return draft.content != other.content and all(
        any(outer.contains(inner) for outer in other.content) for inner in draft.content
    )


def containers_of(drafts: Sequence[Draft]) -> dict[Draft, Draft]:
    """Return for every draft that lies in another the shortest such other."""
    by_start = sorted(drafts, key=lambda draft: draft.start)
    starts = [draft.start for draft in by_start]
    found: dict[Draft, Draft] = {}
    for other in sorted(drafts, key=lambda draft: draft.start - draft.end):  # the longest first, the shortest stays
        for span in other.content:
            for draft in by_start[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
                if draft is not other and lies_in(draft, other):
                    found[draft] = other
    return found
