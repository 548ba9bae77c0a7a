"""Match: which passages share words.

Fingerprints are rows (run, passage), so that matching is a join of the table with itself on ``run``; here it is done
in memory. Every run's passages are linked, longest first, to a fixed number of neighbours: the work grows with the
number of rows, and no run is too popular to be looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import blake2b

from onrecord.alignment import EDITORIAL, same_name
from onrecord.collate.passages import Passage

__all__ = [
    "REPEAT_DAYS",
    "Prints",
    "alike",
    "candidates",
    "days_apart",
    "fingerprints",
    "may_be_one",
    "same_name",
    "short_wordings",
]

_NEXT = 12  # neighbours in length that a passage is linked to for a run
_LONGEST = 4  # and the longest ones of the run
_BASE = 1_000_003
_MODULUS = (1 << 61) - 1

REPEAT_DAYS = 60
"""Farther apart, the same words were said again."""

_CLOSE_DAYS = 7  # so near that one occasion is likely
_SHORTEST = 3  # words of a quotation that can be told from others
_RUNS = 3  # shared runs that are more than a phrase
_RUNS_INDIRECT = 4  # the same, where reported words of an unknown speaker are concerned
_SHARE = 0.1  # of the shorter passage's runs
_SHARE_INDIRECT = 0.3  # the same, where both are reported speech

Prints = dict[int, int]
"""Hash of a run of words → the first place in the passage where it starts."""


class _Codes(dict[str, int]):
    """A code for each word, the same in every process and on every machine."""

    def __missing__(self, word: str) -> int:
        digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        code = self[word] = int.from_bytes(digest, "big") % _MODULUS
        return code


def short_wordings(passages: Iterable[Passage], run_words: int) -> frozenset[tuple[str, ...]]:
    """Return the wordings of three words or more that are shorter than a run."""
    found = {passage.words for passage in passages if _SHORTEST <= len(passage.words) < run_words}
    return frozenset(wording for wording in found if EDITORIAL not in wording)


def fingerprints(
    passages: Iterable[Passage], run_words: int, short: Collection[tuple[str, ...]] = ()
) -> Iterator[Prints]:
    """Yield the fingerprints of each passage: a rolling hash of every run of ``run_words`` words.

    The ``short`` wordings count as runs wherever they are printed.
    """
    codes = _Codes()
    oldest = pow(_BASE, run_words - 1, _MODULUS)
    sizes = sorted({len(wording) for wording in short})
    for passage in passages:
        prints: Prints = {}
        numbers = [codes[word] for word in passage.words]
        value = 0
        for number in numbers[: run_words - 1]:
            value = (value * _BASE + number) % _MODULUS
        for at, (number, gone) in enumerate(zip(numbers[run_words - 1 :], numbers, strict=False)):
            value = (value * _BASE + number) % _MODULUS
            prints.setdefault(value, at)
            value -= gone * oldest
        for size in sizes:
            for at, wording in enumerate(zip(*(passage.words[shift:] for shift in range(size)), strict=False)):
                if wording in short:
                    prints.setdefault(codes[" ".join(wording)], at)
        yield prints


def candidates(prints: Sequence[Prints], days: Sequence[int]) -> set[tuple[int, int]]:
    """Return pairs of passages, by number, that share a run.

    ``prints`` stand longest passage first, ``days`` say when each was said at the earliest. Of the n passages that
    share a run each is paired with the next 12 and the 4 longest, and so once more among those of its week where they
    are many: at most 32 n pairs instead of n² / 2, and words said again every week do not crowd each other out.
    """
    sharing: defaultdict[int, list[int]] = defaultdict(list)
    for number, runs in enumerate(prints):
        for run in runs:
            sharing[run].append(number)
    pairs: set[tuple[int, int]] = set()
    for found in {tuple(numbers) for numbers in sharing.values() if len(numbers) > 1}:
        pairs.update(_neighbours(found))
        if len(found) > _NEXT + _LONGEST:
            weeks: defaultdict[int, list[int]] = defaultdict(list)
            for number in found:
                weeks[days[number] // 7].append(number)
            for week in weeks.values() if len(weeks) > 1 else ():
                pairs.update(_neighbours(week))
    return pairs


def _neighbours(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield each number with the next ones and with the first ones."""
    for at, one in enumerate(numbers):
        for other in numbers[at + 1 : at + 1 + _NEXT]:
            yield one, other
        for longest in numbers[: min(at, _LONGEST)]:
            yield longest, one


def days_apart(one: Passage, other: Passage) -> int | None:
    """Return the days between two sayings at the least; ``None`` where one is not dated."""
    if one.days is None or other.days is None:
        return None
    return max(0, one.days[0] - other.days[1], other.days[0] - one.days[1])


def may_be_one(one: Passage, other: Passage) -> bool:
    """Whether nothing but the words could tell two passages apart: speaker, day, nesting and place on the page."""
    if one.article == other.article and (one.statement == other.statement or one.span.overlaps(other.span)):
        return False
    if not same_name(one.name, other.name):
        return False
    if one.nested != other.nested and not (one.name and other.name):
        return False
    return (days_apart(one, other) or 0) <= REPEAT_DAYS


def alike(one: Passage, other: Passage, shared: int, shorter: int) -> bool:
    """Whether ``shared`` runs out of the ``shorter`` passage's are enough for the same words.

    A quotation too short for three runs must stand whole in the other, and speaker or day must speak for it; both
    must for one of three words.
    """
    known = bool(one.name and other.name)
    if one.indirect or other.indirect:
        share = _SHARE_INDIRECT if one.indirect and other.indirect else _SHARE
        return shared >= (_RUNS if known else _RUNS_INDIRECT) and shared >= share * shorter
    if shared >= _RUNS:
        return shared >= _SHARE * shorter
    apart = days_apart(one, other)
    close = apart is not None and apart <= _CLOSE_DAYS
    least = min(len(one.words), len(other.words)) <= _SHORTEST
    return shared == shorter and ((known and close) if least else (known or close))
