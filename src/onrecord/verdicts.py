"""The nouns of checking a draft: what the record prints of each quotation in it.

Offsets of a draft are code points into its text as read, those of a printing into ``Article.text``. A verdict says how
the words of a quotation stand to what is printed, never whether anything is so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onrecord.model import Span

__all__ = ["Checked", "Note", "Printing", "Reach", "Remark", "Report", "Verdict"]


class Verdict(StrEnum):
    """How the words of a quotation stand to the printing nearest to it, nearest first."""

    VERBATIM = "verbatim"
    TYPOGRAPHY = "typography"
    TRIMMED = "trimmed"
    BRACKETED = "bracketed"
    ELIDED = "elided"
    CUT = "cut"
    DROPPED = "dropped"
    REORDERED = "reordered"
    REWORDED = "reworded"
    SPLICED = "spliced"
    INDIRECT = "indirect"
    ABSENT = "absent"

    @property
    def alright(self) -> bool:
        """Whether every word is as printed, in order, with nothing left out between and no reservation cut off."""
        return self in {Verdict.VERBATIM, Verdict.TYPOGRAPHY, Verdict.TRIMMED}


class Remark(StrEnum):
    """What else there is to say of a quotation.

    ``number``, ``name``, ``negation`` and ``modal`` (verb) say what differs in other words; ``limit`` that a limiting
    word ("but", "unless") follows or is left out; ``varies`` that another outlet prints these words with another of
    those; ``replaced`` that only earlier versions print them; ``joined`` that a transcript has them in two places;
    ``one-outlet`` is for information, the others are to be looked at.
    """

    NUMBER = "number"
    NAME = "name"
    NEGATION = "negation"
    MODAL = "modal"
    LIMIT = "limit"
    VARIES = "varies"
    OTHER_SPEAKER = "other-speaker"
    OTHER_DATE = "other-date"
    OTHER_OCCASION = "other-occasion"
    REPLACED = "replaced"
    JOINED = "joined"
    ONE_OUTLET = "one-outlet"

    @property
    def alright(self) -> bool:
        """Whether the remark is for information only."""
        return self is Remark.ONE_OUTLET


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in a sentence, with the articles it rests on."""

    remark: Remark
    words: str
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printing:
    """One place of one article that prints words of a quotation.

    ``spans`` are the stretches printed, tags left out; ``text`` their characters, joined by " … "; ``other`` the words
    in them that the quotation has not, as spans of the article. ``verdict`` is how the quotation stands to this
    printing alone. ``statement``, ``utterance`` and ``speaker`` are ``None`` where the record has none; ``replaced_by``
    and ``replaced`` are those of the article.
    """

    article: str
    outlet: str
    published: date | None
    url: str | None
    spans: tuple[Span, ...]
    text: str
    other: tuple[Span, ...]
    verdict: Verdict
    statement: str | None = None
    utterance: str | None = None
    speaker: str | None = None
    replaced_by: str | None = None
    replaced: date | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """One quotation of a draft.

    ``spans`` has one span a paragraph, marks included; ``other`` are the words of it that the nearest printing has not;
    ``speaker`` is whom the draft gives it to. ``printings`` stand nearest first: the verdict rests on the first, or on
    the first two where they are joined (``spliced``).
    """

    spans: tuple[Span, ...]
    text: str
    verdict: Verdict
    other: tuple[Span, ...] = ()
    speaker: str | None = None
    notes: tuple[Note, ...] = ()
    printings: tuple[Printing, ...] = ()

    @property
    def alright(self) -> bool:
        """Whether there is nothing to look at."""
        return self.verdict.alright and all(note.remark.alright for note in self.notes)


@dataclass(frozen=True, slots=True)
class Reach:
    """What was searched: how many articles of how many outlets, published from ``first`` to ``last``."""

    articles: int
    outlets: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Report:
    """A draft checked: its quotations in text order, and how many of under three words were ``skipped``."""

    draft: str
    text: str
    reach: Reach
    checked: tuple[Checked, ...]
    skipped: int

    @property
    def alright(self) -> bool:
        """Whether there is nothing to look at in any quotation."""
        return all(each.alright for each in self.checked)
