"""A record in one SQLite file, and its index of words, FTS5."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import RecordError
from onrecord.record import database
from onrecord.record.database import Database, Row
from onrecord.record.fulltext import Entry, FullText
from onrecord.record.plain import NUMBERS

__all__ = ["SQLite"]

_ADVICE = {
    "SQLITE_BUSY": f"another program is writing to it; waited {database.WAIT:g} s; try again when that has finished",
    "SQLITE_CANTOPEN": "cannot be opened; check that its folder exists and that you may read and write there",
    "SQLITE_CORRUPT": "the file is damaged; go back to a copy, or make a new one from the sources with `onrecord add`",
    "SQLITE_FULL": "the disk is full; nothing of this step was kept; make room and run the same command again",
    "SQLITE_IOERR": "the disk gave an error; nothing of this step was kept; check the disk and run it again",
    "SQLITE_NOTADB": "this is no record, not even an SQLite file; choose another path",
    "SQLITE_READONLY": "may not be written to; check how it was opened and the permissions of the file and its folder",
}


class SQLite(Database):
    """A connection to a record file."""

    def __init__(self, path: Path, parameters: str, *, shared: bool) -> None:
        """Connect to ``path`` with the URI ``parameters`` of SQLite; ``shared`` by threads, it must not be written to.

        Raises:
            RecordError: if SQLite cannot open it.
        """
        self.name = str(path)
        self.words = _FTS5(self)
        with self._clear_errors():
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?{parameters}",
                uri=True,
                timeout=database.WAIT,
                isolation_level=None,  # transactions are opened by hand, in _transaction
                check_same_thread=not shared,
            )

    def close(self) -> None:
        self._connection.close()

    def rows(self, sql: str, *parameters: object) -> Iterator[Row]:
        with self._clear_errors():
            # "yield from" would close the cursor when the generator goes, which fails once the connection is closed
            for row in self._connection.execute(sql, parameters):  # noqa: UP028
                yield row

    def one(self, sql: str, *parameters: object) -> Row | None:
        with self._clear_errors():
            row: Row | None = self._connection.execute(sql, parameters).fetchone()
            return row

    def execute(self, sql: str, *parameters: object) -> int:
        with self._clear_errors():
            return self._connection.execute(sql, parameters).rowcount

    def run(self, sql: str, rows: Iterable[Row]) -> None:
        with self._clear_errors():
            self._connection.executemany(sql, rows)

    def insert(self, sql: str, *parameters: object) -> int | None:
        with self._clear_errors():
            cursor = self._connection.execute(sql, parameters)
            return cursor.lastrowid if cursor.rowcount else None

    def changes(self) -> int:
        return self._connection.total_changes

    def version(self) -> int:
        (number,) = self.one("PRAGMA data_version") or (0,)
        return int(number)

    def damages(self) -> Iterator[str]:
        for (message,) in self.rows("PRAGMA integrity_check"):
            if message != "ok":
                yield f"the file is damaged: {message}"
        for table, _, parent, _ in self.rows("PRAGMA foreign_key_check"):
            yield f"a row of {table} refers to a row of {parent} that is missing"

    def _begin(self, *, writing: bool) -> None:
        self.execute("BEGIN IMMEDIATE" if writing else "BEGIN")

    def _is_open(self) -> bool:
        return self._connection.in_transaction

    @contextmanager
    def _clear_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            code = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
            raise RecordError(f"{self.name}: {_ADVICE.get(code, error)}") from error
        except UnicodeEncodeError as error:
            raise RecordError(
                f"{self.name}: half a surrogate pair ({error.object[error.start]!r}) is no text that can be kept; "
                "replace it, as reading with onrecord does"
            ) from error


_MERGED = 2_000  # pages of the index written at a time in merging it


class _FTS5(FullText):
    """FTS5: ``search`` without contents, as the words are in the articles already; ``texts`` over the articles."""

    def __init__(self, connection: SQLite) -> None:
        self._database = connection

    def term(self, written: str, *, starred: bool = False) -> str:
        return f'"{written}"{"*" if starred else ""}'

    def within(self, column: str, expression: str) -> str:
        return f"{column} : ({expression})"

    def all_of(self, expressions: Iterable[str]) -> str:
        return " AND ".join(f"({each})" for each in expressions)

    def any_of(self, expressions: Iterable[str]) -> str:
        return " OR ".join(f"({each})" for each in expressions)

    def but_not(self, expression: str, other: str) -> str:
        return f"({expression}) NOT ({other})"

    def add(self, entries: Iterable[Entry]) -> None:
        sql = "INSERT INTO search (rowid, content, speaker, outlet, tags) VALUES (?, ?, ?, ?, ?)"
        self._database.run(sql, entries)

    def drop(self, entries: Iterable[Entry]) -> None:
        sql = "INSERT INTO search (search, rowid, content, speaker, outlet, tags) VALUES ('delete', ?, ?, ?, ?, ?)"
        self._database.run(sql, entries)

    def fitting(self, expression: str, low: int, high: int, *, newest: bool) -> Iterator[int]:
        order = "DESC" if newest else "ASC"
        if expression:
            sql = f"SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid {order}"  # noqa: S608
            found = self._database.rows(sql, expression, low, high)
        else:
            sql = f"SELECT id FROM search_docsize WHERE id BETWEEN ? AND ? ORDER BY id {order}"  # noqa: S608
            found = self._database.rows(sql, low, high)
        for (key,) in found:
            yield key

    def lengths(self, keys: Sequence[int]) -> dict[int, int]:
        sql = "SELECT id, sz FROM search_docsize WHERE id IN (SELECT value FROM json_each(?))"
        return {key: _first_number(sizes) for key, sizes in self._database.rows(sql, json.dumps(keys))}

    def add_text(self, number: int, text: str) -> None:
        self._database.execute("INSERT INTO texts (rowid, text) VALUES (?, ?)", number, text)

    def articles_with(self, word: str) -> int:
        row = self._database.one("SELECT doc FROM vocabulary WHERE term = ?", word)
        return int(row[0]) if row else 0

    def articles_printing(self, phrases: Sequence[str], limit: int) -> Iterator[str]:
        for sql in (_PRINTING, _PRINTED):
            for (id_,) in self._database.rows(sql, self.any_of(map(self.term, phrases)), limit):
                yield id_

    def merge(self) -> bool:
        before = self._database.changes()
        self._database.execute("INSERT INTO search (search, rank) VALUES ('merge', ?)", _MERGED)
        return self._database.changes() - before >= 2  # fewer: FTS5 had nothing to merge

    def missing(self) -> tuple[int, int]:
        row = self._database.one(_MISSING)
        return (int(row[0]), int(row[1])) if row else (0, 0)


_PRINTING = """
SELECT a.id FROM texts JOIN articles a ON a.number = texts.rowid
WHERE texts MATCH ? ORDER BY bm25(texts), a.id LIMIT ?
"""
_PRINTED = f"""
SELECT a.id FROM search JOIN statements s ON s.number = search.rowid % {NUMBERS}
JOIN articles a ON a.number = s.article
WHERE search MATCH 'content : (' || ? || ')' ORDER BY bm25(search), a.id, s.id LIMIT ?
"""  # noqa: S608 - a number of ours
_MISSING = f"""
SELECT (SELECT count(*) FROM shown WHERE number NOT IN (SELECT id % {NUMBERS} FROM search_docsize)),
    (SELECT count(*) FROM articles WHERE number NOT IN (SELECT id FROM texts_docsize))
"""  # noqa: S608


def _first_number(sizes: bytes) -> int:
    """Return the first of the lengths that FTS5 keeps for a row, one a column, seven bits a byte."""
    number = 0
    for byte in sizes:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return number
