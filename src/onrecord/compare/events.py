"""Events: sentences of different pages that tell of one thing that happened, and the dates they give it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from onrecord.compare.groups import Groups
from onrecord.compare.material import Material, Page
from onrecord.compare.standing import Standing
from onrecord.compare.wording import quoted
from onrecord.model import Article, Evidence, Finding, Form, Span, When
from onrecord.text import SpanIndex, fold, folded, words

__all__ = ["dated_otherwise"]

_NAMES = 4  # words of names that two sentences on one event share, in two names or more
_RUNS = 2
_PREPOSITIONS = frozenset({"in", "since", "during", "until", "by"})
_COMMON = 60  # sentences; a name in more of them tells no event from another
_MOST = 500  # dates of a page that are looked at
_LONGEST = 400  # characters of a sentence; longer ones are links and lists run together
_AROUND = 5  # content words on either side of a date; what happened then stands among them
_BOUND = 2  # of them in common
_COMMA = re.compile(r"[,;:—–]")
_YEAR = re.compile(r"\d{4}|\byears?\b(?!-)", re.IGNORECASE)
_BESIDE = 40  # characters before a date, its preposition among them
_SHARE = 1 / 3  # of what the shorter sentence tells, where dates are months and years
_SAME = 2 / 3  # of what the longer one tells, where they are days; so much is the same sentence
_COARSE = timedelta(days=27)  # a month and more; finer dates are days and weeks
_MISTAKEN = timedelta(days=3)  # between two fine dates of one event; farther apart, they are of two
_PRINTED_YEAR = re.compile(r"\d{4}")
_DATELINE = re.compile(r"[A-Z]{2}[A-Z.'’ -]*(?:, | \()[^\n]{0,60}?\s[-–—]+\s")
_YEARS = 2  # farther apart, two dates are two events


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A sentence with a date that is not the date of a saying.

    ``names`` are its names, each as its words; ``stems`` its content words, ``near`` those around the date, ``rest``
    those beside it; ``full`` is whether the date is printed with its year.
    """

    article: str
    span: Span
    date: When
    all_dates: tuple[When, ...]
    names: frozenset[tuple[str, ...]]
    stems: frozenset[str]
    near: frozenset[str]
    rest: frozenset[str]
    full: bool

    @property
    def words(self) -> frozenset[str]:
        """The words of its names."""
        return frozenset(word for name in self.names for word in name)

    @property
    def is_fine(self) -> bool:
        """Whether its date is one of days or weeks."""
        return _is_fine(self.date)


def dated_otherwise(material: Material) -> Iterator[Finding]:
    """Yield a finding for each event to which pages give dates that do not meet.

    An event is told from others by what stands in its sentence: two sentences tell of one where they share four words
    of two or more names and another content word, a third of all they tell, two words of the clause right around the
    date, and where no date of the one meets any of the other. People meet more than once: where sentences on record
    with four of these words give a third date, or one page gives both, there are several events, and no finding.
    Months and years are compared with months and years, days and weeks with days and weeks, these only where the
    sentences are nearly the same; more than three days apart, only where their years are printed and the sentences
    say the same in all other words. The day in a dateline is none of an event. Accepted gaps: dates more than two
    years apart are taken for two events, and so are events told without names or in several sentences; a month
    without its year is not compared; only the first 500 dates of a page are looked at.
    """
    seen = [sighting for page in material.pages.values() for sighting in _sightings(material, page)]
    runs = [folded(each.span.of(material.article(each.article).text)) for each in seen]
    standing = Standing(material, ((each.article, run) for each, run in zip(seen, runs, strict=True)))
    sightings = [each for each, run in zip(seen, runs, strict=True) if not standing.holds(run)]
    groups: Groups[int] = Groups()
    once = _Once(sightings)
    for one, other in _pairs(sightings):
        pair = sightings[one], sightings[other]
        if _same_event(*pair) and _conflict(*pair) and _much_shared(material, *pair) and once.holds(*pair):
            groups.join(one, other)
    for numbers in groups.groups():
        yield _finding(material, [sightings[number] for number in sorted(numbers)])


