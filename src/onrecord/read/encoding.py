"""Bytes to characters: byte order mark, UTF-8, the encoding the page names, then a guess."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from charset_normalizer import from_bytes

from onrecord.errors import EncodingError, FormatError

__all__ = ["Decoded", "decode", "named_in"]

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
_NAMED = re.compile(
    rb"<(?:meta[^>]{1,200}?charset|\?xml[^>]{1,100}?encoding)\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE
)
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_MANY = 10  # whole characters for each damaged one that leave no doubt, whatever the page names
_HEAD = 4_096  # bytes in which a page names its encoding
_SAMPLE = 65_536  # bytes looked at for a guess


class Decoded(NamedTuple):
    """The characters of a source; ``notice`` says what became of bytes that are none, empty where all are."""

    text: str
    notice: str = ""


def named_in(markup: bytes) -> str | None:
    """Return the encoding that a page names for itself, ``None`` where it names none."""
    found = _NAMED.search(markup[:_HEAD])
    return found.group(1).decode("ascii") if found else None


def decode(data: bytes, named: str | None = None) -> Decoded:
    r"""Return the characters of ``data``, with every line end as ``\n``.

    Tried in this order: the byte order mark; UTF-8; UTF-8 with a few damaged characters; the encoding ``named`` by the
    page; UTF-8 with at most as many damaged characters as whole ones, as hardly any text in another encoding has whole
    ones by chance; Windows-1252, where few bytes are beyond ASCII and all have a meaning there; the best guess of
    charset-normalizer. What is no character becomes U+FFFD, and the notice says where. Nothing else is changed.

    Accepted gap: English text in Mac Roman or another encoding with few bytes beyond ASCII is taken for Windows-1252,
    so its quotation marks come out as letters; the guess alone would be wrong more often.

    Raises:
        FormatError: if the first bytes are those of a PDF, an archive, an image …
        EncodingError: if no encoding fits or the result is no text.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise FormatError(f"this is {what}, not text; save its text as .txt (UTF-8)")
    tried: dict[str, None] = {}
    for encoding, found in _attempts(data, named):
        tried[encoding] = None
        if found is not None:
            break
    else:
        raise EncodingError(f"text in none of the encodings tried ({', '.join(tried)}); save it as UTF-8")
    text = found.text
    if "\0" in text or len(_CONTROLS.findall(text)) * 100 > len(text):
        raise EncodingError(f"binary data, no text: read as {encoding}, it has control characters; save it as UTF-8")
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), found.notice)


def _attempts(data: bytes, named: str | None) -> Iterator[tuple[str, Decoded | None]]:
    """Yield each encoding worth a try, with the text in it, ``None`` where it does not fit."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            yield encoding, _strict(data[len(mark) :], encoding)
            return
    yield "utf-8", _strict(data, "utf-8")
    yield "utf-8 with damage", _damaged(data, whole=_MANY)
    if known := _known(named):
        yield known, _replaced(data, known)
    yield "utf-8 with damage", _damaged(data, whole=1)
    if b"\0" not in data:
        for guess in (_western, _guess):
            if found := guess(data):
                yield found, _strict(data, found)


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding))
    except UnicodeDecodeError:
        return None


def _damaged(data: bytes, *, whole: int) -> Decoded | None:
    """The text as UTF-8 where at least so many characters beyond ASCII are ``whole`` for each one that is damaged."""
    found = _replaced(data, "utf-8")
    damaged = found.text.count("\ufffd")
    beyond = sum(not character.isascii() for character in found.text)
    return found if beyond - damaged >= whole * damaged else None


def _replaced(data: bytes, encoding: str) -> Decoded:
    """The text in an encoding, with U+FFFD for every byte that is no character in it."""
    try:
        return Decoded(data.decode(encoding))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        text = data.decode(encoding, errors="replace")
        more = text.count("\ufffd") - 1
        others = f", and {more:,} more places" if more > 1 else ", and one more place" * more
        return Decoded(
            text,
            f"read as {encoding}, but byte {error.start + 1:,} (line {line:,}) is no character in it{others}; "
            "replaced by U+FFFD: check the words there, or save the source as UTF-8",
        )


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
