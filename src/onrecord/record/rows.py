"""Nouns to rows of the tables and back; each row holds the columns in the order of the schema.

What goes out comes back equal, to the last character. Spans become JSON text, ``[[start, end], …]``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from onrecord.corrections import Correction, Field
from onrecord.errors import RecordError
from onrecord.model import (
    Article,
    ArticleKind,
    Aside,
    Beside,
    Change,
    Dateline,
    Evidence,
    Finding,
    Form,
    Fragment,
    Grain,
    Occasion,
    OrderConflict,
    Place,
    Reading,
    Repeat,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    Story,
    Substantive,
    Utterance,
    When,
    Witness,
    content_id,
)
from onrecord.record.database import Row
from onrecord.record.schema import CORRECTABLE, STATEMENT_COLUMNS

__all__ = [
    "article_of",
    "article_row",
    "content_text",
    "corrected_row",
    "correction_of",
    "correction_row",
    "finding_of",
    "finding_row",
    "plain",
    "spans_of",
    "speaker_of",
    "speaker_row",
    "statement_of",
    "statement_row",
    "story_of",
    "story_row",
    "utterance_of",
    "utterance_row",
]


def content_text(statement: Statement, text: str) -> str:
    """Return a content as printed in its article's ``text``, with "[…]" where it is interrupted."""
    return " […] ".join(span.of(text) for span in statement.spans)


def plain(row: Row, what: str) -> Row:
    """Return ``row`` as it is.

    Raises:
        RecordError: if a text in it holds a NUL character, at which SQLite would stop comparing and searching.
    """
    if "\0" in "".join([value for value in row if type(value) is str]):
        raise RecordError(f"{what}: a NUL character cannot be kept; replace it, as reading with onrecord does")
    return row


def article_row(article: Article) -> Row:
    """Return the columns of ``articles`` after its number."""
    return (
        article.id,
        article.given_id,
        article.outlet,
        article.url,
        article.title,
        article.byline,
        article.published and article.published.isoformat(),
        article.language,
        article.kind.value,
        article.origin,
        article.dateline and _dateline_json(article.dateline),
        _spans_json(article.boilerplate),
        article.text,
        article.modified and article.modified.isoformat(),
    )


def article_of(row: Row) -> Article:
    """Return the article of a whole row of ``articles``."""
    (_, id_, given_id, outlet, url, title, byline, published, language, kind, origin) = row[:11]
    (dateline, boilerplate, text, modified) = row[11:]
    return Article(
        id=id_,
        text=text,
        outlet=outlet,
        url=url,
        title=title,
        byline=byline,
        published=_day(published),
        language=language,
        kind=ArticleKind(kind),
        origin=origin,
        given_id=given_id,
        dateline=None if dateline is None else _dateline(json.loads(dateline)),
        boilerplate=spans_of(boilerplate),
        modified=None if modified is None else datetime.fromisoformat(modified),
    )


def _dateline_json(line: Dateline) -> str:
    fields = {"place": line.place, "month": line.month, "day": line.day, "year": line.year, "agency": line.agency}
    return _json({"span": [line.span.start, line.span.end], **fields})


def _dateline(fields: dict[str, Any]) -> Dateline:
    return Dateline(**{**fields, "span": Span(*fields["span"])})


def statement_row(statement: Statement, person: str | None) -> Row:
    """Return the columns of ``statements`` after number and article; ``person`` is the id of its speaker."""
    when, occasion = statement.when, statement.occasion
    return (
        statement.id,
        statement.form.value,
        statement.stance.value,
        statement.speaker,
        person,
        statement.addressee,
        occasion and occasion.kind,
        occasion and _spans_json((occasion.printed,)),
        when and when.start and when.start.isoformat(),
        when and when.end and when.end.isoformat(),
        when and when.printed and _spans_json((when.printed,)),
        when and when.why,
        int(bool(when and when.inferred)),
        statement.inside,
        _json(statement.via) if statement.via else "[]",
        statement.document,
        int(statement.implicit),
        _json(statement.reasons) if statement.reasons else "[]",
        statement.confidence,
        statement.made_by,
        _spans_json(statement.spans),
        "[" + ",".join([_spans_json(fragment.quoted) for fragment in statement.content]) + "]",
        _spans_json(statement.cue),
        _spans_json(statement.source),
        int(statement.attitude),
    )


