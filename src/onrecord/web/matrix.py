"""Who prints which utterance, and how: outlets beside one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model import Change
from onrecord.web.apparatus import Apparatus, Row

__all__ = ["Coverage", "Manner", "manner_of", "matrix_of"]

_CUT = {Change.TRIMMED, Change.ELIDED, Change.SPLICED}


@dataclass(frozen=True, slots=True)
class Manner:
    """How an outlet prints an utterance: a sign, a word, and the row of its best printing."""

    sign: str
    word: str
    row: Row


@dataclass(frozen=True, slots=True)
class Coverage:
    """An utterance and how each outlet prints it; ``None`` for those that do not."""

    apparatus: Apparatus
    manners: tuple[Manner | None, ...]


def matrix_of(utterances: Sequence[Apparatus], most: int = 1_000) -> tuple[list[str], list[Coverage]]:
    """Return outlets in order of the alphabet, of more than ``most`` those that print most, and a row an utterance."""
    counts = Counter(name for each in utterances for name in each.outlets)
    outlets = sorted(name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most])
    return outlets, [Coverage(each, tuple(_manner(each.rows, name) for name in outlets)) for each in utterances]


def _manner(rows: Iterable[Row], outlet: str) -> Manner | None:
    own = [manner_of(row) for row in rows if row.article.printed_by == outlet]
    return min(own, key=lambda manner: "●◐≈".index(manner.sign), default=None)


def manner_of(row: Row) -> Manner:
    """Return how a witness prints an utterance: quoted, in part, or paraphrased."""
    if Change.PARAPHRASED in row.changes:
        return Manner("≈", "paraphrased", row)
    return Manner("◐", "in part", row) if _CUT & set(row.changes) else Manner("●", "quoted", row)
