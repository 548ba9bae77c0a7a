"""Reads the golden files: what a person found on each page, as text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.config import Config
from onrecord.model import Article, ArticleKind
from onrecord.pipeline import read

HERE = Path(__file__).parent
EXAMPLES = Path(str(files("onrecord") / "examples"))
Golden = dict[str, Any]


def cases() -> Iterator[tuple[Article, Golden]]:
    """Yield the small articles with what stands in them."""
    for line in (HERE / "cases" / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        golden = json.loads(line)
        yield _article(golden), golden


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
