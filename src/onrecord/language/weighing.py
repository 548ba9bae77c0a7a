"""Weighing: whether two wordings differ in a number, a name, a negation or a modal verb."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from onrecord.language.turns import Turns
from onrecord.model import Span, Substantive
from onrecord.text import folded, word_offsets

__all__ = ["Printed", "differing"]

_OPENS_SENTENCE = re.compile(r"(?:^|[.!?…:\n“”\"‘(\[])\s*$")
_CONTEXT = 4  # characters before a word that tell whether it opens a sentence


@dataclass(frozen=True)
class Printed:
    """The words in ``spans`` of a page's ``text``; of a text in capitals no word is a name."""

    text: str
    spans: tuple[Span, ...]
    turns: Turns

    @cached_property
    def words(self) -> list[str]:
        """The words, folded."""
        return [word for span in self.spans for word in folded(self.text, span)]

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word stands here."""
        return Counter(self.words)

    @cached_property
    def numbers(self) -> Counter[float]:
        """How often each number is printed, in digits or words."""
        return Counter(self.turns.values(self.words))

    @cached_property
    def negations(self) -> int:
        """How many words negate."""
        return sum(map(self.turns.negates, self.words))

    @cached_property
    def modals(self) -> dict[str, str]:
        """Each word that is or holds a modal verb, with the verb."""
        return _modals(self.counts, self.turns)

    @cached_property
    def names(self) -> set[str]:
        """The words that are capitalised though no sentence begins with them, folded, without "'s"."""
        if all(span.of(self.text).isupper() for span in self.spans):
            return set()
        offsets = [edges for span in self.spans for edges in word_offsets(self.text, span)]
        capitalised = [
            (start, end, word)
            for (start, end), word in zip(offsets, self.words, strict=True)
            if self.text[start].isupper()
        ]
        return {
            word.removesuffix("'s")
            for start, end, word in capitalised
            if "'" not in word.removesuffix("'s")
            and end - start > 1
            and word not in self.turns.titles
            and not _OPENS_SENTENCE.search(self.text[max(0, start - _CONTEXT) : start])
        }


def differing(one: Printed, other: Printed) -> Iterator[Substantive]:
    """Yield what of weight differs between two wordings, in the order of :class:`~onrecord.model.Substantive`.

    Accepted gaps: a name at the head of a sentence is seen only if the other wording has it elsewhere; "one" counts as
    a number wherever it stands; "'d" counts as "would"; modal verbs in other words ("is able to") are not recognised.
    """
    turns = one.turns
    own, others = one.counts - other.counts, other.counts - one.counts  # what both have in common weighs the same
    if (any(map(turns.counts, own)) or any(map(turns.counts, others))) and one.numbers != other.numbers:
        yield Substantive.NUMBER
    if (own and _strange(one, other)) or (others and _strange(other, one)):
        yield Substantive.NAME
    if sum(map(turns.negates, own.elements())) != sum(map(turns.negates, others.elements())):
        yield Substantive.NEGATION
    verbs = other.modals | _modals(own, turns)
    if verbs and _said(one, verbs) != _said(other, verbs):
        yield Substantive.MODAL


def _strange(one: Printed, other: Printed) -> set[str]:
    """Return the names of ``one`` that are no word of the ``other``."""
    return one.names - {word.removesuffix("'s") for word in other.counts}


def _modals(words: Iterable[str], turns: Turns) -> dict[str, str]:
    return {word: verb for word in words if (verb := turns.modal(word)) is not None}


def _said(printed: Printed, verbs: Mapping[str, str]) -> Counter[str]:
    """Return how often each modal verb is printed, by the words that stand for ``verbs``."""
    found: Counter[str] = Counter()
    for word, verb in verbs.items():
        if word not in printed.names:  # "in May"
            found[verb] += printed.counts[word]
    return found
