"""Articles → words with labels: attribution by people, grammar and names by the spaCy pipeline (silver)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.extract.decoding import ROLES
from onrecord.language import Language
from onrecord.model import Article, Span
from onrecord.parse import load_pipeline, parse
from onrecord.text import quotations
from onrecord.weights.windows import Words

__all__ = ["IGNORE", "ROLES", "Page", "Silver", "load", "prepare"]

IGNORE = -100


@dataclass(frozen=True, slots=True)
class Silver:
    """What spaCy says of every word of a page: fine tag, relation, head (word number), name (BIO), sentence start."""

    tag: list[str]
    relation: list[str]
    head: list[int]
    name: list[str]
    opens_sentence: list[bool]


@dataclass(frozen=True, slots=True)
class Page:
    """A page's words, its silver, and where it is annotated the role of each word and the word it points to.

    A content word points to the first word of its cue, a cue word to the first word of its source or to itself.
    """

    id: str
    text: str
    words: Words
    silver: Silver
    role: np.ndarray | None
    link: np.ndarray | None


def load(path: Path) -> list[dict[str, Any]]:
    """Return the lines of a JSON Lines file, packed or not."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def prepare(lines: Sequence[dict[str, Any]], workers: int = 2) -> list[Page]:
    """Parse and label articles; a line without ``attributions`` gets silver labels only."""
    shares = [lines[number::workers] for number in range(workers)]
    with ProcessPoolExecutor(workers) as pool:
        done = {page.id: page for pages in pool.map(_prepare, shares) for page in pages}
    return [done[line["id"]] for line in lines]


def _prepare(lines: Sequence[dict[str, Any]]) -> list[Page]:
    pipeline, language = load_pipeline(), Language.load("en")
    return [page for line in lines for page in _page(line, pipeline, language)]


def _page(line: dict[str, Any], pipeline: Any, language: Language) -> Iterator[Page]:  # noqa: ANN401
    text = line["text"]
    doc = parse(Article(line["id"], text), pipeline, language).doc
    tokens = [token for token in doc if not token.is_space]
    if not tokens:
        return
    number = {token.i: n for n, token in enumerate(tokens)}
    silver = Silver(
        [token.tag_ for token in tokens],
        [token.dep_ for token in tokens],
        [number.get(token.head.i, number[token.i]) for token in tokens],
        [token.ent_iob_ if token.ent_iob_ == "O" else f"{token.ent_iob_}-{token.ent_type_}" for token in tokens],
        [bool(token.is_sent_start) for token in tokens],
    )
    spans = [Span(token.idx, token.idx + len(token.text)) for token in tokens]
    words = Words.of(text, [(span.start, span.end) for span in spans], quotations(text))
    role, link = _labels(line["attributions"], spans) if "attributions" in line else (None, None)
    yield Page(line["id"], text, words, silver, role, link)


def _labels(attributions: Sequence[dict[str, Any]], spans: Sequence[Span]) -> tuple[np.ndarray, np.ndarray]:
    role, link = np.zeros(len(spans), np.int64), np.full(len(spans), IGNORE, np.int64)
    starts = np.asarray([span.start for span in spans])
    ends = np.asarray([span.end for span in spans])

    def covered(part: Sequence[int]) -> tuple[int, int]:
        return int(np.searchsorted(ends, part[0], "right")), int(np.searchsorted(starts, part[1], "left"))

    for item in attributions:
        places = {kind: [covered(part) for part in item[kind]] for kind in ("content", "cue", "source")}
        cue = min((first for first, _ in places["cue"]), default=IGNORE)
        source = min((first for first, _ in places["source"]), default=cue)
        for kind, target in (("content", cue), ("cue", source), ("source", IGNORE)):
            for first, last in places[kind]:
                begin = ROLES.index(f"B-{kind}")
                role[first:last] = begin + 1
                role[first : first + 1] = begin
                if target != IGNORE:
                    link[first:last] = target
    return role, link
