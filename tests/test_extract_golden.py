"""What the rules find on pages that a person has read."""

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


@pytest.mark.parametrize(("article", "golden"), PAGES, ids=[golden["id"] for _, golden in PAGES])
def test_statements_are_found_as_read(article: Article, golden: Golden, desk: Desk):
    statements = note(article, desk).statements
    found = {wanted["id"] for wanted in golden["statements"] if is_found(wanted, article, statements)}
    wanted = {wanted["id"] for wanted in golden["statements"]}
    assert wanted - found - set(GAPS) == set(), "lost"
    assert found & set(GAPS) == set(), "gained: take these out of gaps.toml"


@pytest.mark.parametrize(("article", "golden"), PAGES, ids=[golden["id"] for _, golden in PAGES])
def test_most_of_what_is_found_was_read(article: Article, golden: Golden, desk: Desk):
    known = [part for wanted in golden["statements"] for part in wanted["content"]]
    statements = note(article, desk).statements
    alarms = [
        s
        for s in statements
        if not any(
            f.span.of(article.text) in part or part in f.span.of(article.text) for f in s.content for part in known
        )
    ]
    assert len(alarms) <= max(1, len(statements) // 4)
