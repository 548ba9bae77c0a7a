"""Persons: which names on record are one person's, by the names, by what was decided by hand, by ids of others.

Nothing is kept but names and decisions: who is one follows from all of them, so it does not depend on the order in
which articles were added, and a decision holds for whatever is added later.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from onrecord.alignment import PersonName
from onrecord.errors import RecordError
from onrecord.language.names import nicknames
from onrecord.model import SpeakerKind, content_id
from onrecord.record.database import Database

__all__ = ["Person", "decide", "keep_identifiers", "person_id", "persons"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks, in whatever article: ``name`` as most statements have it, ``printed`` every form of it.

    ``identifier`` is an id of another authority (a QID of Wikidata), where one was given.
    """

    id: str
    name: str
    kind: SpeakerKind
    printed: tuple[str, ...] = ()
    identifier: str | None = None


def person_id(name: str) -> str:
    """Return the id of whoever goes by a name, in whatever case it is printed."""
    return content_id("person", name.casefold())


def decide(database: Database, one: str, other: str, *, same: bool) -> None:
    """Decide by hand whether two names are one person's, instead of what was decided before.

    Raises:
        RecordError: if they are one name, one of them is not on record, or it contradicts another decision.
    """
    pair = sorted((person_id(one), person_id(other)))
    if pair[0] == pair[1]:
        raise RecordError(f"{one!r} and {other!r} are one name; give two names as articles print them")
    for name in (one, other):
        if database.one("SELECT 1 FROM persons WHERE id = ?", person_id(name)) is None:
            raise RecordError(f"nobody by the name of {name!r} is on record; give names as articles print them")
    with database.writing():
        database.execute("INSERT OR REPLACE INTO persons_decisions VALUES (?, ?, ?)", *pair, same)
        apart = _Decisions(database).contradiction()
        if apart:
            raise RecordError(
                f"{one!r} and {other!r} cannot be {'one' if same else 'two'}: by other decisions {apart[0]!r} and "
                f"{apart[1]!r} would be both; decide about those first"
            )


def keep_identifiers(database: Database, path: Path) -> int:
    """Keep ids of another authority from a CSV file with the columns ``name`` and ``id``; return how many.

    Two names with one id are one person, two with different ids are two; a decision by hand goes first.

    Raises:
        RecordError: if it cannot be read, or a row lacks name or id.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [(row.get("name"), row.get("id")) for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RecordError(f"{path}: cannot be read as CSV: {error}") from error
    for number, (name, identifier) in enumerate(rows, start=2):
        if not name or not identifier:
            raise RecordError(f"{path}, row {number}: needs a name and an id, under a first line “name,id”")
    with database.writing():
        database.run(
            "INSERT OR REPLACE INTO persons_ids VALUES (?, ?)",
            [(person_id(name or ""), identifier) for name, identifier in rows],
        )
    return len(rows)


def persons(database: Database) -> dict[str, Person]:
    """Return, for the id of every name on record, who goes by it."""
    rows = {id_: (name, SpeakerKind(kind)) for id_, name, kind in database.rows("SELECT * FROM persons ORDER BY id")}
    people = {id_: name for id_, (name, kind) in rows.items() if kind is SpeakerKind.PERSON}
    decisions = _Decisions(database)
    groups = _Joined(rows)
    for one, other in decisions.same:
        groups.join(one, other)
    _join_alike(people, groups, decisions)
    _join_by_words(database, people, groups, decisions)
    said: dict[str, int] = dict(
        database.rows("SELECT person, count(*) FROM statements WHERE person IS NOT NULL GROUP BY 1")
    )
    found: dict[str, Person] = {}
    for members in groups.groups():
        best = min(members, key=lambda id_: (-said.get(id_, 0), -len(rows[id_][0]), rows[id_][0]))
        identifier = min((decisions.ids[id_] for id_ in members if id_ in decisions.ids), default=None)
        printed = tuple(sorted(rows[id_][0] for id_ in members))
        person = Person(best, *rows[best], printed, identifier)
        found |= dict.fromkeys(members, person)
    return found


class _Joined:
    """Ids that are joined, pair by pair."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._groups = {id_: {id_} for id_ in ids}

    def of(self, id_: str) -> set[str]:
        return self._groups[id_]

    def join(self, one: str, other: str) -> None:
        if one in self._groups and other in self._groups and other not in self._groups[one]:
            members = self._groups[one] | self._groups[other]
            self._groups.update(dict.fromkeys(members, members))

    def groups(self) -> list[set[str]]:
        return list({id(group): group for group in self._groups.values()}.values())


