"""The engine: many cores, one result; nothing lost to a bad article, a dead worker or a stop half way."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.config import Config
from onrecord.engine import Progress, add, local, note_all
from onrecord.errors import RecordError
from onrecord.model import Article, Notes, Problem
from onrecord.pipeline import read
from onrecord.record import Record

ALONE = Config(workers=1)
NAMES = ("Ada Vinn", "Oskar Lind", "Rolf Tamsen", "Ida Brask")


def pages(count: int) -> list[Article]:
    """Small articles, every fourth printing the same words."""
    found = []
    for number in range(count):
        text = f"“The ferry sails at noon and not before,” said {NAMES[number % 4]} in town {number}."
        outlet = f"Paper {number}"
        found.append(Article(Article.id_of(text, outlet, None), text, outlet, origin=f"page {number}"))
    return found


def examples() -> list[Article | Problem]:
    return list(read([str(files("onrecord") / "examples")], ALONE))


def added(path: Path, items: list[Article | Problem] | Iterator[Article | Problem], config: Config = ALONE) -> str:
    """Add to a record and return its digest."""
    with Record.open(path, create=not path.exists()) as record:
        add(items, record, config, lambda _: None)
        return record.digest()


def test_pool_gives_what_one_process_gives():
    articles = pages(local.BATCH + 5)
    assert list(note_all(articles, Config(workers=2))) == list(note_all(articles, ALONE))


def test_nothing_to_note_gives_nothing():
    assert list(note_all([], Config(workers=2))) == []


def _noting_that_dies(articles: list[Article], _config: Config) -> list[Notes]:
    """Noting whose worker dies at one article, every time."""
    if any(article.origin == "page 3" for article in articles):
        os._exit(9)
    return [Notes(article) for article in articles]


def test_a_dead_worker_costs_only_its_article(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(local, "_note_batch", _noting_that_dies)
    articles = pages(local.BATCH * (2 * local.WAITING + 3))  # more than wait at once, so that some meet a dead pool
    notes = list(note_all(articles, Config(workers=2)))
    assert [item.article for item in notes] == articles
    assert [item.article.origin for item in notes if item.problems] == ["page 3"]
    assert "died" in notes[3].problems[0].message


def test_a_process_of_the_host_program_lives_on():
    host = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(30,))
    host.start()
    assert len(list(note_all(pages(local.BATCH), Config(workers=2)))) == local.BATCH
    assert host.is_alive()
    host.terminate()
    host.join()


def test_a_worker_does_not_outlive_its_master():
    code = (
        "import multiprocessing, os, time; from onrecord.engine.apart import attend\n"
        "if __name__ == '__main__':\n"
        "    c = multiprocessing.get_context('fork')\n"
        "    p = c.Process(target=lambda: (attend(os.getppid()), time.sleep(60)))\n"
        "    p.start(); print(p.pid, flush=True); os._exit(9)\n"
    )
    worker = int(subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=False, text=True).stdout)
    deadline = time.monotonic() + 20
    while Path(f"/proc/{worker}").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not Path(f"/proc/{worker}").exists()


def test_an_article_the_record_refuses_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    keep = Record.keep

    def picky(record: Record, notes: list[Notes]) -> object:
        if any(item.article.origin == "page 2" for item in notes):
            raise RecordError("page 2 cannot be kept")
        return keep(record, notes)

    monkeypatch.setattr(Record, "keep", picky)
    with Record.open(tmp_path / "record.db", create=True) as record:
        result = add(pages(5), record, ALONE, lambda _: None)
        assert result.articles == record.counts().articles == 4
        assert [problem.message for problem in result.problems] == ["page 2 cannot be kept"]


def test_adding_twice_is_adding_once(tmp_path: Path):
    once = added(tmp_path / "record.db", examples())
    assert added(tmp_path / "record.db", examples()) == once


def test_the_order_of_adding_does_not_matter(tmp_path: Path):
    forwards = added(tmp_path / "one.db", examples())
    assert added(tmp_path / "other.db", examples()[::-1]) == forwards


def test_adding_in_parts_is_adding_at_once(tmp_path: Path):
    whole = added(tmp_path / "one.db", examples())
    for item in examples():
        last = added(tmp_path / "parts.db", [item])
    assert last == whole


def test_a_stop_half_way_loses_nothing_kept(tmp_path: Path):
    articles = pages(2 * local.KEPT)

    def stopping() -> Iterator[Article | Problem]:
        yield from articles[: local.KEPT + 3]
        raise KeyboardInterrupt

    path = tmp_path / "stopped.db"
    with pytest.raises(KeyboardInterrupt):
        added(path, stopping())
    with Record.open(path, readonly=True) as record:
        assert record.counts().articles == local.KEPT
        assert record.check() == []
    assert added(path, list(articles)) == added(tmp_path / "whole.db", list(articles))


def test_a_bad_article_is_told_and_tried_again(tmp_path: Path):
    short, long = pages(1)[0], replace(pages(2)[1], text="The mayor said no. " * 9)
    long = replace(long, id=Article.id_of(long.text, long.outlet, None))
    told: list[Progress] = []
    with Record.open(tmp_path / "record.db", create=True) as record:
        result = add(
            [short, Problem("read", "is empty", "x.txt"), long], record, replace(ALONE, max_characters=120), told.append
        )
        assert (result.articles, [problem.origin for problem in result.problems]) == (1, ["x.txt", "page 1"])
        assert [progress.stage for progress in told] == ["noting", "collating"]
        assert len(record.problems()) == 2
        add([long], record, ALONE, told.append)
        assert [problem.origin for problem in record.problems()] == ["x.txt"]
        assert record.counts().articles == 2


@pytest.fixture
def _no_patience(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("onrecord.record.database.WAIT", 0.05)


def _interrupted(monkeypatch: pytest.MonkeyPatch, path: Path, late: list[Notes]) -> list[bool]:
    """Let another program keep a page of ``late`` during each collation; return, as it goes, whether it could."""
    collate, could = local.pipeline.collate, []

    def meanwhile(notes: Iterator[Notes], config: Config) -> object:
        result = collate(notes, config)
        if late:
            with Record.open(path) as other:
                try:
                    could.append(other.keep([late.pop()]).added == 1)
                except RecordError:
                    could.append(False)
        return result

    monkeypatch.setattr(local.pipeline, "collate", meanwhile)
    return could


@pytest.mark.usefixtures("_no_patience")
def test_others_read_and_add_while_a_collation_is_computed(tmp_path, monkeypatch):
    path, articles = tmp_path / "x.db", pages(8)
    whole = added(tmp_path / "whole.db", articles)
    late = list(note_all(articles[6:], ALONE))
    could = _interrupted(monkeypatch, path, late)
    assert added(path, articles[:6]) == whole
    assert could == [True, True]


@pytest.mark.usefixtures("_no_patience")
def test_a_collation_ends_though_others_add_without_pause(tmp_path, monkeypatch):
    path, articles = tmp_path / "x.db", pages(12)
    could = _interrupted(monkeypatch, path, list(note_all(articles[2:], ALONE)))
    digest = added(path, articles[:2])
    assert could == [True] * local.COMPUTED + [False]
    with Record.open(path, readonly=True) as record:
        kept = record.has(article.id for article in articles)
    assert len(kept) == 2 + local.COMPUTED
    assert digest == added(tmp_path / "whole.db", [article for article in articles if article.id in kept])
