"""Compare: places worth looking at in a collation. To add a comparison: one file, one line in ``COMPARISONS``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from onrecord.compare import answers, coverage, discrepancies, occasions, order, origins, recurrence, revision, verbs
from onrecord.compare.material import Material
from onrecord.compare.stories import stories
from onrecord.compare.timeline import Said, timeline
from onrecord.model import Finding

__all__ = ["COMPARISONS", "Comparison", "Material", "Said", "stories", "timeline"]

Comparison = Callable[[Material], Iterator[Finding]]
"""Pages and utterances → what is worth a look; its findings are of the kind it is named by."""

COMPARISONS: Mapping[str, Comparison] = MappingProxyType(
    {
        "answers": answers.find,
        "coverage": coverage.find,
        "discrepancies": discrepancies.find,
        "occasions": occasions.find,
        "order": order.find,
        "origins": origins.find,
        "recurrence": recurrence.find,
        "revision": revision.find,
        "verbs": verbs.find,
    }
)
