"""Home: of which utterance a statement is mainly a printing, where it prints words of several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.model import Utterance, Witness

__all__ = ["with_guests"]

_Key = tuple[str, str]


def with_guests(utterances: Sequence[Utterance]) -> Iterator[Utterance]:
    """Yield the utterances, each with its guests marked.

    A statement is at home where most of its characters are, of two as long where it begins; in every other utterance
    that it prints words of (a splice, or two quotations with one tag) it is a guest.
    """
    printed: defaultdict[_Key, list[tuple[int, int, int]]] = defaultdict(list)
    for number, utterance in enumerate(utterances):
        for witness in utterance.witnesses:
            printed[witness.article, witness.statement].append((-_length(witness), witness.spans[0].start, number))
    away = {(key, number) for key, found in printed.items() for _, _, number in sorted(found)[1:]}
    visited = {number for _, number in away}
    for number, utterance in enumerate(utterances):
        if number not in visited:
            yield utterance
            continue
        witnesses = [
            replace(witness, guest=((witness.article, witness.statement), number) in away)
            for witness in utterance.witnesses
        ]
        yield replace(utterance, witnesses=tuple(witnesses))


def _length(witness: Witness) -> int:
    return sum(span.end - span.start for span in witness.spans)
