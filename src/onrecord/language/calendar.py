"""Calendar: the names of months and weekdays, and how date expressions are built, as pages print them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any

from onrecord.errors import ConfigError

__all__ = ["Calendar", "Expression"]

_SLOT = re.compile(r"\{([a-z]+)\}")
_BUILT = re.compile(
    r"\\(?:u....|.)|\{[a-z]+\}\?|\{(?P<slot>[a-z]+)\}|\(\?(?::|P<[a-z]+>)(?P<one_of>[A-Za-z][A-Za-z |]*)\)(?!\?)"
    r"|(?P<word>[A-Za-z]{2,})|[()]"
)
_WORDS = re.compile(r"[^\W\d]+")
_NUMBER = re.compile(r"\d")
_DIGIT = "0"  # stands for every digit
_DIGITS = frozenset({_DIGIT})
_SMALL = 3  # letters of words such as "the"
_YEAR = r"(?<![$£€.,\d])(?P<year>(?:1[5-9]|20)\d\d)(?!\d)"


@dataclass(frozen=True, slots=True)
class Expression:
    """One way to print a date: how it is read, its pattern, and ``needs``, of each of which it holds one."""

    reading: str
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar words of a language, each folded: no case, no full stop.

    Attributes:
        months: full names and usual abbreviations → 1 (January) to 12.
        weekdays: full names and usual abbreviations → 0 (Monday) to 6.
        words: tables of words in date expressions, by the slot they fill → what they say.
        expressions: how dates are printed; the slots of their patterns are named groups, ``date`` is all.
        ahead: words that put a weekday, day or month near them after the day of the page.
        past: words that put it before.
        telling: digits and words → the numbers of the expressions that may stand where they do; of the empty word are
            those that no word tells of.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    expressions: tuple[Expression, ...] = ()
    ahead: re.Pattern[str] = re.compile(r"(?!)")
    past: re.Pattern[str] = re.compile(r"(?!)")
    telling: Mapping[str, Sequence[int]] = field(default_factory=dict)

    @property
    def month_pattern(self) -> str:
        """A regular expression, to be used without regard to case, for a month's name or abbreviation."""
        return _any_of(self.months)

    @property
    def weekday_pattern(self) -> str:
        """The same for the name of a weekday."""
        return _any_of(self.weekdays)

    def month(self, name: str) -> int | None:
        """Return the number of the month printed as ``name``, ``None`` for any other word."""
        return self.months.get(_fold(name))

    def weekday(self, name: str) -> int | None:
        """Return the number of the weekday printed as ``name`` (Monday is 0), ``None`` for any other word."""
        return self.weekdays.get(_fold(name))

    def word(self, table: str, name: str) -> Any:  # noqa: ANN401 - numbers in some tables, codes in others
        """Return what ``name`` says in a table of date words, ``None`` for any other word."""
        return self.words.get(table, {}).get(_fold(name))

    def possible(self, text: str) -> list[Expression]:
        """Return the expressions that may stand in ``text``, by its words: to look for all takes ten times as long."""
        told = {"", *_WORDS.findall(text.casefold()), *([_DIGIT] if _NUMBER.search(text) else ())}
        numbers = {number for word in told & self.telling.keys() for number in self.telling[word]}
        likely = [self.expressions[number] for number in sorted(numbers)]
        return [one for one in likely if not any(map(told.isdisjoint, one.needs))]

    @classmethod
    def from_toml(cls, path: Traversable) -> Calendar:
        """Read ``calendar.toml``: names of months and weekdays, words and patterns of date expressions.

        Raises:
            ConfigError: if a number lies outside 1–12 or 0–6, or a pattern cannot be read.
        """
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        months, weekdays = _numbered(data["months"], 1, 12), _numbered(data["weekdays"], 0, 6)
        words = {table: {_fold(name): value for name, value in rows.items()} for table, rows in data["words"].items()}
        slots = _slots(months, weekdays, words, data["lists"])
        slots |= {name: pattern.replace(" ", r"\s") for name, pattern in data["slots"].items()}
        held = _held(months, weekdays, words) | {name: _DIGITS for name, form in data["slots"].items() if r"\d" in form}
        expressions = tuple(
            Expression(reading, _compiled(form, slots), tuple(_needs(form, held)))
            for reading, forms in data["patterns"].items()
            for form in forms
        )
        ahead, past = (_any_word(data["lists"][name]) for name in ("ahead", "past"))
        return cls(months, weekdays, words, expressions, ahead, past, _telling(expressions))


def _held(
    months: Mapping[str, int], weekdays: Mapping[str, int], words: Mapping[str, Mapping[str, Any]]
) -> dict[str, frozenset[str]]:
    """What a date holds that fills a slot: a digit or one of these words."""
    tables = {name: _told(rows) for name, rows in words.items()}
    return tables | {
        "month": _told(months),
        "surely": _told(months),
        "weekday": _told(weekdays),
        "year": _DIGITS,
        "count": tables["number"] | _DIGITS,
        "units": tables["unit"] | tables["short"],
        "tens": tables["number"],
        "edged": tables["edge"],
        "nearby": tables["near"],
        "vaguely": tables["vague"],
        "repeatedly": tables["repeated"],
    }


