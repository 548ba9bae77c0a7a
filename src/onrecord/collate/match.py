"""Match: which pairs of passages that share words may print one utterance.

All rules take pairs as two arrays of passage numbers, and answer for every pair.
"""

from __future__ import annotations

import numpy as np

from onrecord.alignment import same_name
from onrecord.collate.columns import Bools, Columns, Floats, Ints
from onrecord.collate.strands import Pairs

__all__ = [
    "REPEAT_DAYS",
    "SAID_DAYS",
    "alike",
    "are_short",
    "days_apart",
    "may_be_one",
    "said_again",
    "same_name",
    "tell_enough",
]

REPEAT_DAYS = 60
"""Farther apart, the same words were said again."""

SAID_DAYS = 7
"""The same, where pages say on which day: what they say of one saying may be days apart, for a day is often guessed."""

UNKNOWN = -1

_CLOSE_DAYS = 7  # so near that one occasion is likely
_SHORTEST = 3  # words of a quotation that can be told from others
_SHORT = 12  # words of a quotation with few runs
_RUNS = 3  # shared runs that are more than a phrase
_FEW_RUNS = 2  # the same, where speaker and day speak for it and half of the shorter passage's runs are shared
_RUNS_INDIRECT = 4  # the same, where reported words of an unknown speaker are concerned
_TELLING, _TELLING_UNKNOWN = 1.0, 2.0  # shared runs, by how few say them, that are more than a set phrase
_SHARE = 0.1  # of the shorter passage's runs
_SHARE_INDIRECT = 0.5  # the same, where both are reported speech: pages share titles and names in their own words
_SHARE_FAR = 0.3  # the same, where neither speaker nor day speaks for it


def days_apart(columns: Columns, one: Ints, other: Ints) -> Ints:
    """Return the days between two sayings at the least; -1 where one is not dated."""
    apart = np.maximum(columns.first[one] - columns.last[other], columns.first[other] - columns.last[one])
    return np.where(columns.known[one] & columns.known[other], np.maximum(apart, 0), UNKNOWN)


def may_be_one(columns: Columns, one: Ints, other: Ints) -> Bools:
    """Whether nothing but the words could tell two passages apart: speaker, day, nesting and place on the page."""
    over = (columns.start[one] < columns.end[other]) & (columns.start[other] < columns.end[one])
    same_words = (columns.article[one] == columns.article[other]) & over
    told_apart: Bools = same_words | (columns.statement[one] == columns.statement[other])
    told_apart |= (columns.nested[one] != columns.nested[other]) & ~_named(columns, one, other)
    apart, both_dated = days_apart(columns, one, other), columns.dated[one] & columns.dated[other]
    told_apart |= apart > np.where(both_dated, SAID_DAYS, REPEAT_DAYS)
    told_apart |= _not_yet_said(columns, one, other) | _not_yet_said(columns, other, one)
    told_apart |= _by_transcript(columns, one, other) | _by_transcript(columns, other, one)
    may: Bools = ~told_apart & _same_names(columns, one, other)
    return may


def said_again(columns: Columns, one: Ints, other: Ints) -> Bools:
    """Whether two passages are quotations of what may be one speaker, of two times as far as pages tell."""
    told = columns.told[one] | columns.told[other] | (columns.article[one] == columns.article[other])
    same = _same_names(columns, one, other) & ~(columns.described[one] | columns.described[other])
    again: Bools = ~told & same & (days_apart(columns, one, other) > SAID_DAYS)
    return again


def _not_yet_said(columns: Columns, one: Ints, other: Ints) -> Bools:
    """Whether a page says that the first was said after the other had been.

    A transcript is sure of its day, though a day may have ended elsewhere.
    """
    known = columns.known[one] & columns.known[other]
    late = np.where(columns.transcript[one], 1, SAID_DAYS)
    later: Bools = known & columns.dated[one] & (columns.first[one] > columns.last[other] + late)
    return later


