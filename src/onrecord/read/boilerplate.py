"""Marks what a page prints around its report: navigation, links to other pages, calls to subscribe, rights."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.language.page import PageWords
from onrecord.model import Span
from onrecord.text import paragraphs

__all__ = ["find_boilerplate"]

_LONGEST = 300  # characters; a longer line is a paragraph of the report
_LONGEST_LINK = 200
_LONGEST_WORDS = 80


def find_boilerplate(text: str, page: PageWords) -> Iterator[Span]:
    """Yield what of ``text`` is no part of the report, in text order.

    Mostly whole lines: one of the language's furniture lines, one of its patterns, or a link word with a colon
    and a headline ("Read more: …"). Inside a paragraph only what the language's patterns for asides tell. Precision
    comes first, since nothing that is marked is looked at again.

    Accepted gaps: most links inside a paragraph, the headlines that follow a line "Read more:" on lines of their own,
    and captions that are whole sentences stay unmarked.
    """
    for line in paragraphs(text):
        if line.end - line.start <= _LONGEST and _is_boilerplate(line.of(text), page):
            yield line
        else:
            yield from _asides(text, line, page)


def _asides(text: str, line: Span, page: PageWords) -> Iterator[Span]:
    for aside in page.asides:
        for found in aside.finditer(text, line.start, line.end):
            yield Span(*found.span("aside"))


def _is_boilerplate(line: str, page: PageWords) -> bool:
    if len(line) <= _LONGEST_WORDS and page.fold(line) in page.lines:
        return True
    words, colon, _ = line.partition(":")
    if colon and len(words) <= _LONGEST_WORDS and len(line) <= _LONGEST_LINK and page.fold(words) in page.links:
        return True
    return bool(page.furniture.fullmatch(line))
