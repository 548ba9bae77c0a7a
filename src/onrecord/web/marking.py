"""An article's text cut into flat pieces that carry what they are, so that spans may overlap as they like."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model import Article, Notes, Span, Statement
from onrecord.text import paragraphs

__all__ = ["Paragraph", "Piece", "colours", "marked"]

COLOURS = 8  # speakers with a colour of their own; the others are grey


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is the same all through: its ``classes``, and the statements that ``opens`` in it.

    Numbers count the statements of the article from 1. ``here`` is where the words that were asked for begin.
    """

    text: str
    classes: str
    opens: tuple[int, ...]
    here: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in pieces, with the numbers of the statements whose content begins in it."""

    pieces: tuple[Piece, ...]
    opens: tuple[int, ...]
    boilerplate: bool
    headline: bool

    @property
    def plain(self) -> str:
        """Its text, where nothing in it is marked; else empty."""
        first = self.pieces[0]
        return first.text if len(self.pieces) == 1 and not (first.classes or self.opens or self.headline) else ""


@dataclass(frozen=True, slots=True)
class _Mark:
    """One span of the text and the class it gives, where it is of a statement with the ``depth`` of its nesting."""

    span: Span
    name: str
    depth: int = 0
    quoted: bool | None = None


def colours(statements: Iterable[Statement]) -> dict[str, int]:
    """Return a colour from 1 to 8 for each of the first speakers of an article; the others have none."""
    names = dict.fromkeys(statement.speaker for statement in statements if statement.speaker)
    return {name: number for number, name in enumerate(list(names)[:COLOURS], start=1)}


def marked(notes: Notes, here: Sequence[Span] = (), shown: Mapping[str, int] | None = None) -> list[Paragraph]:
    """Return the paragraphs of an article with statements, cues, sources, boilerplate and what is ``here`` marked.

    Only the statements that are ``shown`` are, each with the number it has there by its id; all of them, counted from
    1, where none are given.
    """
    article = notes.article
    if shown is None:
        shown = {statement.id: number for number, statement in enumerate(notes.statements, start=1)}
    asked = [_Mark(span, "here") for span in here]
    marks = sorted([*_marks(notes, shown), *asked], key=lambda mark: mark.span.start)
    spans = list(paragraphs(article.text))
    ends = [span.end for span in spans]
    openings: dict[int, list[int]] = {}
    for statement in notes.statements:
        if statement.id in shown:
            opening = _opening(statement.spans[0].start, spans, ends)
            openings.setdefault(opening, []).append(shown[statement.id])
    first = _opening(min(here).start, spans, ends) if here else -1
    return [_paragraph(article, span, near, openings, first) for span, near in _overlapping(spans, marks)]


def _opening(start: int, spans: Sequence[Span], ends: Sequence[int]) -> int:
    """Return where a content that starts at ``start`` opens: there, else where the next or the last paragraph does."""
    number = bisect_right(ends, start)
    if number < len(spans):
        return max(start, spans[number].start)
    return spans[-1].start if spans else start


def _overlapping(spans: Iterable[Span], marks: Sequence[_Mark]) -> Iterator[tuple[Span, list[_Mark]]]:
    """Yield ``spans``, which follow one another, each with those of ``marks``, sorted by start, that overlap it."""
    number = 0
    near: list[_Mark] = []
    for span in spans:
        while number < len(marks) and marks[number].span.start < span.end:
            near.append(marks[number])
            number += 1
        near = [mark for mark in near if mark.span.end > span.start]
        yield span, near


def _marks(notes: Notes, shown: Container[str]) -> list[_Mark]:
    colour = colours(notes.statements)
    depths = _depths(notes.statements)
    marks = [_Mark(span, "aside") for span in notes.article.boilerplate]
    for statement in notes.statements:
        if statement.id not in shown:
            continue
        hue = f"v{colour.get(statement.speaker or '', 0)}"
        depth = depths[statement.id]
        for fragment in statement.content:
            marks.append(_Mark(fragment.span, hue, depth, quoted=False))
            marks.extend(_Mark(span, hue, depth, quoted=True) for span in fragment.quoted)
        marks.extend(_Mark(span, f"cue {hue}") for span in statement.cue)
        marks.extend(_Mark(span, f"source {hue}") for span in statement.source)
    return marks


def _depths(statements: Sequence[Statement]) -> dict[str, int]:
    """Return how deep each statement is nested: 0 outermost."""
    inside = {statement.id: statement.inside for statement in statements}
    depths: dict[str, int] = {}
    for identity in inside:
        chain = [identity]
        while (outer := inside.get(chain[-1])) and outer in inside and outer not in chain:
            chain.append(outer)
        depths[identity] = len(chain) - 1
    return depths


def _paragraph(
    article: Article, span: Span, near: list[_Mark], openings: dict[int, list[int]], first: int
) -> Paragraph:
    cuts = {span.start, span.end}
    cuts.update(at for mark in near for at in (mark.span.start, mark.span.end) if span.start < at < span.end)
    stretches = (Span(start, end) for start, end in pairwise(sorted(cuts)))
    pieces = [
        Piece(
            stretch.of(article.text),
            _classes(covering),
            tuple(openings.get(stretch.start, ())),
            stretch.start == first,
        )
        for stretch, covering in _overlapping(stretches, near)
    ]
    text = span.of(article.text)
    return Paragraph(
        tuple(pieces),
        tuple(number for piece in pieces for number in piece.opens),
        all("aside" in piece.classes.split() for piece in pieces),
        span.start == _first(article.text) and text == (article.title or "").strip(),
    )


def _first(text: str) -> int:
    return len(text) - len(text.lstrip())


def _classes(covering: list[_Mark]) -> str:
    """Return the classes of the piece that the marks are ``covering``.

    ``said`` or ``told`` (quoted or not) with the hue of the outermost statement; a nested one adds ``in-said`` or
    ``in-told`` with its hue; deeper ones than that are not told apart.
    """
    names = {name: None for mark in covering if mark.quoted is None for name in _plain(mark)}
    contents = [mark for mark in covering if mark.quoted is not None]
    levels = sorted({(mark.depth, mark.name) for mark in contents})
    for prefix, level in [("", level) for level in levels[:1]] + [("in-", level) for level in levels[1:][-1:]]:
        quoted = any(mark.quoted for mark in contents if (mark.depth, mark.name) == level)
        names[prefix + ("said" if quoted else "told")] = None
        names[prefix + level[1]] = None
    return " ".join(names)


def _plain(mark: _Mark) -> list[str]:
    """A cue or source has its hue in a class of its own: the piece may also be content of somebody else."""
    name, *hue = mark.name.split()
    return [name, *(f"by-{colour}" for colour in hue)]
