"""How findings name outlets and quote words."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["listed", "quoted"]

_LONGEST = 90  # characters of a quotation in a sentence
_MOST = 3  # outlets named before the rest is counted
_MARK = re.compile('["“”„«»]')
_OPENS = re.compile('(?:^|(?<=[\\s(\\[—–-]))"(?=\\S)|[“„«]')


def quoted(text: str) -> str:
    """Return ``text`` in one pair of quotation marks, cut at a word if it is long.

    Marks at its ends fall, those inside become single ones; one that is alone falls too.
    """
    flat = " ".join(text.split())
    if len(flat) > _LONGEST:
        flat = flat[:_LONGEST].rpartition(" ")[0] + " …"
    return f"“{_singly_marked(flat)}”"


def _singly_marked(text: str) -> str:
    """``text`` with single marks for its pairs of double ones, without a pair around it all and without lone ones."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for found in _MARK.finditer(text):
        if _OPENS.match(text, found.start()):
            waiting.append(found.start())
        elif waiting:
            pairs[waiting.pop()] = found.start()
    around = {at for at in pairs.items() if at[0] == 0 and not text[at[1] + 1 :].strip()}
    kept = {start: "‘" for start, end in pairs.items() if (start, end) not in around}
    kept |= {end: "’" for start, end in pairs.items() if start in kept}
    return _MARK.sub(lambda found: kept.get(found.start(), ""), text).strip()


def listed(names: Iterable[str], most: int = _MOST) -> str:
    """Return names as a list in words, each once: "A", "A and B", after ``most`` of them "A, B, C and 4 more"."""
    distinct = list(dict.fromkeys(names))
    if len(distinct) > most:
        distinct = [*distinct[:most], f"{len(distinct) - most} more"]
    *before, last = distinct
    return f"{', '.join(before)} and {last}" if before else last
