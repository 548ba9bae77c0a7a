"""How many articles sources hold, at a glance, for showing progress."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

__all__ = ["count_articles"]

_CHUNK = 1 << 20


def count_articles(paths: Iterable[str]) -> int | None:
    """Return the number of files plus the lines of JSON Lines files; ``None`` where standard input is among them.

    Never raises: what cannot be read counts as one, and is reported when its turn comes. Blank lines count too.
    """
    total = 0
    for path in paths:
        if path == "-":
            return None
        root = Path(path)
        files = [file for file in root.rglob("*") if file.is_file()] if root.is_dir() else [root]
        total += sum(_in_file(file) for file in files if not file.name.startswith("."))
    return total


def _in_file(file: Path) -> int:
    name = file.name.lower()
    try:
        if name.endswith((".jsonl", ".ndjson")):
            with file.open("rb") as stream:
                return _lines(stream)
        if name.endswith(".gz"):
            with gzip.open(file, "rb") as stream:
                return _lines(stream)
    except (OSError, EOFError, zlib.error):
        return 1
    return 1


def _lines(stream: BinaryIO | gzip.GzipFile) -> int:
    count, last = 0, b"\n"
    while chunk := stream.read(_CHUNK):
        count += chunk.count(b"\n")
        last = chunk[-1:]
    return count + (last != b"\n")
