"""A connection to a record file: rows, transactions, and errors that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from onrecord.errors import RecordError

__all__ = ["Database", "Row"]

Row = tuple[Any, ...]

_WAIT = 5.0
"""Seconds to wait for another writer before giving up."""

_ADVICE = {
    "SQLITE_BUSY": f"another program is writing to it; waited {_WAIT:g} s; try again when that has finished",
    "SQLITE_CANTOPEN": "cannot be opened; check that its folder exists and that you may read and write there",
    "SQLITE_CORRUPT": "the file is damaged; go back to a copy, or make a new one from the sources with `onrecord add`",
    "SQLITE_FULL": "the disk is full; nothing of this step was kept; make room and run the same command again",
    "SQLITE_IOERR": "the disk gave an error; nothing of this step was kept; check the disk and run it again",
    "SQLITE_NOTADB": "this is no record, not even an SQLite file; choose another path",
    "SQLITE_READONLY": "may not be written to; check how it was opened and the permissions of the file and its folder",
}


class Database:
    """A connection to a record file; every error of SQLite becomes a :class:`~onrecord.errors.RecordError`."""

    def __init__(self, path: Path, parameters: str, *, shared: bool) -> None:
        """Connect to ``path`` with the URI ``parameters`` of SQLite; ``shared`` by threads, it must not be written to.

        Raises:
            RecordError: if SQLite cannot open it.
        """
        self.path = path
        with self._clear_errors():
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?{parameters}",
                uri=True,
                timeout=_WAIT,
                isolation_level=None,  # transactions are opened by hand, in _transaction
                check_same_thread=not shared,
            )

    def close(self) -> None:
        """Close the file; what was not committed is gone."""
        self._connection.close()

    def rows(self, sql: str, *parameters: object) -> Iterator[Row]:
        """Yield the rows of a query as SQLite finds them."""
        with self._clear_errors():
            yield from self._connection.execute(sql, parameters)

    def one(self, sql: str, *parameters: object) -> Row | None:
        """Return the first row of a query, or ``None``."""
        with self._clear_errors():
            row: Row | None = self._connection.execute(sql, parameters).fetchone()
            return row

    def execute(self, sql: str, *parameters: object) -> int:
        """Execute one statement; return how many rows it changed."""
        with self._clear_errors():
            return self._connection.execute(sql, parameters).rowcount

    def run(self, sql: str, rows: Iterable[Row]) -> None:
        """Execute a statement once for each of ``rows``."""
        with self._clear_errors():
            self._connection.executemany(sql, rows)

    def insert(self, sql: str, *parameters: object) -> int | None:
        """Insert one row; return its number, or ``None`` where it was there already."""
        with self._clear_errors():
            cursor = self._connection.execute(sql, parameters)
            return cursor.lastrowid if cursor.rowcount else None

    def changes(self) -> int:
        """Return how many rows this connection has changed since it was opened."""
        return self._connection.total_changes

    def version(self) -> int:
        """Return a number that differs as soon as another connection has changed the file."""
        (number,) = self.one("PRAGMA data_version") or (0,)
        return int(number)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the file for writing until the block ends: all of it is kept, or after an error nothing.

        A block inside another is kept when the outer one ends. Others go on reading what was there before.

        Raises:
            RecordError: if another program writes and does not finish within a few seconds.
        """
        with self._transaction("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read one state of the file until the block ends, whatever others write meanwhile."""
        with self._transaction("BEGIN"):
            yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        inside = self._is_open()
        self.execute("SAVEPOINT block" if inside else begin)
        try:
            yield
            self.execute("RELEASE block" if inside else "COMMIT")
        except BaseException:
            if self._is_open():  # SQLite itself rolls everything back when the disk is full
                self.execute("ROLLBACK TO block" if inside else "ROLLBACK")
            raise

    def _is_open(self) -> bool:
        return self._connection.in_transaction

    @contextmanager
    def _clear_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            code = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
            raise RecordError(f"{self.path}: {_ADVICE.get(code, error)}") from error
        except UnicodeEncodeError as error:
            raise RecordError(
                f"{self.path}: half a surrogate pair ({error.object[error.start]!r}) is no text that can be kept; "
                "replace it, as reading with onrecord does"
            ) from error
