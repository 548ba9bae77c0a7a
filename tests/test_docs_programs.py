"""What the docs show programs and assistants is what they are told, of the record that ``onrecord demo`` makes."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from mcp import Client

from onrecord.cli import main
from onrecord.config import Config
from onrecord.record import Record
from onrecord.web.access import Token
from onrecord.web.app import create_app
from onrecord.web.desk import CheckDesk
from onrecord.web.rest import create_api
from onrecord.web.tools import create_server
from tests.doors import Visitor

DOCS = Path(__file__).parents[1] / "docs"
SECRET = "a-token-for-the-tests"  # noqa: S105


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    path = tmp_path_factory.mktemp("demo") / "onrecord-demo.db"
    assert CliRunner().invoke(main, ["demo", "--record", str(path)]).exit_code == 0
    with Record.open(path, readonly=True) as opened:
        yield opened


def is_part_of(shown: object, told: object) -> bool:
    """Whether all that is shown is told: every key, and of a list the first items."""
    if isinstance(shown, dict) and isinstance(told, dict):
        return all(key in told and is_part_of(value, told[key]) for key, value in shown.items())
    if isinstance(shown, list) and isinstance(told, list):
        return len(shown) <= len(told) and all(map(is_part_of, shown, told))
    return shown == told


def asked(visitor: Visitor, line: str) -> httpx.Response:
    """Ask as a line of the shell does."""
    words = iter(shlex.split(line.replace("$(cat token.txt)", SECRET))[1:])
    url, headers, body = "", {}, None
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = next(words).encode()
        else:
            url = word
    return visitor.ask("GET" if body is None else "POST", url, headers=headers, content=body)


def test_rest_answers_as_shown(record: Record):
    page = (DOCS / "rest.md").read_text("utf-8")
    examples = re.findall(r"^(curl [^\n]*)\n```\n\n```json\n(.*?)```", page, re.MULTILINE | re.DOTALL)
    assert len(examples) == page.count("curl ") == 7
    home, abroad = (Visitor(create_app(record, token=token)) for token in (None, Token(SECRET)))
    for line, shown in examples:
        answer = asked(abroad if "Bearer" in line else home, line).json()
        assert is_part_of(json.loads(shown), answer), f"{line}\n{json.dumps(answer, ensure_ascii=False)}"


def test_rest_answers_at_every_address_shown_and_no_other(record: Record):
    page = (DOCS / "rest.md").read_text("utf-8")
    document = create_api(CheckDesk(record, Config())).openapi()
    shown = set(re.findall(r"^\| `(?:POST )?/api(/\S*)` \|", page, re.MULTILINE))
    assert shown == {*document["paths"], "/openapi.json"}
    (find,) = re.findall(r"^\| `/api/statements` \| (.*) \|$", page, re.MULTILINE)
    parameters = {each["name"] for each in document["paths"]["/statements"]["get"]["parameters"]}
    assert set(re.findall(r"`(\w+)`", find)) == parameters - {"limit", "skip"}


def test_the_tools_of_an_assistant_answer_as_shown(record: Record):
    page = (DOCS / "mcp.md").read_text("utf-8")
    examples = re.findall(r"`(\w+)`, asked with\n\n```json\n(.*?)```\n\nanswers\n\n```json\n(.*?)```", page, re.DOTALL)
    assert len(examples) == 2

    async def ask() -> None:
        async with Client(create_server(CheckDesk(record, Config()))) as client:
            listed = (await client.list_tools()).tools
            rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]*) \|", page, re.MULTILINE))
            assert {name: set(re.findall(r"`(\w+)`", row)) for name, row in rows.items()} == {
                tool.name: set(tool.input_schema["properties"]) for tool in listed
            }
            for name, arguments, shown in examples:
                answer = (await client.call_tool(name, json.loads(arguments))).structured_content
                assert is_part_of(json.loads(shown), answer), json.dumps(answer, ensure_ascii=False)

    asyncio.run(ask())
