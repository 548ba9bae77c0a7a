"""Stories: articles grouped by what they report, as affairs and, within each, as events."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from onrecord.compare.likeness import Telling, alike, alike_within, telling
from onrecord.compare.linking import Pairs, average_link
from onrecord.language import Language
from onrecord.model import Article, Grain, Story, content_id
from onrecord.text import paragraphs

__all__ = ["stories"]

_LEAST = 0.05  # likeness of the articles of one story on the average; for an event, beyond what its affair shares
_FADING = 30  # days in which the likeness of two reports of an event falls to a third; in a week it hardly falls
_LEAP, _YEAR = 2000, 366  # a year with all its days
_LONGEST = 120  # characters of a title taken from the text


def stories(articles: Iterable[Article], language: Language) -> tuple[Story, ...]:
    """Return the affairs of articles and the events of each affair; every article is of one affair and one event.

    Articles of an affair have telling words in common, whenever they were printed; those of an event have more in
    common than the affair's articles all have, and were printed within weeks. The result depends on what the articles
    are, not on their order, and articles that share no telling word with others change nothing in their stories.
    Method: cosine of weighted words, average link. Accepted gaps: the same event in other words or another language;
    an article on several affairs is of one; an undated article fades from no other, and one whose dateline leaves the
    year open fades as if it were of the nearest; a heading that gathers what shares no words (a month of campaigning)
    is no story; the parts of an affair that goes on for years in ever new words come apart.
    """
    ordered = sorted(articles, key=lambda one: one.id)
    words = telling(ordered, language)
    pairs = alike(words, language)
    found: list[Story] = []
    for numbers, middle in zip(*_linked([0.0] * len(ordered), pairs), strict=True):
        members = [ordered[number] for number in numbers]
        affair = _story(Grain.AFFAIR, members, ordered[middle], None)
        found += [affair, *_events(affair, members, [words[number] for number in numbers], language)]
    return tuple(sorted(found, key=lambda one: (one.start or date.max, one.grain, one.id)))


def _events(affair: Story, members: Sequence[Article], words: Sequence[Telling], language: Language) -> Iterator[Story]:
    pairs, expected = alike_within(words, language)
    near = {(one, other): value * _nearness(members[one], members[other]) for (one, other), value in pairs.items()}
    for numbers, middle in zip(*_linked(expected, near), strict=True):
        yield _story(Grain.EVENT, [members[number] for number in numbers], members[middle], affair.id)


def _linked(expected: Sequence[float], pairs: Pairs) -> tuple[list[list[int]], list[int]]:
    """Group, and tell for each group which of it is most like the rest."""
    groups = average_link(expected, pairs, _LEAST)
    group_of = {number: at for at, group in enumerate(groups) for number in group}
    shared = [0.0] * len(expected)
    for (one, other), value in pairs.items():
        if group_of[one] == group_of[other]:
            shared[one] += value
            shared[other] += value
    return groups, [max(group, key=lambda number: (shared[number], -number)) for group in groups]


def _nearness(one: Article, other: Article) -> float:
    apart = _days_apart(one, other)
    return 1.0 if apart is None else math.exp(-((apart / _FADING) ** 2))


def _days_apart(one: Article, other: Article) -> int | None:
    """How many days lie between two articles: at the least, where a dateline ("MARCH 5") leaves the year open."""
    first, second = _day(one), _day(other)
    if first and second:
        return abs((first - second).days)
    here, there = _place_in_year(one), _place_in_year(other)
    if here is None or there is None:
        return None
    return min(abs(here - there), _YEAR - abs(here - there))


def _day(article: Article) -> date | None:
    """The day an article is of, as published or as its dateline says."""
    line = article.dateline
    return article.published or (line.in_year(line.year) if line else None)


def _place_in_year(article: Article) -> int | None:
    """The number of an article's day in a leap year."""
    day, line = _day(article), article.dateline
    there = day.replace(year=_LEAP) if day else line and line.in_year(_LEAP)
    return there.timetuple().tm_yday if there else None


def _story(grain: Grain, members: Sequence[Article], middle: Article, within: str | None) -> Story:
    """A story, with the title of the article that is most like the others, and the days from first to last."""
    days = sorted(day for day in map(_day, members) if day)
    ids = tuple(sorted(article.id for article in members))
    start, end = (days[0], days[-1]) if days else (None, None)
    return Story(content_id("story", grain, *ids), grain, _title(middle), start, end, ids, within)


def _title(article: Article) -> str:
    """An article's title, else the beginning of its first line."""
    first = next((span.of(article.text) for span in paragraphs(article.text)), article.name)
    title = " ".join((article.title or first).split())
    return title if len(title) <= _LONGEST else title[:_LONGEST].rpartition(" ")[0] + " …"
