"""The scene a source is read in: what stands around it and who has spoken before."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import SpeakerKind, Statement
from onrecord.resolve.figures import Figure

__all__ = ["NOBODY", "Reference", "Scene", "Turn"]


@dataclass(frozen=True, slots=True)
class Reference:
    """Whom a phrase means, with the reason; ``name`` is ``None`` where the page names nobody.

    ``figure`` is set for whom the page names; ``document`` is the document they speak through; ``sureness`` is a rough
    share of such readings that hold, in [0, 1]; ``through`` is the body that cites them, where one does.
    """

    name: str | None
    kind: SpeakerKind = SpeakerKind.UNNAMED
    figure: Figure | None = None
    document: str | None = None
    sureness: float = 1.0
    reason: str = ""
    through: str | None = None


NOBODY = Reference(None)


@dataclass(frozen=True, slots=True)
class Turn:
    """A statement whose speaker is known: the token its source (else its content) ends with.

    ``asked`` is whom it asks something, where the page tells.
    """

    statement: Statement
    token: int
    reference: Reference
    asked: Reference | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a phrase stands.

    ``token`` is its first token, ``around`` the statement it belongs to, ``outer`` the turn that statement is nested
    in, ``turns`` the latest statements before it that are nested in nothing, in the order of the text, ``hearer`` whom
    the page names as spoken to, and who therefore is not the one that speaks, ``asked`` who was asked right before and
    may be the one that answers, ``told_of`` who is the subject of the sentence right before a quotation with its tag
    behind.
    """

    token: int
    around: Statement
    outer: Turn | None = None
    turns: tuple[Turn, ...] = ()
    hearer: Figure | None = None
    asked: Reference | None = None
    told_of: Figure | None = None
