"""Said: what the statements of somebody come to, and the articles that let them speak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model import Stance
from onrecord.record.database import Database

__all__ = ["articles_naming", "counts_by_article", "numbers_said", "stances_of"]

Names = Sequence[str]
"""The ids of all names that somebody goes by."""


def stances_of(database: Database, names: Names) -> dict[Stance, int]:
    """Return how many statements of each stance somebody made, most first."""
    sql = f"SELECT stance, count(*) FROM shown s WHERE {_by(names)} GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608
    return {Stance(stance): count for stance, count in database.rows(sql, *names, *names, *names)}


def counts_by_article(database: Database, names: Names) -> dict[str, int]:
    """Return how many statements somebody made, by the id of each article that prints some."""
    sql = f"""
    SELECT a.id, count(*) FROM shown s JOIN articles a ON a.number = s.article WHERE {_by(names)} GROUP BY a.id
    """  # noqa: S608 - nothing but question marks
    return dict(database.rows(sql, *names, *names, *names))


def numbers_said(
    database: Database, names: Names, stance: Stance | None, within: Sequence[str], page: slice
) -> Iterator[int]:
    """Yield the numbers of somebody's statements by the first day they can have been said on, else that of printing.

    Those on a ``page``, of one stance or all, ``within`` the articles of some ids or, where none are given, all.
    """
    among = f"AND a.id IN ({_marks(within)})" if within else ""
    rows = database.rows(
        f"""
        SELECT s.number FROM shown s JOIN articles a ON a.number = s.article
        WHERE {_by(names)} AND ? IN (s.stance, '') {among}
        ORDER BY coalesce(s.when_start, s.when_end, a.published, '~'), a.id, s.number LIMIT ? OFFSET ?
        """,  # noqa: S608 - nothing but question marks
        *(*names, *names, *names, stance.value if stance else "", *within, page.stop - page.start, page.start),
    )
    for (number,) in rows:
        yield number


def articles_naming(database: Database, names: Names, limit: int) -> tuple[int, list[str]]:
    """Return how many articles let somebody speak, and the ids of the ``limit`` that were published last."""
    among = f"SELECT article FROM speakers WHERE person IN ({_marks(names)})"  # noqa: S608 - as above
    (count,) = database.one(f"SELECT count(*) FROM articles WHERE number IN ({among})", *names) or (0,)  # noqa: S608
    rows = database.rows(
        f"SELECT id FROM articles WHERE number IN ({among}) ORDER BY coalesce(published, '') DESC, id LIMIT ?",  # noqa: S608
        *(*names, limit),
    )
    return count, [id_ for (id_,) in rows]


def _by(names: Names) -> str:
    """What holds of the statements ``s`` of somebody; takes the names three times.

    Whose a statement is may have been corrected, so no index has it; but two have those that were theirs or are now.
    """
    marks = _marks(names)
    noted = f"SELECT number FROM statements WHERE person IN ({marks})"  # noqa: S608 - nothing but question marks
    corrected = f"SELECT number FROM corrected WHERE person IN ({marks})"  # noqa: S608 - as above
    return f"s.number IN ({noted} UNION {corrected}) AND s.person IN ({marks})"


def _marks(names: Names) -> str:
    return ", ".join("?" * len(names))
