"""One statement a row: the columns that csv, xlsx and parquet share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.contract import text_hash
from onrecord.export.common import GAP, PARTS, spans_of_part
from onrecord.model import Notes, Statement

__all__ = ["COLUMNS", "cells", "rows"]

COLUMNS = (
    "article",
    "article_hash",
    "outlet",
    "url",
    "title",
    "published",
    "replaced_by",
    "replaced",
    "text_sha256",
    "statement",
    "form",
    "stance",
    "speaker",
    "addressee",
    "when",
    "when_first",
    "when_last",
    "occasion",
    "inside",
    "via",
    "document",
    "implicit",
    "attitude",
    "confidence",
    "made_by",
    "content",
    "content_at",
    "cue",
    "cue_at",
    "source",
    "source_at",
    "corrected",
)
"""The columns, in order."""

Row = dict[str, Any]


def rows(notes: Notes) -> Iterator[Row]:
    """Yield a row for each statement of an article, a value for each of :data:`COLUMNS`.

    Values are strings, days, numbers and yes or no; ``content``, ``cue``, ``source``, ``via`` and
    ``corrected`` are lists of strings, ``…_at`` tuples of spans. What is not known is ``None``.
    """
    article = notes.article
    head: Row = {
        "article": article.name,
        "article_hash": article.id,
        "outlet": article.outlet,
        "url": article.url,
        "title": article.title,
        "published": article.published,
        "replaced_by": article.replaced_by,
        "replaced": article.replaced,
        "text_sha256": text_hash(article.text),
    }
    for statement in notes.statements:
        corrected = [each.words for each in statement.corrected]
        yield {**head, **_said(statement), **_printed(statement, article.text), "corrected": corrected}


def cells(row: Row) -> list[str]:
    """Return a row as strings, in the order of the columns.

    Several stretches of a part are joined by "[…]", their offsets by ";", a chain of sources and corrections by "; ".
    """
    return [_cell(row[column], "; " if column in {"via", "corrected"} else GAP) for column in COLUMNS]


def _said(statement: Statement) -> Row:
    when = statement.when
    return {
        "statement": statement.id,
        "form": statement.form.value,
        "stance": statement.stance.value,
        "speaker": statement.speaker,
        "addressee": statement.addressee,
        "when": when and when.iso,
        "when_first": when and when.start,
        "when_last": when and when.end,
        "occasion": statement.occasion and statement.occasion.kind,
        "inside": statement.inside,
        "via": list(statement.via),
        "document": statement.document,
        "implicit": statement.implicit,
        "attitude": statement.attitude,
        "confidence": round(statement.confidence, 4),
        "made_by": statement.made_by,
    }


def _printed(statement: Statement, text: str) -> Row:
    found: Row = {}
    for part in PARTS:
        spans = spans_of_part(statement, part)
        found[part] = [span.of(text) for span in spans]
        found[f"{part}_at"] = spans
    return found


def _cell(value: object, joiner: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ";".join(f"{span.start}-{span.end}" for span in value)
    if isinstance(value, list):
        return joiner.join(value)
    return str(value)  # of a day: ISO 8601
