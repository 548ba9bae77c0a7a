"""A record file is opened with every check, and no other file is taken for one."""

import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.record import Record, Search
from onrecord.record.schema import VERSION
from tests.test_record_samples import MAYOR, page


@pytest.fixture
def path(tmp_path):
    return tmp_path / "town hall?#1.record"


def kept(path):
    with Record.open(path, create=True) as record:
        record.keep([page((MAYOR, "The pier stays open"))])


def test_what_was_kept_is_there_when_opened_again(path):
    kept(path)
    with Record.open(path) as record:
        assert record.counts().statements == 1


def test_creating_opens_what_is_there(path):
    kept(path)
    with Record.open(path, create=True) as record:
        assert record.counts().articles == 1


@pytest.mark.parametrize("readonly", [True, False])
def test_closed_record_is_one_file(path, readonly):
    kept(path)
    with Record.open(path, readonly=readonly) as record:
        record.counts()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("readonly", [True, False])
def test_missing_record_says_how_to_make_one(path, readonly):
    with pytest.raises(RecordError, match=r"there is no record at .*; make one with `onrecord add`"):
        Record.open(path, readonly=readonly)
    assert not path.exists()


def test_folder_is_no_record(tmp_path):
    with pytest.raises(RecordError, match="is a folder"):
        Record.open(tmp_path, create=True)


def test_folder_of_a_new_record_must_exist(tmp_path):
    with pytest.raises(RecordError, match="there is no folder"):
        Record.open(tmp_path / "nowhere" / "x.record", create=True)


def test_name_too_long_for_a_file_is_refused(tmp_path):
    with pytest.raises(RecordError, match="cannot be opened"):
        Record.open(tmp_path / ("x" * 5000), create=True)


@pytest.mark.parametrize("content", [b"An article about the harbour.", b"x" * 10_000])
def test_other_file_is_refused_and_left_alone(path, content):
    path.write_bytes(content)
    with pytest.raises(RecordError, match="not even an SQLite file"):
        Record.open(path, create=True)
    assert path.read_bytes() == content


@pytest.mark.parametrize("create", [True, False])
def test_database_of_another_program_is_refused_and_left_alone(path, create):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE boats (name)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(RecordError, match="SQLite file of another program"):
        Record.open(path, create=create)
    assert path.read_bytes() == before


# What takes tables of a version back to those of the one before.
DOWN = {
    8: ("ALTER TABLE utterances DROP COLUMN repeats", "ALTER TABLE utterances DROP COLUMN aside"),
    7: ("DROP TABLE stories",),
    6: ("DROP TABLE persons_decisions", "DROP TABLE persons_ids"),
    5: (
        *("DROP VIEW shown", "DROP VIEW standing", "DROP TABLE corrected", "DROP TABLE corrections"),
        *("DROP TABLE superseded", "DROP TABLE repeated", "DROP INDEX articles_url"),
        "ALTER TABLE articles DROP COLUMN modified",
    ),
    4: (
        "DROP TABLE name_parts",
        "DROP TABLE search",
        "CREATE VIRTUAL TABLE search USING fts5 (content, speaker, outlet, content = '')",
    ),
    3: ("DROP TABLE vocabulary", "DROP TABLE texts"),
    2: ("ALTER TABLE statements DROP COLUMN attitude",),
}


def test_every_version_has_a_way_back_to_the_one_before():
    assert sorted(DOWN) == list(range(2, VERSION + 1))


@pytest.mark.parametrize("version", range(1, VERSION))
def test_older_record_is_brought_up_to_date(path, version):
    first, second = (
        page((MAYOR, "The pier stays open"), *more, published=date(2031, 3, day), url="https://courier.example/pier")
        for day, more in ((4, ()), (5, [(MAYOR, "The ferry sails")]))
    )
    with Record.open(path, create=True) as record:
        record.keep([first, second])
        before = record.digest()
    with sqlite3.connect(path) as other:
        tables = set(other.execute("SELECT type, name FROM sqlite_master"))
        for newer in range(VERSION, version, -1):
            for statement in DOWN[newer]:
                other.execute(statement)
        other.execute(f"PRAGMA user_version = {version}")
    other.close()
    with Record.open(path, readonly=True) as record:
        assert record.digest() == before
        assert record.check() == []
        assert len(record.printing("the pier stays open", limit=5)) == 2
        assert [hit.article for hit in record.find("pier", limit=5)] == [second.article.id]
        assert len(record.find(Search("pier", speaker="Brandvald"), limit=5)) == 1
    with sqlite3.connect(path) as other:
        assert set(other.execute("SELECT type, name FROM sqlite_master")) == tables
    other.close()


def test_newer_record_is_refused(path):
    kept(path)
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA user_version = {VERSION + 1}")
    other.close()
    with pytest.raises(RecordError, match=r"made by a newer onrecord .* update onrecord"):
        Record.open(path)


def test_empty_file_becomes_a_record_only_on_demand(path):
    path.touch()
    with pytest.raises(RecordError, match="is empty, no record yet; make one"):
        Record.open(path)
    kept(path)
    with Record.open(path) as record:
        assert record.counts().articles == 1


def test_damaged_file_is_refused(path):
    kept(path)
    content = bytearray(path.read_bytes())
    content[100:200] = b"\xff" * 100
    path.write_bytes(content)
    with pytest.raises(RecordError, match="damaged"):
        Record.open(path)


def test_reading_record_refuses_to_write(path):
    kept(path)
    with Record.open(path, readonly=True) as record:
        with pytest.raises(RecordError, match="may not be written to"):
            record.keep([page((MAYOR, "The pier is closed"))])
        assert record.counts().articles == 1


def test_reading_record_may_be_shared_by_threads(path):
    kept(path)
    with Record.open(path, readonly=True) as record, ThreadPoolExecutor(4) as pool:
        counts = set(pool.map(lambda _: record.counts().articles + len(record.find("pier", limit=5)), range(40)))
    assert counts == {2}


def test_record_in_a_folder_that_cannot_be_written_to_can_be_read():
    code = (
        "import os, sys; from pathlib import Path; from onrecord.record import Record\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"
        "with Record.open(Path(sys.argv[1]), readonly=True) as record: assert record.counts().articles == 1"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shared.record"
        kept(path)
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        run = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=False)
        Path(folder).chmod(0o755)
    assert run.returncode == 0, run.stderr
