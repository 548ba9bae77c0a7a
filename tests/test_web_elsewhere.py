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
    assert (
        "that the lamp was out The Orrin Gazette, 3 May 2019: no other witness has more than 3 of its &lt;20&gt; runs."
        in words
    )
    again = html[html.index('id="repeats"') :]
    assert f'<a href="/utterance/{DOOR}">as others print it</a>' in again
    assert again.count("as others print it") == 1
    assert "will raise her before winter" in text_of(again)
    assert 'id="aside"' not in client.get(f"/utterance/{DOOR}").text
