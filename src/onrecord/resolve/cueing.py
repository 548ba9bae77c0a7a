"""The token a cue turns on, and the narration around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from onrecord.model import Span, Statement
from onrecord.parse import Parsed

__all__ = ["Contents", "cue_heads", "follows_content", "in_any"]

_VERBAL = frozenset({"VERB", "AUX"})
_BUCKET = 1000  # characters


def cue_heads(parsed: Parsed, statement: Statement) -> Iterator[Token]:
    """Yield the head of every cue of ``statement``: its last full verb, else its last noun, else its last word."""
    for span in statement.cue:
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
    """The contents of a page's statements, found by place."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._buckets: dict[int, set[Span]] = {}
        for statement in statements:
            for span in statement.spans:
                for bucket in range(span.start // _BUCKET, span.end // _BUCKET + 1):
                    self._buckets.setdefault(bucket, set()).add(span)

    def beside(self, head: Token) -> tuple[Span, ...]:
        """Return the contents in the sentence of ``head`` that do not hold it: what they say is on another level."""
        sentence = head.sent
        window = Span(sentence.start_char, max(sentence.end_char, sentence.start_char + 1))
        buckets = range(window.start // _BUCKET, window.end // _BUCKET + 1)
        near = {span for bucket in buckets for span in self._buckets.get(bucket, ()) if span.overlaps(window)}
        return tuple(sorted(span for span in near if not span.start <= head.idx < span.end))

    def narration(self, head: Token) -> Iterator[Token]:
        """Yield the tokens of the sentence of ``head`` that lie on its level, on its line."""
        levels = self.beside(head)
        sentence = list(head.sent)
        first = last = head.i - sentence[0].i
        while first > 0 and "\n" not in sentence[first - 1].text:
            first -= 1
        while last + 1 < len(sentence) and "\n" not in sentence[last + 1].text:
            last += 1
        for token in sentence[first : last + 1]:
            if not in_any(token.idx, levels):
                yield token
