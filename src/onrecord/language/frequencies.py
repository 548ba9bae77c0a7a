"""Frequencies: in how many news articles a word stands, so that the telling ones can be told from the common ones."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable

import Stemmer

from onrecord.errors import ConfigError

__all__ = ["Frequencies", "stem"]

_STEMMED = 1 << 17
_UNLISTED = 3  # articles in which a word that is not in the table is taken to stand


@lru_cache(_STEMMED)
def stem(word: str) -> str:
    """Return one key for the forms of a folded word ("ferries" and "ferry"), without an apostrophe's "s"."""
    stemmed: str = Stemmer.Stemmer("english", 0).stemWord(word.removesuffix("'s"))  # one each: threads may not share it
    return stemmed


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Stem → the number of articles it stands in, of ``articles`` counted; only the common ones are listed."""

    articles: int
    counts: Mapping[str, int]

    def share(self, word: str) -> float:
        """Return the share of articles in which the stem ``word`` stands, above 0."""
        return self.counts.get(word, _UNLISTED) / self.articles

    @classmethod
    def from_packed(cls, file: Traversable) -> Frequencies:
        """Read ``frequencies.txt.gz``: the number of articles, then a stem and its count a line.

        Raises:
            ConfigError: if it is no such table.
        """
        try:
            head, *lines = gzip.decompress(file.read_bytes()).decode("utf-8").splitlines()
            return cls(int(head), {word: int(count) for word, count in (line.split(" ") for line in lines)})
        except (OSError, EOFError, ValueError) as error:
            raise ConfigError(f"{file}: cannot be read as a table of frequencies: {error}") from error
