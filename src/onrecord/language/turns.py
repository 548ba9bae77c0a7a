"""Turns: words that carry the sense of a sentence – those that limit it, negate it, count or say how sure it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from onrecord.text import fold

__all__ = ["Turns"]

_DIGITS = re.compile(r"(\d+)([^\W\d_]*)")
_GROUP = re.compile(r"\d{3}")  # digits behind a comma: "2,000" is two words

Phrases = frozenset[tuple[str, ...]]


class _Sum:
    """Numbers, put together word by word; ``scaled`` tells that the last word multiplied."""

    def __init__(self) -> None:
        self.values: list[float] = []
        self.scaled = False
        self._below: float | None = None  # what stands behind the last thousand
        self._above = 0.0
        self._in_digits = False

    def digits(self, printed: str) -> None:
        """Go on with a word of digits."""
        if self._in_digits and self._below is not None and _GROUP.fullmatch(printed):
            self._below = self._below * 1000 + int(printed)
            return
        self.close()
        self.unit(int(printed))
        self._in_digits = True

    def unit(self, value: float) -> None:
        """Go on with a number that multiplies nothing: it is added to tens or to what was multiplied."""
        tens = self._below is not None and self._below % 10 == 0 and 0 < value < 10 and not self._in_digits
        if self._below is not None and not (tens or self.scaled):
            self.close()
        self._below, self.scaled, self._in_digits = (self._below or 0) + value, False, False

    def scale(self, by: int) -> None:
        """Multiply what came before."""
        if by < 1000:  # what stands behind the last thousand alone
            self._below = (self._below or 1) * by
        else:
            self._above, self._below = self._above + (self._below or 1) * by, 0
        self.scaled, self._in_digits = True, False

    def close(self) -> None:
        """Take note of the number that ends here, if there is one."""
        if self._below is not None:
            self.values.append(self._above + self._below)
        self._below, self._above, self.scaled, self._in_digits = None, 0.0, False, False


@dataclass(frozen=True, slots=True)
class Turns:
    """The words of a language that must not be lost from a quotation; every word is folded.

    Attributes:
        limiting: phrases after which, inside a sentence, something limits what stands before ("only if").
        turning: those that do so at the head of a sentence of their own ("But …").
        negations: words that negate.
        negating_ends: what the ends of negated words look like ("n't").
        numbers: word of a number → its value.
        scales: what multiplies the number before it → by how much; also as the end of a word of digits ("5m").
        linking: words inside a number ("a hundred and six").
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
    numbers: Mapping[str, float]
    scales: Mapping[str, int]
    linking: frozenset[str]
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

    def counts(self, word: str) -> bool:
        """Whether ``word``, folded, is a number or a part of one."""
        return word in self.numbers or word in self.scales or word[:1].isdigit()

    def values(self, words: Iterable[str]) -> list[float]:
        """Return the numbers in ``words``, folded: "2,000", "two thousand", "5m", "25th", "thirty-two".

        Accepted gaps: a decimal point is lost where words are folded (1.5 is 15), and so is whether three digits behind
        others had a comma before them; "one" counts wherever it stands.
        """
        found = _Sum()
        for word in words:
            digits = _DIGITS.fullmatch(word)
            if digits:
                found.digits(digits[1])
            elif word in self.numbers:
                found.unit(self.numbers[word])
            elif word in self.scales:
                found.scale(self.scales[word])
            elif word not in self.linking or not found.scaled:
                found.close()
            if digits and digits[2] in self.scales:
                found.scale(self.scales[digits[2]])
        found.close()
        return found.values

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
            numbers={fold(word): value for word, value in data["numbers"].items()},
            scales={fold(word): value for word, value in data["scales"].items()},
            linking=frozenset(map(fold, data["linking"])),
            modals={fold(word): verb for verb, printed in data["modals"].items() for word in (verb, *printed)},
            modal_ends=data["modal_ends"],
        )
