"""The tools of an assistant, asked over standard input and output as an assistant does."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, Tool

from onrecord.cli import main
from onrecord.record import Record
from onrecord.web import tools
from tests.doors import DOOR, MARA, make_record

ASKED: Sequence[tuple[str, dict[str, Any]]] = [
    ("find_statements", {"words": "door"}),
    ("find_statements", {"speaker": "Quits", "by": "date", "limit": 2}),
    ("find_statements", {"speaker": "Quits", "by": "date", "limit": 2, "skip": 2}),
    ("person_timeline", {"name": "mara quist", "limit": 3}),
    ("person_timeline", {"name": "mara quist", "skip": 3}),
    ("get_utterance", {"utterance": DOOR[:6], "limit": 2}),
    ("get_utterance", {"utterance": DOOR, "skip": 2}),
    ("check_quote", {"quote": "I told them so in May", "speaker": "Pel Lund"}),
    ("check_quote", {"quote": "“nobody closed the bow door”"}),
    ("check_quote", {"quote": "the eels are to blame for everything"}),
]
REFUSED = [
    ("find_statements", {}, "nothing to search for"),
    ("find_statements", {"words": "door", "said": "soon"}, "2031-05-04"),
    ("find_statements", {"words": "a" * 1_001}, "1000"),
    ("get_utterance", {"utterance": "nothing"}, "no utterance 'nothing' is on record"),
    ("person_timeline", {"name": "Nobody"}, "nobody by the name"),
    ("person_timeline", {"name": MARA, "limit": 21}, "20"),
    ("check_quote", {"quote": "so what"}, "fewer than three words"),
    ("check_quote", {"quote": " \n "}, "fewer than three words"),
    ("no_such_tool", {}, "no_such_tool"),
]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("mcp") / "hand.db")


@pytest.fixture(scope="module")
def told(record: Path) -> tuple[list[Tool], list[CallToolResult]]:
    """What one assistant is told, of the tools and by them; starting the program costs seconds."""

    async def ask() -> tuple[list[Tool], list[CallToolResult]]:
        words = ["-W", "error", "-m", "onrecord", "mcp", "--record", str(record)]
        async with Client(StdioServerParameters(command=sys.executable, args=words, env=dict(os.environ))) as client:
            listed = (await client.list_tools()).tools
            calls = [*ASKED, *((name, arguments) for name, arguments, _ in REFUSED)]
            return listed, [await client.call_tool(name, arguments) for name, arguments in calls]

    return asyncio.run(ask())


@pytest.fixture(scope="module")
def answers(told: tuple[list[Tool], list[CallToolResult]]) -> list[dict[str, Any]]:
    return [answer.structured_content for answer in told[1][: len(ASKED)]]


def test_the_tools_are_four_and_only_read(told: tuple[list[Tool], list[CallToolResult]]):
    listed, _ = told
    assert {tool.name for tool in listed} == {name for name, _ in ASKED}
    for tool in listed:
        assert tool.annotations.read_only_hint
        assert len(tool.description) > 50
        assert (
            "limit" not in tool.input_schema["properties"] or tool.input_schema["properties"]["limit"]["maximum"] == 20
        )


def test_programs_and_models_are_told_the_same(told: tuple[list[Tool], list[CallToolResult]]):
    for answer in told[1][: len(ASKED)]:
        (content,) = answer.content
        assert not answer.is_error
        assert json.loads(content.text) == answer.structured_content
        assert "\n" not in content.text


def printings(answer: object) -> Iterator[tuple[str, list[list[int]], str]]:
    """Every article with spans and the words there that an answer names."""
    if isinstance(answer, dict):
        spans = answer.get("content") or answer.get("spans")
        if spans and "article" in answer:
            yield answer["article"], spans, answer["text"]
        for value in answer.values():
            yield from printings(value)
    elif isinstance(answer, list):
        for item in answer:
            yield from printings(item)


def test_every_answer_has_sources_and_offsets_that_lead_to_the_words(answers: list[dict[str, Any]], record: Path):
    with Record.open(record, readonly=True) as opened:
        for answer in answers[:-1]:  # the last one is of words that nobody prints
            found = list(printings(answer))
            assert found
            for article, spans, text in found:
                page = opened.article(article).text
                parts = [page[start:end] for start, end in spans]
                assert text in {" […] ".join(parts), " … ".join(parts)}
                assert opened.article(article).outlet in json.dumps(answer)
        assert not list(printings(answers[-1]))
        assert answers[-1]["searched"] == {"articles": 3, "outlets": 3, "first": "2019-05-02", "last": "2019-05-03"}


def test_statements_are_found_and_go_on(answers: list[dict[str, Any]]):
    found, first, rest = answers[:3]
    assert {item["outlet"] for item in found["statements"]} == {"Lake Radio", "The Orrin Gazette", "Ferryman Weekly"}
    assert {"article", "outlet", "published", "url", "content", "when", "utterances"} <= set(found["statements"][0])
    assert (first["next_skip"], rest["next_skip"]) == (2, None)
    assert first["instead"] == {"Quits": ["quist"]}
    ids = [item["id"] for item in first["statements"] + rest["statements"]]
    assert len(ids) == len(set(ids)) == 4


def test_a_timeline_is_in_order_of_time(answers: list[dict[str, Any]]):
    first, rest = answers[3:5]
    assert first["person"] == rest["person"]
    assert (first["person"]["name"], first["next_skip"], rest["next_skip"]) == (MARA, 3, None)
    days = [item["when"] or item["published"] for item in first["statements"] + rest["statements"]]
    assert days == ["2019-05-02", "2019-05-02", "2019-05-03", None]


def test_an_utterance_comes_with_the_articles_of_its_readings(answers: list[dict[str, Any]]):
    first, rest = answers[5:7]
    assert first["fullest"].endswith("We will raise it before winter […] Ask the harbour.")
    assert [each["changes"] for each in first["readings"]] == [["identical"], ["elided", "spliced"]]
    for answer, names in ((first, ["radio", "gazette"]), (rest, ["ferryman"])):
        assert [each["id"] for each in answer["articles"]] == names
        assert [each["hash"] for each in answer["articles"]] == [each["article"] for each in answer["readings"]]
    assert (first["next_skip"], rest["next_skip"]) == (2, None)


def test_a_quotation_gets_its_verdict(answers: list[dict[str, Any]]):
    (may,), (door,), (eels,) = (answer["quotations"] for answer in answers[7:])
    assert [each["verdict"] for each in (may, door, eels)] == ["reworded", "typography", "absent"]
    assert "other-speaker" in {note["remark"] for note in may["notes"]}
    assert may["printings"][0]["outlet"] == "Lake Radio"
    assert door["printings"][0]["utterance"] == DOOR


def test_what_cannot_be_answered_is_told_and_ends_nothing(told: tuple[list[Tool], list[CallToolResult]]):
    for answer, (name, arguments, said) in zip(told[1][len(ASKED) :], REFUSED, strict=True):
        assert answer.is_error, (name, arguments)
        assert said in answer.content[0].text
        assert "Traceback" not in answer.content[0].text


def test_no_answer_is_longer_than_its_reader_can_take():
    long = {
        "text": "a" * 5_000,
        "content": [[n, n + 1] for n in range(60)],
        "id": "b",
        "notes": [{"words": "c" * 5_000}],
    }
    short = tools._bounded(long)
    assert (len(short["text"]), len(short["content"]), short["cut"]) == (4_000, 50, ["text", "content"])
    assert short["notes"][0]["cut"] == ["words"]
    assert tools._bounded({"text": "a", "none": None}) == {"text": "a", "none": None}


def test_without_the_package_it_is_said_what_to_install(record: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    monkeypatch.delitem(sys.modules, "onrecord.web.tools", raising=False)
    answer = CliRunner().invoke(main, ["mcp", "--record", str(record)])
    assert answer.exit_code == 1
    assert "pip install 'onrecord[mcp]'" in answer.stderr
