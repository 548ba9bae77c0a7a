"""Exports back to what they claim, an article or a statement at a time: jsonl, csv and annotation."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from onrecord.contract import Fields
from onrecord.errors import FormatError
from onrecord.export.annotation import TAIL
from onrecord.export.claims import ArticleClaim, Damage, PageClaim, Quote, StatementClaim
from onrecord.export.common import GAP, PARTS, noted_content
from onrecord.export.csv import restored
from onrecord.export.table import COLUMNS
from onrecord.model import Span

__all__ = ["LONGEST_LINE", "claims", "json_lines"]

LONGEST_LINE = 1 << 28
"""Bytes of the longest line that is read."""

_LONGEST_CELL = 1 << 24  # characters
_ID_DIGITS = 20
_STAYING = "export the record as jsonl, csv or annotation to verify it"
_OTHERS = {b"PK\x03\x04": "an Excel workbook", b"PAR1": "Parquet"}

Claims = Iterator[PageClaim | Damage]


def claims(path: Path) -> Claims:
    """Return what an export claims, by the format its beginning shows.

    Raises:
        FormatError: if it is none of the formats that can be verified.
    """
    try:
        with path.open("rb") as file:
            beginning = file.read(4096)
    except OSError as error:
        raise FormatError(f"{path} cannot be read: {error.strerror}") from error
    return _reader(path, beginning)(path)


def _reader(path: Path, beginning: bytes) -> Callable[[Path], Claims]:
    for magic, what in _OTHERS.items():
        if beginning.startswith(magic):
            raise FormatError(f"{path} is {what}, which cannot be verified; {_STAYING}")
    begin = beginning.decode("utf-8-sig", "replace").lstrip()
    if begin.startswith(",".join(COLUMNS[:2])):
        return _csv_claims
    if begin.startswith('{"@context"'):
        if '"AnnotationPage"' in begin:
            return _annotation_claims
        raise FormatError(f"{path} is JSON-LD but no AnnotationPage as onrecord writes it; {_STAYING}")
    if begin.startswith("{"):
        return _jsonl_claims
    raise FormatError(f"{path} is {'no export of onrecord' if begin else 'empty'}; {_STAYING}")


def json_lines(file: BinaryIO) -> Iterator[tuple[int, int, bytes | None]]:
    """Yield number, offset in bytes and bytes of each line that is not blank; ``None`` for one that is too long."""
    number = offset = 0
    while line := file.readline(LONGEST_LINE):
        number, begin, length = number + 1, offset, len(line)
        whole = line.endswith(b"\n") or length < LONGEST_LINE
        while not line.endswith(b"\n") and len(line) == LONGEST_LINE:
            line = file.readline(LONGEST_LINE)
            length += len(line)
        offset += length
        if not whole:
            yield number, begin, None
        elif line.strip():
            yield number, begin, line


def _jsonl_claims(path: Path) -> Claims:
    with path.open("rb") as file:
        for number, _, line in json_lines(file):
            yield _page_or_damage(f"line {number}", line, _jsonl_page)


def _annotation_claims(path: Path) -> Claims:
    last = b""
    with path.open("rb") as file:
        lines = json_lines(file)
        next(lines, None)  # the head
        for number, _, line in lines:
            last = b"" if line is None else line.strip()
            if last != TAIL.encode():
                yield _page_or_damage(f"line {number}", line and line.strip().removesuffix(b","), _annotation_page)
    if last != TAIL.encode():
        yield Damage("the end", f"the file stops before its last line, {TAIL}")


def _page_or_damage(where: str, line: bytes | None, read: Callable[[str, Fields], PageClaim]) -> PageClaim | Damage:
    if line is None:
        return Damage(where, f"longer than {LONGEST_LINE:,} bytes, and not read")
    try:
        return read(where, Fields(json.loads(line), "the line"))
    except (ValueError, RecursionError) as error:  # what is no JSON, or no UTF-8
        return Damage(where, f"no JSON: {error}")
    except FormatError as error:
        return Damage(where, str(error))


def _jsonl_page(where: str, line: Fields) -> PageClaim:
    name, stated = line.optional("id") or "", line.optional("hash")
    article = ArticleClaim(
        name,
        stated or (name if _is_hash(name) else None),
        line.optional("outlet"),
        line.optional("url"),
        line.optional("text_sha256"),
        line.text("text") if "text" in line.raw else None,
    )
    items = [Fields(raw, "an attribution") for raw in line.items("attributions")]
    speakers = [Fields(raw, "a speaker") for raw in line.items("speakers")]
    others = {
        "boilerplate": line.spans("boilerplate", None),
        "mentions": tuple(span for speaker in speakers for span in speaker.spans("mentions", None)),
        "when_printed": tuple(span for item in items for span in item.spans("when_printed", None)),
        "occasion_printed": tuple(span for item in items for span in item.spans("occasion_printed", None)),
    }
    return PageClaim(where, article, tuple(_jsonl_statement(item) for item in items), others)


def _jsonl_statement(item: Fields) -> StatementClaim:
    parts, faults = {}, []
    for part in PARTS:
        spans, words = item.spans(part, None), item.raw.get(f"{part}_text")
        if words is not None and not _are_words(words, len(spans)):
            faults.append(f"{part}_text is no list of {len(spans)} strings, one for each offset")
            words = None
        parts[part] = tuple(Quote(span, words[at] if words is not None else None) for at, span in enumerate(spans))
    corrected = [Fields(raw, "a correction") for raw in item.items("corrected")]
    noted = noted_content(f"{each.text('field')}: {each.text('noted')} → " for each in corrected)
    return StatementClaim(item.optional("id") or "", parts, tuple(faults), noted)


def _are_words(words: object, count: int) -> bool:
    return isinstance(words, list) and len(words) == count and all(isinstance(word, str) for word in words)


def _annotation_page(where: str, line: Fields) -> PageClaim:
    page, body = (Fields(line.raw.get(key), key) for key in ("onrecord:article", "body"))
    article = ArticleClaim(
        page.text("onrecord:name"),
        page.text("onrecord:hash"),
        page.optional("onrecord:outlet"),
        page.optional("onrecord:url"),
        page.text("onrecord:textSha256"),
    )
    quotes: dict[str, tuple[Quote, ...]] = dict.fromkeys(PARTS, ())
    for raw in line.items("target"):
        target = Fields(raw, "a target")
        part = target.text("onrecord:part")
        if part not in quotes:
            raise FormatError(f"a target is of the part {part!r}, which is none of {', '.join(PARTS)}")
        quotes[part] += (_quote(target),)
    noted = noted_content(map(str, body.items("onrecord:corrected")))
    return PageClaim(where, article, (StatementClaim(body.text("onrecord:statement"), quotes, (), noted),))


def _quote(target: Fields) -> Quote:
    selectors = {item.text("type"): item for item in (Fields(raw, "a selector") for raw in target.items("selector"))}
    words, place = selectors.get("TextQuoteSelector"), selectors.get("TextPositionSelector")
    if words is None or place is None:
        raise FormatError("a target needs a TextQuoteSelector and a TextPositionSelector")
    pair = Fields({"place": [[place.raw.get("start"), place.raw.get("end")]]}, "a TextPositionSelector")
    (span,) = pair.spans("place", None)
    return Quote(span, words.text("exact"), words.text("prefix"), words.text("suffix"))


def _csv_claims(path: Path) -> Claims:
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


def _is_hash(name: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    return len(name) == _ID_DIGITS and set(name) <= set("0123456789abcdef")
