"""What is drawn beside its table: days of saying and printing on one line, and who speaks about whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.web.apparatus import Apparatus
from onrecord.web.wording import shortened

__all__ = ["PEOPLE", "Dot", "Line", "Network", "Tie", "Times", "lines_of", "network_of", "times_of"]

_WIDE = 1000  # units of a drawing; a unit is no unit of time
_EDGE = 24
_NEAR = 22  # units between two dots that can be told apart
_FIRST = 26  # units from the line to the first dot

PEOPLE = 12
"""Names on each side of a network."""

_ROW = 26  # units from name to name
_NAME_AT = (300, 700)  # where the names of both sides end and begin


@dataclass(frozen=True, slots=True)
class Line:
    """An utterance in time: the first day it can have been said on, and the days it was printed, as far as known."""

    apparatus: Apparatus
    said: date | None
    printed: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A place in a drawing, and the number or name that stands there."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A line from one place to another; ``weight`` from 1 to 4 is how strong it is."""

    path: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Times:
    """Days on a line at ``axis``: above it what was said, below it what was printed, by the number of the utterance."""

    said: tuple[Dot, ...]
    printed: tuple[Dot, ...]
    ties: tuple[Tie, ...]
    first: date
    last: date
    axis: float
    height: float
    width: int = _WIDE


@dataclass(frozen=True, slots=True)
class Network:
    """Somebody in the middle; on the left who speaks about them, on the right whom they speak about."""

    left: tuple[Dot, ...]
    right: tuple[Dot, ...]
    ties: tuple[Tie, ...]
    height: float
    width: int = _WIDE


def lines_of(utterances: Iterable[Apparatus]) -> list[Line]:
    """Return utterances in the order of the days they were said on, or else printed on, undated ones last."""
    lines = [Line(each, _said(each), _printed(each)) for each in utterances]
    return sorted(
        lines, key=lambda line: (line.said or min(line.printed, default=date.max), line.apparatus.utterance.id)
    )


def _said(apparatus: Apparatus) -> date | None:
    starts = [row.statement.when.start or row.statement.when.end for row in apparatus.rows if row.statement.when]
    return max((day for day in starts if day), default=None)


def _printed(apparatus: Apparatus) -> tuple[date, ...]:
    return tuple(sorted({row.article.published for row in apparatus.rows if row.article.published}))


def times_of(lines: Sequence[Line]) -> Times | None:
    """Return the drawing of utterances in time, numbered from 1 as in their table; ``None`` where no day is known."""
    days = [day for line in lines for day in (line.said, *line.printed) if day]
    if not days:
        return None
    first, last = min(days), max(days)
    span = max((last - first).days, 1)

    def at(day: date) -> float:
        return round(_EDGE + (day - first).days / span * (_WIDE - 2 * _EDGE), 1)

    said = _stacked([(at(line.said), number) for number, line in enumerate(lines, start=1) if line.said])
    printed = _stacked([(at(day), number) for number, line in enumerate(lines, start=1) for day in line.printed])
    up = max((level for _, level, _ in said), default=0) * _NEAR + _FIRST + 40
    above = tuple(Dot(x, up - _FIRST - level * _NEAR, str(number)) for x, level, number in said)
    below = tuple(Dot(x, up + _FIRST + 8 + level * _NEAR, str(number)) for x, level, number in printed)
    ties = tuple(_curve(one, other) for one in above for other in below if one.label == other.label)
    down = max((dot.y for dot in below), default=up) + 40
    return Times(above, below, ties, first, last, up, down)


def _stacked(dots: Iterable[tuple[float, int]]) -> list[tuple[float, int, int]]:
    """Return places with their level, the lowest at which nothing else stands near, and their number."""
    found: list[tuple[float, int, int]] = []
    for x, number in sorted(dots):
        taken = {level for other, level, _ in found if abs(other - x) < _NEAR}
        level = next(level for level in range(len(found) + 1) if level not in taken)
        found.append((x, level, number))
    return found


def _curve(one: Dot, other: Dot) -> Tie:
    middle = (one.y + other.y) / 2
    return Tie(f"M{one.x} {one.y} C{one.x} {middle} {other.x} {middle} {other.x} {other.y}")


def network_of(by: Sequence[tuple[str, int]], about: Sequence[tuple[str, int]]) -> Network | None:
    """Return the drawing of who speaks about somebody and whom they speak about, with how often, most often first."""
    sides = by[:PEOPLE], about[:PEOPLE]
    rows = max(map(len, sides))
    if not rows:
        return None
    height, most = rows * _ROW + 20.0, max(count for side in sides for _, count in side)
    middle = height / 2
    dots: list[tuple[Dot, ...]] = []
    ties: list[Tie] = []
    for side, x, ends in zip(sides, _NAME_AT, ((308, 400), (600, 692)), strict=True):
        top = middle - len(side) * _ROW / 2 + _ROW / 2
        dots.append(
            tuple(
                Dot(x, top + at * _ROW + 5, f"{shortened(name, 34)} ({count})") for at, (name, count) in enumerate(side)
            )
        )
        for at, (_, count) in enumerate(side):
            y = top + at * _ROW
            start, end = ((ends[0], y), (ends[1], middle)) if x < _WIDE / 2 else ((ends[0], middle), (ends[1], y))
            half = (start[0] + end[0]) / 2
            path = f"M{start[0]} {start[1]} C{half} {start[1]} {half} {end[1]} {end[0]} {end[1]}"
            ties.append(Tie(path, 1 + (4 * count - 1) // (most + 1)))
    return Network(dots[0], dots[1], tuple(ties), height)
