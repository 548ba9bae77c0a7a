"""Ties: who speaks to whom and about whom, with which stance, how often and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from onrecord.model import Notes, SpeakerKind, Statement

__all__ = ["Network", "Tie", "network"]

Ends = tuple[str, str, str, str]
"""Who speaks, to or about whom, ``to`` or ``about``, and the stance."""


@dataclass(slots=True)
class Tie:
    """How many statements tie two together, in how many articles, and the first and last day, of saying or printing."""

    statements: int = 0
    articles: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)


@dataclass(slots=True)
class Network:
    """Everybody who speaks, is spoken to or about, with the number of their statements; and what ties them."""

    people: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, SpeakerKind] = field(default_factory=dict)
    ties: dict[Ends, Tie] = field(default_factory=dict)


def network(notes: Iterable[Notes]) -> Network:
    """Return who speaks to whom (as the page names the listener) and about whom.

    Spoken about is whoever the page lets speak elsewhere and mentions inside the content. Nested statements count:
    their speaker is who is said to have spoken. Accepted gaps: people who never speak on the page are not seen as
    spoken about; namesakes of two pages are one.
    """
    found = Network()
    for each in notes:
        for speaker in each.speakers:
            known = found.kinds.get(speaker.name, speaker.kind)
            found.kinds[speaker.name] = min(known, speaker.kind, key=list(SpeakerKind).index)
        for one in each.statements:
            if not one.speaker:
                continue
            found.people[one.speaker] = found.people.get(one.speaker, 0) + 1
            for other, relation in sorted(set(_others(one, each))):
                found.people.setdefault(other, 0)
                _add(found.ties.setdefault((one.speaker, other, relation, one.stance.value), Tie()), one, each)
    return found


def _others(one: Statement, notes: Notes) -> Iterator[tuple[str, str]]:
    if one.addressee and one.addressee != one.speaker:
        yield one.addressee, "to"
    for speaker in notes.speakers:
        if speaker.name != one.speaker and any(span.contains(m) for span in one.spans for m in speaker.mentions):
            yield speaker.name, "about"


def _add(tie: Tie, one: Statement, notes: Notes) -> None:
    tie.statements += 1
    tie.articles.add(one.article)
    days = (one.when.start, one.when.end) if one.when else (notes.article.published,)
    tie.days |= {day for day in days if day}
