"""Weighing: whether two wordings differ in a number, a name, a negation or a modal verb."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from onrecord.language.turns import Turns
from onrecord.model import Span, Substantive
from onrecord.text import folded, words

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
    def names(self) -> set[str]:
        """The words that are capitalised though no sentence begins with them, folded, without "'s"."""
        if all(span.of(self.text).isupper() for span in self.spans):
            return set()
        return {
            word.folded.removesuffix("'s")
            for span in self.spans
            for word in words(self.text, span)
            if self.text[word.span.start].isupper()
            and "'" not in word.folded.removesuffix("'s")
            and word.span.end - word.span.start > 1
            and word.folded not in self.turns.titles
            and not _OPENS_SENTENCE.search(self.text[max(0, word.span.start - _CONTEXT) : word.span.start])
        }


def differing(one: Printed, other: Printed) -> Iterator[Substantive]:
    """Yield what of weight differs between two wordings, in the order of :class:`~onrecord.model.Substantive`.

    Accepted gaps: a name at the head of a sentence is seen only if the other wording has it elsewhere; "one" counts as
    a number wherever it stands; "'d" counts as "would"; modal verbs in other words ("is able to") are not recognised.
    """
    turns = one.turns
    if _numbers(one.words, turns) != _numbers(other.words, turns):
        yield Substantive.NUMBER
    if _strange(one, other) or _strange(other, one):
        yield Substantive.NAME
    if sum(map(turns.negates, one.words)) != sum(map(turns.negates, other.words)):
        yield Substantive.NEGATION
    if _modals(one) != _modals(other):
        yield Substantive.MODAL


def _strange(one: Printed, other: Printed) -> set[str]:
    """Return the names of ``one`` that are no word of the ``other``."""
    return one.names - {word.removesuffix("'s") for word in other.words}


def _numbers(words: Iterable[str], turns: Turns) -> Counter[str]:
    return Counter(number for word in words if (number := turns.number(word)) is not None)


def _modals(printed: Printed) -> Counter[str]:
    found = [(word, verb) for word in printed.words if (verb := printed.turns.modal(word)) is not None]
    return Counter(verb for word, verb in found if word not in printed.names)  # "in May"
