"""The page of a person: what they are on record for, what they deny, whom they speak about, what they are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from onrecord.language import Language
from onrecord.model import Notes, Speaker, Stance, Statement
from onrecord.record import Person, Record
from onrecord.text import SpanIndex, fold
from onrecord.web.cards import sayings
from onrecord.web.comparing import KINDS, FindingView, findings_of
from onrecord.web.finding import number_of, one_of
from onrecord.web.rendering import page
from onrecord.web.sources import Sources, address
from onrecord.web.wording import cue_of, outlet_of

__all__ = ["About", "Portrait", "person"]

_PAGE = 50
_ARTICLES = 60  # whose notes are gone through; of more the last published
_DENIALS = 24
_NAMES = 8
_ACCUSED = 12
_FINDINGS = 5


@dataclass(frozen=True, slots=True)
class About:
    """A statement about somebody: in what article, by whom, with which cue, and where its words are."""

    statement: Statement
    outlet: str
    cue: str
    words: str
    address: str


class Portrait:
    """What the articles that let a person speak tell of them, beyond what they say.

    ``articles`` is how many there are, ``seen`` how many of them, the last published, were gone through. ACCEPTED GAP:
    an article in which somebody never speaks is not searched for them.
    """

    def __init__(self, who: Person, sources: Sources) -> None:
        self.who = who
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

    def _take(self, notes: Notes) -> None:
        text, name = notes.article.text, self.who.name.casefold()
        for speaker in notes.speakers:
            if speaker.name.casefold() == name:
                counts = self.names.setdefault(outlet_of(notes.article), Counter())
                counts.update(_names(text, speaker))
        own = SpanIndex([span for each in notes.speakers if each.name.casefold() == name for span in each.mentions])
        others = [each for each in notes.speakers if each.name.casefold() != name]
        for statement in notes.statements:
            speaker_name = (statement.speaker or "").casefold()
            if speaker_name == name:
                self.about.update(_mentioned(statement, others))
            elif any(own.overlapping(span) for span in statement.spans):
                self.by[statement.speaker or "no source named"] += 1
                if statement.stance is Stance.ALLEGE and len(self.accused) < _ACCUSED:
                    self.accused.append(_about(notes, statement))


def _names(text: str, speaker: Speaker) -> Iterator[str]:
    for span in speaker.mentions:
        words = " ".join(span.of(text).split())
        if fold(words) not in _pronouns():
            yield words


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(Language.load("en").names.pronouns)


def _mentioned(statement: Statement, others: Iterable[Speaker]) -> Iterator[str]:
    for other in others:
        if any(span.contains(mention) for mention in other.mentions for span in statement.spans):
            yield other.name


def _about(notes: Notes, statement: Statement) -> About:
    article, spans = notes.article, statement.spans
    words = " […] ".join(span.of(article.text) for span in spans)
    return About(statement, outlet_of(article), cue_of(article, statement), words, address(article.id, spans))


def person(request: Request) -> Response:
    """Show somebody: what they said in order of time, ``?stance=`` of one kind, ``?from=`` after so many statements."""
    record: Record = request.app.state.record
    who, sources = record.person(request.path_params["key"]), Sources(record)
    stance = one_of(Stance, request.query_params.get("stance", ""), "stance")
    start = number_of(request.query_params.get("from", ""), "from")
    hits = record.said_by(who.id, stance, limit=_PAGE + 1, skip=start)
    denials = record.said_by(who.id, Stance.DENY, limit=_DENIALS) if not start and not stance else []
    onward = {"stance": stance.value if stance else "", "from": str(start + _PAGE)}
    return page(
        "person.html",
        person=who,
        stance=stance,
        start=start,
        stances=record.stances_of(who.id),
        portrait=Portrait(who, sources) if not start and not stance else None,
        denials=list(sayings(denials, sources)),
        compared=_compared(who, sources) if not start and not stance else [],
        sayings=list(sayings(hits[:_PAGE], sources)),
        further="?" + urlencode({name: value for name, value in onward.items() if value}) if hits[_PAGE:] else None,
    )


def _compared(who: Person, sources: Sources) -> list[tuple[str, str, list[FindingView]]]:
    """Return what they answered and what was said again, the findings that name them: kind, heading, findings."""
    found = []
    for kind in ("answers", "recurrence"):
        named = [each for each in sources.record.findings(kind) if who.name in each.summary]
        found.append((kind, KINDS[kind], findings_of(named[:_FINDINGS], sources)))
    return found
