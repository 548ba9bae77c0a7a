"""Search in what was said: what a reader asks to an expression that no index of words can misread, and its answers.

Everything asked, words, names, filters and days, is one expression over one index whose keys are in order of time. It
is walked from the newest on and only as far as needed, so the time an answer takes hardly grows with the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import chain, islice

from onrecord.errors import EmptySearchError
from onrecord.model import Form, Stance
from onrecord.record.database import Database
from onrecord.record.fulltext import FullText
from onrecord.record.index import (
    UNDATED,
    form_tag,
    grams_of,
    key_of,
    occasion_tag,
    printed_tags,
    stance_tag,
)
from onrecord.record.plain import NUMBERS, TAG, plain_word, words_in

__all__ = ["Days", "Search", "instead", "matching", "unknown"]

Days = tuple[date | None, date | None]
"""First and last day, both included; ``None`` where it is open."""

_TERM = re.compile(r'"(?P<phrase>[^"]*)"(?P<phrase_star>\*?)|(?P<word>[^\s"*]+)(?P<word_star>\*?)')
_MARKS = str.maketrans("“”„«»\0" + TAG, '"""""' + "  ")
_STARRED = re.compile(r"[^\W_]{3}$")  # letters before a star; what begins with fewer is in every other statement
_RANKED = 200  # statements that are ranked, the newest of those that fit; older ones follow in order of time
_CLOSE = 0.75  # ratio of a name to what was typed: one letter of four may differ
_NEAR = 0.5  # ratio of a name that is worth naming, though nobody would take one for the other
_TRIED = 50  # names compared for one that is mistyped, those that share most runs of three letters
_NAMES = 5  # names taken for one that is mistyped
_DATED = (0, UNDATED * NUMBERS - 1)
_NO_DAY = (UNDATED * NUMBERS, (UNDATED + 1) * NUMBERS - 1)


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for in the record: statements to which all that is given applies.

    Attributes:
        words: what content, speaker and outlet hold, in whatever case; ``"a phrase"`` stands as it is, ``begin*`` is
            every word that begins so, with three letters or more.
        speaker: words of the speaker's name.
        outlet: words of the outlet's name.
        stance: what the speaker does with the content.
        form: how much of it is quoted.
        occasion: kind of occasion, such as ``interview``.
        said: days on which it was said; a statement has the first day it can have been said on, else that of its
            publication.
        printed: days on which the article was published.
    """

    words: str = ""
    speaker: str | None = None
    outlet: str | None = None
    stance: Stance | None = None
    form: Form | None = None
    occasion: str | None = None
    said: Days = (None, None)
    printed: Days = (None, None)


def matching(database: Database, search: Search, *, by_date: bool) -> Iterator[int]:
    """Yield the numbers of the statements that fit: best first, or by the day they were said.

    Best are those that have all words in what was said, then those with some in the name of speaker or outlet; of
    each the fewer words the better, the newest first among equals. Only the newest 200 are ranked.

    Accepted gap: how often a word is said in a statement, or on record, does not count.

    Raises:
        EmptySearchError: if there is nothing to search for, or too little before a star.
    """
    words, filters = _terms(database, search.words, ""), _filters(database, search)
    if not words and not filters and search.said == (None, None):
        raise EmptySearchError(
            f'nothing to search for in {search.words!r}: give a word, "a phrase" in quotation marks, begin* or a filter'
        )
    ranges, index = _ranges(search.said), database.words
    every = index.all_of(words + filters)
    if by_date or not words:
        found = _walk(database, every, ranges, newest=not by_date)
    else:
        said = index.within("content", index.all_of(words))
        tiers = [index.all_of([said, *filters])]
        if any(_may_be_name(database, typed) for typed in _typed(search.words)):
            tiers.append(index.but_not(every, said))
        found = chain.from_iterable(_ranked(database, _walk(database, tier, ranges, newest=True)) for tier in tiers)
    for key in found:
        yield key % NUMBERS


def instead(database: Database, search: Search) -> dict[str, tuple[str, ...]]:
    """Return, for each word that is not on record where it is looked for, the names that are looked for instead."""
    found: dict[str, tuple[str, ...]] = {}
    for text, column in ((search.words, ""), (search.speaker, "speaker"), (search.outlet, "outlet")):
        words = (each["word"] for each in _typed(text or "") if not each["word_star"])
        found |= {word: close for word in words if word and (close := _close(database, word, column))}
    return found


def unknown(database: Database, search: Search) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the words of a search that nothing on record has or nearly has where they are looked for.

    Each with the column it was looked for in, empty for all of them, and the names nearest to it, if any is near.
    """
    for text, column in ((search.words, ""), (search.speaker, "speaker"), (search.outlet, "outlet")):
        for word in (each["word"] for each in _typed(text or "") if each["word"] and not each["word_star"]):
            if not (_is_there(database, word, column) or _close(database, word, column)):
                near = (other for other in _nearest(database, plain_word(word), _NEAR) if column)
                yield word, column, tuple(islice((each for each in near if _is_there(database, each, column)), _NAMES))


