"""Silences: whoever is told to say nothing to an allegation ("declined to comment")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.compare.concerned import Concern, concern_of, stands_in, text_of
from onrecord.compare.material import ABOUT, Material, Page
from onrecord.model import Span, Stance, Statement
from onrecord.text import folded

__all__ = ["Silence", "silences"]

_NEAR = 2  # paragraphs between an allegation and a silence
_LONG = 400  # characters of a sentence in which a silence is told
_CLAUSE = re.compile(r"[,;:—–“”\"()]| (?:and|but|that|while|who|which|whose) ")
_CLAUSE_END = re.compile(r"[.,;:—–“”\"()\n]| (?:and|but|while|when|after|before|until|because|saying|citing) ")
_ON = re.compile(r"\b(?:on|about|regarding|concerning)\b")
_TAKES_OBJECT = ("say", "answer", "discuss", "respond", "reply")
_THEIR = frozenset({"her", "his", "its", "their"})


@dataclass(frozen=True, slots=True)
class Silence:
    """Who is silent, as shown; ``called`` is all the page calls them by; on what, if told; in which sentence."""

    shown: str
    called: str
    subject: str
    sentence: Span


def silences(material: Material, page: Page) -> Iterator[tuple[Statement, Silence]]:
    """Yield each silence on a page with the nearest allegation that is about whoever is silent.

    Whoever is only "he", or "her lawyer", is silent on the one right before. What they are silent on, where that is
    told, shares a word with the allegation or is a matter in general ("the case").
    """
    alleged = [one for one in page.statements if one.stance is Stance.ALLEGE]
    for silence in _told(material, page) if alleged else ():
        at = silence.sentence.start
        near = [one for one in alleged if abs(page.paragraph(at) - page.paragraph(one)) <= _NEAR]
        near.sort(key=lambda one: (one.spans[0].start >= silence.sentence.end, abs(one.spans[0].start - at)))
        meant = (one for one in near if _is_silent(material, page, one, silence) and _is_on(material, one, silence))
        yield from ((one, silence) for one in list(meant)[:1])


def _told(material: Material, page: Page) -> Iterator[Silence]:
    text = page.article.text
    for found in material.language.claims.silences.finditer(text):
        sentence = page.sentence(Span(found.start(), found.end()))
        if sentence.end - sentence.start > _LONG:
            continue
        shown = called = _before(text[sentence.start : found.start()])
        for one in page.statements:
            if any(cue.overlaps(Span(found.start(), found.end())) for cue in one.cue):
                source = text_of(material, one, one.source)
                shown, called = one.speaker or source, f"{one.speaker or ''} / {source}"
                break
        yield Silence(shown, called, _subject(found[0], text[found.end() : sentence.end]), sentence)


def _before(text: str) -> str:
    """The last words of a sentence that may be whoever does what follows."""
    return next((part.strip() for part in reversed(_CLAUSE.split(text)) if any(map(str.isalpha, part))), "")


def _subject(silence: str, behind: str) -> str:
    end = _CLAUSE_END.search(behind)
    clause = behind[: end.start()] if end else behind
    on = _ON.search(clause)
    if on:
        return clause[on.end() :]
    return clause if silence.casefold().endswith(_TAKES_OBJECT) else ""


def _is_silent(material: Material, page: Page, one: Statement, silence: Silence) -> bool:
    called = set(folded(silence.called))
    if called & set(folded(one.speaker or "")[-1:]):
        return False  # silent on something else: the charge is theirs
    concerned = concern_of(material, one, silence.called)
    if concerned is Concern.NAMED:
        return True
    body = concerned is Concern.UNKNOWN and stands_in(material, silence.called)
    away = page.paragraph(silence.sentence.start) - page.paragraph(one)
    for_them = bool(called & _THEIR) and bool(called & material.language.claims.representing)
    return away == 0 and (for_them or body or not material.stems(silence.called))


def _is_on(material: Material, one: Statement, silence: Silence) -> bool:
    claims, calendar = material.language.claims, material.language.calendar
    told = [
        word for word in folded(silence.subject) if not (calendar.month(word) or calendar.weekday(word) is not None)
    ]
    stems = set(material.stems(" ".join(told)))
    alleged = {*material.stems(text_of(material, one)), *material.stems(one.speaker or ""), ABOUT}
    return not stems or bool(stems & alleged) or not claims.matters.isdisjoint(told)
