"""Exports back to what they claim, an article or a statement at a time; tables are for :mod:`~.claiming_rows`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from onrecord.contract import Fields
from onrecord.errors import FormatError
from onrecord.export.annotation import TAIL
from onrecord.export.claiming_rows import csv_claims, parquet_claims
from onrecord.export.claims import ArticleClaim, Claims, Damage, PageClaim, Quote, StatementClaim
from onrecord.export.common import GAP, PARTS, noted_content
from onrecord.export.table import COLUMNS

__all__ = ["LONGEST_LINE", "claims", "json_lines"]

LONGEST_LINE = 1 << 28
"""Bytes of the longest line that is read."""

_ID_DIGITS = 20
_STAYING = "export the record as jsonl, csv, parquet, jsonld or annotation to verify it"


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
    if beginning.startswith(b"PAR1"):
        return parquet_claims
    if what := _unverifiable(beginning):
        raise FormatError(f"{path} is {what}, which cannot be verified; {_STAYING}")
    begin = beginning.decode("utf-8-sig", "replace").lstrip()
    if begin.startswith(",".join(COLUMNS[:2])):
        return csv_claims
    if begin.startswith('{"@context"'):
        if '"AnnotationPage"' in begin:
            return partial(_enclosed_claims, read=_annotation_page)
        if '"@graph"' in begin:
            return partial(_enclosed_claims, read=_linked_page)
        raise FormatError(f"{path} is JSON-LD, but not as onrecord writes it; {_STAYING}")
    if begin.startswith("{"):
        return _jsonl_claims
    raise FormatError(f"{path} is {'no export of onrecord' if begin else 'empty'}; {_STAYING}")


def _unverifiable(beginning: bytes) -> str:
    if beginning.startswith(b"PK\x03\x04"):
        return "an Excel workbook"
    return "a network in GEXF" if beginning.startswith(b"<?xml") and b"<gexf" in beginning else ""


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


def _enclosed_claims(path: Path, read: Callable[[str, Fields], PageClaim]) -> Claims:
    """Yield what the lines between the first and the last of a JSON document claim."""
    last = b""
    with path.open("rb") as file:
        lines = json_lines(file)
        next(lines, None)  # the head
        for number, _, line in lines:
            last = b"" if line is None else line.strip()
            if last != TAIL.encode():
                yield _page_or_damage(f"line {number}", line and line.strip().removesuffix(b","), read)
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


def _linked_page(where: str, line: Fields) -> PageClaim:
    publisher = Fields(line.raw.get("publisher") or {}, "publisher")
    article = ArticleClaim(
        line.text("identifier"),
        line.text("hash"),
        publisher.optional("name"),
        line.optional("url") or line.optional("address"),
        line.text("textSha256"),
        line.text("articleBody") if "articleBody" in line.raw else None,
    )
    return PageClaim(where, article, tuple(_linked_statement(Fields(raw, "a part")) for raw in line.items("hasPart")))


def _linked_statement(item: Fields) -> StatementClaim:
    parts = {}
    for part in PARTS:
        places = [Fields(raw, f"a place of {part}") for raw in item.items(part)]
        pairs = Fields({part: [[place.raw.get("start"), place.raw.get("end")] for place in places]}, "a part")
        spans = pairs.spans(part, None)
        parts[part] = tuple(Quote(span, place.text("printed")) for span, place in zip(spans, places, strict=True))
    text, printed = item.text("text"), GAP.join(quote.words or "" for quote in parts["content"])
    faults = () if text == printed else (f"its text reads “{text}”, its content “{printed}”",)
    return StatementClaim(item.text("identifier"), parts, faults, noted_content(map(str, item.items("corrected"))))


def _quote(target: Fields) -> Quote:
    selectors = {item.text("type"): item for item in (Fields(raw, "a selector") for raw in target.items("selector"))}
    words, place = selectors.get("TextQuoteSelector"), selectors.get("TextPositionSelector")
    if words is None or place is None:
        raise FormatError("a target needs a TextQuoteSelector and a TextPositionSelector")
    pair = Fields({"place": [[place.raw.get("start"), place.raw.get("end")]]}, "a TextPositionSelector")
    (span,) = pair.spans("place", None)
    return Quote(span, words.text("exact"), words.text("prefix"), words.text("suffix"))


def _is_hash(name: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    return len(name) == _ID_DIGITS and set(name) <= set("0123456789abcdef")
