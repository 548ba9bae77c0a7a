"""What the OpenAPI document says of the answers.

Answers are made by the writers of the file contract, exports and :mod:`onrecord.web.shapes`, never by these classes;
the tests hold the two together.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from onrecord.corrections import Field as Corrected
from onrecord.model import ArticleKind, Form, Grain, SpeakerKind, Stance
from onrecord.verdicts import Remark, Verdict
from onrecord.web.collated import Offsets as _Span
from onrecord.web.collated import Shape as _Shape
from onrecord.web.collated import Utterance

__all__ = [
    "Articles",
    "Corrections",
    "Counts",
    "Coverage",
    "Findings",
    "Found",
    "Notes",
    "Person",
    "Problems",
    "Report",
    "Statements",
    "Stories",
    "Story",
    "UtteranceWithArticles",
    "Utterances",
]

_Link = Annotated[str | None, Field(description="Where the next page is, null at the end.")]


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


class _Page(_Shape):
    replaced_by: str | None = None
    """Content hash of the next version of the page, where one is on record."""
    replaced: date | None = None
    """The day of that version, where it is known to be the later."""


class Hit(_Statement, _Page):
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


class Article(_ArticleHead, _Page):
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


class Evidence(_Page):
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


class Printing(_Page):
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


class _Listed(_Shape):
    next: _Link


class Articles(_Listed):
    """A page of the articles, in order of publication."""

    items: list[ArticleEntry]


class Statements(_Listed):
    """A page of statements."""

    items: list[Hit]


class Found(Statements):
    """A page of what was found; ``instead`` has the names looked for in place of words that are nowhere on record."""

    instead: dict[str, list[str]]


class Utterances(_Listed):
    """A page of the utterances, those that most articles print first."""

    items: list[Utterance]


class Said(_Shape):
    """First and last day something can have been said on; null where no page tells."""

    start: date | None
    end: date | None


class Manner(_Shape):
    """How one statement prints an utterance: in full, in part, or paraphrased."""

    outlet: str | None
    article: str
    statement: str
    how: Literal["quoted", "in part", "paraphrased"]
    cue: str
    published: date | None


class Covered(_Shape):
    """An utterance, when it was said, and how and when each outlet prints it."""

    utterance: str
    speaker: str | None
    text: str
    said: Said
    printings: list[Manner]


class Coverage(_Listed):
    """A page of who prints what, those that most articles print first."""

    items: list[Covered]


class Findings(_Listed):
    """A page of the findings, by kind and falling score."""

    items: list[Finding]


class Story(_Shape):
    """Articles on one thing; ``within`` is the id of an event's affair."""

    id: str
    grain: Grain
    title: str
    start: date | None
    end: date | None
    within: str | None
    articles: list[str]


class Stories(_Listed):
    """A page of the stories, by their first day."""

    items: list[Story]


class Logged(Correction):
    """A correction in the log, whether it is in effect, and whether its statement is on record."""

    id: str
    article: str
    statement: str
    in_effect: bool
    attached: bool


class Corrections(_Listed):
    """A page of the log of corrections."""

    items: list[Logged]


class Problems(_Listed):
    """A page of what went wrong."""

    items: list[Problem]
