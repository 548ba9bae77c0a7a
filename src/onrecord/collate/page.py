"""Page: an article as collation sees it: who says what there, and what comes after what."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from onrecord.collate.match import same_name
from onrecord.collate.passages import Passage, passages_of
from onrecord.model import Notes

__all__ = ["Page"]

_TAG = 30  # words of narration that two parts of one speech may stand apart


class Page:
    """An article with its statements, by id, and their passages.

    ``rank`` sorts by day of publication, undated pages last, and never depends on the order of reading.
    """

    def __init__(self, notes: Notes) -> None:
        self.article = notes.article
        self.rank = notes.article.published or date.max, notes.article.outlet or "", notes.article.id
        self.statements = {statement.id: statement for statement in notes.statements}
        self.passages = tuple(passages_of(notes))
        self._starts = sorted(passage.span.start for passage in self.passages if not passage.nested)

    def goes_on(self, one: Passage, other: Passage) -> bool:
        """Whether ``other`` is what the speaker of ``one`` says next here, with no more than a tag in between."""
        end, start = one.span.end, other.span.start
        if end > start or not same_name(one.name, other.name):
            return False
        if bisect_left(self._starts, end) != bisect_left(self._starts, start):
            return False
        return len(self.article.text[end:start].split()) <= _TAG
