"""The kinds that nouns come in: of articles, statements, speakers, changes and stories."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["ArticleKind", "Change", "Form", "Grain", "SpeakerKind", "Stance", "Substantive"]


class ArticleKind(StrEnum):
    """What a page is: a report about statements, or the transcript of them."""

    REPORT = "report"
    TRANSCRIPT = "transcript"


class Form(StrEnum):
    """How much of a content stands in quotation marks of its own level: all words, none, or some."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """What the cue and its frame say the speaker does with the content."""

    ASSERT = "assert"
    DENY = "deny"
    ALLEGE = "allege"
    ADMIT = "admit"
    ASK = "ask"
    PROMISE = "promise"
    DEMAND = "demand"


class SpeakerKind(StrEnum):
    """Whether a speaker is a named person, a named body, or somebody the page does not name."""

    PERSON = "person"
    ORGANIZATION = "organization"
    UNNAMED = "unnamed"


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


class Grain(StrEnum):
    """How wide a story is: one thing that happened, or all that belongs to it over the years."""

    EVENT = "event"
    AFFAIR = "affair"