def statement_of(row: Row, article: str) -> Statement:
    """Return the statement of a whole row of ``standing`` or ``statements``; ``article`` is the id of its article."""
    (_, _, id_, form, stance, speaker, _, addressee, kind, kind_printed) = row[:10]
    (start, end, printed, why, inferred) = row[10:15]
    (inside, via, document, implicit, reasons, confidence, made_by, content, quoted, cue, source, attitude) = row[15:27]
    parts = [tuple([Span(*pair) for pair in pairs]) for pairs in _read(quoted)]
    return Statement(
        id=id_,
        article=article,
        form=Form(form),
        content=tuple([Fragment(span, part) for span, part in zip(spans_of(content), parts, strict=True)]),
        cue=spans_of(cue),
        source=spans_of(source),
        speaker=speaker,
        addressee=addressee,
        occasion=None if kind is None else Occasion(kind, spans_of(kind_printed)[0]),
        when=None if why is None else When(_day(start), _day(end), _one_span(printed), why, bool(inferred)),
        stance=Stance(stance),
        inside=inside,
        via=_texts(via),
        document=document,
        implicit=bool(implicit),
        attitude=bool(attitude),
        reasons=_texts(reasons),
        confidence=confidence,
        made_by=made_by,
        corrected=() if row[27:] in _UNCORRECTED else _corrections(article, id_, row[27]),
    )


_UNCORRECTED = ((), ("[]",))  # of a row of statements, of one of standing


def _corrections(article: str, statement: str, column: str) -> tuple[Correction, ...]:
    return tuple(Correction(article, statement, Field(field), *rest) for field, *rest in json.loads(column))


def corrected_row(statement: Statement, person: str | None, *, gone: bool) -> Row:
    """Return the columns of ``corrected`` after its number; ``person`` is the id of the speaker as corrected."""
    row = dict(zip(STATEMENT_COLUMNS[2:], statement_row(statement, person), strict=True))
    shown = [[c.field, c.noted, c.value, c.why, c.by, c.made] for c in statement.corrected]
    return (int(gone), *(row[name] for name in CORRECTABLE), _json(shown))


def correction_row(correction: Correction) -> Row:
    """Return a row of ``corrections``."""
    c = correction
    return (c.id, c.article, c.statement, c.field.value, c.noted, c.value, c.why, c.by, c.made)


def correction_of(row: Row) -> Correction:
    """Return the correction of a row of ``corrections``."""
    _, article, subject, field, *rest = row
    return Correction(article, subject, Field(field), *rest)


def speaker_row(speaker: Speaker, person: str) -> Row:
    """Return the columns of ``speakers`` after article and position; ``person`` is the id of the name."""
    return (person, speaker.name, speaker.kind.value, _spans_json(speaker.mentions))


def speaker_of(name: str, kind: str, mentions: str) -> Speaker:
    """Return the speaker of these columns of ``speakers``."""
    return Speaker(name, SpeakerKind(kind), spans_of(mentions))


def utterance_row(utterance: Utterance) -> Row:
    """Return a row of ``utterances``."""
    witnesses = [
        {"article": w.article, "statement": w.statement, "spans": _pairs(w.spans), "changes": w.changes}
        | ({"guest": True} if w.guest else {})
        | ({"substantives": w.substantives} if w.substantives else {})
        | ({"reports": w.reports} if w.reports else {})
        | ({"beside": _beside_json(w.beside)} if w.beside else {})
        for w in utterance.witnesses
    ]
    places = [
        {
            "text": place.text,
            "taken_from": place.taken_from,
            "joined_by": place.joined_by,
            "readings": [
                [r.article, r.statement, [r.span.start, r.span.end], r.text, r.change, *r.substantives]
                for r in place.readings
            ],
        }
        for place in utterance.places
    ]
    conflicts = [{"other": c.other, "before": c.before, "after": c.after} for c in utterance.order]
    articles = len({witness.article for witness in utterance.witnesses})
    aside = [[one.article, one.statement, _pairs(one.spans), one.why] for one in utterance.aside]
    repeats = [[one.article, one.statement, one.utterance] for one in utterance.repeats]
    parts = map(_json, (witnesses, places, conflicts, aside, repeats))
    return (utterance.id, utterance.speaker, articles, *parts)


