"""Names: titles, roles, nationalities, pronouns, and the places that stand for an authority."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from onrecord.text import fold, unmarked

__all__ = ["Gender", "Names", "Pronoun", "nicknames"]


class Gender(StrEnum):
    """The gender a title, a role word, a forename or a pronoun tells of."""

    FEMALE = "female"
    MALE = "male"


class Pronoun(StrEnum):
    """What a pronoun can stand for; ``unnamed`` is somebody described by it, ``nobody`` names no source at all."""

    MALE = "male"
    FEMALE = "female"
    PLURAL = "plural"
    THING = "thing"
    FIRST = "first"
    SECOND = "second"
    RELATIVE = "relative"
    UNNAMED = "unnamed"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Names:
    """The words around names in a language; every key is folded (:func:`onrecord.text.fold`).

    Attributes:
        honorifics: title without an office → gender, ``None`` where it tells none.
        particles: small words inside family names.
        suffixes: what may follow a family name.
        passing: modifiers that do not tell one holder of a role from another ("former").
        elsewhen: modifiers of a role that somebody does not hold on the day of the page.
        ranks: modifiers that make another role of it ("vice").
        leading: words dropped from the front of a description.
        roles: role word → the key shared by words of the same meaning.
        broader: role key → keys of the narrower roles it may stand for.
        gendered: noun → gender.
        pronouns: pronoun → what it can stand for.
        generic: nouns that, alone, leave a source unnamed.
        writer: what the writer of a page without byline is called.
        we: pronouns of the first person that are many.
        groups: nouns whose plural "they" may stand for.
        bodies: nouns of bodies, and words that end the names of outlets.
        speaking_for: nouns of people who, in the plural, speak for the body named before them.
        author_prepositions: prepositions before the author of a document.
        authoring: verbs whose participle may stand before those.
        addressed: verbs whose object is spoken to.
        addressed_people: verbs whose object is spoken to where it is somebody.
        addressing: verbs that take a preposition before whom they speak to.
        addressing_prepositions: those prepositions.
        passive: verbs that make a passive.
        when: words before a passive without a subject ("when asked").
        listeners: nouns of people and bodies, who may be spoken to.
        citing: verbs by which a report names its own source.
        things: nouns of what is said, as in "told the truth".
        authorities: name of a place or house → the authority it stands for.
        places: adjective or name of a country, or its capital → the country's name, folded.
        adjectives: adjectives of countries.
        forenames: forename → gender.
        nicknames: other form of a forename → the forename it is filed under; a form of several is left out.
    """

    honorifics: Mapping[str, Gender | None]
    particles: frozenset[str]
    suffixes: frozenset[str]
    passing: frozenset[str]
    elsewhen: frozenset[str]
    ranks: frozenset[str]
    leading: frozenset[str]
    roles: Mapping[str, str]
    broader: Mapping[str, frozenset[str]]
    gendered: Mapping[str, Gender]
    pronouns: Mapping[str, Pronoun]
    generic: frozenset[str]
    writer: str
    we: frozenset[str]
    groups: frozenset[str]
    bodies: frozenset[str]
    speaking_for: frozenset[str]
    author_prepositions: frozenset[str]
    authoring: frozenset[str]
    addressed: frozenset[str]
    addressed_people: frozenset[str]
    addressing: frozenset[str]
    addressing_prepositions: frozenset[str]
    passive: frozenset[str]
    when: frozenset[str]
    listeners: frozenset[str]
    citing: frozenset[str]
    things: frozenset[str]
    authorities: Mapping[str, str]
    places: Mapping[str, str]
    adjectives: frozenset[str]
    forenames: Mapping[str, Gender]
    nicknames: Mapping[str, str]

    def is_title(self, word: str) -> bool:
        """Whether a word, folded, may stand before a name without being part of it."""
        return word in self.honorifics or word in self.roles

    @classmethod
    def from_toml(cls, file: Traversable) -> Names:
        """Read ``names.toml``; a table that is missing raises ``KeyError``."""
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        parts, unnamed, addressing = data["parts"], data["unnamed"], data["addressing"]
        authorities, places, adjectives = _countries(data)
        return cls(
            honorifics={**_genders(data["honorifics"]), **dict.fromkeys(_folded(data["honorifics"]["either"]))},
            particles=_folded(parts["particles"]),
            suffixes=_folded(parts["suffixes"]),
            passing=_folded(parts["passing"]),
            elsewhen=_folded(parts["elsewhen"]),
            ranks=_folded(parts["ranks"]),
            leading=_folded(parts["leading"]),
            roles={fold(word): key for key, words in data["roles"].items() for word in (key, *words)},
            broader={key: frozenset(keys) for key, keys in data["broader"].items()},
            gendered=_genders(data["gendered"]),
            pronouns={fold(word): Pronoun(kind) for kind, words in data["pronouns"].items() for word in words},
            generic=_folded(unnamed["generic"]),
            writer=unnamed["writer"],
            we=_folded(unnamed["we"]),
            groups=_folded(unnamed["groups"]),
            bodies=_folded([*unnamed["bodies"], *unnamed["outlets"]]),
            speaking_for=_folded(unnamed["speaking_for"]),
            author_prepositions=_folded(data["authors"]["before"]),
            authoring=_folded(data["authors"]["verbs"]),
            addressed=_folded(addressing["always"]),
            addressed_people=_folded(addressing["people"]),
            addressing=_folded(addressing["preposition_verbs"]),
            addressing_prepositions=_folded(addressing["preposition"]),
            passive=_folded(addressing["passive"]),
            when=_folded(addressing["when"]),
            listeners=_folded([*addressing["listeners"], *unnamed["groups"], *unnamed["bodies"], *unnamed["generic"]]),
            citing=_folded(data["authors"]["citing"]),
            things=_folded(addressing["things"]),
            authorities=authorities,
            places=places,
            adjectives=adjectives,
            forenames=_genders(data["forenames"]),
            nicknames=_nicknames(data["nicknames"]),
        )


@cache
def nicknames(code: str = "en") -> Mapping[str, str]:
    """Return the nicknames of a language alone: other form of a forename → the forename it is filed under."""
    file = files("onrecord.language") / code / "names.toml"
    return _nicknames(tomllib.loads(file.read_text(encoding="utf-8"))["nicknames"])


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _genders(table: Mapping[str, list[str]]) -> dict[str, Gender]:
    return {fold(word): gender for gender in Gender for word in table[gender]}


def _nicknames(table: Mapping[str, list[str]]) -> dict[str, str]:
    forms = [(unmarked(form), unmarked(name)) for name, forms in table.items() for form in forms]
    several = Counter(form for form, _ in forms)
    return {form: name for form, name in forms if several[form] == 1}


def _countries(data: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Return authorities, places and adjectives: a country and its capital stand for its government."""
    authorities: dict[str, str] = {}
    places: dict[str, str] = {}
    adjectives: set[str] = set()
    for country, entry in data["countries"].items():
        government = data["governments"]["pattern"].format(entry["adjectives"][0])
        capital = [entry["capital"]] if "capital" in entry else []
        names = [country, *entry.get("names", []), *capital]
        authorities |= {fold(name): government for name in names}
        places |= {fold(word): fold(country) for word in (*names, *entry["adjectives"])}
        adjectives |= {fold(word) for word in entry["adjectives"]}
    authorities |= {fold(name): authority for name, authority in data["authorities"].items()}
    return authorities, places, frozenset(adjectives)
