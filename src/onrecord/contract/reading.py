"""The JSON objects of the file contract to nouns."""

from __future__ import annotations

import calendar
from datetime import date
from itertools import chain

from onrecord.contract.fields import Fields
from onrecord.contract.form import form_of, fragment_of
from onrecord.corrections import Correction, Field
from onrecord.errors import FormatError
from onrecord.model import (
    Article,
    ArticleKind,
    Form,
    Fragment,
    Notes,
    Occasion,
    Problem,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    When,
)
from onrecord.text import SpanIndex, quoted_spans

__all__ = ["correction_from_json", "interval", "notes_from_json"]


def notes_from_json(fields: object) -> Notes:
    """Return the notes that a line of a notes file holds, whoever wrote it; ids are kept as they stand.

    Raises:
        FormatError: if a field is missing, of the wrong type, or an offset lies outside the text.
    """
    line = Fields(fields, "notes")
    if "text_sha256" in line.raw and "text" not in line.raw:
        raise FormatError("an export without the texts of articles; export it again with --with-text")
    text = line.text("text")
    article = _article(line, text)
    items = [Fields(item, "attribution") for item in line.items("attributions")]
    contents = [item.spans("content", text) for item in items]
    marks = SpanIndex(quoted_spans(text, chain.from_iterable(contents)))
    statements = tuple(
        _statement(item, article, [fragment_of(span, marks) for span in sorted(content)])
        for item, content in zip(items, contents, strict=True)
    )
    speakers = tuple(_speaker(Fields(item, "speaker"), text) for item in line.items("speakers"))
    problems = tuple(
        Problem(item.text("stage"), item.text("message"))
        for item in (Fields(raw, "problem") for raw in line.items("problems"))
    )
    return Notes(article, statements, speakers, problems)


def _article(line: Fields, text: str) -> Article:
    outlet, url = line.optional("outlet"), line.optional("url")
    return Article(
        id=Article.id_of(text, outlet, url),
        text=text,
        outlet=outlet,
        url=url,
        title=line.optional("title"),
        byline=line.optional("authors"),
        published=line.day("published"),
        kind=line.choice("kind", ArticleKind, ArticleKind.REPORT),
        origin=line.optional("origin"),
        given_id=line.optional("id"),
        boilerplate=line.spans("boilerplate", text),
        modified=line.moment("modified"),
    )


def _statement(item: Fields, article: Article, content: list[Fragment]) -> Statement:
    text = article.text
    if not content:
        raise FormatError("an attribution has no content spans; every statement needs at least one")
    form = item.choice("form", Form, Form.DIRECT) if item.raw.get("form") else form_of(text, content)
    if form is Form.DIRECT and not any(fragment.quoted for fragment in content):
        content = [Fragment(fragment.span, (fragment.span,)) for fragment in content]
    cue, source = item.spans("cue", text), item.spans("source", text)
    occasion, printed = item.optional("occasion"), item.spans("occasion_printed", text)
    name = item.optional("id") or Statement.id_of(article.id, tuple(content), cue, source)
    return Statement(
        id=name,
        article=article.id,
        form=form,
        content=tuple(content),
        cue=cue,
        source=source,
        speaker=item.optional("speaker"),
        addressee=item.optional("addressee"),
        occasion=Occasion(occasion, printed[0]) if occasion and printed else None,
        when=_when(item, text),
        stance=item.choice("stance", Stance, Stance.ASSERT),
        inside=item.optional("inside"),
        via=tuple(str(name) for name in item.items("via")),
        document=item.optional("document"),
        implicit=bool(item.raw.get("implicit")),
        attitude=bool(item.raw.get("attitude")),
        reasons=tuple(str(reason) for reason in item.items("reasons")),
        confidence=item.share("confidence", 1.0),
        made_by=item.optional("made_by") or "",
        corrected=tuple(
            correction_from_json(Fields(raw, "correction"), article.id, name) for raw in item.items("corrected")
        ),
    )


def correction_from_json(item: Fields, article: str, statement: str) -> Correction:
    """Return a correction of a statement of an article, by the ids of both.

    Raises:
        FormatError: if a field is missing or of the wrong type.
    """
    value = None if item.raw.get("value") is None else item.text("value")
    noted, why, by, made = (item.text(key) for key in ("noted", "why", "by", "made"))
    return Correction(article, statement, item.choice("field", Field, Field.SPEAKER), noted, value, why, by, made)


def _when(item: Fields, text: str) -> When | None:
    iso = item.optional("when")
    if not iso:
        return None
    try:
        start, end = interval(iso)
    except FormatError as error:
        raise FormatError(f"{item.what}: field 'when': {error}") from error
    printed = item.spans("when_printed", text)
    return When(
        start,
        end,
        printed[0] if printed else None,
        item.optional("when_why") or "",
        bool(item.raw.get("when_inferred")),
    )


def _speaker(item: Fields, text: str) -> Speaker:
    return Speaker(
        item.text("name"), item.choice("kind", SpeakerKind, SpeakerKind.UNNAMED), item.spans("mentions", text)
    )


def interval(iso: str) -> tuple[date | None, date | None]:
    """Return first and last day of what :attr:`onrecord.model.When.iso` wrote.

    Raises:
        FormatError: if it is no day, month, year or interval, or one that ends before it starts.
    """
    first, _, last = iso.partition("/")
    last = last or first
    try:
        start = None if first == ".." else _first_day(first)
        end = None if last == ".." else _last_day(last)
    except ValueError as error:
        raise FormatError(f"{iso!r} is no ISO date, month, year or interval of them") from error
    if start and end and start > end:
        raise FormatError(f"{iso!r} ends before it begins")
    return start, end


def _first_day(iso: str) -> date:
    return date.fromisoformat(iso + {4: "-01-01", 7: "-01"}.get(len(iso), ""))


def _last_day(iso: str) -> date:
    if len(iso) == 10:
        return date.fromisoformat(iso)
    first = _first_day(iso)
    month = first.month if len(iso) == 7 else 12
    return date(first.year, month, calendar.monthrange(first.year, month)[1])
