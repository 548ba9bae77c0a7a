"""Occasions: on what something was said, where the page prints it beside the cue."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.model import Occasion, Span, Statement
from onrecord.parse import Parsed
from onrecord.resolve.cueing import Contents, cue_heads, in_any

__all__ = ["occasion_of"]

_WORDS = 2  # longest word of an occasion, in tokens
_TIMES = frozenset({"DATE", "TIME"})


def occasion_of(parsed: Parsed, statement: Statement, contents: Contents) -> Occasion | None:
    """Return the occasion printed in the sentence of a cue, on the level of the cue.

    It counts where a preposition ties it to the sentence ("in an interview"), where a verb of saying has it as object
    ("told a news conference"), or where it is the document somebody speaks through. Of several the nearest to the cue
    in the sentence's tree is meant, the earlier of two as near.
    """
    best: tuple[int, int] | None = None
    found: Occasion | None = None
    for head in cue_heads(parsed, statement):
        for token, kind in _candidates(parsed, head, contents):
            if not (_is_tied(parsed, token) or _is_document(token, statement)):
                continue
            rank = (_distance(token, head), token.i)
            if best is None or rank < best:
                best, found = rank, Occasion(kind, _printed(parsed, token))
    return found


def _candidates(parsed: Parsed, head: Token, contents: Contents) -> Iterator[tuple[Token, str]]:
    kinds = parsed.language.occasions.kinds
    for token in contents.narration(head):
        if token.pos_ not in {"NOUN", "PROPN"} or _is_in_name(token):
            continue
        words = [other.lower_ for other in token.doc[max(0, token.i - _WORDS + 1) : token.i]] + [token.lemma_.lower()]
        for start in range(len(words)):
            kind = kinds.get(" ".join(words[start:]))
            if kind:
                yield token, kind
                break


def _is_in_name(token: Token) -> bool:
    """Whether a word is part of a longer name of a body ("the Halleth Post")."""
    return token.pos_ == "PROPN" and token.ent_type_ in {"ORG", "PERSON", "GPE"} and token.ent_iob_ == "I"


def _is_tied(parsed: Parsed, token: Token) -> bool:
    """Whether a preposition before an occasion, or a verb it is the object of, ties it to the saying."""
    occasions = parsed.language.occasions
    while token.dep_ in {"compound", "nmod", "conj", "poss"} and token.head != token:
        token = token.head
    if token.dep_ == "pobj":
        return token.head.lower_ in occasions.before
    return token.dep_ in {"dobj", "dative", "nsubjpass"} and token.head.lemma_ in occasions.verbs


def _is_document(token: Token, statement: Statement) -> bool:
    return statement.document == token.text.lower() and in_any(token.idx, statement.source)


def _distance(token: Token, head: Token) -> int:
    """Steps from an occasion up to the cue, or far where the cue is not above it."""
    steps = 0
    while token not in {head, token.head}:
        token, steps = token.head, steps + 1
    return steps if token == head else steps + 20


def _printed(parsed: Parsed, token: Token) -> Span:
    """The occasion with its modifiers and with what its prepositions add, dates left out."""
    doc, within = token.doc, parsed.language.occasions.within
    first = last = token.i
    while first > 0 and doc[first - 1].dep_ in {"compound", "amod", "nmod"} and doc[first - 1].pos_ != "VERB":
        if doc[first - 1].head.i < first - 1 or doc[first - 1].ent_type_ in _TIMES:
            break
        first -= 1
    while last + 2 < len(doc) and doc[last + 1].lower_ in within and doc[last + 1].head.i >= first:
        objects = [child for child in doc[last + 1].children if child.dep_ == "pobj" and child.i > last + 1]
        if not objects or objects[0].ent_type_ in _TIMES or doc[last + 2].is_punct:
            break
        last = max(_phrase_end(objects[0]), last + 1)
    return Span(doc[first].idx, doc[last].idx + len(doc[last].text))


def _phrase_end(noun: Token) -> int:
    """Last token of a noun phrase without what clauses, commas and prepositions add."""
    last = noun.i
    for token in noun.doc[noun.i + 1 : noun.right_edge.i + 1]:
        outside = token.head != noun and token.head.i <= noun.i
        if outside or token.dep_ in {"prep", "relcl", "acl", "punct", "appos"}:
            break
        last = token.i
    return last