def _finding(material: Material, sightings: Sequence[_Sighting]) -> Finding:
    printed = []
    for each in sightings:
        article = material.article(each.article)
        expression = each.date.printed.of(article.text) if each.date.printed else ""
        printed.append(
            f"{article.printed_by}: {quoted(expression)} ({each.date.iso}) in {quoted(each.span.of(article.text))}"
        )
    spans = [(each.article, span) for each in sightings for span in (each.date.printed, each.span) if span]
    evidence = tuple(Evidence(article, span) for article, span in dict.fromkeys(spans))
    return Finding("discrepancies", f"One event, different dates? {'; '.join(printed)}.", evidence, 0.6)


def _sightings(material: Material, page: Page) -> Iterator[_Sighting]:
    text = page.article.text
    told = (one.when.printed for one in page.statements if one.when and not one.attitude)
    sayings = SpanIndex(span for span in told if span)
    quoted_words = SpanIndex(span for one in page.statements if one.form is Form.DIRECT for span in one.spans)
    read = islice(material.dates(page.article), _MOST)
    dates = [date for date in read if _of_an_event(text, date)]
    for date in dates:
        if date.printed is None or sayings.overlapping(date.printed):
            continue
        span = _behind_dateline(page.article, page.sentence(date.printed))
        if not span.contains(date.printed):
            continue
        if span.end - span.start > _LONGEST or (_is_fine(date) and quoted_words.overlapping(date.printed)):
            continue  # "tomorrow" in a quotation counts from the day of saying it
        names = frozenset(_names(material, text, span))
        stems = frozenset(material.stems(text, span))
        others = tuple(other for other in dates if other.printed and span.contains(other.printed))
        near = frozenset(_around(material, text, span, date.printed))
        sides = text[span.start : date.printed.start], text[date.printed.end : span.end]
        rest = frozenset(stem for side in sides for stem in material.stems(side))
        full = bool(_PRINTED_YEAR.search(date.printed.of(text)))
        yield _Sighting(page.article.id, span, date, others, names, stems, near, rest, full)


def _behind_dateline(article: Article, span: Span) -> Span:
    """A sentence without the dateline it opens with: its day is that of the report."""
    line = article.dateline.span.end if article.dateline else 0
    found = _DATELINE.match(article.text, span.start, span.end)
    start = max(span.start, found.end() if found else 0, line if line < span.end else 0)
    return Span(start, span.end)


def _is_fine(date: When) -> bool:
    return bool(date.start and date.end and date.end - date.start < _COARSE)


def _around(material: Material, text: str, span: Span, date: Span) -> Iterator[str]:
    """The content words on either side of a date, in its clause."""
    start = max((found.end() for found in _COMMA.finditer(text, span.start, date.start)), default=span.start)
    comma = _COMMA.search(text, date.end, span.end)
    end = comma.start() if comma else span.end
    if start < date.start:
        yield from material.stems(text, Span(start, date.start))[-_AROUND:]
    if date.end < end:
        yield from material.stems(text, Span(date.end, end))[:_AROUND]


def _of_an_event(text: str, date: When) -> bool:
    """Whether a date tells when, not which, and the year: not "the 2016 vote", "last year’s vote" or "in May"."""
    span = date.printed
    if span is None or not (_is_fine(date) or _YEAR.search(span.of(text))):
        return False
    if text[span.end : span.end + 2] in {"'s", "’s"}:
        return False
    before = (
        text[max(0, span.start - _BESIDE) : span.start].rsplit(maxsplit=1)[-1:] if span.of(text).isdecimal() else ["in"]
    )
    return bool(before) and before[0].casefold() in _PREPOSITIONS


