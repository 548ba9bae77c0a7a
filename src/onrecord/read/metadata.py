"""What an HTML page says of itself: JSON-LD first, then meta tags, then what the page shows."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from onrecord.read.options import Given, parse_day, parse_moment

__all__ = ["page_says", "times"]

_HEADLINES = ("og:title", "twitter:title", "dc.title", "headline")
_OUTLETS = ("og:site_name", "application-name", "publisher", "dc.publisher")
_AUTHORS = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator")
_URLS = ("og:url", "twitter:url")
_DATES = (
    *("article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate", "publish-date"),
    *("publish_date", "published", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dc.date", "date"),
)
_CHANGES = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dc.date.modified")
_ARTICLE_TYPES = ("Article", "BlogPosting", "Report")
_BLANKS = re.compile(r"\s+")
_WORDS = re.compile(r"\w+")
_LONGEST_NOTE = 160  # characters of a paragraph that may be a byline; a longer one is of the report
_MOST_NODES = 10_000  # of JSON-LD looked at


def page_says(tree: HtmlElement) -> Given:
    """Return outlet, address, headline, authors and day of publication as the page gives them.

    The headline is the one shown (``h1``) where the page names one that shares half its words, else the one named.
    The day is taken as printed, without change of time zone.
    """
    linked = _LinkedData(tree)
    tags = _meta_tags(tree)
    outlet = linked.names("publisher") or _first(tags, _OUTLETS)
    named = linked.text("headline") or _without_outlet(_first(tags, _HEADLINES), outlet)
    return Given(
        outlet=outlet,
        url=_address(tree, tags) or _web_address(linked.text("url")),
        title=_shown_headline(tree, named) or named,
        byline=linked.names("author") or _first(tags, _AUTHORS, lambda value: "://" not in value),
        published=parse_day(linked.text("datePublished") or "") or _tagged_day(tags) or _shown_day(tree),
        modified=parse_moment(linked.text("dateModified") or _first(tags, _CHANGES) or ""),
    )


class _LinkedData:
    """The JSON-LD of a page: its first article, and every node that has an id."""

    def __init__(self, tree: HtmlElement) -> None:
        self._by_id: dict[str, dict[str, Any]] = {}
        self._article: dict[str, Any] = {}
        for node in _nodes(tree):
            if isinstance(name := node.get("@id"), str) and len(node) > 1:
                self._by_id.setdefault(name, node)
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if not self._article and any(str(kind).endswith(_ARTICLE_TYPES) for kind in kinds):
                self._article = node

    def text(self, key: str) -> str | None:
        """The string under ``key`` of the article."""
        value = self._article.get(key)
        return _clean(value) if isinstance(value, str) else None

    def names(self, key: str) -> str | None:
        """The names of the people or bodies under ``key`` of the article, in its order, joined by commas."""
        value = self._article.get(key)
        found = [self._name(item) for item in (value if isinstance(value, list) else [value])]
        return ", ".join(dict.fromkeys(name for name in found if name)) or None

    def _name(self, item: object) -> str | None:
        if isinstance(item, dict):
            known = item if "name" in item else self._by_id.get(str(item.get("@id")), {})
            item = known.get("name")
        return _clean(item) if isinstance(item, str) and "://" not in item else None


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the objects of all JSON-LD scripts, outer before inner; a script that is no JSON is passed over."""
    waiting: deque[Any] = deque()
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                waiting.append(json.loads(script.text_content().strip().rstrip(";"), strict=False))
            except (ValueError, RecursionError):
                continue
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.popleft()
        if isinstance(node, dict):
            yield node
        waiting.extend(node.values() if isinstance(node, dict) else node if isinstance(node, list) else ())


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    """The first content of each meta tag, by its property, name or itemprop in small letters."""
    tags: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        if content := _clean(tag.get("content") or ""):
            tags.setdefault(name.lower(), content)
    return tags


def _first(tags: dict[str, str], names: tuple[str, ...], wanted: Callable[[str], bool] = bool) -> str | None:
    return next((tags[name] for name in names if name in tags and wanted(tags[name])), None)


def _clean(value: str) -> str | None:
    """``value`` on one line; entities are resolved once more, since many pages escape them twice."""
    return _BLANKS.sub(" ", unescape(value)).strip() or None


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """``title`` without the name of the outlet that many pages put after it."""
    if not title or not outlet:
        return title
    return re.sub(rf"\s*[|–—»·-]\s*{re.escape(outlet)}$", "", title, flags=re.IGNORECASE) or title


def _shown_headline(tree: HtmlElement, named: str | None) -> str | None:
    wanted = set(_WORDS.findall((named or "").casefold()))
    for heading in tree.iter("h1"):
        shown = _clean(heading.text_content()) or ""
        words = set(_WORDS.findall(shown.casefold()))
        if wanted and 2 * len(words & wanted) >= max(len(words), len(wanted)):
            return shown
    return None


def _address(tree: HtmlElement, tags: dict[str, str]) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (address := _web_address(link.get("href"))):
            return address
    return _first(tags, _URLS, lambda value: _web_address(value) is not None)


def _web_address(value: str | None) -> str | None:
    value = (value or "").strip()
    return value if re.match(r"https?://[^\s/]+", value) else None


def _tagged_day(tags: dict[str, str]) -> date | None:
    return next((day for name in _DATES if (day := parse_day(tags.get(name, "")))), None)


def _shown_day(tree: HtmlElement) -> date | None:
    days = (parse_day(element.get("datetime") or "") for element, telling in times(tree) if telling)
    return next((day for day in days if day), None)


def times(tree: HtmlElement) -> Iterator[tuple[HtmlElement, bool]]:
    """Yield each ``time`` element, and whether it is of publication: marked so, or before the first long paragraph."""
    begun = False
    for element in tree.iter("time", "p"):
        if element.tag == "p":
            begun = begun or len(element.text_content()) > _LONGEST_NOTE
            continue
        marks = " ".join((element.get("itemprop") or "", element.get("class") or "")).lower()
        yield element, not begun or "publish" in marks or element.get("pubdate") is not None
