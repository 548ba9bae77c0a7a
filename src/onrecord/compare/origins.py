"""Origins: how many independent sources stand behind the printings of the same words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping

from onrecord.compare.groups import Groups
from onrecord.compare.material import Claim, Material, longest_common, one_claim
from onrecord.compare.wording import listed, quoted
from onrecord.model import Article, Evidence, Finding, Span, Statement
from onrecord.text import fold, folded, paragraphs, quotations

__all__ = ["Ties", "common_origins", "find", "origins_of"]

_RUN = 12  # words of narration in a row that two pages do not write twice by chance
_FAMILIAR = 200  # articles; narration printed by more is a set phrase of theirs
_STANDING = 3  # pages of one outlet; narration that stands on so many is its standing text
_HANDLE = re.compile(r"\(@\w+\)")  # behind a post that a page shows in full, which is no narration

Ties = Mapping[str, frozenset[Hashable]]
"""What ties an article to others: the agencies it names, the runs of narration it shares."""
_SHARE = 0.65  # of the shorter one's content words that tie a report to a sentence of the outlet it names
_TOLD = 0.5  # of what the one that tells more tells, each word by how rare it is in news


def find(material: Material) -> Iterator[Finding]:
    """Yield a finding of kind "origins" where printings go back to fewer sources than outlets print them.

    Of the articles that print an utterance those have one origin that name the same agency (dateline, "AGENCY
    reports:", or an outlet that is the agency), or share twelve words of narration in a row; what stands in quotation
    marks, in a post shown in full, or on three pages of one outlet is no such narration. A page that names an outlet on
    record as its source is traced to what that outlet prints. The score is the share of outlets that add no origin.
    Accepted gaps: rewritten agency copy that names nobody; a common press release cannot be told from copying.
    """
    ties = material.once(common_origins)
    for utterance in material.utterances:
        articles = sorted({witness.article for witness in utterance.witnesses})
        outlets = sorted({material.article(one).printed_by for one in articles})
        origins = origins_of(material, articles, ties)
        if len(origins) < len(outlets):
            shared = next(group for group in origins if len({material.article(one).printed_by for one in group}) > 1)
            yield Finding(
                "origins",
                f"{len(outlets)} outlets print {quoted(utterance.fullest)}, from {len(origins)} "
                f"{'origin' if len(origins) == 1 else 'origins'}: "
                f"{listed(material.article(one).printed_by for one in shared)} name one agency or "
                "share long passages of narration.",
                tuple(
                    Evidence(w.article, span) for w in utterance.witnesses for span in w.spans if w.article in shared
                ),
                1 - len(origins) / len(outlets),
            )
    yield from _traced(material)


def origins_of(material: Material, articles: Iterable[str], ties: Ties) -> list[list[str]]:
    """Return articles by their origins, tied to one another by :func:`common_origins`; those of one outlet are one.

    What ties two of them to a third article that is not among them does not count.
    """
    ordered = sorted(articles)
    joined: Groups[Hashable] = Groups(ordered)
    for one in ordered:
        for tie in ties.get(one, ()):
            joined.join(one, tie)
    groups: dict[Hashable, list[str]] = {}
    for one in ordered:
        groups.setdefault(joined.top(one), []).append(one)
    merged: dict[Hashable, list[str]] = {}
    for top, group in groups.items():
        outlets = {material.article(one).printed_by for one in group}
        merged.setdefault(top if len(outlets) > 1 else ("outlet", outlets.pop()), []).extend(group)
    return sorted(merged.values())


def common_origins(material: Material) -> Ties:
    """Return what ties the articles that witness an utterance: agencies named, runs of narration shared."""
    printed: dict[Hashable, list[str]] = defaultdict(list)
    witnesses = {witness.article for utterance in material.utterances for witness in utterance.witnesses}
    ties: dict[str, set[Hashable]] = {}
    for identity in sorted(witnesses):
        ties[identity] = {("agency", agency) for agency in _agencies(material, identity)}
        for run in _narration(material, identity):
            printed[run].append(identity)
    for tie, articles in printed.items():
        if 1 < len(articles) <= _FAMILIAR and not _is_standing(material, articles):
            for one in articles:
                ties[one].add(tie)
    return {one: frozenset(held) for one, held in ties.items()}


def _is_standing(material: Material, articles: Iterable[str]) -> bool:
    return max(Counter(material.article(one).printed_by for one in articles).values()) >= _STANDING


def _agencies(material: Material, identity: str) -> set[str]:
    article, page = material.article(identity), material.language.page
    named_there = {name for one in material.pages[identity].statements for name in one.via[:1]}
    if article.dateline and article.dateline.agency:
        named_there.add(article.dateline.agency)
    outlets = {article.outlet} if article.outlet and page.agency(article.outlet) else set()
    return {fold(page.agency(name) or name) for name in named_there | outlets}


def _narration(material: Material, identity: str) -> set[int]:
    """Hashes of the runs of words of a page that stand in no statement, quotation, post or line around the report."""
    page = material.pages[identity]
    text = page.article.text
    said = [span for one in page.statements for span in one.spans]
    quoted_there = [span for each in quotations(text) if each.closed for span in each.spans]
    posts = [span for span in paragraphs(text) if _HANDLE.search(span.of(text))]
    inside = sorted([*page.article.boilerplate, *said, *quoted_there, *posts])
    runs: set[int] = set()
    at = 0
    for start, end in [*((span.start, span.end) for span in inside), (len(text), len(text))]:
        row = folded(text, Span(at, start)) if at < start else []
        runs.update(hash(tuple(row[first : first + _RUN])) for first in range(len(row) - _RUN + 1))
        at = max(at, end)
    return runs


def _traced(material: Material) -> Iterator[Finding]:
    """Statements whose source or listener is an outlet on record, with the same claim on that outlet's page."""
    outlets = _outlets(material)
    claims: Mapping[str, list[Claim]] = _by_outlet(material, set(outlets.values()))
    for page in material.pages.values():
        for one in page.told:
            outlet = next((outlets[n] for n in _names(one) if n in outlets), None)
            if outlet is None or outlet == page.article.outlet:
                continue
            first = _first_printing(material, page.article, one, claims[outlet])
            if first:
                yield Finding(
                    "origins",
                    f"{page.article.printed_by} gives {quoted(' '.join(s.of(page.article.text) for s in one.spans))} "
                    f"after {outlet}, which prints {quoted(first.span.of(material.article(first.article).text))}.",
                    (first.evidence, *(Evidence(page.article.id, span) for span in one.spans)),
                    0.7,
                )


def _outlets(material: Material) -> dict[str, str]:
    found: dict[str, str] = {}
    for page in material.pages.values():
        if page.article.outlet:
            found.setdefault(fold(page.article.outlet).removeprefix("the "), page.article.outlet)
    return found


def _by_outlet(material: Material, outlets: set[str]) -> Mapping[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    wanted = {n for page in material.pages.values() for one in page.statements for n in _names(one)}
    for claim in material.claims:
        outlet = material.article(claim.article).outlet
        if outlet in outlets and fold(outlet).removeprefix("the ") in wanted:
            found[outlet].append(claim)
    return found


def _names(one: Statement) -> list[str]:
    return [fold(name).removeprefix("the ") for name in (one.speaker, one.addressee) if name]


def _first_printing(material: Material, article: Article, one: Statement, claims: list[Claim]) -> Claim | None:
    """The claim of an outlet that is the claim of a statement elsewhere and not printed later; the most alike."""
    own = material.claims_of(one)
    best: tuple[int, Claim] | None = None
    for claim in claims:
        printed = material.article(claim.article).published
        if printed and article.published and printed > article.published:
            continue
        for mine in own:
            if mine.negative != claim.negative or not one_claim(mine, claim, _SHARE):
                continue
            shared = longest_common(mine.stems, claim.stems)
            if material.weight(shared) < _TOLD * max(material.weight(mine.stems), material.weight(claim.stems)):
                continue
            common = len(shared)
            if best is None or common > best[0]:
                best = common, claim
    return best[1] if best else None
