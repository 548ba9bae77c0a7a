"""Timeline: what was said when, and when it was printed, one row for each utterance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.compare.material import UNSAID
from onrecord.model import Article, Notes, Stance, Statement, Utterance, When
from onrecord.text import folded
from onrecord.versions import last_versions

__all__ = ["Said", "timeline"]

_ABOUT_AS_LONG = 0.9  # of the longest wording


@dataclass(frozen=True, slots=True)
class Said:
    """Something said: by whom, to whom, when, in which words, and who printed it on which day.

    ``when`` is the narrowest date that a page gives it; ``printed`` has a day (``None``: not known) and an outlet for
    each article, the first first; ``article`` and ``statement`` are those the words are taken from: of wordings about
    as long as the longest, that which most pages print, then the earliest.
    """

    when: When | None
    speaker: str
    addressee: str | None
    stance: Stance
    occasion: str | None
    words: str
    printed: tuple[tuple[date | None, str], ...]
    article: str
    statement: str


def timeline(utterances: Iterable[Utterance], notes: Iterable[Notes]) -> tuple[Said, ...]:
    """Return what is said on record in the order of saying, then of printing; what has neither day stands last.

    A statement that no other page prints is an utterance of its own. Left out are statements without a speaker, nested
    ones, attitudes, what a page does not tell as said, and versions of a page that a later one replaced. Accepted gap:
    an interval stands at its first day.
    """
    pages: dict[str, Article] = {}
    told: dict[tuple[str, str], Statement] = {}
    for each in last_versions(notes):
        pages[each.article.id] = each.article
        told |= {(one.article, one.id): one for one in each.statements if _is_told(one)}
    together = {(w.article, w.statement): each.id for each in utterances for w in each.witnesses}
    groups: dict[str | tuple[str, str], list[Statement]] = {}
    for key in sorted(told):
        groups.setdefault(together.get(key, key), []).append(told[key])
    rows = [_said(group, pages) for group in groups.values()]
    return tuple(sorted(rows, key=_order))


def _is_told(one: Statement) -> bool:
    return bool(one.speaker) and one.inside is None and not one.attitude and one.confidence > UNSAID


def _said(group: list[Statement], pages: dict[str, Article]) -> Said:
    articles = (pages[id_] for id_ in dict.fromkeys(one.article for one in group))
    days = [(article.published, article.printed_by) for article in articles]
    fullest = _shown(group, pages)
    when = min((one.when for one in group if one.when), key=_breadth, default=None)
    text = pages[fullest.article].text
    return Said(
        when=when,
        speaker=fullest.speaker or "",
        addressee=next((one.addressee for one in group if one.addressee), None),
        stance=fullest.stance,
        occasion=next((one.occasion.kind for one in group if one.occasion), None),
        words=" […] ".join(" ".join(span.of(text).split()) for span in fullest.spans),
        printed=tuple(sorted(days, key=lambda item: (item[0] or date.max, item[1]))),
        article=fullest.article,
        statement=fullest.id,
    )


def _shown(group: list[Statement], pages: dict[str, Article]) -> Statement:
    """The statement whose wording stands for all: of those about as long as the longest, what most pages print."""
    lengths = {one: sum(span.end - span.start for span in one.spans) for one in group}
    longest = [one for one in group if lengths[one] >= _ABOUT_AS_LONG * max(lengths.values())]
    wordings = {
        one: tuple(word for span in one.spans for word in folded(pages[one.article].text, span)) for one in longest
    }
    printed = Counter(wording for wording, _ in {(wordings[one], one.article) for one in longest})

    def rank(one: Statement) -> tuple[int, date, int, str, str]:
        return -printed[wordings[one]], pages[one.article].published or date.max, -lengths[one], one.article, one.id

    return min(longest, key=rank)


def _breadth(when: When) -> tuple[int, date]:
    """How many days an interval has, open ones last; then its first day."""
    start, end = when.start or date.min, when.end or date.max
    return (end - start).days, start


def _order(row: Said) -> tuple[date, date, str, str]:
    printed = row.printed[0][0] or date.max
    known = (row.when.start or row.when.end) if row.when else None
    return known or printed, printed, row.article, row.statement
