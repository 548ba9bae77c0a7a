"""Opening a record on a PostgreSQL server with every check, so that no other database is taken for one or changed."""

from __future__ import annotations

from onrecord.errors import RecordError
from onrecord.record.database import Database
from onrecord.record.postgresql import INDEX, PostgreSQL, translated
from onrecord.record.schema import TABLES, UPGRADES, VERSION

__all__ = ["open_server"]

_OF_FILES = ("CREATE VIRTUAL TABLE", "INSERT INTO search")  # the index of words that a file has
_LOCK = 0x4F6E5265  # of whoever makes or changes the tables


def open_server(address: str, *, create: bool, readonly: bool) -> Database:
    """Open the record in the database that ``address`` names; ``create`` makes one where that is empty.

    The tables are in the first schema of the search path, which is to hold nothing else. ``readonly`` promises not to
    write.

    Raises:
        RecordError: if it cannot be reached, or holds no record of this version.
    """
    database = PostgreSQL(address)
    try:
        _prepare(database, create=create)
        if readonly:
            database.execute("SET default_transaction_read_only = on")
    except BaseException:
        database.close()
        raise
    return database


def _prepare(database: Database, *, create: bool) -> None:
    """Make or update the tables; two programs that do so at once take turns."""
    if _version(database) == VERSION:
        return
    database.execute("SELECT pg_advisory_lock(?)", _LOCK)
    try:
        if create and _is_empty(database):
            _make_tables(database)
        _upgrade(database, _version_found(database))
    finally:
        database.execute("SELECT pg_advisory_unlock(?)", _LOCK)


def _version(database: Database) -> int | None:
    """Return the version of the tables, ``None`` where there are none of ours."""
    if database.one("SELECT to_regclass('onrecord')") == (None,):
        return None
    row = database.one("SELECT version FROM onrecord")
    return int(row[0]) if row else None


def _is_empty(database: Database) -> bool:
    sql = "SELECT 1 FROM pg_class WHERE relnamespace = CAST(current_schema() AS regnamespace) LIMIT 1"
    return database.one(sql) is None


def _make_tables(database: Database) -> None:
    with database.reading():  # a transaction like any other; nobody writes to what is not there
        for statement in (*TABLES, *INDEX):
            if not any(words in statement for words in _OF_FILES):
                database.execute(translated(statement))
        database.execute("CREATE TABLE onrecord (version INTEGER NOT NULL, changes BIGINT NOT NULL)")
        database.execute("INSERT INTO onrecord VALUES (?, 0)", VERSION)


def _version_found(database: Database) -> int:
    name, version = database.name, _version(database)
    if version is None and _is_empty(database):
        raise RecordError(f"{name} is empty, no record yet; make one with `onrecord add`")
    if version is None:
        raise RecordError(f"{name} is no record but a database of another program; make an empty one for the record")
    if version > VERSION:
        raise RecordError(
            f"{name} was made by a newer onrecord (tables of version {version}; this one knows {VERSION}); "
            "update onrecord"
        )
    return version


def _upgrade(database: Database, version: int) -> None:
    for older in range(version, VERSION):
        with database.writing():
            for statement in UPGRADES[older]:
                database.execute(translated(statement))
            database.execute("UPDATE onrecord SET version = ?", older + 1)
