"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/): one annotation for each statement.

An annotation points at every stretch of content, cue and source, each by its words with what stands around them
(TextQuoteSelector) and by its place in code points (TextPositionSelector). What the model has no word for stands under
terms of our own (``urn:onrecord:terms#``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from onrecord.contract import text_hash
from onrecord.export.common import PARTS, article_iri, context, facts, known, spans_of_part, statement_iri
from onrecord.model import Article, Notes, Span, Statement

__all__ = ["AROUND", "TAIL", "head", "write"]

AROUND = 32
"""Characters of prefix and suffix, fewer where the text begins or ends."""

TAIL = "]}"
"""The last line of a file."""


def head() -> str:
    """Return the first line of a file."""
    fields = {"@context": context("annotation"), "id": "urn:onrecord:annotations", "type": "AnnotationPage"}
    return json.dumps(fields)[:-1] + ', "items": ['


def write(notes: Iterable[Notes], out: BinaryIO) -> int:
    """Write one AnnotationPage: a head, an annotation a line, a tail.

    The texts themselves are never in it, only their SHA-256. Articles without a statement leave no trace.
    """
    out.write(head().encode())
    begin = "\n"
    for item in notes:
        page = _article(item.article) if item.statements else {}
        for statement in item.statements:
            line = json.dumps(_annotation(statement, item.article, page), ensure_ascii=False)
            out.write((begin + line).encode())
            begin = ",\n"
    out.write(f"\n{TAIL}\n".encode())
    return 0


def _article(article: Article) -> dict[str, Any]:
    fields = {
        "id": article_iri(article.id),
        "type": "Text",
        "format": "text/plain",
        "language": article.language,
        "onrecord:name": article.name,
        "onrecord:hash": article.id,
        "onrecord:textSha256": text_hash(article.text),
        "onrecord:outlet": article.outlet,
        "onrecord:url": article.url,  # a string: what is printed as an address need not be one
        "onrecord:title": article.title,
        "onrecord:published": article.published and article.published.isoformat(),
        "onrecord:replacedBy": article.replaced_by and article_iri(article.replaced_by),
        "onrecord:replaced": article.replaced and article.replaced.isoformat(),
    }
    return known(fields)


def _annotation(statement: Statement, article: Article, page: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": statement_iri(article.id, statement.id),
        "type": "Annotation",
        "motivation": "describing",
        "body": _body(statement),
        "target": [_target(article, part, span) for part in PARTS for span in spans_of_part(statement, part)],
        "onrecord:article": page,
    }


def _body(statement: Statement) -> dict[str, Any]:
    fields = {
        "type": "onrecord:Statement",
        "onrecord:statement": statement.id,
        "onrecord:speaker": statement.speaker,
        **{f"onrecord:{name}": value for name, value in facts(statement).items()},
    }
    return known(fields)


def _target(article: Article, part: str, span: Span) -> dict[str, Any]:
    text = article.text
    return {
        "type": "SpecificResource",
        "source": article_iri(article.id),
        "onrecord:part": part,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(span.start - AROUND, 0) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }
