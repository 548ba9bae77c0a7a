"""Scores of words → attributions: the best sequence of roles, its runs, and which run belongs to which."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.weights import Pointing

__all__ = ["ROLES", "Attribution", "Run", "best_roles", "join", "runs_of"]

ROLES = ("O", "B-content", "I-content", "B-cue", "I-cue", "B-source", "I-source")
# Least share of a run's pointing that must fall on another for the two to belong together.
LEAST = 0.15

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words ``first`` to ``last`` (included) of one role, and how sure the words are of it (0 to 1)."""

    role: str
    first: int
    last: int
    certainty: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """The runs of one statement; ``cue`` and ``source`` may be missing."""

    content: tuple[Run, ...]
    cue: Run | None
    source: Run | None
    certainty: float


def best_roles(scores: Floats, moves: Floats, opening: Floats) -> NDArray[np.int64]:
    """Return the best role of every word (Viterbi); ``scores`` [words, roles], ``moves`` [from, to].

    Where one role leads by more than any moves could make up for, it is taken as it stands; only the words between
    such ones are searched.
    """
    ordered = np.partition(scores, -2, axis=1)
    free = ordered[:, -1] - ordered[:, -2] <= 2 * (moves.max() - moves.min()) + np.ptp(opening)
    best: NDArray[np.int64] = scores.argmax(1)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], free, [False]])))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        first = moves[best[start - 1]] if start else opening
        last = moves[:, best[end]] if end < len(scores) else 0
        best[start:end] = _best_path(scores[start:end], moves, first, last)
    return best


def _best_path(scores: Floats, moves: Floats, first: Floats, last: Floats | int) -> NDArray[np.int64]:
    """The best roles of neighbouring words, with the scores of moving to the ``first`` and on from the ``last``."""
    count = len(scores)
    back = np.zeros((count, scores.shape[1]), np.int64)
    ahead = first + scores[0]
    for at in range(1, count):
        paths = ahead[:, None] + moves
        back[at] = paths.argmax(0)
        ahead = paths.max(0) + scores[at]
    best = np.zeros(count, np.int64)
    best[-1] = (ahead + last).argmax()
    for at in range(count - 1, 0, -1):
        best[at - 1] = back[at, best[at]]
    return best


def runs_of(roles: NDArray[np.int64], chances: Floats) -> list[Run]:
    """Return the runs of a role sequence; a run that does not open with B is taken as it is."""
    runs: list[Run] = []
    start = 0
    kinds = {role[2:] for role in ROLES[1:]}
    sure = {kind: chances[:, [role.endswith(kind) for role in ROLES]].sum(1) for kind in kinds}
    for at in range(1, len(roles) + 1):
        if at < len(roles) and roles[at] == _inner(roles[at - 1]) and roles[at] != 0:
            continue
        if roles[start] != 0:
            kind = ROLES[roles[start]][2:]
            runs.append(Run(kind, start, at - 1, float(sure[kind][start:at].mean())))
        start = at
    return runs


def _inner(role: int) -> int:
    """The role that goes on with ``role``."""
    return int(role) + 1 if ROLES[role].startswith("B") else int(role)


def join(runs: Sequence[Run], pointing: Pointing) -> list[Attribution]:
    """Join contents with the cue their words point to, and cues with the source theirs point to."""
    cues = [run for run in runs if run.role == "cue"]
    sources = [run for run in runs if run.role == "source"]
    contents: dict[Run | None, list[Run]] = {}
    chance: dict[Run, float] = {}
    made: list[Attribution] = []
    for run in runs:
        if run.role == "content":
            cue, chance[run] = _target(run, cues, pointing)
            if cue is None:
                made.append(Attribution((run,), None, None, run.certainty * 0.5))
            else:
                contents.setdefault(cue, []).append(run)
    for cue, parts in contents.items():
        if cue is not None:
            source, share = _target(cue, sources, pointing)
            sure = min(part.certainty for part in parts) * cue.certainty * min(chance[part] for part in parts)
            made.append(Attribution(tuple(parts), cue, source, sure * (share if source else 1 - share)))
    return sorted(made, key=lambda one: one.content[0].first)


def _first(run: Run) -> int:
    return run.first


def _last(run: Run) -> int:
    return run.last


def _target(run: Run, others: Sequence[Run], pointing: Pointing) -> tuple[Run | None, float]:
    """The run among ``others`` that the words of ``run`` point to most, and the share of pointing that falls on it."""
    shares = np.zeros(len(others))
    for _, base, rows in pointing.of(run.first, run.last + 1):
        chances = rows.sum(0)
        near = bisect_left(others, base, key=_last), bisect_left(others, base + len(chances), key=_first)
        for number in range(*near):
            other = others[number]
            shares[number] += chances[max(other.first - base, 0) : other.last + 1 - base].sum()
    if not len(others) or shares.max() < LEAST * (run.last + 1 - run.first):
        return None, float(shares.max() / (run.last + 1 - run.first)) if len(others) else 0.0
    best = int(shares.argmax())
    return others[best], float(shares[best] / (run.last + 1 - run.first))
