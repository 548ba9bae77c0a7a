"""The page of a person: what they are on record for, what they deny, whom they speak about, what they are called."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from onrecord.language import Language
from onrecord.model import Grain, Notes, Speaker, Stance, Statement, Story
from onrecord.record import Person, Record
from onrecord.text import SpanIndex, fold
from onrecord.web.cards import sayings
from onrecord.web.comparing import KINDS, FindingView, findings_of
from onrecord.web.drawing import PEOPLE, network_of
from onrecord.web.finding import number_of, one_of
from onrecord.web.rendering import page
from onrecord.web.sources import Sources, address
from onrecord.web.wording import cue_of

__all__ = ["About", "Portrait", "Topic", "person"]

_PAGE = 50
_ARTICLES = 24  # whose notes are gone through; of more the last published
_DENIALS = 24
_NAMES = 8
_ACCUSED = 12
_FINDINGS = 5
_TOPICS = 12


@dataclass(frozen=True, slots=True)
class About:
    """A statement about somebody: in what article, by whom, with which cue, and where its words are."""

    statement: Statement
    outlet: str
    cue: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Topic:
    """An event that somebody is on record for, with how many statements."""

    story: Story
    count: int


class Portrait:
    """What the articles that let a person speak tell of them, beyond what they say.

    ``articles`` is how many there are, ``seen`` how many of them, the last published, were gone through. ACCEPTED GAP:
    an article in which somebody never speaks is not searched for them.
    """

    def __init__(self, who: Person, sources: Sources) -> None:
        self.who = who
        self._record = sources.record
        self._best: dict[str, str] = {}
        self._names = {name.casefold() for name in who.printed}
        self.articles, ids = sources.record.articles_naming(who.id, _ARTICLES)
        self.seen = len(ids)
        self.names: dict[str, Counter[str]] = {}
        self.about: Counter[str] = Counter()
        self.by: Counter[str] = Counter()
        self.accused: list[About] = []
        for identity in ids:
            self._take(sources.notes(identity))

    @property
    def called(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """The names by which each outlet calls them, most frequent first; pronouns are none."""
        return [(outlet, counts.most_common(_NAMES)) for outlet, counts in sorted(self.names.items()) if counts]

    @property
    def others(self) -> list[str]:
        """Who speaks about them or is spoken of by them, those of the drawing, most often first."""
        named = [name for counts in (self.by, self.about) for name, _ in counts.most_common(PEOPLE)]
        return sorted(dict.fromkeys(named), key=lambda name: (-self.by[name] - self.about[name], name))

    def _take(self, notes: Notes) -> None:
        text = notes.article.text
        themselves = [each for each in notes.speakers if each.name.casefold() in self._names]
        for speaker in themselves:
            self.names.setdefault(notes.article.printed_by, Counter()).update(_names(text, speaker))
        own = SpanIndex([span for each in themselves for span in each.mentions])
        others = sorted(
            (m.start, m.end, each.name) for each in notes.speakers if each not in themselves for m in each.mentions
        )
        for statement in notes.statements:
            if (statement.speaker or "").casefold() in self._names:
                self.about.update(map(self._called, _mentioned(statement, others)))
            elif any(own.overlapping(span) for span in statement.spans):
                self.by[self._called(statement.speaker) if statement.speaker else "no source named"] += 1
                if statement.stance is Stance.ALLEGE and len(self.accused) < _ACCUSED:
                    self.accused.append(_about(notes, statement))

    def _called(self, name: str) -> str:
        """Return the name by which most statements call whoever goes by ``name``."""
        if name not in self._best:
            self._best[name] = self._record.person(name).name
        return self._best[name]


def _names(text: str, speaker: Speaker) -> Iterator[str]:
    for span in speaker.mentions:
        words = " ".join(span.of(text).split())
        if fold(words) not in _pronouns():
            yield words


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(Language.load("en").names.pronouns)


def _mentioned(statement: Statement, mentions: Sequence[tuple[int, int, str]]) -> set[str]:
    """Return who is mentioned in a statement; ``mentions`` are sorted: start, end, name."""
    found = set()
    for span in statement.spans:
        for start, end, name in mentions[bisect_left(mentions, (span.start,)) :]:
            if start >= span.end:
                break
            if end <= span.end:
                found.add(name)
    return found


def _about(notes: Notes, statement: Statement) -> About:
    article, spans = notes.article, statement.spans
    words = " […] ".join(span.of(article.text) for span in spans)
    return About(statement, article.printed_by, cue_of(article, statement), words, address(article.id, spans))


def person(request: Request) -> Response:
    """Show somebody: what they said in order of time, after ``?from=`` so many statements.

    ``?stance=`` leaves those of one kind, ``?story=`` those in the articles of one story.
    """
    record: Record = request.app.state.record
    who, sources, asked = record.person(request.path_params["key"]), Sources(record), request.query_params
    stance, story = one_of(Stance, asked.get("stance", ""), "stance"), asked.get("story", "")
    start = number_of(asked.get("from", ""), "from")
    within = record.story(story) if story else None
    hits = record.said_by(who.id, stance, limit=_PAGE + 1, skip=start, within=within.articles if within else ())
    onward = {"stance": stance.value if stance else "", "story": story, "from": str(start + _PAGE)}
    is_whole = not (start or stance or story)
    return page(
        "person.html",
        person=who,
        stance=stance,
        story=within,
        start=start,
        stances=record.stances_of(who.id),
        sayings=list(sayings(hits[:_PAGE], sources)),
        further="?" + urlencode({name: value for name, value in onward.items() if value}) if hits[_PAGE:] else None,
        **(_around(who, sources) if is_whole else {"portrait": None}),
    )


def _around(who: Person, sources: Sources) -> dict[str, object]:
    """Return what the page of a person shows beside their statements."""
    portrait = Portrait(who, sources)
    return {
        "portrait": portrait,
        "network": network_of(portrait.by.most_common(), portrait.about.most_common()),
        "topics": _topics(who, sources.record),
        "denials": list(sayings(sources.record.said_by(who.id, Stance.DENY, limit=_DENIALS), sources)),
        "compared": _compared(who, sources),
    }


def _topics(who: Person, record: Record) -> list[Topic]:
    """Return the events they are on record for, those with most statements, in order of time."""
    counts = record.counts_by_article(who.id)
    event = {article: each for each in record.stories(Grain.EVENT) for article in each.articles}
    found: Counter[Story] = Counter()
    for article in counts.keys() & event.keys():
        found[event[article]] += counts[article]
    topics = [Topic(story, count) for story, count in found.most_common(_TOPICS)]
    return sorted(topics, key=lambda each: (each.story.start or date.max, each.story.id))


def _compared(who: Person, sources: Sources) -> list[tuple[str, str, list[FindingView]]]:
    """Return what they answered and what was said again, the findings that name them: kind, heading, findings."""
    found = []
    for kind in ("answers", "recurrence"):
        named = [each for each in sources.record.findings(kind) if who.name in each.summary]
        found.append((kind, KINDS[kind], findings_of(named[:_FINDINGS], sources)))
    return found
