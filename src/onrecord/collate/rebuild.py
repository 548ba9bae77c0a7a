"""Rebuild: the passages of one utterance → its places, readings and witnesses."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from onrecord.alignment import EDITORIAL
from onrecord.collate.omit import omitting
from onrecord.collate.page import Page
from onrecord.collate.passages import Passage
from onrecord.collate.table import tabulate
from onrecord.model import Change, Place, Reading, Span, Utterance, Witness, content_id
from onrecord.text import DOUBLE_MARKS, SINGLE_MARKS

__all__ = ["Pages", "rebuild"]

_MARKS = re.escape("".join(sorted(DOUBLE_MARKS | SINGLE_MARKS)))
_BREAK = re.compile(rf"[\s{_MARKS}]")
_REOPENED = re.compile(rf"\n[^\w\n]*?[{_MARKS}]|[{_MARKS}][^\w\n]*?\n")

_FEWEST = 3  # quoted words in reported speech that can be told from a phrase of anybody's

Pages = Mapping[str, Page]
"""Article id → page."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words ``first`` to ``end`` of a passage: what it prints at one place."""

    passage: Passage
    first: int
    end: int
    span: Span
    text: str

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words, an editor's bracket as one."""
        return self.passage.words[self.first : self.end]

    @property
    def broken(self) -> bool:
        """Whether the marks between two paragraphs are among its characters."""
        return _REOPENED.search(self.text) is not None


def rebuild(passages: Iterable[Passage], pages: Pages) -> Utterance:
    """Return the utterance that ``passages`` print.

    Where a quotation is among them, reported words never get into the places: their witnesses are paraphrased. A
    transcript gives the order of places, else the longest quotation; a place's text is taken from the first in that
    ranking that prints it without an editor's brackets.
    """
    members = list(passages)
    told = list(_told(members)) if any(map(_is_whole, members)) else members
    ranked = sorted(told, key=lambda passage: (not passage.transcript, passage.indirect, passage.rank))
    breaks: dict[tuple[str, ...], set[int]] = {}
    for passage in ranked:
        breaks.setdefault(passage.words, set()).update(_breaks(passage, pages[passage.article].article.text))
    numbers = tabulate(breaks)
    printed: defaultdict[int, list[_Piece]] = defaultdict(list)
    for passage in ranked:
        for number, piece in _pieces(passage, numbers[passage.words], pages[passage.article].article.text):
            printed[number].append(piece)
    in_order = [printed[number] for number in sorted(printed)]
    places = tuple(_place(at, before, pages) for before, at in pairwise([[], *in_order]))
    members.sort(key=lambda passage: (pages[passage.article].rank, passage.span))
    return Utterance(
        id=content_id(
            "utterance", *sorted(f"{one.article} {one.statement} {one.span.start}-{one.span.end}" for one in members)
        ),
        speaker=_speaker(members),
        witnesses=tuple(_witnesses(members, places, pages)),
        places=places,
    )


def _is_whole(passage: Passage) -> bool:
    """Whether every word of a passage stands in quotation marks."""
    return all(passage.quoted)


