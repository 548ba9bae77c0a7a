"""JSON Lines in the file contract: one article's notes, or one utterance, a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from onrecord.contract import notes_to_json, utterance_to_json
from onrecord.model import Notes, Utterance

__all__ = ["notes_lines", "utterance_lines"]


def notes_lines(notes: Iterable[Notes]) -> Iterator[str]:
    """Yield one line of JSON, newline included, for the notes of each article."""
    for item in notes:
        yield json.dumps(notes_to_json(item), ensure_ascii=False) + "\n"


def utterance_lines(utterances: Iterable[Utterance], names: Mapping[str, str]) -> Iterator[str]:
    """Yield one line of JSON, newline included, for each utterance; ``names`` maps article ids to ids used in files."""
    for item in utterances:
        yield json.dumps(utterance_to_json(item, names), ensure_ascii=False) + "\n"
