"""The nouns: everything the rooms hand to one another.

All are frozen; none knows how it was made or where it is kept. Offsets are code points into ``Article.text``,
half-open. Ids are content hashes (:func:`content_id`), so the same input gives the same record wherever, whenever and
in whatever order it is read.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from textwrap import shorten

from onrecord.corrections import Correction
from onrecord.kinds import ArticleKind, Change, Form, Grain, SpeakerKind, Stance, Substantive
from onrecord.spans import Span, content_id

__all__ = [
    "Article",
    "ArticleKind",
    "Aside",
    "Beside",
    "Change",
    "Dateline",
    "Evidence",
    "Finding",
    "Form",
    "Fragment",
    "Grain",
    "Notes",
    "Occasion",
    "OrderConflict",
    "Place",
    "Problem",
    "Reading",
    "Repeat",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Stance",
    "Statement",
    "Story",
    "Substantive",
    "Utterance",
    "When",
    "Witness",
    "content_id",
]

_TITLE = 50  # characters of a title that stands for an outlet
_SHORT = 8  # digits of an id that does


@dataclass(frozen=True, slots=True)
class Dateline:
    """The line an agency report opens with ("CITY, Month 4. /AGENCY/", "CITY (AGENCY) —").

    ``month`` and ``day`` are ``None`` together where no day is printed; ``year`` and ``agency`` are set where printed.
    """

    span: Span
    place: str
    month: int | None
    day: int | None
    year: int | None = None
    agency: str | None = None

    def in_year(self, year: int | None) -> date | None:
        """Return its day in ``year``, ``None`` without a year, or where it prints no day or one that year has not."""
        if year is None or self.month is None or self.day is None:
            return None
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Article:
    """One page of one outlet, its text exactly as read.

    ``id`` is the content hash of outlet, url and text; ``given_id`` is the name the source gave it, echoed in files.
    ``boilerplate`` marks what the page prints around the report (links to other pages, navigation words).
    ``origin`` tells where it was read: a path, a line of a file; ``modified`` (UTC) when the page says it was changed.
    ``replaced_by`` is the id of the next version of the page, where a record has one, ``replaced`` the day of that one
    where it is known to be the later: neither is of the page itself, so they do not count in comparing.
    """

    id: str
    text: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    published: date | None = None
    language: str = "en"
    kind: ArticleKind = ArticleKind.REPORT
    origin: str | None = None
    given_id: str | None = None
    dateline: Dateline | None = None
    boilerplate: tuple[Span, ...] = ()
    modified: datetime | None = None
    replaced_by: str | None = field(default=None, compare=False)
    replaced: date | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """The id used in files: the given one where there is one."""
        return self.given_id or self.id

    @property
    def publisher(self) -> str | None:
        """Its outlet; where that is not known the host of its address stands for it, if there is one."""
        host = (self.url or "").partition("://")[2].partition("/")[0].rpartition("@")[2].removeprefix("www.")
        return self.outlet or host.lower() or None

    @property
    def printed_by(self) -> str:
        """What readers know it by: its publisher, else its title, else its name.

        Accepted gap: two pages of outlets not known and without address that have one title pass for one outlet's.
        """
        title = f"“{shorten(self.title, _TITLE, placeholder=' …')}”" if self.title and not self.publisher else ""
        return self.publisher or title or self.given_id or f"article {self.id[:_SHORT]}"

    @staticmethod
    def id_of(text: str, outlet: str | None, url: str | None) -> str:
        """Return the content hash that identifies an article."""
        return content_id("article", outlet or "", url or "", text)


@dataclass(frozen=True, slots=True)
class Fragment:
    """One unbroken stretch of a content; ``quoted`` are its parts in quotation marks, marks included."""

    span: Span
    quoted: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, open at an end that is ``None``; never finer than the page allows.

    ``printed`` is where the page says so, ``why`` how the interval follows from it, ``inferred`` whether it was taken
    over from another statement of the same occasion.
    """

    start: date | None
    end: date | None
    printed: Span | None = None
    why: str = ""
    inferred: bool = False

    @property
    def iso(self) -> str:
        """The interval in ISO 8601: a day, month or year where it is just that, else ``first/last``, ``..`` if open."""
        start, end = self.start, self.end
        if start is None or end is None:
            return f"{start or '..'}/{end or '..'}"
        if start == end:
            return start.isoformat()
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
            return f"{start.year:04d}"
        last_day = calendar.monthrange(start.year, start.month)[1]
        if start.day == 1 and end == start + timedelta(days=last_day - 1):
            return start.isoformat()[:7]
        return f"{start.isoformat()}/{end.isoformat()}"


