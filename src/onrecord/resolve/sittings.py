"""Sittings: statements made on one occasion, so that what one prints of date and occasion holds for the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from spacy.tokens import Token

from onrecord.model import SpeakerKind, Stance, Statement
from onrecord.parse import Parsed
from onrecord.resolve.cueing import Contents, cue_heads
from onrecord.resolve.scene import Turn
from onrecord.text import fold, paragraphs

__all__ = ["carry_over"]

_LEAD = 3  # lines of headline and lead, which tell what the page comes back to


def carry_over(
    parsed: Parsed, statements: Sequence[Statement], turns: Mapping[str, Turn], contents: Contents
) -> dict[str, Statement]:
    """Return the statements, by id, that take date or occasion over from another of the same sitting.

    A sitting is a run of statements, in text order and nested in nothing, by one speaker: with the questions put to
    them and what others say on that very occasion ("during the interview"), as long as no other named speaker comes
    between, none is set apart ("previously", "repeatedly", "in January she had said") and none prints another date or
    occasion. What is printed holds for the statements after it, for those before it only on the same line. Headline and
    lead belong to the first sitting of the same speaker, or of the spokesman of that body. What is taken over is marked
    inferred. Accepted gap: a page that jumps between two occasions of one speaker without a word of it gives the first
    one's date to both.
    """
    copied = [one for one in statements if one.via and not one.inside]
    top = [one for one in sorted(statements, key=_place) if not one.inside and not _is_copy(one, copied)]
    apart = {one.id for one in top if _is_apart(parsed, one, contents)}
    spoken = [one for one in top if not _is_by_noun(parsed, one)]
    carried: dict[str, Statement] = {}
    for run in _runs(parsed, spoken, apart, turns):
        carried |= _passed_on(parsed, run, carried, backwards=False)
        carried |= _passed_on(parsed, run[::-1], carried, backwards=True)
    lead = _lead_end(parsed)
    for one in top:
        known = carried.get(one.id, one)
        later = None
        if known.when is None and one.id not in apart and _place(one)[0] < lead:
            later = _come_back_to(one, [other for other in top if other.id not in apart], carried, turns)
        if later is not None:
            carried[one.id] = _taken(known, later)
    return carried


def _place(statement: Statement) -> tuple[int, int]:
    spans = statement.cue or statement.spans
    return (spans[0].start, -spans[0].end) if spans else (0, 0)


def _is_copy(statement: Statement, copied: Sequence[Statement]) -> bool:
    """Whether a statement holds whole statements of others that have come to the page through it: an agency's copy."""
    return any(other is not statement and _contains(statement, other) for other in copied)


def _contains(outer: Statement, inner: Statement) -> bool:
    return bool(inner.content) and all(any(span.contains(part) for span in outer.spans) for part in inner.spans)


def _is_apart(parsed: Parsed, statement: Statement, contents: Contents) -> bool:
    """Whether the statement is named by a noun, or its cue or a word beside that says it was made at another time."""
    apart, heads = parsed.language.occasions.apart, cue_heads(parsed, statement)
    if _is_by_noun(parsed, statement) or any(head.lower_ == "according" for head in heads):
        return True
    if any(map(_is_earlier, heads)):
        return True
    for head in heads:
        near = (token for token in contents.narration(head) if abs(token.i - head.i) <= 8)
        if any(fold(token.text) in apart and token.pos_ != "PROPN" for token in near):
            return True
    return False


def _is_earlier(verb: Token) -> bool:
    """Whether a verb of the past perfect tells what was before the rest, so on an occasion of its own ("had said")."""
    return verb.tag_ in {"VBN", "VBG"} and any(child.dep_ == "aux" and child.lower_ == "had" for child in verb.children)


def _is_by_noun(parsed: Parsed, statement: Statement) -> bool:
    return any(head.pos_ == "NOUN" for head in cue_heads(parsed, statement))


