"""A PostgreSQL server of the tests' own: in a folder of its own, reached by a socket there, gone with the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

USER = "postgres"  # of the system: the server refuses to run as root


class Server:
    """A running server; each record gets an empty schema of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def address(self, schema: str = "public") -> str:
        return f"postgresql:///postgres?host={quote(str(self._folder))}&user=tests&options=-csearch_path%3D{schema}"

    def fresh(self) -> str:
        """Return the address of an empty schema."""
        schema = f"record_{next(self._numbers)}"
        self.run(f"CREATE SCHEMA {schema}")
        return self.address(schema)

    def run(self, *statements: str, address: str | None = None) -> list[tuple[object, ...]]:
        """Execute statements beside the record; return the rows of the last."""
        import psycopg  # noqa: PLC0415 - only where there is one

        rows: list[tuple[object, ...]] = []
        with psycopg.connect(address or self.address(), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
                rows = cursor.fetchall() if cursor.description else []
        return rows


def missing() -> str | None:
    """Return what keeps a server from being started here."""
    try:
        import psycopg  # noqa: F401, PLC0415
    except ImportError:
        return "psycopg is not installed"
    if _program("initdb") is None:
        return "PostgreSQL is not installed"
    if os.geteuid() == 0 and (not shutil.which("setpriv") or USER not in {user.pw_name for user in pwd.getpwall()}):
        return f"a server cannot run as root, and there is no user {USER} to run it as"
    return None


def _program(name: str) -> str | None:
    """Return the path of a server's program; Debian keeps it away from the others."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


@contextmanager
def running() -> Iterator[Server]:
    """Start a server; end it and take its folder away at the end."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
    as_user = []
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
        as_user = ["setpriv", "--reuid", USER, "--regid", USER, "--clear-groups"]
    data = folder / "data"
    quick = [
        "-c",
        "fsync=off",
        "-c",
        "synchronous_commit=off",
        "-c",
        "full_page_writes=off",
        "-c",
        "shared_buffers=32MB",
    ]
    make = ["-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    serve = ["-D", data, "-k", folder, "-c", "listen_addresses=", *quick]
    try:
        made = [*as_user, _program("initdb"), *make]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd=folder)
        with subprocess.Popen(
            [*as_user, _program("postgres"), *serve], stderr=subprocess.DEVNULL, cwd=folder
        ) as server:
            try:
                _wait_for(folder)
                yield Server(folder)
            finally:
                server.terminate()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(folder: Path) -> None:
    import psycopg  # noqa: PLC0415

    for _ in range(200):
        try:
            Server(folder).run("SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server does not answer")
