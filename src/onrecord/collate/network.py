"""Network: passages linked by the words they share, with the spliced ones cut."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.collate.match import Prints, alike, candidates, days_apart, fingerprints, may_be_one, short_wordings
from onrecord.collate.passages import Passage
from onrecord.collate.splice import Hull, hull, joint

__all__ = ["Network"]

_WEEK = 7.0  # days after which a link counts half
_NEARLY_ALL = 0.9  # of a passage's runs


class Network:
    """Passages and, for each, the passages that share words with it: ``links[one][other]`` counts the shared runs."""

    def __init__(self, passages: Iterable[Passage], run_words: int) -> None:
        self.passages: list[Passage] = sorted(passages, key=lambda passage: passage.rank)
        self._short = short_wordings(self.passages, run_words)
        self.prints: list[Prints] = list(fingerprints(self.passages, run_words, self._short))
        self.links: list[dict[int, int]] = [{} for _ in self.passages]
        self._run_words = run_words
        days = [passage.days[0] if passage.days else 0 for passage in self.passages]
        for one, other in candidates(self.prints, days):
            self._link(one, other)

    def _link(self, one: int, other: int) -> None:
        passage, against = self.passages[one], self.passages[other]
        if may_be_one(passage, against):
            runs, others = self.prints[one], self.prints[other]
            shared = len(runs.keys() & others.keys())
            if shared and alike(passage, against, shared, min(len(runs), len(others))):
                self.links[one][other] = self.links[other][one] = shared

    def weights(self, number: int) -> list[tuple[int, float]]:
        """Return what a passage's links count: shared² / shorter, less with the days between."""
        passage, length = self.passages[number], len(self.prints[number])
        found = []
        for other, shared in self.links[number].items():
            days = days_apart(passage, self.passages[other]) or 0
            found.append((other, shared * shared / min(length, len(self.prints[other])) / (1 + days / _WEEK)))
        return found

    def cut_splices(self) -> None:
        """Cut every passage at the joints that it alone prints, until none is left."""
        pending = list(range(len(self.passages)))
        while pending:
            joints = [(number, at) for number in pending if (at := self._joint(number))]
            pending = sorted({number for found in joints for number in self._cut(*found)})

    def _joint(self, number: int) -> int:
        """Return the word before which a passage is spliced, 0 if nowhere."""
        mine, links, words = self.prints[number], self.links[number], len(self.passages[number].words)
        whole = sum(shared > _NEARLY_ALL * len(mine) for shared in links.values())
        if len(links) - whole < max(4, 10 * whole):
            return 0  # too many print it whole: saves looking closer
        hulls: dict[tuple[str, str], Hull] = {}
        for other in links:
            against = self.passages[other]
            found = hull(mine, self.prints[other], self._run_words, (words, len(against.words)))
            witness = against.article, against.statement
            hulls[witness] = hulls[witness] | found if witness in hulls else found
        return joint(words, hulls.values())

    def _cut(self, number: int, at: int) -> list[int]:
        """Cut a passage before word ``at``; return the numbers of its parts and of all it was linked to."""
        passage, linked = self.passages[number], list(self.links[number])
        for other in linked:
            del self.links[other][number]
        parts = [passage.part(0, at), passage.part(at, len(passage.words))]
        first, second = fingerprints(parts, self._run_words, self._short)
        self.passages[number], self.prints[number], self.links[number] = parts[0], first, {}
        self.passages.append(parts[1])
        self.prints.append(second)
        self.links.append({})
        numbers = [number, len(self.passages) - 1]
        for other in linked:
            for one in numbers:
                self._link(one, other)
        return [*numbers, *linked]