def _told(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the quotations, and of what is partly reported the quoted words that they print too."""
    whole = [passage for passage in passages if _is_whole(passage)]
    yield from whole
    printed = [f" {' '.join(passage.words)} " for passage in whole]
    for passage in passages:
        for part in () if _is_whole(passage) else passage.verbatim():
            own = len(part.words) - part.words.count(EDITORIAL)
            if own >= _FEWEST and any(f" {' '.join(part.words)} " in words for words in printed):
                yield part


def _speaker(passages: Iterable[Passage]) -> str | None:
    """Return the name most pages give the speaker, of two as frequent the longer; a description if none gives one."""
    spoken = [passage for passage in passages if passage.speaker]
    named = [passage for passage in spoken if passage.name]
    names = Counter(passage.speaker for passage in named or spoken if passage.speaker)
    return max(names, key=lambda name: (names[name], len(name), name), default=None)


def _breaks(passage: Passage, text: str) -> Iterator[int]:
    """Yield the words before which a paragraph of the quotation begins, with its opening mark once more."""
    if "\n" in passage.span.of(text):
        for word, (end, start) in enumerate(zip(passage.ends, passage.starts[1:], strict=False), 1):
            if _REOPENED.search(text, end, start):
                yield word


def _pieces(passage: Passage, places: Sequence[int], text: str) -> Iterator[tuple[int, _Piece]]:
    """Yield each place and what a passage prints there, marks and narration around it left out."""
    first = 0
    for place, words in groupby(places):
        end = first + sum(1 for _ in words)
        span = Span(_left(passage, first, text), _right(passage, end - 1, text))
        yield place, _Piece(passage, first, end, span, span.of(text))
        first = end


def _left(passage: Passage, word: int, text: str) -> int:
    """Return where a word starts with what is printed close before it: "$", "(", "…"."""
    start = passage.starts[word]
    at, limit = start, passage.ends[word - 1] if word else passage.span.start
    while at > limit and not _BREAK.match(text[at - 1]):
        at -= 1
    return start if word and at == limit else at


def _right(passage: Passage, word: int, text: str) -> int:
    """Return where a word ends with what is printed close after it; a comma before a closing mark is the page's own."""
    at, last = passage.ends[word], word == len(passage.words) - 1
    limit = passage.span.end if last else passage.starts[word + 1]
    found = _BREAK.search(text, at, limit)
    end = found.start() if found else limit
    return at if text[at:end] == "," and (last or not text[end].isspace()) else end


def _place(pieces: list[_Piece], before: list[_Piece], pages: Pages) -> Place:
    """Return a place from what is printed there and at the place before it."""
    source = min(pieces, key=lambda piece: (piece.broken, EDITORIAL in piece.words))
    pieces = sorted(pieces, key=lambda piece: (pages[piece.passage.article].rank, piece.span))
    readings = [
        Reading(piece.passage.article, piece.passage.statement, piece.span, piece.text, _change(piece, source))
        for piece in pieces
    ]
    near: defaultdict[str, list[_Piece]] = defaultdict(list)
    for piece in before:
        near[piece.passage.article].append(piece)
    joined = [
        piece.passage.article
        for piece in pieces
        if any(_joined(one, piece, pages[piece.passage.article]) for one in near[piece.passage.article])
    ]
    return Place(source.text, tuple(readings), source.passage.statement, tuple(dict.fromkeys(joined)))


def _joined(one: _Piece, other: _Piece, page: Page) -> bool:
    """Whether a page prints ``other`` right after ``one``, with no more than a tag in between."""
    if one.passage is other.passage:
        return one.end == other.first
    at_rims = one.end == len(one.passage.words) and other.first == 0
    return at_rims and page.goes_on(one.passage, other.passage)


def _change(piece: _Piece, source: _Piece) -> Change:
    """Return how a piece differs from the text of its place."""
    if piece.text == source.text:
        return Change.IDENTICAL
    if EDITORIAL in piece.words:
        return Change.BRACKETED
    if piece.words == source.words:
        return Change.TYPOGRAPHY
    return Change.PARAPHRASED if piece.passage.indirect else Change.REWORDED


def _witnesses(passages: Sequence[Passage], places: Sequence[Place], pages: Pages) -> Iterator[Witness]:
    """Yield the witnesses in the order of ``passages``."""
    has_quotation = any(map(_is_whole, passages))
    omits = omitting((passage, pages[passage.article].article.text) for passage in passages)
    printed: defaultdict[tuple[str, str], list[tuple[Span, int, Change]]] = defaultdict(list)
    for number, place in enumerate(places):
        for reading in place.readings:
            printed[reading.article, reading.statement].append((reading.span, number, reading.change))
    parts: defaultdict[tuple[str, str], list[Passage]] = defaultdict(list)
    for passage in passages:
        parts[passage.article, passage.statement].append(passage)
    for (article, statement), own in parts.items():
        found = sorted(printed[article, statement])
        changes = {change for _, _, change in found} | set(_moves([number for _, number, _ in found], len(places)))
        changes |= set(_marks(own))
        if (article, statement) in omits:
            changes.add(Change.ELIDED)
        if has_quotation and not all(map(_is_whole, own)):
            changes.add(Change.PARAPHRASED)
        told = tuple(change for change in Change if change in changes - {Change.IDENTICAL})
        yield Witness(article, statement, tuple(passage.span for passage in own), told or (Change.IDENTICAL,))


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
    if any(EDITORIAL in passage.words for passage in passages):
        yield Change.BRACKETED
    kept: Counter[Span] = Counter()
    for passage in passages:
        if passage.cut_from:
            kept[passage.cut_from] += passage.span.end - passage.span.start
    if any(length < whole.end - whole.start for whole, length in kept.items()):
        yield Change.SPLICED