@dataclass(frozen=True, slots=True)
class Occasion:
    """On what occasion something was said: its ``kind`` (interview, news conference …) and where the page prints it."""

    kind: str
    printed: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution: a content, with the cue that reports it and the source it is given to.

    ``extract`` fills what is printed (content, cue, source, form, ``inside``, ``via`` as printed, ``implicit``);
    ``resolve`` fills speaker, addressee, occasion, when and stance. ``source`` is empty where the page names nobody;
    ``implicit`` marks a quotation that goes on without an attribution of its own; ``attitude`` what somebody is
    reported to think of a thing ("supports", "criticised"), not to have said. ``reasons`` say how the resolved values
    were reached. ``confidence`` is in [0, 1]; ``made_by`` names the rule set or model with its version. ``corrected``
    are the corrections by people that show in it; its id stays that of what was noted.
    """

    id: str
    article: str
    form: Form
    content: tuple[Fragment, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    speaker: str | None = None
    addressee: str | None = None
    occasion: Occasion | None = None
    when: When | None = None
    stance: Stance = Stance.ASSERT
    inside: str | None = None
    via: tuple[str, ...] = ()
    document: str | None = None
    implicit: bool = False
    attitude: bool = False
    reasons: tuple[str, ...] = ()
    confidence: float = 1.0
    made_by: str = ""
    corrected: tuple[Correction, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans of the content, in text order."""
        return tuple(fragment.span for fragment in self.content)

    @staticmethod
    def id_of(article: str, content: tuple[Fragment, ...], cue: tuple[Span, ...], source: tuple[Span, ...]) -> str:
        """Return the content hash that identifies a statement: article and every span."""
        spans = [";".join(f"{s.start}-{s.end}" for s in part) for part in (tuple(f.span for f in content), cue, source)]
        return content_id("statement", article, *spans)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody a page lets speak: the name chosen for them and every place where the page mentions them."""

    name: str
    kind: SpeakerKind
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong without stopping the batch: the ``stage``, and what to do about it."""

    stage: str
    message: str
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Notes:
    """All that one page yields alone."""

    article: Article
    statements: tuple[Statement, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one witness prints at one place: where, and how it differs from the text of the place."""

    article: str
    statement: str
    span: Span
    text: str
    change: Change = Change.IDENTICAL
    substantives: tuple[Substantive, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """One passage of the fullest version, with everybody who prints it.

    ``text`` is the reading of the statement ``taken_from``. ``joined_by`` names the articles that print this place
    right after the one before it; with nobody, the join is a seam and what stood between is not known.
    """

    text: str
    readings: tuple[Reading, ...]
    taken_from: str
    joined_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """A report beside the turn of a transcript that has most of its words.

    It prints ``printed`` of the ``words`` that the turn has; ``cuts`` are stretches of the turn that it leaves out
    between others, ``limits`` the limiting words ("but", "unless") that the turn goes on with right where it stops.
    """

    article: str
    statement: str
    printed: int
    words: int
    cuts: tuple[Span, ...] = ()
    limits: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Witness:
    """One statement's printing of an utterance: its spans there and every change against the fullest version.

    ``substantives`` are those of its readings and of what it leaves out without a mark. A ``guest`` is mainly a
    printing of another utterance and was joined to words of this one. ``beside`` is for reports, where there is a
    transcript. A ``paraphrased`` witness without readings ``reports`` places, by their numbers from 0.
    """

    article: str
    statement: str
    spans: tuple[Span, ...]
    changes: tuple[Change, ...]
    guest: bool = False
    substantives: tuple[Substantive, ...] = ()
    beside: Beside | None = None
    reports: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderConflict:
    """Two utterances that articles print in different orders, so that the order of saying is not known.

    ``before`` are the articles that print the utterance holding this before the ``other``, ``after`` the others.
    """

    other: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """A statement set aside from an utterance: it may be a printing of it, or of something else; ``why`` tells."""

    article: str
    statement: str
    spans: tuple[Span, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A statement that prints the same words as said by the same speaker at another time.

    ``utterance`` is the one that it is a witness of, ``None`` where nobody else prints them of that time.
    """

    article: str
    statement: str
    utterance: str | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something said once, as every witness prints it.

    What was set ``aside`` has no part in the places; ``repeats`` are the same words said again, or before.
    """

    id: str
    speaker: str | None
    witnesses: tuple[Witness, ...]
    places: tuple[Place, ...]
    order: tuple[OrderConflict, ...] = ()
    aside: tuple[Aside, ...] = ()
    repeats: tuple[Repeat, ...] = ()

    @property
    def fullest(self) -> str:
        """The fullest version: the places in order, with "[…]" at every seam."""
        joins = ("", *(" " if place.joined_by else " […] " for place in self.places[1:]))
        return "".join(join + place.text for join, place in zip(joins, self.places, strict=False))


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A stretch of an article that a finding rests on."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """A place to look, with its reason and a score in [0, 1]; never a verdict about the world."""

    kind: str
    summary: str
    evidence: tuple[Evidence, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one thing, with a title and days of their own; ``within`` is the id of an event's affair."""

    id: str
    grain: Grain
    title: str
    start: date | None
    end: date | None
    articles: tuple[str, ...]
    within: str | None = None
