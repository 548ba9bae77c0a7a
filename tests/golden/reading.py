"""Reads the golden files: what a person found on each page, as text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.config import Config
from onrecord.model import Article, ArticleKind, Span
from onrecord.pipeline import read

HERE = Path(__file__).parent
EXAMPLES = Path(str(files("onrecord") / "examples"))
Golden = dict[str, Any]


def cases() -> Iterator[tuple[Article, Golden]]:
    """Yield the small articles with what stands in them."""
    for line in (HERE / "cases" / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        golden = json.loads(line)
        yield _article(golden), golden


def people() -> Iterator[tuple[Article, Golden]]:
    """Yield the small articles about who is who."""
    for line in (HERE / "people" / "people.jsonl").read_text(encoding="utf-8").splitlines():
        golden = json.loads(line)
        yield _article(golden), golden


def places(statement: Golden, part: str, text: str) -> list[Span]:
    """Where a statement's ``part`` (content, cue or source) stands, by the rule of the README."""
    contents = [Span(text.index(words), text.index(words) + len(words)) for words in statement["content"]]
    if part == "content":
        return contents
    around = statement.get(f"{part}_in") or [None] * len(statement[part])
    return [_place(words, beside, contents, text) for words, beside in zip(statement[part], around, strict=True)]


def _place(words: str, beside: str | None, contents: list[Span], text: str) -> Span:
    if beside is not None:
        start = text.index(beside) + beside.index(words)
        return Span(start, start + len(words))
    found = [Span(*match.span()) for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    outside = [span for span in found if not any(content.overlaps(span) for content in contents)]

    def distance(span: Span) -> int:
        return min(max(content.start - span.end, span.start - content.end) for content in contents)

    return min(outside, key=lambda span: (distance(span), span.start))


def _article(golden: Golden) -> Article:
    published = date.fromisoformat(golden["published"]) if golden.get("published") else None
    text, outlet = golden["text"], golden.get("outlet")
    kind = ArticleKind(golden.get("kind") or "report")
    identity = Article.id_of(text, outlet, None)
    return Article(identity, text, outlet, published=published, kind=kind, given_id=golden["id"])


def examples() -> Iterator[tuple[Article, Golden]]:
    """Yield the bundled articles, read as the program reads them, with what stands in them."""
    lines = (HERE / "examples" / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    goldens = {(golden["file"], golden.get("line")): golden for golden in map(json.loads, lines)}
    for item in read([str(EXAMPLES)], Config()):
        assert isinstance(item, Article), item
        name, _, line = Path(item.origin or "").name.partition(":")
        yield item, goldens[name, int(line) if line else None]
