"""Answers: allegations and questions joined to what those concerned say to them, or that they say nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.compare.allegations import answered_allegations
from onrecord.compare.material import Material, Page
from onrecord.compare.wording import quoted
from onrecord.model import ArticleKind, Evidence, Finding, Form, SpeakerKind, Stance, Statement
from onrecord.text import words

__all__ = ["find"]

_NEAR = 1  # paragraphs between a question and its answer
_TURNS = 2  # the same in a transcript
_SCORE = 0.5
_ABOUT = "about"


def find(material: Material) -> Iterator[Finding]:
    """Yield a finding of kind "answers" for each allegation that is answered, and each question.

    Allegations are joined to denials, admissions, replies and silences (see
    :func:`~onrecord.compare.allegations.answered_allegations`); a question to the next statement of whoever was asked.
    The evidence is every printing of the allegation, then every answer. Denials that take the allegation up score
    highest, a question and its answer .5. A question is printed with its mark, begins with a word that asks
    ("whether"), or follows "asked about"; "asked him to leave" is none. In a transcript, what others allege is a
    question too where whoever asks most confronts somebody with it. Accepted gaps: an answer in words of its own on
    another page is not found; a reply that turns to another matter counts as one.
    """
    yield from answered_allegations(material)
    for page in material.pages.values():
        for asked, answer in _questions(material, page):
            yield Finding(
                "answers",
                f"Question and answer in {page.article.printed_by}: {_words(page, asked)}; "
                f"{answer.speaker or 'somebody'}: {_words(page, answer)}.",
                tuple(Evidence(page.article.id, span) for one in (asked, answer) for span in one.spans),
                _SCORE,
            )


def _words(page: Page, one: Statement) -> str:
    return quoted(" … ".join(span.of(page.article.text) for span in one.spans))


@dataclass(frozen=True, slots=True)
class _Row:
    """Statements that follow each other on one level of a page, and the place of one among them."""

    page: Page
    items: Sequence[Statement]
    at: int

    def beside(self, step: int) -> Statement | None:
        """The statement so many places on, where it stands in a paragraph nearby."""
        at = self.at + step
        if not 0 <= at < len(self.items):
            return None
        other, paragraph = self.items[at], self.page.paragraph
        far = _TURNS if _is_transcript(self.page) else _NEAR
        return other if abs(paragraph(other) - paragraph(self.items[self.at])) <= far else None


def _is_transcript(page: Page) -> bool:
    return page.article.kind is ArticleKind.TRANSCRIPT


def _questions(material: Material, page: Page) -> Iterator[tuple[Statement, Statement]]:
    levels = sorted(page.statements, key=lambda one: one.inside or "")
    known = {one.id: one for one in page.statements}
    host = _host(page)
    for inside, level in groupby(levels, key=lambda one: one.inside or ""):
        items = list(level)
        for at, one in enumerate(items):
            if not (_asks(material, page, one) or (one.speaker == host and _confronts(material, page, one))):
                continue
            answer = _answer(_Row(page, items, at))
            if answer is None and inside and one.form is Form.DIRECT and one.speaker is None:
                answer = known.get(inside)  # “I was asked, ‘…?’ I wrote …”
            if answer is not None:
                yield one, answer


def _host(page: Page) -> str | None:
    """Who asks most in a transcript, if anybody does."""
    turns = (one for one in page.statements if one.inside is None and _has_mark(page, one))
    asking = Counter(one.speaker for one in turns) if _is_transcript(page) else Counter()
    return max(asking, key=lambda name: (asking[name], name or ""), default=None)


def _confronts(material: Material, page: Page, one: Statement) -> bool:
    """Whether a turn tells what somebody else alleges."""
    cues = [cue for cue, stance in material.language.cues.stances.items() if stance is Stance.ALLEGE]
    return _is_transcript(page) and material.in_stems(" ".join(s.of(page.article.text) for s in one.spans), cues)


def _has_mark(page: Page, one: Statement) -> bool:
    return any("?" in span.of(page.article.text) for span in one.spans)


def _asks(material: Material, page: Page, one: Statement) -> bool:
    if _is_transcript(page):
        return _has_mark(page, one)
    if one.stance is not Stance.ASK or one.attitude:
        return False
    return _has_mark(page, one) if one.form is Form.DIRECT else _is_question(material, page, one)


def _is_question(material: Material, page: Page, one: Statement) -> bool:
    """Whether reported words ask ("whether") or are what somebody is asked about; else they ask for something."""
    text, asking = page.article.text, material.language.claims.interrogatives
    first = [next(words(text, span), None) for span in one.spans]
    before = text[: one.spans[0].start].rsplit(maxsplit=1)[-1:]
    opening = {word.folded for word in first if word}
    return not asking.isdisjoint(opening) or _ABOUT in opening or before == [_ABOUT]


def _answer(row: _Row) -> Statement | None:
    """The statement beside a question that answers it: of whoever is asked, before "when asked", else behind it."""
    asked = row.items[row.at]
    before, after = row.beside(-1), row.beside(1)
    if before and _same(before.speaker, asked.addressee) and _same_sentence(row.page, before, asked):
        return before
    if after is None or after.stance is Stance.ASK or after.attitude or _same(after.speaker, asked.speaker):
        return None
    if after.speaker is None or _is_transcript(row.page) or _same(after.speaker, asked.addressee):
        return after if after.speaker else None
    unnamed = all(one.name != asked.addressee or one.kind is SpeakerKind.UNNAMED for one in row.page.notes.speakers)
    near = row.page.paragraph(after) == row.page.paragraph(asked)
    plain = after.form is Form.DIRECT or _same_sentence(row.page, asked, after)
    return after if unnamed and near and plain else None


def _same(one: str | None, other: str | None) -> bool:
    """Whether two names are the same but for an article before them."""
    first, second = ((name or "").casefold().removeprefix("the ").removeprefix("a ") for name in (one, other))
    return bool(first) and first == second


def _same_sentence(page: Page, before: Statement, asked: Statement) -> bool:
    return not any(mark in page.article.text[before.spans[-1].end : asked.spans[0].start] for mark in ".!?\n")