def utterance_of(row: Row) -> Utterance:
    """Return the utterance of a row of ``utterances``."""
    id_, speaker, _, witnesses, places, conflicts, aside, repeats = row
    return Utterance(
        id=id_,
        speaker=speaker,
        witnesses=tuple(
            Witness(
                w["article"],
                w["statement"],
                _spans(w["spans"]),
                tuple(Change(change) for change in w["changes"]),
                w.get("guest", False),
                tuple(map(Substantive, w.get("substantives", ()))),
                _beside_of(w["beside"]) if "beside" in w else None,
                tuple(w.get("reports", ())),
            )
            for w in json.loads(witnesses)
        ),
        places=tuple(
            Place(
                text=place["text"],
                readings=tuple(
                    Reading(
                        article, statement, Span(*span), text, Change(change), tuple(map(Substantive, substantives))
                    )
                    for article, statement, span, text, change, *substantives in place["readings"]
                ),
                taken_from=place["taken_from"],
                joined_by=tuple(place["joined_by"]),
            )
            for place in json.loads(places)
        ),
        order=tuple(OrderConflict(c["other"], tuple(c["before"]), tuple(c["after"])) for c in json.loads(conflicts)),
        aside=tuple(Aside(article, one, _spans(spans), why) for article, one, spans, why in json.loads(aside)),
        repeats=tuple(Repeat(*fields) for fields in json.loads(repeats)),
    )


def _beside_json(beside: Beside) -> list[Any]:
    return [
        *(beside.article, beside.statement, beside.printed, beside.words),
        *(_pairs(beside.cuts), _pairs(beside.limits)),
    ]


def _beside_of(fields: list[Any]) -> Beside:
    article, statement, printed, count, cuts, limits = fields
    return Beside(article, statement, printed, count, _spans(cuts), _spans(limits))


def finding_row(finding: Finding) -> Row:
    """Return a row of ``findings``; its id is the content hash of all it says."""
    evidence = _json([[item.article, [item.span.start, item.span.end]] for item in finding.evidence])
    id_ = content_id("finding", finding.kind, finding.summary, repr(finding.score), evidence)
    return (id_, finding.kind, finding.summary, finding.score, evidence)


def finding_of(row: Row) -> Finding:
    """Return the finding of a row of ``findings``."""
    _, kind, summary, score, evidence = row
    items = tuple(Evidence(article, Span(*span)) for article, span in json.loads(evidence))
    return Finding(kind, summary, items, score)


def story_row(story: Story) -> Row:
    """Return a row of ``stories``."""
    first, last = (day and day.isoformat() for day in (story.start, story.end))
    return (story.id, story.grain.value, story.title, first, last, story.within, _json(story.articles))


def story_of(row: Row) -> Story:
    """Return the story of a row of ``stories``."""
    id_, grain, title, first, last, within, articles = row
    return Story(id_, Grain(grain), title, _day(first), _day(last), _texts(articles), within)


def spans_of(column: str) -> tuple[Span, ...]:
    """Return the spans that a column holds."""
    return () if column == "[]" else _spans(_read(column))


def _spans(pairs: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple([Span(start, end) for start, end in pairs])


def _one_span(column: str | None) -> Span | None:
    return None if column is None else spans_of(column)[0]


def _spans_json(spans: Iterable[Span]) -> str:
    # By hand: the same text as json.dumps gives, in a fifth of the time, and most of what is kept are spans.
    return "[" + ",".join([f"[{span.start},{span.end}]" for span in spans]) + "]"


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _texts(column: str) -> tuple[str, ...]:
    return () if column == "[]" else tuple(_read(column))


def _day(column: str | None) -> date | None:
    return None if column is None else date.fromisoformat(column)


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_decode = json.JSONDecoder().raw_decode  # what is written above has no blanks around it to look for


def _read(column: str) -> Any:  # noqa: ANN401 - JSON
    return _decode(column)[0]
