"""Who, to whom, through whom: hard cases that a person has read, resolved from the reader's spans."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from onrecord.contract import form_of, fragments_of
from onrecord.model import Article, Statement
from onrecord.pipeline import Desk
from onrecord.resolve import resolve
from tests.golden.reading import Golden, people, places

GAPS = tomllib.loads((Path(__file__).parent / "golden" / "gaps.toml").read_text(encoding="utf-8"))["people"]
PEOPLE = list(people())
FIELDS = ("speaker", "addressee", "via", "when", "occasion")


def printed(article: Article, golden: Golden) -> Statement:
    """A statement as a reader found it, nothing of it resolved."""
    contents, cue, source = (tuple(places(golden, part, article.text)) for part in ("content", "cue", "source"))
    fragments = fragments_of(article.text, list(contents))
    id_ = Statement.id_of(article.id, fragments, cue, source)
    return Statement(id_, article.id, form_of(article.text, fragments), fragments, cue, source)


def value(statement: Statement, field: str) -> Any:
    found = getattr(statement, field)
    if field == "via":
        return list(found)
    return {"when": found and getattr(found, "iso", None), "occasion": found and getattr(found, "kind", None)}.get(
        field, found
    )


def resolved(desk: Desk, article: Article, golden: Golden) -> dict[str, list[str]]:
    """By statement, what comes out otherwise than a reader has it."""
    wanted = golden["statements"]
    found, _ = resolve(desk.parse(article), tuple(printed(article, one) for one in wanted))
    return {
        one["id"]: [
            f"{field}: {value(made, field)!r}, not {one[field]!r}"
            for field in FIELDS
            if field in one and value(made, field) != one[field]
        ]
        for one, made in zip(wanted, found, strict=True)
    }


@pytest.mark.parametrize(("article", "golden"), PEOPLE, ids=[golden["id"] for _, golden in PEOPLE])
def test_people_are_resolved_as_read(desk: Desk, article: Article, golden: Golden):
    wrong = {id_: faults for id_, faults in resolved(desk, article, golden).items() if faults}
    assert {id_: faults for id_, faults in wrong.items() if id_ not in GAPS} == {}, "lost"
    known = {one["id"] for one in golden["statements"]} & set(GAPS)
    assert known - set(wrong) == set(), "gained: take these out of gaps.toml"


def test_there_are_enough_cases_and_few_gaps():
    statements = [one["id"] for _, golden in PEOPLE for one in golden["statements"]]
    assert len(PEOPLE) >= 20
    assert set(GAPS) <= set(statements)
    assert len(GAPS) <= len(statements) // 5
