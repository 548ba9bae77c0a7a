"""How one printing of the same words differs from another."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Change", "Substantive"]


class Change(StrEnum):
    """How a printing differs from the fullest version of the same utterance."""

    IDENTICAL = "identical"
    TYPOGRAPHY = "typography"
    TRIMMED = "trimmed"
    ELIDED = "elided"
    SPLICED = "spliced"
    REORDERED = "reordered"
    BRACKETED = "bracketed"
    REWORDED = "reworded"
    PARAPHRASED = "paraphrased"
    TRANSLATED = "translated"


class Substantive(StrEnum):
    """What in other words, or in words left out without a mark, makes a sentence say something else."""

    NUMBER = "number"
    NAME = "name"
    NEGATION = "negation"
    MODAL = "modal"
