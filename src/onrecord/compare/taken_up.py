"""Taken up: which allegations on its page a denial or an admission is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from onrecord.compare.concerned import Concern, concern, concern_of, names_apart, text_of
from onrecord.compare.material import ABOUT, Material, Page
from onrecord.model import Stance, Statement

__all__ = ["taken_up"]

_NEAR = 2  # paragraphs between an allegation and what takes it up
_NEXT = 1  # the same, where the allegation names nobody
_EARLY = 4  # content words of a denial, the noun for what it denies among them


def taken_up(
    material: Material, page: Page, answer: Statement, named_there: Iterable[Statement]
) -> Iterator[tuple[Statement, float]]:
    """Yield the allegations, of those named on a page, that a denial or an admission near them is about, with a score.

    One that tells nothing of what it is about ("denied the accusation") is about the nearest before it that concerns
    whoever answers, else about the nearest, if that names nobody. Others share words with what is alleged. Whoever
    answers is known. Accepted gap: "denied the allegations" of two people is about the nearer one's alone.
    """
    if answer.speaker is None:
        return
    near = [one for one in named_there if _is_near(page, one, answer) and not _own(page, one, answer)]
    concerns = {one: concern(material, one, answer) for one in near}
    about = _about(material, answer)
    if {*about} <= {*material.stems(answer.speaker), *material.once(_sweeping), ABOUT}:
        yield from ((one, 0.7) for one in _meant(page, answer, concerns, about))
        return
    told = set(about) - {*material.stems(answer.speaker), ABOUT}
    for one in near:
        shared = told & set(material.stems(text_of(material, one)))
        if _is_before(one, answer) and shared and _is_its_answer(material, one, answer, concerns[one]):
            whole = concerns[one] is Concern.NAMED and 2 * len(shared) >= len(told)
            denied = ABOUT in about[:_EARLY] and answer.stance is Stance.DENY
            if whole or denied:
                yield one, 0.7
                continue
        if answer.stance is Stance.DENY and len(shared) > 1 and not _apart(material, one, answer):
            yield one, 0.6


def _sweeping(material: Material) -> frozenset[str]:
    """The content words that tell nothing of what is denied or admitted."""
    claims = material.language.claims
    passed_over = (*claims.sweeping, *claims.dismissals, *claims.charges, *material.language.calendar.weekdays)
    return frozenset(stem for word in passed_over for stem in material.stems(word))


def _meant(
    page: Page, answer: Statement, concerns: Mapping[Statement, Concern], about: Collection[str]
) -> list[Statement]:
    """The allegation that an answer without words of its own is about."""
    if answer.stance is Stance.ADMIT and not about:
        return []  # "that", "it": hardly ever an allegation
    before = sorted((one for one in concerns if _is_before(one, answer)), key=lambda one: one.spans[0])
    named = [one for one in before if concerns[one] is Concern.NAMED]
    if named or answer.stance is not Stance.DENY or ABOUT not in about:
        return named[-1:]
    return [
        one
        for one in before[-1:]
        if concerns[one] is Concern.UNKNOWN and page.paragraph(answer) - page.paragraph(one) <= _NEXT
    ]


def _is_its_answer(material: Material, one: Statement, answer: Statement, concerned: Concern) -> bool:
    """Whether an answer is of somebody an allegation may be about, or speaks of whom it is about."""
    of_the_accused = concern_of(material, one, text_of(material, answer)) is Concern.NAMED
    return concerned is not Concern.ANOTHER or of_the_accused


def _apart(material: Material, one: Statement, answer: Statement) -> bool:
    texts = text_of(material, one), text_of(material, answer)
    return names_apart(material, *texts, (one.speaker, answer.speaker))


def _is_near(page: Page, one: Statement, answer: Statement) -> bool:
    """Whether an answer stands near an allegation and is no part of it."""
    part = any(span.contains(own) for span in one.spans for own in answer.cue)
    return one.inside != answer.id and not part and abs(page.paragraph(answer) - page.paragraph(one)) <= _NEAR


def _is_before(one: Statement, answer: Statement) -> bool:
    return one.spans[0].start < answer.spans[0].start


def _own(page: Page, one: Statement, answer: Statement) -> bool:
    """Whether an allegation is the answerer's own, or told inside something they say."""
    outer = next((other for other in page.statements if other.id == one.inside), None)
    return answer.speaker in {one.speaker, outer.speaker if outer else ""}


def _about(material: Material, one: Statement) -> tuple[str, ...]:
    text = material.article(one.article).text
    return tuple(stem for part in one.content for stem in material.stems(text, material.widened(text, part)))
