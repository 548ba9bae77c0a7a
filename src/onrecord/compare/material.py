"""Material: what the comparisons look at, each thing read once."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

from onrecord.alignment import name_words, same_name
from onrecord.compare.bearing import negations
from onrecord.language import Language
from onrecord.language.frequencies import stem
from onrecord.model import Article, Evidence, Fragment, Notes, Span, SpeakerKind, Stance, Statement, Utterance, When
from onrecord.text import folded, paragraphs, trim, word_offsets, words
from onrecord.versions import by_page

__all__ = ["ABOUT", "NOT", "UNSAID", "Claim", "Material", "Page", "alike_names", "holds", "longest_common", "one_claim"]

ABOUT = "=claim"
"""Stands in a claim's stems for whatever noun it calls somebody else's claim by ("allegations", "charges")."""

UNSAID = 0.3
"""Confidence up to which a page does not tell that something was said."""

NOT = "not "
"""Stands before what a claim says somebody does not."""

_N_T = ("n't", "cannot")
_SHORT = ("Mr", "Ms", "Mrs", "Dr", "St", "Gen", "Sen", "Rep", "Gov", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec")
# Looked for behind the mark: the engine leaps from mark to mark.
_SHORTENED = r"(?<!\b[A-Z].)" + "".join(rf"(?<!\b{word}.)" for word in _SHORT)
_SENTENCE_END = re.compile(rf"[.!?…]{_SHORTENED}[\"'”’)\]]*(?=\s)|\n")
_CLAUSE_END = re.compile(r"[.!?,;:…\n\"“”‘]| (?:and|but|while) ")
_PAGE_DAYS = 7  # days before its publication in which a page's undated statements may have been made
_REACH = 600  # characters
_RUN = 5  # words of a whole sentence that are more than a phrase
_LEAST = 3  # content words that two sentences of one claim share
_PLAIN = 2  # of them that are no names
_SHOUTED = 4  # letters; longer words in capitals are no names
_WINDOW = 60  # content words of a sentence that are aligned


_Made = TypeVar("_Made")


def alike_names(one: str | None, other: str | None) -> bool:
    """Whether both names are known and may be one person's."""
    return bool(one and other and same_name(name_words(one), name_words(other)))


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a statement: its content words, stemmed, in order; whether it is denied or turned down.

    ``days`` are the first and last day on which it may have been said; ``run`` are all its words, folded; ``names`` are
    the stems of words in capitals, ``acts`` those of what somebody does or is: in order, the first content word behind
    an auxiliary, a pronoun, "that" or "to", with ``NOT`` where it is negated.
    """

    article: str
    statement: Statement
    span: Span
    stems: tuple[str, ...]
    names: frozenset[str]
    acts: tuple[str, ...]
    run: tuple[str, ...]
    negative: bool
    dismissive: bool
    days: tuple[date, date] | None

    @property
    def evidence(self) -> Evidence:
        """The place where the sentence stands."""
        return Evidence(self.article, self.span)


def one_claim(one: Claim, other: Claim, share: float) -> bool:
    """Whether one sentence holds all words of the other, five or more, or both share content words in the same order.

    Three are wanted, two of them no names, and ``share`` of the shorter sentence's.
    """
    if holds(one.run, other.run) or holds(other.run, one.run):
        return True
    first, second = one.stems[:_WINDOW], other.stems[:_WINDOW]
    stems = set(first), set(second)
    shared = stems[0] & stems[1]
    least = max(_LEAST, share * min(map(len, stems)))
    if len(shared - one.names - other.names - {ABOUT}) < _PLAIN or sum(map(second.count, shared)) < least:
        return False
    return len(longest_common(first, second)) >= least


def holds(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether ``other``, of five words or more, stands in ``one`` in a row."""
    return _RUN <= len(other) <= len(one) and f" {' '.join(other)} " in f" {' '.join(one)} "


