"""Notes files: JSON Lines of articles with their statements, written by this program or another."""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from onrecord.contract import notes_from_json
from onrecord.errors import FormatError, ReadError, TooLargeError
from onrecord.model import Notes, Problem
from onrecord.read.options import Source, problem
from onrecord.read.streams import unpack

__all__ = ["read_notes"]


def read_notes(path: str, max_bytes: int) -> Iterator[Notes | Problem]:
    """Yield the notes of each line of a file, and a problem for each line that holds none.

    A file whose name ends in ``.gz`` is unpacked; ``-`` is standard input. A line longer than ``max_bytes`` ends the
    file with a problem: what follows it cannot be told apart safely.
    """
    try:
        if path == "-":
            yield from _lines(Source(sys.stdin.buffer, path), max_bytes)
        else:
            file = Path(path)
            with file.open("rb") as stream:
                packed = path.lower().endswith(".gz")
                unpacked = unpack(stream, file.stat().st_size, max_bytes) if packed else stream
                yield from _lines(Source(unpacked, path), max_bytes)
    except (FormatError, EOFError, zlib.error) as error:  # EOFError: a gzip file that was cut short
        yield problem(FormatError(f"damaged file: {error}; notes before the damage were read"), path)
    except OSError as error:
        yield problem(ReadError(f"cannot be read: {error.strerror or error}"), path)


def _lines(source: Source, max_bytes: int) -> Iterator[Notes | Problem]:
    number = 0
    while line := source.stream.readline(max_bytes + 1):
        number += 1
        where = f"{source.origin}:{number}"
        if len(line) > max_bytes:
            yield problem(TooLargeError(f"line over the limit of {max_bytes:,} bytes; raise max_bytes"), where)
            return
        if line.strip():
            try:
                yield notes_from_json(_object(line))
            except FormatError as error:
                yield problem(error, where)


def _object(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except RecursionError as error:
        raise FormatError("JSON nested too deeply to be notes") from error
    except ValueError as error:
        raise FormatError(f"not JSON in UTF-8: {error}; each line must be one JSON object") from error
