"""The rule-based attributor: quotation marks first, then the parse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from onrecord.extract.assembling import assemble
from onrecord.extract.clauses import verb_drafts
from onrecord.extract.draft import Draft, containers_of
from onrecord.extract.nesting import nested
from onrecord.extract.nouns import according_drafts, noun_drafts
from onrecord.extract.quoted import quote_drafts
from onrecord.extract.republished import republished_drafts
from onrecord.extract.turns import turns
from onrecord.language.cues import Cues, Frame
from onrecord.model import ArticleKind, Span, Statement
from onrecord.parse import Parsed
from onrecord.text import Quotation, SpanIndex, quotations
from onrecord.weights import Reader

__all__ = ["CONFIDENCE", "RuleAttributor"]

# Share of drafts that agree with an annotator, by construction, on news the rules were not written from.
CONFIDENCE = {
    Frame.QUOTE: 0.75,
    Frame.CLAUSE: 0.7,
    Frame.ACCORDING: 0.75,
    Frame.COLON: 0.6,
    Frame.PREDICATE: 0.5,
    Frame.NOUN_CLAUSE: 0.5,
    Frame.OBJECT_OF: 0.6,
    Frame.INFINITIVE: 0.5,
    Frame.OBJECT: 0.5,
    Frame.PREPOSITION: 0.5,
    Frame.ADJECTIVE: 0.5,
    Frame.NOUN_OF: 0.35,
}


class RuleAttributor:
    """Finds statements by rules over quotation marks and the parse; which words report in which way is data."""

    name = "rules@1"
    reader: Reader | None = None

    def attribute(self, parsed: Parsed) -> tuple[Statement, ...]:
        """Return the statements of a page as printed, in text order; never raises on odd marks or parses.

        The turns of a transcript are direct although no marks stand around them.
        """
        marks = quotations(parsed.text)
        spans = [span for mark in marks for span in mark.spans]
        if parsed.article.kind is ArticleKind.TRANSCRIPT:
            spoken = turns(parsed.article)
            words = [span for draft in spoken for span in draft.content]
            return assemble(
                parsed, [*spoken, *nested(parsed, spoken, marks)], [], SpanIndex([*words, *spans]), self._made
            )
        outer = [mark for mark in marks if mark.level == 0]
        quoted = quote_drafts(parsed, outer)
        drafts = [*quoted, *_narrated(parsed, quoted, outer)]
        printed = [*drafts, *nested(parsed, drafts, marks)]
        return assemble(parsed, printed, republished_drafts(parsed.article), SpanIndex(spans), self._made)

    def _made(self, draft: Draft) -> tuple[float, str]:
        return CONFIDENCE[draft.frame], self.name


def _narrated(parsed: Parsed, quoted: Sequence[Draft], outer: Sequence[Quotation]) -> list[Draft]:
    """The drafts whose cue stands in the narration, outside every quotation."""
    closed = SpanIndex(span for mark in outer for span in mark.spans)
    taken = {draft.head for draft in quoted}
    spoken = {span for draft in quoted for span in draft.content}
    speech, phrases = SpanIndex(spoken), SpanIndex({mark.spans[0] for mark in outer} - spoken)
    found: list[Draft] = []
    for token in parsed.doc:
        if token.pos_ not in {"VERB", "AUX", "NOUN"} or token.i in taken:
            continue
        if closed.overlapping(Span(token.idx, token.idx + len(token.text))):
            continue
        drafts = _token_drafts(token, parsed.language.cues)
        first = next((fitted for draft in drafts if (fitted := _fitted(draft, speech, phrases))), None)
        if first is not None:
            found.append(first)
    inside = containers_of(found)
    return [draft for draft in found if draft not in inside or _stands_inside(draft, parsed.language.cues)]


def _token_drafts(token: Token, cues: Cues) -> Iterator[Draft]:
    if token.pos_ == "NOUN":
        yield from noun_drafts(token, cues)
    else:
        yield from according_drafts(token, cues)
        yield from verb_drafts(token, cues)


def _fitted(draft: Draft, speech: SpanIndex, phrases: SpanIndex) -> Draft | None:
    """The draft with no quotation cut in half and none of another statement's words, ``None`` if nothing is left."""
    content = (_widened(span, phrases) for whole in draft.content if (span := _less(whole, speech)))
    own = (*draft.cue, *draft.source)
    clear = tuple(span for span in content if not any(span.overlaps(other) for other in own))
    return replace(draft, content=clear) if clear else None


def _less(span: Span, speech: SpanIndex) -> Span | None:
    """The part of ``span`` before or behind the words of other statements."""
    start, end = span.start, span.end
    for other in speech.overlapping(span):
        if other.start <= start < other.end:
            start = other.end
        elif start < other.start < end:
            end = other.start
    return Span(start, end) if start < end else None


def _widened(span: Span, phrases: SpanIndex) -> Span:
    """``span`` with all of every quotation that it cuts."""
    start, end = span.start, span.end
    for mark in phrases.overlapping(span):
        if mark.start < start < mark.end:
            start = mark.start
        if mark.start < end < mark.end:
            end = mark.end
    return Span(start, end)


def _stands_inside(draft: Draft, cues: Cues) -> bool:
    """Whether a draft is a statement even inside another one: reported speech, with its own source if it is a noun."""
    if draft.frame in {Frame.NOUN_CLAUSE, Frame.NOUN_OF}:
        return bool(draft.source)
    return draft.lemma.split(" ")[0] in cues.nested
