"""Told: allegations that a page only names, inside what somebody says of them ("accusations by X that …")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.compare.material import ABOUT, Material, Page
from onrecord.model import Fragment, Span, SpeakerKind, Stance, Statement
from onrecord.text import folded, trim, words

__all__ = ["told_allegations"]

_LEAST = 2  # content words of what is alleged
_BEHIND = re.compile(r"(?: (?:made )?by (?P<by>[^,.;:\"“”]{2,60}?))? (?=(?P<that>that|of|about|over|regarding) )")
_NAME = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*$")


def told_allegations(material: Material, page: Page, one: Statement) -> Iterator[Statement]:
    """Yield what a statement names as alleged, as an allegation inside it: the words behind "claims (by X) that".

    Nothing where the reading has found allegations inside it already. Whose it is stands behind "by"; a denial that
    names nobody only says in its own words what is denied. Accepted gap: an allegation named without "that" or "of"
    ("the smuggling claims").
    """
    if any(other.inside == one.id and other.stance is Stance.ALLEGE for other in page.statements):
        return
    text = page.article.text
    for fragment in one.content:
        span = material.widened(text, fragment)
        if material.language.claims.claims.isdisjoint(folded(text, span)):
            continue
        for word in words(text, span):
            found = _BEHIND.match(text, word.span.end) if word.folded in material.language.claims.claims else None
            if found is None or not (found["by"] or (one.stance is not Stance.DENY and found["that"] == "that")):
                continue
            alleged = trim(text, found.end(), span.end)
            if alleged and len(set(material.stems(text, alleged)) - {ABOUT}) >= _LEAST:
                yield _allegation(one, alleged, _speaker(page, found["by"]))
                return


def _allegation(one: Statement, span: Span, speaker: str | None) -> Statement:
    content = (Fragment(span),)
    id_ = Statement.id_of(one.article, content, (), ())
    return replace(
        one, id=id_, content=content, cue=(), source=(), speaker=speaker, stance=Stance.ALLEGE, inside=one.id
    )


def _speaker(page: Page, printed: str | None) -> str | None:
    """Whom a page lets speak by a name that ends what is printed, else that name; nobody if it ends with none."""
    name = _NAME.search(printed or "")
    known = (each.name for each in page.notes.speakers if each.kind is not SpeakerKind.UNNAMED)
    return name and next((each for each in known if name[0].endswith(each.split()[-1])), name[0])
