"""The form that asks for the token of a record and sets the cookie for it."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.web.access import Token
from onrecord.web.gate import COOKIE, LOGIN, form_token, require_form_token
from onrecord.web.rendering import page

__all__ = ["login_routes"]


def login_routes(token: Token) -> list[Route]:
    """Return the routes of the form for a token."""

    async def sent(request: Request) -> Response:
        fields = parse_qs((await request.body()).decode("utf-8", "replace"))
        first = {name: values[0] for name, values in fields.items()}
        require_form_token(request, first.get("form_token", ""))
        to = _own(first.get("to", ""))
        if not token.is_given(first.get("token", "").strip()):
            return _form(request, to, 403, wrong="That is not the token of this record.")
        answer = RedirectResponse(to, 303)
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, token.session, httponly=True, samesite="strict", secure=secure)
        return answer

    return [Route(LOGIN, _shown, methods=["GET"]), Route(LOGIN, sent, methods=["POST"])]


def _shown(request: Request) -> Response:
    return _form(request, _own(request.query_params.get("to", "")))


def _form(request: Request, to: str, code: int = 200, wrong: str = "") -> Response:
    return page("login.html", code, to=to, wrong=wrong, form_token=form_token(request))


def _own(to: str) -> str:
    """Return the address to go on to where it is one of these pages, else that of the first page."""
    is_own = to.startswith("/") and not to.startswith("//") and "\\" not in to and to.isprintable()
    return to if is_own else "/"
