"""Values: the numbers, names and negations among printed words, by which a change of words is one of substance."""

from __future__ import annotations

import re

from onrecord.compare.bearing import negations
from onrecord.language import Language
from onrecord.text import words

__all__ = ["SUBSTANCE", "values"]

_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")

SUBSTANCE = ("number", "negation", "name")
"""What makes a change of words one of substance."""


def values(language: Language, what: str, text: str) -> list[str]:
    """Return the numbers, negations or names in ``text``: figures and number words alike; names are capitals inside."""
    claims = language.claims
    printed = list(words(text))
    folded = [word.folded for word in printed]
    if what == "number":
        plain = (_ORDINAL.sub("", word) for word in folded)
        return [str(claims.numbers.get(word, word)) for word in plain if word in claims.numbers or word.isdecimal()]
    if what == "negation":
        return [str(negations(folded, language) % 2)]
    inner = {word.folded for word in printed[1:] if word.span.of(text)[0].isupper()}
    return sorted(name for name in inner if name.partition("'")[0] not in claims.stop and name not in claims.numbers)
