"""Names: whether two printings of them may be one person's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from onrecord.text import unmarked, words

__all__ = ["PersonName", "name_words", "same_name"]

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PARTICLES = frozenset({"al", "bin", "da", "de", "del", "der", "di", "du", "el", "ibn", "la", "le", "van", "von"})
# Ways to write one Slavic name in Latin letters → one of them; the rest of a word decides, so short words stay.
_WRITINGS = (
    (re.compile(r"(?<=[^aeiouy])[ij](?=[aeou])"), "y"),
    (re.compile(r"(?<=sk)(?:iy|ij|ii|yy|yi|i|y)$"), "y"),
    (re.compile(r"(?<=[aeo])(?:y|j)$"), "i"),
    (re.compile(r"(?<=[aeiou])ff$"), "v"),
    (re.compile(r"^ye(?=[^aeiouy])"), "e"),
    (re.compile(r"ks"), "x"),
)
_SHORT = 5


def _written(word: str) -> str:
    """A folded word of a name, in one of the ways it may be written in Latin letters."""
    if len(word) >= _SHORT:
        for pattern, one in _WRITINGS:
            word = pattern.sub(one, word)
    return word


@lru_cache(maxsize=20_000)
def name_words(name: str) -> frozenset[str]:
    """Return the words of a name as compared: without case, diacritics and ways of writing ("Kislyak", "Kisliak")."""
    return frozenset(_written(unmarked(word.folded)) for word in words(name))


def same_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names may be one, by their :func:`name_words`: no word, or all words, of one are in the other.

    For words printed twice, where little more is needed than that the names do not contradict each other. Accepted gap:
    two people of one family name are taken for one where a page gives no first name.
    """
    return one <= other or other <= one


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts, each as compared: given names, without which one is called by family name alone."""

    given: tuple[str, ...]
    family: str
    suffix: str = ""

    @classmethod
    def of(cls, name: str, nicknames: Mapping[str, str]) -> PersonName | None:
        """Return the parts of ``name``, ``None`` where it has no word; ``nicknames`` lead to the full forms."""
        printed = [unmarked(word).strip(",'’") for word in name.replace("-", " ").split()]
        printed = [word for word in printed if word and word not in _PARTICLES] or printed
        suffix = printed.pop() if len(printed) > 1 and printed[-1] in _SUFFIXES else ""
        if not printed:
            return None
        given = tuple(_written(nicknames.get(word, word)) for word in printed[:-1])
        return cls(given, _written(printed[-1]), suffix)

    def may_be(self, other: PersonName) -> bool:
        """Whether two full names may be one person's: their parts agree as far as printed.

        An initial agrees with every name it begins. A family name alone agrees with nobody: that it is one person's
        takes other evidence.
        """
        if not self.given or not other.given or (self.family, self.suffix) != (other.family, other.suffix):
            return False
        fewer, more = sorted((self.given, other.given), key=len)
        if not _agree(fewer[0], more[0]):
            return False
        rest = list(more[1:])
        for name in fewer[1:]:
            found = next((number for number, one in enumerate(rest) if _agree(name, one)), None)
            if found is None:
                return False
            rest = rest[found + 1 :]
        return True


def _agree(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) == 1 and longer.startswith(shorter))
