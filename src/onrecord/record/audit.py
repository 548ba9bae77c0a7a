"""What a record says of itself: a digest of all it holds, and whether it is whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator

from onrecord.errors import RecordError
from onrecord.model import Article, Evidence, Notes, Problem, Span, Utterance
from onrecord.record.correcting import log_of
from onrecord.record.database import Database
from onrecord.record.overlay import corrected
from onrecord.record.rows import finding_of, story_of, utterance_of
from onrecord.record.stored import notes_at

__all__ = ["check", "digest"]

# Every table in an order that does not depend on the order of keeping, and how many columns first are mere numbers.
_CONTENT = (
    ("SELECT * FROM articles ORDER BY id", 1),
    ("SELECT s.*, a.id FROM statements s JOIN articles a ON a.number = s.article ORDER BY a.id, s.number", 2),
    ("SELECT s.*, a.id FROM speakers s JOIN articles a ON a.number = s.article ORDER BY a.id, s.position", 1),
    ("SELECT p.*, a.id FROM problems p JOIN articles a ON a.number = p.article ORDER BY a.id, p.number", 2),
    ("SELECT * FROM problems WHERE article IS NULL ORDER BY coalesce(origin, ''), stage, message", 2),
    ("SELECT * FROM persons ORDER BY id", 0),
    ("SELECT * FROM corrections ORDER BY id", 0),
    ("SELECT * FROM persons_decisions ORDER BY one, other", 0),
    ("SELECT * FROM persons_ids ORDER BY person", 0),
    ("SELECT * FROM utterances ORDER BY id", 0),
    ("SELECT * FROM findings ORDER BY id", 0),
    ("SELECT * FROM stories ORDER BY id", 0),
)


def digest(database: Database) -> str:
    """Return the SHA-256 of everything on record, in 64 hexadecimal digits."""
    total = hashlib.sha256()
    with database.reading():
        for sql, numbers in _CONTENT:
            total.update(b"\n")
            for row in database.rows(sql):
                total.update(json.dumps(row[numbers:]).encode("ascii"))
    return total.hexdigest()


def check(database: Database) -> list[Problem]:
    """Return what is wrong with the file or with what it holds: nothing, if it is whole."""
    lengths: dict[str, int] = {}
    damages: list[tuple[str | None, str]] = []
    try:
        with database.reading():
            damages += _file_damages(database)
            if not damages:  # else reading on would only fail
                damages += _article_damages(database, lengths)
                damages += _collation_damages(database, lengths)
    except RecordError as error:  # so damaged that it cannot even be checked
        damages.append((None, str(error)))
    return [Problem("check", message, origin) for origin, message in damages]


def _file_damages(database: Database) -> Iterator[tuple[str | None, str]]:
    yield from ((None, message) for message in database.damages())
    statements, articles = database.words.missing()
    if statements:
        yield None, f"search does not find {statements} statements"
    if articles:
        yield None, f"search does not find the words of {articles} articles"


def _article_damages(database: Database, lengths: dict[str, int]) -> Iterator[tuple[str, str]]:
    for number, id_ in database.rows("SELECT number, id FROM articles ORDER BY id"):
        try:
            notes = notes_at(database, number)
        except (IndexError, TypeError, ValueError) as error:
            yield id_, f"a row cannot be read back: {error}"
            continue
        article = notes.article
        lengths[id_] = len(article.text)
        if id_ != Article.id_of(article.text, article.outlet, article.url):
            yield id_, "text, outlet or address were changed since the article was kept"
        if notes.statements != corrected(notes_at(database, number, corrected=False), log_of(database, id_)).statements:
            yield id_, "its statements are not what the notes and the corrections of it give"
        yield from ((id_, _outside(span)) for span in _spans(notes) if span.end > len(article.text))


def _collation_damages(database: Database, lengths: dict[str, int]) -> Iterator[tuple[str, str]]:
    for row in database.rows("SELECT * FROM utterances ORDER BY id"):
        yield from _misplaced(f"utterance {row[0]}", _printings(utterance_of(row)), lengths)
    for row in database.rows("SELECT * FROM findings ORDER BY id"):
        yield from _misplaced(f"finding {row[0]}", finding_of(row).evidence, lengths)
    for story in map(story_of, database.rows("SELECT * FROM stories ORDER BY id")):
        for missing in sorted(set(story.articles) - set(lengths)):
            yield f"story {story.id}", f"its article {missing} is not on record"


def _misplaced(what: str, evidence: Iterable[Evidence], lengths: dict[str, int]) -> Iterator[tuple[str, str]]:
    for item in evidence:
        if item.span.end > lengths.get(item.article, 0):
            yield what, f"{_outside(item.span)} of {item.article}"


def _outside(span: Span) -> str:
    return f"the span [{span.start}, {span.end}) lies outside the text"


def _spans(notes: Notes) -> Iterator[Span]:
    yield from notes.article.boilerplate
    if notes.article.dateline:
        yield notes.article.dateline.span
    for statement in notes.statements:
        for fragment in statement.content:
            yield from (fragment.span, *fragment.quoted)
        yield from (*statement.cue, *statement.source)
        if statement.occasion:
            yield statement.occasion.printed
        if statement.when and statement.when.printed:
            yield statement.when.printed
    for speaker in notes.speakers:
        yield from speaker.mentions


def _printings(utterance: Utterance) -> Iterator[Evidence]:
    for witness in utterance.witnesses:
        yield from (Evidence(witness.article, span) for span in witness.spans)
    for aside in utterance.aside:
        yield from (Evidence(aside.article, span) for span in aside.spans)
    for place in utterance.places:
        yield from (Evidence(reading.article, reading.span) for reading in place.readings)
