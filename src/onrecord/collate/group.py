"""Group: which passages are printings of one utterance.

Connected components do not do, since one stray link chains everything together. Labels spread from the longest
passages along the heaviest links instead (label propagation, Raghavan et al. 2007).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from onrecord.alignment import Tile, align, seeds_of
from onrecord.collate.match import REPEAT_DAYS, SAID_DAYS, same_name
from onrecord.collate.network import Network
from onrecord.collate.passages import Passage
from onrecord.model import Span

__all__ = ["Group", "groups"]

_ROUNDS = 10  # labels settle in three or four
_ADOPTED = 0.3  # of its words a passage must find in longer ones to start under their label

_NONE = -1  # no label yet
_NOBODY: Set[int] = frozenset()
_FEWEST = 2  # statements of a group
_JOINT = 4  # words in a row that two parts of one speech have in common, one at its end and one at its beginning

_Weights = list[dict[int, float]]


@dataclass(frozen=True, slots=True)
class Group:
    """The passages of one utterance, longest first.

    Set ``aside`` are those that hardly share anything with the rest, each with the reason; ``repeats`` are passages
    elsewhere that have most of its words, of the same speaker at another time.
    """

    passages: list[Passage]
    aside: Sequence[tuple[Passage, str]] = ()
    repeats: Sequence[Passage] = ()


def groups(passages: Iterable[Passage], run_words: int) -> Iterator[Group]:
    """Yield the groups of passages that print one utterance; only those of two statements or more."""
    network = Network(passages, run_words)
    weights, little, repeats = network.weights(), network.little(), network.repeats()
    order = sorted(range(len(weights)), key=lambda number: network.passages[number].rank)
    for labelled in _labelled(order, network.passages, weights):
        if len(labelled) == 1:
            continue
        for circle in _circles(labelled, network.passages, weights):
            for numbers in _connected(circle, weights):
                if len(numbers) == 1:
                    continue
                kept, aside = _parted(numbers, network, weights, little)
                members = sorted((network.passages[number] for number in kept), key=lambda member: member.rank)
                if len({_key(member) for member in members}) > 1:
                    again = sorted({other for one in kept for other in repeats.get(one, ())} - set(numbers))
                    yield Group(members, aside, [network.passages[number] for number in again])


def _parted(
    numbers: list[int], network: Network, weights: _Weights, little: Mapping[int, Set[int]]
) -> tuple[list[int], list[tuple[Passage, str]]]:
    """Return who stays in a group, and who is set aside, with the reason: hardly any of it is printed by the others.

    A statement of which something else stays does too, and one that goes on where another ends, or ends where another
    begins; so do the last two statements.
    """
    here, kept, aside = set(numbers), list(numbers), []
    for number in sorted(number for number in numbers if here & weights[number].keys() <= little.get(number, _NOBODY)):
        passage = network.passages[number]
        others = [network.passages[other] for other in sorted(here & weights[number].keys())]
        rest = {_key(network.passages[other]) for other in kept if other != number}
        if passage.transcript or _key(passage) in rest or len(rest) < _FEWEST:
            continue
        tiles = [(tile, other) for other in others for tile in _equal(passage, other)]
        if not any(_goes_on(tile, passage, other) for tile, other in tiles):
            kept.remove(number)
            longest = max((tile for tile, _ in tiles), key=lambda tile: tile.end - tile.start, default=None)
            words = " ".join(passage.words[longest.start : longest.end]) if longest else ""
            aside.append((passage, f"no more than “{words}” stands in another witness"))
    return kept, aside


def _equal(one: Passage, other: Passage) -> Iterator[Tile]:
    """Yield the stretches of equal words of two passages."""
    yield from (tile for tile in align(one.words, other.words, seeds_of(other.words)) if tile.same)


def _goes_on(tile: Tile, one: Passage, other: Passage) -> bool:
    """Whether equal words, four or more, end one passage and begin the other."""
    ends = tile.end == len(one.words) and tile.other_start == 0
    begins = tile.start == 0 and tile.other_end == len(other.words)
    return (ends or begins) and tile.end - tile.start >= _JOINT


def _key(passage: Passage) -> tuple[str, str]:
    return passage.article, passage.statement


def _labelled(order: list[int], passages: list[Passage], weights: _Weights) -> Iterable[list[int]]:
    """Return the numbers that end under one label, in ``order``."""
    label = [_NONE] * len(passages)
    stale = set(order)  # those who have neighbours that got another label since they were looked at
    for turn in range(_ROUNDS):
        for number in order if stale else ():
            if number not in stale:
                continue
            if turn:  # in the first one few have a label yet, so that all are looked at once more
                stale.remove(number)
            pull = _pull(weights[number], label)
            best = max(pull, key=lambda name: (pull[name], -name)) if len(pull) > 1 else next(iter(pull), number)
            enough = pull[label[number]] if turn else _ADOPTED * len(passages[number].words)
            chosen = best if pull[best] > enough else number if label[number] == _NONE else label[number]
            if label[number] != chosen:
                label[number] = chosen
                stale.update(weights[number])
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number in order:
        found[label[number]].append(number)
    return found.values()


def _pull(links: dict[int, float], label: list[int]) -> defaultdict[int, float]:
    """Return how much the links weigh to those under each label."""
    pull: defaultdict[int, float] = defaultdict(float)
    for other, weight in links.items():
        pull[label[other]] += weight
    pull.pop(_NONE, None)
    return pull


class _Circle:
    """Passages between which nothing stands: neither a name, nor a date, nor their places on one page."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self._names: set[frozenset[str]] = set()
        self._days = self._said = date.min.toordinal(), date.max.toordinal()  # those that pages give
        self._spans: defaultdict[str, list[Span]] = defaultdict(list)
        self._turns: list[Passage] = []

    def admits(self, passage: Passage) -> bool:
        """Whether nothing stands between a passage and those here."""
        if not all(same_name(passage.name, name) for name in self._names):
            return False
        if self._on_other_days(passage) or any(_told_apart(turn, passage) for turn in self._turns):
            return False
        return not any(passage.span.overlaps(span) for span in self._spans[passage.article])

    def add(self, number: int, passage: Passage) -> None:
        """Take a passage in."""
        self.numbers.append(number)
        self._names.add(passage.name)
        self._spans[passage.article].append(passage.span)
        self._turns += [passage] if passage.transcript else []
        if passage.days:
            self._days = _narrowed(self._days, passage.days)
        if passage.days and passage.dated:
            self._said = _narrowed(self._said, passage.days)

    def _on_other_days(self, passage: Passage) -> bool:
        """Whether a passage was said again, or printed before the rest was said."""
        if passage.days is None:
            return False
        first, last = _narrowed(self._days, passage.days)
        said_first, said_last = _narrowed(self._said, passage.days)
        again = first - last > REPEAT_DAYS or (passage.dated and said_first - said_last > SAID_DAYS)
        late = self._said[0] - passage.days[1], passage.days[0] - self._days[1] if passage.dated else 0
        return again or max(late) > SAID_DAYS


