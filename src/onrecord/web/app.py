"""The web application: addresses, headers that forbid everything the pages do not need, and pages for errors."""

from __future__ import annotations

import secrets
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.config import Config
from onrecord.errors import NotOnRecordError, RecordError
from onrecord.record import Record
from onrecord.web import adding, comparing, correcting, drafts, finding, overview, pages, persons, stories
from onrecord.web.access import Token
from onrecord.web.desk import CheckDesk
from onrecord.web.gate import ADD, API, Gate, Limits, is_api, path_of
from onrecord.web.jobs import Jobs, Writing
from onrecord.web.login import login_routes
from onrecord.web.problems import problem
from onrecord.web.rendering import page
from onrecord.web.rest import LARGEST_DRAFT, create_api

__all__ = ["create_app"]

_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",  # other sites learn nothing; our own forms say where they come from
    "x-content-type-options": "nosniff",
}

_EXPLAINED = frozenset({400, 403, 413, 415})
"""Codes that these pages raise themselves, with words of their own."""


class _Guard:
    """Adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(name.encode("ascii"), value.encode("ascii")) for name, value in _HEADERS.items()]
                message = {**message, "headers": [*message["headers"], *own]}
            await send(message)

        await self.app(scope, receive, guarded)


def create_app(
    record: Record, config: Config | None = None, token: Token | None = None, writing: Writing | None = None
) -> Starlette:
    """Return the pages and REST of a record, which must be open for reading only (requests share it between threads).

    Without a ``token`` they answer to the names of this machine alone; without ``writing`` nothing can be added or
    corrected.
    """
    config = config or Config()
    desk = CheckDesk(record, config)
    routes = [
        Route("/", pages.front),
        Route("/article/{key}", pages.article),
        Route("/utterance/{key}", pages.utterance),
        Route("/person/{key:path}", persons.person),
        Route("/articles", pages.articles),
        Route("/find", finding.find),
        Route("/findings", comparing.findings),
        Route("/coverage", overview.coverage),
        Route("/timeline", overview.timeline),
        Route("/stories", stories.stories),
        Route("/story/{key}", stories.story),
        Route("/corrections", correcting.corrections),
        Route("/correct/{key}", correcting.correct_form, methods=["GET"]),
        Route("/correct/{key}", correcting.correct_sent, methods=["POST"]),
        Route(ADD, adding.add_form, methods=["GET"]),
        Route(ADD, adding.add_sent, methods=["POST"]),
        Route("/jobs/{number:int}", adding.job),
        Route("/check", drafts.check_form),
        Route("/check", drafts.check_sent, methods=["POST"]),
        _static("style.css", "text/css"),
        _static("icon.svg", "image/svg+xml"),
        _static("page.js", "text/javascript"),
        _static("htmx.js", "text/javascript"),
        *(login_routes(token) if token else ()),
        Mount(API, create_api(desk)),
    ]
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(_Guard),
            Middleware(Gate, token, Limits(pages=config.max_bytes, api=LARGEST_DRAFT), _error_page),
        ],
        exception_handlers={
            HTTPException: _http_error,
            NotOnRecordError: _missing,
            RecordError: _broken,
        },
    )
    app.state.record = record
    app.state.config = config
    app.state.jobs = Jobs(writing.place) if writing else None
    app.state.user = writing.user if writing else ""
    app.state.form_key = secrets.token_bytes(32)
    app.state.checker = drafts.Checker(desk)
    return app


def _static(name: str, media_type: str) -> Route:
    content = (files("onrecord.web") / "static" / name).read_bytes()

    def send(_: Request) -> Response:
        return Response(content, media_type=media_type, headers={"cache-control": "no-cache"})

    return Route(f"/{name}", send)


def _http_error(request: Request, error: Exception) -> Response:
    code = error.status_code if isinstance(error, HTTPException) else 500
    if is_api(path_of(request)):  # no address of REST, not even by its form
        return problem(code)
    said = error.detail if isinstance(error, HTTPException) and code in _EXPLAINED else ""
    return _error_page(code, said or ("There is no such page." if code == 404 else "The pages cannot be asked so."))


def _missing(_: Request, error: Exception) -> Response:
    return _error_page(404, str(error))


def _broken(_: Request, error: Exception) -> Response:
    return _error_page(500, str(error))


def _error_page(code: int, what: str) -> Response:
    return page("error.html", code, code=code, what=what)
