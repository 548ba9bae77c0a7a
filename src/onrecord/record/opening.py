"""Opening a record file with every check, so that no other file is ever taken for one or changed."""

from __future__ import annotations

from pathlib import Path

from onrecord.errors import RecordError
from onrecord.record.correcting import settle_pages
from onrecord.record.database import Database
from onrecord.record.schema import APPLICATION_ID, TABLES, UPGRADES, VERSION

__all__ = ["open_database"]

_BEFORE_VERSIONS = 4  # tables of that version know of no versions of a page


def open_database(path: Path, *, create: bool, readonly: bool) -> Database:
    """Open a record file, or make one where nothing is and ``create`` says so; ``readonly`` promises not to write.

    Raises:
        RecordError: if there is no such file, or it is not a record of this version.
    """
    _refuse(path, create=create)
    try:
        return _prepare(Database(path, "mode=rwc" if create else "mode=rw", shared=readonly), create, readonly)
    except RecordError as error:
        # In a folder that cannot be written to, SQLite reads a file in WAL mode only when told that nobody changes it.
        reason = getattr(error.__cause__, "sqlite_errorname", "")
        if not readonly or not reason.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")) or _has_wal(path):
            raise
        return _prepare(Database(path, "immutable=1", shared=True), create, readonly)


def _refuse(path: Path, *, create: bool) -> None:
    """Raise where a path cannot be a record, before SQLite makes or touches a file."""
    try:
        if path.is_dir():
            raise RecordError(f"{path} is a folder; a record is one file: give its path")
        if not create and not path.exists():
            raise RecordError(f"there is no record at {path}; make one with `onrecord add`")
        if not path.parent.is_dir():
            raise RecordError(f"there is no folder {path.parent} to put a record in; make it first")
    except OSError as error:
        raise RecordError(f"{path} cannot be opened: {error.strerror}") from error


def _prepare(database: Database, create: bool, readonly: bool) -> Database:  # noqa: FBT001 - as in open_database
    try:
        if create and _is_empty(database):
            _make_tables(database)
        _check_identity(database)
        _upgrade(database)
        database.execute("PRAGMA query_only = ON" if readonly else "PRAGMA journal_mode = WAL")
        # FULL: what was acknowledged survives a power cut as well as a kill; it costs one sync for each transaction.
        for pragma in ("PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", "PRAGMA cache_size = -32000"):
            database.execute(pragma)
    except BaseException:
        database.close()
        raise
    return database


def _is_empty(database: Database) -> bool:
    return database.one("SELECT 1 FROM sqlite_master") is None and _identity(database) == (0, 0)


def _identity(database: Database) -> tuple[int, int]:
    """Return what program the file is of, by the number in its header, and the version of its tables."""
    (application,) = database.one("PRAGMA application_id") or (0,)
    (version,) = database.one("PRAGMA user_version") or (0,)
    return application, version


def _make_tables(database: Database) -> None:
    with database.writing():
        if _is_empty(database):  # nobody else made them meanwhile
            for statement in (
                *TABLES,
                f"PRAGMA application_id = {APPLICATION_ID}",
                f"PRAGMA user_version = {VERSION}",
            ):
                database.execute(statement)


def _check_identity(database: Database) -> None:
    path, (application, version) = database.path, _identity(database)
    if _is_empty(database):
        raise RecordError(f"{path} is empty, no record yet; make one with `onrecord add`")
    if application != APPLICATION_ID:
        raise RecordError(f"{path} is no record but an SQLite file of another program; choose another path")
    if version > VERSION:
        raise RecordError(
            f"{path} was made by a newer onrecord (tables of version {version}; this one knows {VERSION}); "
            "update onrecord"
        )


def _upgrade(database: Database) -> None:
    """Bring the tables of an older record up to date; what it holds stays as it is."""
    while (version := _identity(database)[1]) < VERSION:
        with database.writing():
            if _identity(database)[1] == version:  # nobody else did meanwhile
                for statement in (*UPGRADES[version], f"PRAGMA user_version = {version + 1}"):
                    database.execute(statement)
                if version == _BEFORE_VERSIONS:
                    settle_pages(database)


def _has_wal(path: Path) -> bool:
    return path.with_name(path.name + "-wal").exists()
