"""What the OpenAPI document says of the answers.

Answers are made by the writers of the file contract, exports and :mod:`onrecord.web.shapes`, never by these classes;
the tests hold the two together.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from onrecord.corrections import Field as Corrected
from onrecord.model import ArticleKind, Change, Form, SpeakerKind, Stance, Substantive
from onrecord.verdicts import Remark, Verdict

__all__ = [
    "Articles",
    "Counts",
    "Findings",
    "Found",
    "Notes",
    "Person",
    "ProblemDocument",
    "Problems",
    "Report",
    "Statements",
    "UtteranceWithArticles",
    "Utterances",
]

_Span = Annotated[tuple[int, int], Field(description="First code point, and the one after the last.")]
_Link = Annotated[str | None, Field(description="Where the next page is, null at the end.")]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class ProblemDocument(BaseModel):
    """What was wrong with a request, as RFC 9457 has it."""

    type: Literal["about:blank"]
    title: str
    status: int
    detail: str | None = None
    errors: list[dict[str, str]] | None = None
    """Each with where and what."""


class Correction(_Shape):
    """What somebody holds against what was noted; a value of null: as noted."""

    field: Corrected
    noted: str
    value: str | None
    why: str
    by: str
    made: str


class _Statement(_Shape):
    id: str
    content: list[_Span]
    cue: list[_Span]
    source: list[_Span]
    form: Form
    stance: Stance
    speaker: str | None
    addressee: str | None
    when: str | None
    occasion: str | None
    inside: str | None
    via: list[str]
    confidence: Annotated[float, Field(ge=0, le=1)]
    made_by: str
    when_why: str | None = None
    when_inferred: bool | None = None
    when_printed: list[_Span] | None = None
    occasion_printed: list[_Span] | None = None
    document: str | None = None
    implicit: bool | None = None
    attitude: bool | None = None
    reasons: list[str] | None = None
    corrected: list[Correction] | None = None


class Hit(_Statement):
    """A statement with where it is printed; ``article`` is the content hash, ``text`` the content as printed."""

    article: str
    outlet: str | None
    published: date | None
    url: str | None
    text: str
    utterances: list[str]


class Attribution(_Statement):
    """A statement of an article, with the words printed at its offsets."""

    content_text: list[str]
    cue_text: list[str]
    source_text: list[str]


class _ArticleHead(_Shape):
    id: str
    hash: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: date | None = None


class ArticleEntry(_ArticleHead):
    """An article of a list."""

    statements: int


class Article(_ArticleHead):
    """An article without its text."""

    origin: str | None = None
    authors: str | None = None
    modified: str | None = None
    kind: ArticleKind | None = None
    boilerplate: list[_Span] | None = None


class Speaker(_Shape):
    """Somebody an article lets speak."""

    name: str
    kind: SpeakerKind
    mentions: list[_Span]


class NotesProblem(_Shape):
    """What went wrong with an article."""

    stage: str
    message: str


class Notes(Article):
    """An article with its statements; ``text`` only where it was asked for."""

    text: str | None = None
    text_sha256: str
    attributions: list[Attribution]
    speakers: list[Speaker]
    problems: list[NotesProblem]


class Beside(_Shape):
    """A report beside the turn of a transcript: words printed, what is left out between, limiting words cut off."""

    article: str
    statement: str
    printed: int
    words: int
    cuts: list[_Span]
    limits: list[_Span]


class Witness(_Shape):
    """One statement's printing of an utterance."""

    article: str
    statement: str
    spans: list[_Span]
    changes: list[Change]
    substantives: list[Substantive] | None = None
    """What of weight differs from the fullest version; only where something does."""
    reports: list[int] | None = None
    """Numbers, from 0, of the places that an indirect report is about."""
    beside: Beside | None = None
    """How a report stands to the transcript, where there is one."""


class Reading(_Shape):
    """What one article prints at one place."""

    article: str
    statement: str
    span: _Span
    text: str
    change: Change
    substantives: list[Substantive] | None = None
    """What of weight differs from the text of the place; only where something does."""


class Place(_Shape):
    """A passage of the fullest version; joined by nobody, it stands behind a seam."""

    text: str
    taken_from: str
    joined_by: list[str]
    readings: list[Reading]


class Conflict(_Shape):
    """Another utterance that articles print before this one and after it."""

    other: str
    before: list[str]
    after: list[str]
    verdict: str


class Utterance(_Shape):
    """Something said once, as every witness prints it."""

    id: str
    speaker: str | None
    readings: list[Witness]
    guests: list[Witness] | None = None
    places: list[Place]
    fullest: str
    order: list[Conflict]


class UtteranceWithArticles(Utterance):
    """An utterance with the articles that print it."""

    articles: list[Article]


class Person(_Shape):
    """Somebody who speaks, in whatever article."""

    id: str
    name: str
    kind: SpeakerKind
    printed: list[str]
    """Every name they go by."""
    identifier: str | None = None
    """What another authority calls them, where that was given."""


class Evidence(_Shape):
    """Words that a finding rests on."""

    article: str
    outlet: str | None
    published: date | None
    url: str | None
    span: _Span
    text: str


class Finding(_Shape):
    """A place to look, never a verdict about the world."""

    kind: str
    summary: str
    score: Annotated[float, Field(ge=0, le=1)]
    evidence: list[Evidence]


class Problem(_Shape):
    """What went wrong in reading and noting, and where."""

    stage: str
    message: str
    origin: str | None


class Counts(_Shape):
    """How much is on record."""

    articles: int
    outlets: int
    statements: int
    forms: dict[Form, int]
    persons: int
    utterances: int
    findings: int
    problems: int


class Reach(_Shape):
    """What was searched."""

    articles: int
    outlets: int
    first: date | None
    last: date | None


class Note(_Shape):
    """What else there is to say of a quotation."""

    remark: Remark
    words: str
    articles: list[str]


class Printing(_Shape):
    """A place of an article that prints words of a quotation; its offsets count in the article."""

    article: str
    outlet: str
    published: date | None
    url: str | None
    spans: list[_Span]
    text: str
    other: list[_Span]
    verdict: Verdict
    statement: str | None
    utterance: str | None
    speaker: str | None


class Quotation(_Shape):
    """A quotation of a draft; its offsets count in the draft."""

    spans: list[_Span]
    text: str
    speaker: str | None
    verdict: Verdict
    alright: bool
    other: list[_Span]
    notes: list[Note]
    printings: list[Printing]


class Report(_Shape):
    """A draft checked."""

    draft: str
    alright: bool
    searched: Reach
    skipped: int
    quotations: list[Quotation]


class Articles(_Shape):
    """A page of the articles, in order of publication."""

    items: list[ArticleEntry]
    next: _Link


class Statements(_Shape):
    """A page of statements."""

    items: list[Hit]
    next: _Link


class Found(Statements):
    """A page of what was found; ``instead`` has the names looked for in place of words that are nowhere on record."""

    instead: dict[str, list[str]]


class Utterances(_Shape):
    """A page of the utterances, those that most articles print first."""

    items: list[Utterance]
    next: _Link


class Findings(_Shape):
    """A page of the findings, by kind and falling score."""

    items: list[Finding]
    next: _Link


class Problems(_Shape):
    """A page of what went wrong."""

    items: list[Problem]
    next: _Link
