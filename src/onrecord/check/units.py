"""Units: the words of a page in the stretches within which words belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from onrecord.alignment import EDITORIAL, Seeds, Token, seeds_of, tokens
from onrecord.model import Article, ArticleKind, Form, Notes, Span, Statement
from onrecord.text import SpanIndex, paragraphs, quotations

__all__ = ["Page", "Unit", "Wording"]

_TAG = 30  # words of narration that two parts of one speech may stand apart
_PAIR = 2  # words in a row that short quotations are compared by


@dataclass(frozen=True)
class Wording:
    """Words in stretches of a text: ``starts``, ``ends`` and folded ``words`` in parallel, one entry a word.

    ``breaks`` are the numbers of the words before which another of the ``spans`` begins.
    """

    text: str
    spans: tuple[Span, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    breaks: frozenset[int]

    @classmethod
    def of(cls, text: str, spans: Iterable[Span]) -> Wording:
        """Return the words in ``spans``, an editor's bracket as one; there may be none."""
        return cls(text, *_parallel(text, tuple(spans)))

    @cached_property
    def rows(self) -> frozenset[tuple[str, ...]]:
        """Every three words in a row: a unit that has none of them need not be aligned."""
        return frozenset(seeds_of(self.words))

    @property
    def own(self) -> int:
        """How many words are the speaker's, not an editor's."""
        return len(self.words) - self.words.count(EDITORIAL)

    def between(self, word: int) -> str:
        """Return the characters between a word and the one before it."""
        return self.text[self.ends[word - 1] : self.starts[word]]


@dataclass(frozen=True)
class Unit(Wording):
    """Words that one speaker says on end, or that a page says on end itself.

    ``quoted`` tells of each word whether the page prints it as the speaker's own; ``joints`` are the breaks at which
    another statement begins.
    """

    article: Article
    quoted: tuple[bool, ...]
    joints: frozenset[int]

    @cached_property
    def seeds(self) -> Seeds:
        """Where every three words in a row start."""
        return seeds_of(self.words)

    @cached_property
    def pairs(self) -> Seeds:
        """Where every two words in a row start."""
        return seeds_of(self.words, _PAIR)


def _parallel(
    text: str, spans: tuple[Span, ...]
) -> tuple[tuple[Span, ...], tuple[int, ...], tuple[int, ...], tuple[str, ...], frozenset[int]]:
    found: list[Token] = []
    breaks: set[int] = set()
    for span in spans:
        if found:
            breaks.add(len(found))
        found += tokens(text, span)
    starts, ends, words = zip(*found, strict=True) if found else ((), (), ())
    return spans, starts, ends, words, frozenset(breaks - {len(found)})


class Page:
    """An article with its statements, cut into units; ``utterances`` has the utterance of each collated statement."""

    def __init__(self, notes: Notes, utterances: Mapping[str, str]) -> None:
        self.article = notes.article
        self.statements = notes.statements
        self.utterances = utterances
        self._marked = SpanIndex(span for quotation in quotations(self.article.text) for span in quotation.spans)
        self._direct = SpanIndex(s for one in notes.statements if one.form is Form.DIRECT for s in one.spans)
        first_words = (tokens(self.article.text, min(one.spans)) for one in notes.statements)
        self._first_words = {found[0][0] for found in first_words if found}
        self.units = tuple(self._units())

    def containing(self, span: Span) -> list[Statement]:
        """Return the statements that print ``span``, innermost first."""
        found = [one for one in self.statements if any(own.contains(span) for own in one.spans)]
        return sorted(found, key=lambda one: sum(own.end - own.start for own in one.spans))

    def _units(self) -> Iterator[Unit]:
        text = self.article.text
        speeches = list(_speeches(self.statements, text, apart=self.article.kind is ArticleKind.TRANSCRIPT))
        taken = SpanIndex(span for spans in speeches for span in spans)
        loose = [q.spans for q in quotations(text) if not q.level and not any(map(taken.overlapping, q.spans))]
        narration = [tuple(_outside(span, self._marked.overlapping(span))) for span in paragraphs(text)]
        for spans in (*speeches, *loose, *narration):
            own = _parallel(text, spans)
            quoted = tuple(self._is_quoted(start) for start in own[1])
            if len(own[3]) >= _PAIR:
                joints = frozenset(at for at in own[4] if own[1][at] in self._first_words)
                yield Unit(text, *own, self.article, quoted, joints)

    def _is_quoted(self, start: int) -> bool:
        if self.article.kind is ArticleKind.TRANSCRIPT:
            return True
        here = Span(start, start + 1)
        return bool(self._marked.overlapping(here) or self._direct.overlapping(here))


def _speeches(statements: Sequence[Statement], text: str, *, apart: bool) -> Iterator[tuple[Span, ...]]:
    """Yield the contents of outermost statements, those that one speaker goes on in as one unless ``apart``."""
    outer = sorted((one for one in statements if _speaks_itself(one, statements)), key=lambda one: min(one.spans))
    numbers = [0]
    for one, after in pairwise(outer):
        joined = not apart and one.speaker is not None and one.speaker == after.speaker
        end, start = max(one.spans).end, min(after.spans).start
        numbers.append(numbers[-1] + (not joined or end > start or len(text[end:start].split()) > _TAG))
    for _, together in groupby(zip(numbers, outer, strict=False), key=lambda pair: pair[0]):
        yield tuple(sorted(span for _, one in together for span in one.spans))


def _speaks_itself(one: Statement, statements: Sequence[Statement]) -> bool:
    """Whether a statement is outermost and no frame around a whole page ("the agency reports: …")."""
    if one.inside is not None or one.attitude:
        return False
    return not any(
        other is not one
        and other.inside is None
        and all(any(own.contains(s) for own in one.spans) for s in other.spans)
        for other in statements
        if other.via
    )


def _outside(span: Span, quoted: Iterable[Span]) -> Iterator[Span]:
    """Yield the parts of a paragraph outside quotation marks."""
    at = span.start
    for mark in quoted:
        if at < mark.start:
            yield Span(at, mark.start)
        at = max(at, mark.end)
    if at < span.end:
        yield Span(at, span.end)
