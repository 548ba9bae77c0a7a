"""Plain text: one file, one article."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.errors import EmptyArticleError, EncodingError, FormatError
from onrecord.model import Article, Problem
from onrecord.read.article import make_article
from onrecord.read.encoding import decode
from onrecord.read.html import looks_like_html
from onrecord.read.options import Given, ReadOptions, Source, problem, whole

__all__ = ["read_text"]


def read_text(source: Source, options: ReadOptions) -> Iterator[Article | Problem]:
    r"""Yield the one article of a text file, decoded (:func:`~onrecord.read.encoding.decode`) and otherwise as it is.

    A problem follows where bytes of it had to be replaced.

    Raises:
        TooLargeError: if it is over ``max_bytes``.
        FormatError: if it is no text but a PDF, an archive, an HTML page.
        EncodingError: if it is text in no encoding tried.
        EmptyArticleError: if there is nothing in it.
    """
    data = whole(source, options.max_bytes)
    if not data.strip():
        raise EmptyArticleError("the file is empty")
    text, notice = decode(data)
    if looks_like_html(data):
        raise FormatError("this is an HTML page, not plain text; name it .html")
    yield make_article(text, source.origin, options, Given())
    if notice:
        yield problem(EncodingError(notice), source.origin)
