"""PageWords: what pages print around a report – links to other pages, bylines, agencies."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from onrecord.errors import ConfigError

__all__ = ["PageWords"]

_EDGES = " !#$%&()*+,-./:;<=>?@[\\]^_`{|}~…–—―•·▶►→›⦁"


@dataclass(frozen=True, slots=True)
class PageWords:
    """The page furniture of a language; single words and phrases are folded by :meth:`fold`.

    Attributes:
        lines: words that are no part of the report where they make up a whole line ("Advertisement").
        links: words that, before a colon, open a line leading to another page ("Read more: …").
        furniture: a whole line that is no part of the report ("© … All rights reserved").
        asides: what is no part of the paragraph it stands in, as the group "aside".
        agencies: names as printed → the name an agency is known by.
        bylines: words before the names of the authors ("By …").
        joiners: words between two authors ("and").
        locators: words between an author and a place ("Jane Doe in …").
        published: words before the day of publication ("Published on").
        never_places: words in no place name, which tell other lines from datelines ("On the Quay, March 3 – …").
        papers: words in the names of newspapers ("Courier").
    """

    lines: frozenset[str]
    links: frozenset[str]
    furniture: re.Pattern[str]
    asides: tuple[re.Pattern[str], ...]
    agencies: Mapping[str, str]
    bylines: frozenset[str]
    joiners: frozenset[str]
    locators: frozenset[str]
    published: frozenset[str]
    never_places: frozenset[str]
    papers: frozenset[str]

    @staticmethod
    def fold(phrase: str) -> str:
        """Return ``phrase`` as compared: no case, single blanks, no punctuation but quotation marks at its ends."""
        return " ".join(phrase.replace("’", "'").split()).strip(_EDGES).casefold()

    def agency(self, printed: str) -> str | None:
        """Return the name of the agency printed as ``printed``, ``None`` for anybody else."""
        return self.agencies.get(self.fold(printed))

    @classmethod
    def from_toml(cls, path: Traversable) -> PageWords:
        """Read ``page.toml``.

        Raises:
            ConfigError: if one of the patterns is no regular expression.
        """
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        agencies = {name: name for name in data["agencies"]} | {
            printed: name for name, others in data["agencies"].items() for printed in others
        }
        return cls(
            lines=_folded(data["lines"]),
            links=_folded(data["links"]),
            furniture=_compiled("|".join(f"(?:{pattern})" for pattern in data["patterns"]), re.IGNORECASE),
            asides=tuple(_compiled(pattern) for pattern in data["asides"]),
            agencies={cls.fold(printed): name for printed, name in agencies.items()},
            bylines=_folded(data["bylines"]),
            joiners=_folded(data["joiners"]),
            locators=_folded(data["locators"]),
            published=_folded(data["published"]),
            never_places=_folded(data["never_places"]),
            papers=_folded(data["papers"]),
        )


def _folded(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(map(PageWords.fold, phrases))


def _compiled(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise ConfigError(f"page: {error.pattern!r} is no regular expression: {error}") from error
