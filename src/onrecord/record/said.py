"""Said: what the statements of somebody come to, and the articles that let them speak."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Stance
from onrecord.record.database import Database

__all__ = ["articles_naming", "numbers_said", "stances_of"]


def stances_of(database: Database, person: str) -> dict[Stance, int]:
    """Return how many statements of each stance a person made, most first."""
    sql = "SELECT stance, count(*) FROM statements WHERE person = ? GROUP BY 1 ORDER BY 2 DESC, 1"
    return {Stance(stance): count for stance, count in database.rows(sql, person)}


def numbers_said(database: Database, person: str, stance: Stance | None, limit: int, skip: int) -> Iterator[int]:
    """Yield the numbers of a person's statements by the first day they can have been said on, else that of printing."""
    rows = database.rows(
        """
        SELECT s.number FROM statements s JOIN articles a ON a.number = s.article
        WHERE s.person = ? AND ? IN (s.stance, '')
        ORDER BY coalesce(s.when_start, s.when_end, a.published, '~'), a.id, s.number LIMIT ? OFFSET ?
        """,
        *(person, stance.value if stance else "", limit, skip),
    )
    for (number,) in rows:
        yield number


def articles_naming(database: Database, person: str, limit: int) -> tuple[int, list[str]]:
    """Return how many articles let a person speak, and the ids of the ``limit`` that were published last."""
    (count,) = database.one("SELECT count(DISTINCT article) FROM speakers WHERE person = ?", person) or (0,)
    rows = database.rows(
        """
        SELECT id FROM articles WHERE number IN (SELECT article FROM speakers WHERE person = ?)
        ORDER BY coalesce(published, '') DESC, id LIMIT ?
        """,
        *(person, limit),
    )
    return count, [id_ for (id_,) in rows]
