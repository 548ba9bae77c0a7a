"""Tables back to what they claim, a statement a row: csv and parquet."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from onrecord.export.claims import ArticleClaim, Claims, Damage, PageClaim, Quote, StatementClaim
from onrecord.export.common import GAP, PARTS, noted_content
from onrecord.export.csv import restored
from onrecord.model import Span

__all__ = ["csv_claims", "parquet_claims"]

_LONGEST_CELL = 1 << 24  # characters
_NEEDED = ("article", "article_hash", "outlet", "url", "text_sha256", "statement", "corrected")
_ROWS = 1024  # of a Parquet file held in memory


def csv_claims(path: Path) -> Claims:
    """Yield what the rows of a csv file claim."""
    before = csv.field_size_limit(_LONGEST_CELL)  # the library has one limit for the whole process
    number = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.reader(file, strict=True)
            columns = next(table)
            for number, row in enumerate(table, start=2):
                yield _csv_page(f"row {number}", columns, row)
    except (csv.Error, UnicodeDecodeError) as error:
        yield Damage(f"after row {number}", f"cannot be read on: {error}")
    finally:
        csv.field_size_limit(before)


def _csv_page(where: str, columns: list[str], row: list[str]) -> PageClaim | Damage:
    if len(row) != len(columns):
        return Damage(where, f"{len(row)} cells under {len(columns)} columns")
    cells = {column: restored(cell) for column, cell in zip(columns, row, strict=True)}
    try:
        article = ArticleClaim(
            cells["article"],
            cells["article_hash"],
            cells["outlet"] or None,
            cells["url"] or None,
            cells["text_sha256"],
        )
        return PageClaim(where, article, (_csv_statement(cells),))
    except KeyError as error:
        return Damage(where, f"there is no column {error}; verify the file as onrecord wrote it")
    except ValueError:
        return Damage(where, "offsets are no start-end;start-end …")


def _csv_statement(cells: dict[str, str]) -> StatementClaim:
    parts, faults = {}, []
    for part in PARTS:
        spans = [_span(pair) for pair in cells[f"{part}_at"].split(";") if pair]
        words = _apart(cells[part], spans)
        if words is None:
            faults.append(f"{part} does not have the length that its offsets give")
        parts[part] = tuple(Quote(span, words[at] if words else None) for at, span in enumerate(spans))
    return StatementClaim(cells["statement"], parts, tuple(faults), noted_content([cells["corrected"]]))


def _span(pair: str) -> Span:
    start, _, end = pair.partition("-")
    return Span(int(start), int(end))


def _apart(cell: str, spans: list[Span]) -> list[str] | None:
    """The stretches that a cell joins, by the lengths of their spans; ``None`` where it cannot be they."""
    words, at = [], 0
    for number, span in enumerate(spans):
        if number:
            if not cell.startswith(GAP, at):
                return None
            at += len(GAP)
        words.append(cell[at : at + span.end - span.start])
        at += span.end - span.start
    return words if at == len(cell) else None


def parquet_claims(path: Path) -> Claims:
    """Yield what the rows of a Parquet file claim."""
    import pyarrow as pa  # noqa: PLC0415 - takes long to load, and only this format needs it
    from pyarrow import parquet  # noqa: PLC0415

    columns = [*_NEEDED, *PARTS, *(f"{part}_at" for part in PARTS)]
    seen = 0
    try:
        with parquet.ParquetFile(path) as file:
            if missing := set(columns) - set(file.schema_arrow.names):
                yield Damage(
                    "the head", f"there is no column {sorted(missing)[0]!r}; verify the file as onrecord wrote it"
                )
                return
            for batch in file.iter_batches(_ROWS, columns=columns):
                for number, row in enumerate(batch.to_pylist(), start=seen + 1):
                    yield _parquet_page(f"row {number}", row)
                seen += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        yield Damage(f"after row {seen}", f"cannot be read on: {error}")


def _parquet_page(where: str, row: dict[str, Any]) -> PageClaim | Damage:
    article = ArticleClaim(*(row[key] for key in ("article", "article_hash", "outlet", "url", "text_sha256")))
    parts, faults = {}, []
    for part in PARTS:
        try:
            spans = [Span(place["start"], place["end"]) for place in row[f"{part}_at"]]
        except (TypeError, ValueError):
            return Damage(where, f"offsets of {part} are none")
        words = row[part] or []
        if len(words) != len(spans):
            faults.append(f"{part} is no list of {len(spans)} strings, one for each offset")
            words = [None] * len(spans)
        parts[part] = tuple(map(Quote, spans, words))
    statement = StatementClaim(row["statement"], parts, tuple(faults), noted_content(row["corrected"] or ()))
    return PageClaim(where, article, (statement,))
