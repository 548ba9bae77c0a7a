"""Tokens: the words of a stretch of text, with an editor's brackets as one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from sys import intern

from onrecord.model import Span
from onrecord.text import folded, word_edges

__all__ = ["EDITORIAL", "Token", "token_edges", "token_words", "tokens"]

Token = tuple[int, int, str]
"""Start, end and folded form of one word."""

EDITORIAL = "[]"
"""Stands for whatever an editor put in square brackets: no word of the speaker's."""

_STOP = ". "  # no word goes on over it
_SENTENCES = 1 << 15  # that are kept, since the same ones are printed again and again

_BRACKET = re.compile(r"\[[^\[\]\n]{0,300}\]")


def tokens(text: str, span: Span) -> list[Token]:
    """Return the words in ``span``, what an editor put in brackets as one :data:`EDITORIAL`, "[T]he" as one word.

    Accepted gap: an editor's single word that touches the one before ("word[sic]") is taken for a part of it.
    """
    found = list(zip(*_edges(text, span), _words(text, span), strict=True))
    if _has_bracket(text, span):
        return _bracketed(found, (bracket.span() for bracket in _BRACKET.finditer(text, span.start, span.end)))
    return found


def token_words(text: str, span: Span) -> list[str]:
    """Return the folded forms of :func:`tokens` alone, each word one string however often it stands."""
    return [word for _, _, word in tokens(text, span)] if _has_bracket(text, span) else _words(text, span)


def token_edges(text: str, span: Span) -> tuple[list[int], list[int]]:
    """Return where each of :func:`tokens` starts, and where each ends."""
    if _has_bracket(text, span):
        found = tokens(text, span)
        return [start for start, _, _ in found], [end for _, end, _ in found]
    return _edges(text, span)


def _words(text: str, span: Span) -> list[str]:
    return list(chain.from_iterable(map(_words_of, text[span.start : span.end].split(_STOP))))


def _edges(text: str, span: Span) -> tuple[list[int], list[int]]:
    starts: list[int] = []
    ends: list[int] = []
    at = span.start
    for sentence in text[span.start : span.end].split(_STOP):
        own, own_ends = _edges_of(sentence)
        starts += [at + start for start in own]
        ends += [at + end for end in own_ends]
        at += len(sentence) + len(_STOP)
    return starts, ends


@lru_cache(maxsize=_SENTENCES)
def _words_of(sentence: str) -> tuple[str, ...]:
    return tuple(map(intern, folded(sentence)))


@lru_cache(maxsize=_SENTENCES)
def _edges_of(sentence: str) -> tuple[list[int], list[int]]:
    return word_edges(sentence, Span(0, len(sentence))) if sentence else ([], [])


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
            made.append(
                (min(start, whole[0][0]), max(end, whole[-1][1]), intern("".join(word for _, _, word in whole)))
            )
        else:
            made.append((start, end, EDITORIAL))
    return [*made, *found[at:]]
