"""Events: sentences of different pages that tell of one thing that happened, and the dates they give it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from onrecord.compare.groups import Groups
from onrecord.compare.material import Material, Page
from onrecord.compare.standing import Standing
from onrecord.compare.wording import named, quoted
from onrecord.model import Evidence, Finding, Span, When
from onrecord.text import SpanIndex, fold, folded, words

__all__ = ["dated_otherwise"]

_NAMES = 4  # words of names that two sentences on one event share, in two names or more
_RUNS = 2
_PREPOSITIONS = frozenset({"in", "of", "since", "during", "until", "by"})
_COMMON = 60  # sentences; a name in more of them tells no event from another
_MOST = 500  # dates of a page that are looked at
_BESIDE = 40  # characters before a date, its preposition among them
_NEXT = 500  # characters of the sentence behind one with a date
_SHARE = 1 / 3
_COARSE = timedelta(days=27)  # a month and more; finer dates are days and weeks
_MISTAKEN = timedelta(days=3)  # between two fine dates of one event; farther apart, they are of two
_YEARS = 2  # farther apart, two dates are two events


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A sentence with a date that is not the date of a saying; ``names`` are its names, each as its words."""

    article: str
    span: Span
    date: When
    all_dates: tuple[When, ...]
    names: frozenset[tuple[str, ...]]
    stems: frozenset[str]


def dated_otherwise(material: Material) -> Iterator[Finding]:
    """Yield a finding for each event to which pages give dates that do not meet.

    An event is told from others by what stands in its sentence: two sentences tell of one where they share four words
    of two or more names and another content word, a third of all they tell, and where no date of the one meets any of
    the other. Days and weeks are compared with days and weeks, months and years with months and years. Accepted gaps:
    dates more than two years apart, or days and weeks more than three days apart, are taken for two events, and so are
    events told without names; only the first 500 dates of a page are looked at.
    """
    seen = [sighting for page in material.pages.values() for sighting in _sightings(material, page)]
    runs = [folded(each.span.of(material.article(each.article).text)) for each in seen]
    standing = Standing(material, ((each.article, run) for each, run in zip(seen, runs, strict=True)))
    sightings = [each for each, run in zip(seen, runs, strict=True) if not standing.holds(run)]
    groups: Groups[int] = Groups()
    for one, other in _pairs(sightings):
        pair = sightings[one], sightings[other]
        if _same_event(*pair) and _conflict(*pair) and _much_shared(material, *pair):
            groups.join(one, other)
    for numbers in groups.groups():
        yield _finding(material, [sightings[number] for number in sorted(numbers)])


def _finding(material: Material, sightings: Sequence[_Sighting]) -> Finding:
    printed = []
    for each in sightings:
        article = material.article(each.article)
        expression = each.date.printed.of(article.text) if each.date.printed else ""
        printed.append(
            f"{named(article)}: {quoted(expression)} ({each.date.iso}) in {quoted(each.span.of(article.text))}"
        )
    spans = [(each.article, span) for each in sightings for span in (each.date.printed, each.span) if span]
    evidence = tuple(Evidence(article, span) for article, span in dict.fromkeys(spans))
    return Finding("discrepancies", f"One event, different dates? {'; '.join(printed)}.", evidence, 0.6)


def _sightings(material: Material, page: Page) -> Iterator[_Sighting]:
    text = page.article.text
    told = (one.when.printed for one in page.statements if one.when and not one.attitude)
    sayings = SpanIndex(span for span in told if span)
    read = islice(material.dates(page.article), _MOST)
    dates = [date for date in read if date.printed and _of_an_event(text, date.printed)]
    for date in dates:
        if date.printed is None or sayings.overlapping(date.printed):
            continue
        span = page.sentence(date.printed)
        wide = _widened(page, span)
        names = frozenset(_names(material, text, wide))
        stems = frozenset(material.stems(text, wide))
        near = tuple(other for other in dates if other.printed and wide.contains(other.printed))
        yield _Sighting(page.article.id, span, date, near, names, stems)


def _of_an_event(text: str, span: Span) -> bool:
    """Whether a date tells when, not which: "in 2016", but not "the 2016 vote" or "last year’s vote"."""
    if text[span.end : span.end + 2] in {"'s", "’s"}:
        return False
    before = (
        text[max(0, span.start - _BESIDE) : span.start].rsplit(maxsplit=1)[-1:] if span.of(text).isdecimal() else ["in"]
    )
    return bool(before) and before[0].casefold() in _PREPOSITIONS


def _widened(page: Page, span: Span) -> Span:
    """The sentence and the next one of its paragraph."""
    text = page.article.text
    line = text.find("\n", span.end)
    end = min(line if line >= 0 else len(text), span.end + _NEXT)
    after = next(page.sentences(Span(span.end, end)), None) if end > span.end else None
    return Span(span.start, after.end if after else span.end)


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
        for word in {word for name in each.names for word in name}:
            index[word].append(number)
    for number, each in enumerate(sightings):
        shared: Counter[int] = Counter()
        for word in {word for name in each.names for word in name}:
            shared.update([other for other in index[word] if other < number] if len(index[word]) <= _COMMON else ())
        yield from ((other, number) for other, count in sorted(shared.items()) if count >= _NAMES)


def _same_event(one: _Sighting, other: _Sighting) -> bool:
    """Whether two sentences share two names, and another content word or two names of two words."""
    if one.article == other.article:
        return False
    first, second = ({word for name in each.names for word in name} for each in (one, other))
    runs = [name for name in one.names if set(name) & second]
    pairs = [name for name in runs if len(set(name) & second) > 1]
    more = (one.stems & other.stems) - {word for name in one.names | other.names for word in name}
    return len(first & second) >= _NAMES and len(runs) >= _RUNS and (bool(more) or len(pairs) >= _RUNS)


def _much_shared(material: Material, one: _Sighting, other: _Sighting) -> bool:
    """Whether two sentences share a third of what the shorter one tells, each word by how rare it is in news."""
    frequencies = material.language.frequencies

    def told(stems: frozenset[str]) -> float:
        return sum(-math.log(frequencies.share(stem)) for stem in stems)

    return told(one.stems & other.stems) >= _SHARE * min(told(one.stems), told(other.stems))


def _meet(one: When, other: When) -> bool:
    if not (one.start and one.end and other.start and other.end):
        return True
    return one.start <= other.end and other.start <= one.end


def _conflict(one: _Sighting, other: _Sighting) -> bool:
    """Whether no date of one sentence meets any of the other, and theirs lie so near that one may be mistaken."""
    if any(_meet(a, b) for a in one.all_dates for b in other.all_dates):
        return False
    first, second = one.date, other.date
    if not (first.start and first.end and second.start and second.end):
        return False
    fine = [each.end - each.start < _COARSE for each in (first, second) if each.start and each.end]
    if all(fine):
        return max(first.start, second.start) - min(first.end, second.end) <= _MISTAKEN
    if any(fine):
        return False  # a day against a year: most likely another thing that the sentence tells
    return abs(first.start.year - second.start.year) <= _YEARS
