"""Statements named by a noun ("the claim that …", "accusations by …") and those behind "according to"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.extract.draft import Draft
from onrecord.extract.spans import content_spans, source_span, span_between, subject_of
from onrecord.language.cues import Cues, Frame
from onrecord.model import Span

__all__ = ["according_drafts", "noun_drafts", "noun_source"]

# Verbs that lend their subject to the noun they govern: "she made the claim that …" is her claim.
_LIGHT_VERBS = frozenset({"deliver", "give", "have", "issue", "level", "make", "publish", "release", "repeat", "voice"})


def noun_drafts(noun: Token, cues: Cues) -> Iterator[Draft]:
    """Yield the draft whose cue is ``noun``: a clause behind it first, else what it is "of"."""
    lemma = noun.lemma_.lower()
    if cues.reports(Frame.NOUN_CLAUSE, lemma):
        for child in noun.children:
            if child.dep_ in {"acl", "ccomp", "relcl"} and child.i > noun.i and _opens_with_that(child):
                yield from _draft(Frame.NOUN_CLAUSE, noun, child, lemma)
                return
    for child in noun.children:
        lemma_of = f"{lemma} {child.lower_}"
        if child.dep_ == "prep" and cues.reports(Frame.NOUN_OF, lemma_of):
            for inner in child.children:
                if inner.dep_ in {"pobj", "pcomp"}:
                    yield from _draft(Frame.NOUN_OF, noun, inner, lemma_of)
                    return


def _opens_with_that(clause: Token) -> bool:
    """Whether a clause begins with "that" or "to"; the parser often takes the conjunction for a pronoun."""
    opening = clause.left_edge
    return opening.lower_ in {"that", "to"} and opening.i < clause.i


def _draft(frame: Frame, noun: Token, content_head: Token, lemma: str) -> Iterator[Draft]:
    content = content_spans(noun.doc, [token.i for token in content_head.subtree])
    if content:
        yield Draft(frame, content, (span_between(noun.doc, noun.i, noun.i),), noun_source(noun), noun.i, lemma)


def noun_source(noun: Token) -> tuple[Span, ...]:
    """The source of a noun: its possessor, the noun behind "by" or "from", or who makes it ("made the claim that")."""
    named: Token | None = None
    for child in noun.children:
        if child.dep_ == "poss":
            named = child
            break
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            named = next((inner for inner in child.children if inner.dep_ == "pobj"), named)
    if named is None and noun.dep_ == "dobj" and noun.head.lemma_.lower() in _LIGHT_VERBS:
        named = subject_of(noun.head)
    span = source_span(named) if named is not None else None
    return (span,) if span else ()


def according_drafts(token: Token, cues: Cues) -> Iterator[Draft]:
    """Yield the draft of an "according to X": the rest of its sentence is the content, X the source."""
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if following is None or not cues.reports(Frame.ACCORDING, f"{token.lower_} {following.lower_}"):
        return
    named = next((child for child in following.children if child.dep_ == "pobj"), None)
    if named is None:
        return
    source = source_span(named)
    phrase = {other.i for holder in (token, following) for other in holder.subtree}
    named_tokens = token.doc.char_span(source.start, source.end, alignment_mode="expand") if source else None
    phrase |= {other.i for other in named_tokens or ()}
    content = content_spans(token.doc, [t.i for t in _reported_clause(token).subtree if t.i not in phrase])
    if content and source:
        cue = (span_between(token.doc, token.i, following.i),)
        yield Draft(Frame.ACCORDING, content, cue, (source,), token.i, f"{token.lower_} {following.lower_}")


def _reported_clause(token: Token) -> Token:
    """The verb an "according to" hangs on, or the noun where there is none."""
    head = token.head
    while head.pos_ not in {"VERB", "AUX"} and head.head != head:
        head = head.head
    return head
