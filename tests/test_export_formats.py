"""What each format writes: one snapshot each, on one small page, and what must hold for all it is given."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import openpyxl
import pytest
from pyarrow import parquet
from pyld import jsonld
from syrupy.assertion import SnapshotAssertion

from onrecord.export import EXPORTS, xlsx
from onrecord.export import parquet as parquet_export
from onrecord.export.table import COLUMNS
from tests.doors import article, statement
from tests.exported import empty_page, lighthouse, written

PAGES = [lighthouse(), empty_page()]
# The terms of http://www.w3.org/ns/anno.jsonld that the export uses.
ANNO = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "id": "@id",
    "type": "@type",
    "Text": "http://purl.org/dc/dcmitype/Text",
    "AnnotationPage": "as:OrderedCollectionPage",
    **{name: f"oa:{name}" for name in ("Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector")},
    **{name: f"oa:{name}" for name in ("exact", "prefix", "suffix", "start", "end", "describing")},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "format": "dc:format",
    "language": "dc:language",
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
}


def offline(url: str, _options: object) -> dict[str, Any]:
    assert url == "http://www.w3.org/ns/anno.jsonld", f"{url} would be fetched"
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": ANNO},
    }


def expanded(name: str, *, with_text: bool = False) -> Any:
    document = json.loads(written(name, PAGES, with_text=with_text))
    return jsonld.expand(document, {"documentLoader": offline})


def sheets(content: bytes) -> list[list[list[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [[list(row) for row in sheet.iter_rows()] for sheet in book]


@pytest.mark.parametrize("name", sorted(name for name, each in EXPORTS.items() if not each.binary))
def test_text_formats_are_as_reviewed(name: str, snapshot: SnapshotAssertion):
    assert written(name, PAGES).decode() == snapshot


@pytest.mark.parametrize("name", sorted(name for name, each in EXPORTS.items() if each.write_with_text))
def test_text_is_there_only_on_request(name: str):
    begin = json.dumps(PAGES[0].article.text, ensure_ascii=False)[:60]
    assert begin not in written(name, PAGES).decode()
    assert begin in written(name, PAGES, with_text=True).decode()


def test_workbook_is_as_reviewed(snapshot: SnapshotAssertion):
    assert [[[cell.value for cell in row] for row in sheet] for sheet in sheets(written("xlsx", PAGES))] == snapshot


def test_parquet_is_as_reviewed(snapshot: SnapshotAssertion):
    table = parquet.read_table(io.BytesIO(written("parquet", PAGES)))
    assert (table.schema.to_string(), table.to_pylist()) == snapshot


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_a_record_without_statements_is_a_whole_file(name: str):
    content = written(name, [])
    if name == "xlsx":
        assert [cell.value for cell in sheets(content)[0][0]] == list(COLUMNS)
    elif name == "parquet":
        assert parquet.read_table(io.BytesIO(content)).num_rows == 0
    elif name != "jsonl":
        assert content


def test_table_begins_with_one_byte_order_mark():
    content = written("csv", PAGES)
    assert content.startswith(b"\xef\xbb\xbfarticle,")
    assert content.count(b"\xef\xbb\xbf") == 1


def test_no_cell_of_a_table_is_a_formula():
    page = article("\t=1 is a cell. +2 is one.\r-3, too.", "=1", outlet="+1", title="@x", url="-u")
    said = [
        statement(page, [words], speaker=speaker)
        for words, speaker in (("\t=1", "＝9"), ("+2", "\r=2"), ("\r-3", "'=3"), ("-3, too", "\n=4"))
    ]
    rows = list(
        csv.reader(io.StringIO(written("csv", [type(PAGES[0])(page, tuple(said))]).decode("utf-8-sig"), newline=""))
    )
    assert len(rows) == 5
    assert [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r\n＝"))] == []
    assert {row[COLUMNS.index("speaker")] for row in rows[1:]} == {"'＝9", "'\r=2", "''=3", "'\n=4"}


def test_no_cell_of_a_workbook_is_a_formula_or_a_link():
    cells = [cell for sheet in sheets(written("xlsx", PAGES)) for row in sheet for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell for cell in cells if cell.hyperlink] == []
    assert {"=SUM(A1)", "=HYPERLINK(“lamp”)", "@Sund Post", "https://sund.example/lamp"} <= {c.value for c in cells}


def test_rows_go_on_in_the_next_sheet(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xlsx, "ROWS_A_SHEET", 3)
    found = sheets(written("xlsx", [PAGES[0], PAGES[0]]))
    assert [len(sheet) for sheet in found] == [3, 3, 3, 3]
    assert {tuple(cell.value for cell in sheet[0]) for sheet in found} == {COLUMNS}


def test_a_cell_that_is_too_long_is_cut_and_says_so():
    page = article("🗼" * 20_000 + "\ufffe end", "long")
    out = io.BytesIO()
    assert xlsx.write([type(PAGES[0])(page, (statement(page, [page.text]),))], out) == 1
    (cell,) = [cell for cell in sheets(out.getvalue())[0][1] if cell.column == COLUMNS.index("content") + 1]
    assert cell.value.startswith("🗼🗼")
    assert cell.value.endswith("the offsets tell where the rest stands]")
    assert len(cell.value.encode("utf-16-le")) // 2 in (xlsx.LONGEST_CELL, xlsx.LONGEST_CELL - 1)


def test_what_no_workbook_holds_is_replaced():
    page = article("a\ufffeb\x01c_x0041_", "odd")
    (row,) = sheets(written("xlsx", [type(PAGES[0])(page, (statement(page, [page.text]),))]))[0][1:]
    raw = row[COLUMNS.index("content")].value
    assert "\ufffe" not in raw
    assert raw.startswith("a\ufffdb")


def test_rows_are_written_in_groups(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parquet_export, "ROWS_A_GROUP", 3)
    file = parquet.ParquetFile(io.BytesIO(written("parquet", [PAGES[0], PAGES[0]])))
    assert [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)] == [3, 3, 2]


def test_linked_data_says_who_said_what_in_which_article():
    pages = expanded("jsonld", with_text=True)
    (page,) = [page for page in pages if "http://schema.org/hasPart" in page]
    assert page["@type"] == ["http://schema.org/NewsArticle"]
    assert page["http://schema.org/url"] == [{"@id": "https://sund.example/lamp"}]
    assert page["http://schema.org/articleBody"] == [{"@value": PAGES[0].article.text}]
    first, denied, nested, unnamed = page["http://schema.org/hasPart"]
    assert first["@type"] == ["http://schema.org/Quotation"]
    assert first["http://schema.org/text"] == [{"@value": "“The lamp 🗼 stays lit,” […] “whatever it costs.”"}]
    speaker = {"@type": ["http://schema.org/Person"], "http://schema.org/name": [{"@value": "Ona Reve"}]}
    assert first["http://schema.org/spokenByCharacter"] == [speaker]
    assert first["http://schema.org/dateCreated"] == [{"@type": "http://schema.org/Date", "@value": "2033-04-08"}]
    assert "http://schema.org/dateCreated" not in denied
    assert nested["urn:onrecord:terms#inside"] == [{"@id": denied["@id"]}]
    assert nested["urn:onrecord:terms#via"] == [{"@list": [{"@value": "Ona Reve"}, {"@value": "a clerk"}]}]
    assert "http://schema.org/spokenByCharacter" not in unnamed


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a b.example/", "data:text/html,x"])
def test_what_is_no_address_of_the_web_is_no_link(url: str):
    page = article("x", "x", url=url)
    document = json.loads(written("jsonld", [type(PAGES[0])(page)]))
    assert "url" not in document["@graph"][0]


def test_annotations_point_at_words_and_places():
    (page,) = expanded("annotation")
    items = page["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    assert [item["@type"] for item in items] == [["http://www.w3.org/ns/oa#Annotation"]] * 4
    quote, place = items[0]["http://www.w3.org/ns/oa#hasTarget"][0]["http://www.w3.org/ns/oa#hasSelector"]
    text = PAGES[0].article.text
    (start,), (end,) = (place[f"http://www.w3.org/ns/oa#{name}"] for name in ("start", "end"))
    (exact,) = quote["http://www.w3.org/ns/oa#exact"]
    assert text[start["@value"] : end["@value"]] == exact["@value"] == "“The lamp 🗼 stays lit,”"
    (article_node,) = items[0]["urn:onrecord:terms#article"]
    assert len(article_node["urn:onrecord:terms#textSha256"][0]["@value"]) == 64
