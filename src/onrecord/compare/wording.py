"""How findings name outlets and quote words."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["listed", "quoted"]

_LONGEST = 90  # characters of a quotation in a sentence
_MOST = 3  # outlets named before the rest is counted


def quoted(text: str) -> str:
    """Return ``text`` in quotation marks, cut at a word if it is long."""
    flat = " ".join(text.split())
    if len(flat) > _LONGEST:
        flat = flat[:_LONGEST].rpartition(" ")[0] + " …"
    return f"“{flat}”"


def listed(names: Iterable[str], most: int = _MOST) -> str:
    """Return names as a list in words, each once: "A", "A and B", after ``most`` of them "A, B, C and 4 more"."""
    distinct = list(dict.fromkeys(names))
    if len(distinct) > most:
        distinct = [*distinct[:most], f"{len(distinct) - most} more"]
    *before, last = distinct
    return f"{', '.join(before)} and {last}" if before else last
