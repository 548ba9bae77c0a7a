"""The form of a content, from the marks it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.model import Form, Fragment, Span
from onrecord.text import SpanIndex, quoted_spans

__all__ = ["form_of", "fragment_of", "fragments_of"]


def form_of(text: str, content: Sequence[Fragment]) -> Form:
    """Return the form of a content: direct where every letter and digit is quoted, indirect where none is."""
    quoted = loose = False
    for fragment in content:
        text_of = fragment.span.of(text)
        at = 0
        for part in fragment.quoted:
            start, end = part.start - fragment.span.start, part.end - fragment.span.start
            loose = loose or any(map(str.isalnum, text_of[at:start]))
            quoted = quoted or any(map(str.isalnum, text_of[start:end]))
            at = end
        loose = loose or any(map(str.isalnum, text_of[at:]))
    if not quoted:
        return Form.INDIRECT
    return Form.MIXED if loose else Form.DIRECT


def fragments_of(text: str, spans: Iterable[Span]) -> tuple[Fragment, ...]:
    """Return ``spans`` as fragments with their parts in quotation marks.

    Only marks of the content's own level count: a quotation that goes on at both sides of the span is the level above,
    one inside another is the level below.
    """
    own = sorted(spans)
    marks = SpanIndex(quoted_spans(text, own))
    return tuple(fragment_of(span, marks) for span in own)


def fragment_of(span: Span, marks: SpanIndex) -> Fragment:
    """Return ``span`` with those ``marks`` (spans of quotations) that are of its own level."""
    own: list[Span] = []
    for mark in marks.overlapping(span):
        if mark.contains(span) and mark != span:
            continue
        if not any(outer.contains(mark) for outer in own):
            own.append(Span(max(mark.start, span.start), min(mark.end, span.end)))
    return Fragment(span, tuple(own))
