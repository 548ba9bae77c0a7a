"""Everything a record answers, in nouns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from onrecord.errors import NotOnRecordError
from onrecord.model import Article, Finding, Form, Grain, Notes, Problem, SpeakerKind, Statement, Story, Utterance
from onrecord.record.database import Database, Row
from onrecord.record.printings import printing
from onrecord.record.rows import (
    article_of,
    content_text,
    finding_of,
    person_id,
    speaker_of,
    statement_of,
    story_of,
    utterance_of,
)
from onrecord.record.search import matching
from onrecord.verdicts import Reach

__all__ = ["ArticleEntry", "Counts", "Hit", "Person", "Queries", "notes_at"]

_PREFIX = 6  # shortest beginning of an id that is taken for one
_CANDIDATES = 5  # how many an error names


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


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks, in whatever article: one for each name, whatever its case.

    ACCEPTED GAPS: two people of one name are one; one person under two names is two.
    """

    id: str
    name: str
    kind: SpeakerKind


class Queries:
    """What can be asked of a record.

    An article is asked for by its id, by the id its source gave it, or by the first 6 or more characters of its id; an
    utterance by its id or its beginning. Where nothing or more than one thing fits, a
    :class:`~onrecord.errors.NotOnRecordError` says so.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def has(self, article_ids: Iterable[str]) -> set[str]:
        """Return those of ``article_ids`` that are on record."""
        sql = "SELECT 1 FROM articles WHERE id = ?"
        return {id_ for id_ in article_ids if self._database.one(sql, id_)}

    def article(self, key: str) -> Article:
        """Return an article.

        Raises:
            NotOnRecordError: if no article or more than one answers to ``key``.
        """
        return _article_at(self._database, self._article_number(key))

    def notes(self, key: str) -> Notes:
        """Return all that an article yielded, as it was kept.

        Raises:
            NotOnRecordError: if no article or more than one answers to ``key``.
        """
        return notes_at(self._database, self._article_number(key))

    def all_notes(self) -> Iterator[Notes]:
        """Yield the notes of every article in the order of their ids, one at a time, all as of the first."""
        for (number,) in self._database.rows("SELECT number FROM articles ORDER BY id"):
            yield notes_at(self._database, number)

    def articles(self, limit: int, after: str | None = None) -> list[ArticleEntry]:
        """Return up to ``limit`` articles in order of publication, undated ones last, from the one ``after`` the given.

        Raises:
            NotOnRecordError: if ``after`` is not on record.
        """
        place: Row | None = ("", "")
        if after is not None:
            sql = "SELECT coalesce(published, '~'), id FROM articles WHERE number = ?"
            place = self._database.one(sql, self._article_number(after))
        rows = self._database.rows(
            """
            SELECT id, coalesce(given_id, id), outlet, title, url, published,
                (SELECT count(*) FROM statements WHERE article = articles.number)
            FROM articles WHERE coalesce(published, '~') >= ?1 AND (coalesce(published, '~'), id) > (?1, ?2)
            ORDER BY coalesce(published, '~'), id LIMIT ?3
            """,
            *(place or ()),
            limit,
        )
        return [
            ArticleEntry(id_, name, outlet, title, url, published and date.fromisoformat(published), statements)
            for id_, name, outlet, title, url, published, statements in rows
        ]

    def person(self, key: str) -> Person:
        """Return a person by id or by name, in whatever case.

        Raises:
            NotOnRecordError: if there is none; names that contain ``key`` are offered.
        """
        sql = "SELECT id, name, kind FROM persons WHERE id = ?"
        row = self._database.one(sql, key) or self._database.one(sql, person_id(key))
        if row:
            return Person(row[0], row[1], SpeakerKind(row[2]))
        names = (name for (name,) in self._database.rows("SELECT name FROM persons ORDER BY name"))
        close = [name for name in names if key.casefold() in name.casefold()]
        hint = f"is it one of {_some(close)}?" if close else "give a name as articles print it, or search for its words"
        raise NotOnRecordError(f"nobody by the name of {key!r} is on record; {hint}")

    def statements_of(self, person: str) -> Iterator[Hit]:
        """Yield what a person said, by the first day it can have been said on, else the day it was published.

        Raises:
            NotOnRecordError: if nobody goes by this id or name.
        """
        rows = self._database.rows(
            """
            SELECT s.number FROM statements s JOIN articles a ON a.number = s.article WHERE s.person = ?
            ORDER BY coalesce(s.when_start, s.when_end, a.published, '~'), a.id, s.number
            """,
            self.person(person).id,
        )
        for (number,) in rows:
            yield self._hit(number)

    def find(self, words: str, *, limit: int) -> list[Hit]:
        """Return the statements whose content, speaker and outlet hold all of ``words``, best first.

        ``"a phrase"`` is looked for as such, ``begin*`` finds every word that begins so; case and accents do not count.

        Raises:
            RecordError: if ``words`` hold no word.
        """
        return [self._hit(number) for number in matching(self._database, words, limit)]

    def printing(self, words: str, *, limit: int) -> list[str]:
        """Return the ids of articles that may print ``words`` or a part of them, likeliest first.

        Runs of four words and rare words are looked for, in statements and in whole articles; case and accents do not
        count. No word of a candidate is promised: compare it.
        """
        return printing(self._database, words, limit)

    def reach(self) -> Reach:
        """Return how many articles and outlets are on record, and the days between which they were published."""
        row = self._database.one(
            "SELECT count(*), count(DISTINCT outlet), min(published), max(published) FROM articles"
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
        place: Row | None = (float("-inf"), "")
        if after is not None:
            sql = "SELECT -articles, id FROM utterances WHERE id = ?"
            place = self._database.one(sql, self.utterance(after).id)
        rows = self._database.rows(
            """
            SELECT * FROM utterances WHERE -articles >= ?1 AND (-articles, id) > (?1, ?2)
            ORDER BY -articles, id LIMIT ?3
            """,
            *(place or ()),
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
            ) ON utterance = u.id ORDER BY first, u.id
            """,
            self._article_number(key),
        )
        return [utterance_of(row) for row in rows]

    def findings(self, kind: str | None = None) -> list[Finding]:
        """Return the findings, or those of one kind, by kind and falling score."""
        sql = "SELECT * FROM findings WHERE ? IN (kind, '') ORDER BY kind, score DESC, id"
        return [finding_of(row) for row in self._database.rows(sql, kind or "")]

    def stories(self, grain: Grain | None = None) -> list[Story]:
        """Return the stories, or those of one grain: by their first day, those without a day last."""
        sql = "SELECT * FROM stories WHERE ? IN (grain, '') ORDER BY coalesce(first_day, '~'), grain, id"
        return [story_of(row) for row in self._database.rows(sql, grain.value if grain else "")]

    def problems(self) -> list[Problem]:
        """Return what went wrong in reading and noting; ``origin`` tells where, by the article's name if need be."""
        rows = self._database.rows(
            """
            SELECT stage, message, coalesce(p.origin, a.origin, a.given_id, a.id) AS place
            FROM problems p LEFT JOIN articles a ON a.number = p.article ORDER BY place, a.id, stage, message
            """
        )
        return [Problem(*row) for row in rows]

    def counts(self) -> Counts:
        """Count what is on record."""
        forms = {
            Form(form): count for form, count in self._database.rows("SELECT form, count(*) FROM statements GROUP BY 1")
        }
        row = self._database.one(
            """
            SELECT (SELECT count(*) FROM articles), (SELECT count(DISTINCT outlet) FROM articles),
                (SELECT count(*) FROM persons), (SELECT count(*) FROM utterances), (SELECT count(*) FROM findings),
                (SELECT count(*) FROM problems)
            """
        )
        articles, outlets, persons, utterances, findings, problems = row or (0,) * 6
        every = {form: forms.get(form, 0) for form in Form}
        return Counts(articles, outlets, sum(every.values()), every, persons, utterances, findings, problems)

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

    def _hit(self, number: int) -> Hit:
        (row,) = self._database.rows("SELECT * FROM statements WHERE number = ?", number)
        article = _article_at(self._database, row[1])
        statement = statement_of(row, article.id)
        snippet = content_text(statement, article.text)
        return Hit(statement, article.id, article.outlet, article.published, statement.speaker, snippet)


