"""The pages of stories, what is drawn on pages, and what a record remembers for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from onrecord.errors import NotOnRecordError
from onrecord.model import Article, Notes, Utterance
from onrecord.record import Record
from onrecord.web.app import create_app
from onrecord.web.apparatus import Apparatus
from onrecord.web.drawing import PEOPLE, Line, network_of, times_of
from onrecord.web.matrix import matrix_of
from onrecord.web.sources import Sources
from tests.doors import AFFAIR, EVENT, Visitor, make_record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record.open(make_record(tmp_path_factory.mktemp("web") / "hand.db"), readonly=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(record: Record) -> Visitor:
    return Visitor(create_app(record))


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_an_affair_is_listed_with_its_events(client: Visitor):
    html = client.get("/stories").text
    said = plain(html)
    assert "The sinking of the Heron 3 articles 2–3 May 2019" in said
    assert "Quist promises to raise the Heron 2 articles" in said
    assert f'href="/story/{AFFAIR}"' in html
    assert f'href="/story/{EVENT}"' in html


def test_a_story_shows_who_prints_what_and_where_reports_differ(client: Visitor):
    said = plain(client.get(f"/story/{AFFAIR}").text)
    assert "An affair" in said
    assert re.search(r"Lake Radio The Orrin Gazette Outlets|Ferryman Weekly Lake Radio The Orrin Gazette", said)
    differ = said[said.index("Told differently", said.index("does not print it")) :]
    assert "“the door is a matter for &lt;deck&gt; staff”" in differ
    assert "that the lamp was out" in differ
    assert "Alleged, and answered" in said
    assert said.index("Said and printed") < said.index("Drawn")


def test_an_event_names_its_affair_and_only_its_own_articles(client: Visitor):
    html = client.get(f"/story/{EVENT}").text
    assert f'An event of <a href="/story/{AFFAIR}">' in html
    articles = plain(html[html.index('id="articles"') :])
    assert "Lake Radio" in articles
    assert "Ferryman Weekly" not in articles


def test_an_article_leads_to_its_stories(client: Visitor):
    assert f'Event: <a href="/story/{EVENT}">' in client.get("/article/gazette").text
    assert "Event:" not in client.get("/article/ferryman").text


def test_a_story_that_is_none_is_told(client: Visitor, record: Record):
    assert client.get("/story/nothing").status_code == 404
    assert record.story(AFFAIR[:6]).id == AFFAIR
    with pytest.raises(NotOnRecordError, match="no story"):
        record.story(AFFAIR[:5])


def test_a_person_is_on_record_by_event(client: Visitor, record: Record):
    html = client.get("/person/Mara%20Quist").text
    assert f'<a href="?story={EVENT}">' in html
    few = client.get(f"/person/Mara%20Quist?story={EVENT}").text
    said = record.counts_by_article(record.person("Mara Quist").id)
    assert few.count('class="saying"') == sum(said[each] for each in record.story(EVENT).articles)
    assert few.count('class="saying"') < sum(said.values())
    assert "In articles on" in few


def test_utterances_within_articles_are_printed_by_two_of_them(record: Record):
    pages = record.story(AFFAIR).articles
    within = record.utterances_within(pages, 9)
    assert within
    assert all(len({w.article for w in each.witnesses} & set(pages)) > 1 for each in within)
    assert record.utterances_within(pages[:1], 9) == []


def test_a_matrix_has_the_outlets_that_print_most(record: Record):
    each = [Apparatus(one, Sources(record)) for one in record.utterances(9)]
    assert matrix_of(each)[0] == ["Ferryman Weekly", "Lake Radio", "The Orrin Gazette"]
    assert matrix_of(each, 1)[0] == ["The Orrin Gazette"]


def line(record: Record, said: date | None, *printed: date) -> Line:
    return Line(Apparatus(Utterance("u", None, (), ()), Sources(record)), said, printed)


def test_what_is_said_is_drawn_above_what_is_printed_and_nothing_hides_another(record: Record):
    day = date(2031, 5, 4)
    lines = [line(record, day, day + timedelta(1)), line(record, day, day + timedelta(1)), line(record, None, day)]
    drawn = times_of(lines)
    assert drawn
    assert [dot.label for dot in drawn.said] == ["1", "2"]
    assert all(dot.y < drawn.axis for dot in drawn.said)
    assert all(drawn.axis < dot.y < drawn.height for dot in drawn.printed)
    assert len({(dot.x, dot.y) for dot in (*drawn.said, *drawn.printed)}) == 5
    assert len(drawn.ties) == 2
    assert times_of([line(record, None)]) is None


def test_a_network_has_the_names_that_occur_most_on_either_side():
    many = [(f"Nobody {number}", 40 - number) for number in range(30)]
    drawn = network_of(many, [("Pel Lund", 1)])
    assert drawn
    assert (len(drawn.left), len(drawn.right), len(drawn.ties)) == (PEOPLE, 1, PEOPLE + 1)
    assert drawn.left[0].label == "Nobody 0 (40)"
    assert {tie.weight for tie in drawn.ties} <= {1, 2, 3, 4}
    assert drawn.ties[0].weight == 4
    assert all(0 < dot.y < drawn.height for dot in (*drawn.left, *drawn.right))
    assert network_of([], []) is None


def test_what_is_remembered_is_made_anew_as_soon_as_somebody_writes(tmp_path: Path):
    path = make_record(tmp_path / "hand.db")
    text = "The quay is dry."
    page = Notes(Article(Article.id_of(text, None, None), text))
    with Record.open(path, readonly=True) as reader, Record.open(path) as writer:
        for opened in (reader, writer):
            assert (len(opened.findings()), len(opened.stories())) == (3, 2)
        writer.keep([page])
        writer.replace_utterances([], [])
        for opened in (reader, writer):
            assert (opened.findings(), opened.stories()) == ([], [])
