"""REST: the record for programs, below ``/api``, with an OpenAPI document; every error a problem document."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from http import HTTPStatus
from itertools import islice
from typing import Annotated, Any, TypeVar
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from onrecord import __version__
from onrecord.contract import utterance_to_json
from onrecord.errors import EmptySearchError, NotOnRecordError, OnrecordError, RecordError, TooLargeError
from onrecord.export import notes_fields, report_fields
from onrecord.model import Article
from onrecord.web import schema
from onrecord.web.apparatus import Apparatus
from onrecord.web.desk import CheckDesk
from onrecord.web.gate import path_of
from onrecord.web.problems import PROBLEM, ProblemDocument, problem
from onrecord.web.questions import Draft, FindingQuery, ListQuery, PageQuery, StatementQuery, StoryQuery
from onrecord.web.shapes import (
    correction_fields,
    counts_fields,
    coverage_fields,
    entry_fields,
    finding_fields,
    hit_fields,
    person_fields,
    problem_fields,
    story_fields,
    utterance_fields,
)
from onrecord.web.sources import Sources

__all__ = ["LARGEST_DRAFT", "create_api"]

LARGEST_DRAFT = 2_500_000
"""Bytes of JSON that a draft may have: 200,000 characters, were every one of them written as two escapes."""

_ABOUT = """The record of who said what, as printed by whom: what is printed where, never whether anything is so.

