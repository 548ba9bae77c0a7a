"""Order: utterances that articles print in different orders, so that the order of saying is not known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from onrecord.collate.match import same_name
from onrecord.collate.rebuild import Pages
from onrecord.model import ArticleKind, OrderConflict, Utterance
from onrecord.text import words

__all__ = ["with_order"]

Pair = tuple[int, int]

_NEXT = 50  # utterances on a page that one is compared with


def with_order(utterances: Sequence[Utterance], pages: Pages) -> Iterator[Utterance]:
    """Yield the utterances, each with those others that its articles print now before, now after it.

    Only utterances of one known speaker are compared, and only where no date and no transcript tells which came first.
    Utterances that are told only inside other statements have no place of their own.

    Accepted gap: a page tells the order of an utterance and the next 50 that it prints, no more.
    """
    printed: defaultdict[Pair, list[str]] = defaultdict(list)
    for article, on_page in sorted(_on_pages(utterances, pages).items(), key=lambda item: pages[item[0]].rank):
        in_order = sorted(on_page)
        for at, (_, end, one) in enumerate(in_order):
            for start, _, other in in_order[at + 1 : at + 1 + _NEXT]:
                if end <= start:
                    printed[one, other].append(article)
    conflicts: defaultdict[int, list[OrderConflict]] = defaultdict(list)
    for (one, other), before in printed.items():
        after = printed.get((other, one), [])
        if after and _order_is_open(utterances[one], utterances[other], [*before, *after], pages):
            conflicts[one].append(OrderConflict(utterances[other].id, tuple(before), tuple(after)))
    for number, utterance in enumerate(utterances):
        found = sorted(conflicts[number], key=lambda conflict: conflict.other)
        yield replace(utterance, order=tuple(found)) if found else utterance


def _on_pages(utterances: Iterable[Utterance], pages: Pages) -> dict[str, list[tuple[int, int, int]]]:
    """Return for each article from where to where it prints which utterance."""
    found: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, utterance in enumerate(utterances):
        rims: defaultdict[str, list[int]] = defaultdict(list)
        for witness in utterance.witnesses:
            if pages[witness.article].statements[witness.statement].inside is None:
                rims[witness.article] += [edge for span in witness.spans for edge in (span.start, span.end)]
        for article, edges in rims.items():
            found[article].append((min(edges), max(edges), number))
    return found


def _order_is_open(one: Utterance, other: Utterance, articles: Iterable[str], pages: Pages) -> bool:
    """Whether two utterances may belong to one speech and nothing but the reports tells their order."""
    if any(pages[article].article.kind is ArticleKind.TRANSCRIPT for article in articles):
        return False
    names = [frozenset(word.folded for word in words(utterance.speaker or "")) for utterance in (one, other)]
    if not all(names) or not same_name(*names):
        return False
    (start, end), (other_start, other_end) = _days(one, pages), _days(other, pages)
    return start <= other_end and other_start <= end


def _days(utterance: Utterance, pages: Pages) -> tuple[date, date]:
    """Return the days on which an utterance was said, as narrow as its witnesses' pages tell."""
    whens = [pages[witness.article].statements[witness.statement].when for witness in utterance.witnesses]
    starts = [when.start for when in whens if when and when.start]
    ends = [when.end for when in whens if when and when.end]
    return max(starts, default=date.min), min(ends, default=date.max)
