"""Rebuild: the passages of one utterance → its places, readings and witnesses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from onrecord.alignment import EDITORIAL, seeds_of
from onrecord.collate.omit import omitting
from onrecord.collate.page import Page
from onrecord.collate.passages import Passage
from onrecord.collate.table import Part, Wording, tabulate
from onrecord.model import Change, Place, Reading, Span, Utterance, Witness, content_id
from onrecord.text import DOUBLE_MARKS, SINGLE_MARKS

__all__ = ["Pages", "rebuild"]

_MARKS = DOUBLE_MARKS | SINGLE_MARKS
_MARK = f"[{re.escape(''.join(sorted(_MARKS)))}]"
_REOPENED = re.compile(rf"\n[^\w\n]*?{_MARK}|{_MARK}[^\w\n]*?\n")

_FEWEST = 3  # quoted words in reported speech that can be told from a phrase of anybody's
_ENOUGH, _MOST_OF = 3, 0.4  # runs of three words that are shared where some differ; the same, as a part of all

_CHANGES = tuple(change for change in Change if change is not Change.IDENTICAL)

_Row = tuple[str, ...]

Pages = Mapping[str, Page]
"""Article id → page."""


_Key = tuple[str, str]


class _Printing:
    """A passage with its parts, each with where it stands and its text; ``places`` are those of the parts."""

    def __init__(self, passage: Passage, parts: Sequence[Part], *, goes_on: bool = False) -> None:
        self.passage = passage
        self.parts = parts
        self.places = [place for place, _, _ in parts]
        self.spans = _spans(passage, parts, goes_on=goes_on)
        self.texts = [passage.text[start:stop] for start, stop in self.spans]
        self.edited = passage.edited

    def words(self, part: int) -> Wording:
        """Return the folded words of a part, an editor's bracket as one."""
        _, first, end = self.parts[part]
        return self.passage.words[first:end]

    def faults(self, part: int) -> tuple[bool, bool]:
        """Return what speaks against a place's text being taken from here: marks inside it, an editor's brackets."""
        text = self.texts[part]
        broken = "\n" in text and _REOPENED.search(text) is not None
        return broken, self.edited and "[" in text and EDITORIAL in self.words(part)


class _Source(NamedTuple):
    """The part of a printing that the text of a place is taken from, and what speaks against it."""

    faults: tuple[bool, bool]
    printing: _Printing
    part: int

    def change(self, printing: _Printing, part: int) -> Change:
        """Return how a part of a printing with another text differs from this."""
        words = printing.words(part)
        if printing.edited and EDITORIAL in words:
            return Change.BRACKETED
        if words == self.printing.words(self.part):
            return Change.TYPOGRAPHY
        return Change.PARAPHRASED if printing.passage.indirect else Change.REWORDED


def rebuild(passages: Iterable[Passage], alone: Sequence[Passage], pages: Pages) -> Utterance:
    """Return the utterance that ``passages`` print, with what else of the same quotations is printed ``alone``.

    Where a quotation is among them, reported words never get into the places: their witnesses are paraphrased. A
    transcript gives the order of places, else the longest quotation; a place's text is that of the transcript, else the
    words that most print, without an editor's brackets.
    """
    members = list(passages)
    told = list(_told(members)) if any(passage.whole for passage in members) else members
    members += alone
    ranked = sorted(told, key=lambda passage: (not passage.transcript, passage.indirect, passage.rank))
    breaks: dict[Wording, set[int]] = {}
    for passage in ranked:
        breaks.setdefault(passage.words, set()).update(_breaks(passage))
    for passage in alone:
        breaks.setdefault(passage.words, set()).update(_breaks(passage))
    beside = _beside(told, alone)
    parts = tabulate(breaks, beside)
    ranked += alone
    following = {passage for passage in alone if beside[passage.words][1]}
    printings = [_Printing(passage, parts[passage.words], goes_on=passage in following) for passage in ranked]
    sources = _sources(printings)
    printings.sort(key=lambda one: (pages[one.passage.article].rank, one.passage.span))
    readings = _readings(printings, sources)
    joining: Mapping[int, Mapping[str, None]] = _joining(printings, pages)
    if not any(passage.whole for passage in members):
        joining = _by_one_page(joining, len(sources))
    places = tuple(
        [
            Place(
                source.printing.texts[source.part],
                tuple(readings[number]),
                source.printing.passage.statement,
                tuple(joining[number]),
            )
            for number, source in enumerate(sources)
        ]
    )
    members.sort(key=lambda passage: (pages[passage.article].rank, passage.span))
    return Utterance(
        id=content_id(
            "utterance", *sorted(f"{one.article} {one.statement} {one.span.start}-{one.span.end}" for one in members)
        ),
        speaker=_speaker(members),
        witnesses=tuple(_witnesses(members, printings, readings)),
        places=places,
    )


