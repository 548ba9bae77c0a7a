"""What the formats share: the parts of a statement, words at a gap, and names for the web of data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from onrecord.corrections import Field
from onrecord.model import Span, Statement

__all__ = [
    "GAP",
    "PARTS",
    "article_iri",
    "context",
    "facts",
    "known",
    "noted_content",
    "spans_of_part",
    "statement_iri",
    "web_address",
]

PARTS = ("content", "cue", "source")
"""The parts of a statement that stand at offsets."""

_CONTENT = re.compile(rf"{Field.CONTENT}: (\d+-\d+(?:;\d+-\d+)*) → ")

GAP = " […] "
"""What stands between two stretches of one part where a format has one string for them."""


def known(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that have something to say."""
    return {key: value for key, value in fields.items() if value not in (None, "", [])}


def facts(statement: Statement) -> dict[str, Any]:
    """Return what is known of a statement beside its speaker and its words, by the names that linked data uses."""
    return {
        "form": statement.form.value,
        "stance": statement.stance.value,
        "addressee": statement.addressee,
        "when": statement.when and statement.when.iso,
        "occasion": statement.occasion and statement.occasion.kind,
        "inside": statement.inside and statement_iri(statement.article, statement.inside),
        "via": list(statement.via),
        "document": statement.document,
        "implicit": statement.implicit,
        "attitude": statement.attitude,
        "confidence": round(statement.confidence, 4),
        "madeBy": statement.made_by,
        "corrected": [each.words for each in statement.corrected],
    }


def spans_of_part(statement: Statement, part: str) -> tuple[Span, ...]:
    """Return the spans of one of :data:`PARTS`."""
    return {"content": statement.spans, "cue": statement.cue, "source": statement.source}[part]


def article_iri(article: str) -> str:
    """Return the name of an article's text by its id: positions count in that text, not in the page at its address."""
    return f"urn:onrecord:article:{article}"


def statement_iri(article: str, statement: str) -> str:
    """Return the name of a statement, by the ids of both; a foreign file may use one statement id in two articles."""
    return f"urn:onrecord:statement:{article}:{quote(statement, safe='', errors='replace')}"


def noted_content(corrected: Iterable[str]) -> tuple[Span, ...] | None:
    """Return the content as it was noted, out of corrections in words; ``None`` where the content is as noted."""
    for words in corrected:
        if found := _CONTENT.match(words):
            pairs = (pair.split("-") for pair in found.group(1).split(";"))
            return tuple(Span(int(start), int(end)) for start, end in pairs)
    return None


def web_address(url: str | None) -> str | None:
    """Return ``url`` where it is an address of the web that may stand as a link, else ``None``."""
    if url is None or not url.lower().startswith(("http://", "https://")):
        return None
    return url if url.isprintable() and not set(url) & set(' <>"{}|\\^`') else None


def context(name: str) -> Any:  # noqa: ANN401 - JSON
    """Return a JSON-LD context that comes with the package, so that nothing is ever fetched."""
    return json.loads((files("onrecord.export") / "contexts" / f"{name}.json").read_text("utf-8"))
