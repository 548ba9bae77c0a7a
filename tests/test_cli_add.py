"""``add``, ``note``, ``collate`` and ``demo``: articles in, records and files out."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import onrecord.engine
from onrecord.cli import main
from onrecord.contract import notes_from_json
from onrecord.engine import Added
from onrecord.errors import RecordError
from onrecord.export import notes_lines
from onrecord.model import Notes
from onrecord.record import Record
from tests.doors import ferryman, gazette, radio

LAMPS = "The harbour of Tessel\n\nAnna Brook told reporters on Monday: “The lamps at the pier were out all night.”\n"
COUNCIL = "“The lamps at the pier were out all night,” Anna Brook said. The mayor denied that anybody had complained.\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with two articles and a file that is none."""
    monkeypatch.chdir(tmp_path)
    news = tmp_path / "news"
    news.mkdir()
    (news / "lamps.txt").write_text(LAMPS, encoding="utf-8")
    line = {"id": "council-7", "text": COUNCIL, "outlet": "Tessel Times", "published": "2020-01-08"}
    (news / "times.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    (tmp_path / "blank.txt").write_text(" \n")
    return tmp_path


def ask(*words: str, **more: str) -> Result:
    return CliRunner().invoke(main, words, env={"COLUMNS": "100"}, **more)


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_add_keeps_articles_and_tells_what_it_did(home: Path):
    answer = ask("add", "news", "--published", "2020-01-07")
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert "2 articles added, 0 known already" in answer.stderr
    assert "on record in onrecord.db" in answer.stderr
    with Record.open(home / "onrecord.db", readonly=True) as record:
        assert record.counts().articles == 2
        assert record.article("council-7").outlet == "Tessel Times"
        assert record.counts().statements >= 3


def test_add_again_changes_nothing(home: Path):
    ask("add", "news")
    with Record.open(home / "onrecord.db", readonly=True) as record:
        before = record.digest()
    answer = ask("add", "news")
    assert answer.exit_code == 0
    assert "0 articles added, 2 known already" in answer.stderr
    with Record.open(home / "onrecord.db", readonly=True) as record:
        assert record.digest() == before


def test_add_tells_what_it_skipped_and_keeps_the_rest(home: Path):
    answer = ask("add", "news", "blank.txt", "--record", "other.db")
    assert answer.exit_code == 3
    assert "2 articles added" in answer.stderr
    assert "1 problem:\n  blank.txt: " in answer.stderr
    with Record.open(home / "other.db", readonly=True) as record:
        assert [problem.origin for problem in record.problems()] == ["blank.txt"]


def test_add_counts_problems_beyond_the_first_ones(home: Path):
    for number in range(12):
        (home / "news" / f"blank-{number:02}.txt").write_text("\n")
    answer = ask("add", "news")
    assert answer.exit_code == 3
    assert "12 problems:" in answer.stderr
    assert "blank-09.txt" in answer.stderr
    assert "blank-10.txt" not in answer.stderr
    assert "… and 2 more" in answer.stderr
    assert "To see them all:  onrecord show problems --record onrecord.db" in answer.stderr
    shown = ask("show", "problems")
    assert (len(shown.stdout.splitlines()), shown.stderr) == (12, "12 problems\n")
    assert shown.stdout.splitlines()[-1].endswith("blank-11.txt: the file is empty")


@pytest.mark.usefixtures("home")
def test_add_reads_standard_input():
    answer = ask("add", "-", "--outlet", "The Pier", input=LAMPS)
    assert answer.exit_code == 0
    assert "1 article added" in answer.stderr


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("path", "message"), [("nowhere.txt", "does not exist"), ("https://pier.example/", "nothing is fetched")]
)
def test_add_refuses_what_is_not_there_before_it_begins(path: str, message: str):
    answer = ask("add", "news", path)
    assert answer.exit_code == 2
    assert message in answer.stderr
    assert not Path("onrecord.db").exists()


@pytest.mark.usefixtures("home")
def test_add_refuses_a_file_that_is_no_record():
    answer = ask("add", "news", "--record", "news/lamps.txt")
    assert answer.exit_code == 1
    assert answer.stderr.startswith("Error: ")
    assert Path("news/lamps.txt").read_text(encoding="utf-8") == LAMPS


