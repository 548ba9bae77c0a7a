"""Turns: words that carry the sense of a sentence – those that limit it, negate it, count or say how sure it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from onrecord.text import fold

__all__ = ["Turns"]

_DIGITS = re.compile(r"\d[\d,.]*")

Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Turns:
    """The words of a language that must not be lost from a quotation; every word is folded.

    Attributes:
        limiting: phrases after which, inside a sentence, something limits what stands before ("only if").
        turning: those that do so at the head of a sentence of their own ("But …").
        negations: words that negate.
        negating_ends: what the ends of negated words look like ("n't").
        numbers: word of a number → its value, written with digits.
        titles: abbreviations before a name.
        joining: words that join clauses, which a negation does not reach across.
        modals: modal verb, as printed with or without a negation → the verb.
        modal_ends: end of a word that stands for a modal verb ("'ll") → the verb.
    """

    limiting: Phrases
    turning: Phrases
    negations: frozenset[str]
    negating_ends: tuple[str, ...]
    titles: frozenset[str]
    joining: frozenset[str]
    numbers: Mapping[str, str]
    modals: Mapping[str, str]
    modal_ends: Mapping[str, str]

    def limit(self, words: Sequence[str], *, opens: bool) -> tuple[str, ...]:
        """Return the limiting phrase that ``words`` begin with, the longest; empty where there is none.

        ``opens`` tells that they open a sentence of their own.
        """
        phrases = self.turning if opens else self.limiting
        return max((phrase for phrase in phrases if tuple(words[: len(phrase)]) == phrase), key=len, default=())

    def negates(self, word: str) -> bool:
        """Whether ``word``, folded, negates."""
        return word in self.negations or word.endswith(self.negating_ends)

    def number(self, word: str) -> str | None:
        """Return what number ``word``, folded, is, in digits; ``None`` for any other word."""
        digits = _DIGITS.match(word)
        return digits.group().replace(",", "").rstrip(".") if digits else self.numbers.get(word)

    def modal(self, word: str) -> str | None:
        """Return what modal verb ``word``, folded, is or holds; ``None`` for any other word."""
        if word in self.modals:
            return self.modals[word]
        for end, verb in self.modal_ends.items():
            if word.endswith(end):
                return verb
        return None

    @classmethod
    def load(cls, code: str = "en") -> Turns:
        """Read the file of a language."""
        return cls.from_toml(files("onrecord.language") / code / "turns.toml")

    @classmethod
    def from_toml(cls, file: Traversable) -> Turns:
        """Read ``turns.toml``; a table that is missing raises ``KeyError``."""
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        limiting, turning = (
            frozenset(tuple(map(fold, phrase.split())) for phrase in data[key]) for key in ("limiting", "turning")
        )
        return cls(
            limiting,
            turning,
            negations=frozenset(map(fold, data["negations"])),
            negating_ends=tuple(data["negating_ends"]),
            titles=frozenset(map(fold, data["titles"])),
            joining=frozenset(map(fold, data["joining"])),
            numbers={fold(word): str(value) for word, value in data["numbers"].items()},
            modals={fold(word): verb for verb, printed in data["modals"].items() for word in (verb, *printed)},
            modal_ends=data["modal_ends"],
        )
