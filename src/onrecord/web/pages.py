"""The pages: what each address shows of a record."""

from __future__ import annotations

from functools import cache
from itertools import islice
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord import __version__
from onrecord.errors import RecordError
from onrecord.record import Record
from onrecord.web.apparatus import Apparatus
from onrecord.web.cards import FORMS, ArticleView, sayings
from onrecord.web.sources import Sources
from onrecord.web.visible import visible
from onrecord.web.wording import MEANINGS, SIGNS, day, listed, outlet_of, plural, shortened, when_words

__all__ = ["article", "find", "front", "page", "person", "rendered", "utterance"]

ARTICLES = 100  # on one page of the list
MOST_PRINTED = 10
PROBLEMS = 50
SAYINGS = 200  # of a person or a search


@cache
def _templates() -> Environment:
    """Return the templates: everything they print is made visible, then escaped."""
    environment = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    filters = (day, listed, outlet_of, plural, shortened, web_address, when_words)
    environment.filters |= {function.__name__: function for function in filters}
    environment.globals |= {
        "FORMS": FORMS,
        "MEANINGS": MEANINGS,
        "SIGNS": SIGNS,
        "version": __version__,
    }
    return environment


def page(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page made of a template and the values it names."""
    return HTMLResponse(rendered(template, **values), status)


def rendered(template: str, **values: object) -> str:
    """Return the HTML of a template and the values it names."""
    return _templates().get_template(template).render(**values)


def web_address(url: str | None) -> str | None:
    """Return an address that may stand behind a link: one of the web, nothing that runs or opens a file."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None


def _record(request: Request) -> Record:
    record: Record = request.app.state.record
    return record


def front(request: Request) -> Response:
    """Show what is on record: articles, the most printed utterances, problems; ``?after=`` goes on in the list."""
    record, after = _record(request), request.query_params.get("after")
    entries = record.articles(ARTICLES + 1, after or None)
    sources = Sources(record)
    printed = [] if after else [Apparatus(utterance, sources) for utterance in record.utterances(MOST_PRINTED)]
    return page(
        "front.html",
        counts=record.counts(),
        entries=entries[:ARTICLES],
        further=entries[ARTICLES - 1].id if len(entries) > ARTICLES else None,
        after=after,
        printed=[apparatus for apparatus in printed if apparatus.articles > 1],
        problems=[] if after else record.problems()[:PROBLEMS],
    )


def article(request: Request) -> Response:
    """Show an article with its statements."""
    return page("article.html", view=ArticleView(_record(request), request.path_params["key"]))


def utterance(request: Request) -> Response:
    """Show an utterance as every witness prints it."""
    record = _record(request)
    apparatus = Apparatus(record.utterance(request.path_params["key"]), Sources(record))
    findings = [found for found in apparatus.about(record.findings()) if found.kind != "order"]  # told by its banner
    return page("utterance.html", it=apparatus, findings=findings)


def person(request: Request) -> Response:
    """Show what somebody said, in order of time; ``?from=`` goes on after so many statements."""
    record = _record(request)
    who = record.person(request.path_params["key"])
    start = _number(request.query_params.get("from", "0"))
    found = list(islice(record.statements_of(who.id), start, start + SAYINGS + 1))
    shown = list(sayings(found[:SAYINGS], Sources(record)))
    return page("person.html", person=who, sayings=shown, further=start + SAYINGS if len(found) > SAYINGS else None)


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise HTTPException(400, f"“from” must be a number of statements to skip, not “{text}”.")
    return int(text)


def find(request: Request) -> Response:
    """Show the statements that hold the words of ``?q=``."""
    record, words = _record(request), request.query_params.get("q", "").strip()
    try:
        hits = record.find(words, limit=SAYINGS + 1) if words else []
    except RecordError as error:
        raise HTTPException(400, str(error)) from error
    shown = list(sayings(hits[:SAYINGS], Sources(record)))
    return page("find.html", words=words, sayings=shown, more=len(hits) > SAYINGS)
