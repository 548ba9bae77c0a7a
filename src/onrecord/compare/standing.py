"""Standing text: what one outlet prints on page after page, links and notices, which is no news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from onrecord.compare.material import Material

__all__ = ["Standing"]

_EDGE = 5  # words at the beginning and the end of a sentence by which it is known again
_PAGES = 3  # of one outlet that print it, while no other outlet does

Printed = tuple[str, Sequence[str]]
"""An article, and the words of a sentence of it, folded."""


class Standing:
    """Tells standing text among sentences by their first and their last five words."""

    def __init__(self, material: Material, sentences: Iterable[Printed]) -> None:
        self._pages: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._outlets: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for article, run in sentences:
            for edge in _edges(run):
                self._pages[edge].add(article)
                self._outlets[edge].add(material.article(article).printed_by)

    def holds(self, run: Sequence[str]) -> bool:
        """Return whether a sentence begins or ends as one does that stands on three pages of one outlet alone."""
        return any(len(self._pages[edge]) >= _PAGES and len(self._outlets[edge]) == 1 for edge in _edges(run))


def _edges(run: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if len(run) >= _EDGE:
        yield tuple(run[:_EDGE])
        yield tuple(run[-_EDGE:])
