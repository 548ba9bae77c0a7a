"""How the doors say things: signs and meanings of changes, dates, counts, names for what has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import shorten
from types import MappingProxyType

from onrecord.model import Article, Change, Statement, Story, Substantive, When
from onrecord.record import Entry
from onrecord.verdicts import Printing

__all__ = [
    "MEANINGS",
    "SIGNS",
    "WEIGHS",
    "counted",
    "cue_of",
    "date_range",
    "day",
    "days",
    "days_of",
    "listed",
    "plural",
    "replaced_words",
    "shortened",
    "state_of",
    "when_words",
]

SIGNS: Mapping[Change, str] = MappingProxyType(
    {
        Change.IDENTICAL: "=",
        Change.TYPOGRAPHY: "“”",
        Change.TRIMMED: "‹›",
        Change.ELIDED: "…",
        Change.SPLICED: "+",
        Change.REORDERED: "⇄",
        Change.BRACKETED: "[ ]",
        Change.REWORDED: "≠",
        Change.PARAPHRASED: "≈",
        Change.TRANSLATED: "→",
    }
)
"""A sign for each change; always shown with its word."""

MEANINGS: Mapping[Change, str] = MappingProxyType(
    {
        Change.IDENTICAL: "same characters",
        Change.TYPOGRAPHY: "only case, punctuation or quotation marks differ",
        Change.TRIMMED: "words missing at an end",
        Change.ELIDED: "words missing inside",
        Change.SPLICED: "two places joined as if they were one",
        Change.REORDERED: "parts in another order",
        Change.BRACKETED: "an [editorial] insertion or replacement",
        Change.REWORDED: "other words inside quotation marks",
        Change.PARAPHRASED: "the same content as indirect speech",
        Change.TRANSLATED: "in another language",
    }
)
"""What each change means, for a legend."""

WEIGHS: Mapping[Substantive, str] = MappingProxyType(
    {
        Substantive.NUMBER: "another number",
        Substantive.NAME: "another name",
        Substantive.NEGATION: "a negation more or less",
        Substantive.MODAL: "another modal verb",
    }
)
"""What of weight differs, in words; shown louder than any change."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(value: date) -> str:
    """Return a day as "4 March 2018"."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def date_range(first: date, last: date) -> str:
    """Return an interval of days, what the ends share said once: "4–5 March 2018"."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def days(start: date | None, end: date | None) -> str:
    """Return an interval of days in words, no finer than it is: a month or year where it is just that."""
    if start is None or end is None:
        if start:
            return f"{day(start)} or later"
        return f"{day(end)} or earlier" if end else "at a time not known"
    iso = When(start, end).iso
    if len(iso) == 4:
        return iso
    if len(iso) == 7:
        return f"{_MONTHS[start.month - 1]} {start.year}"
    return date_range(start, end)


def days_of(story: Story) -> str:
    """Return the days on which the articles of a story were printed."""
    return date_range(story.start, story.end) if story.start and story.end else "no date"


def when_words(when: When | None) -> str:
    """Return when something was said; empty where nothing is known."""
    if when is None or (when.start is None and when.end is None):
        return ""
    return days(when.start, when.end) + (" (inferred)" if when.inferred else "")


def cue_of(article: Article, statement: Statement) -> str:
    """Return the cue as printed; empty where there is none, or only a mark (the colon after a name in a transcript)."""
    cue = " … ".join(span.of(article.text) for span in statement.cue)
    return cue if any(map(str.isalpha, cue)) else ""


def replaced_words(version: Article | Printing) -> str:
    """Return that a page was printed anew after this version of it; empty where the record has no later version."""
    if version.replaced_by is None:
        return ""
    if version.replaced is None:
        return "one version of several, which of them is the last is not known"
    return f"an earlier version, replaced on {day(version.replaced)}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun: "1 outlet", "2 outlets"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def counted(statement_count: int, articles: int, outlets: int) -> str:
    """Return by how many something is printed: "4 printings in 3 articles of 2 outlets"."""
    return f"{plural(statement_count, 'printing')} in {plural(articles, 'article')} of {plural(outlets, 'outlet')}"


def listed(names: Sequence[str], most: int = 5) -> str:
    """Return names as a sentence lists them, "A, B and C", those beyond the first ``most`` as a number."""
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def shortened(text: str, length: int = 90) -> str:
    """Return ``text`` on one line, cut at a word after at most ``length`` characters."""
    return shorten(text, length, placeholder=" …")


def state_of(entry: Entry) -> str:
    """Return what a correction in the log has come to."""
    if not entry.attached:
        return "unattached: the record holds no such statement"
    if not entry.counts:
        return "corrected again later"
    return "in effect" if entry.shows else "as noted"
