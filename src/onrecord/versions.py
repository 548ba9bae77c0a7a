"""Versions: what one page printed at different times. A page is an outlet's address; its texts are its versions."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model import Article, Notes

__all__ = ["MOST", "NO_DAY", "Moment", "by_page", "last_versions", "moment"]

MOST = 50
"""Texts at one address; where there are more it is the address of many articles, such as a feed, and no page."""

NO_DAY = "~"
"""The day of publication of what has none: sorts after every other."""

Moment = tuple[str, str]
"""Days of publication and of the last change, as far as they are known; sorts undated versions last."""


def moment(article: Article) -> Moment:
    """Return when a version was printed; of one published on the same day, the changed one is later."""
    changed = article.modified.isoformat() if article.modified else ""
    return (article.published.isoformat() if article.published else NO_DAY, changed)


def by_page(notes: Iterable[Notes]) -> list[list[Notes]]:
    """Return the notes of each page, its versions in the order in which they were printed.

    Versions have the same address and outlet; without an address every article is a page of its own. Where nothing
    tells which of two was printed first, their ids do, so that the order of adding never shows. Accepted gaps: an
    address written in another way (another scheme, a parameter more) is another page; articles that share an address
    and are not the same report pass for versions of it.
    """
    pages: dict[tuple[str, str], dict[str, Notes]] = {}
    for each in notes:
        article = each.article
        key = (article.url, article.outlet or "") if article.url else ("", article.id)
        pages.setdefault(key, {}).setdefault(article.id, each)
    found: list[list[Notes]] = []
    for page in pages.values():
        if len(page) > MOST:
            found += [[each] for each in page.values()]
        else:
            found.append(sorted(page.values(), key=lambda each: (moment(each.article), each.article.id)))
    return found


def last_versions(notes: Iterable[Notes]) -> list[Notes]:
    """Return the notes of the last version of each page: a page that was changed is one witness, not two."""
    return [page[-1] for page in by_page(notes)]
