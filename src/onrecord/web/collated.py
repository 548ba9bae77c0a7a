"""What the OpenAPI document says of utterances; see :mod:`onrecord.web.schema`."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from onrecord.model import Change, Substantive

__all__ = ["Offsets", "Shape", "Utterance"]

Offsets = Annotated[tuple[int, int], Field(description="First code point, and the one after the last.")]


class Shape(BaseModel):
    """A JSON object with these keys and no others."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class Beside(Shape):
    """A report beside the turn of a transcript: words printed, what is left out between, limiting words cut off."""

    article: str
    statement: str
    printed: int
    words: int
    cuts: list[Offsets]
    limits: list[Offsets]


class Witness(Shape):
    """One statement's printing of an utterance."""

    article: str
    statement: str
    spans: list[Offsets]
    changes: list[Change]
    substantives: list[Substantive] | None = None
    """What of weight differs from the fullest version; only where something does."""
    reports: list[int] | None = None
    """Numbers, from 0, of the places that an indirect report is about."""
    beside: Beside | None = None
    """How a report stands to the transcript, where there is one."""


class Reading(Shape):
    """What one article prints at one place."""

    article: str
    statement: str
    span: Offsets
    text: str
    change: Change
    substantives: list[Substantive] | None = None
    """What of weight differs from the text of the place; only where something does."""


class Place(Shape):
    """A passage of the fullest version; joined by nobody, it stands behind a seam."""

    text: str
    taken_from: str
    joined_by: list[str]
    readings: list[Reading]


class Conflict(Shape):
    """Another utterance that articles print before this one and after it."""

    other: str
    before: list[str]
    after: list[str]
    verdict: str


class Aside(Shape):
    """A statement that may be a printing of an utterance, or of something else."""

    article: str
    statement: str
    spans: list[Offsets]
    why: str


class Repeat(Shape):
    """A statement that prints the same words as of another time."""

    article: str
    statement: str
    utterance: str | None
    """The utterance that it is a witness of; null where nobody else prints the words as of that time."""


class Utterance(Shape):
    """Something said once, as every witness prints it."""

    id: str
    speaker: str | None
    readings: list[Witness]
    guests: list[Witness] | None = None
    places: list[Place]
    fullest: str
    order: list[Conflict]
    aside: list[Aside] | None = None
    repeats: list[Repeat] | None = None
