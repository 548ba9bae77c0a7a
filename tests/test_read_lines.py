"""JSON Lines: every line ends as an article or as a problem that names it."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import FormatError
from onrecord.language.calendar import Calendar
from onrecord.language.page import PageWords
from onrecord.model import Article, ArticleKind, Problem
from onrecord.read import Given, ReadOptions, Source
from onrecord.read.jsonl import read_gzip_lines, read_lines

ENGLISH = files("onrecord.language") / "en"
OPTIONS = ReadOptions(
    Calendar.from_toml(ENGLISH / "calendar.toml"), PageWords.from_toml(ENGLISH / "page.toml"), max_bytes=5_000
)


def _read(data: bytes, options: ReadOptions = OPTIONS) -> list[Article | Problem]:
    return list(read_lines(Source(io.BytesIO(data), "a.jsonl"), options))


def _line(**fields: object) -> bytes:
    return json.dumps({"text": "The lamp burned on.", **fields}).encode() + b"\n"


def _article(**fields: object) -> Article:
    article, *problems = _read(_line(**fields))
    assert isinstance(article, Article)
    assert problems == []
    return article


def _problems(data: bytes) -> Iterator[tuple[str | None, str]]:
    for item in _read(data):
        if isinstance(item, Problem):
            assert item.stage == "read"
            yield item.origin, item.message


def test_a_whole_file():
    data = (Path(__file__).parent / "data/read/articles.jsonl").read_bytes()
    report, transcript = _read(data)
    assert isinstance(report, Article)
    assert isinstance(transcript, Article)
    assert (report.given_id, report.outlet, report.title) == ("lamp-1", "The Lamp Post", "Light to burn on")
    assert (report.byline, report.published) == ("Tilda Maresh, Osk Belling", date(2031, 5, 4))
    assert report.text == "The keeper said: “It burns.”"
    assert report.id == Article.id_of(report.text, report.outlet, report.url)
    assert (transcript.given_id, transcript.origin) == ("2", "a.jsonl:3")
    assert (transcript.kind, transcript.published) == (ArticleKind.TRANSCRIPT, date(2031, 5, 5))


def test_the_text_stays_as_it_is():
    text = " \r\nThe lamp\u2028burned\ton.\r\n\x01 \U0001f56f "
    assert _article(text=text).text == text


def test_what_no_database_keeps_is_replaced_and_offsets_stay():
    assert _article(text="The lamp\x00 burned\ud800 on.").text == "The lamp\ufffd burned\ufffd on."


def test_lone_surrogates_become_replacement_characters():
    article, problem = _read(
        b'{"text": "a \\ud800 b \\ud83d\\udd6f", "title": "\\udfff", "id": "\\ud800", "kind": "\\ud800"}'
    )
    assert isinstance(article, Article)
    assert (article.text, article.title, article.given_id) == ("a \ufffd b \U0001f56f", "\ufffd", "\ufffd")
    assert isinstance(problem, Problem)
    assert problem.message.encode()


@pytest.mark.parametrize("value", [None, "", []])
def test_empty_values_say_nothing(value: object):
    article = _article(id=value or None, outlet=value or None, date=value or None, authors=value, kind=value or None)
    assert (article.given_id, article.outlet, article.published, article.byline) == (None, None, None, None)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2031/05/07/light.html", date(2031, 5, 7)),
        ("news/2031-05-07-light", date(2031, 5, 7)),
        ("harbour/2031/may/07/light", date(2031, 5, 7)),
        ("2031/5/7", date(2031, 5, 7)),
        ("2031/13/45/archive/2031/05/07/", date(2031, 5, 7)),
        ("2031/05/light", None),
        ("2031/05/071234", None),
        ("2031/05-07/light", None),
        ("light?from=/2031/05/07/", None),
    ],
)
def test_the_day_in_an_address_dates_a_page_that_nothing_else_dates(path, day):
    url = f"http://quay.example/{path}"
    assert _article(url=url).published == day
    assert _article(url=url, published="2031-06-01").published == date(2031, 6, 1)
    assert _article(text="4 May 2031\n\nThe light burns.", url=url).published == date(2031, 5, 4)


def test_published_goes_before_date():
    assert _article(published="2031-05-04", date="2031-06-01").published == date(2031, 5, 4)
    assert _article(published=None, date="2031-06-01 12:00").published == date(2031, 6, 1)


def test_authors_may_be_objects():
    assert _article(authors=[{"name": "Tilda Maresh"}, "Osk Belling"]).byline == "Tilda Maresh, Osk Belling"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("published", "last Tuesday"),
        ("published", "2031-13-01"),
        ("date", "0001-01-01"),
        ("date", 1_700_000_000),
        ("published", "2031-05"),
        ("outlet", {"name": "The Lamp Post"}),
        ("id", 1.5),
        ("id", True),
        ("id", ["x"]),
        ("kind", "poem"),
        ("authors", 7),
        ("authors", ["Tilda Maresh", None]),
        ("url", float("nan")),
    ],
)
def test_a_value_that_cannot_be_read_is_reported_and_the_article_kept(key: str, value: object):
    article, problem = _read(_line(**{key: value}))
    assert isinstance(article, Article)
    assert isinstance(problem, Problem)
    assert article.text == "The lamp burned on."
    assert repr(key) in problem.message
    assert problem.origin == article.origin == "a.jsonl:1"
    assert (article.published, article.outlet, article.given_id, article.url) == (None, None, None, None)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"not json", "not JSON"),
        (b'{"text": "cut', "not JSON"),
        (b"[1, 2]", "object was expected, not list"),
        (b'"text"', "object was expected, not str"),
        (b"NaN", "object was expected, not float"),
        (b"{}", "no text"),
        (b'{"text": null}', "no text"),
        (b'{"text": ["a"]}', "no text"),
        (b'{"text": ""}', "no text"),
        (b'{"text": " \\n\\u00a0"}', "no text"),
        (b'{"text": "a", "n": ' + b"9" * 4500 + b"}", "not JSON"),
        (b'{"text": ' + b"[" * 2400 + b"]" * 2400 + b"}", "nested too deeply"),
        (b'{"text": "' + b"a" * 5000 + b'"}', "5,012 bytes is over the limit of 5,000 bytes"),
    ],
)
def test_a_bad_line_is_a_problem_and_the_others_are_read(line: bytes, message: str):
    data = _line(id="before") + line + b"\n\n" + _line(id="after")
    found = _read(data)
    assert [item.given_id if isinstance(item, Article) else item.origin for item in found] == [
        "before", "a.jsonl:2", "after",
    ]  # fmt: skip
    assert message in next(_problems(data))[1]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (b'{"text": "A caf\xe9 on the pier of New Harbor."}', "A café on the pier of New Harbor."),
        (b'{"text": "\xe2\x80\x9cLit,\xe2\x80\x9d she\xff said."}', "“Lit,” she\ufffd said."),
    ],
)
def test_a_line_that_is_not_utf8_is_read_and_told_of(line: bytes, text: str):
    article, problem = _read(line)
    assert isinstance(article, Article)
    assert article.text == text
    at = next(at for at, byte in enumerate(line, start=1) if byte in b"\xe9\xff")
    assert f"not UTF-8: byte {at} of the line" in problem.message


def test_lines_at_the_limit_are_read():
    for end in (b"", b"\n", b"\r\n"):
        line = b'{"text": "' + b"a" * (5_000 - 12 - len(end.strip(b"\n"))) + b'"}'
        (article,) = _read(line + end)
        assert isinstance(article, Article)


def test_a_byte_order_mark_is_no_part_of_the_first_line():
    (article,) = _read(b"\xef\xbb\xbf" + _line())
    assert isinstance(article, Article)
    with pytest.raises(FormatError, match="UTF-16"):
        _read("\ufeff{}".encode("utf-16-le"))


def test_of_a_key_given_twice_the_last_counts():
    (article,) = _read(b'{"text": "one", "text": "two"}')
    assert isinstance(article, Article)
    assert article.text == "two"


def test_what_the_program_is_given_goes_first():
    given = Given(outlet="Quay Radio", published=date(2031, 1, 1))
    (article,) = _read(_line(outlet="The Lamp Post", title="Light", date="2030-01-01"), replace(OPTIONS, given=given))
    assert isinstance(article, Article)
    assert (article.outlet, article.published, article.title) == ("Quay Radio", date(2031, 1, 1), "Light")


KEYS = st.sampled_from(["text", "id", "outlet", "published", "date", "authors", "kind", "url", "title", "other"])
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.just("2031-05-04")),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=6,
)


@given(st.dictionaries(KEYS, VALUES))
def test_any_json_object_ends_as_an_article_or_a_problem(fields: dict[str, object]):
    first, *rest = _read(json.dumps(fields).encode())
    assert all(isinstance(item, Problem) for item in rest)
    if isinstance(first, Article):
        assert first.text.strip()
        assert isinstance(fields["text"], str)
        assert len(first.text) == len(fields["text"])
        assert all(span.end <= len(first.text) for span in first.boilerplate)
        assert f"{first}".encode()
    else:
        assert rest == []


@given(st.binary().filter(lambda data: b"\n" not in data and data.strip()))
def test_any_line_ends_as_an_article_or_a_problem(data: bytes):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    assert data.strip(b"\xef\xbb\xbf \t\r\n\x0b\x0c") == b"" or len(_read(data)) == 1


def _unpack(data: bytes, options: ReadOptions = OPTIONS) -> Iterator[Article | Problem]:
    return read_gzip_lines(Source(io.BytesIO(data), "a.gz", len(data)), options)


def test_gzip_is_unpacked():
    lines = _line(id="one") + _line(id="two")
    assert [item.given_id for item in _unpack(gzip.compress(lines)) if isinstance(item, Article)] == ["one", "two"]


def test_damaged_gzip_keeps_the_articles_before_the_damage():
    many = b"".join(
        _line(id=number, url=f"https://lamppost.example/{zlib.crc32(bytes(number))}") for number in range(2_000)
    )
    found = _unpack(gzip.compress(many)[:-5_000])
    assert isinstance(next(found), Article)
    with pytest.raises(FormatError, match="damaged or no gzip"):
        list(found)
    with pytest.raises(FormatError, match="damaged or no gzip"):
        list(_unpack(b"plain text"))


@pytest.mark.parametrize("filler", [b"\n", b"a"])
def test_a_gzip_bomb_is_stopped(filler: bytes):
    bomb = gzip.compress(_line() + filler * 3_000_000)
    found = _unpack(bomb)
    assert isinstance(next(found), Article)
    with pytest.raises(FormatError, match="over 200 times its size"):
        list(found)
