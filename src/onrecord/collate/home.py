"""Home: of which utterance a statement is mainly a printing, where it prints words of several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.model import Change, Utterance, Witness

__all__ = ["with_guests"]

_FEWEST = 4  # other statements that print either part, for two quotations with one tag to be of two utterances
_BOTH = 0.35  # statements that print both parts, against those that print one

_Key = tuple[str, str]


def with_guests(utterances: Sequence[Utterance]) -> Iterator[Utterance]:
    """Yield the utterances, each with its guests marked.

    A statement whose quotation was cut is at home where most of its characters are, of two parts as long where it
    begins, and a guest in every other utterance that it prints words of. So are two quotations with one tag if four
    others print words of either and (almost) nobody of both; with fewer there is nothing that parts them, and the
    statement is at home in both.
    """
    printed: defaultdict[_Key, list[tuple[int, int, int]]] = defaultdict(list)
    keys = [{_key(witness): witness for witness in utterance.witnesses} for utterance in utterances]
    for number, witnesses in enumerate(keys):
        for key, witness in witnesses.items():
            length = sum(span.end - span.start for span in witness.spans)
            printed[key].append((-length, witness.spans[0].start, number))
    guests: defaultdict[int, set[_Key]] = defaultdict(set)
    for key, found in printed.items():
        (_, _, home), *rest = sorted(found) if len(found) > 1 else found
        for _, _, number in rest:
            if _are_apart(key, keys[home], keys[number]):
                guests[number].add(key)
    for number, utterance in enumerate(utterances):
        if number not in guests:
            yield utterance
            continue
        witnesses_now = [replace(one, guest=_key(one) in guests[number]) for one in utterance.witnesses]
        yield replace(utterance, witnesses=tuple(witnesses_now))


def _key(witness: Witness) -> _Key:
    return witness.article, witness.statement


def _are_apart(key: _Key, home: dict[_Key, Witness], other: dict[_Key, Witness]) -> bool:
    """Whether other statements show that the parts of one belong to two utterances."""
    if any(Change.SPLICED in witnesses[key].changes for witnesses in (home, other)):
        return True
    fewer = min(len(home), len(other)) - 1
    return fewer >= _FEWEST and len(home.keys() & other.keys()) - 1 <= _BOTH * fewer
