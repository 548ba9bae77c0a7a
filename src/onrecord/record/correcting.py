"""The log of corrections in the database, and what is made of it: the rows in which corrected statements are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.corrections import Correction
from onrecord.model import SpeakerKind, Statement
from onrecord.record import search, versions
from onrecord.record.database import Database
from onrecord.record.overlay import corrected, latest, refuse_misfit
from onrecord.record.rows import corrected_row, correction_of, correction_row, person_id, plain
from onrecord.record.stored import article_at, notes_at

__all__ = ["Entry", "entries", "keep", "log_of", "refresh"]


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
    articles: dict[str, int] = {}
    for each in corrections:
        row = database.one("SELECT number FROM articles WHERE id = ?", each.article)
        if row:
            articles[each.article] = row[0]
            refuse_misfit(each, article_at(database, row[0]).text)
        database.execute(
            "INSERT INTO corrections VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            *plain(correction_row(each), f"a correction of {each.statement}"),
        )
    for number in articles.values():
        refresh(database, number)


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


def refresh(database: Database, number: int) -> None:
    """Make the rows of ``corrected``, the search and the persons agree with the log, for the article of a number."""
    noted, before = notes_at(database, number, corrected=False), notes_at(database, number)
    after = corrected(noted, log_of(database, noted.article.id))
    own = {id_: at for at, id_ in database.rows("SELECT number, id FROM statements WHERE article = ?", number)}
    _reindex(database, own, before.statements, after.statements, number)
    persons = {person for (person,) in database.rows(_PERSONS, number) if person}
    database.execute("DELETE FROM corrected WHERE number IN (SELECT number FROM statements WHERE article = ?)", number)
    shown = {statement.id: statement for statement in after.statements}
    changed = [each for each in noted.statements if shown.get(each.id) != each]
    rows = []
    for each in changed:
        now = shown.get(each.id, each)
        person = None if now.speaker is None else person_id(now.speaker)
        if person and now.speaker:
            persons.add(person)
            sql = "INSERT INTO persons VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
            database.execute(sql, person, now.speaker, SpeakerKind.UNNAMED.value)
        rows.append((own[each.id], *plain(corrected_row(now, person, gone=each.id not in shown), "a correction")))
    database.run("INSERT INTO corrected VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    for person in persons:
        _settle(database, person)
    versions.refresh(database, noted.article)


_PERSONS = "SELECT c.person FROM corrected c JOIN statements s ON s.number = c.number WHERE s.article = ?"

_NAMES = """
SELECT max(name), min(kind), max(CASE kind WHEN 'person' THEN 1 ELSE 0 END) FROM (
    SELECT name, kind FROM speakers WHERE person = ?
    UNION ALL SELECT speaker, 'unnamed' FROM statements WHERE person = ?
    UNION ALL SELECT speaker, 'unnamed' FROM corrected WHERE person = ? AND gone = 0
) AS names
"""


def _settle(database: Database, person: str) -> None:
    """Set name and kind of a person to what all who name them give together; nobody names some any more."""
    name, kind, is_person = database.one(_NAMES, person, person, person) or (None, None, None)
    if name is None:
        database.execute("DELETE FROM persons WHERE id = ?", person)
    else:
        kind = SpeakerKind.PERSON.value if is_person else kind
        database.execute("UPDATE persons SET name = ?, kind = ? WHERE id = ?", name, kind, person)


def _reindex(
    database: Database, own: dict[str, int], before: Iterable[Statement], after: Iterable[Statement], number: int
) -> None:
    article = article_at(database, number)
    old, new = ({own[s.id]: search.words_of(s, article) for s in side} for side in (before, after))
    search.unindex(database, [item for item in old.items() if new.get(item[0]) != item[1]])
    search.index(database, [item for item in new.items() if old.get(item[0]) != item[1]])
