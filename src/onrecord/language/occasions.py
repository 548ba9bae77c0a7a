"""Occasions: the words that name on what occasion something was said."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

__all__ = ["Occasions"]


@dataclass(frozen=True, slots=True)
class Occasions:
    """The words of occasions in a language, in small letters and singular.

    Attributes:
        kinds: word, or words with a blank between, → the kind of occasion they are filed under.
        before: prepositions that tie an occasion to what is said on it.
        verbs: verbs that take an occasion as their object.
        within: prepositions that go on with the name of an occasion.
        partners: preposition → kinds of occasion behind which it names whom one speaks to.
        apart: words that set a statement apart from the occasion of its neighbours.
    """

    kinds: Mapping[str, str]
    before: frozenset[str]
    verbs: frozenset[str]
    within: frozenset[str]
    apart: frozenset[str]
    partners: Mapping[str, frozenset[str]]

    @classmethod
    def from_toml(cls, file: Traversable) -> Occasions:
        """Read ``occasions.toml``; a table that is missing raises ``KeyError``."""
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        kinds = {word: kind for kind, words in data["kinds"].items() for word in (kind, *words)}
        links = [frozenset(data["links"][name]) for name in ("before", "verbs", "within", "apart")]
        partners = {word: frozenset(named) for word, named in data["partners"].items()}
        return cls(kinds, links[0], links[1], links[2], links[3], partners)
