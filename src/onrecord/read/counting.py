"""About how many articles sources hold, at a glance, for showing progress."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["count_articles"]

_CHUNK = 1 << 20
_UNPACKED = 1 << 23
_PACKED = 1500  # bytes of a damaged gzip file that held about one article


def count_articles(paths: Iterable[str]) -> int | None:
    """Return an estimate of the number of articles; ``None`` where standard input is among the ``paths``.

    Every file counts as one, JSON Lines as the number of their lines (blank ones too), gzip files as many as there
    would be if all of it were like the first 8 megabytes. Hidden files and folders in a folder do not count, as they
    are not read. Only regular files are opened. Never raises: what cannot be read counts as one, and is reported when
    its turn comes.
    """
    total = 0
    for path in paths:
        if path == "-":
            return None
        root = Path(path)
        total += sum(map(_in_file, _files(root) if root.is_dir() else [root]))
    return total


def _files(folder: Path) -> Iterator[Path]:
    """Yield the regular files below a folder that are read with it."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(parent, name) for name in names if not name.startswith("."))
        yield from (file for file in files if file.is_file())


def _in_file(file: Path) -> int:
    name = file.name.lower()
    try:
        if not file.is_file():
            return 1
        if name.endswith(".gz"):
            return _packed(file)
        if name.endswith((".jsonl", ".ndjson")):
            return _lines(file)
    except OSError:
        return 1
    return 1


def _packed(file: Path) -> int:
    size = file.stat().st_size
    try:
        with file.open("rb") as packed, gzip.GzipFile(fileobj=packed) as stream:
            start = stream.read(_UNPACKED)
            ended, read = not stream.read(1), packed.tell()
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return max(1, size // _PACKED)
    count = start.count(b"\n")
    return count + (start[-1:] != b"\n") if ended else max(1, count * size // read)


def _lines(file: Path) -> int:
    count, last = 0, b"\n"
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            count += chunk.count(b"\n")
            last = chunk[-1:]
    return count + (last != b"\n")
