"""HTML pages: the article body out of the page, with what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.etree import LxmlError
from lxml.html import HtmlElement

from onrecord.errors import EmptyArticleError, EncodingError, FormatError, TooLargeError
from onrecord.model import Article, Problem
from onrecord.read.article import make_article
from onrecord.read.encoding import decode, named_in
from onrecord.read.metadata import page_says, times
from onrecord.read.options import Given, ReadOptions, Source, parse_day, problem, whole

__all__ = ["looks_like_html", "read_html"]

_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf\s*)?<(?:!doctype\s+html|html|head|body|article|main|\?xml|!--)", re.IGNORECASE)
_MOST_ELEMENTS = 100_000  # a page over it is a list, and its extraction takes over a quarter of a minute
_FEWEST_WORDS = 10  # of an article; less is what is left of a page without one
_LONGEST_ATTRIBUTE = 1_000  # characters; longer ones hold images or scripts, and slow the extraction down
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2200-01-01"}
# What lxml and trafilatura raise on pages they cannot deal with.
_FAILURES = (LxmlError, RecursionError, ValueError, TypeError, AttributeError, LookupError)


def looks_like_html(data: bytes) -> bool:
    """Whether ``data`` opens as an HTML page does."""
    return bool(_PAGE.match(data))


def read_html(source: Source, options: ReadOptions) -> Iterator[Article | Problem]:
    """Yield the one article of an HTML page.

    The body is what trafilatura 2.3 takes for it (word F1 .96 on the 181 pages of the article extraction benchmark), a
    paragraph a line; the headline, a printed statement too, is put before it with a blank line unless the body opens
    with it. Nothing is fetched and no script runs. A problem follows where bytes of it had to be replaced.

    Accepted gaps: what a script would add to the page is missing; teasers between paragraphs may be in the body.

    Raises:
        TooLargeError: if it is over ``max_bytes`` or has over 100,000 elements.
        EncodingError: if it is text in no encoding tried.
        FormatError: if it is no HTML, or nested so that it cannot be read.
        EmptyArticleError: if no article body is found in it.
    """
    data = whole(source, options.max_bytes)
    if not data.strip():
        raise EmptyArticleError("the file is empty")
    markup, notice = decode(data, named_in(data))
    try:
        said, body = _extract(markup)
    except _FAILURES as error:
        raise FormatError(f"this page cannot be read as HTML ({error}); save its text as .txt") from error
    if len(body.split()) < _FEWEST_WORDS:
        raise EmptyArticleError("no article body found; save the text as .txt")
    yield make_article(_with_headline(said.title, body), source.origin, options, said)
    if notice:
        yield problem(EncodingError(notice), source.origin)


def _extract(markup: str) -> tuple[Given, str]:
    """What the page says of itself, and its article body, empty where there is none."""
    # It loads longer than all else that reading takes, and few commands read pages.
    from trafilatura import bare_extraction, load_html  # noqa: PLC0415
    from trafilatura.settings import Document  # noqa: PLC0415

    tree = load_html(markup)
    if tree is None:
        return Given(), ""
    _prepare(tree)
    said = page_says(tree)
    found = bare_extraction(tree, include_comments=False, with_metadata=True, date_extraction_params=_DATES)
    if not isinstance(found, Document):
        return said, ""
    authors = (found.author or "").replace(";", ",")
    guessed = Given(found.sitename, found.url, found.title, authors, parse_day(found.date or ""))
    return said.over(guessed), found.text or ""


def _prepare(tree: HtmlElement) -> None:
    """Take out what makes extraction slow, and days that are not of publication; refuse a page of too many elements."""
    elements = list(islice(tree.iter("*"), _MOST_ELEMENTS + 1))
    if len(elements) > _MOST_ELEMENTS:
        raise TooLargeError(f"over {_MOST_ELEMENTS:,} elements; save the article's text as .txt")
    for element in elements:
        if element.tag != "meta":
            for name, value in element.attrib.items():
                if len(value) > _LONGEST_ATTRIBUTE:
                    del element.attrib[name]
    for element, telling in times(tree):
        if not telling:
            element.attrib.pop("datetime", None)


def _with_headline(headline: str | None, body: str) -> str:
    """``body`` with the headline before it, unless it opens with it already."""
    if not headline or _letters(body[: 2 * len(headline)]).startswith(_letters(headline)):
        return body
    return f"{headline}\n\n{body}"


def _letters(printed: str) -> str:
    return re.sub(r"[\W_]+", "", printed).casefold()
