"""Everything a record answers, in nouns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from onrecord.errors import EmptySearchError, NotOnRecordError
from onrecord.model import Article, Finding, Form, Notes, Problem, Statement, Utterance
from onrecord.record.correcting import Entry, entries
from onrecord.record.database import Database, Row
from onrecord.record.listing import ArticleEntry, entries_of
from onrecord.record.persons import Person, person_id, persons
from onrecord.record.placed import placed
from onrecord.record.printings import printing
from onrecord.record.remembered import Remembered
from onrecord.record.rows import content_text, finding_of, statement_of, utterance_of
from onrecord.record.search import Search, instead, matching
from onrecord.record.stored import article_at, articles_at, notes_at
from onrecord.record.versions import versions_of
from onrecord.text import by_numbers
from onrecord.verdicts import Reach

__all__ = ["ArticleEntry", "Counts", "Hit", "Person", "Queries"]

_AT_ONCE = 100  # statements looked up by one query
_PREFIX = 6  # shortest beginning of an id that is taken for one
_CANDIDATES = 5  # how many an error names
_TRIED = 50  # statements that names close to a mistyped one are taken from


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is on record; ``persons`` counts every name that speaks, bodies and unnamed ones too."""

    articles: int
    outlets: int
    statements: int
    forms: Mapping[Form, int]
    persons: int
    utterances: int
    findings: int
    problems: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement in a list: where it is printed, and in ``snippet`` its content exactly as printed, "[…]" at a gap."""

    statement: Statement
    article: str
    outlet: str | None
    published: date | None
    speaker: str | None
    snippet: str


class Queries:
    """What can be asked of a record.

    An article is asked for by its id, by the id its source gave it, or by the first 6 or more characters of its id; an
    utterance by its id or its beginning. Where nothing or more than one thing fits, a
    :class:`~onrecord.errors.NotOnRecordError` says so.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._once = Remembered(database)

    def has(self, article_ids: Iterable[str]) -> set[str]:
        """Return those of ``article_ids`` that are on record."""
        sql = "SELECT 1 FROM articles WHERE id = ?"
        return {id_ for id_ in article_ids if self._database.one(sql, id_)}

    def article(self, key: str) -> Article:
        """Return an article.

        Raises:
            NotOnRecordError: if no article or more than one answers to ``key``.
        """
        return article_at(self._database, self._article_number(key))

    def notes(self, key: str) -> Notes:
        """Return all that an article yielded, as it was kept.

        Raises:
            NotOnRecordError: if no article or more than one answers to ``key``.
        """
        return self._once.of(notes_at, self._article_number(key))

    def all_notes(self) -> Iterator[Notes]:
        """Yield the notes of every article in the order of their ids, one at a time, all as of the first."""
        for (number,) in self._database.rows("SELECT number FROM articles ORDER BY id"):
            yield notes_at(self._database, number)

    def articles(self, limit: int, after: str | None = None) -> list[ArticleEntry]:
        """Return up to ``limit`` articles in order of publication, undated ones last, from the one ``after`` the given.

        Raises:
            NotOnRecordError: if ``after`` is not on record.
        """
        place: Row = ("", "")
        if after is not None:
            sql = "SELECT coalesce(published, '~'), id FROM articles WHERE number = ?"
            (place,) = self._database.rows(sql, self._article_number(after))
        rest = """
            WHERE coalesce(published, '~') >= ? AND (coalesce(published, '~'), id) > (?, ?)
            ORDER BY coalesce(published, '~'), id LIMIT ?
        """
        return entries_of(self._database, rest, place[0], *place, limit)

    def person(self, key: str) -> Person:
        """Return a person by id or by any of the names articles print, in whatever case.

        Accepted gaps: two people of one full name are one until they are told apart by hand; a family name alone is
        somebody of its own unless articles give the same words to just one person of that name.

        Raises:
            NotOnRecordError: if there is none; names that contain ``key`` are offered.
        """
        known = self._once(persons)
        found = known.get(key) or known.get(person_id(key))
        if found:
            return found
        names = (name for (name,) in self._database.rows("SELECT name FROM persons ORDER BY name"))
        close = [name for name in names if key.casefold() in name.casefold()] or self._mistyped(key)
        hint = (
            f"is it {'one of ' * (len(close) > 1)}{_some(close)}?"
            if close
            else "give a name as articles print it, or search for its words"
        )
        raise NotOnRecordError(f"nobody by the name of {key!r} is on record; {hint}")

    def names_of(self, name: str) -> tuple[str, ...]:
        """Return every name of whoever goes by ``name``, in whatever case; none if nobody on record does."""
        found = self._once(persons).get(person_id(name))
        return found.printed if found else ()

    def _mistyped(self, name: str) -> list[str]:
        """Return names of speakers that have the words of ``name``, or words close to them."""
        try:
            numbers = list(islice(matching(self._database, Search(speaker=name), by_date=False), _TRIED))
        except EmptySearchError:  # no word in it
            return []
        return sorted({hit.speaker for hit in self._hits(numbers) if hit.speaker})

    def statement(self, key: str) -> Statement:
        """Return a statement as it was noted, by its id or the first 6 or more characters of it, or by its place.

        ``ARTICLE/NUMBER`` is the place: the number counts the statements of the article as noted, from 1.

        Raises:
            NotOnRecordError: if no statement or more than one answers to ``key``.
        """
        rows = self._database.rows
        article, _, place = key.rpartition("/")
        if article and place.isdecimal():
            sql = "SELECT * FROM statements WHERE article = ? ORDER BY number LIMIT 1 OFFSET ?"
            found = list(rows(sql, self._article_number(article), int(place) - 1)) if int(place) else []
        else:
            found = list(rows("SELECT * FROM statements WHERE id = ?", key))
            if not found and len(key) >= _PREFIX:
                sql = "SELECT * FROM statements WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
                found = list(rows(sql, *_beginning(key), _CANDIDATES + 1))
        if len(found) != 1:
            raise _not_one("statement", key, [row[2] for row in found])
        return statement_of(found[0], article_at(self._database, found[0][1]).id)

    def corrections(self) -> list[Entry]:
        """Return the log of corrections in the order in which they were made."""
        return list(entries(self._database))

    def versions(self, key: str) -> list[Article]:
        """Return the versions of the page that an article is one of, in the order in which they were printed.

        Raises:
            NotOnRecordError: if no article or more than one answers to ``key``.
        """
        article = self.article(key)
        return [notes.article for _, notes in versions_of(self._database, article)] or [article]

    def statements_of(self, person: str, *, skip: int = 0) -> Iterator[Hit]:
        """Yield what a person said, less the first ``skip``, by the first day it can have been said on, else printed.

        Raises:
            NotOnRecordError: if nobody goes by this id or name.
        """
        names = [person_id(name) for name in self.person(person).printed]
        marks = ", ".join("?" * len(names))
        rows = self._database.rows(
            f"""
            SELECT s.number FROM shown s JOIN articles a ON a.number = s.article
            WHERE s.person IN ({marks}) AND s.number IN (
                SELECT number FROM statements WHERE person IN ({marks})
                UNION ALL SELECT number FROM corrected WHERE person IN ({marks})
            )
            ORDER BY coalesce(s.when_start, s.when_end, a.published, '~'), a.id, s.number
            """,  # noqa: S608 - nothing but question marks
            *names * 3,
        )
        yield from self._hits(number for (number,) in islice(rows, skip, None))

    def find(self, search: Search | str, *, limit: int, skip: int = 0, by_date: bool = False) -> list[Hit]:
        """Return ``limit`` of the statements that fit, after the first ``skip``: best first, or by the day of saying.

        Words are looked for in content, speaker and outlet; case and accents do not count. :meth:`instead` tells of
        names that were mistyped.

        Raises:
            EmptySearchError: if nothing is asked for.
        """
        wanted = Search(search) if isinstance(search, str) else search
        numbers = matching(self._database, wanted, by_date=by_date)
        return list(self._hits(islice(numbers, skip, skip + limit)))

    def instead(self, search: Search) -> dict[str, tuple[str, ...]]:
        """Return the words of a search that are nowhere on record, with the names looked for in place of each."""
        return instead(self._database, search)

    def printing(self, words: str, *, limit: int) -> list[str]:
        """Return the ids of articles that may print ``words`` or a part of them, likeliest first.

        Runs of four words and rare words are looked for, in statements and in whole articles; case and accents do not
        count. No word of a candidate is promised: compare it.
        """
        return printing(self._database, words, limit)

    def reach(self) -> Reach:
        """Return how many pages and outlets are on record, and the days between which they were last published."""
        row = self._database.one(
            """
            SELECT count(*), count(DISTINCT outlet), min(published), max(published) FROM articles
            WHERE number NOT IN (SELECT article FROM superseded)
            """
        )
        articles, outlets, first, last = row or (0, 0, None, None)
        return Reach(articles, outlets, first and date.fromisoformat(first), last and date.fromisoformat(last))

    def utterance(self, key: str) -> Utterance:
        """Return an utterance.

        Raises:
            NotOnRecordError: if no utterance or more than one answers to ``key``.
        """
        found = list(self._database.rows("SELECT * FROM utterances WHERE id = ?", key))
        if not found and len(key) >= _PREFIX:
            sql = "SELECT * FROM utterances WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
            found = list(self._database.rows(sql, *_beginning(key), _CANDIDATES + 1))
        if len(found) != 1:
            raise _not_one("utterance", key, [row[0] for row in found])
        return utterance_of(found[0])

    def utterances(self, limit: int, after: str | None = None) -> list[Utterance]:
        """Return up to ``limit`` utterances, those that most articles print first, from the one ``after`` the given.

        Raises:
            NotOnRecordError: if ``after`` is not on record.
        """
        place: Row = (float("-inf"), "")
        if after is not None:
            sql = "SELECT -articles, id FROM utterances WHERE id = ?"
            (place,) = self._database.rows(sql, self.utterance(after).id)
        rows = self._database.rows(
            """
            SELECT * FROM utterances WHERE -articles >= ? AND (-articles, id) > (?, ?)
            ORDER BY -articles, id LIMIT ?
            """,
            place[0],
            *place,
            limit,
        )
        return [utterance_of(row) for row in rows]

    def utterances_of_article(self, key: str) -> list[Utterance]:
        """Return the utterances that an article prints, in the order of their first statements there.

        Raises:
            NotOnRecordError: if no article or more than one answers to ``key``.
        """
        rows = self._database.rows(
            """
            SELECT u.* FROM utterances u JOIN (
                SELECT w.utterance, min(s.number) AS first FROM statements s JOIN witnesses w ON w.statement = s.number
                WHERE s.article = ? GROUP BY w.utterance
            ) AS printed ON printed.utterance = u.id ORDER BY first, u.id
            """,
            self._article_number(key),
        )
        return [utterance_of(row) for row in rows]

    def utterances_of_statement(self, statement: Statement) -> list[str]:
        """Return the ids of the utterances that a statement prints, in order of the alphabet."""
        rows = self._database.rows(
            """
            SELECT w.utterance FROM articles a JOIN statements s ON s.article = a.number
            JOIN witnesses w ON w.statement = s.number WHERE a.id = ? AND s.id = ? ORDER BY w.utterance
            """,
            statement.article,
            statement.id,
        )
        return [id_ for (id_,) in rows]

    def findings(self, kind: str | None = None) -> list[Finding]:
        """Return the findings, or those of one kind, by kind and falling score."""
        return [found for found in self._once(_findings) if kind in {None, "", found.kind}]

    def problems(self) -> list[Problem]:
        """Return what went wrong in reading and noting; ``origin`` tells where, by the article's name if need be.

        In the order of the places, line 2 before line 12.
        """
        rows = self._database.rows(
            """
            SELECT stage, message, coalesce(p.origin, a.origin, a.given_id, a.id) AS place
            FROM problems p LEFT JOIN articles a ON a.number = p.article
            ORDER BY coalesce(p.origin, a.origin, a.given_id, a.id, ''), coalesce(a.id, ''), stage, message
            """
        )
        return sorted((Problem(*row) for row in rows), key=lambda one: by_numbers(one.origin or ""))

    def counts(self) -> Counts:
        """Count what is on record."""
        return self._once(_counts)

    def placed(self, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, Statement]]:
        """Return the statements of some ids, each after that of its article, with their numbers there, from 1.

        Those that are none any more are left out.
        """
        return placed(self._database, wanted)

    def _article_number(self, key: str) -> int:
        rows = self._database.rows
        found = list(rows("SELECT number, id FROM articles WHERE id = ?", key))
        if not found:
            sql = "SELECT number, id FROM articles WHERE given_id = ? ORDER BY id LIMIT ?"
            found = list(rows(sql, key, _CANDIDATES + 1))
        if not found and len(key) >= _PREFIX:
            sql = "SELECT number, id FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
            found = list(rows(sql, *_beginning(key), _CANDIDATES + 1))
        if len(found) != 1:
            raise _not_one("article", key, [id_ for _, id_ in found])
        number: int = found[0][0]
        return number

    def _hits(self, numbers: Iterable[int]) -> Iterator[Hit]:
        """Yield the statements of some numbers, in their order, looked up many at a time."""
        waiting = iter(numbers)
        while some := list(islice(waiting, _AT_ONCE)):
            marks = ", ".join("?" * len(some))
            found = self._database.rows(f"SELECT * FROM standing WHERE number IN ({marks})", *some)  # noqa: S608
            rows = {row[0]: row for row in found}
            ids = sorted({row[1] for row in rows.values()})
            articles = articles_at(self._database, ids)
            for row in (rows[number] for number in some):
                article = articles[row[1]]
                said = statement_of(row, article.id)
                snippet = content_text(said, article.text)
                yield Hit(said, article.id, article.outlet, article.published, said.speaker, snippet)


