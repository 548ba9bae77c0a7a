"""The record: one SQLite file that keeps what was noted, collated and found."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from onrecord.errors import RecordError
from onrecord.model import Finding, Notes, Problem, SpeakerKind, Story, Utterance
from onrecord.record import audit
from onrecord.record.opening import open_database
from onrecord.record.queries import Queries
from onrecord.record.rows import (
    article_row,
    content_text,
    finding_row,
    person_id,
    plain,
    speaker_row,
    statement_row,
    story_row,
    utterance_row,
)

__all__ = ["Kept", "Record"]


@dataclass(frozen=True, slots=True)
class Kept:
    """How many articles were new, and how many the record knew already."""

    added: int
    known: int


class Record(Queries):
    """A record file, open; used as a context manager it closes itself.

    Content is addressed by hashes and nothing is ever overwritten by adding: adding twice changes nothing, and a run
    that was killed is finished by running it again. One program writes at a time; any number read meanwhile.

    ACCEPTED GAP: the id of an article covers its outlet, address and text. Where two sources give the same page other
    titles, dates or names, the first one kept stays, so there the order of adding shows.
    """

    @classmethod
    def open(cls, path: Path, *, create: bool = False, readonly: bool = False) -> Record:
        """Open a record file; ``create`` makes one where nothing is, ``readonly`` promises not to write.

        A record that is open for reading only may be shared by threads.

        Raises:
            RecordError: if there is no such file, or it is not a record of this version.
        """
        return cls(open_database(path, create=create, readonly=readonly))

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def writing(self) -> AbstractContextManager[None]:
        """Hold the record for writing until the ``with`` block ends: all is kept, or after an error nothing.

        For collating: what is read within the block is still all there is when its utterances are written.

        Raises:
            RecordError: if another program goes on writing to it for longer than a few seconds.
        """
        return self._database.writing()

    def keep(self, notes: Iterable[Notes]) -> Kept:
        """Keep the notes of articles, all or, after an error, none; an article on record already stays as it is.

        When it returns, what was added is safe on disk. The record is held for writing while ``notes`` are drawn:
        hand over batches, not an iterator that works for minutes.

        Raises:
            RecordError: if it cannot be written to, or notes contradict themselves or hold what is no text.
        """
        added = known = 0
        with self.writing():
            for each in notes:
                if self._keep(each):
                    added += 1
                else:
                    known += 1
        return Kept(added, known)

    def keep_problems(self, problems: Iterable[Problem]) -> None:
        """Keep what went wrong with sources that became no articles; the same problem is kept once.

        It goes as soon as an article of the same origin is kept.

        Raises:
            RecordError: if it cannot be written to.
        """
        rows = (plain((p.stage, p.message, p.origin), f"a problem with {p.origin}") for p in problems)
        with self.writing():
            self._database.run("INSERT INTO problems VALUES (NULL, NULL, ?, ?, ?) ON CONFLICT DO NOTHING", rows)

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

    def digest(self) -> str:
        """Return a hash over all content; equal for equal content, in whatever order and how many runs it was kept."""
        return audit.digest(self._database)

    def check(self) -> list[Problem]:
        """Return what is wrong with the file or what it holds: damage, missing rows, spans outside their article."""
        return audit.check(self._database)

    def _keep(self, notes: Notes) -> bool:
        article, database = notes.article, self._database
        what = f"article {article.name}"
        _refuse_contradictions(notes)
        number = database.insert(
            "INSERT INTO articles VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            *plain(article_row(article), what),
        )
        if number is None:
            return False
        database.run("INSERT INTO texts (rowid, text) VALUES (?, ?)", [(number, article.text)])
        persons = self._keep_persons(notes, what)
        database.run(
            "INSERT INTO speakers VALUES (?, ?, ?, ?, ?, ?)",
            [(number, at, *speaker_row(s, persons[s.name])) for at, s in enumerate(notes.speakers)],
        )
        self._keep_statements(notes, number, persons)
        database.execute("DELETE FROM problems WHERE article IS NULL AND origin = ?", article.origin)
        database.run(
            "INSERT INTO problems VALUES (NULL, ?, ?, ?, ?)",
            [(number, *plain((p.stage, p.message, p.origin), what)) for p in notes.problems],
        )
        return True

    def _keep_persons(self, notes: Notes, what: str) -> dict[str, str]:
        """Keep everybody who speaks in an article; return the id of each name."""
        kinds = {s.speaker: SpeakerKind.UNNAMED for s in notes.statements if s.speaker is not None}
        kinds |= {speaker.name: speaker.kind for speaker in notes.speakers}
        ids = {name: person_id(name) for name in kinds}
        # Articles disagree about case and kind; what stands does not depend on which of them came first.
        self._database.run(
            """
            INSERT INTO persons VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET
                name = max(name, excluded.name),
                kind = CASE WHEN 'person' IN (kind, excluded.kind) THEN 'person' ELSE min(kind, excluded.kind) END
            WHERE (name, kind) <> (excluded.name, excluded.kind)
            """,
            [plain((ids[name], name, kind.value), what) for name, kind in kinds.items()],
        )
        return ids

    def _keep_statements(self, notes: Notes, number: int, persons: dict[str, str]) -> None:
        article, database = notes.article, self._database
        what = f"article {article.name}"
        (last,) = database.one("SELECT coalesce(max(number), 0) FROM statements") or (0,)
        rows, words = [], []
        for at, statement in enumerate(notes.statements, start=last + 1):
            person = None if statement.speaker is None else persons[statement.speaker]
            rows.append((at, number, *plain(statement_row(statement, person), what)))
            words.append((at, content_text(statement, article.text), statement.speaker, article.outlet))
        database.run(
            """
            INSERT INTO statements
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            rows,
        )
        database.run("INSERT INTO search (rowid, content, speaker, outlet) VALUES (?, ?, ?, ?)", words)

    def _keep_utterance(self, utterance: Utterance) -> None:
        database, row = self._database, plain(utterance_row(utterance), f"utterance {utterance.id}")
        if database.one("SELECT * FROM utterances WHERE id = ?", utterance.id) == row:
            return
        database.execute("DELETE FROM utterances WHERE id = ?", utterance.id)
        database.execute("INSERT INTO utterances VALUES (?, ?, ?, ?, ?, ?)", *row)
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
        if statement.id in seen:
            raise RecordError(f"article {article.name}: two statements have the id {statement.id!r}; give each its own")
        seen.add(statement.id)
