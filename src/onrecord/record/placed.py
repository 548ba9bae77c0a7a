"""Statements with their places in their articles, without whatever else the articles yielded."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from onrecord.model import Statement
from onrecord.record.database import Database
from onrecord.record.rows import statement_of

__all__ = ["placed"]

_AT_ONCE = 200  # statements looked up by one query


def placed(database: Database, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, Statement]]:
    """Return the statements of some ids, each after that of its article, with their numbers there, from 1.

    Those that people corrected to be none are left out, but keep their numbers.
    """
    found: dict[tuple[str, str], tuple[int, Statement]] = {}
    waiting = iter(dict.fromkeys(wanted))
    while some := list(islice(waiting, _AT_ONCE)):
        articles, statements = ({pair[at] for pair in some} for at in (0, 1))
        rows = database.rows(
            f"""
            SELECT a.id, (SELECT count(*) FROM statements t WHERE t.article = s.article AND t.number <= s.number), s.*
            FROM articles a JOIN standing s ON s.article = a.number
            WHERE a.id IN ({_marks(articles)}) AND s.id IN ({_marks(statements)})
            """,  # noqa: S608 - nothing but question marks
            *articles,
            *statements,
        )
        for article, number, *row in rows:
            statement = statement_of(tuple(row), article)
            found[article, statement.id] = number, statement
    return found


def _marks(values: Iterable[str]) -> str:
    return ", ".join("?" for _ in values)
