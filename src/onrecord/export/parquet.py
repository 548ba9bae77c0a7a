"""Parquet: one statement a row, in typed columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.export.common import PARTS
from onrecord.export.table import COLUMNS, rows
from onrecord.model import Notes, Span

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ROWS_A_GROUP", "write"]

ROWS_A_GROUP = 8192
"""Rows that are held in memory and written together."""


def write(notes: Iterable[Notes], out: BinaryIO) -> int:
    """Write rows in groups, compressed with zstd.

    Days are ``date32``; printed words, their offsets (``start``, ``end``) and chains of sources are lists. Articles
    without a statement have no row; without any statement the file has the columns and no rows.
    """
    import pyarrow as pa  # noqa: PLC0415 - takes long to load, and only this format needs it
    from pyarrow import parquet  # noqa: PLC0415

    schema = _schema()
    all_rows = (_typed(row) for item in notes for row in rows(item))
    with parquet.ParquetWriter(out, schema, compression="zstd") as file:
        for group in _groups(all_rows):
            file.write_table(pa.Table.from_pylist(group, schema=schema))
    return 0


def _groups(items: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while group := list(islice(items, ROWS_A_GROUP)):
        yield group


def _schema() -> pa.Schema:
    import pyarrow as pa  # noqa: PLC0415 - as above

    words, spans = pa.list_(pa.string()), pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())]))
    types = {
        **dict.fromkeys(("published", "replaced", "when_first", "when_last"), pa.date32()),
        **dict.fromkeys(("implicit", "attitude"), pa.bool_()),
        **dict.fromkeys(("via", "corrected", *PARTS), words),
        **dict.fromkeys((f"{part}_at" for part in PARTS), spans),
        "confidence": pa.float64(),
    }
    return pa.schema([(column, types.get(column, pa.string())) for column in COLUMNS])


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, **{f"{part}_at": [_struct(span) for span in row[f"{part}_at"]] for part in PARTS}}


def _struct(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
