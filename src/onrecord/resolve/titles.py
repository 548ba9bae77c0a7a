"""Titles: what a page calls somebody besides the name ("Arvenian Prime Minister", "the special prosecutor")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.language import Names
from onrecord.text import fold

__all__ = ["Title", "fit", "title_of", "titles_around"]

_REACH = 12
_TIES = frozenset({"of", "to", "for", "at", "in"})
_PARTS_OF_SPEECH = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "PART", "NUM", "CCONJ"})
_ENDS = frozenset(",.;:)—–-")
_FULL, _BROADER, _BY_MODIFIER = 1.0, 0.7, 0.6
_OTHER_TIME = 0.2  # what it costs that one is the former holder
_MISSING = 0.25  # what a modifier costs that the page never gave this person


@dataclass(frozen=True, slots=True)
class Title:
    """A role and what narrows it: ``head`` is a key of the language's roles or a lemma, ``rest`` folded words.

    Countries stand under their names, whichever adjective the page used. ``past`` says that the page calls them a
    former or future holder.
    """

    head: str
    rest: frozenset[str] = frozenset()
    past: bool = False


def title_of(tokens: Iterable[Token], names: Names) -> Title | None:
    """Return the title a noun phrase without a name spells, ``None`` where it has no noun.

    Its head is the last noun before the first preposition.
    """
    phrase = [token for token in tokens if not token.is_punct and not token.is_space]
    tie = next((number for number, token in enumerate(phrase) if number and token.lower_ in _TIES), len(phrase))
    nouns = [token for token in phrase[:tie] if token.pos_ in {"NOUN", "PROPN", "ADJ"} or _role(token, names)]
    if not nouns:
        return None
    head = nouns[-1]
    rest = frozenset(_word(token, names) for token in phrase if token is not head and _tells(token, names))
    past = any(fold(token.text) in names.elsewhen for token in phrase)
    return Title(_role(head, names) or head.lemma_.casefold(), rest, past)


def _role(token: Token, names: Names) -> str | None:
    return names.roles.get(fold(token.text)) or names.roles.get(fold(token.lemma_))


def _word(token: Token, names: Names) -> str:
    word = fold(token.text)
    return names.places.get(word) or _role(token, names) or fold(token.lemma_)


def _tells(token: Token, names: Names) -> bool:
    """Whether a modifier tells one holder of a role from another."""
    if token.pos_ in {"DET", "ADP", "PART", "NUM", "CCONJ", "PRON"}:
        return False
    return fold(token.text) not in names.passing | names.leading


def fit(reference: Title, title: Title, names: Names) -> float:
    """Return how well ``reference`` may mean a holder of ``title``: 0 for not at all, more is better.

    Another rank ("vice") or another country makes it another role.
    """
    if reference.head == title.head:
        score = _FULL
    elif title.head in names.broader.get(reference.head, frozenset()):
        score = _BROADER
    elif reference.head in title.rest and reference.head not in names.roles.values():
        return _BY_MODIFIER  # "the Republican"
    else:
        return 0.0
    if score == _FULL and (reference.rest ^ title.rest) & names.ranks:
        return 0.0
    countries = frozenset(names.places.values())
    here, there = reference.rest & countries, title.rest & countries
    if here and there and not here & there:
        return 0.0
    shared = len(reference.rest & title.rest)
    apart = _OTHER_TIME * (reference.past != title.past)
    return max(0.1, score + shared * _MISSING - len(reference.rest - title.rest) * _MISSING - apart)


def titles_around(doc: Doc, first: int, last: int, names: Names) -> Iterator[Title]:
    """Yield the titles printed beside a name that covers the tokens ``first`` to ``last``.

    Before it ("former Arvenian envoy Osk Belling"; also "the envoy to Arvenia Osk Belling" and "the envoy, Osk
    Belling"), or behind it between commas ("Osk Belling, the Arvenian envoy, …").
    """
    yield from _before(doc, first, names)
    yield from _behind(doc, last, names)


def _before(doc: Doc, first: int, names: Names) -> Iterator[Title]:
    window = _window(doc, range(first - 1, max(first - 1 - _REACH, -1), -1))[::-1]
    if not window and first > 1 and doc[first - 1].text == ",":
        window = _window(doc, range(first - 2, max(first - 2 - _REACH, -1), -1))[::-1]
        if not window or window[0].pos_ != "DET" or _role(window[-1], names) is None:
            return
    segments = _segments(window)
    if not segments or not _touches(segments[-1], names):
        return
    for number, segment in enumerate(segments):
        is_nearest = number == len(segments) - 1
        if not is_nearest and (segment[0].pos_ == "DET" or _role(segment[-1], names) is None):
            continue
        title = title_of(_behind_tie(_from_determiner(segment), names), names)
        if title and title.head in names.roles.values():
            yield title


def _touches(segment: Sequence[Token], names: Names) -> bool:
    """Whether the words before a name are its title: they end in a role, or in a place that a role is tied to."""
    last = segment[-1]
    if _role(last, names):
        return True
    tied = any(token.lower_ in _TIES for token in segment)
    return tied and (fold(last.text) in names.places or last.ent_type_ in {"GPE", "ORG", "LOC"})


def _from_determiner(segment: Sequence[Token]) -> Sequence[Token]:
    """The phrase from its last determiner on, unless that is tied to what stands before."""
    for number in range(len(segment) - 1, 0, -1):
        if segment[number].pos_ == "DET" and segment[number - 1].lower_ not in _TIES:
            return segment[number:]
    return segment


def _behind_tie(segment: Sequence[Token], names: Names) -> Sequence[Token]:
    """The role right before a name, where another is tied to it ("a spokeswoman for Interior Minister Osk Belling")."""
    ties = [number for number, token in enumerate(segment) if number and token.lower_ in _TIES]
    if not ties or ties[-1] + 1 >= len(segment) or _role(segment[-1], names) is None:
        return segment
    return segment[ties[-1] + 1 :]


def _window(doc: Doc, numbers: Iterable[int]) -> list[Token]:
    """The tokens of a noun phrase among ``numbers``, up to the first that can be no part of one."""
    window: list[Token] = []
    for number in numbers:
        token = doc[number]
        hyphen = token.text in {"-", "–"}
        loose = token.pos_ == "ADP" and token.lower_ not in _TIES
        if token.is_space or loose or (token.pos_ not in _PARTS_OF_SPEECH and not hyphen):
            break
        window.append(token)
    while window and window[-1].pos_ in {"ADP", "PART", "CCONJ", "PUNCT"}:
        window.pop()
    return window


def _segments(window: Sequence[Token]) -> list[list[Token]]:
    """The parts of a phrase between its conjunctions."""
    parts: list[list[Token]] = [[]]
    for token in window:
        if token.pos_ == "CCONJ":
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _behind(doc: Doc, last: int, names: Names) -> Iterator[Title]:
    if last + 2 >= len(doc) or doc[last + 1].text not in {",", "("}:
        return
    window = _window(doc, range(last + 2, min(last + 2 + _REACH, len(doc))))
    end = window[-1].i + 1 if window else last
    if not window or (end < len(doc) and not doc[end].is_space and doc[end].text not in _ENDS):
        return
    first = window[0]
    if first.pos_ == "PROPN" and fold(first.text) not in names.places and _role(first, names) is None:
        return
    for segment in _segments(window):
        title = title_of(segment, names)
        if title and title.head in names.roles.values():
            yield title
