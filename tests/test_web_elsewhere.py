"""What an utterance's page shows beside it: what was set aside, and the same words as of another time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.record import Record
from onrecord.web.app import create_app
from tests.doors import DOOR, RAISE, Visitor, make_record
from tests.test_web_pages import text_of


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Visitor]:
    with Record.open(make_record(tmp_path / "hand.db"), readonly=True) as record:
        yield Visitor(create_app(record))


def test_utterance_shows_what_was_set_aside_and_the_same_words_at_another_time(client: Visitor):
    html = client.get(f"/utterance/{RAISE}").text
    words = text_of(html)
    assert "that the lamp was out The Orrin Gazette 3 May 2019 no more than “&lt;lamp&gt;” is shared" in words
    again = html[html.index('id="repeats"') :]
    assert f'<a href="/utterance/{DOOR}">as others print it</a>' in again
    assert again.count("as others print it") == 1
    assert "will raise her before winter" in text_of(again)
    assert "Ferryman Weekly Mara Quist as others print it" in text_of(again)
    assert 'id="aside"' not in client.get(f"/utterance/{DOOR}").text


def test_the_answer_for_programs_describes_every_article_it_names(client: Visitor):
    found = client.get(f"/api/utterances/{RAISE}").json()
    named = {one["article"] for key in ("readings", "aside", "repeats") for one in found[key]}
    assert {one["hash"] for one in found["articles"]} == named
    assert len(named) == 2


def test_an_article_names_the_utterances_that_name_its_statements(client: Visitor):
    html = client.get("/article/gazette").text
    links = [
        f'<a class="also" href="/utterance/{RAISE}">{what}</a>'
        for what in ("set aside from an utterance", "the same words at another time")
    ]
    assert all(html.count(link) == 1 for link in links)
    assert "the same words at another time" not in client.get("/article/ferryman").text
