"""Check a draft against a record: candidates out of the record, each compared, a report back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from onrecord import pipeline
from onrecord.config import Config
from onrecord.errors import TooLargeError
from onrecord.model import Article, Form, Fragment, Notes, Statement
from onrecord.pipeline import Desk, DraftQuotation, Page
from onrecord.record import Record
from onrecord.verdicts import Checked, Report, Verdict

__all__ = ["MOST_CHARACTERS", "MOST_QUOTATIONS", "check_draft", "check_quotation"]

MOST_CHARACTERS = 200_000
"""Longest draft: a book's chapter many times over; what is longer is a mistake, or many drafts in one."""

MOST_QUOTATIONS = 2_000
"""Most quotations of three words or more; each costs a search."""

_CANDIDATES = 24  # articles compared for a quotation, likeliest first
_PAGES = 256  # articles held ready between quotations
_FAR = {Verdict.REORDERED, Verdict.REWORDED, Verdict.SPLICED, Verdict.INDIRECT, Verdict.ABSENT}


def check_draft(draft: Article, record: Record, config: Config, desk: Desk | None = None) -> Report:
    """Return a report on every quotation of a draft.

    The draft is noted as an article would be, so that whom it gives a quotation to is known; one without quotations
    is not. ``desk`` is loaded from ``config`` where none is given.

    Raises:
        TooLargeError: if the draft, or the number of its quotations, is over what is checked.
        RecordError: if the record cannot be read.
    """
    if len(draft.text) > MOST_CHARACTERS:
        raise TooLargeError(
            f"{draft.origin}: a draft of {len(draft.text):,} characters; at most {MOST_CHARACTERS:,} "
            "are checked: split it"
        )
    found = pipeline.quotations_of(draft.text)
    wanted = [quotation for quotation in found if not quotation.is_phrase]
    if len(wanted) > MOST_QUOTATIONS:
        raise TooLargeError(
            f"{draft.origin}: {len(wanted):,} quotations; at most {MOST_QUOTATIONS:,} are checked: split the draft"
        )
    if not wanted:
        return Report(draft.origin or "draft", draft.text, record.reach(), (), len(found))
    desk = desk or Desk.load(config)
    checked = _checked(wanted, pipeline.note(draft, desk), record, desk)
    return Report(draft.origin or "draft", draft.text, record.reach(), checked, len(found) - len(wanted))


def check_quotation(words: str, speaker: str | None, record: Record, desk: Desk) -> Report:
    """Return a report on one quotation, given without marks around it and with whom it is given to, if anybody.

    Raises:
        RecordError: if the record cannot be read.
    """
    draft = Article(Article.id_of(words, None, None), words)
    quotation = pipeline.quotation_of(words)
    if quotation.is_phrase:
        return Report("quotation", words, record.reach(), (), 1)
    notes = Notes(draft, (_given_to(speaker, draft, quotation),))
    return Report("quotation", words, record.reach(), _checked([quotation], notes, record, desk), 0)


def _given_to(speaker: str | None, draft: Article, quotation: DraftQuotation) -> Statement:
    content = tuple(Fragment(span, (span,)) for span in quotation.spans)
    return Statement(Statement.id_of(draft.id, content, (), ()), draft.id, Form.DIRECT, content, speaker=speaker)


def _checked(wanted: Sequence[DraftQuotation], notes: Notes, record: Record, desk: Desk) -> tuple[Checked, ...]:
    @lru_cache(maxsize=_PAGES)
    def page(article: str) -> Page:
        return _page(record, article)

    def verdict(quotation: DraftQuotation) -> Checked:
        words = " ".join(span.of(notes.article.text) for span in quotation.spans)
        pages = [page(article) for article in record.printing(words, limit=_CANDIDATES)]
        return pipeline.verdict_on(quotation, notes, pages, desk, record.names_of)

    return tuple(one for quotation in wanted for one in _nearest(quotation, verdict, notes.article.text))


def _nearest(quotation: DraftQuotation, verdict: Callable[[DraftQuotation], Checked], text: str) -> list[Checked]:
    """Return the verdict on a quotation; where that is far from print, see whether a mark is missing in the draft.

    One without a closing mark takes in the rest of its paragraph, and what is quoted in the next one: each paragraph is
    one then, and it ends at that comma or full stop where it is nearest to print. Accepted gap: what it has otherwise
    behind that is taken for the draft's own words.
    """
    whole = verdict(quotation)
    if whole.verdict not in _FAR:
        return [whole]
    parts = pipeline.paragraphs_of(quotation, text)
    if len(parts) == len(quotation.spans) > 1:
        apart = [one for part in parts for one in _nearest(part, verdict, text)]
        if min(map(_rank, apart)) < _rank(whole):
            return apart
    shorter = [] if quotation.closed else [verdict(one) for one in pipeline.shortened(quotation, text)]
    return [min([whole, *shorter], key=_rank)]


def _rank(checked: Checked) -> int:
    return list(Verdict).index(checked.verdict)


def _page(record: Record, article: str) -> Page:
    utterances = {
        witness.statement: utterance.id
        for utterance in record.utterances_of_article(article)
        for witness in utterance.witnesses
        if witness.article == article
    }
    return Page(record.notes(article), utterances)
