"""Addressees: to whom something was said, where the page prints it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from onrecord.language.names import Pronoun
from onrecord.model import Statement
from onrecord.parse import Parsed
from onrecord.resolve.cueing import cue_heads
from onrecord.resolve.hearers import Hearer
from onrecord.resolve.phrases import visible
from onrecord.resolve.speakers import Speakers

__all__ = ["addressee_of", "kept_addressees"]


def addressee_of(parsed: Parsed, statement: Statement, hearer: Hearer, speakers: Speakers) -> tuple[str, str] | None:
    """Return who a printed hearer of ``statement`` is, and why; ``None`` for a pronoun that means nobody known.

    Named people and bodies stand under the name of the page, others as printed.
    """
    names = parsed.language.names
    kind = names.pronouns.get(hearer.head.lower_)
    reference = speakers.phrase(statement, hearer.span, head=hearer.head)
    name = reference.name if reference.figure or reference.name in names.authorities.values() else None
    if name is None and kind is not None:
        name = reference.name if kind is Pronoun.FIRST else None
        if name is None:
            return None
    printed = visible(hearer.span.of(parsed.article.text))
    return name or printed, f"addressee: '{printed}'" + (f" → {name}" if name and name != printed else "")


def kept_addressees(parsed: Parsed, statements: Iterable[Statement]) -> Mapping[str, Statement]:
    """Return the statements, by id, that go on from another as a participle ("told her, adding …") to its addressee.

    The other is the last one before in the same sentence, by the same speaker.
    """
    kept: dict[str, Statement] = {}
    last: dict[tuple[int, str], str] = {}  # sentence and speaker → addressee
    cues = [(head, one) for one in statements for head in cue_heads(parsed, one)]
    for head, one in sorted(cues, key=lambda cue: cue[0].i):
        if one.speaker is None:
            continue
        place = (head.sent.start, one.speaker)
        if one.addressee is not None:
            last[place] = one.addressee
        elif head.tag_ == "VBG" and place in last:
            why = f"addressee: that of the clause it goes on from, {last[place]}"
            kept[one.id] = replace(one, addressee=last[place], reasons=(*one.reasons, why))
    return kept
