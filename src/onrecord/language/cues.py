"""Cues: the words that report what somebody said, with the constructions they take and the stance they give."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources.abc import Traversable

from onrecord.model import Stance

__all__ = ["Cues", "Frame"]


class Frame(StrEnum):
    """The construction that ties a content to its cue.

    ``quote``: words in quotation marks beside the verb. ``clause``: "said that …", "…, she said". ``infinitive``:
    "vowed to …". ``object``: "rejected the charge …". ``preposition``: "called for …". ``object_of``: "accused her of
    …". ``adjective``: "was confident that …". ``noun_clause``: "the claim that …". ``noun_of``: "allegations of …".
    ``according``: "according to …". ``colon``: "Name: …". ``predicate``: a document whose words in quotation marks are
    the sentence's predicate. ``read``: found by a trained reader, in whatever construction.
    """

    QUOTE = "quote"
    CLAUSE = "clause"
    INFINITIVE = "infinitive"
    OBJECT = "object"
    PREPOSITION = "preposition"
    OBJECT_OF = "object_of"
    ADJECTIVE = "adjective"
    NOUN_CLAUSE = "noun_clause"
    NOUN_OF = "noun_of"
    ACCORDING = "according"
    COLON = "colon"
    PREDICATE = "predicate"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of a language.

    Attributes:
        stances: lemma, or lemma and the words right behind it, → stance, where it is not ``assert``.
        frames: frame → lemmas that report in it; a preposition follows its lemma after a blank ("call for").
        nested: lemmas that report speech even inside another statement, where attitudes are not looked for.
        documents: nouns of documents, which speak for their authors.
        attitudes: lemmas in ``frames`` that report what somebody thinks of a thing rather than what they said.
        speaking: lemmas that report speech and stand in no frame.
        withholding: lemmas of verbs that say of the reporting verb they govern that it was not done ("refused to say").
    """

    stances: Mapping[str, Stance]
    frames: Mapping[Frame, frozenset[str]]
    nested: frozenset[str]
    documents: frozenset[str]
    attitudes: frozenset[str]
    speaking: frozenset[str]
    withholding: frozenset[str]

    def reports(self, frame: Frame, lemma: str) -> bool:
        """Whether ``lemma`` reports a content in ``frame``."""
        return lemma in self.frames.get(frame, frozenset())

    def stance_of(self, lemma: str) -> Stance | None:
        """Return the stance ``lemma`` gives its content, ``None`` where it is no cue at all."""
        if lemma in self.stances:
            return self.stances[lemma]
        known = any(lemma in lemmas or lemma in self.nested for lemmas in self.frames.values())
        return Stance.ASSERT if known else None

    def speaks(self, lemma: str) -> bool:
        """Whether ``lemma`` reports speech, not an attitude."""
        return lemma not in self.attitudes and (lemma in self.speaking or self.stance_of(lemma) is not None)

    @classmethod
    def from_toml(cls, file: Traversable) -> Cues:
        """Read ``cues.toml``; a frame or stance that does not exist raises ``ValueError``."""
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        stances = {lemma: Stance(name) for name, lemmas in data["stances"].items() for lemma in lemmas}
        frames = {Frame(name): frozenset(lemmas) for name, lemmas in data["frames"].items()}
        lists = ("nested", "documents", "attitudes", "speaking", "withholding")
        return cls(stances, frames, *(frozenset(data[name]) for name in lists))
