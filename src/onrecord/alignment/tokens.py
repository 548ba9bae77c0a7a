"""Tokens: the words of a stretch of text, with an editor's brackets as one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from onrecord.model import Span
from onrecord.text import folded, word_edges

__all__ = ["EDITORIAL", "Token", "token_edges", "token_words", "tokens"]

Token = tuple[int, int, str]
"""Start, end and folded form of one word."""

EDITORIAL = "[]"
"""Stands for whatever an editor put in square brackets: no word of the speaker's."""

_BRACKET = re.compile(r"\[[^\[\]\n]{0,300}\]")


def tokens(text: str, span: Span) -> list[Token]:
    """Return the words in ``span``, what an editor put in brackets as one :data:`EDITORIAL`, "[T]he" as one word.

    Accepted gap: an editor's single word that touches the one before ("word[sic]") is taken for a part of it.
    """
    found = list(zip(*word_edges(text, span), folded(text, span), strict=True))
    if _has_bracket(text, span):
        return _bracketed(found, (bracket.span() for bracket in _BRACKET.finditer(text, span.start, span.end)))
    return found


def token_words(text: str, span: Span) -> list[str]:
    """Return the folded forms of :func:`tokens` alone."""
    return [word for _, _, word in tokens(text, span)] if _has_bracket(text, span) else folded(text, span)


def token_edges(text: str, span: Span) -> tuple[list[int], list[int]]:
    """Return where each of :func:`tokens` starts, and where each ends."""
    if _has_bracket(text, span):
        found = tokens(text, span)
        return [start for start, _, _ in found], [end for _, end, _ in found]
    return word_edges(text, span)


def _has_bracket(text: str, span: Span) -> bool:
    return text.find("[", span.start, span.end) >= 0


def _bracketed(found: Sequence[Token], brackets: Iterable[tuple[int, int]]) -> list[Token]:
    """Return ``found`` with the words of each bracket, and a word that one of a single word touches, put together."""
    made: list[Token] = []
    at = 0
    for start, end in brackets:
        first = bisect_left(found, (start,), at)
        made += found[at:first]
        at = bisect_left(found, (end,), first)
        inner = found[first:at]
        if not inner:
            continue
        whole = [*inner]
        if made and made[-1][1] == start and made[-1][2] != EDITORIAL and len(inner) == 1:
            whole.insert(0, made.pop())
        if at < len(found) and found[at][0] == end and len(inner) == 1:
            whole.append(found[at])
            at += 1
        if len(whole) > len(inner):
            made.append((min(start, whole[0][0]), max(end, whole[-1][1]), "".join(word for _, _, word in whole)))
        else:
            made.append((start, end, EDITORIAL))
    return [*made, *found[at:]]
