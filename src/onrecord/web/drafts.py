"""The page that checks a draft: pasted or from a file, compared on this machine, kept nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import FormatError, ReadError, TooLargeError
from onrecord.model import Article
from onrecord.verdicts import Report, Verdict
from onrecord.web.checked import (
    VERDICTS,
    paragraph_of,
    printed_pieces,
    quotation_pieces,
    said_of,
    searched,
    summary,
)
from onrecord.web.desk import CheckDesk
from onrecord.web.forms import read_form, refuse_foreign
from onrecord.web.rendering import page

if TYPE_CHECKING:
    from onrecord.pipeline import Given

__all__ = ["Checker", "check_form", "check_sent"]

_PASTED = "pasted draft"


class Checker:
    """Checks drafts that are sent, at the desk of this program."""

    def __init__(self, desk: CheckDesk) -> None:
        self.config = desk.config
        self._desk = desk

    def check(self, name: str, data: bytes, published: date | None) -> Report:
        """Return the report on a draft, a file of this name or, without one, what was pasted.

        Raises:
            ReadError: if the draft cannot be read or is too large.
        """
        from onrecord import pipeline  # noqa: PLC0415 - loads spaCy, which no other page should wait for

        return self._desk.check(self._read(name, data, pipeline.Given(published=published)))

    def _read(self, name: str, data: bytes, given: Given) -> Article:
        from onrecord import pipeline  # noqa: PLC0415 - as above

        if name:
            return pipeline.draft_of(name, data, self.config, given)
        try:
            return pipeline.draft_of(f"{_PASTED}.txt", data, self.config, given)
        except FormatError:  # a whole page was pasted with its tags
            return pipeline.draft_of(f"{_PASTED}.html", data, self.config, given)


def check_form(_: Request) -> Response:
    """Show the form for a draft."""
    return _page()


async def check_sent(request: Request) -> Response:
    """Check the draft that was pasted or chosen, and show every quotation of it with what is printed."""
    refuse_foreign(request)
    checker: Checker = request.app.state.checker
    form = await read_form(request, checker.config.max_bytes)
    try:
        published = _day(form)
        name, data = await _draft(form)
    finally:
        await form.close()
    return await run_in_threadpool(_checked, checker, name, data, published)


async def _draft(form: FormData) -> tuple[str, bytes]:
    """Return name and bytes of the file that was chosen, else no name and the bytes of what was pasted."""
    text, file = form.get("text"), form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        return file.filename, await file.read()
    lines = text.replace("\r\n", "\n") if isinstance(text, str) else ""  # browsers send a field's lines so
    return "", lines.encode("utf-8", "replace")


def _day(form: FormData) -> date | None:
    value = form.get("published")
    try:
        return date.fromisoformat(value) if isinstance(value, str) and value else None
    except ValueError as error:
        raise HTTPException(400, f"The day of publication must be written as 2031-05-04, not “{value}”.") from error


def _checked(checker: Checker, name: str, data: bytes, published: date | None) -> Response:
    given: dict[str, object] = {
        "name": name,
        "text": "" if name else data.decode("utf-8", "replace"),
        "published": published,
    }
    if not data.strip():
        return _page(given, 400, wrong="There is no draft: paste one, or choose a file.")
    try:
        report = checker.check(name, data, published)
    except ReadError as error:
        return _page(given, 413 if isinstance(error, TooLargeError) else 400, wrong=str(error))
    return _page(given, report=report)


def _page(
    given: Mapping[str, object] = MappingProxyType({}),
    status: int = 200,
    *,
    report: Report | None = None,
    wrong: str = "",
) -> Response:
    about = {"summary": summary(report), "searched": searched(report), "totals": _totals(report)} if report else {}
    values: dict[str, object] = {"name": "", "text": "", "published": None, **given, **about}
    return page(
        "check.html",
        status,
        report=report,
        wrong=wrong,
        said_of=said_of,
        paragraph_of=paragraph_of,
        quotation_pieces=quotation_pieces,
        printed_pieces=printed_pieces,
        **values,
    )


def _totals(report: Report) -> list[tuple[Verdict, int, str]]:
    """Return each verdict that occurs with how often, and what it means, nearest to the printed words first."""
    counts = Counter(checked.verdict for checked in report.checked)
    return [(verdict, counts[verdict], VERDICTS[verdict]) for verdict in Verdict if counts[verdict]]
