"""``correct`` and ``corrections``, and the record collated again after them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.config import Config
from onrecord.corrections import Field
from onrecord.engine import add, correct, correcting, undo
from onrecord.errors import RecordError
from onrecord.model import Article
from onrecord.record import Record
from tests.doors import DOOR, gazette, make_record

ALONE = Config(workers=1)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return make_record(tmp_path / "hand.db")


def ask(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], env={"COLUMNS": "120"})


def test_correction_shows_wherever_the_statement_does(record: Path):
    answer = ask(
        "correct", "gazette/4", "--speaker", "Ada Brink", "--why", "the page is hers", "--by", "Jo", "--record", record
    )
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert "corrected: speaker: none → Ada Brink (Jo, " in answer.stderr
    shown = ask("show", "article", "gazette", "--record", record).output
    assert "  4 Ada Brink  allege “claims” · reported · corrected speaker: none → Ada Brink (Jo, 20" in shown
    found = ask("find", "Brink", "--record", record).output
    assert "that the lamp was out" in found
    assert ": the page is hers)" in found
    assert "the lamp was out" in ask("show", "person", "Ada Brink", "--record", record).output
    exported = ask("export", "--format", "jsonl", "--record", record).stdout
    (line,) = [line for line in map(json.loads, exported.splitlines()) if line["id"] == "gazette"]
    (mark,) = line["attributions"][3]["corrected"]
    assert (mark["field"], mark["noted"], mark["value"], mark["why"]) == (
        "speaker",
        "",
        "Ada Brink",
        "the page is hers",
    )


def test_several_things_are_corrected_at_once_and_undone_together(record: Path):
    given = ("--date", "2019-05", "--stance", "admit", "--span", "11:20", "--span", "22:30")
    assert ask("correct", "gazette/4", *given, "--why", "heard it", "--record", record).exit_code == 0
    with Record.open(record, readonly=True) as opened:
        said = opened.notes("gazette").statements[3]
        assert (said.when.iso, said.stance, len(said.content)) == ("2019-05", "admit", 2)
    answer = ask("correct", "gazette/4", "--undo", "--why", "misheard", "--record", record)
    assert answer.stderr.count("as noted") == 3
    with Record.open(record, readonly=True) as opened:
        assert opened.notes("gazette") == gazette()
    again = ask("correct", "gazette/4", "--undo", "--why", "misheard", "--record", record)
    assert (again.exit_code, "nothing of statement" in again.stderr) == (1, True)


def test_no_statement_is_gone_until_it_is_undone_by_its_id(record: Path):
    lamp = gazette().statements[3].id
    assert ask("correct", "gazette/4", "--no-statement", "--why", "narration", "--record", record).exit_code == 0
    assert "lamp was out" not in ask("find", "lamp", "--record", record).output
    assert ask("correct", lamp, "--undo", "--why", "it is one", "--record", record).exit_code == 0
    assert "lamp was out" in ask("find", "lamp", "--record", record).output


def test_struck_statement_is_shown_so_and_the_others_keep_their_numbers(record: Path):
    before = ask("show", "article", "gazette", "--record", record).output
    ask("correct", "gazette/2", "--no-statement", "--why", "narration", "--by", "Jo", "--record", record)
    after = ask("show", "article", "gazette", "--record", record).output
    heads = [[line for line in text.splitlines() if line[:3].strip().isdecimal()] for text in (before, after)]
    assert heads[1][1].startswith("  2 struck · corrected statement: yes → no (Jo, ")
    assert [head[:13] for head in heads[1][2:]] == [head[:13] for head in heads[0][2:]]
    assert "statement 4" in ask("find", "lamp", "--record", record).output
    ask("correct", "gazette/4", "--speaker", "Ada Brink", "--why", "the page is hers", "--record", record)
    assert "  4 Ada Brink" in ask("show", "article", "gazette", "--record", record).output
    assert ask("correct", "gazette/2", "--undo", "--why", "it is one", "--record", record).exit_code == 0
    assert "struck" not in ask("show", "article", "gazette", "--record", record).output


def test_corrections_are_listed_with_their_state(record: Path):
    ask("correct", "gazette/4", "--stance", "admit", "--why", "heard it", "--by", "Jo", "--record", record)
    ask("correct", "gazette/4", "--stance", "deny", "--why", "heard it again", "--by", "Jo", "--record", record)
    answer = ask("corrections", "--record", record)
    first, state, second, later = answer.stdout.splitlines()
    assert first.startswith("stance: allege → admit (Jo, 20")
    assert second.endswith(": heard it again)")
    assert (state.rpartition(", ")[2], later.rpartition(", ")[2]) == ("corrected again later", "in effect")
    assert answer.stderr == "2 corrections, 0 unattached\n"
    lines = [
        json.loads(line) for line in ask("corrections", "--format", "json", "--record", record).stdout.splitlines()
    ]
    assert [(line["value"], line["in_effect"]) for line in lines] == [("admit", False), ("deny", True)]


def test_correction_whose_statement_is_not_there_is_listed_as_unattached(record: Path, tmp_path: Path):
    ask("correct", "gazette/4", "--stance", "admit", "--why", "heard it", "--record", record)
    other = tmp_path / "other.db"
    with Record.open(record, readonly=True) as old, Record.open(other, create=True) as new:
        new.keep_corrections(entry.correction for entry in old.corrections())
    answer = ask("corrections", "--record", other)
    assert "unattached: the record holds no such statement" in answer.stdout
    assert answer.stderr == "1 correction, 1 unattached\n"


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        ((), 2, "say what to correct"),
        (("--undo", "--stance", "deny"), 2, "--undo stands alone"),
        (("--date", "soon"), 1, "is no ISO date"),
        (("--span", "5"), 2, "5: give two offsets in characters, such as 120:184"),
        (("--span", "20:10"), 2, "20:10: it ends before it starts"),
        (("--span", "20:9999"), 1, "no stretches"),
        (("--no-statement", "--speaker", "Ada Brink"), 2, "--no-statement stands alone"),
        (("--stance", "shout"), 2, "'shout' is not one of"),
    ],
)
def test_wrong_use_says_what_to_do_and_changes_nothing(record: Path, words: tuple[str, ...], code: int, error: str):
    answer = ask("correct", "gazette/4", *words, "--why", "x", "--record", record)
    assert (answer.exit_code, error in answer.stderr) == (code, True)
    with Record.open(record, readonly=True) as opened:
        assert opened.corrections() == []
        assert opened.utterance(DOOR)


def pages() -> list[Article]:
    texts = {
        "Paper 1": "“The ferry sails at noon and not before,” said Ada Vinn in the harbour.",
        "Paper 2": "“The ferry sails at noon and not before,” said Oskar Lind in the harbour.",
        "Paper 3": "“The ferry sails at noon and not before,” said Rolf Tamsen in the harbour.",
    }
    return [Article(Article.id_of(text, outlet, None), text, outlet) for outlet, text in texts.items()]


def test_utterances_are_those_of_the_corrected_statements_in_whatever_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(correcting, "_now", lambda: "2031-04-01T08:00:00.000000+00:00")
    digests = set()
    for name, first, then in (("a", 3, 0), ("b", 2, 1)):
        with Record.open(tmp_path / name, create=True) as record:
            add(pages()[:first], record, ALONE, lambda _: None)
            assert record.utterances(5) == []
            values = {Field.SPEAKER: "Oskar Lind"}
            correct(record, f"{pages()[0].id}/1", values, ALONE, why="the recording", by="Jo")
            add(pages()[3 - then :], record, ALONE, lambda _: None)
            (said,) = record.utterances(5)
            assert (said.speaker, len(said.witnesses)) == ("Oskar Lind", 2)
            digests.add(record.digest())
    assert len(digests) == 1


def test_undoing_collates_again_and_a_failure_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with Record.open(tmp_path / "x.db", create=True) as record:
        add(pages(), record, ALONE, lambda _: None)
        key = f"{pages()[0].id}/1"
        correct(record, key, {Field.SPEAKER: "Oskar Lind"}, ALONE, why="the recording", by="Jo")
        assert len(record.utterances(5)) == 1
        undo(record, key, ALONE, why="another recording", by="Jo")
        assert record.utterances(5) == []
        before = record.digest()

        def fail(*_: object) -> int:
            raise RecordError("no")

        monkeypatch.setattr(correcting, "collate_again", fail)
        with pytest.raises(RecordError):
            correct(record, key, {Field.SPEAKER: "Oskar Lind"}, ALONE, why="the recording", by="Jo")
        assert record.digest() == before
