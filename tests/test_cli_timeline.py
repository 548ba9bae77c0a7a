"""``onrecord timeline`` on a record made by hand."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.record import Record
from tests.doors import make_record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("cli") / "hand.db")


def ask(*words: str) -> Result:
    return CliRunner().invoke(main, ["timeline", *words], env={"COLUMNS": "200"})


def test_said_and_printed_are_both_shown(record: Path):
    answer = ask("--record", str(record))
    assert answer.exit_code == 0
    assert any(line.startswith("2019-05-02  Mara Quist (assert") for line in answer.stdout.splitlines())
    assert "Lake Radio, 2 May 2019; The Orrin Gazette, 3 May 2019" in answer.stdout


def test_json_has_a_row_a_line_in_the_order_of_saying(record: Path):
    rows = [json.loads(line) for line in ask("--record", str(record), "--format", "json").stdout.splitlines()]
    days = [(row["said"] or row["printed"][0]["day"] or "~")[:10] for row in rows]
    assert days == sorted(days)
    assert all(row["speaker"] and row["words"] for row in rows)


def test_an_empty_record_says_so(tmp_path: Path):
    with Record.open(tmp_path / "none.db", create=True):
        pass
    answer = ask("--record", str(tmp_path / "none.db"))
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert answer.stderr == "Nothing on record was said by anybody named.\n"
