"""HTML pages: body, headline and what the page says of itself; hostile ones end in an error, not in a crash."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import EmptyArticleError, FormatError, ReadError, TooLargeError
from onrecord.language.calendar import Calendar
from onrecord.language.page import PageWords
from onrecord.model import Article
from onrecord.read import ReadOptions, Source
from onrecord.read.html import read_html

ENGLISH = files("onrecord.language") / "en"
OPTIONS = ReadOptions(
    Calendar.from_toml(ENGLISH / "calendar.toml"), PageWords.from_toml(ENGLISH / "page.toml"), max_bytes=3_000_000
)
COURIER = (Path(__file__).parent / "data/read/courier.html").read_text(encoding="utf-8")
SENTENCE = "The keeper of the old light said on Monday that it had burned all night, whatever the mayor may claim. "
BODY = f"<p>{SENTENCE * 2}</p><p>“{SENTENCE}”</p><p>{SENTENCE} Café. </p>"


def _read(markup: str, encoding: str = "utf-8") -> Article:
    (article,) = read_html(Source(io.BytesIO(markup.encode(encoding)), "a.html"), OPTIONS)
    return article


def _page(head: str = "", body: str = BODY) -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{body}</article></body></html>"


def _linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_a_whole_page():
    article = _read(COURIER)
    assert article.outlet == "The Lamp Post"
    assert article.url == "https://lamppost.example/2031/05/04/old-light"
    assert article.title == "Council keeps ‘old light’ burning"
    assert article.byline == "Tilda Maresh, Osk Belling"
    assert article.published == date(2031, 5, 4)
    lines = [line for line in article.text.split("\n") if line]
    assert lines[0] == article.title
    assert lines[-1].endswith("the clerk said.")
    assert "“a candle in a very expensive window”" in article.text
    assert "Sea" not in article.text
    assert [span.of(article.text) for span in article.boilerplate] == [
        "By Tilda Maresh and Osk Belling", "READ MORE: Keeper ‘does not remember’ the storm",
    ]  # fmt: skip


def test_the_headline_is_printed_once_before_the_body():
    headline = "Light to burn on"
    article = _read(_page(_linked(headline=headline)))
    assert article.text.startswith(f"{headline}\n\nThe keeper")
    again = _read(_page(_linked(headline=headline), f"<p>Light to burn on!</p>{BODY}"))
    assert again.text.count("Light to burn on") == 1


def test_the_headline_shown_goes_before_the_one_for_machines():
    assert _read(_page(_linked(headline="Light to burn on in harbor"), "<h1>Light  to\nburn on</h1>" + BODY)).title == (
        "Light to burn on"
    )
    assert (
        _read(_page(_linked(headline="Light to burn on"), "<h1>The Lamp Post</h1>" + BODY)).title == "Light to burn on"
    )


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (_linked(datePublished="2031-05-04T23:30:00-05:00"), date(2031, 5, 4)),
        ('<meta property="article:published_time" content="2031-05-04T01:00:00Z">', date(2031, 5, 4)),
        ('<meta itemprop="datePublished" content="2031-05-04">', date(2031, 5, 4)),
        (_linked(datePublished="soon") + '<meta name="date" content="2031-05-04">', date(2031, 5, 4)),
        (_linked(dateModified="2031-05-04"), None),
        ("", None),
    ],
)
def test_day_of_publication(head: str, day: date | None):
    assert _read(_page(head)).published == day


def test_a_time_before_the_report_is_its_day_but_not_one_inside():
    clock = '<time datetime="2031-05-04T10:00">'
    assert _read(_page(body=f"<h1>Light</h1>{clock}4 May</time>{BODY}")).published == date(2031, 5, 4)
    assert _read(_page(body=f"{BODY}<p>The storm of {clock}that May</time> was worse.</p>")).published is None
    assert _read(_page(body=f'{BODY}<time itemprop="datePublished" datetime="2031-05-04">x</time>')).published == date(
        2031, 5, 4
    )


@pytest.mark.parametrize(
    ("head", "names"),
    [
        (_linked(author="By Tilda Maresh"), "Tilda Maresh"),
        (_linked(author={"name": "Tilda Maresh"}), "Tilda Maresh"),
        (
            _linked(author=[{"name": "Tilda Maresh"}, "Osk Belling", {"name": "Tilda Maresh"}, 7]),
            "Tilda Maresh, Osk Belling",
        ),
        (
            _linked(author="https://lamppost.example/tilda") + '<meta name="author" content="Tilda Maresh">',
            "Tilda Maresh",
        ),
        ("", None),
    ],
)
def test_authors(head: str, names: str | None):
    assert _read(_page(head)).byline == names


def test_outlet_and_address():
    head = '<meta property="og:site_name" content="The Lamp &amp;amp; Post"><meta property="og:url" content="/x">'
    article = _read(_page(head + '<link rel="canonical" href="/relative">' + _linked(url="https://lamppost.example/1")))
    assert (article.outlet, article.url) == ("The Lamp & Post", "https://lamppost.example/1")


def test_the_outlet_is_no_part_of_the_title():
    outlet = '<meta property="og:site_name" content="Lamp Post">'
    title = '<meta property="og:title" content="Light to burn on | Lamp Post">'
    assert _read(_page(outlet + title)).title == "Light to burn on"


@pytest.mark.parametrize(
    "script", ["{", "[" * 5000, '{"@type": 7, "@id": []}', "7", '[null, [[]], {"@graph": 3}]', "NaN"]
)
def test_broken_json_ld_is_passed_over(script: str):
    head = f'<script type="application/ld+json">{script}</script>' + _linked(publisher={"name": "The Lamp Post"})
    assert _read(_page(head)).outlet == "The Lamp Post"


def test_the_encoding_is_the_one_the_page_names():
    assert "Café" in _read(_page('<meta charset="iso-8859-1">'), "cp1252").text
    assert (
        "Café"
        in _read(_page('<meta http-equiv="content-type" content="text/html; charset=windows-1252">'), "cp1252").text
    )
    assert "Café" in _read('<?xml version="1.0" encoding="utf-8"?>' + _page()).text
    assert "Café" in _read(_page('<meta charset="koi8-r">'), "utf-8-sig").text


@pytest.mark.parametrize(
    ("markup", "error", "message"),
    [
        ("", EmptyArticleError, "empty"),
        ("<html></html>", EmptyArticleError, "no article body found; save the text as .txt"),
        ("<html><body><nav>Home</nav></body></html>", EmptyArticleError, "no article body"),
        ("%PDF-1.7", FormatError, "a PDF"),
        ("<p>" * 100_001, TooLargeError, "over 100,000 elements"),
        ("x" * 3_000_001, TooLargeError, "over the limit of 3,000,000 bytes"),
    ],
)
def test_pages_without_an_article_are_refused(markup: str, error: type[ReadError], message: str):
    with pytest.raises(error, match=message):
        _read(markup)


HOSTILE = {
    "deep": "<div>" * 20_000 + BODY,
    "deep inline": "<p>" + "<b>" * 20_000 + SENTENCE * 5,
    "long attribute": f'<div class="{"a " * 500_000}" style="{"b" * 500_000}">{BODY}</div>',
    "many": "<p>a b</p>" * 5_000 + BODY,
    "tables": "<table><tr><td>" * 500 + BODY,
    "deep script": f'<script type="application/ld+json">{"[" * 50_000}</script>{BODY}',
    "wide script": f'<script type="application/ld+json">[{",".join(["{}"] * 50_000)}]</script>{BODY}',
    "broken": "<<<>>>&&&#x0;&#xFFFFFFFF;<!--<![CDATA[" + BODY,
    "controls": "\x08\x0b" + BODY * 3,
    "plain": SENTENCE * 10,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_as_an_article_or_an_error(name: str):
    with suppress(ReadError):
        assert _read(f"<html><body>{HOSTILE[name]}").text.strip()


TAGS = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<div>",
            "<table>",
            "<td>",
            "<h1>",
            "<time datetime='2031-05-04'>",
            "<a href=x>",
            "<br>",
            "<q>",
        ),
        *(
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "<meta name=author content=1>",
            "<svg>",
            "<li>",
            "<html>",
            "<?xml",
            "]]>",
        ),
        *(
            "&nbsp;",
            "&#0;",
            "<",
            ">",
            "\x00",
            SENTENCE,
            '<script type=application/ld+json>{"@type":"NewsArticle","author":[',
        ),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TAGS, max_size=40).map("".join))
def test_any_markup_ends_as_an_article_or_an_error(markup: str):
    try:
        article = _read("<html>" + markup)
    except ReadError:
        return
    assert article.text.strip()
    assert all(span.end <= len(article.text) for span in article.boilerplate)
