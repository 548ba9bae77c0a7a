"""Words as an index of words has them, whatever the database."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["NUMBERS", "TAG", "plain_word", "words_in"]

NUMBERS = 1 << 32
"""The key of a statement in the index is its day times this, plus its number: keys are in order of time."""

_WORD = re.compile(r"[^\W_]+")


TAG = "\ue000"
"""The first character of every tag: private, so that no word of a page is one."""


def plain_word(word: str) -> str:
    """Return a word as the index has it: small letters without accents."""
    return "".join(each for each in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(each))


def words_in(text: str) -> list[str]:
    """Return the words of a text as the index has them: runs of letters and digits, in order."""
    return _WORD.findall(plain_word(text))
