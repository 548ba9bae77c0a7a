"""Workbooks of Excel: one statement a row, as many sheets as it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.export.table import COLUMNS, cells, rows
from onrecord.model import Notes

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

__all__ = ["LONGEST_CELL", "ROWS_A_SHEET", "write"]

ROWS_A_SHEET = 1_048_576
"""Most rows a sheet holds, its head included."""

LONGEST_CELL = 32_767
"""Most UTF-16 units a cell holds."""

_CUT = " […cut: a cell holds no more; the offsets tell where the rest stands]"
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")  # what no XML file may hold; controls are escaped by the library
_WIDE = {"title": 40, "content": 80, "cue": 20, "source": 30, "speaker": 24, "outlet": 24}
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "use_zip64": True,  # only where a sheet is larger than 4 GB
}


def write(notes: Iterable[Notes], out: BinaryIO) -> int:
    """Write a workbook; return how many cells had to be cut.

    Every cell is written as a string, so none can become a formula or a link. A row goes to disk as soon as the next
    one begins; what a sheet does not hold goes on in the next one. Articles without a statement have no row.

    ACCEPTED GAPS: the file carries the time it was made, so two exports of one record differ in a few bytes; while it
    is written, the sheets stand unzipped in the system's folder for temporary files.
    """
    from xlsxwriter.workbook import Workbook  # noqa: PLC0415 - only this format waits for it

    with TemporaryDirectory(prefix="onrecord-") as folder:
        book = Workbook(out, {**_OPTIONS, "tmpdir": folder})
        sheets = _Sheets(book)
        for item in notes:
            for row in rows(item):
                sheets.add(cells(row))
        book.close()  # not after an error: closing writes the whole workbook
    return sheets.cut


class _Sheets:
    """The sheets of a workbook, filled one after the other."""

    def __init__(self, book: Workbook) -> None:
        self.cut = 0
        self._book = book
        self._bold = book.add_format({"bold": True})
        self._begin(1)

    def add(self, row: list[str]) -> None:
        """Write a row below the last one, on a new sheet where this one is full."""
        if self._next == ROWS_A_SHEET:
            self._begin(self._number + 1)
        for column, cell in enumerate(row):
            if cell:
                self._sheet.write_string(self._next, column, self._fitting(cell))
        self._next += 1

    def _begin(self, number: int) -> None:
        self._number = number
        self._sheet: Any = self._book.add_worksheet("Statements" if number == 1 else f"Statements {number}")
        self._sheet.freeze_panes(1, 0)
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for column, name in enumerate(COLUMNS):
            self._sheet.set_column(column, column, _WIDE.get(name, 14))
        for column, name in enumerate(COLUMNS):
            self._sheet.write_string(0, column, name, self._bold)
        self._next = 1

    def _fitting(self, cell: str) -> str:
        """The cell as a sheet can hold it: what no XML holds replaced, what is too long cut, which is said there."""
        cell = _NO_XML.sub("\ufffd", cell)
        if _units(cell) <= LONGEST_CELL:
            return cell
        self.cut += 1
        room = (LONGEST_CELL - _units(_CUT)) * 2
        return cell.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2
