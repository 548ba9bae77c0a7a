"""Whether an export still says what the articles print: every hash and every offset again, without a network."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.contract import text_hash
from onrecord.export.annotation import AROUND
from onrecord.export.claiming import claims
from onrecord.export.claims import ArticleClaim, Damage, PageClaim, Quote, StatementClaim
from onrecord.export.common import PARTS
from onrecord.export.texts import Texts
from onrecord.model import Article, Fragment, Span, Statement

__all__ = ["Report", "verify"]

_KEPT = 100  # differences told in full
_SHOWN = 60  # characters of printed words in a message
_CONTENT_HASH = re.compile(r"[0-9a-f]{20}")


@dataclass(slots=True)
class Report:
    """What was checked: how many of each thing, where the export differs, and what could not be checked.

    ``differences`` are the first of them, ``differing`` how many there are. ``checked`` and ``unchecked`` count by what
    was, or was not, compared.
    """

    articles: int = 0
    statements: int = 0
    checked: Counter[str] = field(default_factory=Counter)
    unchecked: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)
    differing: int = 0

    def differ(self, where: str, message: str) -> None:
        """Note a difference."""
        self.differing += 1
        if len(self.differences) < _KEPT:
            self.differences.append(f"{where}: {message}")


def verify(export: Path, texts: Path | None = None) -> Report:
    """Check a file that ``onrecord export`` wrote, in all formats but xlsx and gexf; a file of notes does too.

    Always: the ids of statements are the content hashes of article and offsets, and printed words are as long as their
    offsets say. Where the export or ``texts`` (JSON Lines of articles) has the text: its SHA-256, the content hash of
    the article, and the words at each offset.

    ACCEPTED GAPS: hashes show that something changed since the export was written, not who wrote it; whoever changes a
    file and every hash in it is found only by the texts. What has no hash (speaker, date, stance, confidence) and lines
    that are missing altogether are not noticed. Ids that another program gave are no content hashes, and are counted as
    not checked.

    Raises:
        FormatError: if a file cannot be read, or is of none of these formats.
    """
    with nullcontext() if texts is None else Texts(texts) as beside:
        checker = _Checker(beside)
        for claim in claims(export):
            checker.check(claim)
        return checker.report


class _Checker:
    """Checks one claim after the other, and remembers the text of the last article."""

    def __init__(self, texts: Texts | None) -> None:
        self.report = Report()
        self._texts = texts
        self._article: ArticleClaim | None = None
        self._text: str | None = None

    def check(self, claim: PageClaim | Damage) -> None:
        """Check what an export claims in one place."""
        if isinstance(claim, Damage):
            self.report.differ(claim.where, claim.message)
            return
        if claim.article != self._article:
            self._begin(claim)
        for name, spans in claim.others.items():
            for message in self._outside(name, spans):
                self.report.differ(claim.where, message)
        for statement in claim.statements:
            self.report.statements += 1
            where = f"{claim.where}, statement {statement.id[:_SHOWN]}"
            for message in (*statement.faults, *self._id_faults(claim.article, statement), *self._words(statement)):
                self.report.differ(where, message)

    def _begin(self, claim: PageClaim) -> None:
        article, report = claim.article, self.report
        self._article, self._text = article, article.text
        if self._text is None and self._texts:
            self._text = self._texts.find(article)
        report.articles += 1
        if self._text is None:
            report.unchecked["texts"] += 1
            return
        report.checked["texts"] += 1
        if article.text_sha256 is not None and text_hash(self._text) != article.text_sha256:
            report.differ(claim.where, "the SHA-256 of the text is not that of the text")
        if article.hash is None:
            report.unchecked["article ids"] += 1
            return
        report.checked["article ids"] += 1
        if Article.id_of(self._text, article.outlet, article.url) != article.hash:
            report.differ(claim.where, f"{article.hash[:_SHOWN]} is not the content hash of outlet, address and text")

    def _id_faults(self, article: ArticleClaim, statement: StatementClaim) -> Iterator[str]:
        if article.hash is None or not _CONTENT_HASH.fullmatch(statement.id):
            self.report.unchecked["statement ids"] += 1
            return
        self.report.checked["statement ids"] += 1
        content, cue, source = (tuple(quote.span for quote in statement.parts[part]) for part in PARTS)
        if Statement.id_of(article.hash, tuple(map(Fragment, statement.noted or content)), cue, source) != statement.id:
            yield "the id is not the content hash of article and offsets"

    def _words(self, statement: StatementClaim) -> Iterator[str]:
        for part, quotes in statement.parts.items():
            yield from self._outside(part, [quote.span for quote in quotes])
            for quote in quotes:
                yield from self._quote_faults(part, quote)

    def _quote_faults(self, part: str, quote: Quote) -> Iterator[str]:
        text, words, span = self._text, quote.words, quote.span
        if words is None:
            return
        if text is None:
            self.report.unchecked["printed strings"] += 1
            if len(words) != span.end - span.start:
                yield f"{part} at {_pair(span)} cannot read “{_short(words)}”, which has {len(words)} characters"
            return
        self.report.checked["printed strings"] += 1
        if words != span.of(text):
            there = _short(span.of(text))
            yield f"{part} at {_pair(span)} reads “{_short(words)}” in the export, “{there}” in the text"
        around = (text[max(span.start - AROUND, 0) : span.start], text[span.end : span.end + AROUND])
        if quote.prefix is not None and (quote.prefix, quote.suffix) != around:
            yield f"prefix or suffix of {part} at {_pair(span)} are not what stands around it in the text"

    def _outside(self, part: str, spans: tuple[Span, ...] | list[Span]) -> Iterator[str]:
        if self._text is not None:
            for span in spans:
                if span.end > len(self._text):
                    yield f"{part} at {_pair(span)} lies outside the text of {len(self._text)} characters"


def _pair(span: Span) -> str:
    return f"[{span.start}, {span.end}]"


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
