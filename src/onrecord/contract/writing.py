"""Nouns to the JSON objects of the file contract."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from onrecord.corrections import Correction
from onrecord.model import (
    Article,
    ArticleKind,
    Aside,
    Beside,
    Notes,
    Repeat,
    Span,
    Statement,
    Substantive,
    Utterance,
    Witness,
)

__all__ = [
    "article_to_json",
    "correction_to_json",
    "notes_to_json",
    "statement_to_json",
    "text_hash",
    "utterance_to_json",
]

Json = dict[str, Any]


def article_to_json(article: Article) -> Json:
    """Return an article as the contract writes it."""
    fields: Json = {"id": article.name, "text": article.text}
    if article.given_id:
        fields["hash"] = article.id
    for key in ("outlet", "url", "title", "origin", "replaced_by"):
        if value := getattr(article, key):
            fields[key] = value
    for key in ("published", "modified", "replaced"):
        if moment := getattr(article, key):
            fields[key] = moment.isoformat()
    fields |= {"authors": article.byline} if article.byline else {}
    if article.kind is not ArticleKind.REPORT:
        fields["kind"] = article.kind.value
    if article.boilerplate:
        fields["boilerplate"] = _pairs(article.boilerplate)
    return fields


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, 64 hexadecimal digits: what any other tool gets for the same file."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def notes_to_json(notes: Notes) -> Json:
    """Return the notes of one article: its fields, ``attributions``, ``speakers`` and ``problems``."""
    return {
        **article_to_json(notes.article),
        "attributions": [statement_to_json(statement) for statement in notes.statements],
        "speakers": [
            {"name": speaker.name, "kind": speaker.kind.value, "mentions": _pairs(speaker.mentions)}
            for speaker in notes.speakers
        ],
        "problems": [{"stage": problem.stage, "message": problem.message} for problem in notes.problems],
    }


def statement_to_json(statement: Statement) -> Json:
    """Return a statement as one of the ``attributions`` of its article."""
    fields: Json = {
        "id": statement.id,
        "content": _pairs(statement.spans),
        "cue": _pairs(statement.cue),
        "source": _pairs(statement.source),
        "form": statement.form.value,
        "stance": statement.stance.value,
        "speaker": statement.speaker,
        "addressee": statement.addressee,
        "when": statement.when.iso if statement.when else None,
        "occasion": statement.occasion.kind if statement.occasion else None,
        "inside": statement.inside,
        "via": list(statement.via),
        "confidence": round(statement.confidence, 4),
        "made_by": statement.made_by,
    }
    return fields | _beyond(statement)


def _beyond(statement: Statement) -> Json:
    """What a statement knows beyond the contract, where there is something to say."""
    fields: Json = {}
    if statement.when:
        fields["when_why"] = statement.when.why
        fields["when_inferred"] = statement.when.inferred
        if statement.when.printed:
            fields["when_printed"] = _pairs([statement.when.printed])
    if statement.occasion:
        fields["occasion_printed"] = _pairs([statement.occasion.printed])
    for key in ("document", "implicit", "attitude"):
        if value := getattr(statement, key):
            fields[key] = value
    if statement.reasons:
        fields["reasons"] = list(statement.reasons)
    if statement.corrected:
        fields["corrected"] = [correction_to_json(each) for each in statement.corrected]
    return fields


def correction_to_json(correction: Correction) -> Json:
    """Return a correction without what it is about, which stands around it."""
    keys = ("field", "noted", "value", "why", "by", "made")
    return {key: getattr(correction, key) for key in keys}


def utterance_to_json(utterance: Utterance, names: Mapping[str, str]) -> Json:
    """Return an utterance; ``names`` gives the id that files use for each article id (itself where missing)."""
    guests = [_witness(witness, names) for witness in utterance.witnesses if witness.guest]
    return {
        "id": utterance.id,
        "speaker": utterance.speaker,
        "readings": [_witness(witness, names) for witness in utterance.witnesses if not witness.guest],
        **({"guests": guests} if guests else {}),
        "places": [
            {
                "text": place.text,
                "taken_from": place.taken_from,
                "joined_by": [names.get(article, article) for article in place.joined_by],
                "readings": [
                    {
                        "article": names.get(reading.article, reading.article),
                        "statement": reading.statement,
                        "span": [reading.span.start, reading.span.end],
                        "text": reading.text,
                        "change": reading.change.value,
                        **_substantives(reading.substantives),
                    }
                    for reading in place.readings
                ],
            }
            for place in utterance.places
        ],
        "fullest": utterance.fullest,
        "order": [
            {
                "other": conflict.other,
                "before": [names.get(article, article) for article in conflict.before],
                "after": [names.get(article, article) for article in conflict.after],
                "verdict": "the order in which the two were said is not known from these reports",
            }
            for conflict in utterance.order
        ],
        **({"aside": [_aside(one, names) for one in utterance.aside]} if utterance.aside else {}),
        **({"repeats": [_repeat(one, names) for one in utterance.repeats]} if utterance.repeats else {}),
    }


def _aside(aside: Aside, names: Mapping[str, str]) -> Json:
    article = names.get(aside.article, aside.article)
    return {"article": article, "statement": aside.statement, "spans": _pairs(aside.spans), "why": aside.why}


def _repeat(repeat: Repeat, names: Mapping[str, str]) -> Json:
    article = names.get(repeat.article, repeat.article)
    return {"article": article, "statement": repeat.statement, "utterance": repeat.utterance}


def _witness(witness: Witness, names: Mapping[str, str]) -> Json:
    return {
        "article": names.get(witness.article, witness.article),
        "statement": witness.statement,
        "spans": _pairs(witness.spans),
        "changes": [change.value for change in witness.changes],
        **_substantives(witness.substantives),
        **({"reports": list(witness.reports)} if witness.reports else {}),
        **({"beside": _beside(witness.beside, names)} if witness.beside else {}),
    }


def _substantives(found: Iterable[Substantive]) -> Json:
    kinds = [kind.value for kind in found]
    return {"substantives": kinds} if kinds else {}


def _beside(beside: Beside, names: Mapping[str, str]) -> Json:
    return {
        "article": names.get(beside.article, beside.article),
        "statement": beside.statement,
        "printed": beside.printed,
        "words": beside.words,
        "cuts": _pairs(beside.cuts),
        "limits": _pairs(beside.limits),
    }


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