def _by_transcript(columns: Columns, one: Ints, other: Ints) -> Bools:
    """Whether the first is a transcript that tells the two apart: its own turns, and those of another day."""
    same_page = columns.article[one] == columns.article[other]
    after = columns.transcript[other] & (columns.first[other] > columns.last[one] + 1)
    known = columns.known[one] & columns.known[other]
    apart: Bools = columns.transcript[one] & (same_page | (known & after))
    return apart


def _same_names(columns: Columns, one: Ints, other: Ints) -> Bools:
    """Whether the speakers of each pair may be one."""
    here, there = columns.name[one], columns.name[other]
    same: Bools = (here == there) | ~_named(columns, one, other)
    left = np.flatnonzero(~same)
    pairs, at = np.unique(here[left] * len(columns.names) + there[left], return_inverse=True)
    names = [divmod(pair, len(columns.names)) for pair in pairs.tolist()]
    same[left] = np.array([same_name(columns.names[a], columns.names[b]) for a, b in names], dtype=np.bool_)[at]
    return same


def _named(columns: Columns, one: Ints, other: Ints) -> Bools:
    """Whether both have a speaker with a name."""
    return (columns.name[one] > 0) & (columns.name[other] > 0)


def alike(columns: Columns, pairs: Pairs, shorter: Ints, reported: Bools) -> Bools:
    """Whether the runs that pairs share, out of the ``shorter`` passage's, are enough for the same words.

    ``reported`` tells where a page's own words are compared with a page's own words.
    A quotation too short for three runs must stand whole in the other, and speaker or day must speak for it; both
    must for one of three words. Where both do, half of such a quotation is enough.
    """
    one, other, shared = pairs.one, pairs.other, pairs.shared
    known, close = _named(columns, one, other), _close(columns, one, other)
    told = columns.indirect[one] | columns.indirect[other]
    share = np.where(reported, _SHARE_INDIRECT, np.where(known | close, _SHARE, _SHARE_FAR))
    enough = (shared >= np.where(told & ~known, _RUNS_INDIRECT, _RUNS)) & (shared >= share * shorter)
    least = np.minimum(columns.words[one], columns.words[other]) <= _SHORTEST
    whole = ~told & (shared < _RUNS) & (shared == shorter)
    half = ~told & known & close & (shared >= _FEW_RUNS) & (2 * shared >= shorter)
    short: Bools = enough | half | (whole & np.where(least, known & close, known | close))
    return short


def tell_enough(columns: Columns, pairs: Pairs, telling: Floats, quotations: Bools) -> Bools:
    """Whether what pairs with reported words share is more than a set phrase ("interference in the election").

    ``telling`` counts the runs that they share, each the less the more speakers say it. So much is wanted where both
    speakers are known, more where not, and less of ``quotations`` of one week; but half of what they share is enough.
    """
    one, other = pairs.one, pairs.other
    least = np.where(_named(columns, one, other), _TELLING, _TELLING_UNKNOWN)
    least = np.minimum(least, pairs.shared / 2)
    enough: Bools = telling >= np.where(quotations & _are_of_one_week(columns, one, other), least / 2, least)
    return enough


def are_short(columns: Columns, one: Ints, other: Ints) -> Bools:
    """Whether both are quotations, one of them short, of one speaker within a week: a word more or less counts little.

    Such pairs have few runs to share, or none but one behind a word that was left out.
    """
    told = columns.told[one] | columns.told[other]
    few = np.minimum(columns.words[one], columns.words[other]) <= _SHORT
    return ~told & few & _are_of_one_week(columns, one, other)


def _are_of_one_week(columns: Columns, one: Ints, other: Ints) -> Bools:
    """Whether both have a speaker with a name and were said within a week, as far as is known."""
    return _named(columns, one, other) & _close(columns, one, other)


def _close(columns: Columns, one: Ints, other: Ints) -> Bools:
    apart = days_apart(columns, one, other)
    close: Bools = (apart != UNKNOWN) & (apart <= _CLOSE_DAYS)
    return close
