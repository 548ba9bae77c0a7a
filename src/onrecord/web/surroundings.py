"""Words in their article: what stands before and after them, and how to cite them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model import Span
from onrecord.web.aligned import Stretch
from onrecord.web.apparatus import Apparatus, Row
from onrecord.web.wording import day, listed

__all__ = ["Surrounding", "citation", "surrounding"]

_AROUND = 240  # characters before and after
_MOST = 3_000  # characters shown between the first and the last word of a statement


@dataclass(frozen=True, slots=True)
class Surrounding:
    """A printing in its article: ``printed`` are its words with what stands between them marked as ``other``."""

    row: Row
    before: str
    printed: tuple[Stretch, ...]
    after: str


def surrounding(row: Row) -> Surrounding:
    """Return a printing with the words before and after it, cut at a word, "…" where they go on."""
    text, spans = row.article.text, sorted(row.statement.spans)
    start, end = spans[0].start, max(span.end for span in spans)
    before = text[max(start - _AROUND, 0) : start]
    after = text[end : end + _AROUND]
    if start > _AROUND:
        before = "… " + before.partition(" ")[2]
    if end + _AROUND < len(text):
        after = after.rpartition(" ")[0] + " …"
    return Surrounding(row, before, tuple(_stretches(text, spans)), after)


def _stretches(text: str, spans: Iterable[Span]) -> Iterator[Stretch]:
    held = list(spans)
    yield Stretch(held[0].of(text)[:_MOST], other=False)
    for one, other in pairwise(held):
        between = text[one.end : other.start]
        if between:
            yield Stretch(between if len(between) < _AROUND else " […] ", other=True)
        yield Stretch(other.of(text)[:_MOST], other=False)


def citation(apparatus: Apparatus, base: Row | None) -> str:
    """Return words with where they are printed: those of the base, or the fullest version with all who print it."""
    who = apparatus.utterance.speaker or "no source named"
    said = f", {apparatus.said}" if apparatus.said else ""
    if base is None:
        dates = f", {apparatus.published}" if apparatus.published else ""
        return (
            f"“{apparatus.utterance.fullest}” ({who}{said}; put together from what {listed(apparatus.outlets, 99)} "
            f"print{'s' * (len(apparatus.outlets) == 1)}{dates})"
        )
    article = base.article
    words = " […] ".join(span.of(article.text) for span in sorted(base.statement.spans))
    title = f", “{article.title}”" if article.title else ""
    date = day(article.published) if article.published else "no date"
    address = f", {article.url}" if article.url else ""
    return f"{' '.join(words.split())} ({who}{said}; {article.printed_by}{title}, {date}{address})"
