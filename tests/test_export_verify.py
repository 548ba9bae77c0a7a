"""``verify`` finds what was changed in an export, and says what it could not check."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from onrecord.contract import notes_from_json
from onrecord.corrections import Correction, Field
from onrecord.errors import FormatError
from onrecord.export import claiming, verify
from onrecord.record.overlay import corrected
from tests.exported import empty_page, lighthouse, written

FORMATS = ("jsonl", "csv", "annotation", "jsonld")
PAGES = [lighthouse(), empty_page()]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "texts.jsonl"
    path.write_bytes(written("jsonl", PAGES, with_text=True))
    return path


def changed(tmp_path: Path, name: str, old: str, new: str, *, with_text: bool = False) -> Path:
    content = written(name, PAGES, with_text=with_text).decode()
    assert old in content, old
    path = tmp_path / f"changed.{name}"
    path.write_bytes(content.replace(old, new, 1).encode())
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_a_changed_character_is_found(tmp_path: Path, texts: Path, name: str):
    report = verify(changed(tmp_path, name, "whatever it costs", "whatever it coats"), texts)
    assert report.differing == len(report.differences) >= 1
    assert any("coats" in line and "costs" in line for line in report.differences)


@pytest.mark.parametrize("name", FORMATS)
def test_a_missing_character_is_found_without_the_texts(tmp_path: Path, name: str):
    assert verify(changed(tmp_path, name, "whatever it costs", "whatever it cost")).differing


def moved(name: str) -> tuple[str, str]:
    start, end = (part := PAGES[0].statements[0].spans[1]).start, part.end
    return {
        "jsonl": (f"[{start}, {end}]", f"[{start + 1}, {end + 1}]"),
        "csv": (f"{start}-{end}", f"{start + 1}-{end + 1}"),
    }.get(name, (f'"start": {start}, "end": {end}', f'"start": {start + 1}, "end": {end + 1}'))


@pytest.mark.parametrize("name", FORMATS)
def test_a_moved_offset_is_found_even_without_the_texts(tmp_path: Path, texts: Path, name: str):
    path = changed(tmp_path, name, *moved(name))
    assert any("the id is not the content hash" in line for line in verify(path).differences)
    assert any("content at" in line for line in verify(path, texts).differences)


@pytest.mark.parametrize("name", FORMATS)
def test_a_wrong_hash_is_found(tmp_path: Path, texts: Path, name: str):
    (digest,) = set(re.findall(r"[0-9a-f]{64}", written("csv", PAGES).decode()))
    path = changed(tmp_path, name, digest, "0" * 64)
    assert any("the SHA-256 of the text" in line for line in verify(path, texts).differences)


@pytest.mark.parametrize("name", FORMATS)
def test_a_wrong_id_is_found(tmp_path: Path, name: str):
    id_ = PAGES[0].statements[3].id
    content = written(name, PAGES).decode()
    path = tmp_path / "changed"
    path.write_bytes(content.replace(id_, "0" * 20).encode())
    assert [line for line in verify(path).differences if "the id is not the content hash" in line]


@pytest.mark.parametrize("name", FORMATS)
def test_another_outlet_is_found(tmp_path: Path, texts: Path, name: str):
    path = changed(tmp_path, name, "@Sund Post", "@Sund Past")
    assert any("is not the content hash of outlet" in line for line in verify(path, texts).differences)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("content", ["“The lamp 🗼 stays lit,”", "“whatever it coats.”"], "coats"),
        ("content_at", [{"start": 0, "end": 4}], "is no list of 1 strings"),
        ("content_at", [{"start": 4, "end": 0}], "offsets of content are none"),
        ("statement", "0" * 20, "the id is not the content hash"),
        ("text_sha256", "0" * 64, "the SHA-256 of the text"),
    ],
)
def test_a_changed_value_of_a_parquet_file_is_found(tmp_path: Path, texts: Path, column: str, value: object, said: str):
    path = tmp_path / "x.parquet"
    path.write_bytes(written("parquet", PAGES))
    assert (verify(path, texts).differing, verify(path, texts).unchecked) == (0, {})
    table = parquet.read_table(path)
    rows = table.to_pylist()
    rows[0][column] = value
    parquet.write_table(pa.Table.from_pylist(rows, schema=table.schema), path)
    assert any(said in line and line.startswith("row 1") for line in verify(path, texts).differences)


def test_a_parquet_file_that_is_damaged_or_another_one_is_told(tmp_path: Path):
    path = tmp_path / "x.parquet"
    path.write_bytes(b"PAR1 and no more")
    assert "cannot be read on" in verify(path).differences[0]
    parquet.write_table(pa.table({"article": ["x"]}), path)
    assert "there is no column 'article_hash'" in verify(path).differences[0]


def test_a_text_that_was_changed_is_found_in_the_export_alone(tmp_path: Path):
    report = verify(changed(tmp_path, "jsonl", "what the board shows", "what the board knows", with_text=True))
    assert any("the SHA-256 of the text" in line for line in report.differences)


def test_an_offset_outside_the_text_is_found(tmp_path: Path):
    old = '"mentions": [['
    assert any(
        "mentions at" in x
        for x in verify(changed(tmp_path, "jsonl", old, old[:-1] + "[900, 901], [", with_text=True)).differences
    )


def test_other_words_around_a_quotation_are_found(tmp_path: Path, texts: Path):
    path = changed(tmp_path, "annotation", '"prefix": "', '"prefix": "x')
    assert any("prefix or suffix" in line for line in verify(path, texts).differences)


def test_what_could_not_be_checked_is_counted(tmp_path: Path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(written("jsonl", PAGES))
    report = verify(path)
    assert (report.differing, report.articles, report.statements) == (0, 2, 4)
    assert report.unchecked == {"texts": 2, "printed strings": 11}
    line = json.dumps({"text": "a b", "attributions": [{"id": "7", "content": [[0, 1]]}]})
    path.write_text(line)
    assert verify(path).unchecked == {"article ids": 1, "statement ids": 1}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04", "an Excel workbook"),
        (b"<?xml version='1.0'?>\n<gexf version='1.2'/>", "a network in GEXF"),
        (b"\x00\xff", "no export"),
        (b'{"@context": {}}', "JSON-LD"),
    ],
)
def test_what_cannot_be_verified_is_refused(tmp_path: Path, content: bytes, said: str):
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=said):
        verify(path)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("jsonl", '"attributions": [', '"attributions": [[', "no JSON"),
        ("jsonl", '"content": [[', '"content": [["a", ', "list of \\[start, end\\]"),
        ("jsonl", '"content": [[', '"content": [[9, 3], [', "is no span"),
        ("jsonl", '"content_text": [', '"content_text": [3, ', "no list of"),
        ("csv", "page-1,", "page-1,more,", "33 cells under 32 columns"),
        ("csv", "content_at", "contents", "no column 'content_at'"),
        ("annotation", '"onrecord:part": "content"', '"onrecord:part": "all"', "none of content"),
        ("annotation", "TextPositionSelector", "Other", "needs a TextQuoteSelector"),
        ("annotation", "\n]}", "\n", "stops before its last line"),
    ],
)
def test_damage_is_told_with_its_place(tmp_path: Path, name: str, old: str, new: str, said: str):
    report = verify(changed(tmp_path, name, old, new))
    assert any(re.search(said, line) and re.match(r"(line|row|the end)", line) for line in report.differences)


def test_a_table_that_breaks_off_inside_a_cell_is_told(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_bytes(written("csv", PAGES) + b'"page')
    assert any(line.startswith("after row 5: cannot be read on") for line in verify(path).differences)


def test_a_line_that_is_too_long_is_told_and_the_next_one_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(claiming, "LONGEST_LINE", 1000)
    path = tmp_path / "x.jsonl"
    path.write_bytes(written("jsonl", PAGES))
    report = verify(path)
    assert report.articles == 1
    assert [line.split(":")[0] for line in report.differences] == ["line 1"]


def test_texts_are_found_by_name_when_every_hash_was_changed(tmp_path: Path, texts: Path):
    content = re.sub(r"[0-9a-f]{64}", "0" * 64, written("jsonl", PAGES).decode())
    path = tmp_path / "x.jsonl"
    path.write_text(content.replace(PAGES[0].article.id, "1" * 20), encoding="utf-8")
    assert any("the SHA-256 of the text" in line for line in verify(path, texts).differences)


def test_texts_without_a_text_are_refused(tmp_path: Path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(written("jsonl", PAGES))
    with pytest.raises(FormatError, match="line 1: no article with its text"):
        verify(path, path)


@pytest.mark.parametrize("name", FORMATS)
def test_a_corrected_span_agrees_with_the_id_of_what_was_noted(tmp_path: Path, texts: Path, name: str):
    noted = PAGES[0].statements[0]
    spans = ";".join(f"{span.start}-{span.end}" for span in noted.spans)
    first = noted.spans[0]
    signed = ("one; content: 1-2 → 3-4", "Ada; Jo", "2031-04-01")
    log = [
        Correction(PAGES[0].article.id, noted.id, Field.CONTENT, spans, f"{first.start}-{first.end}", *signed),
        Correction(PAGES[0].article.id, noted.id, Field.SPEAKER, "Ona Reve", "Tam Ilk", *signed),
    ]
    path = tmp_path / f"corrected.{name}"
    path.write_bytes(written(name, [corrected(PAGES[0], log)]))
    report = verify(path, texts)
    assert report.differences == []
    assert report.checked["statement ids"] == len(PAGES[0].statements)
    moved_on = path.read_text("utf-8").replace(spans, spans.replace(str(first.start), str(first.start + 1), 1))
    path.write_text(moved_on, "utf-8")
    assert any("the id is not the content hash" in line for line in verify(path, texts).differences)


def test_corrections_come_back_out_of_lines():
    notes = PAGES[0]
    signed = ("why not", "Ada", "2031-04-01")
    log = [Correction(notes.article.id, notes.statements[1].id, Field.STANCE, "deny", "assert", *signed)]
    (line,) = written("jsonl", [corrected(notes, log)], with_text=True).decode().splitlines()
    assert notes_from_json(json.loads(line)).statements == corrected(notes, log).statements
