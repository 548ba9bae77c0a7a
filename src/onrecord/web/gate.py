"""The gate before every address: what may come in, by host, origin, size and token, and what is told to the rest."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.access import HOSTS, Token
from onrecord.web.problems import problem

__all__ = [
    "ADD",
    "API",
    "COOKIE",
    "LARGEST_ADDITION",
    "LOGIN",
    "Gate",
    "Limits",
    "form_token",
    "is_api",
    "path_of",
    "require_form_token",
]

ADD = "/add"
"""The path of the form that adds articles."""

API = "/api"
"""The path below which programs ask."""

LOGIN = "/login"
"""The path of the form that asks for the token."""

LARGEST_ADDITION = 200_000_000
"""Bytes of files that may be sent at once."""

COOKIE = "onrecord"
"""The name of the cookie with the session."""

_OPEN = frozenset(
    {LOGIN, "/style.css", "/icon.svg", "/page.js", "/htmx.js"}
)  # what somebody who is not in yet may ask for
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})  # methods that never change anything


@dataclass(frozen=True, slots=True)
class Limits:
    """The most bytes that may be sent: to the pages, to REST, and by somebody who is not in yet."""

    pages: int
    api: int
    login: int = 10_000

    def of(self, path: str) -> int:
        """Return the limit of a path."""
        if is_api(path):
            return self.api
        return {LOGIN: self.login, ADD: LARGEST_ADDITION}.get(path, self.pages)


def path_of(request: Request) -> str:
    """Return the path by which a request finds its way; that of its URL also depends on what it says of the host."""
    path: str = request.scope["path"]
    return path


def is_api(path: str) -> bool:
    """Whether a program asks, which is answered with a problem document and not with a page."""
    return path == API or path.startswith(f"{API}/")


class Gate:
    """Refuses what may not come in, before anything else looks at it.

    Without a token the names of this machine are the only ones answered to, so that no site can read a record by
    pointing a name of its own here. With one every request must carry it: ``Authorization: Bearer …``, or the cookie
    that the form at :data:`LOGIN` sets. What another site makes a browser send is refused either way.
    """

    def __init__(self, app: ASGIApp, token: Token | None, limits: Limits, page: Callable[[int, str], Response]) -> None:
        """Stand before ``app``; ``page`` makes the page of an error from its code and words."""
        self._app = app
        self._token = token
        self._limits = limits
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that is refused; hand on any other, with no more of its body than may be sent."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        refused = self._refused(request)
        if refused:
            await refused(scope, receive, send)
        else:
            await self._app(scope, _bounded(receive, self._limits.of(path_of(request))), send)

    def _refused(self, request: Request) -> Response | None:
        path, host = path_of(request), request.headers.get("host", "").partition(":")[0].lower()
        if self._token is None and host not in HOSTS:
            return self._refuse(path, 400, f"This record is served under the names {' and '.join(HOSTS)} only.")
        if request.method not in _SAFE and _is_foreign(request):
            return self._refuse(path, 403, "Another site sent this; it can be sent from these pages only.")
        length = request.headers.get("content-length", "")
        if length.isdecimal() and int(length[:20]) > self._limits.of(path):
            return self._refuse(path, 413, _too_much(self._limits.of(path)))
        if self._token and path not in _OPEN and not _is_in(request, self._token):
            return self._stranger(request)
        return None

    def _refuse(self, path: str, code: int, what: str) -> Response:
        return problem(code, what) if is_api(path) else self._page(code, what)

    def _stranger(self, request: Request) -> Response:
        path, query = path_of(request), request.url.query
        if not is_api(path) and request.method in _SAFE:
            asked = f"{quote(path)}?{query}" if query else quote(path)
            return RedirectResponse(f"{LOGIN}?to={quote(asked)}", 303)
        refusal = self._refuse(path, 401, "This needs the token of the record: “Authorization: Bearer …”.")
        refusal.headers["www-authenticate"] = 'Bearer realm="onrecord"'
        return refusal


def _is_in(request: Request, token: Token) -> bool:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.is_given(given.strip())
    return token.is_open(request.cookies.get(COOKIE, ""))


def _is_foreign(request: Request) -> bool:
    """Whether a browser says that another site sends this; a program that says nothing was not lured by one."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site:
        return site not in {"same-origin", "none"}
    return origin not in {None, f"{request.url.scheme}://{request.headers.get('host', '')}"}


def _bounded(receive: Receive, most: int) -> Receive:
    size = 0

    async def bounded() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > most:
            raise HTTPException(413, _too_much(most))
        return message

    return bounded


def _too_much(most: int) -> str:
    return f"More than {most:,} bytes were sent."


def form_token(request: Request) -> str:
    """Return what a form of these pages carries in a hidden field, which no other site can know.

    It goes with the session of whoever is shown the form, and with this run of the program.
    """
    key: bytes = request.app.state.form_key
    return hmac.new(key, request.cookies.get(COOKIE, "").encode("utf-8", "replace"), "sha256").hexdigest()


def require_form_token(request: Request, given: str) -> None:
    """Let a form that was sent pass only with the token that it was shown with; every form that writes asks for this.

    Raises:
        HTTPException: 403, if it carries another one or none.
    """
    if not hmac.compare_digest(form_token(request).encode(), given.encode("utf-8", "replace")):
        raise HTTPException(403, "This form is out of date; load its page again and send it once more.")