def longest_common(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """Return the longest sequence of items that two sequences share in the same order."""
    shared = set(one) & set(other)
    columns = [item for item in other if item in shared]
    rows: list[tuple[str, ...]] = [()] * (len(columns) + 1)
    for item in one if shared else ():
        if item not in shared:
            continue
        diagonal: tuple[str, ...] = ()
        for at, candidate in enumerate(columns, start=1):
            above = rows[at]
            rows[at] = (*diagonal, item) if item == candidate else max(rows[at - 1], above, key=len)
            diagonal = above
    return rows[-1]


@dataclass(slots=True)
class Page:
    """An article with its statements in text order, and the sentences and paragraphs they stand in."""

    notes: Notes
    article: Article = field(init=False)
    statements: tuple[Statement, ...] = field(init=False)
    _paragraphs: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.article = self.notes.article
        self.statements = tuple(sorted(self.notes.statements, key=lambda one: (one.spans[0], one.id)))
        self._paragraphs = [span.start for span in paragraphs(self.article.text)]

    @property
    def told(self) -> list[Statement]:
        """The statements that the page tells as said, without those that only frame what an agency reports."""
        agencies = {name for one in self.statements for name in one.via}
        return [one for one in self.statements if one.confidence > UNSAID and (one.via or one.speaker not in agencies)]

    def paragraph(self, at: int | Statement) -> int:
        """Return the number of the paragraph in which an offset lies or a statement begins."""
        return bisect_right(self._paragraphs, at.spans[0].start if isinstance(at, Statement) else at)

    def sentence(self, span: Span) -> Span:
        """Return the sentence in which ``span`` begins, as far as it reaches 600 characters to either side."""
        text = self.article.text
        start, stop = max(0, span.start - _REACH), min(len(text), span.start + _REACH)
        for found in _SENTENCE_END.finditer(text, start, span.start):
            start = found.end()
        end = _SENTENCE_END.search(text, span.start, stop)
        while start < span.start and text[start].isspace():
            start += 1
        return Span(start, max(end.end() if end else stop, span.start + 1))

    def sentences(self, span: Span) -> Iterator[Span]:
        """Yield the sentences of a stretch of the text, without blanks at their ends."""
        text, start = self.article.text, span.start
        ends = [found.end() for found in _SENTENCE_END.finditer(text, span.start, span.end)]
        for end in (*ends, span.end):
            sentence = trim(text, start, end)
            if sentence:
                yield sentence
            start = end


def _printed(page: Sequence[Page]) -> tuple[date, str]:
    return page[-1].article.published or date.max, page[-1].article.id


class Material:
    """Pages by article id, utterances, and the words of the language; the order in which they come never shows.

    ``pages`` are the last versions, each page once; ``versions`` all those of every page that was changed, as printed
    one after the other.

    Args:
        utterances: the collation.
        notes: what each page yields, of the articles that the utterances name at least.
        language: whose ``claims``, ``names`` and ``cues`` tell what words do.
        dates: yields the dates that an article mentions.
    """

    def __init__(
        self,
        utterances: Iterable[Utterance],
        notes: Iterable[Notes],
        language: Language,
        dates: Callable[[Article], Iterable[When]] = lambda _: (),
    ) -> None:
        self.utterances = tuple(sorted(utterances, key=lambda one: one.id))
        printed = sorted((tuple(map(Page, page)) for page in by_page(notes)), key=_printed)
        self.versions: Sequence[Sequence[Page]] = [page for page in printed if len(page) > 1]
        self.pages: Mapping[str, Page] = {page[-1].article.id: page[-1] for page in printed}
        self.language = language
        self.dates = dates
        self._made: dict[Callable[[Material], Any], Any] = {}
        self._stems: dict[str, str | None] = {}

    def article(self, identity: str) -> Article:
        """Return the article of an id."""
        return self.pages[identity].article

    def once(self, make: Callable[[Material], _Made]) -> _Made:
        """Return what ``make`` makes of this material; made once, whoever asks."""
        if make not in self._made:
            self._made[make] = make(self)
        made: _Made = self._made[make]
        return made

    @cached_property
    def utterance_of(self) -> Mapping[tuple[str, str], str]:
        """Article and statement → the utterance they are a witness of."""
        return {(w.article, w.statement): each.id for each in self.utterances for w in each.witnesses}

    @cached_property
    def statements(self) -> Mapping[tuple[str, str], Statement]:
        """Article and id of a statement → the statement."""
        return {(id_, one.id): one for id_, page in self.pages.items() for one in page.statements}

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What every statement claims, sentence by sentence; what a page does not tell as said is left out."""
        return tuple(claim for page in self.pages.values() for one in page.told for claim in self._claims(page, one))

    def names_a_person(self, article: str, speaker: str | None) -> bool:
        """Whether a page lets somebody of this name speak who is no body, role or description."""
        kinds = {one.name: one.kind for one in self.pages[article].notes.speakers}
        return speaker is not None and kinds.get(speaker, SpeakerKind.PERSON) is SpeakerKind.PERSON

    def claims_of(self, one: Statement) -> Sequence[Claim]:
        """Return the claims of a statement."""
        return self._by_statement.get((one.article, one.id), ())

    @cached_property
    def _by_statement(self) -> Mapping[tuple[str, str], list[Claim]]:
        found: dict[tuple[str, str], list[Claim]] = {}
        for claim in self.claims:
            found.setdefault((claim.article, claim.statement.id), []).append(claim)
        return found

    def stems(self, text: str, span: Span | None = None) -> tuple[str, ...]:
        """Return the content words of ``text``, stemmed: one key for each country, one for all nouns of claims."""
        return tuple(key for word in folded(text, span) if (key := self._stem(word)))

    def _stem(self, word: str) -> str | None:
        """The stem of a word, the key of a country or of a noun of claims; none where it is too common to tell."""
        if word not in self._stems:
            self._stems[word] = self._key(word)
        return self._stems[word]

    def _key(self, word: str) -> str | None:
        claims, places = self.language.claims, self.language.names.places
        plain = word.removesuffix("'s")
        if plain in claims.claims:
            return ABOUT
        if plain in places:
            return stem(places[plain])
        return None if plain in claims.stop or self.language.turns.negates(plain) else stem(plain)

    def weight(self, stems: Iterable[str]) -> float:
        """Return what different stems tell: the sum of how rare each is in news (of a country its commonest word)."""
        share = self.language.frequencies.share
        return math.fsum(-math.log(max(map(share, each.split()))) for each in set(stems))

    def in_stems(self, text: str, among: Iterable[str]) -> bool:
        """Whether a word of ``text`` has the stem of one of ``among``."""
        wanted = {stem(word) for word in among}
        return any(word.folded in among or stem(word.folded) in wanted for word in words(text))

    def cue(self, statement: Statement) -> str:
        """Return the cue of a statement as printed, empty where there is none."""
        text = self.article(statement.article).text
        return " … ".join(span.of(text) for span in statement.cue)

    def days(self, statement: Statement) -> tuple[date, date] | None:
        """Return the days on which something may have been said: as resolved, else the week of the publication."""
        return self.days_of(statement.article, statement.when)

    def days_of(self, article: str, when: When | None) -> tuple[date, date] | None:
        """Return the same for what an article tells with a date of its own or without."""
        published = self.article(article).published
        if when and (when.start or when.end):
            return when.start or date.min, when.end or date.max
        if when is None and published:
            return published - timedelta(days=_PAGE_DAYS), published
        return None

    def dated(self, article: str, when: When | None) -> str:
        """Return when something was said as far as its article tells, else when that was printed, to be shown."""
        published = self.article(article).published
        return when.iso if when else f"printed {published}" if published else "no date"

    def _claims(self, page: Page, one: Statement) -> Iterator[Claim]:
        text, claims = page.article.text, self.language.claims
        for span in (part for fragment in one.content for part in page.sentences(self.widened(text, fragment))):
            run = tuple(folded(text, span))
            stems = tuple(key for word in run if (key := self._stem(word)))
            dismissive = any(word in claims.dismissals for word in run)
            negative = negations(run, self.language) % 2 == 1
            negative ^= one.stance is Stance.DENY
            negative |= ABOUT in stems and (dismissive or not claims.refutations.isdisjoint(run))
            printed = [text[start:end] for start, end in word_offsets(text, span)]
            names, acts = frozenset(self._names(printed, run)), tuple(self._acts(printed, run))
            yield Claim(page.article.id, one, span, stems, names, acts, run, negative, dismissive, self.days(one))

    def _acts(self, printed: Sequence[str], run: Sequence[str]) -> Iterator[str]:
        """The first content word, no name, behind each word that stands before verbs."""
        claims = self.language.claims
        waiting, denied = False, False
        for shown, word in zip(printed, run, strict=True):
            if word in claims.before_verbs:
                waiting, denied = True, word.endswith(_N_T)
            elif waiting and self.language.turns.negates(word):
                denied = True
            elif waiting and shown[0].islower() and not word.endswith("ly"):
                key = self._stem(word)
                yield from (NOT + key if denied else key,) if key else ()
                waiting = key is None

    def _names(self, printed: Sequence[str], run: Sequence[str]) -> Iterator[str]:
        places = self.language.names.places
        for number, (shown, word) in enumerate(zip(printed, run, strict=True)):
            shouted = shown.isupper() and len(shown) > _SHOUTED
            named = word in places or (number and shown[0].isupper() and not shouted)
            if named and (key := self._stem(word)):
                yield key

    @staticmethod
    def widened(text: str, fragment: Fragment) -> Span:
        """Return the span of a fragment; where it is reported speech, on to the end of its clause."""
        span = fragment.span
        if fragment.quoted:
            return span
        end = _CLAUSE_END.search(text, span.end)
        return Span(span.start, end.start() if end else len(text))