def _typed(text: str) -> Iterator[re.Match[str]]:
    """Yield the terms of what was typed; one without a letter or digit counts for nothing."""
    typed = text.encode("utf-8", "replace").decode().translate(_MARKS)
    for found in _TERM.finditer(typed):
        if any(character.isalnum() for character in found["phrase"] or found["word"] or ""):
            yield found


def _terms(database: Database, text: str, column: str) -> list[str]:
    """Return the expressions for what was typed: all terms are wanted, each is taken literally.

    A phrase in quotation marks stays a phrase, a star asks for whatever begins so; a mark that is opened and never
    closed counts for nothing. For a word that is nowhere the names close to it are taken.

    Raises:
        EmptySearchError: if there is too little before a star.
    """
    terms: dict[str, None] = {}
    index = database.words
    for found in _typed(text):
        written = found["phrase"] or found["word"]
        star = bool(found["phrase_star"] or found["word_star"])
        if star and not _STARRED.search(written):
            raise EmptySearchError(
                f"nothing to search for in {found[0]!r}: give three letters or digits or more right before the star"
            )
        close = _close(database, written, column) if found["word"] and not star else ()
        words = [index.term(word) for word in close] or [index.term(written, starred=star)]
        terms[_within(index, column, index.any_of(words))] = None
    return list(terms)


def _within(index: FullText, column: str, expression: str) -> str:
    return index.within(column, expression) if column else expression


def _filters(database: Database, search: Search) -> list[str]:
    tags = [stance_tag(search.stance)] if search.stance else []
    tags += [form_tag(search.form)] if search.form else []
    tags += [occasion_tag(search.occasion)] if search.occasion else []
    filters = [database.words.term(tag) for tag in tags]
    if search.printed != (None, None):
        filters.append(database.words.any_of(map(database.words.term, _printed(database, search.printed))))
    for text, column in ((search.speaker, "speaker"), (search.outlet, "outlet")):
        filters += _terms(database, text or "", column)
    return filters


def _printed(database: Database, days: Days) -> Iterator[str]:
    """Yield the tags of the days of publication asked for that lie between the first and the last on record."""
    dated = "SELECT published FROM articles WHERE coalesce(published, '~') < '~' ORDER BY coalesce(published, '~')"
    ends = [database.one(f"{dated} {direction} LIMIT 1") for direction in ("ASC", "DESC")]
    first, last = (date.fromisoformat(end[0]) if end else date.min for end in ends)
    yield TAG  # stands for nothing, so that days without an article find nothing
    yield from printed_tags(max(days[0] or first, first), min(days[1] or last, last))


def _close(database: Database, word: str, column: str) -> tuple[str, ...]:
    """Return the names on record that are close to a word which is not: nearest first, none where it is."""
    plain = plain_word(word)
    if not plain.isalnum() or _is_there(database, plain, column):
        return ()
    close = _nearest(database, plain, _CLOSE)
    return tuple(islice((other for other in close if _is_there(database, other, column)), _NAMES))


def _nearest(database: Database, plain: str, least: float) -> list[str]:
    """Return the words of names that are like a word by a ratio of at least so much, nearest first."""
    parts = [part for part, _ in grams_of([plain])]
    rows = database.rows(
        f"""
        SELECT word FROM name_parts WHERE part IN ({", ".join("?" * len(parts))})
        GROUP BY word ORDER BY count(*) DESC, word LIMIT ?
        """,  # noqa: S608 - question marks
        *parts,
        _TRIED,
    )
    ratios = {other: SequenceMatcher(None, plain, other).ratio() for (other,) in rows}
    return sorted((other for other, ratio in ratios.items() if ratio >= least), key=lambda other: -ratios[other])


def _may_be_name(database: Database, typed: re.Match[str]) -> bool:
    """Whether a term may stand in the name of a speaker or outlet: looking for it there in vain takes long."""
    if typed["phrase_star"] or typed["word_star"] or (typed["word"] and not _is_there(database, typed["word"], "")):
        return True
    sql = "SELECT 1 FROM name_parts WHERE part = ? AND word = ?"
    return all(database.one(sql, f"  {word[0]}", word) for word in words_in(typed["phrase"] or typed["word"]))


def _is_there(database: Database, word: str, column: str) -> bool:
    expression = _within(database.words, column, database.words.term(word))
    return next(database.words.fitting(expression, 0, _NO_DAY[1], newest=False), None) is not None


def _ranges(said: Days) -> list[tuple[int, int]]:
    """Return the ranges of keys for days of saying; where none are asked for, the undated ones come last."""
    if said == (None, None):
        return [_DATED, _NO_DAY]
    first, last = said
    return [(key_of(first) if first else _DATED[0], key_of(last, NUMBERS - 1) if last else _DATED[1])]


def _walk(database: Database, expression: str, ranges: list[tuple[int, int]], *, newest: bool) -> Iterator[int]:
    """Yield the keys that fit, in order of time or of each range the newest first."""
    for low, high in ranges:
        yield from database.words.fitting(expression, low, high, newest=newest)


def _ranked(database: Database, keys: Iterator[int]) -> Iterator[int]:
    """Yield the first keys by how many words were said, the rest as they come."""
    first = list(islice(keys, _RANKED))
    yield from sorted(first, key=database.words.lengths(first).__getitem__)
    yield from keys
