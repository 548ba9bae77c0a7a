"""What the record asks of a full-text index; each database has its own, and an expression language of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence

__all__ = ["COLUMNS", "Entry", "FullText"]

COLUMNS = ("content", "speaker", "outlet", "tags")
"""What a statement is found by; tags are words of their own kind, one for each thing it may be filtered by."""

Entry = tuple[int, str, str | None, str | None, str]
"""A row of the index of statements: its key (:mod:`~onrecord.record.index`), then :data:`COLUMNS`."""


class FullText(ABC):
    """An index of the words of statements, and one of the words of whole articles.

    Case and accents never count; a phrase is words in a row. Expressions are strings of the database's own language,
    made by the methods below and by nothing else, so that no word of a reader is ever taken for an operator.
    """

    @abstractmethod
    def term(self, written: str, *, starred: bool = False) -> str:
        """Return the expression for a word or a phrase; ``starred`` asks for whatever begins so."""

    @abstractmethod
    def within(self, column: str, expression: str) -> str:
        """Return an expression that is looked for in one of :data:`COLUMNS` only."""

    @abstractmethod
    def all_of(self, expressions: Iterable[str]) -> str:
        """Return the expression for what fits all of some; empty where there is none."""

    @abstractmethod
    def any_of(self, expressions: Iterable[str]) -> str:
        """Return the expression for what fits one of some, of which there is one at least."""

    @abstractmethod
    def but_not(self, expression: str, other: str) -> str:
        """Return the expression for what fits one and not the other."""

    @abstractmethod
    def add(self, entries: Iterable[Entry]) -> None:
        """Put rows into the index of statements, best in the order of their keys."""

    @abstractmethod
    def drop(self, entries: Iterable[Entry]) -> None:
        """Take rows out; they must be just those that went in, as an index need not hold the words themselves."""

    @abstractmethod
    def fitting(self, expression: str, low: int, high: int, *, newest: bool) -> Iterator[int]:
        """Yield the keys from ``low`` to ``high`` that fit (all, where the expression is empty), in order."""

    @abstractmethod
    def lengths(self, keys: Sequence[int]) -> dict[int, int]:
        """Return how many words the content of each key has."""

    @abstractmethod
    def add_text(self, number: int, text: str) -> None:
        """Put the text of an article, by its number, into the index of articles."""

    @abstractmethod
    def articles_with(self, word: str) -> int:
        """Return how many articles have a word; a number too high to matter may be cut short."""

    @abstractmethod
    def articles_printing(self, phrases: Sequence[str], limit: int) -> Iterator[str]:
        """Yield ids of articles whose text has one of ``phrases``, likeliest first, then those whose statements do."""

    @abstractmethod
    def merge(self) -> bool:
        """Merge some of the pieces that additions left; return whether there are more."""

    @abstractmethod
    def missing(self) -> tuple[int, int]:
        """Return how many statements that are shown, and how many articles, are not in the index."""
