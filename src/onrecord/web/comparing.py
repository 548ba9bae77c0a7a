"""The pages of what comparing the reports found: findings by kind, each with the words it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.model import Article, Evidence, Finding, Span, Stance, Statement
from onrecord.record import Record
from onrecord.web.finding import number_of
from onrecord.web.rendering import page
from onrecord.web.sources import Sources, address
from onrecord.web.wording import cue_of

__all__ = ["KINDS", "FindingView", "Words", "findings", "findings_of"]

_PAGE = 20
_EACH = 3  # of a kind, where all kinds are shown
_EVIDENCE = 8  # shown at once; the rest unfolds

KINDS = {
    "answers": "Alleged, and answered",
    "coverage": "Left out by some",
    "discrepancies": "Told differently",
    "occasions": "One occasion, several outlets",
    "order": "Order not known",
    "origins": "From one source",
    "recurrence": "Said again",
    "revision": "Changed since it was printed",
    "verbs": "Verbs that take sides",
}
"""For each kind of finding a heading; a kind without one stands under its name."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words that a finding rests on: where they are printed, and of what statement they are, if of any."""

    article: Article
    text: str
    address: str
    statement: Statement | None
    cue: str

    @property
    def stance(self) -> Stance | None:
        """What the speaker does with them."""
        return self.statement.stance if self.statement else None


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its evidence, the first few and the ``rest``."""

    finding: Finding
    evidence: tuple[Words, ...]
    rest: tuple[Words, ...]


def findings_of(found: Iterable[Finding], sources: Sources) -> list[FindingView]:
    """Return findings with the words they rest on."""
    views = []
    for finding in found:
        held = tuple(_words(finding.evidence, sources))
        views.append(FindingView(finding, held[:_EVIDENCE], held[_EVIDENCE:]))
    return views


def _words(evidence: Iterable[Evidence], sources: Sources) -> Iterator[Words]:
    """Yield evidence with the statement it is of; parts of one statement that follow each other are one."""

    def place(item: Evidence) -> tuple[str, Statement | None]:
        return item.article, _statement_at(sources.notes(item.article).statements, item.span)

    for (identity, statement), items in groupby(evidence, key=place):
        article, spans = sources.notes(identity).article, [item.span for item in items]
        text = " […] ".join(span.of(article.text) for span in spans)
        cue = cue_of(article, statement) if statement else ""
        yield Words(article, text, address(identity, spans), statement, cue)


def _statement_at(statements: Iterable[Statement], span: Span) -> Statement | None:
    """Return the statement with the shortest content that has these words, the innermost of nested ones."""
    holding = [one for one in statements if any(part.contains(span) for part in one.spans)]
    return min(holding, key=lambda one: sum(part.end - part.start for part in one.spans), default=None)


def findings(request: Request) -> Response:
    """Show findings: a few of every kind, or those of ``?kind=`` a page at a time."""
    record: Record = request.app.state.record
    kind, skip = request.query_params.get("kind", ""), number_of(request.query_params.get("skip", ""), "skip")
    found, sources = record.findings(), Sources(record)
    counts = dict(sorted(Counter(finding.kind for finding in found).items()))
    if kind and kind not in {*counts, *KINDS}:
        raise HTTPException(400, f"“kind” must be one of {', '.join(counts)}, not “{kind}”.")
    held = [finding for finding in found if finding.kind == kind][skip : skip + _PAGE]
    groups = [(kind, held)] if kind else [(name, _first(found, name)) for name in counts]
    return page(
        "findings.html",
        kind=kind,
        counts=counts,
        headings=KINDS,
        groups=[(name, findings_of(some, sources)) for name, some in groups],
        further=f"?kind={kind}&skip={skip + _PAGE}" if skip + _PAGE < counts.get(kind, 0) else None,
        before=f"?kind={kind}" + (f"&skip={skip - _PAGE}" if skip > _PAGE else "") if kind and skip else None,
    )


def _first(found: Iterable[Finding], kind: str) -> list[Finding]:
    return [finding for finding in found if finding.kind == kind][:_EACH]
