"""What pages ask of a record beyond single things: facets, what was added last, what a person's statements come to."""

from __future__ import annotations

from datetime import date

from onrecord.model import Grain, Stance, Statement, Story
from onrecord.record.correcting import struck_at
from onrecord.record.facets import Facets, facets_of
from onrecord.record.persons import person_id
from onrecord.record.queries import ArticleEntry, Hit, Queries
from onrecord.record.rows import story_of
from onrecord.record.said import articles_naming, numbers_said, stances_of
from onrecord.record.search import Search, unknown

__all__ = ["Browsing"]


class Browsing(Queries):
    """What can be asked of a record by somebody who looks around in it."""

    _whole: tuple[int, Facets] | None = None

    def latest(self, limit: int) -> list[ArticleEntry]:
        """Return the ``limit`` articles that were added last, the last first."""
        rows = self._database.rows(
            """
            SELECT id, coalesce(given_id, id), outlet, title, url, published,
                (SELECT count(*) FROM standing WHERE article = articles.number)
            FROM articles ORDER BY number DESC LIMIT ?
            """,
            limit,
        )
        return [
            ArticleEntry(id_, name, outlet, title, url, published and date.fromisoformat(published), statements)
            for id_, name, outlet, title, url, published, statements in rows
        ]

    def facets(self, search: Search) -> Facets:
        """Return how many statements fit, and what they could be narrowed down to.

        Raises:
            RecordError: if nothing can be searched for in the words given.
        """
        if search != Search():
            return facets_of(self._database, search)
        version = self._database.version()  # all statements are gone through: once, until somebody adds to them
        if self._whole is None or self._whole[0] != version:
            self._whole = version, facets_of(self._database, search)
        return self._whole[1]

    def unknown(self, search: Search) -> list[tuple[str, str, tuple[str, ...]]]:
        """Return the words of a search that nothing on record has or nearly has where they are looked for.

        Each with ``speaker`` or ``outlet`` where it was looked for only there, and the names nearest to it.
        """
        return list(unknown(self._database, search))

    def numbering(self, key: str) -> dict[str, int]:
        """Return the number of each statement of an article, from 1, by its id; those corrected to be none count too.

        Raises:
            NotOnRecordError: if no article or more than one answers to ``key``.
        """
        sql = "SELECT id FROM statements WHERE article = ? ORDER BY number"
        rows = self._database.rows(sql, self._article_number(key))
        return {id_: number for number, (id_,) in enumerate(rows, start=1)}

    def struck(self, key: str) -> list[Statement]:
        """Return what people corrected to be no statement of an article, as it was noted, with that correction.

        Raises:
            NotOnRecordError: if no article or more than one answers to ``key``.
        """
        return struck_at(self._database, self._article_number(key))

    def stories(self, grain: Grain | None = None) -> list[Story]:
        """Return the stories, or those of one grain: by their first day, those without a day last."""
        sql = "SELECT * FROM stories WHERE ? IN (grain, '') ORDER BY coalesce(first_day, '~'), grain, id"
        return [story_of(row) for row in self._database.rows(sql, grain.value if grain else "")]

    def stances_of(self, person: str) -> dict[Stance, int]:
        """Return how many statements of each stance the person of an id made, most first."""
        return stances_of(self._database, self._names(person))

    def said_by(self, person: str, stance: Stance | None, *, limit: int, skip: int = 0) -> list[Hit]:
        """Return ``limit`` statements of the person of an id, of one stance or all, in the order of saying."""
        return list(self._hits(numbers_said(self._database, self._names(person), stance, limit, skip)))

    def articles_naming(self, person: str, limit: int) -> tuple[int, list[str]]:
        """Return how many articles let the person of an id speak, and the ids of the ``limit`` published last."""
        return articles_naming(self._database, self._names(person), limit)

    def _names(self, person: str) -> list[str]:
        return [person_id(name) for name in self.person(person).printed]
