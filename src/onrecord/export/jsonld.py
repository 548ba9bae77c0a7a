"""JSON-LD in the words of schema.org: a NewsArticle, and in it a Quotation for each statement.

What schema.org has no word for stands under terms of our own (``urn:onrecord:terms#``). The context is written into
the file, so no reader has to fetch it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from onrecord.contract import text_hash
from onrecord.export.common import (
    GAP,
    PARTS,
    article_iri,
    context,
    facts,
    known,
    spans_of_part,
    statement_iri,
    web_address,
)
from onrecord.model import Article, Notes, SpeakerKind, Statement

__all__ = ["write", "write_with_text"]

_TYPES = {SpeakerKind.PERSON: "Person", SpeakerKind.ORGANIZATION: "Organization"}  # whoever is unnamed may be either


def write(notes: Iterable[Notes], out: BinaryIO) -> int:
    """Write one JSON document: the context, then a graph with an article a line."""
    return _write((_article(item) for item in notes), out)


def write_with_text(notes: Iterable[Notes], out: BinaryIO) -> int:
    """Write the same with the whole text of each article, as its ``articleBody``."""
    return _write(({**_article(item), "articleBody": item.article.text} for item in notes), out)


def _write(nodes: Iterable[Mapping[str, Any]], out: BinaryIO) -> int:
    out.write(f'{{"@context": {json.dumps(context("quotation"))}, "@graph": ['.encode())
    for number, node in enumerate(nodes):
        out.write((",\n" if number else "\n").encode() + json.dumps(node, ensure_ascii=False).encode())
    out.write(b"\n]}\n")
    return 0


def _article(notes: Notes) -> dict[str, Any]:
    article = notes.article
    kinds = {speaker.name: speaker.kind for speaker in notes.speakers}
    return known(
        {
            "id": article_iri(article.id),
            "type": "NewsArticle",
            "identifier": article.name,
            "hash": article.id,
            "textSha256": text_hash(article.text),
            "headline": article.title,
            "url": web_address(article.url),
            "address": None if web_address(article.url) else article.url,  # printed as one, and no link
            "publisher": article.outlet and {"type": "Organization", "name": article.outlet},
            "creditText": article.byline,
            "datePublished": article.published and article.published.isoformat(),
            "replacedBy": article.replaced_by and article_iri(article.replaced_by),
            "replaced": article.replaced and article.replaced.isoformat(),
            "inLanguage": article.language,
            "hasPart": [_quotation(statement, article, kinds) for statement in notes.statements],
        }
    )


def _quotation(statement: Statement, article: Article, kinds: Mapping[str, SpeakerKind]) -> dict[str, Any]:
    when, text = statement.when, article.text
    speaker = statement.speaker and known(
        {"type": _TYPES.get(kinds.get(statement.speaker, SpeakerKind.UNNAMED)), "name": statement.speaker}
    )
    return known(
        {
            "id": statement_iri(article.id, statement.id),
            "type": "Quotation",
            "identifier": statement.id,
            "text": GAP.join(span.of(text) for span in statement.spans),
            "spokenByCharacter": speaker,
            "dateCreated": when.iso if when and when.start and when.start == when.end else None,
            **facts(statement),
            **{part: _places(statement, part, text) for part in PARTS},
        }
    )


def _places(statement: Statement, part: str, text: str) -> list[dict[str, Any]]:
    return [{"start": span.start, "end": span.end, "printed": span.of(text)} for span in spans_of_part(statement, part)]
