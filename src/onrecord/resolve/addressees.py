"""Addressees: to whom something was said, where the page prints it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.language import Names
from onrecord.language.names import Pronoun
from onrecord.model import Span, Statement
from onrecord.parse import Parsed
from onrecord.resolve.cueing import cue_heads, in_any
from onrecord.resolve.scene import Reference
from onrecord.resolve.speakers import Speakers

__all__ = ["addressee_of"]

_OBJECTS = frozenset({"dobj", "dative", "iobj"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON"})
_NUMBERS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL"})


def addressee_of(parsed: Parsed, statement: Statement, speakers: Speakers) -> tuple[str, str] | None:
    """Return whom ``statement`` is said to, and why; ``None`` where the page does not print it.

    The object of a verb of telling or asking, the noun behind "to", the subject of such a verb in the passive ("when
    asked" takes the subject of the verb above); a participle that goes on ("told her, adding …") keeps the addressee.
    Named people and bodies stand under the name of the page, others as printed.
    """
    for head in cue_heads(parsed, statement):
        for verb in _verbs(head):
            found = next(_addressed(parsed, verb), None)
            if found is None or in_any(found.idx, statement.spans) or in_any(found.idx, statement.source):
                continue
            return _named(parsed, statement, found, speakers)
    return None


def _verbs(head: Token) -> Iterator[Token]:
    """The cue's verb, then the verb it goes on from as a participle."""
    yield head
    if head.dep_ in {"advcl", "xcomp"} and head.tag_ == "VBG" and head.i > head.head.i:
        yield head.head


def _addressed(parsed: Parsed, verb: Token) -> Iterator[Token]:
    names = parsed.language.names
    lemma = verb.lemma_.casefold()
    always = lemma in names.addressed
    if always or lemma in names.addressed_people:
        passive = verb.tag_ == "VBN" and not any(child.dep_ in _OBJECTS for child in verb.children)
        found = _passive_subject(verb) if passive else _objects(verb)
        yield from (token for token in found if _may_listen(token, names, always=always))
    if always or lemma in names.addressed_people | names.addressing:
        for child in verb.children:
            if child.dep_ in {"prep", "dative"} and child.lower_ in names.addressing_prepositions:
                yield from (inner for inner in child.children if inner.dep_ == "pobj" and _may_listen(inner, names))


def _may_listen(token: Token, names: Names, *, always: bool = False) -> bool:
    """Whether a token may name who is spoken to; with ``always`` all but things and dates do."""
    lemma = token.lemma_.casefold()
    if token.pos_ not in _NAMING or token.ent_type_ in _NUMBERS or lemma in names.things:
        return False
    kind = names.pronouns.get(token.lower_)
    if kind is not None:
        return kind not in {Pronoun.THING, Pronoun.RELATIVE, Pronoun.NOBODY} or lemma in names.listeners
    return always or token.ent_type_ in {"PERSON", "ORG", "NORP"} or lemma in names.listeners or lemma in names.roles


def _objects(verb: Token) -> Iterator[Token]:
    yield from (child for child in verb.children if child.dep_ in _OBJECTS and child.i > verb.i)
    following = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    if following is not None and following.pos_ in {"PROPN", "PRON", "DET"} and following.i < verb.sent.end:
        head = following
        while head.dep_ in {"det", "compound", "amod", "poss"} and head.head.i > head.i:
            head = head.head
        yield head  # the parse often takes a name behind a tag's verb for a subject


def _passive_subject(verb: Token) -> Iterator[Token]:
    """The subject of a passive; without one ("when asked"), that of the verb above."""
    for current in (verb, verb.head):
        for child in current.children:
            if child.dep_ in {"nsubjpass", "nsubj"} and child.pos_ in _NAMING:
                yield child
        if verb.dep_ != "advcl":
            return


def _named(parsed: Parsed, statement: Statement, token: Token, speakers: Speakers) -> tuple[str, str] | None:
    span = _noun_phrase(token)
    kind = parsed.language.names.pronouns.get(token.lower_)
    reference: Reference = speakers.phrase(statement, span)
    name = reference.name if reference.figure or reference.name in parsed.language.names.authorities.values() else None
    if name is None and kind is not None:
        name = reference.name if kind is Pronoun.FIRST else None
        if name is None:
            return None
    printed = " ".join(span.of(parsed.article.text).split())
    return name or printed, f"addressee: '{printed}'" + (f" → {name}" if name and name != printed else "")


def _noun_phrase(token: Token) -> Span:
    """The noun phrase up to its head, with what "of" and "for" add."""
    doc = token.doc
    first, last = token.left_edge.i, token.i
    for child in token.children:
        if child.i > token.i and child.dep_ == "prep" and child.lower_ in {"of", "for"}:
            last = max(last, child.right_edge.i)
    return Span(doc[first].idx, doc[last].idx + len(doc[last].text))
