"""JSON Lines: one article a line, or one turn of a transcript, with the keys of the contract."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from onrecord.errors import FormatError, ReadError, TooLargeError
from onrecord.model import Article, ArticleKind, Problem
from onrecord.read.article import make_article
from onrecord.read.encoding import decode
from onrecord.read.options import Given, ReadOptions, Source, parse_day, parse_moment, problem, writable
from onrecord.read.streams import unpack
from onrecord.read.turns import Turn, with_transcripts

__all__ = ["read_gzip_lines", "read_lines"]

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CHUNK = 65_536


def read_lines(source: Source, options: ReadOptions) -> Iterator[Article | Problem]:
    """Yield an article for each line, read one at a time, and a problem for each that is none.

    Keys: ``text``; ``id`` (string or whole number), ``outlet``, ``url``, ``title``, ``published`` or ``date`` (ISO
    8601), ``authors`` (string or list), ``kind`` (report or transcript). Others are not looked at. A line with a
    ``speaker`` is a turn: those in a row that agree in day, title and outlet are one transcript. A value that cannot be
    read is reported, and the article kept without it. Blank lines are skipped. The text of an article stays as it is,
    line ends included, but for lone surrogates and U+0000, each of which becomes U+FFFD.

    Accepted gap: of a key given twice in one line, the last counts.

    Raises:
        FormatError: if the file is in UTF-16.
    """
    yield from with_transcripts(_items(source, options), options)


def _items(source: Source, options: ReadOptions) -> Iterator[Article | Problem | Turn]:
    number = 0
    while line := source.stream.readline(options.max_bytes + 1):
        number += 1
        where = f"{source.origin}:{number}"
        if number == 1 and line.startswith(_UTF16_MARKS):
            raise FormatError("JSON Lines in UTF-16; save the file as UTF-8")
        if len(line) > options.max_bytes and not line.endswith(b"\n"):
            size = len(line) + _skip_line(source.stream)
            error = TooLargeError(f"{size:,} bytes is over the limit of {options.max_bytes:,} bytes; raise max_bytes")
            yield problem(error, where)
        elif line := line.removeprefix(_UTF8_MARK if number == 1 else b"").strip():
            yield from _read_line(line, where, options)


def read_gzip_lines(source: Source, options: ReadOptions) -> Iterator[Article | Problem]:
    """Yield what :func:`read_lines` yields of the file that ``source`` is the gzip of.

    Raises:
        FormatError: if it is no gzip, is cut short, or unpacks to over 200 times its size; what came before stays read.
    """
    unpacked = unpack(source.stream, source.size or 0, options.max_bytes)
    try:
        yield from read_lines(Source(unpacked, source.origin), options)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise FormatError(f"damaged or no gzip file ({error}); articles before the damage were read") from error


def _skip_line(stream: BinaryIO) -> int:
    """Read to the end of the line, keeping nothing; return how many bytes stood before it."""
    size = 0
    while chunk := stream.readline(_CHUNK):
        size += len(chunk.removesuffix(b"\n"))
        if chunk.endswith(b"\n"):
            break
    return size


def _read_line(line: bytes, where: str, options: ReadOptions) -> Iterator[Article | Problem | Turn]:
    try:
        fields = _Fields(line)
        text, said, speaker = fields.text(), fields.said(), fields.speaker()
        if speaker is None:
            yield make_article(text, where, options, said, given_id=fields.given_id(), kind=fields.kind())
        else:
            yield Turn(speaker, text, said, where)
    except ReadError as error:
        yield problem(error, where)
        return
    for message in fields.complaints:
        yield Problem("read", message, writable(where))


class _Fields:
    """The JSON object of a line, read key by key; ``complaints`` tells of every value that had to be left out."""

    def __init__(self, line: bytes) -> None:
        self.complaints: list[str] = []
        try:
            raw = json.loads(self._decoded(line))
        except RecursionError as error:
            raise FormatError("JSON nested too deeply to be an article") from error
        except ValueError as error:
            raise FormatError(f"not JSON: {error}; each line must be one JSON object") from error
        if not isinstance(raw, dict):
            raise FormatError(f"a JSON object was expected, not {type(raw).__name__}")
        self.raw: dict[str, Any] = raw

    def _decoded(self, line: bytes) -> str:
        """Return the characters of a line; JSON Lines are in UTF-8, so another encoding or a bad byte is told of."""
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError as error:
            at = f"byte {error.start + 1:,} of the line"
            self.complaints.append(f"not UTF-8: {at}; read all the same: check the words there, or save it as UTF-8")
            return decode(line).text

    def text(self) -> str:
        text = self.raw.get("text")
        if not isinstance(text, str):
            raise FormatError("no text: the key 'text' must hold the article as a string")
        return text

    def given_id(self) -> str | None:
        value = self.raw.get("id")
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self._string("id")

    def said(self) -> Given:
        return Given(
            self._string("outlet"),
            self._string("url"),
            self._string("title"),
            self._authors(),
            self._published(),
            self._modified(),
        )

    def speaker(self) -> str | None:
        """Who speaks, if this is a turn."""
        return self._string("speaker")

    def kind(self) -> ArticleKind:
        value = self._string("kind")
        try:
            return ArticleKind(value.casefold()) if value else ArticleKind.REPORT
        except ValueError:
            self._complain("kind", f"is {value!r}, none of {', '.join(ArticleKind)}; read as a report")
            return ArticleKind.REPORT

    def _published(self) -> date | None:
        key = "published" if self.raw.get("published") else "date"
        value = self._string(key)
        day = parse_day(value) if value else None
        if value and not day:
            self._complain(key, f"is {value[:40]!r}, no ISO 8601 date (2031-05-04); kept without a date")
        return day

    def _modified(self) -> datetime | None:
        value = self._string("modified")
        moment = parse_moment(value) if value else None
        if value and not moment:
            self._complain("modified", f"is {value[:40]!r}, no ISO 8601 date-time; kept without it")
        return moment

    def _authors(self) -> str | None:
        value = self.raw.get("authors")
        if not isinstance(value, list):
            return self._string("authors")
        names = [item.get("name") if isinstance(item, dict) else item for item in value]
        if not all(isinstance(name, str) for name in names):
            self._complain("authors", "must be a string or a list of strings; kept without what is neither")
        return ", ".join(name for name in names if isinstance(name, str)) or None

    def _string(self, key: str) -> str | None:
        value = self.raw.get(key)
        if value is None or isinstance(value, str):
            return value or None
        self._complain(key, f"must be a string, not {type(value).__name__}; kept without it")
        return None

    def _complain(self, key: str, what: str) -> None:
        self.complaints.append(f"key {key!r} {what}")