@pytest.mark.usefixtures("home")
def test_interrupted_addition_says_what_is_kept(monkeypatch: pytest.MonkeyPatch):
    def interrupted(_items: object, record: Record, *_: object) -> Added:
        record.keep([gazette()])
        raise KeyboardInterrupt

    monkeypatch.setattr(onrecord.engine, "add", interrupted)
    answer = ask("add", "news")
    assert answer.exit_code == 130
    assert "onrecord.db holds 1 article so far; give the same command again to go on." in answer.stderr


@pytest.mark.usefixtures("home")
def test_note_writes_the_contract_to_standard_output():
    answer = ask("note", "news")
    assert answer.exit_code == 0
    found = {line["id"]: line for line in lines(answer.stdout)}
    assert set(found) >= {"council-7"}
    text = found["council-7"]["text"]
    assert text.strip() == COUNCIL.strip()
    first = found["council-7"]["attributions"][0]
    assert [text[start:end] for start, end in first["content"]] == ["“The lamps at the pier were out all night,”"]
    assert first["speaker"] == "Anna Brook"


def test_note_writes_a_file_and_leaves_nothing_else(home: Path):
    answer = ask("note", "news", "--to", "notes.jsonl")
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert len(lines((home / "notes.jsonl").read_text(encoding="utf-8"))) == 2
    assert sorted(path.name for path in home.iterdir()) == ["blank.txt", "news", "notes.jsonl"]


def test_note_that_fails_leaves_the_old_file(home: Path, monkeypatch: pytest.MonkeyPatch):
    def failing(*_: object) -> Iterator[Notes]:
        yield gazette()
        raise RecordError("gone")

    monkeypatch.setattr(onrecord.engine, "note_all", failing)
    (home / "notes.jsonl").write_text("old\n")
    answer = ask("note", "news", "--to", "notes.jsonl")
    assert (answer.exit_code, answer.stderr) == (1, "Error: gone\n")
    assert (home / "notes.jsonl").read_text() == "old\n"
    assert sorted(path.name for path in home.iterdir()) == ["blank.txt", "news", "notes.jsonl"]


def test_note_writes_articles_that_failed_with_their_problems(home: Path):
    (home / "onrecord.toml").write_text("max_characters = 100\n")
    answer = ask("note", "news")
    assert answer.exit_code == 3
    assert "Traceback" not in answer.stderr
    problems = [line["problems"] for line in lines(answer.stdout)]
    assert all(found["message"].startswith("text of ") for each in problems for found in each)
    assert [bool(found) for found in problems].count(True) == 2 - sum(len(t.strip()) <= 100 for t in (LAMPS, COUNCIL))


@pytest.mark.usefixtures("home")
def test_note_into_a_folder_that_is_not_there_is_one_clear_line():
    answer = ask("note", "news", "--to", "no/such/notes.jsonl")
    assert answer.exit_code == 1
    assert answer.stderr == "Error: no/such/notes.jsonl cannot be written: No such file or directory\n"


@pytest.fixture
def notes_file(home: Path) -> Path:
    path = home / "notes.jsonl"
    path.write_text("".join(notes_lines([radio(), gazette(), ferryman()])), encoding="utf-8")
    return path


def test_collate_uses_the_ids_of_the_notes(notes_file: Path):
    answer = ask("collate", str(notes_file))
    assert answer.exit_code == 0
    assert "in 3 articles" in answer.stderr
    known = {(n.article.name, s.id) for n in (radio(), gazette(), ferryman()) for s in n.statements}
    readings = [reading for line in lines(answer.stdout) for reading in line["readings"]]
    assert {"radio", "gazette"} <= {reading["article"] for reading in readings}
    assert {(reading["article"], reading["statement"]) for reading in readings} <= known


