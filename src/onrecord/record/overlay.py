"""The overlay: what was noted, read as people corrected it; a function of the notes and the log of corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from onrecord.contract import form_of, fragments_of, interval
from onrecord.corrections import Correction, Field
from onrecord.errors import FormatError, RecordError
from onrecord.model import Notes, Span, Stance, Statement, When

__all__ = ["corrected", "latest", "noted_value", "refuse_misfit"]


def latest(log: Iterable[Correction]) -> dict[tuple[str, str], dict[Field, Correction]]:
    """Return by article and statement, for each field, the entry of a log that counts: the one made last."""
    found: dict[tuple[str, str], dict[Field, Correction]] = {}
    for each in sorted(log, key=lambda one: (one.made, one.id)):
        found.setdefault((each.article, each.statement), {})[each.field] = each
    return found


def corrected(notes: Notes, log: Iterable[Correction]) -> Notes:
    """Return notes as the log has them; what nobody corrected is as it was.

    A statement that is none is left out, and what was nested in it is nested in what it stood in. Corrections of
    statements that are not among these, or that do not fit the text, have no effect.
    """
    text, counting = notes.article.text, latest(log)
    kept: list[Statement] = []
    gone: dict[str, str | None] = {}
    for statement in notes.statements:
        own = counting.get((notes.article.id, statement.id), {})
        shown = {field: each for field, each in sorted(own.items()) if each.value is not None and _fits(each, text)}
        if Field.STATEMENT in shown:
            gone[statement.id] = statement.inside
        else:
            kept.append(_with(statement, shown, text) if shown else statement)
    if gone:
        kept = [replace(s, inside=_outside(s.inside, gone)) if s.inside in gone else s for s in kept]
    return replace(notes, statements=tuple(kept))


def noted_value(statement: Statement, field: Field) -> str:
    """Return what was noted of a statement, as a correction writes it."""
    return {
        Field.SPEAKER: statement.speaker or "",
        Field.WHEN: statement.when.iso if statement.when else "",
        Field.STANCE: statement.stance.value,
        Field.CONTENT: ";".join(f"{span.start}-{span.end}" for span in statement.spans),
        Field.STATEMENT: "yes",
    }[field]


def refuse_misfit(correction: Correction, text: str) -> None:
    """Raise where a correction cannot be of a statement in ``text``.

    Raises:
        RecordError: if its value is no such value, or lies outside the text.
    """
    value = correction.value
    if value is None or correction.field is Field.SPEAKER:
        return
    if correction.field is Field.STATEMENT:
        if value != "no":
            raise RecordError(f"{value!r}: a statement can only be corrected to be none, “no”")
    elif correction.field is Field.STANCE:
        if value not in list(Stance):
            raise RecordError(f"{value!r} is no stance; there are {', '.join(Stance)}")
    elif correction.field is Field.WHEN:
        _refuse_no_days(value)
    elif not (spans := _spans(value)) or spans[-1].end > len(text):
        raise RecordError(f"{value!r} are no stretches, in order and apart, within 0 and {len(text)}")


def _refuse_no_days(value: str) -> None:
    try:
        interval(value or "..")
    except FormatError as error:
        raise RecordError(f"{error}; give 2031-05-04, 2031-05, 2031 or an interval, first/last") from error


def _fits(correction: Correction, text: str) -> bool:
    try:
        refuse_misfit(correction, text)
    except RecordError:
        return False
    return True


def _spans(value: str) -> list[Span]:
    """Return the spans of a value, in order and apart; none where it is no list of such."""
    found: list[Span] = []
    for pair in value.split(";"):
        start, _, end = pair.partition("-")
        if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
            return []
        if found and int(start) < found[-1].end:
            return []
        found.append(Span(int(start), int(end)))
    return found


def _with(statement: Statement, own: Mapping[Field, Correction], text: str) -> Statement:
    for correction in own.values():
        statement = _CHANGES[correction.field](statement, correction, text)
    return replace(statement, corrected=tuple(own.values()))


def _speaker(statement: Statement, correction: Correction, _: str) -> Statement:
    return replace(statement, speaker=correction.value or None)


def _stance(statement: Statement, correction: Correction, _: str) -> Statement:
    return replace(statement, stance=Stance(correction.value or ""))


def _when(statement: Statement, correction: Correction, _: str) -> Statement:
    start, end = interval(correction.value) if correction.value else (None, None)
    return replace(statement, when=When(start, end, why=f"corrected: {correction.why}") if correction.value else None)


def _content(statement: Statement, correction: Correction, text: str) -> Statement:
    content = fragments_of(text, _spans(correction.value or ""))
    return replace(statement, content=content, form=form_of(text, content))


_CHANGES: Mapping[Field, Callable[[Statement, Correction, str], Statement]] = {
    Field.SPEAKER: _speaker,
    Field.WHEN: _when,
    Field.STANCE: _stance,
    Field.CONTENT: _content,
}


def _outside(inside: str | None, gone: Mapping[str, str | None]) -> str | None:
    """Return the nearest statement around one that was nested in what is none."""
    seen: set[str] = set()
    while inside is not None and inside in gone:
        if inside in seen:  # two that claim to stand in each other
            return None
        seen.add(inside)
        inside = gone[inside]
    return inside
