"""Utterances beside one another: who prints which and how, when each was said and when printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from onrecord.model import Change
from onrecord.record import Record
from onrecord.web.apparatus import Apparatus, Row
from onrecord.web.rendering import page
from onrecord.web.sources import Sources
from onrecord.web.wording import outlet_of

__all__ = ["Coverage", "Line", "Manner", "coverage", "lines_of", "manner_of", "timeline"]

_ROWS = 12
_WIDE = 1000  # units of the drawing; a unit is no unit of time
_EDGE = 20
_CUT = {Change.TRIMMED, Change.ELIDED, Change.SPLICED}


@dataclass(frozen=True, slots=True)
class Manner:
    """How an outlet prints an utterance: a sign, a word, and the row of its best printing."""

    sign: str
    word: str
    row: Row


@dataclass(frozen=True, slots=True)
class Coverage:
    """An utterance and how each outlet prints it; ``None`` for those that do not."""

    apparatus: Apparatus
    manners: tuple[Manner | None, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An utterance in time: the first day it can have been said on, the days it was printed, and where they stand.

    Places run from the left to the right of the drawing; ``None`` and none where no day is known.
    """

    apparatus: Apparatus
    said: date | None
    printed: tuple[date, ...]
    said_at: float | None
    printed_at: tuple[float, ...]


def coverage(request: Request) -> Response:
    """Show outlets × utterances, those most printed first; ``?after=`` goes on after one of them."""
    held, further = _utterances(request)
    outlets = sorted({name for each in held for name in each.outlets})
    rows = [Coverage(each, tuple(_manner(each.rows, name) for name in outlets)) for each in held]
    return page("coverage.html", outlets=outlets, rows=rows, further=further)


def timeline(request: Request) -> Response:
    """Show when utterances were said, and when they were printed; ``?after=`` goes on after one of them."""
    held, further = _utterances(request)
    lines = lines_of(held)
    days = sorted({day for line in lines for day in (line.said, *line.printed) if day})
    return page("timeline.html", lines=lines, ends=(days[0], days[-1]) if days else None, further=further, wide=_WIDE)


def _utterances(request: Request) -> tuple[list[Apparatus], str | None]:
    record: Record = request.app.state.record
    found = record.utterances(_ROWS + 1, request.query_params.get("after") or None)
    sources, findings = Sources(record), record.findings("origins")
    further = found[_ROWS - 1].id if len(found) > _ROWS else None
    return [Apparatus(each, sources, findings) for each in found[:_ROWS]], further


def _manner(rows: Iterable[Row], outlet: str) -> Manner | None:
    own = [manner_of(row) for row in rows if outlet_of(row.article) == outlet]
    return min(own, key=lambda manner: "●◐≈".index(manner.sign), default=None)


def manner_of(row: Row) -> Manner:
    """Return how a witness prints an utterance: quoted, in part, or paraphrased."""
    if Change.PARAPHRASED in row.changes:
        return Manner("≈", "paraphrased", row)
    return Manner("◐", "in part", row) if _CUT & set(row.changes) else Manner("●", "quoted", row)


def lines_of(utterances: Iterable[Apparatus]) -> list[Line]:
    """Return utterances in the order of the days they were said on, or else printed on, undated ones last."""
    held = [(each, _said(each), _printed(each)) for each in utterances]
    days = [day for _, said, printed in held for day in (said, *printed) if day]
    lines = [
        Line(each, said, printed, _at(said, days) if said else None, tuple(_at(day, days) for day in printed))
        for each, said, printed in held
    ]
    return sorted(
        lines, key=lambda line: (line.said or min(line.printed, default=date.max), line.apparatus.utterance.id)
    )


def _said(apparatus: Apparatus) -> date | None:
    starts = [row.statement.when.start or row.statement.when.end for row in apparatus.rows if row.statement.when]
    return max((day for day in starts if day), default=None)


def _printed(apparatus: Apparatus) -> tuple[date, ...]:
    return tuple(sorted({row.article.published for row in apparatus.rows if row.article.published}))


def _at(day: date, days: Sequence[date]) -> float:
    first, last = min(days), max(days)
    share = (day - first).days / max((last - first).days, 1)
    return round(_EDGE + share * (_WIDE - 2 * _EDGE), 1)
