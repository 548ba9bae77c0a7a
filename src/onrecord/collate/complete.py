"""Complete: what a page prints of a quotation beside the part that others print too, with a tag in between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from onrecord.collate.group import Group
from onrecord.collate.passages import Passage
from onrecord.text import SpanIndex

__all__ = ["completed"]

_Key = tuple[str, str]


def completed(groups: Iterable[Group], passages: Iterable[Passage]) -> Iterator[tuple[Group, list[Passage]]]:
    """Yield each group, and beside it those passages of its quotations that nobody else prints.

    They stand in one quotation with a passage of the group, but for the tag between them; unbroken, they would be one
    with it. Left alone is what a statement prints of two utterances, and what is reported.
    """
    found = list(groups)
    aside = {_key(passage) for group in found for passage, _ in group.aside}
    homes: defaultdict[_Key, set[int]] = defaultdict(set)
    held: defaultdict[_Key, list[Passage]] = defaultdict(list)
    for number, group in enumerate(found):
        for passage in group.passages:
            homes[_key(passage)].add(number)
            held[_key(passage)].append(passage)
    missing: defaultdict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        key = _key(passage)
        if (
            len(homes.get(key, ())) == 1
            and key not in aside
            and passage.whole
            and not passage.transcript
            and _is_missing(passage, held[key])
        ):
            (number,) = homes[key]
            missing[number].append(passage)
    for number, group in enumerate(found):
        yield group, missing[number]


def _is_missing(passage: Passage, held: Sequence[Passage]) -> bool:
    covered = SpanIndex(one.span for one in held)
    return all(one.whole for one in held) and not covered.overlapping(passage.span)


def _key(passage: Passage) -> _Key:
    return passage.article, passage.statement
