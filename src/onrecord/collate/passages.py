"""Passages: the unit that is matched, one unbroken stretch of quoted or reported words in one article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import groupby, pairwise

from onrecord.alignment import EDITORIAL, name_words, token_edges, token_words, tokens
from onrecord.corrections import Field
from onrecord.model import ArticleKind, Form, Notes, Span, SpeakerKind, Statement
from onrecord.text import SpanIndex, folded, trim

__all__ = ["Passage", "passages_of"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One unbroken stretch of a content, as words.

    ``span`` is where it stands in the ``text`` of its page; ``words`` and ``quoted`` (whether it stands in quotation
    marks) run in parallel, one entry a word. ``name`` holds the words of the speaker's name, none if the speaker is
    unknown or only described ("an official").
    ``days`` is the first and last day (proleptic ordinals) on which the words may have been said, if anything is
    known, and ``dated`` whether the page itself says so, or is a transcript. ``cut_from`` is the span this was cut out
    of where the page joined words of two utterances. ``notes`` are inside ``span`` and no words of anybody's: what a
    transcript notes in a turn ("(Applause)").
    """

    article: str
    statement: str
    text: str = field(repr=False)
    span: Span
    words: tuple[str, ...]
    quoted: tuple[bool, ...]
    speaker: str | None = None
    name: frozenset[str] = frozenset()
    days: tuple[int, int] | None = None
    dated: bool = False
    nested: bool = False
    indirect: bool = False
    transcript: bool = False
    cut_from: Span | None = None
    notes: tuple[Span, ...] = ()

    @property
    def rank(self) -> tuple[int, str, Span, str]:
        """Sorts longer passages first and never depends on the order of reading."""
        return -len(self.words), self.article, self.span, self.statement

    @property
    def whole(self) -> bool:
        """Whether every word stands in quotation marks."""
        return False not in self.quoted

    @property
    def edited(self) -> bool:
        """Whether an editor's bracket is among the words."""
        return self.text.find("[", self.span.start, self.span.end) >= 0 and EDITORIAL in self.words

    def edges(self) -> tuple[list[int], list[int]]:
        """Return where each word starts, and where each ends; found anew, since all of them would fill the memory."""
        return _edges(self.text, self.span, self.notes)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The span, without notes."""
        if not self.notes:
            return (self.span,)
        bounds = [self.span.start, *(end for note in self.notes for end in (note.start, note.end)), self.span.end]
        found = (trim(self.text, start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True))
        return tuple(span for span in found if span)

    def part(self, first: int, end: int) -> Passage:
        """Return the words ``first`` to ``end`` (exclusive) as a passage of its own."""
        starts, _ = self.edges()
        start = starts[first] if first else self.span.start
        stop = starts[end] if end < len(self.words) else self.span.end
        return replace(
            self,
            span=Span(start, stop),
            words=self.words[first:end],
            notes=tuple(note for note in self.notes if start < note.start and note.end < stop),
            quoted=self.quoted[first:end],
            cut_from=self.cut_from or self.span,
        )

    def verbatim(self) -> Iterator[Passage]:
        """Yield the runs of words that stand in quotation marks, each as a passage."""
        if self.whole:
            yield self
            return
        first = 0
        starts, ends = self.edges() if True in self.quoted else ([], [])
        for is_quoted, run in groupby(self.quoted):
            end = first + sum(1 for _ in run)
            if is_quoted:
                span = Span(starts[first], ends[end - 1])
                yield replace(self.part(first, end), span=span, cut_from=self.cut_from)
            first = end


def passages_of(notes: Notes) -> Iterator[Passage]:
    """Yield the passages of one article, statement by statement.

    Fragments with no word between them (a quotation that runs over paragraphs) are one passage. A statement that hands
    on a whole page ("the agency reports: …") says nothing in its own words and gives none.
    """
    article = notes.article
    carriers = frozenset(_carriers(notes.statements))
    is_transcript = article.kind is ArticleKind.TRANSCRIPT
    described = {speaker.name for speaker in notes.speakers if speaker.kind is SpeakerKind.UNNAMED}
    for statement in notes.statements:
        name = "" if statement.speaker in described else statement.speaker or ""
        if name and not is_transcript:
            name = _surname(statement, article.text) or name
        for span in _stretches(statement, article.text, is_transcript) if statement.id not in carriers else ():
            noted = tuple(_noted(statement, span, article.text)) if is_transcript else ()
            found = _words(article.text, span, noted)
            if all(word == EDITORIAL for word in found):
                continue
            if statement.form is Form.MIXED and not is_transcript:
                starts, _ = token_edges(article.text, span)
                quoted = tuple(_in_marks(statement, starts))
            else:
                quoted = _throughout(len(found), is_transcript or statement.form is Form.DIRECT)
            yield Passage(
                article.id,
                statement.id,
                article.text,
                span,
                tuple(found),
                quoted,
                statement.speaker,
                name_words(name),
                *_days(statement, article.published, is_transcript=is_transcript),
                nested=statement.inside is not None,
                indirect=statement.form is Form.INDIRECT,
                transcript=is_transcript,
                notes=noted,
            )


def _surname(statement: Statement, text: str) -> str | None:
    """Return the single name that a source is printed as, if it is a part of the speaker's.

    Of two of one surname the page was read to mean the one it let speak, so the surname is all that is known.
    """
    if (
        statement.speaker is None
        or not statement.source
        or any(one.field is Field.SPEAKER for one in statement.corrected)
    ):
        return None
    printed, *more = folded(statement.source[0].of(text))
    known = folded(statement.speaker)
    return printed if not more and len(known) > 1 and printed == known[-1] else None


def _in_marks(statement: Statement, starts: Iterable[int]) -> Iterator[bool]:
    """Return for each word whether it stands in quotation marks of the statement."""
    marked = SpanIndex(part for fragment in statement.content for part in fragment.quoted)
    return (bool(marked.overlapping(Span(start, start + 1))) for start in starts)


@lru_cache(maxsize=1024)
def _throughout(count: int, quoted: bool) -> tuple[bool, ...]:  # noqa: FBT001 - a value, no option
    """Return the same for each of so many words; most passages share what this returns."""
    return (quoted,) * count


def _carriers(statements: Iterable[Statement]) -> Iterator[str]:
    """Yield the ids of statements whose content holds whole statements handed on ``via`` somebody, not nested ones."""
    carried = [statement for statement in statements if statement.via and statement.inside is None]
    for statement in statements if carried else ():
        if any(other is not statement and _holds(statement, other) for other in carried):
            yield statement.id


def _holds(outer: Statement, inner: Statement) -> bool:
    return all(any(own.contains(span) for own in outer.spans) for span in inner.spans)


def _words(text: str, span: Span, notes: Sequence[Span]) -> list[str]:
    if not notes:
        return token_words(text, span)
    starts, _ = _edges(text, span, notes)
    own = set(starts)
    return [word for start, _, word in tokens(text, span) if start in own]


def _edges(text: str, span: Span, notes: Sequence[Span]) -> tuple[list[int], list[int]]:
    starts, ends = token_edges(text, span)
    if not notes:
        return starts, ends
    inside = SpanIndex(notes)
    own = [at for at, start in enumerate(starts) if not inside.overlapping(Span(start, start + 1))]
    return [starts[at] for at in own], [ends[at] for at in own]


def _noted(statement: Statement, span: Span, text: str) -> Iterator[Span]:
    """Yield what stands in a stretch of a turn and is no part of its content."""
    for before, after in pairwise(sorted(one for one in statement.spans if span.contains(one))):
        if any(map(str.isalnum, text[before.end : after.start])):
            yield Span(before.end, after.start)


def _stretches(statement: Statement, text: str, is_turn: bool) -> Iterator[Span]:  # noqa: FBT001 - a fact
    """Yield the spans of a content in text order, those with no letter or digit between them as one; a turn is one."""
    stretch, *rest = sorted(statement.spans) if len(statement.content) > 1 else statement.spans
    for span in rest:
        if not is_turn and any(map(str.isalnum, text[stretch.end : span.start])):
            yield stretch
            stretch = span
        else:
            stretch = Span(stretch.start, max(stretch.end, span.end))
    yield stretch


def _days(statement: Statement, published: date | None, *, is_transcript: bool) -> tuple[tuple[int, int] | None, bool]:
    """Return the days of the saying, and whether the page gives them; where it gives none, it was printed then."""
    when = statement.when
    if when is None or (when.start is None and when.end is None):
        return (published.toordinal(), published.toordinal()) if published else None, is_transcript
    return ((when.start or date.min).toordinal(), (when.end or date.max).toordinal()), not when.inferred
