"""What an export claims of articles and statements, whatever its format, for checking it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.model import Span

__all__ = ["ArticleClaim", "Claims", "Damage", "PageClaim", "Quote", "StatementClaim"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a part: its offsets, the words printed for it and around it; ``None`` where the file has none."""

    span: Span
    words: str | None = None
    prefix: str | None = None
    suffix: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleClaim:
    """An article: ``name`` as files call it, ``hash`` its content hash, ``text`` where the file holds it."""

    name: str
    hash: str | None
    outlet: str | None = None
    url: str | None = None
    text_sha256: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class StatementClaim:
    """A statement: its id and its stretches by part; ``faults`` are what does not even agree with itself.

    ``noted`` is the content that the id was made of, where somebody corrected it.
    """

    id: str
    parts: dict[str, tuple[Quote, ...]]
    faults: tuple[str, ...] = ()
    noted: tuple[Span, ...] | None = None


@dataclass(frozen=True, slots=True)
class PageClaim:
    """An article with statements of it; ``where`` tells where in the file, ``others`` are further spans by name."""

    where: str
    article: ArticleClaim
    statements: tuple[StatementClaim, ...]
    others: dict[str, tuple[Span, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Damage:
    """A place in a file that cannot be read, and why."""

    where: str
    message: str


Claims = Iterator[PageClaim | Damage]
"""What a file claims, place by place."""
