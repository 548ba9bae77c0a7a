"""Bearing: whether a headline or sentence stands for a claim, against it, or only reports that it is made."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from onrecord.language import Language
from onrecord.text import folded

__all__ = ["Bearing", "bearing", "negations"]


class Bearing(StrEnum):
    """How a text bears on a claim; never whether the claim holds."""

    FOR = "for"
    AGAINST = "against"
    OBSERVING = "observing"


def bearing(text: str, claim: str, language: Language) -> Bearing:
    """Return how ``text``, a sentence on the same matter, bears on ``claim``.

    Against: it has a negation more, or a word that refutes or dismisses where the claim has none. Observing: it asks,
    or leaves the claim to others ("reportedly", "claims"). Else for it. Accepted gaps: a negation that the claim alone
    has is taken to stand in a part that the text leaves out; another word for the opposite ("quits" against "takes the
    part") is not seen.
    """
    words, own = folded(text), folded(claim)
    claims = language.claims
    refuting = claims.refutations | claims.dismissals
    refutes = not refuting.isdisjoint(words) and refuting.isdisjoint(own)
    if refutes or negations(words, language) > negations(own, language):
        return Bearing.AGAINST
    hedges = (claims.hedges | claims.claims) - set(own)
    return Bearing.OBSERVING if "?" in text or not hedges.isdisjoint(words) else Bearing.FOR


def negations(words: Sequence[str], language: Language) -> int:
    """Return how many of ``words``, folded, negate."""
    return sum(map(language.turns.negates, words))