def test_collate_reports_articles_and_statements_that_come_twice(notes_file: Path, home: Path):
    line = json.loads("".join(notes_lines([gazette()])))
    line["attributions"][1]["id"] = line["attributions"][0]["id"]
    other = line | {"text": line["text"] + " More."}
    (home / "more.jsonl").write_text("".join(json.dumps(each) + "\n" for each in (line, other)))
    answer = ask("collate", str(notes_file), "more.jsonl", "--to", "out.jsonl")
    assert answer.exit_code == 3
    assert "in 4 articles" in answer.stderr
    assert "more.jsonl: article gazette is gazette again, and was left out" in answer.stderr
    assert "two articles have the id gazette" in answer.stderr
    assert "article gazette has 2 statements with the id" in answer.stderr
    assert lines((home / "out.jsonl").read_text(encoding="utf-8"))


def test_collate_skips_a_line_that_holds_no_notes(notes_file: Path):
    answer = ask("collate", "-", input=notes_file.read_text(encoding="utf-8") + '{"id": "x"}\n')
    assert answer.exit_code == 3
    assert "in 3 articles" in answer.stderr
    assert "1 problem:" in answer.stderr


def test_collate_says_that_an_export_without_texts_has_none(notes_file: Path):
    fields = json.loads(notes_file.read_text(encoding="utf-8").splitlines()[0])
    del fields["text"]
    answer = ask("collate", "-", input=json.dumps(fields | {"text_sha256": "5afe"}))
    assert answer.exit_code == 3
    assert "an export without the texts of articles; export it again with --with-text" in answer.stderr


def test_notes_with_half_a_character_are_written_and_read_back(home: Path, monkeypatch: pytest.MonkeyPatch):
    broken = notes_from_json({"id": "half", "text": "half \ud83d of it", "attributions": []})
    monkeypatch.setattr(onrecord.engine, "note_all", lambda *_: iter([broken]))
    assert ask("note", "news", "--to", "half.jsonl").exit_code == 0
    (line,) = lines((home / "half.jsonl").read_text(encoding="utf-8"))
    assert line["text"] == broken.article.text


def test_demo_makes_a_record_and_tours_it(home: Path):
    first, again = ask("demo"), ask("demo")
    for answer in (first, again):
        assert answer.exit_code == 0
        assert "Printed most" in answer.stdout
        assert "Printed in another order" in answer.stdout
        assert all(words in answer.stdout for words in ("Alleged, and answered", "Told differently", "Said again"))
        assert "onrecord serve --record onrecord-demo.db" in answer.stdout
    assert first.stdout == again.stdout
    with Record.open(home / "onrecord-demo.db", readonly=True) as record:
        assert record.check() == []
        assert record.counts().articles >= 8


def test_note_follows_a_link(home: Path):
    (home / "real.jsonl").write_text("old")
    (home / "link.jsonl").symlink_to("real.jsonl")
    assert ask("note", "news", "--to", "link.jsonl").exit_code == 0
    assert (home / "link.jsonl").is_symlink()
    assert len(lines((home / "real.jsonl").read_text())) == 2


def test_note_writes_into_a_pipe_and_leaves_it_there(home: Path):
    os.mkfifo(home / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((home / "pipe").read_text()), daemon=True)
    reader.start()
    assert ask("note", "news", "--to", "pipe").exit_code == 0
    reader.join(10)
    assert len(lines(read[0])) == 2
    assert (home / "pipe").is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.usefixtures("home")
def test_note_tells_when_the_device_is_full():
    answer = ask("note", "news", "--to", "/dev/full")
    assert answer.exit_code == 1
    assert "/dev/full cannot be written: No space left" in answer.stderr


def test_note_does_not_blame_its_target_for_other_errors(home: Path, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> Iterator[Notes]:
        raise OSError(5, "a worker could not start")
        yield

    monkeypatch.setattr(onrecord.engine, "note_all", broken)
    answer = ask("note", "news", "--to", "notes.jsonl")
    assert answer.exit_code == 1
    assert "cannot be written" not in answer.stderr
    assert not list(home.glob("*notes.jsonl*"))


def test_collate_does_not_write_over_what_it_reads(tmp_path: Path):
    notes = tmp_path / "notes.jsonl"
    notes.write_text("{}\n", encoding="utf-8")
    answer = CliRunner().invoke(main, ["collate", str(notes), "--to", str(notes)])
    assert answer.exit_code == 2
    assert "name another" in answer.stderr
    assert notes.read_text(encoding="utf-8") == "{}\n"
