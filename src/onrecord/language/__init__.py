"""What the program knows of a language: data files in one folder per language, read into typed tables.

To add a language, write the same TOML files in a folder of its code beside ``en``. Accepted gap: a few words of closed
classes (pronouns, prepositions, "as", "reports") still stand in the code of ``extract`` and ``resolve``.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from onrecord.errors import ConfigError
from onrecord.language.calendar import Calendar
from onrecord.language.claims import Claims
from onrecord.language.cues import Cues
from onrecord.language.frequencies import Frequencies
from onrecord.language.names import Names
from onrecord.language.occasions import Occasions
from onrecord.language.offices import Offices
from onrecord.language.page import PageWords
from onrecord.language.turns import Turns
from onrecord.language.weighing import Printed, differing

__all__ = [
    "Calendar",
    "Claims",
    "Cues",
    "Frequencies",
    "Language",
    "Names",
    "Occasions",
    "Offices",
    "PageWords",
    "Printed",
    "Turns",
    "differing",
]


@dataclass(frozen=True, slots=True)
class Language:
    """The tables of one language.

    Attributes:
        code: ISO 639-1 code, the folder's name.
        calendar: names of months and weekdays, words of relative dates.
        claims: what statements do with claims, for comparing them.
        cues: reporting verbs, nouns and phrases with their frames and stances.
        frequencies: in how many news articles a word stands.
        names: titles, roles, metonyms, nationalities and pronouns.
        occasions: words that name the occasion of a statement.
        offices: who held which office when.
        page: what pages print around a report: links, bylines, agencies.
        turns: words that turn or limit what is said, negations, words of numbers.
    """

    code: str
    calendar: Calendar
    claims: Claims
    cues: Cues
    frequencies: Frequencies
    names: Names
    occasions: Occasions
    offices: Offices
    page: PageWords
    turns: Turns

    @classmethod
    def load(cls, code: str = "en", roles: Path | None = None) -> Language:
        """Read the folder of a language; ``roles`` is a file of offices that go before those of the folder.

        Raises:
            ConfigError: if there is no such folder, or ``roles`` cannot be read.
        """
        folder = files("onrecord.language") / code
        if not folder.is_dir():
            raise ConfigError(f"no data for language {code!r}: there is no folder {code!r} in onrecord/language")
        names = Names.from_toml(folder / "names.toml")
        own = [("roles.toml", (folder / "roles.toml").read_text(encoding="utf-8"))]
        return cls(
            code,
            Calendar.from_toml(folder / "calendar.toml"),
            Claims.from_toml(folder / "claims.toml"),
            Cues.from_toml(folder / "cues.toml"),
            Frequencies.from_packed(folder / "frequencies.txt.gz"),
            names,
            Occasions.from_toml(folder / "occasions.toml"),
            Offices.from_tomls([*_given(roles), *own], names),
            PageWords.from_toml(folder / "page.toml"),
            Turns.from_toml(folder / "turns.toml"),
        )


def _given(roles: Path | None) -> list[tuple[str, str]]:
    """The user's own file of offices, as name and text."""
    if roles is None:
        return []
    try:
        return [(roles.name, roles.read_text(encoding="utf-8"))]
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{roles}: cannot be read: {error}; correct the setting `roles`") from error
