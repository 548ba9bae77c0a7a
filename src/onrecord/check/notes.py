"""Notes: what a verdict on the words leaves unsaid – who, when, where, and what others print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.alignment import name_words, same_name
from onrecord.check.judge import Judged
from onrecord.check.units import Page
from onrecord.model import Article, Span, Statement, When
from onrecord.verdicts import Note, Remark, Verdict

__all__ = ["Given", "Seen", "notes_on"]

_MOST = 3  # names in a sentence
_ALONE = {Verdict.REWORDED: "prints words as near as these", Verdict.INDIRECT: "reports this"}
"""What an outlet does alone, where it does not print the very words."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the draft says around a quotation: whom it names, and the day and kind of occasion it gives.

    ``names`` are others by which the record knows whom it names.
    """

    speaker: str | None = None
    when: When | None = None
    occasion: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A judged printing with the page it stands on and the statements that hold it, innermost first."""

    page: Page
    judged: Judged
    statements: tuple[Statement, ...]

    @property
    def article(self) -> Article:
        """The article."""
        return self.page.article


def notes_on(given: Given, near: Sequence[Seen], others: Sequence[Seen], joined: Sequence[Seen] = ()) -> Iterator[Note]:
    """Yield the notes on a quotation.

    ``near`` are the printings the verdict rests on, the nearest first: all that print the words in its way. ``others``
    have other words, ``joined`` print the second part of a splice.
    """
    main = near[0].judged
    for remark in sorted(main.weighs):
        yield Note(remark, f"A {_named(remark)} differs from what is printed.")
    yield from _limits(near)
    yield from _varying(main, others)
    yield from _speakers(given, [part for part in (near, joined) if part])
    yield from _days(given, near)
    yield from _occasions(given, near)
    if all(seen.article.replaced for seen in near):
        yield Note(Remark.REPLACED, f"{_outlets(near)} printed this in an earlier version only.", _articles(near))
    outlets = {seen.article.printed_by for seen in near}
    if len(outlets) == 1 and main.verdict is not Verdict.SPLICED:
        (only,) = outlets
        what = _ALONE.get(main.verdict, "prints these words")
        yield Note(Remark.ONE_OUTLET, f"Only {only} {what}.", _articles(near))


def _limits(near: Sequence[Seen]) -> Iterator[Note]:
    by_phrase: dict[str, list[Seen]] = {}
    for seen in near:
        if seen.judged.limit:
            by_phrase.setdefault(seen.judged.limit, []).append(seen)
    for phrase, group in by_phrase.items():
        where = "goes on with" if len({seen.article.printed_by for seen in group}) == 1 else "go on with"
        yield Note(Remark.LIMIT, f"{_outlets(group)} {where} “{phrase} …”.", _articles(group))


def _varying(main: Judged, others: Sequence[Seen]) -> Iterator[Note]:
    if main.verdict in {Verdict.REWORDED, Verdict.SPLICED, Verdict.INDIRECT}:
        return
    reworded = [seen for seen in others if seen.judged.verdict is Verdict.REWORDED and seen.judged.weighs]
    differing = [seen for seen in reworded if not seen.article.replaced_by]
    if differing:
        kinds = {_named(remark) for seen in differing for remark in seen.judged.weighs}
        what = " and ".join(f"a {kind}" for kind in sorted(kinds))
        differs = "differs" if len({seen.article.printed_by for seen in differing}) == 1 else "differ"
        yield Note(Remark.VARIES, f"{_outlets(differing)} {differs} in {what}.", _articles(differing))


def _named(remark: Remark) -> str:
    return "modal verb" if remark is Remark.MODAL else remark.value


def _speakers(given: Given, parts: Sequence[Sequence[Seen]]) -> Iterator[Note]:
    """Compare by the words of names; a printing may be nested, and then whoever hands it on counts too."""
    if not given.speaker:
        return
    names = [name_words(name) for name in (given.speaker, *given.names)]
    spoken = [[seen for seen in part if any(one.speaker for one in seen.statements)] for part in parts]
    if all(not part or any(_is_by(names, seen) for seen in part) for part in spoken):
        return
    known = [seen for part in spoken for seen in part]
    speakers = [one.speaker for seen in known for one in seen.statements[:1] if one.speaker]
    speakers = speakers or [one.speaker for seen in known for one in seen.statements if one.speaker]
    words_ = f"The draft gives it to {given.speaker}; on record it is said by {_listed(speakers)}."
    yield Note(Remark.OTHER_SPEAKER, words_, _articles(known))


def _is_by(names: Iterable[frozenset[str]], seen: Seen) -> bool:
    spoken = [name_words(one.speaker) for one in seen.statements if one.speaker]
    return any(same_name(name, other) for name in names for other in spoken)


def _days(given: Given, near: Sequence[Seen]) -> Iterator[Note]:
    mine = _interval(given.when)
    dated = [(seen, days) for seen in near if (days := _dated(seen))]
    theirs = dated or [(seen, (date.min, seen.article.published)) for seen in near if seen.article.published]
    if mine is None or not theirs or any(mine[0] <= last and first <= mine[1] for _, (first, last) in theirs):
        return
    seen, _ = theirs[0]
    when = next((one.when for one in seen.statements if _interval(one.when)), None)
    printed = f"on record it was said {when.iso}" if when else f"it was printed on {seen.article.published}"
    dates = given.when.iso if given.when else ""
    yield Note(Remark.OTHER_DATE, f"The draft dates it {dates}; {printed}.", _articles([seen for seen, _ in theirs]))


def _dated(seen: Seen) -> tuple[date, date] | None:
    """Return the days that a page gives for the saying."""
    return next((days for one in seen.statements if (days := _interval(one.when))), None)


def _interval(when: When | None) -> tuple[date, date] | None:
    if when is None or (when.start is None and when.end is None):
        return None
    return when.start or date.min, when.end or date.max


def _occasions(given: Given, near: Sequence[Seen]) -> Iterator[Note]:
    kinds = [one.occasion.kind for seen in near for one in seen.statements if one.occasion]
    if given.occasion and kinds and given.occasion not in kinds:
        words_ = f"The draft names another occasion ({given.occasion}) than is printed ({_listed(kinds)})."
        yield Note(Remark.OTHER_OCCASION, words_, _articles(near))


def _outlets(group: Sequence[Seen]) -> str:
    return _listed([seen.article.printed_by for seen in group])


def _listed(names: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(names))
    if len(distinct) > _MOST:
        distinct = [*distinct[:_MOST], f"{len(distinct) - _MOST} more"]
    *most, last = distinct
    return f"{', '.join(most)} and {last}" if most else last


def _articles(group: Sequence[Seen]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(seen.article.id for seen in group))


def first_word(judged: Judged) -> Span:
    """Return the span of the first word of the unit that is among the equal ones."""
    unit, (first, _) = judged.found.unit, judged.found.reach
    return Span(unit.starts[first], unit.ends[first])
