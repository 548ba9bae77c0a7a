"""What pages ask of a record beyond single things: facets, what was added last, what a person's statements come to."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Grain, Stance, Statement, Story, Utterance
from onrecord.record.correcting import struck_at
from onrecord.record.database import Database
from onrecord.record.facets import Facets, facets_of
from onrecord.record.grouped import all_stories, stories_of, story, utterances_beside, utterances_within
from onrecord.record.listing import ArticleEntry, entries_of
from onrecord.record.persons import person_id
from onrecord.record.queries import Hit, Queries
from onrecord.record.rows import utterance_of
from onrecord.record.said import articles_naming, counts_by_article, numbers_said, stances_of
from onrecord.record.search import Search, unknown

__all__ = ["Browsing"]


class Browsing(Queries):
    """What can be asked of a record by somebody who looks around in it."""

    def latest(self, limit: int) -> list[ArticleEntry]:
        """Return the ``limit`` articles that were added last, the last first."""
        return entries_of(self._database, "ORDER BY number DESC LIMIT ?", limit)

    def facets(self, search: Search) -> Facets:
        """Return how many statements fit, and what they could be narrowed down to.

        Raises:
            RecordError: if nothing can be searched for in the words given.
        """
        if search != Search():
            return facets_of(self._database, search)
        return self._once(_all_facets)

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
        return [each for each in self._once(all_stories) if grain in {None, each.grain}]

    def story(self, key: str) -> Story:
        """Return a story by its id, or the first 6 or more characters of it.

        Raises:
            NotOnRecordError: if no story or more than one answers to ``key``.
        """
        return story(self._database, key)

    def stories_of(self, article: str) -> list[Story]:
        """Return the affair and the event that the article of an id is of."""
        return stories_of(self._database, article)

    def utterances_beside(self, article: str) -> list[Utterance]:
        """Return the utterances that name statements of the article of an id as set aside, or as repeats."""
        return [utterance_of(row) for row in utterances_beside(self._database, article)]

    def utterances_within(self, articles: Sequence[str], limit: int) -> list[Utterance]:
        """Return up to ``limit`` utterances that two or more of some articles print, those most printed there first."""
        return [utterance_of(row) for row in utterances_within(self._database, articles, limit)]

    def entries(self, articles: Sequence[str]) -> list[ArticleEntry]:
        """Return articles of some ids as a list shows them, in order of publication, undated ones last."""
        among = f"WHERE id IN ({', '.join('?' * len(articles))}) ORDER BY coalesce(published, '~'), id"
        return entries_of(self._database, among, *articles)

    def stances_of(self, person: str) -> dict[Stance, int]:
        """Return how many statements of each stance the person of an id made, most first."""
        return stances_of(self._database, self._names(person))

    def said_by(
        self, person: str, stance: Stance | None, *, limit: int, skip: int = 0, within: Sequence[str] = ()
    ) -> list[Hit]:
        """Return ``limit`` statements of the person of an id, of one stance or all, in the order of saying.

        Those ``within`` the articles of some ids or, where none are given, all.
        """
        numbers = numbers_said(self._database, self._names(person), stance, within, slice(skip, skip + limit))
        return list(self._hits(numbers))

    def counts_by_article(self, person: str) -> dict[str, int]:
        """Return how many statements the person of an id made, by the id of each article that prints some."""
        return counts_by_article(self._database, self._names(person))

    def articles_naming(self, person: str, limit: int) -> tuple[int, list[str]]:
        """Return how many articles let the person of an id speak, and the ids of the ``limit`` published last."""
        return articles_naming(self._database, self._names(person), limit)

    def _names(self, person: str) -> list[str]:
        return [person_id(name) for name in self.person(person).printed]


def _all_facets(database: Database) -> Facets:
    return facets_of(database, Search())
