"""Match: which pairs of passages that share words may print one utterance.

All rules take pairs as two arrays of passage numbers, and answer for every pair.
"""

from __future__ import annotations

import numpy as np

from onrecord.alignment import same_name
from onrecord.collate.columns import Bools, Columns, Ints

__all__ = ["REPEAT_DAYS", "alike", "days_apart", "may_be_one", "same_name"]

REPEAT_DAYS = 60
"""Farther apart, the same words were said again."""

UNKNOWN = -1

_CLOSE_DAYS = 7  # so near that one occasion is likely
_SHORTEST = 3  # words of a quotation that can be told from others
_RUNS = 3  # shared runs that are more than a phrase
_FEW_RUNS = 2  # the same, where speaker and day speak for it and half of the shorter passage's runs are shared
_RUNS_INDIRECT = 4  # the same, where reported words of an unknown speaker are concerned
_SHARE = 0.1  # of the shorter passage's runs
_SHARE_INDIRECT = 0.5  # the same, where both are reported speech: pages share titles and names in their own words
_SHARE_FAR = 0.3  # the same, where neither speaker nor day speaks for it


def days_apart(columns: Columns, one: Ints, other: Ints) -> Ints:
    """Return the days between two sayings at the least; -1 where one is not dated."""
    apart = np.maximum(columns.first[one] - columns.last[other], columns.first[other] - columns.last[one])
    return np.where(columns.dated[one] & columns.dated[other], np.maximum(apart, 0), UNKNOWN)


def may_be_one(columns: Columns, one: Ints, other: Ints) -> Bools:
    """Whether nothing but the words could tell two passages apart: speaker, day, nesting and place on the page."""
    over = (columns.start[one] < columns.end[other]) & (columns.start[other] < columns.end[one])
    same_words = (columns.article[one] == columns.article[other]) & over
    told_apart: Bools = same_words | (columns.statement[one] == columns.statement[other])
    told_apart |= (columns.nested[one] != columns.nested[other]) & ~_named(columns, one, other)
    told_apart |= days_apart(columns, one, other) > REPEAT_DAYS
    told_apart |= _by_transcript(columns, one, other) | _by_transcript(columns, other, one)
    may: Bools = ~told_apart & _same_names(columns, one, other)
    return may


def _by_transcript(columns: Columns, one: Ints, other: Ints) -> Bools:
    """Whether the first is a transcript that tells the two apart.

    So it does its own turns, those of another day, and what was printed before anybody had spoken.
    """
    same_page = columns.article[one] == columns.article[other]
    before = columns.last[other] < columns.first[one] - 1  # a day may have ended elsewhere
    after = columns.transcript[other] & (columns.first[other] > columns.last[one] + 1)
    dated = columns.dated[one] & columns.dated[other]
    apart: Bools = columns.transcript[one] & (same_page | (dated & (before | after)))
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


def alike(columns: Columns, one: Ints, other: Ints, shared: Ints, shorter: Ints) -> Bools:
    """Whether ``shared`` runs out of the ``shorter`` passage's are enough for the same words.

    A quotation too short for three runs must stand whole in the other, and speaker or day must speak for it; both
    must for one of three words. Where both do, half of such a quotation is enough.
    """
    known = _named(columns, one, other)
    told = columns.indirect[one] | columns.indirect[other]
    apart = days_apart(columns, one, other)
    close = (apart != UNKNOWN) & (apart <= _CLOSE_DAYS)
    both_told = columns.told[one] & columns.told[other]
    share = np.where(both_told, _SHARE_INDIRECT, np.where(known | close, _SHARE, _SHARE_FAR))
    enough = (shared >= np.where(told & ~known, _RUNS_INDIRECT, _RUNS)) & (shared >= share * shorter)
    least = np.minimum(columns.words[one], columns.words[other]) <= _SHORTEST
    whole = ~told & (shared < _RUNS) & (shared == shorter)
    half = ~told & known & close & (shared >= _FEW_RUNS) & (2 * shared >= shorter)
    short: Bools = enough | half | (whole & np.where(least, known & close, known | close))
    return short
