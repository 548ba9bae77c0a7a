"""Pages for comparing, made by hand: text with the statements that stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from onrecord.collate import collate
from onrecord.compare import COMPARISONS, Material
from onrecord.language import Language
from onrecord.model import Article, Evidence, Finding, Notes, Stance, Statement, Utterance, When
from onrecord.resolve.mentioned import mentioned_dates
from tests.doors import article, statement

LANGUAGE = Language.load("en")


def material(notes: Iterable[Notes], utterances: Iterable[Utterance] | None = None) -> Material:
    notes = list(notes)
    made = collate(notes) if utterances is None else utterances
    return Material(made, notes, LANGUAGE, lambda one: mentioned_dates(one, LANGUAGE.calendar))


def page(text: str, outlet: str, published: str | None = None, **more: object) -> Article:
    day = date.fromisoformat(published) if published else None
    return article(text, outlet.casefold(), outlet=outlet, published=day, **more)


def said(
    one: Article, words: str, speaker: str | None, cue: str = "", stance: str = "assert", **more: object
) -> Statement:
    """A statement of one unbroken content; ``day`` is when it was said."""
    day = more.pop("day", None)
    when = When(date.fromisoformat(str(day)), date.fromisoformat(str(day)), why="printed") if day else None
    return statement(one, [words], cue, speaker=speaker, stance=Stance(stance), when=when, **more)


def found(kind: str, *notes: Notes) -> list[Finding]:
    return list(COMPARISONS[kind](material(notes)))


def rests_on(finding: Finding, *notes: Notes) -> list[tuple[str | None, str]]:
    articles = {one.article.id: one.article for one in notes}
    return [(articles[item.article].outlet, _words(articles[item.article], item)) for item in finding.evidence]


def _words(one: Article, item: Evidence) -> str:
    return " ".join(item.span.of(one.text).split())


def shuffled(notes: list[Notes]) -> Iterator[list[Notes]]:
    yield notes[::-1]
    yield notes[1:] + notes[:1]
