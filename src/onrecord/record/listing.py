"""Articles as a list shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.record.database import Database

__all__ = ["ArticleEntry", "entries_of"]


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article as a list shows it: ``name`` is the id used in files, ``statements`` how many it holds."""

    id: str
    name: str
    outlet: str | None
    title: str | None
    url: str | None
    published: date | None
    statements: int


def entries_of(database: Database, rest: str, *values: object) -> list[ArticleEntry]:
    """Return the articles that the ``rest`` of a query, with its values, chooses and puts in order."""
    rows = database.rows(
        f"""
        SELECT id, coalesce(given_id, id), outlet, title, url, published,
            (SELECT count(*) FROM standing WHERE article = articles.number) FROM articles {rest}
        """,  # noqa: S608 - what is written in this room
        *values,
    )
    return [
        ArticleEntry(id_, name, outlet, title, url, published and date.fromisoformat(published), statements)
        for id_, name, outlet, title, url, published, statements in rows
    ]
