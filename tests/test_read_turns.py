"""Tables and lines of turns: one transcript for each day of an event."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import FormatError
from onrecord.extract.turns import turns
from onrecord.model import Article, ArticleKind, Problem
from onrecord.read import Source
from onrecord.read.jsonl import read_lines
from onrecord.read.turns import has_turns, read_turns
from tests.test_read_lines import OPTIONS

HEARING = Path(__file__).parent / "data/read/hearing.csv"


def _table(text: str) -> list[Article | Problem]:
    return list(read_turns(Source(io.BytesIO(text.encode()), "hearing.csv"), OPTIONS))


def _lines(*turns: dict[str, object]) -> list[Article | Problem]:
    data = "".join(json.dumps(turn) + "\n" for turn in turns)
    return list(read_lines(Source(io.BytesIO(data.encode()), "hearing.jsonl"), OPTIONS))


def _articles(items: list[Article | Problem]) -> list[Article]:
    return [item for item in items if isinstance(item, Article)]


def _said(article: Article) -> list[tuple[str, str]]:
    """Who speaks and what, as the transcript is read again for its turns."""
    return [
        (turn.source[0].of(article.text), " ".join(span.of(article.text) for span in turn.content))
        for turn in turns(article)
    ]


def test_a_table_of_turns_is_a_transcript_a_day():
    first, second = _articles(_table(HEARING.read_text(encoding="utf-8")))
    assert (first.kind, first.title, first.published) == (
        ArticleKind.TRANSCRIPT,
        "Hearing on the ferry",
        date(2031, 5, 14),
    )
    assert _said(first) == [
        ("Ada Vinn", "Good morning. The first question: who held the key? You may sit."),
        ("Audience Member 2", "Nobody!"),
        ("Osk Belling Harbour Master", "I did, until nine."),
    ]
    assert (second.published, _said(second)) == (date(2031, 5, 15), [("Ada Vinn", "And on the second day?")])
    assert (first.origin, second.origin) == ("hearing.csv:3", "hearing.csv:6")


def test_lines_with_a_speaker_are_turns_until_day_or_event_change():
    ada: dict[str, object] = {"speaker": "Ada Vinn", "date": "2031-05-14"}
    report: dict[str, object] = {"text": "The ferry sailed on Monday."}
    items = _lines(
        {**ada, "text": "Who held the key?"},
        {**ada, "speaker": "Osk Belling", "text": "I did."},
        {**ada, "text": "Until when?", "title": "Second hearing"},
        report,
        {**ada, "text": "Sit down."},
    )
    assert [(one.kind.value, one.title) for one in _articles(items)] == [
        ("transcript", "hearing"),
        ("transcript", "Second hearing"),
        ("report", None),
        ("transcript", "hearing"),
    ]
    assert _said(_articles(items)[0]) == [("Ada Vinn", "Who held the key?"), ("Osk Belling", "I did.")]


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("5/14/2031", "6/1/2031", [date(2031, 5, 14), date(2031, 6, 1)]),
        ("14.5.2031", "6.1.2031", [date(2031, 5, 14), date(2031, 1, 6)]),
        ("2031-05-14", "2031-06-01", [date(2031, 5, 14), date(2031, 6, 1)]),
    ],
)
def test_the_whole_table_tells_whether_day_or_month_comes_first(first: str, second: str, days: list[date]):
    rows = f"date\tspeaker\ttext\n{first}\tAda Vinn\tSit.\n{second}\tAda Vinn\tStand.\n"
    assert [article.published for article in _articles(_table(rows))] == days


def test_a_day_that_may_be_two_is_reported_and_left_out():
    article, problem = _table("speaker;text;date\nAda Vinn;Sit.;5/6/2031\n")
    assert isinstance(article, Article)
    assert article.published is None
    assert isinstance(problem, Problem)
    assert "'5/6/2031'" in problem.message


def test_a_turn_without_a_speaker_is_reported_and_given_to_nobody():
    items = _table("speaker,text\nAda Vinn,Sit.\n,Who are you?\n")
    assert [item.origin for item in items if isinstance(item, Problem)] == ["hearing.csv:3"]
    (article,) = _articles(items)
    assert article.text == "Ada Vinn: Sit."


@pytest.mark.parametrize("text", ["", "name,words\nAda Vinn,Sit.\n", "Ada Vinn: Sit.\n"])
def test_what_is_no_table_of_turns_is_refused(text: str):
    assert not has_turns(text)
    with pytest.raises(FormatError, match="must name its columns"):
        _table(text)
