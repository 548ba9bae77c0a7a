"""The pages on which people correct what was noted of a statement, and the log of what they corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.config import Config
from onrecord.corrections import Field
from onrecord.model import Notes, Span, Stance, Statement
from onrecord.record import Record
from onrecord.web.cards import MARKED
from onrecord.web.forms import field, read_form
from onrecord.web.gate import form_token, require_form_token
from onrecord.web.jobs import Job, Jobs, State
from onrecord.web.rendering import page
from onrecord.web.sources import Sources
from onrecord.web.works import Correcting

__all__ = ["correct_form", "correct_sent", "corrections", "placed", "require_jobs"]

_MOST = 200_000  # bytes of a correction that is sent
_PATIENCE = 10.0  # seconds to wait for a correction before its job is shown
_LOG = 200  # corrections on the page of all


def require_jobs(request: Request) -> Jobs:
    """Return what writes to the record.

    Raises:
        HTTPException: 403, if these pages are for reading only.
    """
    jobs: Jobs | None = request.app.state.jobs
    if jobs is None:
        raise HTTPException(403, "This record is shown for reading only.")
    return jobs


def corrections(request: Request) -> Response:
    """Show what people corrected, the last first."""
    record: Record = request.app.state.record
    log = record.corrections()[::-1]
    return page("corrections.html", log=log[:_LOG], count=len(log), sources=Sources(record))


def correct_form(request: Request) -> Response:
    """Show the form that corrects a statement."""
    require_jobs(request)
    return _form(request, *_about(request))


async def correct_sent(request: Request) -> Response:
    """Correct a statement as the form says, then go back to it; what takes long is shown as a job."""
    jobs = require_jobs(request)
    form = await read_form(request, _MOST)
    require_form_token(request, field(form, "form_token"))
    notes, noted = await run_in_threadpool(_about, request)
    config: Config = request.app.state.config
    try:
        values = {} if form.get("undo") else _values(form, notes, noted)
    except ValueError as error:
        return _form(request, notes, noted, form, str(error))
    work = Correcting(noted.id, values, config, field(form, "why"), field(form, "by") or "somebody")
    job = jobs.start(
        work, f"Correcting a statement of “{notes.article.title or notes.article.name}”", _back(notes, noted)
    )
    if job is None:
        return _form(request, notes, noted, form, "Too much is being written already; send it again in a while.", 503)
    await run_in_threadpool(job.ended.wait, _PATIENCE)
    return await run_in_threadpool(_answer, request, job, form)


def _answer(request: Request, job: Job, form: FormData) -> Response:
    if job.state is State.FAILED:
        return _form(request, *_about(request), form, job.error)
    return RedirectResponse(f"/jobs/{job.number}" if job.is_open else _back(*_about(request)), 303)


def _about(request: Request) -> tuple[Notes, Statement]:
    """Return the article that a request is about, as corrected, and the statement in it as it was noted."""
    record: Record = request.app.state.record
    noted = record.statement(request.path_params["key"])
    return record.notes(noted.article), noted


def _back(notes: Notes, noted: Statement) -> str:
    """Return the address of a statement in its article, or of the corrections there where it is none any more."""
    ids = [statement.id for statement in notes.statements]
    at = "#corrections"
    if noted.id in ids:
        number = ids.index(noted.id) + 1
        at = f"#c{number}" if number <= MARKED else f"?from={number}#c{number}"
    return f"/article/{noted.article}{at}"


def _form(
    request: Request,
    notes: Notes,
    noted: Statement,
    sent: FormData | None = None,
    wrong: str = "",
    status: int = 400,
) -> Response:
    shown = _shown(notes, noted)
    given = (
        {name: field(sent, name) for name in ("speaker", "when", "stance", "words", "none", "why", "by")}
        if sent
        else {}
    )
    values = {
        "speaker": shown.speaker or "",
        "when": shown.when.iso if shown.when else "",
        "stance": shown.stance.value,
        "words": "\n".join(_lines(shown, notes.article.text)),
        "none": "",
        "why": "",
        "by": request.app.state.user,
    }
    record: Record = request.app.state.record
    log = [each for each in record.corrections() if each.correction.statement == noted.id]
    return page(
        "correct.html",
        status if wrong else 200,
        article=notes.article,
        statement=noted,
        gone=noted.id not in {each.id for each in notes.statements},
        back=_back(notes, noted),
        names=sorted({each.name for each in notes.speakers}),
        stances=list(Stance),
        given=values | given,
        log=log,
        wrong=wrong,
        form_token=form_token(request),
    )


def _shown(notes: Notes, noted: Statement) -> Statement:
    return next((each for each in notes.statements if each.id == noted.id), noted)


def _values(form: FormData, notes: Notes, noted: Statement) -> dict[Field, str]:
    """Return what a form has otherwise than the statement is shown.

    Raises:
        ValueError: if that is nothing, or words that the article does not print.
    """
    if form.get("none"):
        return {Field.STATEMENT: "no"}
    shown, text = _shown(notes, noted), notes.article.text
    values = {
        Field.SPEAKER: (field(form, "speaker"), shown.speaker or ""),
        Field.WHEN: (field(form, "when"), shown.when.iso if shown.when else ""),
        Field.STANCE: (field(form, "stance"), shown.stance.value),
    }
    changed = {kind: given for kind, (given, before) in values.items() if given != before}
    lines = [" ".join(line.split()) for line in field(form, "words").splitlines() if line.strip()]
    if lines != _lines(shown, text):
        spans = placed(text, lines, shown.spans[0].start)
        changed[Field.CONTENT] = ";".join(f"{span.start}-{span.end}" for span in spans)
    if not changed:
        raise ValueError("Nothing here differs from what is shown; change what is wrong.")
    return changed


def _lines(statement: Statement, text: str) -> list[str]:
    return [" ".join(span.of(text).split()) for span in statement.spans]


def placed(text: str, lines: list[str], near: int) -> list[Span]:
    """Return where a text prints some lines of words, one after the other, the first as near to ``near`` as can be.

    Accepted gap: of words printed more than once, the nearest are taken; others are told by offsets, on a command line.

    Raises:
        ValueError: if it does not.
    """
    found: list[Span] = []
    for line in lines:
        places = list(_places(text, line, found[-1].end if found else 0))
        if not places:
            raise ValueError(f"The article does not print “{line}”{' after what stands before it' if found else ''}.")
        found.append(places[0] if found else min(places, key=lambda span: abs(span.start - near)))
    if not found:
        raise ValueError("A statement has words; if it is none, say so.")
    return found


def _places(text: str, line: str, start: int) -> Iterator[Span]:
    pattern = re.compile(r"\s+".join(map(re.escape, line.split())))
    for match in pattern.finditer(text, start):
        yield Span(match.start(), match.end())
