"""Spoken: whose words a transcript shows a quotation to be, where the page was read to give them to somebody else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from onrecord.alignment import same_name
from onrecord.collate.page import Page
from onrecord.collate.passages import Passage
from onrecord.model import ArticleKind, Span
from onrecord.text import SpanIndex, quotations

__all__ = ["as_spoken"]

_RUN = 4  # words in a row
_FEWEST = 3  # runs that a turn must have
_MOST_OF = 0.4  # of a quotation's runs, the same
_CLOSE_DAYS = 7  # after the turn within which a report of it is printed; farther off, a day of saying is another one

_Row = tuple[str, ...]


def as_spoken(pages: Mapping[str, Page]) -> Iterator[Passage]:
    """Yield the passages of all pages, those that print the words of a turn with its speaker and day.

    A page prints a bare surname, a pronoun or a date farther off, and whose and when that is was guessed; a transcript
    says so. It goes before where a quotation of a page printed within a week after shares two fifths of its runs of
    words, three at least, with a turn, and with none of somebody it may be given to.

    A quotation that joins words of two turns is cut between them.

    Accepted gaps: words that the turn itself quotes from somebody are left as the page has them; fewer than six words
    of a turn are not cut off.
    """
    turns = [turn for page in pages.values() if _is_transcript(page) for turn in page.passages if not turn.nested]
    if not turns:
        for page in pages.values():
            yield from page.passages
        return
    having = _rows_of(turns)
    for page in pages.values():
        for passage in page.passages:
            published = page.article.published
            if passage.transcript or passage.indirect or published is None:
                yield passage
            else:
                for part in _parted(passage, having):
                    yield _with_turn(part, published.toordinal(), having)


def _is_transcript(page: Page) -> bool:
    return page.article.kind is ArticleKind.TRANSCRIPT


def _rows_of(turns: Sequence[Passage]) -> dict[_Row, list[Passage]]:
    """Return which turns have which words in a row, without those that they quote."""
    having: defaultdict[_Row, list[Passage]] = defaultdict(list)
    for _, of_one in groupby(turns, key=lambda turn: turn.article):
        on_page = list(of_one)
        quoted = SpanIndex(span for found in quotations(on_page[0].text) for span in found.spans)
        for turn in on_page:
            starts, ends = turn.edges()
            for at, row in enumerate(_rows(turn.words)):
                if not quoted.overlapping(Span(starts[at], ends[at + _RUN - 1])):
                    having[row].append(turn)
    return dict(having)


def _rows(words: Sequence[str]) -> Iterator[_Row]:
    return zip(*(words[shift:] for shift in range(_RUN)), strict=False)


def _parted(passage: Passage, having: Mapping[_Row, Sequence[Passage]]) -> Iterator[Passage]:
    """Yield the parts of a quotation that are words of one turn each; as a rule that is all of it."""
    joint = _joint(passage.words, having) if passage.whole else 0
    if not joint:
        yield passage
        return
    yield passage.part(0, joint)
    yield from _parted(passage.part(joint, len(passage.words)), having)


def _joint(words: Sequence[str], having: Mapping[_Row, Sequence[Passage]]) -> int:
    """Return the word before which words end that one turn has and begin those that another has; 0 if none does."""
    printed: defaultdict[object, list[int]] = defaultdict(list)
    for at, row in enumerate(_rows(words)):
        for turn in having.get(row, ()):
            printed[turn.rank].append(at)
    held = [places for places in printed.values() if len(places) >= _FEWEST]
    for one, other in sorted((one[-1] + _RUN, other[0]) for one in held for other in held if one[-1] < other[0]):
        if one <= other and not any(places[0] < one - _RUN and places[-1] > other for places in held):
            return other
    return 0


def _with_turn(passage: Passage, published: int, having: Mapping[_Row, Sequence[Passage]]) -> Passage:
    rows = [row for part in passage.verbatim() for row in _rows(part.words)]
    shared = Counter(turn.rank for row in rows for turn in having.get(row, ()) if _was_before(turn, published))
    near = {turn.rank: turn for row in rows for turn in having.get(row, ())}
    found = [near[rank] for rank, count in shared.items() if count >= max(_FEWEST, _MOST_OF * len(rows))]
    if not found or any(_agree(passage, turn) for turn in found):
        return passage
    best = max(found, key=lambda turn: (shared[turn.rank], turn.rank))
    return replace(passage, speaker=best.speaker, name=best.name, days=best.days, dated=True)


def _was_before(turn: Passage, published: int) -> bool:
    return turn.days is not None and 0 <= published - turn.days[0] <= _CLOSE_DAYS


def _agree(passage: Passage, turn: Passage) -> bool:
    """Whether nothing of whose and when stands between a passage and a turn."""
    if not same_name(passage.name, turn.name):
        return False
    if passage.days is None or turn.days is None:
        return True
    return max(passage.days[0] - turn.days[1], turn.days[0] - passage.days[1]) <= _CLOSE_DAYS