def _counts(database: Database) -> Counts:
    forms = {Form(form): count for form, count in database.rows("SELECT form, count(*) FROM standing GROUP BY 1")}
    row = database.one(
        """
        SELECT (SELECT count(*) FROM articles), (SELECT count(DISTINCT outlet) FROM articles),
            (SELECT count(*) FROM persons), (SELECT count(*) FROM utterances), (SELECT count(*) FROM findings),
            (SELECT count(*) FROM problems)
        """
    )
    articles, outlets, persons, utterances, findings, problems = row or (0,) * 6
    every = {form: forms.get(form, 0) for form in Form}
    return Counts(articles, outlets, sum(every.values()), every, persons, utterances, findings, problems)


def _findings(database: Database) -> list[Finding]:
    return [finding_of(row) for row in database.rows("SELECT * FROM findings ORDER BY kind, score DESC, id")]


def _beginning(key: str) -> tuple[str, str]:
    return key, key + "\U0010ffff"


def _some(names: list[str]) -> str:
    return ", ".join(names[:_CANDIDATES]) + (", …" if len(names) > _CANDIDATES else "")


def _not_one(what: str, key: str, found: list[str]) -> NotOnRecordError:
    if found:
        return NotOnRecordError(f"{key!r} fits more than one {what}: {_some(found)}; give one of these ids in full")
    given = {"article": ", the id its source gave it,", "statement": ", ARTICLE/NUMBER"}.get(what, "")
    return NotOnRecordError(
        f"no {what} {key!r} is on record; give its id{given} or the first {_PREFIX} or more characters of its id"
    )
