"""What is found on pages that a person has read, by the reader and by the rules."""

import tomllib
from pathlib import Path

import pytest

from onrecord.model import Article, Statement
from onrecord.pipeline import Desk, note
from tests.golden.reading import Golden, cases, examples

GAPS = tomllib.loads((Path(__file__).parent / "golden" / "gaps.toml").read_text(encoding="utf-8"))
PAGES = [*cases(), *examples()]


def is_found(golden: Golden, article: Article, statements: tuple[Statement, ...]) -> bool:
    """Whether a statement has just the content and source a reader gave it."""
    for statement in statements:
        content = [fragment.span.of(article.text) for fragment in statement.content]
        source = [span.of(article.text) for span in statement.source]
        if content == golden["content"] and source == (golden.get("source") or []):
            return True
    return False


@pytest.fixture(params=["desk", "rules_desk"])
def found(request) -> tuple[Desk, set[str]]:
    """A desk, and the names of the golden statements it is known not to find."""
    return request.getfixturevalue(request.param), set(GAPS[request.param])


@pytest.mark.parametrize(("article", "golden"), PAGES, ids=[golden["id"] for _, golden in PAGES])
def test_statements_are_found_as_read(article: Article, golden: Golden, found: tuple[Desk, set[str]]):
    desk, gaps = found
    statements = note(article, desk).statements
    seen = {wanted["id"] for wanted in golden["statements"] if is_found(wanted, article, statements)}
    wanted = {wanted["id"] for wanted in golden["statements"]}
    assert wanted - seen - gaps == set(), "lost"
    assert seen & gaps == set(), "gained: take these out of gaps.toml"


@pytest.mark.parametrize(("article", "golden"), PAGES, ids=[golden["id"] for _, golden in PAGES])
def test_most_of_what_is_found_was_read(article: Article, golden: Golden, found: tuple[Desk, set[str]]):
    known = [part for wanted in golden["statements"] for part in wanted["content"]]
    statements = [statement for statement in note(article, found[0]).statements if not statement.attitude]
    alarms = [
        s
        for s in statements
        if not any(
            f.span.of(article.text) in part or part in f.span.of(article.text) for f in s.content for part in known
        )
    ]
    assert len(alarms) <= max(1, len(statements) // 4)
