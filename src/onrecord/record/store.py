"""The record: a file, or a database on a server, that keeps what was noted, collated and found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from onrecord.corrections import Correction, Field
from onrecord.errors import RecordError
from onrecord.model import Article, Finding, Notes, Problem, SpeakerKind, Story, Utterance
from onrecord.record import audit, correcting
from onrecord.record.browsing import Browsing
from onrecord.record.fulltext import Entry
from onrecord.record.index import entry_of, keep_entries
from onrecord.record.opening import Place, open_database
from onrecord.record.overlay import noted_value
from onrecord.record.persons import decide, keep_identifiers, person_id
from onrecord.record.rows import (
    article_row,
    finding_row,
    plain,
    speaker_row,
    statement_row,
    story_row,
    utterance_row,
)
from onrecord.record.schema import ARTICLE_COLUMNS

__all__ = ["Kept", "Record"]

_KEEP_ARTICLE = f"""
INSERT INTO articles ({", ".join(ARTICLE_COLUMNS[1:])}) VALUES ({", ".join("?" * len(ARTICLE_COLUMNS[1:]))})
ON CONFLICT (id) DO NOTHING
"""  # noqa: S608 - names of columns


@dataclass(frozen=True, slots=True)
class Kept:
    """How many articles were new, and how many the record knew already."""

    added: int
    known: int


class Record(Browsing):
    """A record, open; used as a context manager it closes itself.

    Content is addressed by hashes and nothing is ever overwritten by adding: adding twice changes nothing, and a run
    that was killed is finished by running it again. One program writes at a time; any number read meanwhile.

    ACCEPTED GAP: the id of an article covers its outlet, address and text. Where two sources give the same page other
    titles, dates or names, the first one kept stays, so there the order of adding shows.
    """

    @classmethod
    def open(cls, place: Place, *, create: bool = False, readonly: bool = False) -> Record:
        """Open a record by its path or address; ``create`` makes one where nothing is, ``readonly`` is not to write.

        A record that is open for reading only may be shared by threads.

        Raises:
            RecordError: if there is none, or it is not a record of this version.
        """
        return cls(open_database(place, create=create, readonly=readonly))

    @property
    def name(self) -> str:
        """How messages call the record: its path, or its address without a password."""
        return self._database.name

    def close(self) -> None:
        """Close the record."""
        self._database.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def writing(self) -> AbstractContextManager[None]:
        """Hold the record for writing until the ``with`` block ends: all is kept, or after an error nothing.

        What is read within the block is still all there is when something is written in it.

        Raises:
            RecordError: if another program goes on writing to it for longer than a few seconds.
        """
        return self._database.writing()

    def reading(self) -> AbstractContextManager[None]:
        """Read one state of the record until the ``with`` block ends, whatever others write meanwhile."""
        return self._database.reading()

    def changes(self) -> int:
        """Return a number that is another one as soon as another program has written to the record.

        For computing something from all that is on record without holding it: within :meth:`writing`, the number that
        was there when reading tells that it is still all.
        """
        return self._database.version()

    def keep(self, notes: Iterable[Notes]) -> Kept:
        """Keep the notes of articles, all or, after an error, none; an article on record already stays as it is.

        When it returns, what was added is safe on disk. The record is held for writing while ``notes`` are drawn:
        hand over batches, not an iterator that works for minutes.

        Raises:
            RecordError: if it cannot be written to, or notes contradict themselves or hold what is no text.
        """
        new: dict[int, Article] = {}
        known = 0
        entries: list[Entry] = []
        with self.writing():
            for each in notes:
                number = self._keep(each, entries)
                if number is None:
                    known += 1
                else:
                    new[number] = each.article
            keep_entries(self._database, entries)
            for number, article in new.items():
                correcting.settle(self._database, number, article)
        return Kept(len(new), known)

    def keep_problems(self, problems: Iterable[Problem]) -> None:
        """Keep what went wrong with sources that became no articles; the same problem is kept once.

        It goes as soon as an article of the same origin is kept.

        Raises:
            RecordError: if it cannot be written to.
        """
        rows = (plain((p.stage, p.message, p.origin), f"a problem with {p.origin}") for p in problems)
        with self.writing():
            self._database.run(
                "INSERT INTO problems (stage, message, origin) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows
            )

    def replace_utterances(
        self, utterances: Iterable[Utterance], findings: Iterable[Finding], stories: Iterable[Story] = ()
    ) -> None:
        """Make these the collation of the record; what is as it was keeps its rows.

        Raises:
            RecordError: if it cannot be written to, two utterances have one id, or one of them, a finding or a story
                rests on something that is not on record; then nothing is changed.
        """
        database = self._database
        with self.writing():
            database.execute("CREATE TEMP TABLE IF NOT EXISTS staying (id TEXT PRIMARY KEY)")
            database.execute("DELETE FROM staying")
            for utterance in utterances:
                if not database.execute("INSERT INTO staying VALUES (?) ON CONFLICT DO NOTHING", utterance.id):
                    raise RecordError(f"two utterances have the id {utterance.id}; an id stands for one")
                self._keep_utterance(utterance)
            database.execute("DELETE FROM utterances WHERE id NOT IN (SELECT id FROM staying)")
            database.execute("DELETE FROM findings")
            for finding in findings:
                self._keep_finding(finding)
            database.execute("DELETE FROM stories")
            for story in stories:
                self._keep_story(story)

    def correct(
        self, key: str, values: Mapping[Field, str | None], *, why: str, by: str, made: str
    ) -> list[Correction]:
        """Write down that somebody (``by``) holds other values against those noted of a statement; return the entries.

        What was noted stays as it is; whatever is read from now on has these values, as :class:`Field` writes them, and
        says so. ``None`` makes what was noted stand again. Collate afterwards: utterances may depend on it.

        Args:
            key: as for :meth:`statement`.
            values: what is corrected.
            why: the reason, kept with it.
            by: who says so.
            made: when, in ISO 8601 (UTC); of two corrections of one thing the later one counts.

        Raises:
            NotOnRecordError: if no statement or more than one answers to ``key``.
            RecordError: if a value is none of its kind, or there is no reason.
        """
        if not why.strip():
            raise RecordError("a correction needs a reason; say why")
        with self.writing():
            noted = self.statement(key)
            made_here = [
                Correction(noted.article, noted.id, field, noted_value(noted, field), value, why, by, made)
                for field, value in values.items()
            ]
            correcting.keep(self._database, made_here)
        return made_here

    def keep_corrections(self, corrections: Iterable[Correction]) -> None:
        """Keep corrections made elsewhere, such as those of another record; each once.

        One of a statement that is not on record is kept too, and shows as soon as the statement is.

        Raises:
            RecordError: if one does not fit the text of its article; then none is kept.
        """
        with self.writing():
            correcting.keep(self._database, corrections)

    def tidy(self) -> None:
        """Merge the pieces that additions left of the index, for finding to be quick; others may write in between.

        Raises:
            RecordError: if it cannot be written to.
        """
        has_more = True
        while has_more:
            with self.writing():
                has_more = self._database.words.merge()

    def decide_person(self, one: str, other: str, *, same: bool) -> None:
        """Decide by hand whether two names are one person's; what is added later does not change it.

        Raises:
            RecordError: if a name is not on record, or other decisions contradict this one.
        """
        decide(self._database, one, other, same=same)

    def keep_identifiers(self, path: Path) -> int:
        """Keep ids of another authority for names, from a CSV file with the columns name and id; return how many.

        Raises:
            RecordError: if it cannot be read, or a row lacks name or id.
        """
        return keep_identifiers(self._database, path)

    def digest(self) -> str:
        """Return a hash over all content; equal for equal content, in whatever order and how many runs it was kept."""
        return audit.digest(self._database)

    def check(self) -> list[Problem]:
        """Return what is wrong with the file or what it holds: damage, missing rows, spans outside their article."""
        return audit.check(self._database)

    def _keep(self, notes: Notes, entries: list[Entry]) -> int | None:
        """Keep notes if they are new, and return their number.

        The rows of their statements in the index are not kept but go to ``entries``.
        """
        article, database = notes.article, self._database
        what = f"article {article.name}"
        _refuse_contradictions(notes)
        number = database.insert(
            _KEEP_ARTICLE,
            *plain(article_row(article), what),
        )
        if number is None:
            return None
        database.words.add_text(number, article.text)
        persons = self._keep_persons(notes, what)
        database.run(
            "INSERT INTO speakers VALUES (?, ?, ?, ?, ?, ?)",
            [(number, at, *speaker_row(s, persons[s.name])) for at, s in enumerate(notes.speakers)],
        )
        entries += self._keep_statements(notes, number, persons)
        database.execute("DELETE FROM problems WHERE article IS NULL AND origin = ?", article.origin)
        database.run(
            "INSERT INTO problems (article, stage, message, origin) VALUES (?, ?, ?, ?)",
            [(number, *plain((p.stage, p.message, p.origin), what)) for p in notes.problems],
        )
        return number

    def _keep_persons(self, notes: Notes, what: str) -> dict[str, str]:
        """Keep everybody who speaks in an article; return the id of each name."""
        kinds = {s.speaker: SpeakerKind.UNNAMED for s in notes.statements if s.speaker is not None}
        kinds |= {speaker.name: speaker.kind for speaker in notes.speakers}
        ids = {name: person_id(name) for name in kinds}
        # Articles disagree about case and kind; what stands does not depend on which of them came first.
        self._database.run(
            """
            INSERT INTO persons VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET
                name = CASE WHEN excluded.name > persons.name THEN excluded.name ELSE persons.name END,
                kind = CASE
                    WHEN 'person' IN (persons.kind, excluded.kind) THEN 'person'
                    WHEN excluded.kind < persons.kind THEN excluded.kind ELSE persons.kind
                END
            WHERE persons.name <> excluded.name OR persons.kind <> excluded.kind
            """,
            [plain((ids[name], name, kind.value), what) for name, kind in kinds.items()],
        )
        return ids

    def _keep_statements(self, notes: Notes, number: int, persons: dict[str, str]) -> list[Entry]:
        article, database = notes.article, self._database
        what = f"article {article.name}"
        (last,) = database.one("SELECT coalesce(max(number), 0) FROM statements") or (0,)
        rows, entries = [], []
        for at, statement in enumerate(notes.statements, start=last + 1):
            person = None if statement.speaker is None else persons[statement.speaker]
            rows.append((at, number, *plain(statement_row(statement, person), what)))
            entries.append(entry_of(statement, at, article))
        database.run(
            """
            INSERT INTO statements
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            rows,
        )
        return entries

    def _keep_utterance(self, utterance: Utterance) -> None:
        database, row = self._database, plain(utterance_row(utterance), f"utterance {utterance.id}")
        if database.one("SELECT * FROM utterances WHERE id = ?", utterance.id) == row:
            return
        database.execute("DELETE FROM utterances WHERE id = ?", utterance.id)
        database.execute("INSERT INTO utterances VALUES (?, ?, ?, ?, ?, ?, ?, ?)", *row)
        for article, statement in {(w.article, w.statement): None for w in utterance.witnesses}:
            linked = database.execute(
                """
                INSERT INTO witnesses SELECT ?, s.number
                FROM statements s JOIN articles a ON a.number = s.article WHERE a.id = ? AND s.id = ?
                """,
                utterance.id,
                article,
                statement,
            )
            if not linked:
                raise RecordError(
                    f"utterance {utterance.id}: its witness, statement {statement} of article {article}, is not on "
                    "record; keep its notes first"
                )

    def _keep_story(self, story: Story) -> None:
        self._refuse_missing(f"story {story.id}", story.articles)
        self._database.execute(
            "INSERT INTO stories VALUES (?, ?, ?, ?, ?, ?, ?)", *plain(story_row(story), f"story {story.id}")
        )

    def _refuse_missing(self, what: str, articles: Iterable[str]) -> None:
        articles = set(articles)
        if missing := sorted(articles - self.has(articles)):
            raise RecordError(
                f"{what} rests on articles that are not on record: {', '.join(missing)}; keep their notes first"
            )

    def _keep_finding(self, finding: Finding) -> None:
        self._refuse_missing(f"finding {finding.kind!r}", (item.article for item in finding.evidence))
        row = plain(finding_row(finding), f"finding {finding.kind!r}")
        self._database.execute("INSERT INTO findings VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", *row)


def _refuse_contradictions(notes: Notes) -> None:
    """Raise where notes could not be told apart or put back together once they are rows."""
    article = notes.article
    seen: set[str] = set()
    for statement in notes.statements:
        if statement.article != article.id:
            raise RecordError(
                f"article {article.name}: statement {statement.id} belongs to article {statement.article}"
            )
        if statement.confidence != statement.confidence:
            raise RecordError(f"article {article.name}: the confidence of statement {statement.id} is no number")
        if statement.id in seen:
            raise RecordError(f"article {article.name}: two statements have the id {statement.id!r}; give each its own")
        seen.add(statement.id)
