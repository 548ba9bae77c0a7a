"""Stories in the record: by their articles, with what those print together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.errors import NotOnRecordError
from onrecord.model import Story
from onrecord.record.database import Database, Row
from onrecord.record.rows import story_of

__all__ = ["all_stories", "stories_of", "story", "utterances_beside", "utterances_within"]

_PREFIX = 6  # shortest beginning of an id that is taken for one


def all_stories(database: Database) -> list[Story]:
    """Return the stories by their first day, those without a day last."""
    sql = "SELECT * FROM stories ORDER BY coalesce(first_day, '~'), grain, id"
    return [story_of(row) for row in database.rows(sql)]


def story(database: Database, key: str) -> Story:
    """Return a story by its id, or the first 6 or more characters of it.

    Raises:
        NotOnRecordError: if no story or more than one answers to ``key``.
    """
    least = key if len(key) < _PREFIX else key + "\U0010ffff"
    found = list(database.rows("SELECT * FROM stories WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 2", key, least))
    if len(found) != 1:
        what = "fits more than one story; give more of its id" if found else "is no story on record; give its id"
        raise NotOnRecordError(f"{key!r} {what}")
    return story_of(found[0])


def stories_of(database: Database, article: str) -> list[Story]:
    """Return the affair and the event that the article of an id is of."""
    sql = "SELECT * FROM stories WHERE articles LIKE ? ORDER BY grain, id"
    return [story_of(row) for row in database.rows(sql, f'%"{article}"%')]


def utterances_beside(database: Database, article: str) -> Iterator[Row]:
    """Yield the rows of utterances beside which statements of the article of an id are named, by their ids."""
    named = f'%"{article}"%'
    yield from database.rows("SELECT * FROM utterances WHERE aside LIKE ? OR repeats LIKE ? ORDER BY id", named, named)


def utterances_within(database: Database, articles: Sequence[str], limit: int) -> Iterator[Row]:
    """Yield the rows of up to ``limit`` utterances that two or more of some articles print, most printed first."""
    marks = ", ".join("?" * len(articles))
    yield from database.rows(
        f"""
        SELECT u.* FROM utterances u JOIN (
            SELECT w.utterance, count(DISTINCT s.article) AS printing FROM articles a
            JOIN statements s ON s.article = a.number JOIN witnesses w ON w.statement = s.number
            WHERE a.id IN ({marks}) GROUP BY w.utterance HAVING count(DISTINCT s.article) > 1
        ) AS within ON within.utterance = u.id ORDER BY printing DESC, u.id LIMIT ?
        """,  # noqa: S608 - nothing but question marks
        *articles,
        limit,
    )