class _Decisions:
    """What was decided by hand, and the ids of another authority, which decide where nobody did."""

    def __init__(self, database: Database) -> None:
        rows = list(database.rows("SELECT one, other, same FROM persons_decisions ORDER BY one, other"))
        self.ids: Mapping[str, str] = dict(database.rows("SELECT * FROM persons_ids"))
        self._names: Mapping[str, str] = dict(database.rows("SELECT id, name FROM persons"))
        by_hand = {(one, other) for one, other, _ in rows}
        self.apart = {(one, other) for one, other, same in rows if not same}
        self.same = [(one, other) for one, other, same in rows if same]
        known = sorted(id_ for id_ in self.ids if id_ in self._names)
        pairs = ((one, other) for one, other in combinations(known, 2) if self.ids[one] == self.ids[other])
        self.same += [pair for pair in pairs if pair not in by_hand]

    def contradiction(self) -> tuple[str, str] | None:
        """Return two names that are to be one person's and two."""
        joined = _Joined(self._names)
        for one, other in self.same:
            joined.join(one, other)
        for one, other in sorted(self.apart):
            if one in self._names and other in joined.of(one):
                return self._names[one], self._names[other]
        return None

    def allow(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Whether nothing says that these are different people."""
        pairs = [(one, other) for one in some for other in others]
        apart = any((min(pair), max(pair)) in self.apart for pair in pairs)
        identified = [(self.ids[one], self.ids[other]) for one, other in pairs if one in self.ids and other in self.ids]
        return not apart and all(one == other for one, other in identified)


def _join_alike(people: Mapping[str, str], groups: _Joined, decisions: _Decisions) -> None:
    """Join full names that agree, where none of them agrees with a name that the others do not agree with.

    So "J. Varden" is nobody's while both Ilse and Jonas agree with it in part, and "Jan Varden" is neither "Jan A."
    nor "Jan B. Varden" where both are on record.
    """
    for _, names in sorted(_families(people).items()):
        alike = {
            one: frozenset(
                other
                for other, theirs in names.items()
                if other == one or (name.may_be(theirs) and decisions.allow([one], [other]))
            )
            for one, name in names.items()
        }
        for one, others in alike.items():
            for other in sorted(others):
                if one < other and alike[other] == others and decisions.allow(groups.of(one), groups.of(other)):
                    groups.join(one, other)


def _families(people: Mapping[str, str]) -> dict[tuple[str, str], dict[str, PersonName]]:
    """The names of people by family name and suffix."""
    found: dict[tuple[str, str], dict[str, PersonName]] = {}
    for id_, printed in people.items():
        name = PersonName.of(printed, nicknames())
        if name:
            found.setdefault((name.family, name.suffix), {})[id_] = name
    return found


def _join_by_words(database: Database, people: Mapping[str, str], groups: _Joined, decisions: _Decisions) -> None:
    """Join a family name alone to the one person of that name whom articles give the same words."""
    for names in _families(people).values():
        for id_ in sorted(id_ for id_, name in names.items() if not name.given):
            full = {frozenset(groups.of(other)) for other in _with_same_words(database, id_) if other in names}
            full = {group for group in full if id_ not in group and any(names[o].given for o in group if o in names)}
            if len(full) == 1:
                (group,) = full
                if decisions.allow(groups.of(id_), group):
                    groups.join(id_, min(group))


def _with_same_words(database: Database, person: str) -> Iterator[str]:
    rows = database.rows(
        """
        SELECT DISTINCT other.person FROM statements own
        JOIN witnesses mine ON mine.statement = own.number
        JOIN witnesses theirs ON theirs.utterance = mine.utterance AND theirs.statement <> mine.statement
        JOIN statements other ON other.number = theirs.statement
        WHERE own.person = ? AND other.person IS NOT NULL AND other.person <> own.person
        """,
        person,
    )
    yield from (other for (other,) in rows)
