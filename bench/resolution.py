"""Whose it is, when it was said, to whom: what the pages' statements resolve to, against a reader's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bench.corpora import ROOT, fingerprint, json_lines
from bench.gate import Result
from onrecord.config import Config
from onrecord.contract import notes_from_json, notes_to_json
from onrecord.model import Notes, Stance, Statement
from onrecord.pipeline import Desk, note
from onrecord.resolve import resolve

__all__ = ["FILES", "measure"]

FILES = ("stories/gold.jsonl",)
# Our key → the gold's; a field the gold leaves empty is not scored.
_WHOLE = ("inside", "via")
_FIELDS = {"speaker": "speaker", "stance": "stance", "when": "date", "addressee": "addressee"}


def measure() -> Result:
    """Resolve a reader's own statements, their resolved fields blanked; every figure is the share that comes out right.

    ``unnamed`` is the share of statements without a named speaker that get none. ``inside`` and ``via`` are the shares
    of nested statements, and of those with a chain of sources, that the whole way from the page finds, with the same
    content by half of its characters at least.
    """
    desk = Desk.load(Config(workers=1))
    right = dict.fromkeys([*_FIELDS, "unnamed", *_WHOLE], 0)
    total = dict(right)
    found: dict[str, str] = {}
    for line in json_lines(ROOT / FILES[0]):
        for gold, name, is_right in _nested_and_chained(line, desk):
            total[name] += 1
            right[name] += is_right
            if is_right:
                found[f"{line['id']}#{gold['id']}#{name}"] = f"{gold['id']}: {name}"
        for gold, made in zip(line["attributions"], _resolved(line, desk), strict=True):
            for name, is_right in _judged(gold, made):
                total[name] += 1
                right[name] += is_right
                if is_right:
                    found[f"{line['id']}#{gold['id']}#{name}"] = f"{gold['id']}: {name} {made[name]}"
    return Result("stories-resolved", fingerprint(*FILES), {name: right[name] / total[name] for name in total}, found)


def _nested_and_chained(line: dict[str, Any], desk: Desk) -> Iterator[tuple[dict[str, Any], str, bool]]:
    """Of every gold statement that is nested or came through others, whether what is found of it has that too."""
    made = note(notes_from_json(line).article, desk).statements
    golds = {gold["id"]: gold for gold in line["attributions"]}
    match = {id_: max(made, key=lambda one: _overlap(gold, one), default=None) for id_, gold in golds.items()}
    for id_, gold in golds.items():
        own = match[id_]
        own = own if own is not None and _overlap(gold, own) >= 0.5 else None
        if gold.get("inside"):
            outer = match[gold["inside"]]
            yield gold, "inside", own is not None and outer is not None and own.inside == outer.id
        if gold.get("via"):
            yield gold, "via", own is not None and list(own.via) == gold["via"]


def _overlap(gold: dict[str, Any], made: Statement) -> float:
    """Share of the characters of either content that both have."""
    one = {at for start, end in gold["content"] for at in range(start, end)}
    other = {at for span in made.spans for at in range(span.start, span.end)}
    return len(one & other) / len(one | other) if one | other else 0.0


def _resolved(line: dict[str, Any], desk: Desk) -> list[dict[str, Any]]:
    """The attributions of a page as resolved from nothing but their spans and the page."""
    notes = notes_from_json(line)
    parsed = desk.parse(notes.article)
    statements, _ = resolve(parsed, tuple(_blank(statement) for statement in notes.statements))
    made = {item["id"]: item for item in notes_to_json(Notes(notes.article, statements))["attributions"]}
    return [{**made[item["id"]], "unnamed": None} for item in line["attributions"]]


def _blank(statement: Statement) -> Statement:
    implicit = not statement.cue and not statement.source
    blank = replace(statement, speaker=None, addressee=None, occasion=None, when=None, stance=Stance.ASSERT)
    return replace(blank, implicit=implicit)


def _judged(gold: dict[str, Any], made: dict[str, Any]) -> list[tuple[str, bool]]:
    """Every field the gold says something of, and whether it is right."""
    judged = [
        (ours, made[ours] == gold[theirs] or (ours == "stance" and made[ours] in (gold.get("stance_also") or [])))
        for ours, theirs in _FIELDS.items()
        if gold.get(theirs)
    ]
    return [*judged, ("unnamed", made["speaker"] is None)] if "speaker" in gold and gold["speaker"] is None else judged
