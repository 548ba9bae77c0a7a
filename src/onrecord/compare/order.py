"""Order: utterances that some articles print one way round and some the other."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.compare.material import Material
from onrecord.compare.wording import listed, quoted
from onrecord.model import Evidence, Finding, OrderConflict, Utterance

__all__ = ["find"]


def find(material: Material) -> Iterator[Finding]:
    """Yield a finding of kind "order" for each two utterances whose order of saying the articles leave open.

    The evidence is both utterances in each of the articles. The score is 1 where as many print it one way as the
    other, and falls with the share of the fewer.
    """
    known = {utterance.id: utterance for utterance in material.utterances}
    for utterance in material.utterances:
        for conflict in utterance.order:
            if conflict.other in known and utterance.id < conflict.other:
                yield _finding(utterance, known[conflict.other], conflict, material)


def _finding(first: Utterance, second: Utterance, conflict: OrderConflict, material: Material) -> Finding:
    before, after = ([material.article(one).printed_by for one in side] for side in (conflict.before, conflict.after))
    return Finding(
        "order",
        f"{listed(before)} {'print' if len(set(before)) > 1 else 'prints'} {quoted(first.fullest)} before "
        f"{quoted(second.fullest)}, {listed(after)} after it; the order in which the two were said is not known from "
        "these reports.",
        tuple(
            Evidence(article, span)
            for article in (*conflict.before, *conflict.after)
            for utterance in (first, second)
            for witness in utterance.witnesses
            for span in witness.spans
            if witness.article == article
        ),
        min(len(before), len(after)) / max(len(before), len(after)),
    )
