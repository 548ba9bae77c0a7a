"""Comma-separated values: one statement a row, in UTF-8 with a byte order mark, as spreadsheets want it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import BinaryIO

from onrecord.export.table import COLUMNS, cells, rows
from onrecord.model import Notes

__all__ = ["neutral", "restored", "write"]

# What makes a spreadsheet take a cell for a formula (OWASP, "CSV injection"; the wide forms count in Japanese locales),
# after any apostrophes: so what was an apostrophe before is told apart from the one put there.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def write(notes: Iterable[Notes], out: BinaryIO) -> int:
    """Write a head and a row for each statement; lines end as RFC 4180 has it.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it (:func:`neutral`). Articles without
    a statement have no row.
    """
    lines = io.TextIOWrapper(out, encoding="utf-8-sig", errors="backslashreplace", newline="")
    try:
        table = csv.writer(lines)
        table.writerow(COLUMNS)
        for item in notes:
            table.writerows([neutral(cell) for cell in cells(row)] for row in rows(item))
    finally:
        lines.detach()  # flushes; ``out`` stays open
    return 0


def neutral(cell: str) -> str:
    """Return ``cell`` so that no spreadsheet calculates it: with an apostrophe before it where one might."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """Return the cell that :func:`neutral` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
