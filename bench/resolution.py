"""Whose it is, when it was said, to whom: what the pages' statements resolve to, against a reader's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bench.corpora import ROOT, fingerprint, json_lines
from bench.gate import Result
from onrecord.config import Config
from onrecord.contract import notes_from_json, notes_to_json
from onrecord.model import Notes, Stance, Statement
from onrecord.pipeline import Desk
from onrecord.resolve import resolve

__all__ = ["FILES", "measure"]

FILES = ("stories/gold.jsonl",)
# Our key → the gold's; a field the gold leaves empty is not scored.
_FIELDS = {"speaker": "speaker", "stance": "stance", "when": "date", "addressee": "addressee"}


def measure() -> Result:
    """Resolve a reader's own statements, their resolved fields blanked; every figure is the share that comes out right.

    ``unnamed`` is the share of statements without a named speaker that get none. What ``extract`` finds of nesting and
    chains on the same pages is scored with the attributions themselves.
    """
    desk = Desk.load(Config(workers=1))
    right = dict.fromkeys([*_FIELDS, "unnamed"], 0)
    total = dict(right)
    found: dict[str, str] = {}
    for line in json_lines(ROOT / FILES[0]):
        for gold, made in zip(line["attributions"], _resolved(line, desk), strict=True):
            for name, is_right in _judged(gold, made):
                total[name] += 1
                right[name] += is_right
                if is_right:
                    found[f"{line['id']}#{gold['id']}#{name}"] = f"{gold['id']}: {name} {made[name]}"
    return Result("stories-resolved", fingerprint(*FILES), {name: right[name] / total[name] for name in total}, found)


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
