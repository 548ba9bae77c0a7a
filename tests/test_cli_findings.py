"""``onrecord findings`` on a record made by hand."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from tests.doors import make_record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("cli") / "hand.db")


def ask(*words: str) -> Result:
    return CliRunner().invoke(main, ["findings", *words], env={"COLUMNS": "100"})


def test_findings_are_listed_with_what_they_rest_on(record: Path):
    answer = ask("--record", str(record))
    assert answer.exit_code == 0
    lines = answer.stdout.splitlines()
    assert lines[:3] == [
        "coverage 0.80",
        "Only Lake Radio prints “I told them so in March.”",
        "    I told them so in March.",
    ]
    assert lines[3].startswith("    Lake Radio, 2 May 2019, article ")


def test_json_holds_text_and_offsets(record: Path):
    (line,) = ask("--record", str(record), "--format", "json").stdout.splitlines()
    finding = json.loads(line)
    (item,) = finding["evidence"]
    assert finding["kind"] == "coverage"
    assert (item["article"], item["outlet"], item["text"]) == ("radio", "Lake Radio", "I told them so in March.")
    assert item["span"][1] - item["span"][0] == len(item["text"])


def test_a_kind_that_is_not_there_says_which_are(record: Path):
    answer = ask("--record", str(record), "--kind", "answers")
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert answer.stderr == "No answers on record; there are: coverage.\n"


def test_a_record_that_is_not_there_is_one_clear_line(tmp_path: Path):
    answer = ask("--record", str(tmp_path / "no.db"))
    assert answer.exit_code == 1
    assert "make one with `onrecord add`" in answer.stderr
