"""The log of corrections in the database, and what is made of it: the rows in which corrected statements are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.corrections import Correction, Field
from onrecord.model import Article, SpeakerKind, Statement
from onrecord.record.database import Database
from onrecord.record.index import reindexing
from onrecord.record.overlay import corrected, latest, refuse_misfit
from onrecord.record.persons import person_id
from onrecord.record.rows import corrected_row, correction_of, correction_row, plain
from onrecord.record.stored import article_at, notes_at
from onrecord.record.versions import mark_versions, numbers_of

__all__ = ["Entry", "entries", "keep", "log_of", "settle", "settle_pages", "struck_at"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A correction in the log.

    ``counts`` where no later one is on the same field, ``attached`` where its statement is on record: one that is not
    is kept, as the statement may come.
    """

    correction: Correction
    counts: bool
    attached: bool

    @property
    def shows(self) -> bool:
        """Whether a reader of the record sees it."""
        return self.counts and self.attached and self.correction.value is not None


def keep(database: Database, corrections: Iterable[Correction]) -> None:
    """Write corrections to the log, each once, and read their articles anew where they are on record.

    Raises:
        RecordError: if one does not fit the text of its article.
    """
    articles: dict[int, Article] = {}
    for each in corrections:
        row = database.one("SELECT number FROM articles WHERE id = ?", each.article)
        if row:
            articles.setdefault(row[0], article_at(database, row[0]))
            refuse_misfit(each, articles[row[0]].text)
        database.execute(
            "INSERT INTO corrections VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            *plain(correction_row(each), f"a correction of {each.statement}"),
        )
    for number, article in articles.items():
        settle(database, number, article)


def log_of(database: Database, article: str) -> list[Correction]:
    """Return all corrections of the statements of an article, by its id."""
    return [correction_of(row) for row in database.rows("SELECT * FROM corrections WHERE article = ?", article)]


def entries(database: Database) -> Iterator[Entry]:
    """Yield the log in the order in which it was made."""
    sql = """
    SELECT s.number IS NOT NULL, c.* FROM corrections c LEFT JOIN articles a ON a.id = c.article
    LEFT JOIN statements s ON s.article = a.number AND s.id = c.subject ORDER BY c.made, c.id
    """
    found = [(bool(attached), correction_of(tuple(row))) for attached, *row in database.rows(sql)]
    counting = latest(each for _, each in found)
    for attached, each in found:
        yield Entry(each, counting[each.article, each.statement][each.field] == each, attached)


def settle(database: Database, number: int, article: Article) -> None:
    """Make whatever lies over the notes of an article and its number agree with the log and the versions of its page.

    To be called whenever the article was kept or corrected; for one without corrections and versions it does nothing.
    """
    log, versions = log_of(database, article.id), numbers_of(database, article)
    if log or len(versions) > 1:
        with reindexing(database, {number, *versions}):
            if log:
                _overlay(database, number, log)
            mark_versions(database, versions)


def settle_pages(database: Database) -> None:
    """Do so for all pages that have versions, as in a record of a time before there were any."""
    sql = """
    SELECT min(number) FROM articles WHERE url IS NOT NULL GROUP BY url, coalesce(outlet, '') HAVING count(*) > 1
    """
    for (number,) in list(database.rows(sql)):
        settle(database, number, article_at(database, number))


def struck_at(database: Database, number: int) -> list[Statement]:
    """Return what is no statement of an article any more, as it was noted, with the correction that says so."""
    sql = "SELECT s.id FROM corrected c JOIN statements s ON s.number = c.number WHERE s.article = ? AND c.gone = 1"
    gone = {id_ for (id_,) in database.rows(sql, number)}
    noted = notes_at(database, number, corrected=False) if gone else None
    if noted is None:
        return []
    counting = latest(log_of(database, noted.article.id))
    return [
        replace(each, corrected=(counting[each.article, each.id][Field.STATEMENT],))
        for each in noted.statements
        if each.id in gone
    ]


def _overlay(database: Database, number: int, log: Iterable[Correction]) -> None:
    """Make the rows of ``corrected`` for an article out of its notes and the log, and the persons out of both."""
    noted = notes_at(database, number, corrected=False)
    shown = {statement.id: statement for statement in corrected(noted, log).statements}
    own = {id_: at for at, id_ in database.rows("SELECT number, id FROM statements WHERE article = ?", number)}
    persons = {person for (person,) in database.rows(_PERSONS, number) if person}
    database.execute("DELETE FROM corrected WHERE number IN (SELECT number FROM statements WHERE article = ?)", number)
    rows = []
    for each in noted.statements:
        now = shown.get(each.id, each)
        if each.id in shown and now == each:
            continue
        person = None if now.speaker is None else person_id(now.speaker)
        if person:
            persons.add(person)
            sql = "INSERT INTO persons VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
            database.execute(sql, person, now.speaker, SpeakerKind.UNNAMED.value)
        rows.append((own[each.id], *plain(corrected_row(now, person, gone=each.id not in shown), "a correction")))
    database.run("INSERT INTO corrected VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    for person in persons:
        _settle_person(database, person)


_PERSONS = "SELECT c.person FROM corrected c JOIN statements s ON s.number = c.number WHERE s.article = ?"

_NAMES = """
SELECT max(name), min(kind), max(CASE kind WHEN 'person' THEN 1 ELSE 0 END) FROM (
    SELECT name, kind FROM speakers WHERE person = ?
    UNION ALL SELECT speaker, 'unnamed' FROM statements WHERE person = ?
    UNION ALL SELECT speaker, 'unnamed' FROM corrected WHERE person = ? AND gone = 0
) AS names
"""


def _settle_person(database: Database, person: str) -> None:
    """Set name and kind of a person to what all who name them give together; nobody names some any more."""
    name, kind, is_person = database.one(_NAMES, person, person, person) or (None, None, None)
    if name is None:
        database.execute("DELETE FROM persons WHERE id = ?", person)
    else:
        kind = SpeakerKind.PERSON.value if is_person else kind
        database.execute("UPDATE persons SET name = ?, kind = ? WHERE id = ?", name, kind, person)
