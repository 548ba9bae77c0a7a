"""``export`` and ``verify``, on a record made by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import BinaryIO

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.export import EXPORTS, Export, xlsx
from onrecord.record import Record
from tests.doors import make_record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("cli") / "hand.db")


def ask(*words: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_every_format_goes_to_a_file(record: Path, tmp_path: Path, name: str):
    out = tmp_path / f"x.{name}"
    answer = ask("export", "--record", record, "--format", name, "--to", out)
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert answer.stderr == f"7 statements of 3 articles written as {name}\n"
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    assert out.stat().st_size > 1000


@pytest.mark.parametrize("name", sorted(name for name, each in EXPORTS.items() if not each.binary))
def test_text_formats_go_to_standard_output(record: Path, tmp_path: Path, name: str):
    ask("export", "--record", record, "--format", name, "--to", tmp_path / "x")
    assert ask("export", "--record", record, "--format", name).stdout_bytes == (tmp_path / "x").read_bytes()


@pytest.mark.parametrize("name", sorted(name for name, each in EXPORTS.items() if each.binary))
def test_binary_formats_ask_for_a_file(record: Path, name: str):
    answer = ask("export", "--record", record, "--format", name)
    assert answer.exit_code == 2
    assert f"{name} is no text: give a file with --to" in answer.stderr


def test_text_comes_on_request_and_only_where_there_is_a_place_for_it(record: Path):
    lines = ask("export", "--record", record, "--format", "jsonl", "--with-text").stdout.splitlines()
    assert all("text" in json.loads(line) for line in lines)
    answer = ask("export", "--record", record, "--format", "csv", "--with-text")
    assert answer.exit_code == 2
    assert "--with-text goes with jsonl or jsonld" in answer.stderr


def test_the_record_itself_is_never_replaced(record: Path):
    answer = ask("export", "--record", record, "--format", "csv", "--to", record)
    assert (answer.exit_code, "is the record itself" in answer.stderr) == (2, True)
    with Record.open(record, readonly=True) as opened:
        assert opened.check() == []


def test_an_export_that_fails_leaves_what_was_there(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def failing(_notes: object, out: BinaryIO) -> int:
        out.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(EXPORTS, "csv", Export("", failing))
    out = tmp_path / "x.csv"
    out.write_text("before")
    answer = ask("export", "--record", record, "--format", "csv", "--to", out)
    assert (answer.exit_code, answer.stderr) == (1, f"Error: {out} cannot be written: No space left on device\n")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["before"]


def test_cut_cells_are_told(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xlsx, "LONGEST_CELL", 80)
    answer = ask("export", "--record", record, "--format", "xlsx", "--to", tmp_path / "x.xlsx")
    assert answer.exit_code == 3
    assert "2 cells cut, as xlsx holds no longer ones" in answer.stderr


def test_verify_says_what_was_checked(record: Path, tmp_path: Path):
    out, texts = tmp_path / "x.csv", tmp_path / "t.jsonl"
    ask("export", "--record", record, "--format", "csv", "--to", out)
    ask("export", "--record", record, "--format", "jsonl", "--with-text", "--to", texts)
    answer = ask("verify", out)
    assert answer.exit_code == 3
    assert answer.output == (
        "3 articles, 7 statements\n"
        "checked: 7 statement ids\n"
        "not checked: 20 printed strings, 3 texts\n"
        "The printed words need the articles’ texts: give a file that has them with --texts.\n"
        "Nothing differs.\n"
    )
    answer = ask("verify", out, "--texts", texts)
    assert (answer.exit_code, answer.output.splitlines()[-1]) == (0, "Nothing differs.")
    assert ask("verify", texts).exit_code == 0


def test_verify_shows_what_differs_without_obeying_it(record: Path, tmp_path: Path):
    out, texts = tmp_path / "x.jsonl", tmp_path / "t.jsonl"
    ask("export", "--record", record, "--format", "jsonl", "--to", out)
    ask("export", "--record", record, "--format", "jsonl", "--with-text", "--to", texts)
    out.write_text(out.read_text("utf-8").replace("that the lamp", "that the \u202eamp"), encoding="utf-8")
    answer = ask("verify", out, "--texts", texts)
    assert answer.exit_code == 1
    assert "reads “that the ‹U+202E›amp was out” in the export, “that the lamp was out” in the text" in answer.output
    assert answer.output.endswith("1 difference found.\n")


def test_verify_refuses_what_is_no_export(tmp_path: Path):
    (tmp_path / "x").write_bytes(b"what is this?")
    answer = ask("verify", tmp_path / "x")
    assert (answer.exit_code, "is no export of onrecord" in answer.stderr) == (1, True)
    assert ask("verify", tmp_path / "none").exit_code == 2
