"""Occasions: one interview, speech or news conference that several outlets tell of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from onrecord.alignment import name_words
from onrecord.compare.groups import Groups
from onrecord.compare.material import Material, Page, alike_names
from onrecord.compare.wording import listed
from onrecord.model import Evidence, Finding, Span, Stance, Statement, When
from onrecord.text import words

__all__ = ["find"]

_LONGEST = 7  # days in which one occasion may lie; a wider date tells too little
_ARTICLES = 5  # articles from which on a finding counts in full


@dataclass(frozen=True, slots=True)
class _Told:
    """An occasion as one article tells of it: all statements that have it, whose they are, when, and with whom."""

    article: str
    kind: str
    printed: Span
    statements: tuple[Statement, ...]
    speaker: str
    days: tuple[date, date]
    partners: frozenset[str]


def find(material: Material) -> Iterator[Finding]:
    """Yield a finding of kind "occasions" for each occasion that articles of two outlets or more tell of.

    Within an article the statements are one occasion's that have it from the same printed words. Across articles they
    are one where kind and speaker agree, the dates meet, and so do the partners (those addressed, and the names in the
    words for the occasion) unless one article names none. Evidence is, article by article, the words for the occasion
    and every statement. Accepted gap: two occasions of one kind by one speaker on one day are one where a page names no
    partner.
    """
    told = [one for page in material.pages.values() for one in _told(page)]
    groups = Groups(told)
    for one, other in combinations(told, 2):
        if one.article != other.article and _agree(one, other):
            groups.join(one, other)
    for group in groups.groups():
        outlets = {material.article(one.article).printed_by for one in group}
        if len(outlets) > 1 and all(_agree(one, other) for one, other in combinations(group, 2)):
            yield _finding(group, material)


def _told(page: Page) -> Iterator[_Told]:
    """The occasions of a page that have a speaker and a date."""
    found: dict[tuple[str, Span], list[Statement]] = {}
    for one in page.told:
        if one.occasion is not None and one.inside is None:
            found.setdefault((one.occasion.kind, one.occasion.printed), []).append(one)
    for (kind, printed), statements in found.items():
        speakers = Counter(one.speaker for one in statements if one.speaker and one.stance is not Stance.ASK)
        days = {known for one in statements if (known := _days(one.when))}
        if speakers and len(days) == 1:
            speaker = max(speakers, key=lambda name: (speakers[name], name))
            partners = _partners(page, printed, statements) - name_words(speaker)
            yield _Told(page.article.id, kind, printed, tuple(statements), speaker, days.pop(), partners)


def _days(when: When | None) -> tuple[date, date] | None:
    """First and last day of a date that is fine enough."""
    if when is None or when.start is None or when.end is None or (when.end - when.start).days >= _LONGEST:
        return None
    return when.start, when.end


def _partners(page: Page, printed: Span, statements: Iterable[Statement]) -> frozenset[str]:
    """The words of the names of those addressed, of who asks, and in the words for the occasion."""
    asking = [one.speaker for one in statements if one.stance is Stance.ASK and one.speaker]
    names = [one.addressee for one in statements if one.addressee and one.addressee[0].isupper()]
    inside = [word.span.of(page.article.text) for word in words(page.article.text, printed)]
    names += [*asking, *(word for word in inside[1:] if word[0].isupper())]
    return frozenset(word for name in names for word in name_words(name))


def _agree(one: _Told, other: _Told) -> bool:
    if one.article == other.article:
        return one.printed == other.printed
    meet = one.days[0] <= other.days[1] and other.days[0] <= one.days[1]
    partners = not one.partners or not other.partners or bool(one.partners & other.partners)
    return one.kind == other.kind and meet and partners and alike_names(one.speaker, other.speaker)


def _finding(group: list[_Told], material: Material) -> Finding:
    order = list(material.pages)
    group = sorted(group, key=lambda one: (order.index(one.article), one.printed))
    outlets = [material.article(one.article).printed_by for one in group]
    count = sum(len(one.statements) for one in group)
    speaker = max((one.speaker for one in group), key=lambda name: (len(name), name))
    evidence = [
        Evidence(one.article, span)
        for one in group
        for span in dict.fromkeys((one.printed, *(span for said in one.statements for span in said.spans)))
    ]
    return Finding(
        "occasions",
        f"{listed(outlets)} tell of one {group[0].kind} by {speaker}, with {count} statements in all: kind, speaker "
        "and date agree, and so do the partners where two of them name any.",
        tuple(evidence),
        min(len(group), _ARTICLES) / _ARTICLES,
    )
