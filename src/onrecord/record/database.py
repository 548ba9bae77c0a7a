"""A connection to a record: rows, transactions, an index of words, and errors that say what to do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from onrecord.record.fulltext import FullText

__all__ = ["WAIT", "Database", "Row"]

WAIT = 5.0
"""Seconds to wait for another writer before giving up."""

Row = tuple[Any, ...]


class Database(ABC):
    """A connection to a record; every error of its driver becomes a :class:`~onrecord.errors.RecordError`.

    The SQL it is given is what SQLite and PostgreSQL both read, with ``?`` for a value; what they do not share stands
    in the subclasses (:mod:`~onrecord.record.sqlite`, :mod:`~onrecord.record.postgresql`).

    Attributes:
        name: how messages call the record.
        words: its index of words.
    """

    name: str
    words: FullText

    @abstractmethod
    def close(self) -> None:
        """Close the connection; what was not committed is gone."""

    @abstractmethod
    def rows(self, sql: str, *parameters: object) -> Iterator[Row]:
        """Yield the rows of a query."""

    @abstractmethod
    def execute(self, sql: str, *parameters: object) -> int:
        """Execute one statement; return how many rows it changed."""

    @abstractmethod
    def run(self, sql: str, rows: Iterable[Row]) -> None:
        """Execute a statement once for each of ``rows``."""

    @abstractmethod
    def insert(self, sql: str, *parameters: object) -> int | None:
        """Insert one row into a table that counts its rows; return its number, ``None`` where it was there already."""

    @abstractmethod
    def version(self) -> int:
        """Return a number that differs as soon as another connection has changed what is on record."""

    def changes(self) -> int:
        """Return a number that differs as soon as this connection has changed what :meth:`version` does not count."""
        return 0

    def state(self) -> tuple[int, int] | None:
        """Return what differs as soon as anybody has changed the record; ``None`` within a transaction."""
        return None if self._is_open() else (self.version(), self.changes())

    @abstractmethod
    def damages(self) -> Iterator[str]:
        """Yield what is wrong with the database as such."""

    def one(self, sql: str, *parameters: object) -> Row | None:
        """Return the first row of a query, or ``None``."""
        return next(iter(self.rows(sql, *parameters)), None)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the record for writing until the block ends: all of it is kept, or after an error nothing.

        A block inside another is kept when the outer one ends. Others go on reading what was there before.

        Raises:
            RecordError: if another program writes and does not finish within a few seconds.
        """
        with self._transaction(writing=True):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read one state of the record until the block ends, whatever others write meanwhile."""
        with self._transaction(writing=False):
            yield

    @contextmanager
    def _transaction(self, *, writing: bool) -> Iterator[None]:
        inside = self._is_open()
        if inside:
            self.execute("SAVEPOINT block")
        else:
            self._begin(writing=writing)
        try:
            yield
            self.execute("RELEASE block" if inside else "COMMIT")
        except BaseException:
            if self._is_open():  # a database may roll everything back itself, as when the disk is full
                self.execute("ROLLBACK TO block" if inside else "ROLLBACK")
            raise

    @abstractmethod
    def _begin(self, *, writing: bool) -> None:
        """Open a transaction in which one state is read; one for writing shuts all other writers out."""

    @abstractmethod
    def _is_open(self) -> bool:
        """Whether a transaction is open."""
