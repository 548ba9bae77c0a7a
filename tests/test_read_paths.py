"""Files, folders and standard input: everything is read or reported, in order."""

from __future__ import annotations

import io
import os
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.language.calendar import Calendar
from onrecord.language.page import PageWords
from onrecord.model import Article, Problem
from onrecord.read import READERS, Given, ReadOptions, read_articles

ENGLISH = files("onrecord.language") / "en"
OPTIONS = ReadOptions(
    Calendar.from_toml(ENGLISH / "calendar.toml"),
    PageWords.from_toml(ENGLISH / "page.toml"),
    max_bytes=100_000,
    given=Given(url="https://lamppost.example/1"),
    language="xx",
)
DATA = Path(__file__).parent / "data/read"
REPORT = "The keeper of the old light said on Monday that it had burned all night."


def _origins(*paths: object) -> list[str]:
    """Origins of what is read, a problem's after an exclamation mark."""
    found = read_articles([str(path) for path in paths], OPTIONS)
    return [("!" if isinstance(item, Problem) else "") + str(item.origin) for item in found]


def _problem(path: object) -> Problem:
    (problem,) = read_articles([str(path)], OPTIONS)
    assert isinstance(problem, Problem)
    assert problem.stage == "read"
    return problem


def test_every_kind_of_file_is_read():
    assert _origins(DATA) == [
        str(DATA / "agency.txt"),
        f"{DATA / 'articles.jsonl'}:1",
        f"{DATA / 'articles.jsonl'}:3",
        str(DATA / "courier.html"),
        f"{DATA / 'hearing.csv'}:3",
        f"{DATA / 'hearing.csv'}:6",
    ]


def test_articles_carry_what_was_given():
    for article in read_articles([str(DATA)], OPTIONS):
        assert isinstance(article, Article)
        assert (article.url, article.language) == ("https://lamppost.example/1", "xx")


def test_folders_are_read_to_the_bottom_in_order_without_hidden_files(tmp_path: Path):
    for name in ("b/2.txt", "b/10.TXT", "a.txt", "c.txt", ".hidden.txt", ".git/x.txt", "b/.DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(REPORT)
    assert _origins(tmp_path) == [str(tmp_path / name) for name in ("a.txt", "b/10.TXT", "b/2.txt", "c.txt")]


def test_one_bad_file_stops_nothing(tmp_path: Path):
    for name, text in (("1.txt", ""), ("2.txt", REPORT), ("3.doc", "x"), ("4.html", "<p>"), ("5.txt", REPORT)):
        (tmp_path / name).write_text(text)
    marks = [origin[0] for origin in _origins(tmp_path, tmp_path / "none.txt", tmp_path / "2.txt")]
    assert marks == ["!", "/", "!", "!", "/", "!", "/"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.txt", "No such file"),
        ("a" * 300, "too long"),
        ("page.docx", "no reader for a name that ends in '.docx'; there are readers for .csv, .gz, .htm"),
        ("README", "a name without an ending"),
        ("empty", "there are no files in this folder"),
        ("pipe.txt", "not a regular file"),
        ("link", ""),
    ],
)
def test_what_cannot_be_read_is_reported(tmp_path: Path, name: str, message: str):
    (tmp_path / "page.docx").write_text("x")
    (tmp_path / "README").write_text("x")
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    problem = _problem(tmp_path / name)
    assert message in problem.message
    assert problem.origin == str(tmp_path / name)


def test_addresses_and_impossible_paths_are_reported():
    assert "nothing is fetched" in _problem("https://lamppost.example/1").message
    assert "zero character" in _problem("a\0b").message


def test_a_folder_linked_into_itself_is_not_followed(tmp_path: Path):
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "a.txt").write_text(REPORT)
    assert _origins(tmp_path) == [str(tmp_path / "a.txt"), "!" + str(tmp_path / "loop")]


def test_names_that_are_no_unicode_can_be_written(tmp_path: Path):
    try:
        (tmp_path / "a\udcff.txt").write_text(REPORT)
    except OSError:
        pytest.skip("this file system takes no such names")
    assert _origins(tmp_path) == [str(tmp_path / "a\ufffd.txt")]


def _pipe(monkeypatch: pytest.MonkeyPatch, data: bytes) -> list[Article | Problem]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return list(read_articles(["-"], OPTIONS))


@pytest.mark.parametrize("lead", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_standard_input_tells_its_format(monkeypatch: pytest.MonkeyPatch, lead: bytes):
    lines = b'{"text": "One."}\n{"text": "Two."}'
    first = 1 + lead.count(b"\n")
    assert [item.origin for item in _pipe(monkeypatch, lead + lines)] == [f"-:{first}", f"-:{first + 1}"]
    (page,) = _pipe(monkeypatch, lead + (DATA / "courier.html").read_bytes())
    assert isinstance(page, Article)
    assert (page.outlet, page.origin) == ("The Lamp Post", "-")
    (text,) = _pipe(monkeypatch, lead + REPORT.encode())
    assert isinstance(text, Article)
    assert text.text.strip() == REPORT


@pytest.mark.parametrize(
    ("data", "message"), [(b"", "empty"), (b"\n" * 200_000, "over the limit"), (b"\x00", "binary")]
)
def test_standard_input_without_an_article_is_reported(monkeypatch: pytest.MonkeyPatch, data: bytes, message: str):
    (problem,) = _pipe(monkeypatch, data)
    assert isinstance(problem, Problem)
    assert message in problem.message


def test_files_are_opened_only_when_wanted(tmp_path: Path):
    (tmp_path / "a.txt").write_text(REPORT)
    found = read_articles([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], OPTIONS)
    assert isinstance(next(found), Article)
    (tmp_path / "b.txt").write_text(REPORT)
    assert isinstance(next(found), Article)


def test_the_table_of_readers_cannot_be_changed():
    with pytest.raises(TypeError):
        READERS[".x"] = READERS[".txt"]  # type: ignore[index]
