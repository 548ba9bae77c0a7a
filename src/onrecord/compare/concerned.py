"""Concerned: whom an allegation is about, and whether whoever answers it is one of them or speaks for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum

from onrecord.compare.material import ABOUT, Material
from onrecord.model import Span, Statement
from onrecord.text import fold, folded, words

__all__ = ["Concern", "concern", "concern_of", "names_apart", "stands_in", "text_of"]

_AGAINST = re.compile(r"\b(?:of|for|with|over)\b")
_THAT = "that"
_THEIR = frozenset({"her", "his", "its", "their"})
_WITHIN = frozenset({" ", "-", ". "})


class Concern(IntEnum):
    """Whether an allegation is about somebody, as far as it names anybody."""

    ANOTHER = 0
    UNKNOWN = 1
    NAMED = 2


def text_of(material: Material, one: Statement, spans: Iterable[Span] | None = None) -> str:
    """Return what a statement says as printed, or what stands in other ``spans`` of its article."""
    text = material.article(one.article).text
    return " ".join(span.of(text) for span in (one.spans if spans is None else spans))


def concern(material: Material, alleged: Statement, answer: Statement) -> Concern:
    """Return whether an allegation is about whoever gives ``answer``, by name or as the page calls them."""
    return concern_of(material, alleged, f"{answer.speaker or ''} / {text_of(material, answer, answer.source)}")


def concern_of(material: Material, alleged: Statement, who: str) -> Concern:
    """Return whether an allegation is about ``who``, a printed phrase ("a lawyer for Aldous").

    "Accused X of" is about X; what is alleged in a clause is about those whom it names. Names that share a word and are
    not one name ("Jens Aldous", "Peder Aldous") are of two people. Accepted gap: a person called by an office in one
    place and by name in the other.
    """
    accused = _accused(material, alleged)
    printed = text_of(material, alleged) if accused is None else accused
    if _is_meant(material, who, printed):
        return Concern.NAMED
    if _may_be_a_body(material, printed) and stands_in(material, who):
        return Concern.UNKNOWN
    told = material.stems(printed) if accused is not None else tuple(_names(material, printed))
    return Concern.ANOTHER if told and not _is_of_pronoun(material, printed) else Concern.UNKNOWN


def stands_in(material: Material, who: str) -> bool:
    """Return whether a printed phrase tells only that somebody is a body: "the company"."""
    called = set(material.stems(who))
    return bool(called) and called <= material.once(_standing_in)


def _standing_in(material: Material) -> frozenset[str]:
    return frozenset(stem for word in material.language.claims.standing_in for stem in material.stems(word))


def _may_be_a_body(material: Material, printed: str) -> bool:
    """Whether a text names somebody, and nobody by a forename."""
    named = bool(next(_names(material, printed), None))
    return named and material.language.names.forenames.keys().isdisjoint(folded(printed))


def _is_of_pronoun(material: Material, printed: str) -> bool:
    """Whether what is alleged is told of "he" or "they"; "his office" is more."""
    run = [word for word in folded(printed) if word != _THAT]
    possessive = len(run) > 1 and run[0] in _THEIR
    return bool(run) and run[0] in material.language.names.pronouns and not possessive


def _accused(material: Material, alleged: Statement) -> str | None:
    """What stands for the accused behind "accused", or before "was accused", where the allegation has such a verb."""
    claims, cue = material.language.claims, material.cue(alleged)
    if not material.in_stems(cue, claims.accusing) or not claims.claims.isdisjoint(folded(cue)):
        return None
    text = text_of(material, alleged)
    behind = _AGAINST.search(text)
    if behind and behind.start():
        return text[: behind.start()]
    page, at = material.pages[alleged.article], alleged.cue[0].start
    before = page.article.text[page.sentence(alleged.cue[0]).start : at]
    for span in alleged.source:
        before = before.replace(span.of(page.article.text), "")
    return before if material.stems(before) else None


def _is_meant(material: Material, who: str, printed: str) -> bool:
    """Whether a phrase and ``printed`` share the word of a name or, where not both have names, of a role."""
    shared = (_keys(material, who) & _keys(material, printed)) - material.once(_representing) - {ABOUT}
    first, second = list(_names(material, who)), list(_names(material, printed))
    pairs = [(one, other, one <= other or other <= one) for one in first for other in second]
    same = {word for one, other, agree in pairs if agree for word in one & other}
    shared -= {word for one, other, _ in pairs for word in one & other} - same
    named = [frozenset().union(*names) for names in (first, second)]
    return bool(shared & named[0] & named[1]) or (bool(shared) and not all(named))


def _representing(material: Material) -> frozenset[str | None]:
    return frozenset(_key(material, word) for word in material.language.claims.representing)


def _keys(material: Material, text: str) -> set[str]:
    return {key for word in folded(text) if (key := _key(material, word))}


def _key(material: Material, word: str) -> str | None:
    """The stem of a word, of a nickname that of the forename."""
    plain = word.removesuffix("'s")
    return next(iter(material.stems(material.language.names.nicknames.get(plain, plain))), None)


def _names(material: Material, text: str) -> Iterator[frozenset[str]]:
    """The names in a text, each as the keys of its words, without titles, months and weekdays."""
    run: list[str] = []
    end = -1
    for word in words(text):
        printed = word.span.of(text)
        if run and (not printed[0].isupper() or text[end : word.span.start] not in _WITHIN):
            yield frozenset(run)
            run = []
        if printed[0].isupper():
            run += _name_key(material, printed)
        end = word.span.end
    if run:
        yield frozenset(run)


def _name_key(material: Material, printed: str) -> list[str]:
    names, calendar = material.language.names, material.language.calendar
    plain = fold(printed).removesuffix("'s")
    no_name = names.is_title(plain) or plain in names.ranks or plain in material.language.claims.representing
    if no_name or calendar.month(plain) or calendar.weekday(plain) is not None:
        return []
    key = _key(material, plain)
    return [key] if key and key != ABOUT else []


def names_apart(material: Material, one: str, other: str, speakers: Iterable[str | None]) -> bool:
    """Whether each of two texts names somebody or something that the other does not, their speakers left out."""
    said_by = {key for speaker in speakers for key in _keys(material, speaker or "")}
    alone = [
        {key for name in _names(material, first) for key in name} - _keys(material, second) - said_by
        for first, second in ((one, other), (other, one))
    ]
    return all(alone)
