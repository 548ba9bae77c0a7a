"""Pinned floors: a figure may rise, and falls only with a written reason.

``floors.json`` holds for every corpus the SHA-256 of its bytes, the floors, the reasons for lowering, and short hashes
of the items the last accepted run found, so that a report can say which were gained and lost.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["FLOORS", "Result", "accept", "gains_and_losses", "violations"]

FLOORS = Path(__file__).with_name("floors.json")
# Two processors round the reader's sums differently, which turns a word in some thousands: as far, or by one item of a
# small corpus, a figure may lie under its floor. On one processor runs do not differ.
EPSILON = 0.003


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one corpus, the items found in it (key → a text to show), and lines on what was missed."""

    corpus: str
    sha256: str
    figures: Mapping[str, float]
    found: Mapping[str, str] = field(default_factory=dict)
    missed: tuple[str, ...] = ()


def _load() -> dict[str, Any]:
    return json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def _short(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:8]


def violations(result: Result) -> list[str]:
    """Return a line for every floor a result falls under, or one line if the corpus is not the pinned one."""
    pinned = _load().get(result.corpus)
    if pinned is None:
        return [f"{result.corpus}: no floors are pinned; run `python -m bench --accept`"]
    if pinned["sha256"] != result.sha256:
        return [f"{result.corpus}: the corpus changed ({result.sha256[:12]}…); look at it, then pin it anew"]
    slack = max(EPSILON, 1 / len(pinned["found"]) if pinned["found"] else 0.0)
    return [
        f"{result.corpus}: {name} is {result.figures.get(name, 0.0):.4f}, its floor {floor:.4f}"
        for name, floor in pinned["floors"].items()
        if result.figures.get(name, 0.0) < floor - slack
    ]


def gains_and_losses(result: Result) -> tuple[list[str], list[str]]:
    """Return texts of items found now and not in the accepted run, and hashes of those found then and not now."""
    before = set(_load().get(result.corpus, {}).get("found", []))
    now = {_short(key): text for key, text in result.found.items()}
    return [now[key] for key in sorted(set(now) - before)], sorted(before - set(now))


def accept(results: Iterable[Result], reason: str | None) -> list[str]:
    """Pin the figures as new floors; return what stands against it: a figure that falls without a ``reason``."""
    pinned = _load()
    refused = [line for result in results if result.corpus in pinned for line in violations(result)]
    if refused and not reason:
        return refused
    for result in results:
        old = pinned.get(result.corpus, {})
        falls = bool(reason and result.corpus in pinned and violations(result))
        kept = {} if falls else old.get("floors", {})
        reasons = [*old.get("reasons", []), *([reason] if falls and reason else [])]
        pinned[result.corpus] = {
            "sha256": result.sha256,
            "floors": {name: round(max(value, kept.get(name, 0.0)), 4) for name, value in result.figures.items()},
            "reasons": reasons,
            "found": sorted(_short(key) for key in result.found),
        }
    FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
    return []
