"""Bytes to characters: byte order mark, UTF-8, the encoding the page names, then a guess."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from onrecord.errors import EncodingError, FormatError

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\xd0\xcf\x11\xe0", "an office document of the old kind"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3", "a SQLite database"),
)
# Labels a page may name: character encodings only, none of Python's transformations.
_LABEL = re.compile(
    r"(?:utf-?8|us-ascii|latin|iso|windows|cp\d|x-|mac|koi8|gb|big5|euc|shift|tis)[\w-]*", re.IGNORECASE
)
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65_536  # bytes looked at for a guess


def decode(data: bytes, named: str | None = None) -> str:
    r"""Return the characters of ``data``, with every line end as ``\n``.

    Tried in this order: the byte order mark; UTF-8; the encoding ``named`` by the page, undecodable bytes becoming
    U+FFFD; UTF-8 with a few damaged characters, which become U+FFFD; Windows-1252, where few bytes are beyond ASCII
    and all have a meaning there; the best guess of charset-normalizer. Nothing else is changed.

    Accepted gap: English text in Mac Roman or another encoding with few bytes beyond ASCII is taken for Windows-1252,
    so its quotation marks come out as letters; the guess alone would be wrong more often.

    Raises:
        FormatError: if the first bytes are those of a PDF, an archive, an image …
        EncodingError: if no encoding fits or the result is no text.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise FormatError(f"this is {what}, not text; save its text as .txt (UTF-8)")
    tried: list[str] = []
    for encoding, text in _attempts(data, named):
        tried.append(encoding)
        if text is not None:
            break
    else:
        raise EncodingError(f"text in none of the encodings tried ({', '.join(tried)}); save it as UTF-8")
    if "\0" in text or len(_CONTROLS.findall(text)) * 100 > len(text):
        raise EncodingError(f"binary data, no text: read as {tried[-1]}, it has control characters; save it as UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _attempts(data: bytes, named: str | None) -> Iterator[tuple[str, str | None]]:
    """Yield each encoding worth a try, with the text in it, ``None`` where it does not fit."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            yield encoding, _strict(data[len(mark) :], encoding)
            return
    yield "utf-8", _strict(data, "utf-8")
    if known := _known(named):
        yield known, data.decode(known, errors="replace")
    yield "utf-8 with damage", _damaged(data)
    if b"\0" not in data:
        for guess in (_western, _guess):
            if found := guess(data):
                yield found, _strict(data, found)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _damaged(data: bytes) -> str | None:
    """The text as UTF-8 where at least ten characters beyond ASCII are whole for each one that is damaged."""
    text = data.decode("utf-8", errors="replace")
    beyond, damaged = sum(not character.isascii() for character in text), text.count("\ufffd")
    return text if beyond > 10 * damaged else None


def _known(named: str | None) -> str | None:
    """The codec of the label a page names, as browsers read it; ``None`` for anything that is no encoding."""
    if not named or not _LABEL.fullmatch(named.strip()):
        return None
    try:
        name = codecs.lookup(named.strip()).name
    except LookupError:
        return None
    return _AS_BROWSERS_DO.get(name, name)


def _western(data: bytes) -> str | None:
    beyond = sum(byte > 0x7F for byte in data[:_SAMPLE])
    return "cp1252" if beyond * 33 < len(data[:_SAMPLE]) else None


def _guess(data: bytes) -> str | None:
    sample = data if len(data) <= _SAMPLE else data[:_SAMPLE].rpartition(b" ")[0]
    best = from_bytes(sample).best()
    return best.encoding if best else None
