"""About how many articles sources hold, at a glance, for showing progress."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["count_articles"]

_CHUNK = 1 << 20
_PACKED = 1500  # bytes of a gzip file that hold about one article


def count_articles(paths: Iterable[str]) -> int | None:
    """Return an estimate of the number of articles; ``None`` where standard input is among the ``paths``.

    Every file counts as one, JSON Lines as the number of their lines (blank ones too), gzip files, which are not
    unpacked for this, as one for every 1,500 bytes. Hidden files and folders in a folder do not count, as they are not
    read. Only regular files are opened. Never raises: what cannot be read counts as one, and is reported when its turn
    comes.
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
            return max(1, file.stat().st_size // _PACKED)
        if name.endswith((".jsonl", ".ndjson")):
            return _lines(file)
    except OSError:
        return 1
    return 1


def _lines(file: Path) -> int:
    count, last = 0, b"\n"
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            count += chunk.count(b"\n")
            last = chunk[-1:]
    return count + (last != b"\n")
