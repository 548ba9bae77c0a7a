"""Utterances beside one another: who prints which and how, when each was said and when printed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from onrecord.record import Record
from onrecord.web.apparatus import Apparatus
from onrecord.web.drawing import lines_of, times_of
from onrecord.web.matrix import matrix_of
from onrecord.web.rendering import page
from onrecord.web.sources import Sources

__all__ = ["coverage", "timeline"]

_ROWS = 12


def coverage(request: Request) -> Response:
    """Show outlets × utterances, those most printed first; ``?after=`` goes on after one of them."""
    held, further = _utterances(request)
    outlets, rows = matrix_of(held)
    return page("coverage.html", outlets=outlets, rows=rows, further=further)


def timeline(request: Request) -> Response:
    """Show when utterances were said, and when they were printed; ``?after=`` goes on after one of them."""
    held, further = _utterances(request)
    lines = lines_of(held)
    return page("timeline.html", lines=lines, times=times_of(lines), further=further)


def _utterances(request: Request) -> tuple[list[Apparatus], str | None]:
    record: Record = request.app.state.record
    found = record.utterances(_ROWS + 1, request.query_params.get("after") or None)
    sources, findings = Sources(record), record.findings("origins")
    further = found[_ROWS - 1].id if len(found) > _ROWS else None
    return [Apparatus(each, sources, findings) for each in found[:_ROWS]], further
