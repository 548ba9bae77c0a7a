"""Drafts: what somebody is about to publish, every word of it, unlike an article, of which only the body counts."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from lxml import etree, html
from markdown_it import MarkdownIt

from onrecord.errors import EmptyArticleError, FormatError, ReadError
from onrecord.model import Article
from onrecord.read.docx import docx_text
from onrecord.read.encoding import decode, named_in
from onrecord.read.html import looks_like_html
from onrecord.read.options import ReadOptions, Source, whole, writable

__all__ = ["DRAFTS", "draft_of", "read_draft"]

_STANDARD_INPUT = "-"
_ZIP = b"PK\x03\x04"
_UNSEEN = frozenset(("head", "script", "style", "template", "noscript", "iframe", "object", "svg", "math", "textarea"))
# Elements that end no paragraph.
_INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font")
)
_INLINE |= {
    "i",
    "img",
    "ins",
    "kbd",
    "label",
    "mark",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
}
_INLINE |= {"time", "tt", "u", "var", "wbr"}
_QUOTES = {"start": "“", "end": "”"}


def _text(data: bytes, max_bytes: int) -> str:  # noqa: ARG001 - one signature for all kinds of draft
    return decode(data).text


def _markdown(data: bytes, max_bytes: int) -> str:  # noqa: ARG001 - as above
    """Return the words of CommonMark, a block a paragraph, without code blocks, links' addresses and HTML tags."""
    blocks: list[str] = []
    for token in MarkdownIt("commonmark").parse(decode(data).text):
        if token.type == "inline":
            parts = [_INLINE_TEXT.get(each.type, each.content) for each in token.children or ()]
            blocks.append("".join(parts))
        elif token.type == "html_block":
            blocks.append(_html_text(token.content))
    return "\n\n".join(block for block in blocks if block.strip())


_INLINE_TEXT = {"softbreak": " ", "hardbreak": " ", "html_inline": "", "image": ""}
"""Inline tokens of Markdown whose content is no words of the text → what stands for them."""


def _html(data: bytes, max_bytes: int) -> str:  # noqa: ARG001 - as above
    return _html_text(decode(data, named_in(data)).text)


def _html_text(markup: str) -> str:
    """Return all words of a page, a block a paragraph; ``<q>`` gets the marks a browser would show."""
    if not markup.strip():
        return ""
    try:
        root = html.fromstring(markup.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError) as error:
        raise FormatError(f"this draft cannot be read as HTML ({error}); save its text as .txt") from error
    parts: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else ""
        hidden += {"start": 1, "end": -1}.get(event, 0) * (name in _UNSEEN)
        if name == "q":
            parts.append(_QUOTES[event])
        elif name and name not in _INLINE:
            parts.append("\n\n" if name != "br" else "\n" * (event == "end"))
        words = (element.text if event == "start" else element.tail) or ""
        parts.append("" if hidden else " ".join(("|" + words + "|").split()).removeprefix("|").removesuffix("|"))
    return "".join(parts)


_Draft = Callable[[bytes, int], str]

DRAFTS: Mapping[str, _Draft] = MappingProxyType(
    {
        ".docx": docx_text,
        ".htm": _html,
        ".html": _html,
        ".markdown": _markdown,
        ".md": _markdown,
        ".txt": _text,
        ".xhtml": _html,
    }
)
"""The end of a draft's name → what makes its bytes, and the most bytes they may unpack to, text."""


def read_draft(path: str, options: ReadOptions) -> Article:
    """Return a draft as an article without outlet; its text is all that a reader of the draft sees.

    Standard input (``-``) is HTML where it looks like it, else plain text. Nothing is fetched, no script or macro
    runs. The day of publication is the one given.

    Accepted gaps: a block quotation without marks is no quotation; text in pictures is not read.

    Raises:
        ReadError: if it cannot be read; the message says why and what to do.
    """
    if path == _STANDARD_INPUT:
        data = whole(Source(sys.stdin.buffer, path), options.max_bytes)
        return _article(path, data, _html if looks_like_html(data) else _text, options)
    reader = _reader_of(path)
    return _article(path, _bytes_of(Path(path), options.max_bytes), reader, options)


def draft_of(name: str, data: bytes, options: ReadOptions) -> Article:
    """Return a draft of whose file only ``name`` and bytes are at hand, read as :func:`read_draft` reads one.

    Raises:
        ReadError: if it cannot be read.
    """
    return _article(name, data, _reader_of(name), options)


def _article(name: str, data: bytes, reader: _Draft, options: ReadOptions) -> Article:
    if reader is _text and looks_like_html(data):
        raise FormatError(f"{name}: this is an HTML page, not plain text; name it .html")
    try:
        text = writable(reader(data, options.max_bytes))
    except ReadError as error:
        raise type(error)(f"{name}: {error}") from error
    if not text.strip():
        raise EmptyArticleError(f"{name}: there is no text in it to check")
    published = options.given.published
    return Article(Article.id_of(text, None, None), text, published=published, language=options.language, origin=name)


def _reader_of(path: str) -> _Draft:
    reader = next((reader for end, reader in DRAFTS.items() if path.lower().endswith(end)), None)
    if reader is None:
        raise FormatError(f"{path}: a draft is one of {', '.join(DRAFTS)}; save it as one of these")
    return reader


def _bytes_of(path: Path, max_bytes: int) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise FormatError(f"{path}: not a regular file; send its content to standard input and check “-”")
        with path.open("rb") as stream:
            return whole(Source(stream, str(path), status.st_size), max_bytes)
    except OSError as error:
        raise ReadError(f"{path} cannot be read: {error.strerror or error}; check path and rights") from error
    except ReadError as error:
        raise type(error)(f"{path}: {error}".removeprefix(f"{path}: {path}")) from error