Offsets are code points, the end exclusive. Wherever an answer says `article`, it is the content hash of one."""

_SETTINGS: dict[str, Any] = {
    "title": "onrecord",
    "version": __version__,
    "description": _ABOUT,
    "docs_url": None,  # both load their scripts from elsewhere
    "redoc_url": None,
    "telemetry": {"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
    "responses": {
        "default": {
            "description": "What was wrong with the request.",
            "content": {PROBLEM: {"schema": ProblemDocument.model_json_schema()}},
        }
    },
}

_CODES: Mapping[type[OnrecordError], int] = {
    EmptySearchError: 422,
    TooLargeError: 413,
    NotOnRecordError: 404,
    RecordError: 500,
}
"""Errors of the program → codes; the first kind that fits counts."""

_TEXT = "The whole text of the article too."

Json = dict[str, Any]
_T = TypeVar("_T")
_Handler = Callable[[Request, Any], Coroutine[Any, Any, Response]]
_router = APIRouter()


def create_api(desk: CheckDesk) -> FastAPI:
    """Return the application for the record of a desk, which must be open for reading only."""
    handlers: dict[int | type[Exception], _Handler] = dict.fromkeys(_CODES, _refused)
    handlers |= {HTTPException: _http_error, RequestValidationError: _invalid, Exception: _broken}
    app = FastAPI(**_SETTINGS, exception_handlers=handlers)
    app.include_router(_router)
    app.state.desk = desk
    app.state.checking = asyncio.Lock()
    return app


async def _refused(_: Request, error: OnrecordError) -> Response:
    return problem(next(code for kind, code in _CODES.items() if isinstance(error, kind)), str(error))


async def _http_error(_: Request, error: HTTPException) -> Response:
    said = "" if error.detail == HTTPStatus(error.status_code).phrase else error.detail
    return problem(error.status_code, said, headers=error.headers)


async def _invalid(_: Request, error: RequestValidationError) -> Response:
    """Say of each field what is wrong with it; what was sent is not sent back."""
    errors = [{"where": ".".join(map(str, each["loc"])), "what": str(each["msg"])} for each in error.errors()]
    return problem(422, "The request does not fit the description in openapi.json.", errors=errors)


async def _broken(_: Request, __: Exception) -> Response:
    return problem(500, "Something went wrong here; the log of the program has more.")


async def _desk(request: Request) -> CheckDesk:
    desk: CheckDesk = request.app.state.desk
    return desk


async def _sources(request: Request) -> Sources:
    desk: CheckDesk = request.app.state.desk
    return Sources(desk.record)


_Desk = Annotated[CheckDesk, Depends(_desk)]
_Sources = Annotated[Sources, Depends(_sources)]


def _ok(model: type) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": model, "description": "What was asked for."}}


def _page(request: Request, items: list[Json], step: Json | None, **more: object) -> Response:
    """Return a page of a list; ``step`` are the parameters that differ for the next one, ``None`` at the end."""
    asked = {**request.query_params, **(step or {})}
    link = f"{quote(path_of(request))}?{urlencode(asked)}" if step else None
    return JSONResponse({"items": items, "next": link, **more})


def _part(
    request: Request, asked: PageQuery, found: Iterable[_T], fields: Callable[[_T], Json], **more: object
) -> Response:
    """Return a page of a list of which ``found`` begins with the first item of the page."""
    items = list(islice(found, asked.limit + 1))
    step = {"skip": asked.skip + asked.limit} if len(items) > asked.limit else None
    return _page(request, [fields(item) for item in items[: asked.limit]], step, **more)


@_router.get("/articles", responses=_ok(schema.Articles))
def list_articles(request: Request, sources: _Sources, asked: Annotated[ListQuery, Query()]) -> Response:
    """List the articles in order of publication, those without a date last."""
    found = sources.record.articles(asked.limit + 1, asked.after)
    items = [entry_fields(entry) for entry in found[: asked.limit]]
    return _page(request, items, {"after": items[-1]["hash"]} if len(found) > asked.limit else None)


@_router.get("/articles/{article:path}", responses=_ok(schema.Notes))
def get_article(
    article: str, sources: _Sources, *, text: Annotated[bool, Query(description=_TEXT)] = False
) -> Response:
    """Return an article with its statements, by its hash, 6 characters of it, or the id its source gave it."""
    notes = sources.record.notes(article)
    return JSONResponse(notes_fields(notes, with_text=text) | {"hash": notes.article.id})


@_router.get("/statements", responses=_ok(schema.Found))
def find_statements(request: Request, sources: _Sources, asked: Annotated[StatementQuery, Query()]) -> Response:
    """Find statements by words, names, days and kind."""
    record, search = sources.record, asked.search
    found = record.find(search, limit=asked.limit + 1, skip=asked.skip, by_date=asked.by == "date")
    return _part(request, asked, found, lambda hit: hit_fields(hit, sources), instead=record.instead(search))


@_router.get("/utterances", responses=_ok(schema.Utterances))
def list_utterances(request: Request, sources: _Sources, asked: Annotated[ListQuery, Query()]) -> Response:
    """List the utterances, those that most articles print first."""
    found = sources.record.utterances(asked.limit + 1, asked.after)
    items = [utterance_to_json(utterance, {}) for utterance in found[: asked.limit]]
    return _page(request, items, {"after": items[-1]["id"]} if len(found) > asked.limit else None)


@_router.get("/coverage", responses=_ok(schema.Coverage))
def list_coverage(request: Request, sources: _Sources, asked: Annotated[ListQuery, Query()]) -> Response:
    """List who prints which utterance how and when, and when it was said; those that most articles print first."""
    found, findings = sources.record.utterances(asked.limit + 1, asked.after), sources.record.findings("origins")
    items = [coverage_fields(Apparatus(utterance, sources, findings)) for utterance in found[: asked.limit]]
    return _page(request, items, {"after": items[-1]["utterance"]} if len(found) > asked.limit else None)


@_router.get("/utterances/{utterance}", responses=_ok(schema.UtteranceWithArticles))
def get_utterance(utterance: str, sources: _Sources) -> Response:
    """Return an utterance as every article prints it, by its id or the first 6 characters of it."""
    return JSONResponse(utterance_fields(sources.record.utterance(utterance), sources))


@_router.get("/persons/{person:path}/statements", responses=_ok(schema.Statements))
def list_statements_of_person(
    person: str, request: Request, sources: _Sources, asked: Annotated[PageQuery, Query()]
) -> Response:
    """List what somebody said, by the first day it can have been said on, else the day it was published."""
    found = sources.record.statements_of(person, skip=asked.skip)
    return _part(request, asked, found, lambda hit: hit_fields(hit, sources))


@_router.get("/persons/{person:path}", responses=_ok(schema.Person))
def get_person(person: str, sources: _Sources) -> Response:
    """Return somebody who speaks, by id or by name, in whatever case."""
    return JSONResponse(person_fields(sources.record.person(person)))


@_router.get("/findings", responses=_ok(schema.Findings))
def list_findings(request: Request, sources: _Sources, asked: Annotated[FindingQuery, Query()]) -> Response:
    """List places to look, by kind and falling score; never a verdict about the world."""
    found = islice(sources.record.findings(asked.kind), asked.skip, None)
    return _part(request, asked, found, lambda finding: finding_fields(finding, sources))


@_router.get("/stories", responses=_ok(schema.Stories))
def list_stories(request: Request, sources: _Sources, asked: Annotated[StoryQuery, Query()]) -> Response:
    """List the affairs and the events of each, by their first day."""
    found = islice(sources.record.stories(asked.grain), asked.skip, None)
    return _part(request, asked, found, lambda story: story_fields(story, sources))


@_router.get("/stories/{story}", responses=_ok(schema.Story))
def get_story(story: str, sources: _Sources) -> Response:
    """Return a story by its id or the first 6 characters of it."""
    return JSONResponse(story_fields(sources.record.story(story), sources))


@_router.get("/corrections", responses=_ok(schema.Corrections))
def list_corrections(request: Request, sources: _Sources, asked: Annotated[PageQuery, Query()]) -> Response:
    """List what people corrected, in the order in which they did."""
    return _part(request, asked, islice(sources.record.corrections(), asked.skip, None), correction_fields)


@_router.get("/problems", responses=_ok(schema.Problems))
def list_problems(request: Request, sources: _Sources, asked: Annotated[PageQuery, Query()]) -> Response:
    """List what went wrong in reading and noting."""
    return _part(request, asked, islice(sources.record.problems(), asked.skip, None), problem_fields)


@_router.get("/counts", responses=_ok(schema.Counts))
def get_counts(sources: _Sources) -> Response:
    """Count what is on record."""
    return JSONResponse(counts_fields(sources.record.counts()))


@_router.post("/check", responses=_ok(schema.Report))
async def check_draft(request: Request, desk: _Desk, draft: Draft) -> Response:
    """Check the quotations of a draft against the record; nothing of it is kept."""
    article = Article(Article.id_of(draft.text, None, None), draft.text, published=draft.published, origin="draft")
    async with request.app.state.checking:  # those that wait hold no thread, so that other requests go on
        report = await run_in_threadpool(desk.check, article)
    return JSONResponse(report_fields(report))