def _beside(printed: Iterable[Passage], alone: Iterable[Passage]) -> dict[Wording, tuple[Wording, Wording]]:
    """Return for what is printed alone the words before and after it in its quotation, those ``printed`` elsewhere."""
    of_one: defaultdict[_Key, list[Passage]] = defaultdict(list)
    for passage in printed:
        of_one[passage.article, passage.statement].append(passage)
    found: dict[Wording, tuple[Wording, Wording]] = {}
    for passage in sorted(alone, key=lambda one: one.span):
        own = of_one[passage.article, passage.statement]
        before = max((one for one in own if one.span < passage.span), key=lambda one: one.span, default=None)
        after = min((one for one in own if one.span > passage.span), key=lambda one: one.span, default=None)
        found.setdefault(passage.words, (before.words if before else (), after.words if after else ()))
        own.append(passage)
    return found


def _sources(printings: Iterable[_Printing]) -> list[_Source]:
    """Return for each place what its text is taken from.

    A transcript goes before all, a quotation before reported words. Of the others without fault, or with least, it is
    the first that prints the words most print.
    """
    found: defaultdict[int, list[tuple[_Printing, int]]] = defaultdict(list)
    for printing in printings:
        for part, place in enumerate(printing.places):
            found[place].append((printing, part))
    return [_preferred(found[place]) for place in range(len(found))]


def _preferred(printed: Sequence[tuple[_Printing, int]]) -> _Source:
    first, at = printed[0]
    text, faults = first.texts[at], first.faults(at)
    if True not in faults and all(one.texts[part] == text for one, part in printed):
        return _Source(faults, first, at)
    sources = [_Source(one.faults(part), one, part) for one, part in printed]
    pages = {(one.printing.words(one.part), one.printing.passage.article) for one in sources}
    counts = Counter(words for words, _ in pages)

    def rank(one: _Source) -> tuple[bool, bool, tuple[bool, bool], int]:
        passage = one.printing.passage
        return not passage.transcript, passage.indirect, one.faults, -counts[one.printing.words(one.part)]

    return min(sources, key=rank)


def _readings(printings: Iterable[_Printing], sources: Sequence[_Source]) -> list[list[Reading]]:
    """Return the readings of each place, in the order of ``printings``."""
    found: list[list[Reading]] = [[] for _ in sources]
    texts = [source.printing.texts[source.part] for source in sources]
    for printing in printings:
        article, statement = printing.passage.article, printing.passage.statement
        for part, (place, text, span) in enumerate(zip(printing.places, printing.texts, printing.spans, strict=True)):
            if text == texts[place]:  # one string for all who print the same
                reading = Reading(article, statement, Span(*span), texts[place])
            else:
                reading = Reading(article, statement, Span(*span), text, sources[place].change(printing, part))
            found[place].append(reading)
    return found


