"""Subjects: who a cue's own grammar gives a statement to, where no source was found for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.language.names import Pronoun
from onrecord.model import Span, Statement
from onrecord.parse import Parsed
from onrecord.resolve.cueing import cue_heads, in_any

__all__ = ["Subject", "subject_of"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ON = frozenset({"conj", "advcl", "xcomp"})
_STEPS = 3  # verbs up to one that has a subject
_EMPTY = frozenset({Pronoun.THING, Pronoun.NOBODY})


@dataclass(frozen=True, slots=True)
class Subject:
    """A noun phrase, and the token it turns on."""

    span: Span
    head: Token


def subject_of(parsed: Parsed, statement: Statement) -> Subject | None:
    """Return who says ``statement`` by the clause of its cue, ``None`` where the page does not tell.

    The subject of a verb in the active, or of the verb it goes on from ("complained of this and accused them"); the
    possessor of a noun, or the noun behind "by" ("the mayor's claim", "a claim by the mayor"). Accepted gap: what a
    participle hangs on in the parse is sometimes another clause.
    """
    for head in cue_heads(parsed, statement):
        for token in _tokens(head, parsed):
            kind = parsed.language.names.pronouns.get(token.lower_)
            if kind not in _EMPTY and not in_any(token.idx, statement.spans) and not in_any(token.idx, statement.cue):
                first = token.left_edge.idx
                return Subject(Span(min(first, token.idx), token.idx + len(token.text)), token)
    return None


def _tokens(head: Token, parsed: Parsed) -> Iterator[Token]:
    if head.pos_ == "NOUN":
        yield from (child for child in head.children if child.dep_ == "poss")
        by = (child for child in head.children if child.lower_ == "by")
        yield from (inner for child in by for inner in child.children if inner.dep_ == "pobj")
    elif head.pos_ == "VERB" and not _is_passive(head, parsed):
        yield from _above(head)


def _is_passive(verb: Token, parsed: Parsed) -> bool:
    """Whether a verb is a passive, or a participle used like an adjective."""
    if verb.dep_ in {"amod", "compound"} or any(child.dep_ == "auxpass" for child in verb.children):
        return True
    has = any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)
    being = any(child.lemma_ in parsed.language.names.passive for child in verb.children)
    return verb.tag_ == "VBN" and verb.dep_ != "conj" and (being or not has)


def _above(verb: Token) -> Iterator[Token]:
    """The subject of ``verb``, or of the verb that it goes on from."""
    for _ in range(_STEPS):
        subjects = [child for child in verb.children if child.dep_ in _SUBJECTS]
        if subjects:
            yield from subjects[:1]
            return
        if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.pos_ in {"NOUN", "PROPN"}:
            yield verb.head
            return
        if verb.dep_ not in _ON or verb.head.pos_ not in {"VERB", "AUX"}:
            return
        verb = verb.head
