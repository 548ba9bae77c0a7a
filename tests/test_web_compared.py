"""The pages of the reports compared: findings with their words, who prints what, said and printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.compare import COMPARISONS
from onrecord.model import Change
from onrecord.record import Record
from onrecord.web.app import create_app
from onrecord.web.apparatus import Apparatus
from onrecord.web.comparing import KINDS, findings_of
from onrecord.web.drawing import lines_of
from onrecord.web.matrix import manner_of
from onrecord.web.sources import Sources
from tests.doors import DOOR, RAISE, Visitor, make_record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record.open(make_record(tmp_path_factory.mktemp("web") / "hand.db"), readonly=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(record: Record) -> Visitor:
    return Visitor(create_app(record))


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"</?(bdi|b)>", "", html)))


def test_every_comparison_has_a_heading():
    assert set(KINDS) >= set(COMPARISONS)


def test_findings_show_both_sides_with_who_said_them_and_where(client: Visitor):
    words = plain(client.get("/findings?kind=answers").text)
    assert "Claimed that the lamp was out; Mara Quist says to ask the harbour" in words
    assert "no source named allege “claims” The Orrin Gazette 3 May 2019 that the lamp was out" in words
    assert "Mara Quist assert “told” The Orrin Gazette 3 May 2019 “Ask the harbour.”" in words


def test_the_words_of_a_finding_are_marked_where_its_link_leads(client: Visitor):
    html = client.get("/findings?kind=answers").text
    (first, *_) = re.findall(r'href="(/article/[0-9a-f]+\?mark=[^"#]+)#here"', html)
    article = client.get(first).text
    assert 'class="here told v0" id="here">that the lamp was out</span>' in article


def test_findings_of_all_kinds_lead_to_each_kind(client: Visitor):
    html = client.get("/findings").text
    for kind in ("answers", "coverage", "discrepancies"):
        assert f'href="/findings?kind={kind}"' in html
        assert f'id="{kind}"' in html
    assert client.get("/findings?kind=recurrence").status_code == 200  # a kind there is, with nothing found


def test_findings_go_on_page_by_page(client: Visitor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("onrecord.web.comparing._PAGE", 0)
    assert 'rel="next"' in client.get("/findings?kind=answers").text


def test_parts_of_one_statement_are_shown_as_one(record: Record):
    (found,) = record.findings("discrepancies")
    (view,) = findings_of([found], Sources(record))
    assert [words.statement and words.statement.speaker for words in view.evidence] == ["Pel Lund", None]


def test_matrix_says_who_quotes_cuts_and_leaves_out(client: Visitor):
    html = client.get("/coverage").text
    row = plain(html[html.index(f'/utterance/{DOOR}"') :].split("</tr>")[0])
    assert "◐ in part “said” no date" in row  # Ferryman Weekly
    assert "● quoted 2 May 2019" in row  # Lake Radio
    assert row.endswith("3 3 ")
    other = plain(html[html.index(f'/utterance/{RAISE}"') :].split("</tr>")[0])
    assert other.count("does not print it") == 2


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (Change.IDENTICAL, "quoted"),
        (Change.REWORDED, "quoted"),
        (Change.TRIMMED, "in part"),
        (Change.PARAPHRASED, "paraphrased"),
    ],
)
def test_manner_of_a_printing_follows_its_changes(record: Record, change: Change, word: str):
    row = Apparatus(record.utterance(DOOR), Sources(record)).rows[0]
    assert manner_of(replace(row, changes=(change,))).word == word


def test_times_are_said_above_and_printed_below(client: Visitor, record: Record):
    html = client.get("/timeline").text
    row = plain(html[html.index("<tbody>") : html.index("</tr>", html.index("<tbody>"))])
    assert row.split()[:4] == ["1", "2", "May", "2019"]
    assert "2–3 May 2019" in row
    (first, second) = lines_of(Apparatus(each, Sources(record)) for each in record.utterances(9))
    assert (first.said, first.printed) == (date(2019, 5, 2), (date(2019, 5, 2), date(2019, 5, 3)))
    assert second.said is None
    assert html.count('class="said-dot"') == 1
    assert html.count('class="printed-dot"') == 3


def test_pages_of_an_empty_record_say_so(tmp_path: Path):
    with Record.open(tmp_path / "empty.db", create=True):
        pass
    with Record.open(tmp_path / "empty.db", readonly=True) as empty:
        client = Visitor(create_app(empty))
        assert "Nothing was found yet" in client.get("/findings").text
        for path in ("/coverage", "/timeline"):
            assert "No utterance is printed in more than one place" in client.get(path).text
        assert "There is no article on record yet" in client.get("/").text
        assert client.get("/find?q=x").status_code == 200
        assert client.get("/articles").status_code == 200
