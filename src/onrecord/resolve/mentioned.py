"""Dates a page mentions anywhere, not only beside its statements: for comparing what pages say happened when."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.language import Calendar
from onrecord.model import Article, When
from onrecord.resolve.dates import DateReader
from onrecord.resolve.when import anchor_of

__all__ = ["mentioned_dates"]


def mentioned_dates(article: Article, calendar: Calendar) -> Iterator[When]:
    """Yield every date in the text of ``article`` that can be read from the expression alone, in text order.

    Relative dates count from the day of the page; where that is not known, only dates with a year are read. Accepted
    gap: dates that count from another one in the text ("a year earlier") are left out.
    """
    reader = DateReader(calendar)
    anchor, _ = anchor_of(article, reader)
    for span in reader.find(article.text):
        found = reader.read(span.of(article.text), anchor)
        if found:
            yield When(found[0], found[1], span, found[2])