def _told(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the quotations, and of what is partly reported the quoted words that they print, or print most of."""
    whole = [passage for passage in passages if passage.whole]
    yield from whole
    parts = [part for passage in passages if not passage.whole for part in passage.verbatim()]
    printed = [f" {' '.join(passage.words)} " for passage in whole] if parts else []
    rows = [seeds_of(passage.words).keys() for passage in whole] if parts else []
    for part in parts:
        own = len(part.words) - part.words.count(EDITORIAL)
        if _most_of(part, rows) or (own >= _FEWEST and any(f" {' '.join(part.words)} " in words for words in printed)):
            yield part


def _most_of(part: Passage, printed: Iterable[Set[_Row]]) -> bool:
    """Whether a part has enough of the runs of three words of a quotation, or a quotation of its own."""
    own = seeds_of(part.words).keys()
    return any(len(own & rows) >= max(_ENOUGH, _MOST_OF * min(len(own), len(rows))) for rows in printed)


def _speaker(passages: Iterable[Passage]) -> str | None:
    """Return the name most pages give the speaker, of two as frequent the longer; a description if none gives one."""
    spoken = [passage for passage in passages if passage.speaker]
    named = [passage for passage in spoken if passage.name]
    names = Counter(passage.speaker for passage in named or spoken if passage.speaker)
    return max(names, key=lambda name: (names[name], len(name), name), default=None)


def _breaks(passage: Passage) -> Iterator[int]:
    """Yield the words before which a paragraph of the quotation begins, with its opening mark once more; or a note."""
    if passage.notes:
        starts, _ = passage.edges()
        yield from (bisect_right(starts, note.start) for note in passage.notes)
    text, line_end = passage.text, passage.text.find("\n", passage.span.start, passage.span.end)
    if line_end < 0:
        return
    starts, ends = passage.edges()
    while line_end >= 0:
        word = bisect_right(starts, line_end)
        if word == len(starts):
            return
        if word and _REOPENED.search(text, ends[word - 1], starts[word]):
            yield word
        line_end = text.find("\n", starts[word], passage.span.end)


def _spans(passage: Passage, parts: Iterable[Part], *, goes_on: bool) -> list[tuple[int, int]]:
    """Return where each part of a passage starts and ends, with what is printed close to it.

    Where the quotation ``goes_on`` behind a tag the comma before it is the speaker's as far as anybody knows.
    """
    starts, ends = passage.edges()
    text, count = passage.text, len(starts)
    found = []
    for _, first, end in parts:
        start, stop = starts[first], ends[end - 1]
        if not first or text[start - 1] != " ":
            start = _left(passage, start, ends[first - 1] if first else None)
        if end == count or text[stop] != " ":
            stop = _right(passage, stop, starts[end] if end < count else None, goes_on=goes_on)
        found.append((start, stop))
    return found


def _left(passage: Passage, start: int, before: int | None) -> int:
    """Return where a word starts with what is printed close before it: "$", "(", "…", a mark inside the quotation.

    ``before`` is where the word before it ends, if there is one.
    """
    text, at, limit = passage.text, start, passage.span.start if before is None else before
    own = _MARKS if before is None or "\n" in text[before:start] else frozenset()
    while at > limit and not (text[at - 1].isspace() or text[at - 1] in own):
        at -= 1
    return start if at == before else at


def _right(passage: Passage, end: int, after: int | None, *, goes_on: bool) -> int:
    """Return where a word ends with what is printed close after it; a comma before a closing mark is the page's own.

    ``after`` is where the word after it starts, if there is one.
    """
    text, at, limit = passage.text, end, passage.span.end if after is None else after
    own = _MARKS if after is None or "\n" in text[end:after] else frozenset()
    while at < limit and not (text[at].isspace() or text[at] in own):
        at += 1
    is_pages_own = text[end:at] == "," and not goes_on and (after is None or not text[at].isspace())
    return end if is_pages_own else at


def _joining(printings: Iterable[_Printing], pages: Pages) -> defaultdict[int, dict[str, None]]:
    """Return for each place the articles that print it right after the one before it, at most a tag in between."""
    ends: defaultdict[tuple[str, int], list[Passage]] = defaultdict(list)
    for printing in printings:
        ends[printing.passage.article, printing.places[-1]].append(printing.passage)
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for printing in printings:
        passage, first = printing.passage, printing.places[0]
        if any(pages[passage.article].goes_on(one, passage) for one in ends.get((passage.article, first - 1), ())):
            found[first][passage.article] = None
        for before, place in pairwise(printing.places):
            if place == before + 1:
                found[place][passage.article] = None
    return found


def _by_one_page(joining: Mapping[int, Mapping[str, None]], places: int) -> dict[int, Mapping[str, None]]:
    """Return what joins places where pages report: one page must print all of what no seam parts.

    Two quotations of one speech may be put together where they overlap; pages' own words for it make no sentence so.
    """
    found: dict[int, Mapping[str, None]] = {0: {}}
    here: Set[str] | None = None  # who prints all since the last seam
    for place in range(1, places):
        by = joining.get(place, {})
        both = by.keys() if here is None else by.keys() & here
        found[place] = by if both else {}
        here = both or None
    return found


def _witnesses(
    passages: Sequence[Passage], printings: Iterable[_Printing], readings: Sequence[Sequence[Reading]]
) -> Iterator[Witness]:
    """Yield the witnesses in the order of ``passages``."""
    has_quotation = any(passage.whole for passage in passages)
    omits = omitting(passages)
    printed: defaultdict[_Key, list[int]] = defaultdict(list)
    for printing in printings:
        printed[printing.passage.article, printing.passage.statement] += printing.places
    differs = _differences(readings)
    parts: defaultdict[_Key, list[Passage]] = defaultdict(list)
    for passage in passages:
        parts[passage.article, passage.statement].append(passage)
    for witness, own in parts.items():
        changes = {*differs[witness], *_moves(printed[witness], len(readings)), *_marks(own)}
        if witness in omits:
            changes.add(Change.ELIDED)
        if has_quotation and not all(passage.whole for passage in own):
            changes.add(Change.PARAPHRASED)
        told = tuple([change for change in _CHANGES if change in changes])
        yield Witness(*witness, tuple([span for passage in own for span in passage.spans]), told or (Change.IDENTICAL,))


def _differences(readings: Iterable[Iterable[Reading]]) -> defaultdict[_Key, set[Change]]:
    """Return for each witness how its readings differ from the texts of their places."""
    found: defaultdict[_Key, set[Change]] = defaultdict(set)
    for place in readings:
        for reading in place:
            if reading.change is not Change.IDENTICAL:
                found[reading.article, reading.statement].add(reading.change)
    return found


def _moves(numbers: list[int], places: int) -> Iterator[Change]:
    """Yield what is missing or moved where a witness prints places ``numbers`` of so many, in its own order."""
    if not numbers:
        return
    first, last = min(numbers), max(numbers)
    if first > 0 or last < places - 1:
        yield Change.TRIMMED
    if len(set(numbers)) <= last - first:
        yield Change.ELIDED
    if numbers != sorted(numbers):
        yield Change.REORDERED


def _marks(passages: Sequence[Passage]) -> Iterator[Change]:
    """Yield what a page itself shows it did: put something in, joined what is apart."""
    if any(passage.edited for passage in passages):
        yield Change.BRACKETED
    kept: Counter[Span] = Counter()
    for passage in passages:
        if passage.cut_from:
            kept[passage.cut_from] += passage.span.end - passage.span.start
    if kept and any(length < whole.end - whole.start for whole, length in kept.items()):
        yield Change.SPLICED
