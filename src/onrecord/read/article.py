"""The last step of every reader: a text and what is known of it become an article."""

from __future__ import annotations

import re
from datetime import date

from onrecord.errors import EmptyArticleError
from onrecord.language import Calendar
from onrecord.model import Article, ArticleKind, Dateline
from onrecord.read.boilerplate import find_boilerplate
from onrecord.read.dateline import Publication, find_agency, find_dateline, find_publication
from onrecord.read.head import find_byline, find_masthead, find_title, without_opening
from onrecord.read.options import Given, ReadOptions, writable

__all__ = ["make_article"]

_DAY_IN_PATH = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?P<sep>[/-])(?P<month>\d\d?|[a-z]{3,9})(?P=sep)(?P<day>\d\d?)(?=[/_.-]|$)"
)


def make_article(
    text: str,
    origin: str,
    options: ReadOptions,
    said: Given,
    *,
    given_id: str | None = None,
    kind: ArticleKind = ArticleKind.REPORT,
) -> Article:
    """Return the article of ``text``, which stays as it is but for what no database keeps (:func:`writable`).

    What the program was given goes before what the source ``said``, and both before what is printed in the first lines:
    an agency or a masthead stands in for the outlet, a day with its year for the date, the first line for the title.
    Where nothing else dates the page the day in its address does ("/2031/05/07/", "/2031/may/07/", "/2031-05-07-").

    Raises:
        EmptyArticleError: if the text has nothing but blanks.
    """
    text = writable(text)
    if not text.strip():
        raise EmptyArticleError("there is no text in it")
    known = options.given.over(said)
    dateline = find_dateline(text, options.calendar, options.page)
    byline = find_byline(text, options.calendar, options.page)
    publication = find_publication(text, options.calendar, options.page)
    furniture = set(find_boilerplate(text, options.page))
    furniture |= {found.span for found in (byline, publication) if found}
    agency = (dateline and dateline.agency) or find_agency(text, options.calendar, options.page)
    outlet, url = _value(known.outlet or agency or find_masthead(text, options.page)), _value(known.url)
    authors = without_opening(known.byline or "", options.page) or (byline.names if byline else None)
    return Article(
        id=Article.id_of(text, outlet, url),
        text=text,
        outlet=outlet,
        url=url,
        title=_value(known.title or find_title(text, furniture, byline)),
        byline=_value(authors),
        published=known.published or _printed_date(dateline, publication) or _day_in(url or "", options.calendar),
        language=options.language,
        kind=kind,
        origin=writable(origin),
        given_id=_value(given_id),
        dateline=dateline,
        boilerplate=tuple(sorted(furniture)),
        modified=known.modified,
    )


def _value(value: str | None) -> str | None:
    return writable(value).strip() or None if value else None


def _day_in(url: str, calendar: Calendar) -> date | None:
    """Return the day that the path of an address holds."""
    for found in _DAY_IN_PATH.finditer(url.partition("?")[0].lower()):
        month = int(found["month"]) if found["month"].isdecimal() else calendar.month(found["month"])
        try:
            return date(int(found["year"]), month or 0, int(found["day"]))
        except ValueError:
            continue
    return None


def _printed_date(dateline: Dateline | None, publication: Publication | None) -> date | None:
    if publication:
        return publication.day
    return dateline.in_year(dateline.year) if dateline else None
