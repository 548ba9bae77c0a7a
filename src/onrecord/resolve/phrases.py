"""Phrases: the words a page uses for a source, with their head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from onrecord.language import Names
from onrecord.text import fold

__all__ = ["Phrase", "author_phrases", "outside_brackets", "phrase_of"]

_POINTING = frozenset({"the", "this", "that", "these", "those"})
_OPENING, _CLOSING = frozenset("(["), frozenset(")]")
_TIMES = frozenset({"DATE", "TIME"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its tokens without marks at its ends, and its head."""

    tokens: tuple[Token, ...]
    root: Token

    @property
    def text(self) -> str:
        """As printed, on one line."""
        return _joined(self.tokens)

    @property
    def is_definite(self) -> bool:
        """Whether it opens with a word that points to somebody known."""
        first = self.tokens[0]
        return first.lower_ in _POINTING or first.dep_ == "poss"

    def described(self, names: Names) -> str:
        """The phrase without the words a description is not kept by."""
        tokens = self.tokens
        while len(tokens) > 1 and (fold(tokens[0].text) in names.leading or tokens[0].pos_ in {"ADP", "PUNCT"}):
            tokens = tokens[1:]
        return _joined(tokens)

    def ties(self, token: Token) -> bool:
        """Whether a preposition, conjunction or possessive ties ``token`` to the head before it ("the aide of X")."""
        between = [other for other in self.tokens if self.root.i < other.i < token.i]
        return any(other.pos_ in {"ADP", "CCONJ", "VERB"} or other.tag_ == "POS" for other in between)


def _joined(tokens: tuple[Token, ...]) -> str:
    return " ".join(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text.split())


def phrase_of(span: TokenSpan) -> Phrase | None:
    """Return ``span`` without blanks, punctuation and possessive marks at its ends, ``None`` if nothing is left."""
    tokens = list(span)
    while tokens and (tokens[0].is_space or tokens[0].is_punct):
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_space or tokens[-1].is_punct or tokens[-1].tag_ == "POS"):
        tokens = tokens[:-1]
    return Phrase(tuple(tokens), span.doc[tokens[0].i : tokens[-1].i + 1].root) if tokens else None


def outside_brackets(tokens: Iterable[Token]) -> list[Token]:
    """Return ``tokens`` without what stands in brackets, which may have been left open."""
    found, depth = [], 0
    for token in tokens:
        depth += token.text in _OPENING
        if not depth:
            found.append(token)
        depth -= bool(depth) and token.text in _CLOSING
    return found


def author_phrases(document: Phrase, names: Names) -> Iterator[Phrase]:
    """Yield who a document may be by: its possessor, the noun behind "by" or "from", the name right before it."""
    inside = set(document.tokens)
    children = [child for child in document.root.children if child in inside and child.ent_type_ not in _TIMES]
    heads = [child for child in children if child.dep_ == "poss"]
    for token in document.tokens:
        if token.i > document.root.i and token.lower_ in names.author_prepositions and _leads_to_author(token, names):
            heads += [child for child in token.children if child.dep_ == "pobj" and child in inside]
    heads += [child for child in children if child.dep_ == "compound" and child.ent_type_ in {"ORG", "PERSON"}]
    for head in heads:
        tokens = tuple(token for token in head.subtree if token in inside and token.tag_ != "POS")
        if tokens:
            yield Phrase(tokens, head)


def _leads_to_author(preposition: Token, names: Names) -> bool:
    """Whether "by" hangs on a noun or on a participle of authoring, not on "reviewed" or "seen"."""
    return preposition.head.pos_ != "VERB" or preposition.head.lemma_ in names.authoring
