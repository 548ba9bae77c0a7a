"""MCP: the record as tools of an assistant, over standard input and output; nothing is written.

Every answer has offsets and sources: article, outlet, day, address, spans. An answer is never longer than its reader
can take: few items at a time, with ``next_skip`` for more, and ``cut`` for what of one item had to be left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Annotated, Any, Literal

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from onrecord import __version__
from onrecord.errors import OnrecordError
from onrecord.export import report_fields
from onrecord.model import Form, Stance
from onrecord.record import Hit, Search
from onrecord.web.desk import CheckDesk
from onrecord.web.questions import Days, Name, StatementQuery, Text, Words
from onrecord.web.shapes import hit_fields, person_fields, utterance_fields
from onrecord.web.sources import Sources

__all__ = ["create_server"]

Json = dict[str, Any]

_CHARACTERS = 4_000  # of one string in an answer
_ITEMS = 50  # of one list in an answer

_ABOUT = """A record of public statements: who said what, as printed by whom. It shows what is printed where, never
whether anything is so. Name outlet, day and offsets with whatever you pass on; that something is not on record holds
only for what was searched. Offsets are code points, the end exclusive, in the text of the article."""

_Limit = Annotated[int, Field(ge=1, le=20, description="Most items.")]
_Skip = Annotated[int, Field(ge=0, le=1_000_000_000, description="Items before; next_skip of the last answer.")]


def create_server(desk: CheckDesk) -> MCPServer:
    """Return the server for the record of a desk, which must be open for reading only."""
    server: MCPServer = MCPServer("onrecord", instructions=_ABOUT, version=__version__, log_level="WARNING")
    tools = _Tools(desk)
    hints = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for tool in (tools.check_quote, tools.find_statements, tools.get_utterance, tools.person_timeline):
        server.add_tool(tool, annotations=hints)
    return server


@contextmanager
def _told() -> Iterator[None]:
    """Hand what is wrong with a question to whoever asked it."""
    try:
        yield
    except OnrecordError as error:
        raise ToolError(str(error)) from error


class _Tools:
    """The tools; their docstrings are what an assistant reads of them."""

    def __init__(self, desk: CheckDesk) -> None:
        self._desk = desk
        self._record = desk.record

    def check_quote(
        self,
        quote: Annotated[Text, Field(max_length=2_000, description="The words, three or more.")],
        speaker: Annotated[Name | None, Field(description="Who is said to have said them.")] = None,
    ) -> CallToolResult:
        """Compare a quotation with what is printed: as printed, cut, reworded, or not on record, with every source.

        The verdict is on the words alone; notes say who else is given them, and what numbers, names or negations
        differ. Fewer than three words are not checked.
        """
        with _told():
            report = self._desk.check_quotation(quote, speaker)
        if report.skipped:
            raise ToolError("a quotation of fewer than three words is not checked: anybody may have printed it")
        return _answer(_bounded(report_fields(report)))

    def find_statements(  # noqa: PLR0913 - one for each filter
        self,
        *,
        words: Annotated[Words, Field(description='Words; "a phrase" as it stands, begin* whatever begins so.')] = "",
        speaker: Annotated[Name | None, Field(description="Words of the speaker's name.")] = None,
        outlet: Annotated[Name | None, Field(description="Words of the outlet's name.")] = None,
        stance: Stance | None = None,
        form: Annotated[Form | None, Field(description="How much of it is quoted.")] = None,
        occasion: Annotated[Name | None, Field(description="Such as interview or hearing.")] = None,
        said: Annotated[Days | None, Field(description="When: 2031, 2031-05, 2031-05-04/.. or ../2031-06.")] = None,
        printed: Annotated[Days | None, Field(description="When the article was published.")] = None,
        by: Literal["rank", "date"] = "rank",
        limit: _Limit = 10,
        skip: _Skip = 0,
    ) -> CallToolResult:
        """Find statements by words, names, days and kind; all that is given must apply.

        ``instead`` has the names looked for in place of words that are nowhere on record.
        """
        asked = StatementQuery(
            words=words,
            speaker=speaker,
            outlet=outlet,
            stance=stance,
            form=form,
            occasion=occasion,
            said=said,
            printed=printed,
        )
        with _told():
            found = self._record.find(asked.search, limit=limit + 1, skip=skip, by_date=by == "date")
            return _answer({**self._page(found, limit, skip), "instead": self._instead(asked.search)})

    def get_utterance(
        self,
        utterance: Annotated[Text, Field(max_length=100, description="Its id, or the first 6 characters.")],
        limit: _Limit = 10,
        skip: _Skip = 0,
    ) -> CallToolResult:
        """Show one utterance as every article prints it: the fullest version, and how each reading differs from it.

        “[…]” in the fullest version is a seam: nobody prints the words before and after it together. ``order`` tells
        where the order of two utterances is not known.
        """
        with _told():
            sources = Sources(self._record)
            fields = utterance_fields(self._record.utterance(utterance), sources)
            readings = fields["readings"][skip : skip + limit]
            for reading in readings:
                text = sources.article(reading["article"]).text
                reading["text"] = " […] ".join(text[start:end] for start, end in reading["spans"])
            shown = {reading["article"] for reading in readings}
            articles = [article for article in fields["articles"] if article["hash"] in shown]
            more = len(fields["readings"]) > skip + limit
            fields |= {"readings": readings, "articles": articles, "next_skip": skip + limit if more else None}
            del fields["places"]
            return _answer(_bounded(fields))

    def person_timeline(
        self,
        name: Annotated[Name, Field(description="A name as articles print it, in whatever case.")],
        limit: _Limit = 10,
        skip: _Skip = 0,
    ) -> CallToolResult:
        """List what somebody is on record for, by the first day it can have been said on, else the day of printing."""
        with _told():
            person = self._record.person(name)
            found = list(islice(self._record.statements_of(person.id, skip=skip), limit + 1))
            return _answer({"person": person_fields(person), **self._page(found, limit, skip)})

    def _instead(self, search: Search) -> dict[str, list[str]]:
        return {word: list(names) for word, names in self._record.instead(search).items()}

    def _page(self, found: list[Hit], limit: int, skip: int) -> Json:
        sources = Sources(self._record)
        statements = [_bounded(hit_fields(hit, sources)) for hit in found[:limit]]
        return {"statements": statements, "next_skip": skip + limit if len(found) > limit else None}


def _answer(fields: Json) -> CallToolResult:
    """Return fields for programs, and as text for models: on one line, for blanks are paid for."""
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return CallToolResult(content=[TextContent(text=text)], structured_content=fields)


def _bounded(fields: Json) -> Json:
    """Return fields with long strings and lists shortened, and in ``cut`` the names of those that were."""
    kept = {key: _shortened(value) for key, value in fields.items()}
    cut = [key for key, value in fields.items() if isinstance(value, str | list) and len(value) > len(kept[key])]
    return kept | {"cut": cut} if cut else kept


def _shortened(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return value[:_CHARACTERS]
    if isinstance(value, list):
        return [_shortened(item) for item in value[:_ITEMS]]
    return _bounded(value) if isinstance(value, dict) else value
