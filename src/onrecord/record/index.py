"""What the index of statements holds: the place of a statement in time, tags for what it is, the names that speak."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from onrecord.model import Article, Form, Stance, Statement
from onrecord.record.database import Database, Row
from onrecord.record.rows import content_text, statement_of
from onrecord.record.stored import article_at

__all__ = [
    "NUMBERS",
    "TAG",
    "UNDATED",
    "entry_of",
    "form_tag",
    "grams_of",
    "keep_entries",
    "key_of",
    "occasion_tag",
    "plain_word",
    "printed_tags",
    "reindexing",
    "stance_tag",
]

NUMBERS = 1 << 32
"""The key of a statement in the index is its day times this, plus its number: keys are in order of time."""

UNDATED = 4_000_000
"""The day of what has none: after every other."""

TAG = "\ue000"
"""The first character of every tag: private, so that no word of a page is one."""

_WORD = re.compile(r"[^\W_]+")


def entry_of(statement: Statement, number: int, article: Article) -> Row:
    """Return the row of the index for a statement: key, content, speaker, outlet, tags."""
    when = statement.when
    key = key_of((when and (when.start or when.end)) or article.published, number)
    words = content_text(statement, article.text)
    return (key, words, statement.speaker, article.outlet, _tags_of(statement, article))


def key_of(day: date | None, number: int = 0) -> int:
    """Return the key of a statement under a day: the first it can have been said on, else that of publication."""
    return (day.toordinal() if day else UNDATED) * NUMBERS + number


def keep_entries(database: Database, entries: list[Row]) -> None:
    """Put rows into the index, in the order of their keys: in any other FTS5 would write a segment for each."""
    database.run("INSERT INTO search (rowid, content, speaker, outlet, tags) VALUES (?, ?, ?, ?, ?)", sorted(entries))
    names = {name for _, _, speaker, outlet, _ in entries for name in (speaker, outlet) if name}
    words = {plain_word(found.group()) for name in names for found in _WORD.finditer(name)}
    database.run("INSERT INTO name_parts VALUES (?, ?) ON CONFLICT DO NOTHING", grams_of(words))


def _drop_entries(database: Database, entries: Iterable[Row]) -> None:
    """Take rows out of the index; they must be just those that went in, as the index holds no copy of the words."""
    sql = "INSERT INTO search (search, rowid, content, speaker, outlet, tags) VALUES ('delete', ?, ?, ?, ?, ?)"
    database.run(sql, entries)


@contextmanager
def reindexing(database: Database, articles: Iterable[int]) -> Iterator[None]:
    """Make the index agree with what is shown of articles, by their numbers, after the block has changed that."""
    numbers = sorted(set(articles))
    before = {row for number in numbers for row in _shown(database, number)}
    yield
    after = {row for number in numbers for row in _shown(database, number)}
    _drop_entries(database, sorted(before - after))
    keep_entries(database, list(after - before))


def _shown(database: Database, number: int) -> Iterator[Row]:
    article = article_at(database, number)
    for row in list(database.rows("SELECT * FROM shown WHERE article = ?", number)):
        yield entry_of(statement_of(row, article.id), row[0], article)


def _tags_of(statement: Statement, article: Article) -> str:
    """Return the tags of a statement: its stance, form and occasion, and the day, month and year it was printed."""
    tags = [stance_tag(statement.stance), form_tag(statement.form)]
    if statement.occasion:
        tags.append(occasion_tag(statement.occasion.kind))
    if article.published:
        iso = article.published.isoformat()
        tags += [_printed(iso[:length]) for length in (4, 7, 10)]
    return " ".join(tags)


def stance_tag(stance: Stance) -> str:
    """Return the tag of a stance."""
    return f"{TAG}s{stance.value}"


def form_tag(form: Form) -> str:
    """Return the tag of a form."""
    return f"{TAG}f{form.value}"


def occasion_tag(kind: str) -> str:
    """Return the tag of a kind of occasion, in hexadecimal digits: a kind may have blanks and marks."""
    return TAG + "o" + kind.encode("utf-8", "surrogatepass").hex()


def printed_tags(first: date, last: date) -> Iterator[str]:
    """Yield the fewest tags that stand for the days from ``first`` to ``last``: years, months, and days at the ends."""
    day = first
    while day <= last:
        month_end, year_end = _month_end(day), date(day.year, 12, 31)
        if (day.month, day.day) == (1, 1) and year_end <= last:
            yield _printed(day.isoformat()[:4])
            end = year_end
        elif day.day == 1 and month_end <= last:
            yield _printed(day.isoformat()[:7])
            end = month_end
        else:
            yield _printed(day.isoformat())
            end = day
        if end == date.max:
            return
        day = end + timedelta(days=1)


def _month_end(day: date) -> date:
    return date(day.year, 12, 31) if day.month == 12 else date(day.year, day.month + 1, 1) - timedelta(days=1)


def _printed(iso: str) -> str:
    return f"{TAG}p{iso.replace('-', '')}"


def plain_word(word: str) -> str:
    """Return a word as the index has it: small letters without accents."""
    return "".join(each for each in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(each))


def grams_of(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each run of three letters of each word, the ends marked by blanks, with the word."""
    for word in words:
        padded = f"  {word} "
        yield from {(padded[at : at + 3], word) for at in range(len(padded) - 2)}