def _told(names: Iterable[str]) -> frozenset[str]:
    """The longest word of each name, of two as long the last ("the mid")."""
    return frozenset(max(reversed(_WORDS.findall(name.casefold())), key=len) for name in names)


def _needs(form: str, held: Mapping[str, frozenset[str]]) -> Iterator[frozenset[str]]:
    """What every date built like this holds: its slots and words that are in no group and not left to choice."""
    depth = 0
    for part in _BUILT.finditer(form):
        depth += {"(": 1, ")": -1}.get(part[0], 0)
        if not depth and part["slot"] in held:
            yield held[part["slot"]]
        elif not depth and part["one_of"]:
            yield _told(part["one_of"].split("|"))
        elif not depth and part["word"]:
            yield frozenset({part["word"].casefold()})


def _telling(expressions: Iterable[Expression]) -> dict[str, list[int]]:
    """Each word → the expressions that need it or another like it, under the need that the fewest texts meet."""
    found: dict[str, list[int]] = {}
    for number, one in enumerate(expressions):
        for word in min(one.needs, key=_commonness, default=frozenset({""})):
            found.setdefault(word, []).append(number)
    return found


def _commonness(words: frozenset[str]) -> tuple[bool, bool, int]:
    """Sorts what few texts hold first: no digits, no small words, few words."""
    return not words.isdisjoint(_DIGITS), max(map(len, words)) <= _SMALL, len(words)


def _slots(
    months: Mapping[str, int],
    weekdays: Mapping[str, int],
    words: Mapping[str, Mapping[str, Any]],
    lists: Mapping[str, list[str]],
) -> dict[str, str]:
    """What stands for each slot of a pattern.

    Names of months and weekdays are read with a capital only; a word that is a date alone ("today") not with one inside
    a line, where it is a name.
    """
    slots = {table: f"(?P<{table}>{_alternatives(rows)})" for table, rows in words.items()}
    numbers = words["number"]
    tens = _alternatives(name for name, value in numbers.items() if value % 10 == 0 and 20 <= value <= 90)
    ones = _alternatives(name for name, value in numbers.items() if 0 < value < 10 and len(name) > 2)
    number = rf"\d{{1,3}}|(?:{tens})[\s-](?:{ones})|{_alternatives(numbers)}"
    short = [name for name, value in months.items() if any(_abbreviates(name, value, *item) for item in months.items())]
    full = [name for name in months if name not in short]
    behind = "|".join(rf"(?<=\b{word}\s)" for word in lists["in"])
    return slots | {
        "month": f"(?P<month>{_capitals(full)}|(?:{_capitals(short)})\\b\\.?)",
        "surely": rf"(?P<month>{_capitals(lists['surely'])})",
        "weekday": f"(?P<weekday>{_capitals(name for name in weekdays if len(name) > 5)})",
        "lead": rf"(?:(?P<lead>{_capitals(weekdays)})\.?,?\s(?:the\s)?)",
        "year": _YEAR,
        "notcount": rf"(?![%\d]|[.,-]\d|\s(?:{_alternatives(lists['counted'])})\b)",
        "count": f"(?P<count>{number})",
        "units": f"(?P<units>{_alternatives([*words['unit'], *words['short']])})",
        "tens": tens,
        "ones": ones,
        "in": f"(?:{behind})",
        "edged": rf"(?:{slots['edge']}[\s-])",
        "nearby": f"(?P<near>{_outside_names(words['near'])})",
        "vaguely": f"(?P<vague>{_outside_names(words['vague'])})",
        "repeatedly": f"(?P<repeated>{_outside_names(words['repeated'])})",
    }


def _compiled(pattern: str, slots: Mapping[str, str]) -> re.Pattern[str]:
    try:
        built = _SLOT.sub(lambda slot: slots[slot[1]], pattern.replace(" ", r"\s"))
        if "(?P<date>" not in built:
            built = f"(?P<date>{built})"
        return re.compile(rf"(?<![\w-]){built}(?!\w)", re.IGNORECASE)
    except (KeyError, re.error) as error:
        raise ConfigError(f"calendar: the pattern {pattern!r} cannot be read: {error}") from error


def _any_word(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def _fold(name: str) -> str:
    return " ".join(name.replace(".", "").replace("\u2019", "'").casefold().split())


def _any_of(names: Mapping[str, int]) -> str:
    return rf"(?:{_alternatives(names)})\b\.?"


def _alternatives(names: Iterable[str]) -> str:
    """A pattern of names, the longest first; any white space for a space, any apostrophe for one."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", r"\s").replace("'", "['\u2019]") for name in longest_first)


def _abbreviates(name: str, number: int, other: str, same: int) -> bool:
    return number == same and len(name) < len(other) and other.startswith(name[:3])


def _capitals(names: Iterable[str]) -> str:
    return f"(?-i:{_alternatives(form for name in names for form in (name.title(), name.upper()))})"


def _outside_names(names: Iterable[str]) -> str:
    lower = sorted(names)
    return rf"(?-i:{_alternatives(lower)}|(?<!\w\s)(?:{_alternatives(name.capitalize() for name in lower)}))"


def _numbered(names: Mapping[str, int], first: int, last: int) -> dict[str, int]:
    for name, number in names.items():
        if not first <= number <= last:
            raise ConfigError(f"calendar: {name!r} has number {number}, which is not within {first} to {last}")
    return {_fold(name): number for name, number in names.items()}
