"""What a page may hold against its reader: huge texts, endless quotation marks, characters that steer or hide."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.model import Article, Evidence, Finding, Form, Fragment, Notes, Span, Speaker, SpeakerKind, Statement
from onrecord.record import Record
from onrecord.web.app import create_app
from tests.doors import Visitor

QUOTED = 50_000  # statements of 10⁵ quotation marks
ZERO = "He said: “Pay\u200b\u200d\ufeff the \u2066ferry\u2069man\u202e.”<img src=x onerror=alert(1)>"


def made(name: str, text: str, **more: object) -> Article:
    return Article(Article.id_of(text, name, None), text, outlet=name, given_id=name, **more)


def endless() -> Notes:
    text = "“No.” " * QUOTED
    article = made("endless", text, title="</title><script>alert(1)</script>")
    statements = tuple(
        Statement(
            f"{number:020x}",
            article.id,
            Form.DIRECT,
            (Fragment(Span(number * 6, number * 6 + 5), (Span(number * 6, number * 6 + 5),)),),
            speaker=f"Nobody {number % 3}",
        )
        for number in range(QUOTED)
    )
    return Notes(article, statements, tuple(Speaker(f"Nobody {n}", SpeakerKind.PERSON) for n in range(3)))


def steering() -> Notes:
    article = made("steering", ZERO, title="\u202eeltit\u202c \u200b", url="data:text/html,<script>1</script>")
    said = Statement(
        "5teer", article.id, Form.DIRECT, (Fragment(Span(9, len(ZERO))),), speaker="\u200b\u202eX", addressee="<b>"
    )
    return Notes(article, (said,), (Speaker("\u200b\u202eX", SpeakerKind.PERSON),))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    path: Path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    huge = Notes(made("huge", "\n\n".join(["The lake lay still & nobody < nobody said a word."] * 100_000)))
    line = Notes(made("line", "word " * 1_000_000))
    steer = steering()
    found = Finding("<b>kind", "<script>alert(2)</script>\u202e", (Evidence(steer.article.id, Span(9, 20)),), 0.5)
    with Record.open(path, create=True) as record:
        record.keep([endless(), huge, line, steer])
        record.replace_utterances([], [found])
    with Record.open(path, readonly=True) as record:
        yield Visitor(create_app(record))


@pytest.mark.parametrize(
    ("path", "seconds", "most"),
    [
        ("/article/huge", 10, 12_000_000),  # five megabytes in 100,000 paragraphs: 2 s, on a slow day 4.5
        ("/article/line", 2, 6_000_000),
        ("/article/endless", 8, 3_000_000),
        ("/article/endless?from=40000", 8, 3_000_000),
        ("/person/Nobody%201", 8, 300_000),
        ("/find?q=no", 4, 200_000),
        ("/", 4, 200_000),
    ],
)
def test_huge_texts_stay_fast(client: Visitor, path: str, seconds: float, most: int):
    begun = time.process_time()
    answer = client.get(path)
    assert time.process_time() - begun < seconds
    assert answer.status_code == 200
    assert len(answer.content) < most


def test_endless_statements_go_on_page_by_page(client: Visitor):
    html = client.get("/article/endless").text
    assert "400 of 50,000 statements marked" in html
    assert 'href="?from=401" rel="next"' in html
    assert html.count('<section class="card') == 400


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/articles",
        "/article/steering",
        "/article/endless",
        "/find?q=pay",
        "/findings",
        "/person/%E2%80%8B%E2%80%AEX",
    ],
)
def test_what_steers_or_runs_is_shown_as_text(client: Visitor, path: str):
    answer = client.get(path)
    assert answer.status_code == 200
    html = answer.text.replace('<script src="/page.js" defer></script>', "")
    for never in ("<script", "<img", "\u202e", "\u2066", 'href="data:', "<b>kind"):
        assert never not in html


def test_characters_that_hide_are_named(client: Visitor):
    html = client.get("/article/steering").text
    assert "Pay‹U+200B›\u200d‹U+FEFF› the ‹U+2066›ferry‹U+2069›man‹U+202E›.”" in html
