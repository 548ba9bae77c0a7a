"""JSON Lines in the file contract: one article's notes, or one utterance, a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from onrecord.contract import notes_to_json, text_hash, utterance_to_json
from onrecord.export.common import PARTS, spans_of_part
from onrecord.model import Notes, Utterance

__all__ = ["notes_fields", "notes_lines", "utterance_lines", "write", "write_with_text"]


def notes_lines(notes: Iterable[Notes]) -> Iterator[str]:
    """Yield one line of JSON, newline included, for the notes of each article."""
    for item in notes:
        yield _line(notes_to_json(item))


def utterance_lines(utterances: Iterable[Utterance], names: Mapping[str, str]) -> Iterator[str]:
    """Yield one line of JSON, newline included, for each utterance; ``names`` maps article ids to ids used in files."""
    for item in utterances:
        yield _line(utterance_to_json(item, names))


def write(notes: Iterable[Notes], out: BinaryIO) -> int:
    """Write notes without the texts: offsets, the hash of the text, and the words that stand at the offsets."""
    for item in notes:
        out.write(_line(notes_fields(item)).encode())
    return 0


def write_with_text(notes: Iterable[Notes], out: BinaryIO) -> int:
    """Write notes with the whole text of each article; ``onrecord collate`` reads them."""
    for item in notes:
        out.write(_line(notes_fields(item, with_text=True)).encode())
    return 0


def notes_fields(notes: Notes, *, with_text: bool = False) -> dict[str, Any]:
    """Return the object of the contract, with the hash of the text and for each list of spans the words there.

    The text itself is there only ``with_text``.
    """
    text = notes.article.text
    fields = notes_to_json(notes)
    for item, statement in zip(fields["attributions"], notes.statements, strict=True):
        for part in PARTS:
            item[f"{part}_text"] = [span.of(text) for span in spans_of_part(statement, part)]
    if not with_text:
        del fields["text"]
    return {"id": fields.pop("id"), "text_sha256": text_hash(text), **fields}


def _line(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False) + "\n"
