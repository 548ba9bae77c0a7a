"""Text made safe to look at: what steers a terminal, turns the order of characters or hides is shown, not obeyed."""

from __future__ import annotations

import re

__all__ = ["visible"]

# C0 and C1 controls but tab and line feed, line and paragraph separators, every bidirectional control, lone surrogates,
# and what has no width. The two joiners stay: they shape letters and signs.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    "\u180e\u200b\u2060-\u2064\ufeff]"
)


def visible(text: str) -> str:
    """Return ``text`` with every steering character replaced by its number, as ``‹U+202E›``."""
    return _STEERING.sub(lambda found: f"‹U+{ord(found.group()):04X}›", text)
