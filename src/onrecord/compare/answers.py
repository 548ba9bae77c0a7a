"""Answers: allegations and questions joined to what those concerned say to them, or that they say nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.compare.allegations import answered_allegations
from onrecord.compare.material import Material, Page
from onrecord.compare.wording import named, quoted
from onrecord.model import ArticleKind, Evidence, Finding, Form, Stance, Statement

__all__ = ["find"]

_NEAR = 1  # paragraphs between a question and its answer
_SCORE = 0.5


def find(material: Material) -> Iterator[Finding]:
    """Yield a finding of kind "answers" for each allegation that is answered, and each question.

    Allegations are joined to denials, admissions, replies and silences (see
    :func:`~onrecord.compare.allegations.answered_allegations`); a question to the next statement of whoever was asked.
    The evidence is every printing of the allegation, then every answer. Denials that take the allegation up score
    highest, a question and its answer .5. Accepted gaps: an answer in words of its own on another page is not found;
    a reply that turns to another matter counts as one.
    """
    yield from answered_allegations(material)
    for page in material.pages.values():
        for asked, answer in _questions(page):
            yield Finding(
                "answers",
                f"Question and answer in {named(page.article)}: {_words(page, asked)}; "
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
        far = 2 if self.page.article.kind is ArticleKind.TRANSCRIPT else _NEAR
        return other if abs(paragraph(other) - paragraph(self.items[self.at])) <= far else None


def _questions(page: Page) -> Iterator[tuple[Statement, Statement]]:
    levels = sorted(page.statements, key=lambda one: one.inside or "")
    known = {one.id: one for one in page.statements}
    for inside, level in groupby(levels, key=lambda one: one.inside or ""):
        items = list(level)
        for at, one in enumerate(items):
            if not _asks(page, one):
                continue
            answer = _answer(_Row(page, items, at))
            if answer is None and inside and one.form is Form.DIRECT and one.speaker is None:
                answer = known.get(inside)  # “I was asked, ‘…?’ I wrote …”
            if answer is not None:
                yield one, answer


def _asks(page: Page, one: Statement) -> bool:
    asked = any("?" in span.of(page.article.text) for span in one.spans)
    if page.article.kind is ArticleKind.TRANSCRIPT:
        return asked
    return one.stance is Stance.ASK and (one.form is not Form.DIRECT or asked)


def _answer(row: _Row) -> Statement | None:
    """The statement beside a question that answers it: of whoever is asked, before "when asked", else behind it."""
    asked = row.items[row.at]
    before, after = row.beside(-1), row.beside(1)
    if before and asked.addressee and before.speaker == asked.addressee and _same_sentence(row.page, before, asked):
        return before
    if after is None or after.stance is Stance.ASK or after.speaker == asked.speaker or after.speaker is None:
        return None
    if asked.addressee:
        return after if after.speaker == asked.addressee else None
    transcript = row.page.article.kind is ArticleKind.TRANSCRIPT
    return after if transcript or row.page.paragraph(after) == row.page.paragraph(asked) else None


def _same_sentence(page: Page, before: Statement, asked: Statement) -> bool:
    return not any(mark in page.article.text[before.spans[-1].end : asked.spans[0].start] for mark in ".!?\n")
