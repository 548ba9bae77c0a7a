"""Forms that are sent: from these pages only, and no more of them than is accepted."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

__all__ = ["field", "read_form", "refuse_foreign"]

_FIELDS = 10


def refuse_foreign(request: Request) -> None:
    """Refuse what another site makes a browser send here.

    Browsers say where a request comes from, in ``Sec-Fetch-Site`` or else in ``Origin``; a program that says neither is
    no browser that somebody was lured with.

    Raises:
        HTTPException: 403, if the request comes from elsewhere.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if site not in {"same-origin", "none"} if site else origin not in {None, own}:
        raise HTTPException(403, "Another site sent this; it can be sent from these pages only.")


async def read_form(request: Request, most: int, files: int = 1) -> FormData:
    """Return the fields and at most so many ``files`` of a form of at most ``most`` bytes; no more than that is read.

    Raises:
        HTTPException: 413, if it is larger; 400, if it is no whole form; 415, if it is no form.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = _bounded(request, most)
    try:
        if kind == "multipart/form-data":
            parser = MultiPartParser(request.headers, body, max_files=files, max_fields=_FIELDS, max_part_size=most)
            return await parser.parse()
        if kind == "application/x-www-form-urlencoded":
            return await FormParser(request.headers, body, max_fields=_FIELDS, max_part_size=most).parse()
    except MultiPartException as error:
        raise HTTPException(400, f"The form cannot be read: {error.message}") from error
    raise HTTPException(415, "What was sent is no form.")


def field(form: FormData, name: str) -> str:
    """Return the words of a field without blanks around them; empty where there is none, or a file."""
    value = form.get(name)
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""


async def _bounded(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise HTTPException(413, f"More than {most:,} bytes were sent; send less at once.")
        yield chunk
