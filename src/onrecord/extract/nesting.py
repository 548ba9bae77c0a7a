"""Statements inside quotations: "…I was told, ‘…’", "… as he has said himself"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from onrecord.extract.clauses import verb_drafts
from onrecord.extract.draft import Draft
from onrecord.extract.nouns import noun_drafts
from onrecord.extract.spans import content_spans, cue_span, is_passive, source_of
from onrecord.language.cues import Frame
from onrecord.model import Span
from onrecord.parse import Parsed
from onrecord.text import Quotation

__all__ = ["nested"]

_REACH = 8
# What may stand between an inner quotation and its verb: who says it or hears it, how, and marks.
_BESIDE = frozenset({"ADJ", "ADV", "AUX", "DET", "NOUN", "PART", "PRON", "PROPN", "PUNCT", "SPACE"})


def nested(parsed: Parsed, drafts: Sequence[Draft], marks: Sequence[Quotation]) -> list[Draft]:
    """Return drafts whose cue stands inside a quotation of another draft and reports speech.

    Cue, source and content all lie within one quotation. The first person in the present is left to the statement
    around ("I say that …" inside X's quotation is X's statement); "I said …" is not. Accepted gap: an inner quotation
    without a reporting verb beside it is no statement.
    """
    found: list[Draft] = []
    ordered = sorted(marks, key=lambda mark: mark.start)
    starts = [mark.start for mark in ordered]
    for draft in drafts:
        for span in draft.content:
            if draft.frame in {Frame.QUOTE, Frame.COLON, Frame.READ}:
                near = ordered[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
                inner = [mark for mark in near if mark.end <= span.end]
                found.extend(_inside(parsed, span, [mark for mark in inner if mark.spans[0] not in draft.content]))
    return found


def _inside(parsed: Parsed, around: Span, inner: Sequence[Quotation]) -> Iterator[Draft]:
    tokens = parsed.tokens(around)
    taken: set[int] = set()
    for mark in inner:
        if (verb := _verb_beside(parsed, mark, around)) is not None:
            taken.add(verb.i)
            source = tuple(span for span in source_of(verb) if around.contains(span))
            if not source and not is_passive(verb):
                continue
            yield Draft(Frame.QUOTE, mark.spans, cue_span(verb), source, verb.i, verb.lemma_.lower())
    for token in tokens or ():
        if token.i not in taken and _reports(token, parsed):
            yield from _reported(token, around, inner, parsed)
        elif token.pos_ == "NOUN":
            yield from _named(token, around, parsed)


def _verb_beside(parsed: Parsed, mark: Quotation, around: Span) -> Token | None:
    """The speech verb beside an inner quotation, with but its subject or hearer in between, in the content around.

    Before or behind anything else a quotation is a phrase of somebody's words: "they have “immunity” from testifying".
    """
    span = parsed.tokens(Span(mark.start, mark.end))
    if span is None:
        return None
    before = [parsed.doc[number] for number in range(span.start - 1, max(span.start - _REACH, -1), -1)]
    behind = [parsed.doc[number] for number in range(span.end, min(span.end + _REACH, len(parsed.doc)))]
    led = bool(before) and before[0].text == ":"
    for side in (before, behind):
        beside = _BESIDE | {"ADP", "NUM"} if led and side is before else _BESIDE
        for token in side:
            if around.start < token.idx < around.end and _reports(token, parsed):
                return token
            if token.pos_ not in beside and token.lower_ != "that":
                break
    return None


def _reports(token: Token, parsed: Parsed) -> bool:
    """Whether a token is a verb of speech; "alleged" before a noun is none."""
    return token.pos_ == "VERB" and token.dep_ != "amod" and token.lemma_.lower() in parsed.language.cues.nested


def _reported(verb: Token, around: Span, inner: Sequence[Quotation], parsed: Parsed) -> Iterator[Draft]:
    """Indirect speech and "as he said" inside a quotation."""
    if any(mark.start < verb.idx < mark.end for mark in inner):
        return
    candidates = list(verb_drafts(verb, parsed.language.cues)) or list(_as_said(verb))
    for draft in candidates:
        spans = (*draft.content, *draft.cue, *draft.source)
        first_person = draft.source and draft.source[0].of(parsed.article.text).lower() in {"i", "we"}
        own = first_person and verb.tag_ != "VBD"
        unsaid = not draft.source and verb.tag_ in {"VB", "VBG"}  # "asked her to respond"
        if all(around.contains(span) for span in spans) and not own and not unsaid:
            yield draft
            return


def _named(noun: Token, around: Span, parsed: Parsed) -> Iterator[Draft]:
    """What a noun inside a content reports, if its own source is printed there: "X’s claims that …"."""
    for draft in noun_drafts(noun, parsed.language.cues):
        if draft.source and all(around.contains(span) for span in (*draft.content, *draft.cue, *draft.source)):
            yield draft


def _as_said(verb: Token) -> Iterator[Draft]:
    """Find "…, as he has said": the clause before is the content."""
    if verb.dep_ != "advcl" or not any(child.lower_ == "as" for child in verb.children):
        return
    phrase = {token.i for token in verb.subtree}
    content = content_spans(verb.doc, [token.i for token in verb.head.subtree if token.i not in phrase])
    if content and content[0].start < verb.idx:
        yield Draft(Frame.CLAUSE, content[:1], cue_span(verb), source_of(verb), verb.i, verb.lemma_.lower())
