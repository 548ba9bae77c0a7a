"""Templates to pages: everything they print is made visible, then escaped."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from onrecord import __version__
from onrecord.web.cards import FORMS
from onrecord.web.gaps import GAPS
from onrecord.web.sources import address
from onrecord.web.visible import visible
from onrecord.web.wording import (
    MEANINGS,
    SIGNS,
    WEIGHS,
    day,
    days_of,
    listed,
    plural,
    replaced_words,
    shortened,
    state_of,
    when_words,
)

__all__ = ["page", "rendered", "web_address"]


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    filters = (
        *(address, day, days_of, listed, plural, replaced_words),
        *(shortened, state_of, web_address, when_words),
    )
    environment.filters |= {function.__name__: function for function in filters}
    environment.globals |= {"FORMS": FORMS, "GAPS": GAPS, "MEANINGS": MEANINGS, "SIGNS": SIGNS, "WEIGHS": WEIGHS}
    environment.globals["version"] = __version__
    return environment


def page(template: str, status: int = 200, /, **values: object) -> HTMLResponse:
    """Return a page made of a template and the values it names."""
    return HTMLResponse(rendered(template, **values), status)


def rendered(template: str, /, **values: object) -> str:
    """Return the HTML of a template and the values it names."""
    return _templates().get_template(template).render(**values)


def web_address(url: str | None) -> str | None:
    """Return an address that may stand behind a link: one of the web, nothing that runs or opens a file."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None
