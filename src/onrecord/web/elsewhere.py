"""What stands beside an utterance: statements that were set aside, and the same words as of another time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.model import Article, Span, Utterance
from onrecord.web.sources import Sources, address
from onrecord.web.wording import days

__all__ = ["Elsewhere", "repeated", "set_aside"]

_GAP = " […] "


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Words of another statement: where they stand, who said them when as far as is known, and why they are shown.

    ``utterance`` is the one they are of, ``None`` where nobody else prints them.
    """

    article: Article
    text: str
    address: str
    speaker: str
    said: str
    why: str = ""
    utterance: str | None = None


def set_aside(utterance: Utterance, sources: Sources) -> Iterator[Elsewhere]:
    """Yield what was set aside from an utterance, each with the reason."""
    sources.hold((one.article, one.statement) for one in utterance.aside)
    for one in utterance.aside:
        yield _shown(one.article, one.statement, one.spans, sources, why=one.why)


def repeated(utterance: Utterance, sources: Sources) -> Iterator[Elsewhere]:
    """Yield the same words as of another time."""
    sources.hold((one.article, one.statement) for one in utterance.repeats)
    for one in utterance.repeats:
        _, statement = sources.statement(one.article, one.statement)
        yield _shown(one.article, one.statement, statement.spans, sources, utterance=one.utterance)


def _shown(
    key: str, statement: str, spans: Iterable[Span], sources: Sources, *, why: str = "", utterance: str | None = None
) -> Elsewhere:
    article, (_, found), words = sources.article(key), sources.statement(key, statement), list(spans)
    said = days(found.when.start, found.when.end) if found.when else ""
    text = _GAP.join(span.of(article.text) for span in words)
    return Elsewhere(article, text, address(key, words), found.speaker or "no source named", said, why, utterance)