def _narrowed(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """Return the latest first day and the earliest last day."""
    return max(one[0], other[0]), min(one[1], other[1])


def _told_apart(turn: Passage, other: Passage) -> bool:
    """Whether a turn of a transcript is no utterance of another passage: a turn of its own, or of another day."""
    if turn.article == other.article:
        return True
    if turn.days is None or other.days is None:
        return False
    return other.days[1] < turn.days[0] - 1 or (other.transcript and other.days[0] > turn.days[1] + 1)


def _circles(labelled: list[int], passages: list[Passage], weights: _Weights) -> Iterator[list[int]]:
    """Part the passages under a label where speakers, dates or places on a page contradict each other.

    Each goes where it finds most of its words among those that it does not contradict: turns of transcripts first, then
    quotations, then what is reported, the longest first.
    """
    circles: list[_Circle] = []
    for number in sorted(labelled, key=lambda number: (not passages[number].transcript, not passages[number].whole)):
        open_to = [circle for circle in circles if circle.admits(passages[number])]
        if not open_to:
            open_to = [_Circle()]
            circles += open_to
        best = open_to[0]
        if len(open_to) > 1:
            best = max(open_to, key=lambda circle: sum(weights[number].get(other, 0.0) for other in circle.numbers))
        best.add(number, passages[number])
    return (circle.numbers for circle in circles)


def _connected(numbers: list[int], weights: _Weights) -> Iterator[list[int]]:
    """Yield the parts of ``numbers`` that links hold together."""
    left = set(numbers)
    for number in numbers:
        if number not in left:
            continue
        left.remove(number)
        part = [number]
        for one in part:
            near = left & weights[one].keys()
            left -= near
            part += sorted(near)
        yield part
