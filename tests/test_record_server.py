"""A record on a server is opened with every check, and holds just what one in a file does."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.corrections import Correction, Field
from onrecord.errors import RecordError
from onrecord.record import Record, Search
from tests.doors import collation, ferryman, gazette, radio
from tests.servers import Server
from tests.test_record_open import DOWN
from tests.test_record_samples import MAYOR, PILOT, page

PIER = page((MAYOR, "The pier stays open"), (PILOT, "No ship can land there"))


@pytest.fixture
def address(server: Server) -> str:
    return server.fresh()


def kept(address: str) -> None:
    with Record.open(address, create=True) as record:
        record.keep([PIER])


def ask(*words: str) -> Result:
    return CliRunner().invoke(main, words, env={"COLUMNS": "100"})


def test_what_was_kept_is_there_when_opened_again(address: str):
    kept(address)
    with Record.open(address) as record:
        assert record.notes(PIER.article.id) == PIER
    with Record.open(address, create=True) as record:
        assert record.counts().articles == 1


@pytest.mark.parametrize("readonly", [True, False])
def test_empty_database_says_how_to_make_a_record(address: str, readonly):
    with pytest.raises(RecordError, match="is empty, no record yet; make one with `onrecord add`"):
        Record.open(address, readonly=readonly)


@pytest.mark.parametrize("create", [True, False])
def test_database_of_another_program_is_refused_and_left_alone(address: str, server: Server, create):
    server.run("CREATE TABLE boats (name TEXT)", address=address)
    with pytest.raises(RecordError, match="database of another program"):
        Record.open(address, create=create)
    assert server.run("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()", address=address) == [(1,)]


def test_newer_record_is_refused(address: str, server: Server):
    kept(address)
    server.run("UPDATE onrecord SET version = version + 1", address=address)
    with pytest.raises(RecordError, match=r"made by a newer onrecord .* update onrecord"):
        Record.open(address)


def test_older_record_is_brought_up_to_date(address: str, server: Server):
    kept(address)
    with Record.open(address) as record:
        before = record.digest()
    server.run(*DOWN[8], *DOWN[7], *DOWN[6], "UPDATE onrecord SET version = 5", address=address)
    with Record.open(address, readonly=True) as record:
        assert record.digest() == before


@pytest.mark.parametrize("address", ["postgresql:///x?host=/nowhere&password=hush", "postgresql://u:hush@[::1]:1/x"])
@pytest.mark.usefixtures("server")
def test_server_that_is_not_there_is_told_without_the_password(address: str):
    with pytest.raises(RecordError, match="cannot be reached; check the address") as caught:
        Record.open(address)
    assert "hush" not in str(caught.value)


@pytest.mark.usefixtures("server")
def test_what_is_no_address_is_told():
    with pytest.raises(RecordError, match="no address of a database"):
        Record.open("postgresql://?nothing")


def test_reading_record_refuses_to_write(address: str):
    kept(address)
    with Record.open(address, readonly=True) as record:
        with pytest.raises(RecordError, match="may not be written to"):
            record.keep([page((MAYOR, "The pier is closed"))])
        assert record.counts().articles == 1


def test_reading_record_may_be_shared_by_threads(address: str):
    kept(address)
    with Record.open(address, readonly=True) as record, ThreadPoolExecutor(4) as pool:
        counts = set(pool.map(lambda _: record.counts().articles + len(record.find("pier", limit=5)), range(40)))
    assert counts == {2}


def test_changes_of_others_are_seen_and_ones_own_are_not(address: str):
    kept(address)
    with Record.open(address) as one, Record.open(address) as other:
        seen = one.changes()
        with one.writing():
            assert one.changes() == seen
        other.keep([page((MAYOR, "The pier is closed"))])
        with one.writing():
            assert one.changes() > seen


def test_words_missing_in_the_index_are_reported(address: str, server: Server):
    kept(address)
    server.run("DELETE FROM search", "DELETE FROM texts", address=address)
    with Record.open(address, readonly=True) as record:
        assert [problem.message for problem in record.check()] == [
            "search does not find 2 statements",
            "search does not find the words of 1 articles",
        ]


def test_file_and_server_hold_the_same(address: str, tmp_path: Path):
    said = gazette().statements[3]
    correction = Correction(said.article, said.id, Field.STANCE, "allege", "deny", "heard it", "Ada", "2031-04-01")
    states = []
    for place in (address, tmp_path / "x.record"):
        with Record.open(place, create=True) as record:
            record.keep([radio(), gazette(), ferryman()])
            record.replace_utterances(*collation(radio(), gazette(), ferryman()))
            record.keep_corrections([correction])
            found = [hit.snippet for hit in record.find(Search("door"), limit=9)]
            printing = sorted(record.printing("nobody closed the bow door", limit=9))
            states.append((record.digest(), found, printing, record.counts(), list(record.all_notes())))
    assert states[0] == states[1]
    assert states[0][1]


def test_long_text_and_long_words_are_kept(address: str):
    words = " ".join(f"word{number}" for number in range(60_000))
    with Record.open(address, create=True) as record:
        record.keep([page((MAYOR, f"{'x' * 5_000} {words} end")), page((MAYOR, "It’s the pier-master’s naïve Æther"))])
        assert len(record.find('"word7 word8"', limit=5)) == len(record.find("x" * 600, limit=5)) == 1
        assert [len(record.find(word, limit=5)) for word in ("it's", "NAIVE", '"pier master"', "æther", "mast*")] == [
            1
        ] * 5
        assert record.check() == []


def test_commands_take_an_address(address: str, tmp_path: Path):
    line = {"text": "“The lamps were out all night,” Anna Brook said.", "outlet": "Tessel Times"}
    (tmp_path / "one.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert ask("add", str(tmp_path), "--record", address).exit_code == 0
    assert "“The lamps were out all night,”" in ask("find", "lamps", "--record", address).stdout
    assert ask("show", "person", "anna brook", "--record", address).stdout.startswith("Anna Brook\n")
    exported = ask("export", "--format", "jsonl", "--to", str(tmp_path / "out.jsonl"), "--record", address)
    assert exported.exit_code == 0
    assert ask("add", str(tmp_path), "--record", "postgres://nowhere/?bad=1").exit_code == 1
