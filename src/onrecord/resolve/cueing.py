"""The token a cue turns on, and the narration around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from spacy.tokens import Token

from onrecord.model import Span, Statement
from onrecord.parse import Parsed

__all__ = ["Contents", "cue_heads", "follows_content", "in_any"]

_VERBAL = frozenset({"VERB", "AUX"})
_BUCKET = 1000  # characters


def cue_heads(parsed: Parsed, statement: Statement) -> tuple[Token, ...]:
    """Return the head of every cue of ``statement``: its last full verb, else its last noun, else its last word."""
    if statement.cue not in parsed.heads:
        parsed.heads[statement.cue] = tuple(_heads(parsed, statement.cue))
    return parsed.heads[statement.cue]


def _heads(parsed: Parsed, cue: Iterable[Span]) -> Iterator[Token]:
    for span in cue:
        tokens = [token for token in parsed.tokens(span) or () if token.is_alpha]
        verbs = [token for token in tokens if token.pos_ == "VERB"] or [t for t in tokens if t.pos_ in _VERBAL]
        nouns = [token for token in tokens if token.pos_ in {"NOUN", "PROPN"}]
        chosen = verbs or nouns or tokens
        if chosen:
            yield chosen[-1]


def in_any(offset: int, spans: Iterable[Span]) -> bool:
    """Whether one of ``spans`` covers ``offset``."""
    return any(span.start <= offset < span.end for span in spans)


def follows_content(head: Token, statement: Statement) -> bool:
    """Whether nothing but marks stands between a content and a verb of its cue ("“Were you there?” asked Yarrow").

    Such a verb in the past or present has its subject behind it.
    """
    if head.tag_ not in {"VBD", "VBZ", "VBP"}:
        return False
    for token in reversed(head.doc[: head.i]):
        if in_any(token.idx, statement.spans):
            return True
        if not token.is_punct or "\n" in token.text:
            return False
    return False


class Contents:
    """The contents of a page's statements, found by place; what is asked of a cue's head twice is remembered."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._buckets: dict[int, set[Span]] = {}
        self._beside: dict[int, tuple[Span, ...]] = {}
        self._narration: dict[int, tuple[Token, ...]] = {}
        self._dates: dict[Span, list[Span]] = {}
        for statement in statements:
            for span in statement.spans:
                for bucket in range(span.start // _BUCKET, span.end // _BUCKET + 1):
                    self._buckets.setdefault(bucket, set()).add(span)

    def beside(self, head: Token) -> tuple[Span, ...]:
        """Return the contents in the sentence of ``head`` that do not hold it: what they say is on another level."""
        if head.i not in self._beside:
            self._beside[head.i] = self._levels(head)
        return self._beside[head.i]

    def _levels(self, head: Token) -> tuple[Span, ...]:
        sentence = head.sent
        window = Span(sentence.start_char, max(sentence.end_char, sentence.start_char + 1))
        buckets = range(window.start // _BUCKET, window.end // _BUCKET + 1)
        near = {span for bucket in buckets for span in self._buckets.get(bucket, ()) if span.overlaps(window)}
        return tuple(sorted(span for span in near if not span.start <= head.idx < span.end))

    def narration(self, head: Token) -> tuple[Token, ...]:
        """Return the tokens of the sentence of ``head`` that lie on its level, on its line."""
        if head.i not in self._narration:
            self._narration[head.i] = self._told(head)
        return self._narration[head.i]

    def dates(self, around: Span, find: Callable[[], list[Span]]) -> list[Span]:
        """Return the dates in ``around``, by ``find`` the first time."""
        if around not in self._dates:
            self._dates[around] = find()
        return self._dates[around]

    def _told(self, head: Token) -> tuple[Token, ...]:
        levels = self.beside(head)
        sentence = list(head.sent)
        first = last = head.i - sentence[0].i
        while first > 0 and "\n" not in sentence[first - 1].text:
            first -= 1
        while last + 1 < len(sentence) and "\n" not in sentence[last + 1].text:
            last += 1
        line = sentence[first : last + 1]
        if not levels:
            return tuple(line)
        return tuple(token for token in line if not in_any(token.idx, levels))
