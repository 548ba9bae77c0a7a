"""``onrecord stories`` on a record made by hand."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.model import Grain, Notes, Story
from onrecord.record import Record
from tests.comparing import page

FIRST = page("The pier of Osk burnt down.", "Gazette", "2031-03-02", title="Pier burns")
SECOND = page("Osk lost its pier to a fire.", "Courier", "2031-03-04", title="Fire at Osk")
THIRD = page("An inquiry into the pier fire began.", "Gazette", title="Inquiry")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    both = (FIRST.id, SECOND.id)
    stories = (
        Story("affair0001", Grain.AFFAIR, "Pier burns", FIRST.published, date(2031, 3, 4), (*both, THIRD.id)),
        Story("event00001", Grain.EVENT, "Fire at Osk", FIRST.published, date(2031, 3, 4), both, "affair0001"),
        Story("event00002", Grain.EVENT, "Inquiry", None, None, (THIRD.id,), "affair0001"),
    )
    path = tmp_path / "hand.db"
    with Record.open(path, create=True) as opened:
        opened.keep(Notes(one) for one in (FIRST, SECOND, THIRD))
        opened.replace_utterances([], [], stories)
    return path


def ask(*words: str) -> Result:
    return CliRunner().invoke(main, ["stories", *words], env={"COLUMNS": "100"})


def test_an_affair_is_shown_with_the_events_that_several_report(record: Path):
    answer = ask("--record", str(record))
    assert answer.exit_code == 0
    assert answer.stdout.splitlines() == [
        "Pier burns",
        "2 March 2031 – 4 March 2031, 3 articles, affair affair0001",
        "    Fire at Osk",
        "    2 March 2031 – 4 March 2031, 2 articles, event event00001: Gazette, Courier",
    ]


def test_json_holds_every_story_with_the_names_of_its_articles(record: Path):
    lines = [json.loads(line) for line in ask("--record", str(record), "--format", "json").stdout.splitlines()]
    assert [line["grain"] for line in lines] == ["affair", "event", "event"]
    assert lines[2] == {
        "id": "event00002",
        "grain": "event",
        "title": "Inquiry",
        "start": None,
        "end": None,
        "within": "affair0001",
        "articles": ["gazette"],
    }


def test_a_record_without_stories_says_so(tmp_path: Path):
    with Record.open(tmp_path / "none.db", create=True):
        pass
    answer = ask("--record", str(tmp_path / "none.db"))
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert answer.stderr == "No two articles on record report one thing.\n"