def _article_at(database: Database, number: int) -> Article:
    """Return the article of a number."""
    (row,) = database.rows("SELECT * FROM articles WHERE number = ?", number)
    return article_of(row)


def notes_at(database: Database, number: int) -> Notes:
    """Return the notes of the article of a number."""
    article, rows = _article_at(database, number), database.rows
    statements = rows("SELECT * FROM statements WHERE article = ? ORDER BY number", number)
    speakers = rows("SELECT name, kind, mentions FROM speakers WHERE article = ? ORDER BY position", number)
    problems = rows("SELECT stage, message, origin FROM problems WHERE article = ? ORDER BY number", number)
    return Notes(
        article,
        tuple([statement_of(row, article.id) for row in statements]),
        tuple([speaker_of(*row) for row in speakers]),
        tuple([Problem(*row) for row in problems]),
    )


def _beginning(key: str) -> tuple[str, str]:
    return key, key + "\U0010ffff"


def _some(names: list[str]) -> str:
    return ", ".join(names[:_CANDIDATES]) + (", …" if len(names) > _CANDIDATES else "")


def _not_one(what: str, key: str, found: list[str]) -> NotOnRecordError:
    if found:
        return NotOnRecordError(f"{key!r} fits more than one {what}: {_some(found)}; give one of these ids in full")
    given = ", the id its source gave it," if what == "article" else ""
    return NotOnRecordError(
        f"no {what} {key!r} is on record; give its id{given} or the first {_PREFIX} or more characters of its id"
    )
