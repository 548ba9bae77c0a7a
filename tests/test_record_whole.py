"""A record stays whole whatever happens: kills, full disks, other programs; and it notices when it is not."""

import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.model import Evidence, Finding, Problem, Span
from onrecord.record import Record
from tests.test_record_samples import MAYOR, PILOT, finding, page, utterance

PAGES = [page((MAYOR, f"It is day {day} of the pier"), (PILOT, f"Day {day} on the ferry")) for day in range(30)]

KILLED = """
import os, signal, sys
from onrecord.record import Record
from tests.test_record_whole import PAGES

def pages():
    yield from PAGES[10:20]
    os.kill(os.getpid(), signal.SIGKILL)

with Record.open(sys.argv[1], create=True) as record:
    record.keep(PAGES[:10])
    record.keep(pages())
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "x.record"


@pytest.fixture
def record(path):
    with Record.open(path, create=True) as record:
        record.keep(PAGES[:2])
        yield record


@pytest.fixture
def kept(place):
    """Such a record in a file, and on a server."""
    with Record.open(place, create=True) as record:
        record.keep(PAGES[:2])
        yield record


def spoil(path, *statements):
    with sqlite3.connect(path) as other:
        for statement in statements:
            other.execute(statement)
    other.close()


def run_and_be_killed(path):
    places = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])  # the package that is tested, wherever it is
    run = subprocess.run([sys.executable, "-c", KILLED, path], env={**os.environ, "PYTHONPATH": places}, check=False)
    assert run.returncode == -signal.SIGKILL


@pytest.mark.parametrize("readonly", [True, False])
def test_killed_run_leaves_what_was_acknowledged(place, readonly):
    run_and_be_killed(place)
    with Record.open(place, readonly=readonly) as record:
        assert record.has(notes.article.id for notes in PAGES) == {notes.article.id for notes in PAGES[:10]}
        assert record.check() == []


def test_killed_and_resumed_run_gives_the_same_record(place, new_place):
    run_and_be_killed(place)
    with Record.open(place) as resumed, Record.open(new_place(), create=True) as straight:
        resumed.keep(PAGES)
        straight.keep(PAGES)
        assert resumed.digest() == straight.digest()


@pytest.mark.parametrize("readonly", [True, False])
def test_readers_go_on_while_one_writes(kept, place, readonly):
    with Record.open(place, readonly=readonly) as reader:
        with kept.writing():
            kept.keep(PAGES)
            assert reader.counts().articles == 2
            assert reader.notes(PAGES[0].article.id) == PAGES[0]
            assert len(reader.find("pier", limit=99)) == 2
        assert reader.counts().articles == len(PAGES)


def test_reading_all_notes_is_not_disturbed_by_a_writer(kept, place):
    with Record.open(place, readonly=True) as reader:
        notes = reader.all_notes()
        first = next(notes)
        kept.keep(PAGES)
        assert sorted([first, *notes], key=str) == sorted(PAGES[:2], key=str)


def test_second_writer_waits_and_is_told(kept, place, monkeypatch):
    monkeypatch.setattr("onrecord.record.database.WAIT", 0.05)
    with Record.open(place) as second:
        with kept.writing(), pytest.raises(RecordError, match="another program is writing to it"):
            second.keep(PAGES)
        assert second.keep(PAGES).added == len(PAGES) - 2


def test_full_disk_is_told_and_keeps_the_record_whole(record):
    before = record.digest()
    (pages,) = record._database.one("PRAGMA page_count")
    record._database.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(RecordError, match="the disk is full; nothing of this step was kept"):
        record.keep([*PAGES, page((MAYOR, "long " * 50_000))])
    assert record.digest() == before
    assert record.check() == []


def test_whole_record_has_nothing_to_report(record):
    record.replace_utterances([utterance("a", *PAGES[:2])], [finding(PAGES[0])])
    assert record.check() == []


def far(*spans):
    return tuple(Span(span.start, 9999) for span in spans)


def test_spans_outside_their_article_are_reported(path):
    notes = PAGES[0]
    statement = notes.statements[0]
    out = replace(notes, statements=(replace(statement, cue=far(*statement.cue)),))
    message = f"the span [{statement.cue[0].start}, 9999) lies outside the text"
    with Record.open(path, create=True) as record:
        record.keep([out])
        assert record.check() == [Problem("check", message, notes.article.id)]


def test_collation_outside_its_articles_is_reported(record):
    said = utterance("a", PAGES[0])
    said = replace(said, witnesses=(replace(said.witnesses[0], spans=(Span(0, 9999),)),))
    loose = Finding("answers", "", (Evidence(PAGES[0].article.id, Span(0, 7777)),), 1.0)
    record.replace_utterances([said], [loose])
    (first, second) = record.check()
    assert (first.origin, "9999" in first.message) == ("utterance a", True)
    assert "7777" in second.message


@pytest.mark.parametrize(
    ("damage", "report"),
    [
        ("UPDATE articles SET text = text || 'More.'", "changed since the article was kept"),
        ("UPDATE articles SET kind = 'poem'", "cannot be read back"),
        ("UPDATE statements SET content = '[[3,1]]'", "cannot be read back"),
        ("UPDATE statements SET cue = 'nothing'", "cannot be read back"),
        ("DELETE FROM persons", "refers to a row of persons that is missing"),
        ("DELETE FROM search_docsize", "search does not find 4 statements"),
    ],
)
def test_damage_from_outside_is_reported(record, path, damage, report):
    record.close()
    spoil(path, damage)
    with Record.open(path, readonly=True) as reader:
        problems = reader.check()
    assert problems
    assert all(report in problem.message and problem.stage == "check" for problem in problems)


def test_damaged_page_of_the_file_is_reported(record, path):
    record.keep(PAGES)
    (page_number,) = record._database.one("SELECT rootpage FROM sqlite_master WHERE name = 'articles_given_id'")
    record.close()
    content = bytearray(path.read_bytes())
    content[4096 * (page_number - 1) : 4096 * page_number] = b"\xff" * 4096
    path.write_bytes(content)
    with Record.open(path, readonly=True) as reader:
        assert "the file is damaged" in reader.check()[0].message
