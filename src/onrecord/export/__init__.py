"""Nouns to files: one module a format, and whether a file still says what was written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.export import annotation, csv, gexf, jsonl, jsonld, parquet, xlsx
from onrecord.export.checked import report_fields, report_json
from onrecord.export.jsonl import notes_fields, notes_lines, utterance_lines
from onrecord.export.verifying import Report, verify
from onrecord.model import Notes

__all__ = [
    "EXPORTS",
    "Export",
    "Report",
    "Writer",
    "notes_fields",
    "notes_lines",
    "report_fields",
    "report_json",
    "utterance_lines",
    "verify",
]

Writer = Callable[[Iterable[Notes], BinaryIO], int]
"""Writes the notes of articles, one after the other and never all at once, to an open file.

Returns how many values had to be cut because the format cannot hold them: 0 but for xlsx.
"""


@dataclass(frozen=True, slots=True)
class Export:
    """A format: who writes it, who writes it with the articles' texts (nobody, where it has no place for them).

    ``summary`` is what the help says of it; ``binary`` whether it is no text that a terminal could show.
    """

    summary: str
    write: Writer
    write_with_text: Writer | None = None
    binary: bool = False


EXPORTS: Mapping[str, Export] = {
    "annotation": Export("W3C Web Annotation in JSON-LD, one annotation a statement", annotation.write),
    "csv": Export("a table for spreadsheets, one statement a row", csv.write),
    "gexf": Export("a network for Gephi, who speaks to whom and about whom", gexf.write),
    "jsonl": Export("the file contract, one article a line", jsonl.write, jsonl.write_with_text),
    "jsonld": Export("schema.org NewsArticle and Quotation in JSON-LD", jsonld.write, jsonld.write_with_text),
    "parquet": Export("typed columns, one statement a row", parquet.write, binary=True),
    "xlsx": Export("an Excel workbook, one statement a row", xlsx.write, binary=True),
}
"""Every format by its name; a new one is a module with a :data:`Writer`, a line here and a snapshot."""
