"""The apparatus of an utterance: its witnesses with letters, and who prints which place, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from onrecord.model import (
    Article,
    ArticleKind,
    Change,
    Finding,
    OrderConflict,
    Place,
    Reading,
    Span,
    Statement,
    Substantive,
    Utterance,
    Witness,
)
from onrecord.web.aligned import Stretch, differences, in_order
from onrecord.web.gaps import Gap, gaps_of
from onrecord.web.sources import Sources
from onrecord.web.wording import counted, cue_of, date_range, day, days, listed, plural, shortened

__all__ = ["Apparatus", "Cell", "Conflict", "Measured", "Passage", "Row"]

LEVELS = 4  # shades of the fullest version


@dataclass(frozen=True, slots=True)
class Cell:
    """What one witness prints at one place; ``moved`` where it prints it out of the order of the places.

    ``more`` tells that the witness it is compared to prints nothing there.
    """

    text: str
    change: Change
    moved: bool
    stretches: tuple[Stretch, ...]
    more: bool = False
    substantives: tuple[Substantive, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """A report beside a transcript, in words: how much it prints, what it leaves out inside, what it stops before."""

    printed: str
    cuts: list[str]
    limits: list[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One witness: its letter, what it is, and its cell at each place (``None`` where it prints nothing of it).

    ``number`` counts the statements of the article from 1. ``gaps`` says how it does without the places it has not,
    ``order`` are the numbers of the places it has, from 0, in the order in which it prints them.
    """

    letter: str
    article: Article
    statement: Statement
    number: int
    changes: tuple[Change, ...]
    cells: tuple[Cell | None, ...]
    gaps: tuple[Gap, ...]
    order: tuple[int, ...]
    substantives: tuple[Substantive, ...] = ()
    transcript: Measured | None = None

    @property
    def cue(self) -> str:
        """The cue as printed; empty where there is none."""
        return cue_of(self.article, self.statement)

    @property
    def silent(self) -> bool:
        """Whether it leaves words out that nothing in print shows."""
        return Gap.SILENT in self.gaps

    @property
    def turned(self) -> list[tuple[int, int, bool]]:
        """Its places in its own order, each with its rank among them in the order of all; whether it is moved."""
        ranks = {at: rank for rank, at in enumerate(sorted(self.order))}
        return [(at + 1, ranks[at], bool((cell := self.cells[at]) and cell.moved)) for at in self.order]

    @property
    def is_turned(self) -> bool:
        """Whether a place is moved."""
        return any(cell.moved for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class Passage:
    """One place of the fullest version: the letters of its witnesses, the outlets that print it, a shade from 1 to 4.

    The shade is that of the number of independent ``origins`` behind the outlets. ``seam`` tells that nobody prints it
    right after the passage before it.
    """

    text: str
    letters: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: int
    level: int
    seam: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another utterance, by id and words, and the outlets that print this one ``before`` and ``after`` it."""

    other: str
    words: str
    before: list[str]
    after: list[str]

    @property
    def sentence(self) -> str:
        """What the conflict is, in words."""
        prints = "prints" if len(self.before) == 1 else "print"
        return (
            f"{listed(self.before)} {prints} this before “{shortened(self.words)}”, {listed(self.after)} after it; "
            "in which order the two were said cannot be told from these reports."
        )


class Apparatus:
    """An utterance with everything its page shows, computed once."""

    def __init__(self, utterance: Utterance, sources: Sources, findings: Iterable[Finding] = ()) -> None:
        """Take an utterance; ``findings`` of kind "origins" say which outlets have their words from one source.

        ACCEPTED GAP: a finding names one group of outlets with a common origin; further groups count as independent.
        """
        self.utterance = utterance
        self._sources = sources
        self._findings = findings

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """One row a witness: a transcript first, then by date, outlet and place in the article."""
        self._sources.hold((witness.article, witness.statement) for witness in self.utterance.witnesses)
        found = [(self._found(witness), witness) for witness in self.utterance.witnesses]
        found.sort(key=lambda item: _order(item[0][0], item[0][2]))
        return tuple(self._row(_letter(at), place, witness) for at, (place, witness) in enumerate(found))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The fullest version, place by place."""
        return tuple(self._passage(at, place) for at, place in enumerate(self.utterance.places))

    @cached_property
    def outlets(self) -> list[str]:
        """The outlets that print the utterance, in order of the alphabet."""
        return self._sources.outlets(witness.article for witness in self.utterance.witnesses)

    @cached_property
    def origins(self) -> dict[str, str]:
        """For each outlet, one that stands for all that have their words from the same source."""
        top = {outlet: outlet for outlet in self.outlets}
        for finding in self.about(found for found in self._findings if found.kind == "origins"):
            names = self._sources.outlets({item.article for item in finding.evidence})
            joined = {top[name] for name in names if name in top}
            top |= {name: min(joined) for name, first in top.items() if first in joined}
        return top

    @property
    def origin_count(self) -> int:
        """How many independent origins stand behind the outlets."""
        return len(set(self.origins.values()))

    @cached_property
    def articles(self) -> int:
        """How many articles print the utterance."""
        return len({witness.article for witness in self.utterance.witnesses})

    @property
    def scale(self) -> list[tuple[int, str]]:
        """The shades that occur, each with how many origins it stands for, in words."""
        counts: dict[int, list[int]] = {}
        for passage in self.passages:
            counts.setdefault(passage.level, []).append(passage.origins)
        return [(level, _from_to(min(found), max(found))) for level, found in sorted(counts.items())]

    @property
    def printings(self) -> str:
        """By how many it is printed, in words."""
        return counted(len(self.rows), self.articles, len(self.outlets))

    @property
    def published(self) -> str:
        """When it was printed, in words; empty where no article has a date."""
        dates = [row.article.published for row in self.rows if row.article.published]
        return date_range(min(dates), max(dates)) if dates else ""

    @property
    def said(self) -> str:
        """When it was said, in words; empty if no witness says."""
        start, end = self.interval
        return days(start, end) if start or end else ""

    @property
    def interval(self) -> tuple[date | None, date | None]:
        """First and last day it can have been said on: what the witnesses allow together, else all they say."""
        intervals = [row.statement.when for row in self.rows if row.statement.when]
        starts: list[date] = [when.start for when in intervals if when.start]
        ends: list[date] = [when.end for when in intervals if when.end]
        start, end = max(starts, default=None), min(ends, default=None)
        if start and end and start > end:
            start, end = min(starts), max(ends)
        return start, end

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change that occurs, in the order in which the terms define them."""
        seen = {change for row in self.rows for change in row.changes}
        return tuple(change for change in Change if change in seen)

    @property
    def conflicts(self) -> list[Conflict]:
        """The other utterances that articles print in different orders with this one."""
        return [
            Conflict(order.other, self._sources.record.utterance(order.other).fullest, *self._sides(order))
            for order in self.utterance.order
        ]

    def _sides(self, order: OrderConflict) -> tuple[list[str], list[str]]:
        """Return the outlets on both sides of a conflict, with their dates where an outlet is on both."""
        before, after = (self._sources.outlets(articles) for articles in (order.before, order.after))
        if not set(before) & set(after):
            return before, after
        return self._dated(order.before), self._dated(order.after)

    def _dated(self, articles: Iterable[str]) -> list[str]:
        found = [self._sources.article(article) for article in articles]
        return [
            f"{each.printed_by} of {day(each.published) if each.published else 'a day not known'}" for each in found
        ]

    def about(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return those of ``findings`` that rest on words of a witness."""
        spans: dict[str, list[Span]] = {}
        for row in self.rows:
            spans.setdefault(row.article.id, []).extend(row.statement.spans)
        return [
            finding
            for finding in findings
            if any(item.span.overlaps(span) for item in finding.evidence for span in spans.get(item.article, ()))
        ]

    def _found(self, witness: Witness) -> tuple[Article, Statement, int]:
        number, statement = self._sources.statement(witness.article, witness.statement)
        return self._sources.article(witness.article), statement, number

    @cached_property
    def _printed(self) -> dict[tuple[str, str], dict[int, list[Reading]]]:
        """For each witness, by article and statement: what it prints, by number of the place."""
        printed: dict[tuple[str, str], dict[int, list[Reading]]] = {}
        for at, place in enumerate(self.utterance.places):
            for reading in place.readings:
                own = printed.setdefault((reading.article, reading.statement), {})
                own.setdefault(at, []).append(reading)
        return printed

    def _row(self, letter: str, place: tuple[Article, Statement, int], witness: Witness) -> Row:
        article, statement, number = place
        printed = self._printed.get((witness.article, witness.statement), {})
        order = tuple(sorted(printed, key=lambda at: printed[at][0].span))
        kept, places = in_order(list(order)), self.utterance.places
        cells = tuple(
            _cell(printed[at], each, moved=at not in kept) if at in printed else None for at, each in enumerate(places)
        )
        for at in witness.reports[:1]:
            told = " … ".join(span.of(article.text) for span in witness.spans)
            cells = (*cells[:at], _told(told), *cells[at + 1 :])
        spans = {at: [reading.span for reading in readings] for at, readings in printed.items()}
        gaps = gaps_of(article.text, spans, len(places))
        return Row(
            letter,
            article,
            statement,
            number,
            witness.changes,
            cells,
            gaps,
            order,
            witness.substantives,
            self._measured(witness),
        )

    def _measured(self, witness: Witness) -> Measured | None:
        beside = witness.beside
        if beside is None:
            return None
        text = self._sources.article(beside.article).text
        return Measured(
            f"{beside.printed} of {plural(beside.words, 'word')} of the transcript",
            [span.of(text) for span in beside.cuts],
            [span.of(text) for span in beside.limits],
        )

    def _passage(self, at: int, place: Place) -> Passage:
        rows = [row for row in self.rows if at in row.order]
        names = tuple(dict.fromkeys(row.article.printed_by for row in rows))
        origins, most = len({self.origins[name] for name in names}), self.origin_count
        level = 1 + (origins - 1) * (LEVELS - 1) // max(most - 1, 1) if names else 1
        seam = bool(at) and not place.joined_by
        return Passage(place.text, tuple(row.letter for row in rows), names, origins, level, seam)


def _order(article: Article, number: int) -> tuple[bool, str, str, str, int]:
    dated = article.published.isoformat() if article.published else "~"
    return article.kind is not ArticleKind.TRANSCRIPT, dated, article.printed_by, article.id, number


def _letter(at: int) -> str:
    """Return the letters of a number from 0: A to Z, then AA, AB and so on."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _from_to(least: int, most: int) -> str:
    return plural(least, "origin") if least == most else f"{least}–{most} origins"


def _told(text: str) -> Cell:
    """Return what an indirect report says of a place."""
    return Cell(text, Change.PARAPHRASED, moved=False, stretches=(Stretch(text, other=False),))


def _cell(readings: list[Reading], place: Place, *, moved: bool) -> Cell:
    text = " / ".join(reading.text for reading in readings)
    change = readings[0].change
    compared = change in {Change.REWORDED, Change.BRACKETED, Change.TYPOGRAPHY}
    stretches = differences(text, place.text) if compared else (Stretch(text, other=False),)
    weighs = tuple(dict.fromkeys(kind for reading in readings for kind in reading.substantives))
    return Cell(text, change, moved, stretches, substantives=weighs)
