"""Witnesses beside one of them: what the others print otherwise, more, less and elsewhere than the base does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.language import Printed, Turns, differing
from onrecord.model import Change, Span
from onrecord.text import fold, words
from onrecord.web.aligned import Stretch, differences, in_order
from onrecord.web.apparatus import Cell, Row
from onrecord.web.gaps import Gap

__all__ = ["against"]


def against(rows: Sequence[Row], base: Row) -> tuple[Row, ...]:
    """Return the rows with every cell compared to that of ``base``, which stands first.

    Places that the base does not print are ``more``; that neither prints them is no gap. Moved is what stands in
    another order than in the base. Accepted gap: of places that the base does not print the order is not compared.
    """
    turns = Turns.load()
    others = [row for row in rows if row.letter != base.letter]
    return tuple(_compared(row, base, turns) for row in (base, *others))


def _compared(row: Row, base: Row, turns: Turns) -> Row:
    ranks = {at: rank for rank, at in enumerate(base.order)}
    kept = in_order([ranks[at] for at in row.order if at in ranks])
    pairs = enumerate(zip(row.cells, base.cells, strict=True))
    cells = tuple(
        cell and _weighed(_cell(cell, other, moved=ranks.get(at, -1) not in {-1, *kept}), other, turns)
        for at, (cell, other) in pairs
    )
    gaps = tuple(gap if other else Gap.NONE for gap, other in zip(row.gaps, base.cells, strict=True))
    return replace(row, cells=cells, gaps=gaps)


def _cell(cell: Cell, base: Cell | None, *, moved: bool) -> Cell:
    if base is None:
        return replace(
            cell, change=Change.IDENTICAL, more=True, moved=False, stretches=(Stretch(cell.text, other=False),)
        )
    return replace(
        cell, change=_change(cell, base), more=False, moved=moved, stretches=differences(cell.text, base.text)
    )


def _weighed(cell: Cell, base: Cell | None, turns: Turns) -> Cell:
    if base is None or cell.change is not Change.REWORDED:
        return replace(cell, substantives=())
    own, other = (Printed(text, (Span(0, len(text)),), turns) for text in (cell.text, base.text))
    return replace(cell, substantives=tuple(differing(own, other)))


def _change(cell: Cell, base: Cell) -> Change:
    if cell.text == base.text:
        return Change.IDENTICAL
    if _plain(cell.text) == _plain(base.text):
        return Change.TYPOGRAPHY
    kept = {Change.PARAPHRASED, Change.BRACKETED, Change.TRANSLATED} & {cell.change, base.change}
    return next(iter(sorted(kept)), Change.REWORDED)


def _plain(text: str) -> list[str]:
    return [fold(word.folded) for word in words(text)]
