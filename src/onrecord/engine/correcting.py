"""Correct a statement of a record, and whatever rests on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from onrecord.config import Config
from onrecord.corrections import Correction, Field
from onrecord.engine.local import collate_again
from onrecord.errors import RecordError
from onrecord.record import Record

__all__ = ["correct", "undo"]


def correct(
    record: Record, key: str, values: Mapping[Field, str], config: Config, *, why: str, by: str
) -> list[Correction]:
    """Keep that somebody holds these values against those noted of a statement, then collate the record again.

    Both are kept together or, after an error, neither. ``key`` is the statement's id, the beginning of it, or
    ``ARTICLE/NUMBER``.

    Raises:
        NotOnRecordError: if no statement or more than one answers to ``key``.
        RecordError: if a value is none of its kind, or there is no reason.
    """
    with record.writing():
        made = record.correct(key, values, why=why, by=by, made=_now())
        collate_again(record, config)
    return made


def undo(record: Record, key: str, config: Config, *, why: str, by: str) -> list[Correction]:
    """Let what was noted of a statement stand again, whatever was corrected of it, then collate the record again.

    Raises:
        NotOnRecordError: if no statement or more than one answers to ``key``.
        RecordError: if nothing of it is corrected, or there is no reason.
    """
    with record.writing():
        noted = record.statement(key)
        about = (noted.article, noted.id)
        corrected = [
            each.correction.field
            for each in record.corrections()
            if each.shows and (each.correction.article, each.correction.statement) == about
        ]
        if not corrected:
            raise RecordError(f"nothing of statement {noted.id} is corrected")
        made = record.correct(key, dict.fromkeys(corrected), why=why, by=by, made=_now())
        collate_again(record, config)
    return made


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
