"""Word documents (.docx): their words, out of the zipped XML, with nothing run, fetched or expanded."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from onrecord.errors import FormatError, TooLargeError

__all__ = ["docx_text"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
# Words moved away and the second copy of a text box; deleted words stand in elements of another name.
_UNSEEN = frozenset((f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"))
_BLANKS = {f"{_W}tab": "\t", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ParseError, ValueError)


def docx_text(data: bytes, max_bytes: int) -> str:
    """Return the words of a Word document and its notes, a paragraph a paragraph, as they stand after all changes.

    Accepted gaps: headers, footers and comments are not read; a list's numbers are no words.

    Raises:
        FormatError: if it is no such document, is damaged or encrypted, or declares entities.
        TooLargeError: if a part unpacks to more than ``max_bytes``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if _PARTS[0] not in names:
                raise FormatError("no Word document: it has no word/document.xml; save it as .docx or .txt")
            parts = [_part(archive, name, max_bytes) for name in _PARTS if name in names]
        return "\n\n".join(_words(part) for part in parts)
    except DefusedXmlException as error:
        raise FormatError(
            "a Word document does not declare entities as this one does; save its text as .txt"
        ) from error
    except _FAILURES as error:
        raise FormatError(f"no whole Word document ({error}); open and save it again, or save it as .txt") from error


def _part(archive: zipfile.ZipFile, name: str, max_bytes: int) -> bytes:
    """Return a part; no more than is accepted is ever unpacked, whatever the archive says of its size."""
    with archive.open(name) as stream:
        part = stream.read(max_bytes + 1)
    if len(part) > max_bytes:
        raise TooLargeError(f"{name} unpacks to over {max_bytes:,} bytes; raise max_bytes or split the document")
    return part


def _words(part: bytes) -> str:
    words: list[str] = []
    hidden = 0
    event: str
    element: Element
    for event, element in iterparse(io.BytesIO(part), events=("start", "end"), forbid_dtd=True):
        if element.tag in _UNSEEN:
            hidden += 1 if event == "start" else -1
        if event == "start":
            continue
        if element.tag == f"{_W}p":
            words.append("\n\n")
        elif not hidden:
            words.append((element.text or "") if element.tag == f"{_W}t" else _BLANKS.get(element.tag, ""))
        element.clear()
    return "".join(words)
