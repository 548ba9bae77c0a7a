"""Phrases: the words a page uses for a source, with their head."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from onrecord.language import Names
from onrecord.text import fold

__all__ = ["Phrase", "author_phrases", "is_called", "is_dash", "outside_brackets", "phrase_of", "visible"]

_POINTING = frozenset({"the", "this", "that", "these", "those"})
_OPENING, _CLOSING = frozenset("(["), frozenset(")]")
_TIMES = frozenset({"DATE", "TIME"})
_DASHES = frozenset({"—", "–", "--"})
_TIED = re.compile(r",| (?:at|by|for|from|in|of|on|to|who|with)\b")
_DATED = frozenset({"during", "in", "on"})  # before a date behind a noun


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
        """The phrase without the words a description is not kept by; a share ("one in ten") is kept whole."""
        tokens = self.tokens
        while len(tokens) > 1 and not _is_share(tokens):
            if fold(tokens[0].text) not in names.leading and tokens[0].pos_ not in {"ADP", "PUNCT"}:
                break
            tokens = tokens[1:]
        return _joined(tokens)

    def ties(self, token: Token) -> bool:
        """Whether a preposition, conjunction or possessive ties ``token`` to the head before it ("the aide of X")."""
        between = [other for other in self.tokens if self.root.i < other.i < token.i]
        return any(other.pos_ in {"ADP", "CCONJ", "VERB"} or other.tag_ == "POS" for other in between)


def is_called(description: str, noun: str) -> bool:
    """Return whether a description is of somebody called by a folded ``noun``, not of what it ties to them."""
    return noun in fold(_TIED.split(description, maxsplit=1)[0]).split()


def visible(text: str) -> str:
    """Return ``text`` on one line, without characters that do not show, such as zero-width spaces and soft hyphens.

    A full stop before one at the end is no part of a name: the two only hid the end of its sentence.
    """
    if text.isascii():
        return " ".join(text.split())
    shown = "".join(char for char in text if unicodedata.category(char) != "Cf")
    hides = text[-1:] != shown[-1:] or (text and unicodedata.category(text[-1]) == "Cf")
    return " ".join((shown.removesuffix(".") if hides else shown).split())


def _joined(tokens: tuple[Token, ...]) -> str:
    return visible(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text)


def _is_share(tokens: tuple[Token, ...]) -> bool:
    """Whether a phrase opens with a number of a number ("one in ten", "three out of four")."""
    behind = [token for token in tokens[1:] if token.pos_ != "ADP"][:1]
    return len(tokens) > 2 and tokens[0].like_num and tokens[1].pos_ == "ADP" and any(one.like_num for one in behind)


def phrase_of(span: TokenSpan) -> Phrase | None:
    """Return ``span`` without blanks, punctuation and possessive marks at its ends, ``None`` if nothing is left.

    A dateline before it ("TARN — Borealis Energy") and a time behind it ("Borealis Energy today", "the ministry in
    2031") are left out too.
    """
    tokens = _behind_dateline(list(span))
    while tokens and (tokens[0].is_space or tokens[0].is_punct):
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_space or tokens[-1].is_punct or tokens[-1].tag_ == "POS" or _is_time(tokens)):
        tokens = tokens[:-1]
    tokens = _without_date(tokens)
    return Phrase(tuple(tokens), span.doc[tokens[0].i : tokens[-1].i + 1].root) if tokens else None


def _behind_dateline(tokens: list[Token]) -> list[Token]:
    """``tokens`` behind the only dash, where they open a line with a word in capitals."""
    dashes = [number for number, token in enumerate(tokens) if is_dash(token)]
    if len(dashes) != 1 or not (len(tokens[0].text) > 1 and tokens[0].text.isupper()):
        return tokens
    doc, last = tokens[0].doc, tokens[-1].i
    opens = tokens[0].i == 0 or "\n" in tokens[0].nbor(-1).text
    closes = any(map(is_dash, doc[last + 1 : last + 2]))  # "IBM — the computer maker — said"
    return tokens[dashes[0] + 1 :] if opens and not closes else tokens


def is_dash(token: Token) -> bool:
    """Return whether a token is a dash, not a hyphen inside a word."""
    apart = token.text == "-" and bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)
    return token.text in _DASHES or apart


def _without_date(tokens: list[Token]) -> list[Token]:
    """``tokens`` without a date that a preposition ties to the noun before."""
    end = len(tokens)
    while end > 2 and tokens[end - 1].ent_type_ in _TIMES:
        end -= 1
    dated = end < len(tokens) and end > 1 and tokens[end - 1].lower_ in _DATED
    return tokens[: end - 1] if dated and tokens[end - 2].pos_ in {"NOUN", "PROPN"} else tokens


def _is_time(tokens: list[Token]) -> bool:
    """Whether the last of ``tokens`` only tells when, right behind a noun."""
    last = tokens[-1]
    when = last.ent_type_ in _TIMES or last.dep_ in {"npadvmod", "advmod"}
    return when and last.text.islower() and len(tokens) > 1 and tokens[-2].pos_ in {"NOUN", "PROPN"}


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