def _names(material: Material, text: str, span: Span) -> Iterator[tuple[str, ...]]:
    """Runs of words in capitals that are not only the first word of a sentence."""
    run: list[str] = []
    end = span.start
    for word in words(text, span):
        printed = word.span.of(text)
        together = text[end : word.span.start] == " "
        if run and not (together and printed[0].isupper()):
            yield tuple(run)
            run = []
        key = fold(printed).removesuffix("'s")
        told = material.language
        if printed[0].isupper() and key not in told.claims.stop and not told.calendar.month(key):
            run.append(material.language.names.places.get(key, key))
        end = word.span.end
    if run:
        yield tuple(run)


def _pairs(sightings: Sequence[_Sighting]) -> Iterator[tuple[int, int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(sightings):
        for word in each.words:
            index[word].append(number)
    for number, each in enumerate(sightings):
        shared: Counter[int] = Counter()
        for word in each.words:
            shared.update([other for other in index[word] if other < number] if len(index[word]) <= _COMMON else ())
        yield from ((other, number) for other, count in sorted(shared.items()) if count >= _NAMES)


def _same_event(one: _Sighting, other: _Sighting) -> bool:
    """Whether two sentences share two names, and another content word or two names of two words."""
    if one.article == other.article:
        return False
    first, second = one.words, other.words
    runs = [name for name in one.names if set(name) & second]
    pairs = [name for name in runs if len(set(name) & second) > 1]
    more = (one.stems & other.stems) - {word for name in one.names | other.names for word in name}
    told = len(first & second) >= _NAMES and len(runs) >= _RUNS and (bool(more) or len(pairs) >= _RUNS)
    return told and len(one.near & other.near) >= _BOUND


def _much_shared(material: Material, one: _Sighting, other: _Sighting) -> bool:
    """Whether two sentences share enough of what they tell, each word by how rare it is in news."""
    shared, *own = (material.weight(stems) for stems in (one.stems & other.stems, one.stems, other.stems))
    return shared >= (_SAME * max(own) if one.is_fine else _SHARE * min(own))


class _Once:
    """Tells whether what two sentences share happened once, as far as the sentences with dates on record tell."""

    def __init__(self, sightings: Sequence[_Sighting]) -> None:
        self._holding: dict[str, set[int]] = defaultdict(set)
        self._sightings = sightings
        for number, each in enumerate(sightings):
            for word in each.words:
                self._holding[word].add(number)

    def holds(self, one: _Sighting, other: _Sighting) -> bool:
        """Whether sentences with the names of both give two dates in all, and no page more than one of them."""
        counts = Counter(number for word in one.words & other.words for number in self._holding[word])
        found = [self._sightings[number] for number, count in sorted(counts.items()) if count >= _NAMES]
        first, second = ({each.article for each in found if _meet(each.date, date)} for date in (one.date, other.date))
        stray = [each for each in found if not (_meet(each.date, one.date) or _meet(each.date, other.date))]
        return not stray and first.isdisjoint(second)


def _meet(one: When, other: When) -> bool:
    if not (one.start and one.end and other.start and other.end):
        return True
    return one.start <= other.end and other.start <= one.end


def _conflict(one: _Sighting, other: _Sighting) -> bool:
    """Whether no date of one sentence meets any of the other, and theirs lie so near that one may be mistaken.

    Days with their years may lie as far apart as years where nothing else differs.
    """
    if any(_meet(a, b) for a in one.all_dates for b in other.all_dates):
        return False
    first, second = one.date, other.date
    if not (first.start and first.end and second.start and second.end):
        return False
    if one.is_fine != other.is_fine:
        return False  # a day against a year: most likely another thing that the sentence tells
    if one.is_fine and max(first.start, second.start) - min(first.end, second.end) <= _MISTAKEN:
        return True
    if one.is_fine and not (one.full and other.full and one.rest == other.rest):
        return False
    return abs(first.start.year - second.start.year) <= _YEARS
