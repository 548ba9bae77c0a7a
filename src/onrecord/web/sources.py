"""Articles and notes of a record, for one page or one command."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.errors import NotOnRecordError
from onrecord.model import Article, Notes, Span, Statement
from onrecord.record import Record

__all__ = ["Sources", "address"]


class Sources:
    """Articles and their notes, each read once from a record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._notes: dict[str, Notes] = {}
        self._articles: dict[str, Article] = {}
        self._numbers: dict[str, dict[str, int]] = {}
        self._placed: dict[tuple[str, str], tuple[int, Statement]] = {}

    def notes(self, article: str) -> Notes:
        """Return the notes of an article."""
        if article not in self._notes:
            self._notes[article] = self.record.notes(article)
        return self._notes[article]

    def article(self, article: str) -> Article:
        """Return an article; without its notes that is quicker."""
        if article not in self._articles:
            self._articles[article] = self.record.article(article)
        return self._articles[article]

    def number(self, statement: Statement) -> int:
        """Return the number of a statement in its article, from 1, as it was noted: no correction moves another one."""
        if statement.article not in self._numbers:
            self._numbers[statement.article] = self.record.numbering(statement.article)
        return self._numbers[statement.article][statement.id]

    def hold(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Look up many statements together, by the ids of their articles and their own."""
        self._placed |= self.record.placed(pair for pair in wanted if pair not in self._placed)

    def statement(self, article: str, statement: str) -> tuple[int, Statement]:
        """Return a statement of an article with its number there, from 1.

        Of many, :meth:`hold` them before.

        Raises:
            NotOnRecordError: if there is none.
        """
        if (article, statement) not in self._placed:
            self.hold([(article, statement)])
        found = self._placed.get((article, statement))
        if found is None:
            raise NotOnRecordError(f"statement {statement} is not among the notes of article {article}")
        return found

    def outlets(self, articles: Iterable[str]) -> list[str]:
        """Return the outlets of articles, each once, in order of the alphabet."""
        return sorted({self.article(article).printed_by for article in articles})


def address(article: str, spans: Iterable[Span]) -> str:
    """Return the address of an article at some of its words, which are marked there."""
    marked = ",".join(f"{span.start}-{span.end}" for span in spans)
    return f"/article/{article}?mark={marked}#here"
