"""The page that checks a draft: what it takes, what it refuses, what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from onrecord.config import Config
from onrecord.record import Record
from onrecord.web.app import create_app
from tests.doors import DOOR, HOSTILE, Visitor, make_record

DRAFT = (
    "Mara Quist was plain. “The ferry sank because nobody closed the bow door,” she told Lake Radio.\n\n"
    "“We will raise her before the winter comes,” she said. “Nobody ever asked the captain of the Heron.” So she said."
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    path = make_record(tmp_path_factory.mktemp("web") / "hand.db")
    with Record.open(path, readonly=True) as record:
        app = create_app(record, Config(max_bytes=1_000_000))
        yield Visitor(app)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_every_quotation_gets_a_verdict_with_what_is_printed(client: Visitor):
    answer = client.post("/check", data={"text": DRAFT})
    assert answer.status_code == 200
    words = plain(answer.text)
    assert "3 quotations checked, 2 to look at." in words
    assert "✓ typography" in words or "✓ verbatim" in words
    assert "≠ reworded" in words
    assert "∅ absent not on record in 3 articles of 3 outlets" in words
    assert "given to Mara Quist" in words


def test_printings_link_to_their_words_and_to_the_utterance(client: Visitor):
    html = client.post("/check", data={"text": DRAFT}).text
    assert f'href="/utterance/{DOOR}"' in html
    marked = re.search(r'href="(/article/[0-9a-f]+\?mark=[0-9,-]+)#here"', html)
    assert marked
    article = client.get(marked[1])
    assert article.text.count('id="here"') == 1
    here = article.text[article.text.index('id="here"') :]
    assert here[here.index(">") + 1 :].startswith("The ferry sank because nobody closed the bow door")


def test_the_draft_stays_in_the_form_and_is_kept_nowhere_else(client: Visitor):
    html = client.post("/check", data={"text": "“A <b>draft</b> & more of it.”\r\nNext line."}).text
    assert "“A &lt;b&gt;draft&lt;/b&gt; &amp; more of it.”\nNext line.</textarea>" in html
    assert "draft</b>" not in html
    assert "more of it" not in client.get("/check").text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("draft.txt", DRAFT.encode()),
        ("draft.md", b"# Head\n\n" + DRAFT.encode()),
        ("draft.html", b"<!doctype html><title>x</title><p>" + DRAFT.replace("\n\n", "<p>").encode()),
    ],
)
def test_files_are_read_by_the_end_of_their_name(client: Visitor, name: str, content: bytes):
    answer = client.post("/check", files={"file": (name, content)}, data={"text": "“Pasted words that do not count.”"})
    assert answer.status_code == 200
    assert f"Checked: {name}" in plain(answer.text)
    assert "3 quotations checked" in plain(answer.text)


def test_a_page_pasted_with_its_tags_is_read_as_one(client: Visitor):
    page = f"<!doctype html><html><body><p>{DRAFT}</p><script>“Not a word of it here.”</script></body></html>"
    assert "3 quotations checked" in plain(client.post("/check", data={"text": page}).text)


@pytest.mark.parametrize(
    ("sent", "code", "why"),
    [
        ({"data": {"text": "   "}}, 400, "There is no draft"),
        ({"data": {"text": DRAFT, "published": "last week"}}, 400, "must be written as 2031-05-04"),
        ({"files": {"file": ("x.exe", b"MZ")}}, 400, "a draft is one of .docx, .htm"),
        ({"files": {"file": ("x.docx", b"PK\x03\x04nothing")}}, 400, "no whole Word document"),
        ({"files": {"file": (f"{HOSTILE}.txt", b"\xff\xfe\x00")}}, 400, "&lt;script&gt;"),
        ({"data": {"text": "a" * 1_200_000}}, 413, "More than 1,000,000 bytes were sent"),
        ({"data": {"text": "a " * 120_000}}, 413, "a draft of 240,000 characters"),
        ({"json": {"text": DRAFT}}, 415, "no form"),
        ({"content": b"x", "headers": {"content-type": "multipart/form-data"}}, 400, "cannot be read"),
    ],
)
def test_what_cannot_be_checked_is_refused_with_a_reason(client: Visitor, sent: dict[str, object], code: int, why: str):
    answer = client.post("/check", **sent)
    assert answer.status_code == code
    assert why in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"origin": "http://127.0.0.1"}, 200),
        ({}, 200),
    ],
)
def test_only_these_pages_may_send_a_draft(client: Visitor, headers: dict[str, str], code: int):
    assert client.post("/check", data={"text": "No quotation."}, headers=headers).status_code == code


def test_a_hundred_thousand_marks_are_answered_at_once(client: Visitor):
    answer = client.post("/check", files={"file": ("d.txt", ("“a” " * 45_000).encode())})
    assert answer.status_code == 200
    assert "0 quotations checked" in plain(answer.text)
    assert "45,000 quotations of fewer than three words were passed over" in plain(answer.text)


def test_steering_characters_of_a_draft_are_shown(client: Visitor):
    html = client.post("/check", data={"text": "She said: “The ferry\u202e sank because nobody closed it.”"}).text
    assert "\u202e" not in html
    assert "‹U+202E›" in html
