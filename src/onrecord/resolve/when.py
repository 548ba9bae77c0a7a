"""When something was said: the date printed beside a cue, counted from the day of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from spacy.tokens import Token

from onrecord.model import Article, Occasion, Span, Statement, When
from onrecord.parse import Parsed
from onrecord.resolve.cueing import Contents, cue_heads, in_any
from onrecord.resolve.dates import DateReader
from onrecord.resolve.periods import around

__all__ = ["anchor_of", "printed_when"]

_OTHER_DAY = frozenset({"after", "before", "by", "for", "from", "since", "through", "till", "until"})
_TELLING = frozenset({"aux", "auxpass", "neg", "advmod"})
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "csubj", "pcomp", "xcomp"})
_MODIFIERS = frozenset({"compound", "nummod", "nmod", "amod", "poss"})
_BESIDE = 14  # tokens behind an occasion in which a date belongs to it
_YEARS_BACK = 7
_COUNTED = re.compile(r"(?P<count>[\w-]+) (?P<unit>\w+) (?P<way>after|before)\b[^.,;:!?\n]{0,60}$", re.IGNORECASE)
_LONGEST_COUNT = 100  # characters
_COUNTABLE = frozenset({"day", "week", "month", "year"})


def anchor_of(article: Article, reader: DateReader) -> tuple[date | None, str]:
    """Return the day relative dates of ``article`` count from, and how it is known.

    The dateline's day, if it prints one, with its year or that of the publication; without either, the latest year the
    text allows in which the dateline's day falls on a weekday printed right behind it; else the day of publication.
    """
    line = article.dateline
    if line is None or line.day is None:
        return article.published, f"published {article.published}"
    if line.year is not None:
        return line.in_year(line.year), f"dateline {line.year}"
    if article.published is not None:
        for year in (article.published.year, article.published.year - 1):
            day = line.in_year(year)
            if day is not None and day <= article.published + timedelta(days=1):
                return day, f"dateline, year of publication {article.published}"
        return article.published, f"published {article.published}"
    return _undated(article, reader)


def _undated(article: Article, reader: DateReader) -> tuple[date | None, str]:
    """The dateline's day in the year that the report's first weekday and the years it mentions allow."""
    line = article.dateline
    if line is None:
        return None, ""
    dates = [span.of(article.text) for span in reader.find(article.text)]
    readings = [days for text in dates if (days := reader.read(text, None))]
    years = [last.year for first, last, _ in readings if first.year == last.year]
    after = [span.of(article.text) for span in reader.find(article.text) if span.start >= line.span.end]
    weekday = next((number for text in after if (number := reader.weekday(text)) is not None), None)
    if not years or weekday is None:
        return None, ""
    for year in range(max(years) + 1, max(years) - _YEARS_BACK, -1):
        day = line.in_year(year)
        if day is not None and day.weekday() == weekday:
            return day, f"dateline; {year} is the latest year in which that day is the weekday printed"
    return None, ""


def printed_when(
    parsed: Parsed, statement: Statement, contents: Contents, anchor: tuple[date | None, str], reader: DateReader
) -> When | None:
    """Return the date the page prints for the saying of ``statement``, ``None`` where it prints none.

    Looked for in the sentence of each cue, on its level among the ``contents`` of the page: dates in the clause of the
    cue, in one that the cue's clause depends on, or right behind the occasion; dates of another event do not count
    ("since Sunday", "who resigned on Friday"). One that is counted from ("two months after the flood of 3 March") tells
    the day, week, month or year it leads to. A noun that names an allegation as the ground of a dated event was said
    no later than that.
    """
    for head in cue_heads(parsed, statement):
        for span, bound in _ranked(parsed, statement, head, contents, reader):
            days = reader.read(span.of(parsed.article.text), anchor[0])
            if days is None:
                continue
            first, last, why = days
            why = f"{why} ({anchor[1]})" if "counted from" in why else why
            count = _count_before(parsed, span)
            if count is not None:
                period = around(count[0], first, count[1])
                return When(period.first, period.last, span, f"counted from {first}: {why}")
            if bound:
                return When(None, last, span, f"no later than the event it is named in: {why}")
            return When(first, last, span, why)
    return None


def _count_before(parsed: Parsed, span: Span) -> tuple[str, int] | None:
    """The unit and the count of them that the words before a date put between ("two months after the flood of")."""
    calendar, text = parsed.language.calendar, parsed.article.text
    found = _COUNTED.search(text[max(0, span.start - _LONGEST_COUNT) : span.start])
    count = found and calendar.word("number", found["count"])
    unit = found and calendar.word("unit", found["unit"])
    if not found or not isinstance(count, int) or unit not in _COUNTABLE:
        return None
    return unit, -count if found["way"].lower() == "before" else count


def _ranked(
    parsed: Parsed, statement: Statement, head: Token, contents: Contents, reader: DateReader
) -> list[tuple[Span, bool]]:
    """The dates beside a cue that may be its own, the nearest in the tree first; whether each is but a bound."""
    tokens, levels = contents.narration(head), contents.beside(head)
    if not tokens:
        return []
    around = Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1].text))
    ranked: list[tuple[int, int, Span, bool]] = []
    for span in contents.dates(around, lambda: reader.find(parsed.article.text, around)):
        found = parsed.tokens(span)
        if found is None or in_any(span.start, levels):
            continue
        if _is_of_another_day(found.root) and _count_before(parsed, span) is None:
            continue
        steps = _steps(found.root, head, statement)
        if steps is None and _belongs_to(statement.occasion, found.root, parsed):
            steps = (5, False)
        if steps is not None:
            ranked.append((steps[0], span.start, span, steps[1]))
    return [(span, bound) for _, _, span, bound in sorted(ranked, key=lambda entry: entry[:2])]


def _is_of_another_day(token: Token) -> bool:
    """Whether a date modifies a noun ("the 2016 election") or says from or until when."""
    if token.dep_ in _MODIFIERS and token.head.i > token.i and token.head.ent_type_ not in {"DATE", "TIME"}:
        return True
    first = token.left_edge.i
    before = token.doc[first - 1] if first else token
    return before.lower_ in _OTHER_DAY or (token.dep_ == "pobj" and token.head.lower_ in _OTHER_DAY)


def _steps(token: Token, head: Token, statement: Statement) -> tuple[int, bool] | None:
    """Steps between a date and the cue where it dates the saying, and whether only as an upper bound.

    A noun cue, and "according to", are dated only within their own phrase or their source.
    """
    if in_any(token.idx, statement.source):
        return 3, False
    up = list(_up(token))
    if head in up:
        path = up[: up.index(head)]
        return None if any(one.dep_ in _CLAUSES for one in path) else (len(path), False)
    verb = next((one for one in up if one.pos_ in {"VERB", "AUX"} and one.dep_ not in _TELLING), None)
    down = list(_up(head))
    if verb is None or verb not in down:
        return None
    if head.pos_ not in {"VERB", "AUX"} or head.lower_ == "according":
        return (9, True) if head.pos_ == "NOUN" else None
    if verb != head and (verb.tag_ in {"VBZ", "VBP"} or any(child.tag_ == "MD" for child in verb.children)):
        return None  # what is to happen on that day
    path = down[: down.index(verb)]
    blocked = any(one.dep_ in {"ccomp", "csubj"} or _has_marker(one) for one in path)
    return None if blocked else (len(path) + 2, False)


def _up(token: Token) -> Iterator[Token]:
    yield token
    while token.head != token:
        token = token.head
        yield token


def _has_marker(token: Token) -> bool:
    """Whether a clause is set off by a word of time or reason ("after he had said")."""
    return token.dep_ == "advcl" and any(child.dep_ == "mark" for child in token.children)


def _belongs_to(occasion: Occasion | None, token: Token, parsed: Parsed) -> bool:
    """Whether a date stands right behind the printed occasion ("an interview that aired on Sunday")."""
    place = parsed.tokens(occasion.printed) if occasion else None
    return place is not None and place.start <= token.i < place.end + _BESIDE and token.sent == place[0].sent
