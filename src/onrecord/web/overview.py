"""Utterances beside one another: who prints which and how, when each was said and when printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from onrecord.model import Change
from onrecord.record import Record
from onrecord.web.apparatus import Apparatus, Row
from onrecord.web.drawing import lines_of, times_of
from onrecord.web.rendering import page
from onrecord.web.sources import Sources
from onrecord.web.wording import outlet_of

__all__ = ["Coverage", "Manner", "coverage", "manner_of", "matrix_of", "timeline"]

_ROWS = 12
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


def coverage(request: Request) -> Response:
    """Show outlets × utterances, those most printed first; ``?after=`` goes on after one of them."""
    held, further = _utterances(request)
    outlets, rows = matrix_of(held)
    return page("coverage.html", outlets=outlets, rows=rows, further=further)


def matrix_of(utterances: Sequence[Apparatus], most: int = 1_000) -> tuple[list[str], list[Coverage]]:
    """Return outlets in order of the alphabet, of more than ``most`` those that print most, and a row an utterance."""
    counts = Counter(name for each in utterances for name in each.outlets)
    outlets = sorted(name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most])
    return outlets, [Coverage(each, tuple(_manner(each.rows, name) for name in outlets)) for each in utterances]


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


def _manner(rows: Iterable[Row], outlet: str) -> Manner | None:
    own = [manner_of(row) for row in rows if outlet_of(row.article) == outlet]
    return min(own, key=lambda manner: "●◐≈".index(manner.sign), default=None)


def manner_of(row: Row) -> Manner:
    """Return how a witness prints an utterance: quoted, in part, or paraphrased."""
    if Change.PARAPHRASED in row.changes:
        return Manner("≈", "paraphrased", row)
    return Manner("◐", "in part", row) if _CUT & set(row.changes) else Manner("●", "quoted", row)
