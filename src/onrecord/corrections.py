"""Corrections by people: what somebody holds against what was noted, kept beside it and never in its place."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Correction", "Field"]


class Field(StrEnum):
    """What of a statement is corrected, and how its value is written.

    ``speaker``: a name, empty for nobody; ``when``: a day or interval in ISO 8601, empty for not known; ``stance``: one
    of :class:`~onrecord.model.Stance`; ``content``: offsets, ``start-end;start-end``; ``statement``: "no" where it is
    none.
    """

    SPEAKER = "speaker"
    WHEN = "when"
    STANCE = "stance"
    CONTENT = "content"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of a log that only grows: who says what of a statement, when (``made``, ISO 8601, UTC) and why.

    ``noted`` is the value that was corrected, as the program noted it; ``value`` what stands instead, ``None`` where
    what was noted stands again. Of two entries on one field the one made later counts, whichever is kept first.
    """

    article: str
    statement: str
    field: Field
    noted: str
    value: str | None
    why: str
    by: str
    made: str

    @property
    def id(self) -> str:
        """The content hash of everything it says."""
        said = (self.article, self.statement, self.field, self.noted, repr(self.value), self.why, self.by, self.made)
        return hashlib.sha256("\x1f".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:20]

    @property
    def words(self) -> str:
        """The correction on one line: "speaker: Pel Lund → Mara Quist (Ada, 2031-05-04: the text names her)"."""
        value = "as noted" if self.value is None else self.value or "none"
        return f"{self.field}: {self.noted or 'none'} → {value} ({self.by}, {self.made[:10]}: {self.why})"
