"""Sources to articles: files, folders and standard input, whatever they hold; one bad one stops nothing."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from onrecord.errors import EmptyArticleError, FormatError, ReadError
from onrecord.model import Article, Problem
from onrecord.read.html import looks_like_html, read_html
from onrecord.read.jsonl import read_gzip_lines, read_lines
from onrecord.read.options import Given, Reader, ReadOptions, Source, problem
from onrecord.read.streams import put_back
from onrecord.read.text import read_text
from onrecord.read.turns import has_turns, read_turns

__all__ = ["READERS", "Given", "ReadOptions", "Reader", "Source", "read_articles"]

# The end of a file's name → its reader. To add a format: one function, one line here.
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".csv": read_turns,
        ".gz": read_gzip_lines,
        ".htm": read_html,
        ".html": read_html,
        ".jsonl": read_lines,
        ".ndjson": read_lines,
        ".tsv": read_turns,
        ".txt": read_text,
        ".xhtml": read_html,
    }
)
_STANDARD_INPUT = "-"
_JSON_OBJECT = (b"{", b"\xef\xbb\xbf{")


def read_articles(paths: Iterable[str], options: ReadOptions) -> Iterator[Article | Problem]:
    """Yield the articles of files, folders and standard input (``-``), and a problem for whatever is none.

    Folders are read to the bottom, sorted by name, without hidden files. Standard input is JSON Lines where it opens
    with "{", HTML where it looks like it, a table of turns where it names their columns, else plain text. Files are
    opened one at a time, as they are wanted.
    """
    for path in paths:
        if path == _STANDARD_INPUT:
            yield from _guarded(_read_standard_input(options), path)
        elif "\0" in path:
            yield problem(FormatError("no path: it has a zero character in it"), path)
        elif path.startswith(("http://", "https://")):
            yield problem(FormatError("nothing is fetched from the web; save the page and read the file"), path)
        else:
            yield from _guarded(_read_path(Path(path), options), path)


def _guarded(results: Iterator[Article | Problem], origin: str) -> Iterator[Article | Problem]:
    """Yield ``results``; the error that ends them becomes a problem."""
    try:
        yield from results
    except ReadError as error:
        yield problem(error, origin)
    except OSError as error:
        yield problem(ReadError(f"cannot be read: {error.strerror or error}; check path and rights"), origin)


def _read_path(path: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        yield from _read_folder(path, options)
        return
    if not stat.S_ISREG(status.st_mode):
        raise FormatError("not a regular file; send its content to standard input and read '-'")
    reader = next((reader for end, reader in READERS.items() if path.name.lower().endswith(end)), None)
    if reader is None:
        what = f"a name that ends in {path.suffix!r}" if path.suffix else "a name without an ending"
        raise FormatError(f"no reader for {what}; there are readers for {', '.join(READERS)}")
    with path.open("rb") as stream:
        yield from reader(Source(stream, str(path), status.st_size), options)


def _read_folder(folder: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    if not entries:
        raise EmptyArticleError("there are no files in this folder")
    for entry in entries:
        if entry.is_symlink() and entry.is_dir():
            yield problem(FormatError("a link to a folder is not followed; name the folder itself"), str(entry))
        else:
            yield from _guarded(_read_path(entry, options), str(entry))


def _read_standard_input(options: ReadOptions) -> Iterator[Article | Problem]:
    stream: BinaryIO = sys.stdin.buffer
    lines, size = [b""], 0
    while not lines[-1].strip() and size <= options.max_bytes and (line := stream.readline(options.max_bytes + 1)):
        lines.append(line)
        size += len(line)
    head = b"".join(lines)
    reader: Reader = read_text
    if head.lstrip().startswith(_JSON_OBJECT):
        reader = read_lines
    elif looks_like_html(head):
        reader = read_html
    elif has_turns(head.strip().decode(errors="replace")):
        reader = read_turns
    yield from reader(Source(put_back(head, stream), _STANDARD_INPUT), options)
