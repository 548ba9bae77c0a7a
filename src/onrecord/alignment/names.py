"""Names: whether two of them may be one, by their words."""

from __future__ import annotations

__all__ = ["same_name"]


def same_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names may be one: no word, or all words, of one are in the other ("Ruiz", "Carmen Ruiz").

    Accepted gap: two people of one family name are taken for one where a page gives no first name.
    """
    return one <= other or other <= one
