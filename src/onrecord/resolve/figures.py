"""Figures: the people and bodies a page names, each with everything the page tells of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.language.names import Gender
from onrecord.model import SpeakerKind
from onrecord.resolve.titles import Title

__all__ = ["Figure", "Roster"]


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody a page names.

    ``name`` is the fullest form without titles; ``mentions`` are first and last token of every place that names them,
    in text order; ``gender`` is what titles, roles and the forename tell; ``why`` is how a name that the page does not
    print in full is known.
    """

    name: str
    kind: SpeakerKind
    mentions: tuple[tuple[int, int], ...]
    titles: frozenset[Title] = frozenset()
    gender: Gender | None = None
    why: str = ""

    def last_before(self, token: int) -> int | None:
        """Return the last token of the latest mention that ends before ``token``."""
        number = bisect_left(self.mentions, (token, -1))
        while number and self.mentions[number - 1][1] >= token:
            number -= 1
        return self.mentions[number - 1][1] if number else None


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody a page names.

    ``at`` finds them by a token of their name; ``sentences``, ``lines``, ``quoted`` and ``reported`` tell for every
    token the number of its sentence, the number of its line, whether it stands in a quotation that is a statement, and
    whether in the content of one, quoted or not.
    """

    people: tuple[Figure, ...]
    bodies: tuple[Figure, ...]
    at: Mapping[int, Figure]
    sentences: Sequence[int] = ()
    lines: Sequence[int] = ()
    quoted: Sequence[bool] = ()
    reported: Sequence[bool] = ()
