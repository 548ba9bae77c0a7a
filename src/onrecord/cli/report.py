"""Report: the findings on record as Markdown, story by story, for keeping."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from onrecord.model import Finding, Grain, Story
from onrecord.web.sources import Sources
from onrecord.web.wording import day

__all__ = ["HEADINGS", "markdown"]

HEADINGS: Mapping[str, str] = {
    "discrepancies": "Told otherwise",
    "answers": "Alleged and answered, asked and answered",
    "recurrence": "Said again",
    "revision": "Changed after printing",
    "coverage": "Who prints what",
    "verbs": "Verbs that take sides",
    "order": "Order not known",
    "origins": "Common origins",
    "occasions": "Occasions",
}
"""Kind of finding → the heading it stands under; in the order of the report."""

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~&])")


def markdown(found: Sequence[Finding], stories: Sequence[Story], sources: Sources) -> Iterator[str]:
    """Yield the lines of a report: each affair with its days and articles, then its findings by kind, best first.

    A finding stands under the affair of most of its evidence; each is quoted with outlet, day, address, article and
    offsets. Characters that Markdown reads as signs are escaped. Affairs without a finding are left out.
    """
    yield from ("# Places to look", "")
    yield "What comparing the reports on record shows: where to look, on which words. No verdict on anything."
    affairs = [story for story in stories if story.grain is Grain.AFFAIR]
    affair_of = {article: number for number, story in enumerate(affairs) for article in story.articles}
    held: dict[int, list[Finding]] = defaultdict(list)
    for finding in found:
        numbers = [affair_of[item.article] for item in finding.evidence if item.article in affair_of]
        held[max(numbers, key=lambda number: (numbers.count(number), -number), default=-1)].append(finding)
    for number, findings in sorted(held.items(), key=lambda item: (-len(item[1]), item[0])):
        yield from _affair(affairs[number] if number >= 0 else None, findings, sources)


def _affair(story: Story | None, findings: Sequence[Finding], sources: Sources) -> Iterator[str]:
    yield from ("", f"## {_escaped(story.title) if story else 'Of no story'}", "")
    if story:
        days = " – ".join(dict.fromkeys(day(each) for each in (story.start, story.end) if each)) or "no date"
        outlets = dict.fromkeys(sources.article(article).printed_by for article in story.articles)
        yield f"{days}, {_counted(len(story.articles), 'article')} of {_counted(len(outlets), 'outlet')}."
    order = list(HEADINGS)
    ranked = sorted(findings, key=lambda one: (order.index(one.kind), -one.score, one.summary))
    for kind, group in groupby(ranked, key=lambda one: one.kind):
        yield from ("", f"### {HEADINGS[kind]}")
        for finding in group:
            yield from ("", f"**{_escaped(finding.summary)}** ({finding.score:.2f})", "")
            yield from _evidence(finding, sources)


def _evidence(finding: Finding, sources: Sources) -> Iterator[str]:
    for item in finding.evidence:
        article = sources.article(item.article)
        published = f", {day(article.published)}" if article.published else ""
        place = f"{_escaped(article.name)} {item.span.start}–{item.span.end}"
        address = f", <{article.url}>" if article.url and " " not in article.url and ">" not in article.url else ""
        words = " ".join(item.span.of(article.text).split())
        yield f"- {_escaped(words)} — *{_escaped(article.printed_by)}*{published}, {place}{address}"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