def _runs(
    parsed: Parsed, top: Sequence[Statement], apart: set[str], turns: Mapping[str, Turn]
) -> Iterator[list[Statement]]:
    """Yield the sittings among ``top``; a statement by another named speaker ends one, even one set ``apart``."""
    run: list[Statement] = []
    for one in top:
        if turns[one.id].reference.name is None:
            if one.stance is Stance.ASK and one.id not in apart:
                run.append(one)
            continue
        if run and not _goes_on(parsed, run, one, turns):
            yield run
            run = []
        if one.id not in apart:
            run.append(one)
    if run:
        yield run


def _goes_on(parsed: Parsed, run: Sequence[Statement], one: Statement, turns: Mapping[str, Turn]) -> bool:
    """Whether ``one`` belongs to ``run``: same speaker, or question and answer, and no other date or occasion."""
    names = {turns[member.id].reference.name for member in run} - {None}
    asked = {member.addressee for member in run if member.stance is Stance.ASK}
    name = turns[one.id].reference.name
    whens = [member.when for member in run if member.when]
    kinds = [member.occasion.kind for member in run if member.occasion]
    if one.when and whens and (one.when.start, one.when.end) != (whens[-1].start, whens[-1].end):
        return False
    if one.occasion and kinds and one.occasion.kind != kinds[-1]:
        return False
    if name in names or name in asked or (one.stance is Stance.ASK and one.addressee in names):
        return True
    return bool(one.occasion and kinds) and _points_back(parsed, one)


def _points_back(parsed: Parsed, statement: Statement) -> bool:
    """Whether the occasion of a statement is one the page has told of ("during the interview")."""
    start = statement.occasion.printed.start if statement.occasion else 0
    return parsed.article.text[:start].rstrip().lower().endswith(" the")


def _passed_on(
    parsed: Parsed, run: Sequence[Statement], carried: Mapping[str, Statement], *, backwards: bool
) -> dict[str, Statement]:
    """What each statement takes over from the ones before it in ``run``, itself turned around if ``backwards``."""
    found: dict[str, Statement] = {}
    source: Statement | None = None
    for one in run:
        known = carried.get(one.id, one)
        lacks = known.when is None or known.occasion is None
        if source is not None and lacks and (not backwards or _on_one_line(parsed, known, source)):
            known = _taken(known, source, backwards=backwards)
            found[one.id] = known
        if known.when or known.occasion:
            source = known
    return found


def _on_one_line(parsed: Parsed, first: Statement, second: Statement) -> bool:
    return "\n" not in parsed.article.text[_place(first)[0] : _place(second)[0]]


def _taken(statement: Statement, source: Statement, *, backwards: bool = False) -> Statement:
    """``statement`` with what it lacks of the date and occasion of ``source``."""
    where = "after" if backwards else "before"
    when, reasons = statement.when, statement.reasons
    if when is None and source.when is not None:
        why = (
            source.when.why if source.when.inferred else f"taken over from the statement {where} it: {source.when.why}"
        )
        when = replace(source.when, inferred=True, why=why)
    if statement.occasion is None and source.occasion is not None:
        reasons = (*reasons, f"occasion: taken over from the statement {where} it")
    return replace(statement, when=when, occasion=statement.occasion or source.occasion, reasons=reasons)


def _lead_end(parsed: Parsed) -> int:
    """Where headline and lead end: offset after the first ``_LEAD`` lines with text."""
    lines = list(islice(paragraphs(parsed.article.text), _LEAD))
    return lines[-1].end if lines else 0


def _come_back_to(
    lead: Statement, top: Sequence[Statement], carried: Mapping[str, Statement], turns: Mapping[str, Turn]
) -> Statement | None:
    """The first later statement with a date by the same speaker, or by who speaks for that body."""
    reference = turns[lead.id].reference
    if reference.name is None:
        return None
    for one in top:
        known = carried.get(one.id, one)
        if _place(one) <= _place(lead) or known.when is None or known.when.start is None:
            continue
        other = turns[one.id].reference
        if other.name == reference.name:
            return known
        if reference.kind is SpeakerKind.ORGANIZATION and other.figure:
            words = {fold(word) for word in reference.name.split()}
            if any(title.head == "spokesperson" and words <= title.rest for title in other.figure.titles):
                return known
    return None
