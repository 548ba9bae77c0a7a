"""The pages: what each address shows of a record."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.model import Form, Span, Stance
from onrecord.record import Record
from onrecord.web.apparatus import Apparatus, Row
from onrecord.web.based import against
from onrecord.web.cards import MARKED, ArticleView, Wanted
from onrecord.web.comparing import findings_of
from onrecord.web.elsewhere import repeated, set_aside
from onrecord.web.finding import Asked, choices, number_of, one_of
from onrecord.web.gate import form_token
from onrecord.web.rendering import page
from onrecord.web.sources import Sources
from onrecord.web.surroundings import citation, surrounding

__all__ = ["article", "articles", "front", "utterance"]

ARTICLES = 100  # on one page of the list
LATEST = 10

MOST_PRINTED = 6
PROBLEMS = 50


def _record(request: Request) -> Record:
    record: Record = request.app.state.record
    return record


def front(request: Request) -> Response:
    """Show how to look for something, what was added last, what is printed most, and what failed."""
    record, asked, jobs = _record(request), Asked(), request.app.state.jobs
    sources = Sources(record)
    printed = [Apparatus(utterance, sources) for utterance in record.utterances(MOST_PRINTED)]
    return page(
        "front.html",
        counts=record.counts(),
        choices=choices(record.facets(asked.search), asked),
        entries=record.latest(LATEST),
        printed=[apparatus for apparatus in printed if apparatus.articles > 1],
        problems=record.problems()[:PROBLEMS],
        jobs=jobs.open if jobs else [],
        form_token=form_token(request) if jobs else "",
    )


def articles(request: Request) -> Response:
    """Show what articles are on record, in order of publication; ``?after=`` goes on after one of them."""
    record, after = _record(request), request.query_params.get("after")
    entries = record.articles(ARTICLES + 1, after or None)
    further = entries[ARTICLES - 1].id if len(entries) > ARTICLES else None
    return page("articles.html", counts=record.counts(), entries=entries[:ARTICLES], further=further)


def article(request: Request) -> Response:
    """Show an article with its statements.

    ``?mark=12-20,31-40`` marks these characters of it; ``?speaker=``, ``?form=`` and ``?stance=`` leave only some
    statements marked, ``?from=`` those from a number on.
    """
    asked = request.query_params
    wanted = Wanted(
        asked.get("speaker", ""),
        one_of(Form, asked.get("form", ""), "form"),
        one_of(Stance, asked.get("stance", ""), "stance"),
        number_of(asked.get("from", ""), "from"),
        MARKED,
    )
    here = _spans(asked.get("mark", ""))
    view = ArticleView(_record(request), request.path_params["key"], here, wanted)
    return page("article.html", view=view, writable=request.app.state.jobs is not None)


def _spans(text: str) -> list[Span]:
    """Return the spans that are written as in an address; ends of more than nine digits are none."""
    found = [re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", part) for part in text.split(",") if part]
    try:
        return [Span(int(each[1]), int(each[2])) for each in found if each]
    except ValueError as error:
        raise HTTPException(400, f"“mark” must name characters as 12-20,31-40, not “{text}”.") from error


def utterance(request: Request) -> Response:
    """Show an utterance as every witness prints it; ``?base=B`` compares the others to the witness of this letter."""
    record = _record(request)
    found = record.findings()
    sources = Sources(record)
    asked = record.utterance(request.path_params["key"])
    apparatus = Apparatus(asked, sources, found)
    base = _base(apparatus, request.query_params.get("base", ""))
    findings = [each for each in apparatus.about(found) if each.kind != "order"]  # told by its banner
    return page(
        "utterance.html",
        it=apparatus,
        base=base,
        rows=against(apparatus.rows, base) if base else apparatus.rows,
        surroundings=[surrounding(row) for row in apparatus.rows],
        aside=list(set_aside(asked, sources)),
        repeats=list(repeated(asked, sources)),
        citation=citation(apparatus, base),
        differing=findings_of((each for each in findings if each.kind == "discrepancies"), sources),
        findings=findings_of((each for each in findings if each.kind != "discrepancies"), sources),
    )


def _base(apparatus: Apparatus, letter: str) -> Row | None:
    if not letter:
        return None
    for row in apparatus.rows:
        if row.letter == letter:
            return row
    raise HTTPException(400, f"“base” must be the letter of a witness, not “{letter}”.")
