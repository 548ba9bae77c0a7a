"""Rebuild: the passages of one utterance → its places, readings and witnesses."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

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


@dataclass(slots=True)
class _Piece:
    """Words ``first`` to ``end`` of a passage: what it prints at one place; ``number`` is the passage's in rank."""

    passage: Passage
    number: int
    first: int
    end: int
    span: Span
    text: str

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words, an editor's bracket as one."""
        return self.passage.words[self.first : self.end]

    @property
    def preference(self) -> tuple[bool, bool, int]:
        """Sorts first what a place's text is best taken from: no marks between paragraphs, no editor's brackets."""
        broken = "\n" in self.text and _REOPENED.search(self.text) is not None
        return broken, "[" in self.text and EDITORIAL in self.words, self.number


def rebuild(passages: Iterable[Passage], pages: Pages) -> Utterance:
    """Return the utterance that ``passages`` print.

    Where a quotation is among them, reported words never get into the places: their witnesses are paraphrased. A
    transcript gives the order of places, else the longest quotation; a place's text is taken from the first in that
    ranking that prints it without an editor's brackets.
    """
    members = list(passages)
    told = list(_told(members)) if any(passage.whole for passage in members) else members
    ranked = sorted(told, key=lambda passage: (not passage.transcript, passage.indirect, passage.rank))
    breaks: dict[Wording, set[int]] = {}
    for passage in ranked:
        breaks.setdefault(passage.words, set()).update(_breaks(passage))
    printed = _printed(ranked, tabulate(breaks), pages)
    places = tuple(
        _place(printed[number], printed[number - 1] if number else [], pages) for number in range(len(printed))
    )
    members.sort(key=lambda passage: (pages[passage.article].rank, passage.span))
    return Utterance(
        id=content_id(
            "utterance", *sorted(f"{one.article} {one.statement} {one.span.start}-{one.span.end}" for one in members)
        ),
        speaker=_speaker(members),
        witnesses=tuple(_witnesses(members, places)),
        places=places,
    )


def _printed(ranked: list[Passage], parts: Mapping[Wording, list[Part]], pages: Pages) -> list[list[_Piece]]:
    """Return what is printed at each place, in the order of pages."""
    found: defaultdict[int, list[_Piece]] = defaultdict(list)
    for number, passage in sorted(enumerate(ranked), key=lambda item: (pages[item[1].article].rank, item[1].span)):
        offsets, text = passage.offsets(), passage.text
        for place, first, end in parts[passage.words]:
            span = Span(_left(passage, offsets, first), _right(passage, offsets, end - 1))
            found[place].append(_Piece(passage, number, first, end, span, text[span.start : span.end]))
    return [found[place] for place in range(len(found))]


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
    """Yield the words before which a paragraph of the quotation begins, with its opening mark once more."""
    if passage.text.find("\n", passage.span.start, passage.span.end) >= 0:
        for word, ((_, end), (start, _)) in enumerate(pairwise(passage.offsets()), 1):
            if _REOPENED.search(passage.text, end, start):
                yield word


def _left(passage: Passage, offsets: list[tuple[int, int]], word: int) -> int:
    """Return where a word starts with what is printed close before it: "$", "(", "…"."""
    text, start = passage.text, offsets[word][0]
    if word and text[start - 1] == " ":
        return start
    at, limit = start, offsets[word - 1][1] if word else passage.span.start
    while at > limit and not (text[at - 1].isspace() or text[at - 1] in _MARKS):
        at -= 1
    return start if word and at == limit else at


def _right(passage: Passage, offsets: list[tuple[int, int]], word: int) -> int:
    """Return where a word ends with what is printed close after it; a comma before a closing mark is the page's own."""
    text, at, last = passage.text, offsets[word][1], word == len(offsets) - 1
    if not last and text[at] == " ":
        return at
    limit = passage.span.end if last else offsets[word + 1][0]
    end = at
    while end < limit and not (text[end].isspace() or text[end] in _MARKS):
        end += 1
    return at if text[at:end] == "," and (last or not text[end].isspace()) else end


def _place(pieces: list[_Piece], before: list[_Piece], pages: Pages) -> Place:
    """Return a place from what is printed there and at the place before it, both in the order of pages."""
    source = min(pieces, key=attrgetter("number"))
    if any(source.preference[:2]):
        source = min(pieces, key=attrgetter("preference"))
    readings = tuple(
        [
            Reading(piece.passage.article, piece.passage.statement, piece.span, piece.text, _change(piece, source))
            for piece in pieces
        ]
    )
    return Place(source.text, readings, source.passage.statement, tuple(dict.fromkeys(_joining(pieces, before, pages))))


def _joining(pieces: list[_Piece], before: list[_Piece], pages: Pages) -> Iterator[str]:
    """Yield the articles that print one of ``pieces`` right after one of those ``before``, at most a tag in between."""
    rims: defaultdict[str, list[Passage]] = defaultdict(list)
    ends = set()
    for piece in before:
        ends.add((piece.number, piece.end))
        if piece.end == len(piece.passage.words):
            rims[piece.passage.article].append(piece.passage)
    for piece in pieces:
        passage = piece.passage
        if piece.first:
            joined = (piece.number, piece.first) in ends
        else:
            joined = any(pages[passage.article].goes_on(one, passage) for one in rims.get(passage.article, ()))
        if joined:
            yield passage.article


def _change(piece: _Piece, source: _Piece) -> Change:
    """Return how a piece differs from the text of its place."""
    if piece.text == source.text:
        return Change.IDENTICAL
    if EDITORIAL in piece.words:
        return Change.BRACKETED
    if piece.words == source.words:
        return Change.TYPOGRAPHY
    return Change.PARAPHRASED if piece.passage.indirect else Change.REWORDED


def _witnesses(passages: Sequence[Passage], places: Sequence[Place]) -> Iterator[Witness]:
    """Yield the witnesses in the order of ``passages``."""
    has_quotation = any(passage.whole for passage in passages)
    omits = omitting(passages)
    printed: defaultdict[tuple[str, str], list[tuple[int, int, Change]]] = defaultdict(list)
    for number, place in enumerate(places):
        for reading in place.readings:
            printed[reading.article, reading.statement].append((reading.span.start, number, reading.change))
    parts: defaultdict[tuple[str, str], list[Passage]] = defaultdict(list)
    for passage in passages:
        parts[passage.article, passage.statement].append(passage)
    for (article, statement), own in parts.items():
        found = sorted(printed[article, statement])
        changes = [change for _, _, change in found]
        changes += _moves([number for _, number, _ in found], len(places))
        changes += _marks(own)
        if (article, statement) in omits:
            changes.append(Change.ELIDED)
        if has_quotation and not all(passage.whole for passage in own):
            changes.append(Change.PARAPHRASED)
        told = tuple([change for change in _CHANGES if change in changes])
        yield Witness(article, statement, tuple([passage.span for passage in own]), told or (Change.IDENTICAL,))


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
    if kept and any(length < whole.end - whole.start for whole, length in kept.items()):
        yield Change.SPLICED
