"""Again: the same words said at another time, and what may or may not be a printing of an utterance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.collate.group import Group
from onrecord.collate.passages import Passage
from onrecord.collate.rebuild import Pages
from onrecord.model import Aside, Repeat, Span, Utterance

__all__ = ["with_group"]

_Key = tuple[str, str, Span]


def with_group(utterances: Iterable[Utterance], groups: Sequence[Group], pages: Pages) -> Iterator[Utterance]:
    """Yield the utterances of ``groups``, in the same order, with what was set aside and where they are repeated."""
    found = list(utterances)
    homes = {_key(one): at for at, group in enumerate(groups) for one in group.passages}
    for at, (utterance, group) in enumerate(zip(found, groups, strict=True)):
        if not (group.aside or group.repeats):
            yield utterance
            continue
        aside = tuple(Aside(one.article, one.statement, one.spans, why) for one, why in _in_order(group, pages))
        repeats = sorted(_repeats(group, homes, at), key=lambda one: (pages[one.article].rank, one.span))
        shown: dict[object, Repeat] = {}
        for one in repeats:
            home = homes.get(_key(one))
            known = None if home is None else found[home].id
            shown.setdefault(known or one, Repeat(one.article, one.statement, known))
        yield replace(utterance, aside=aside, repeats=tuple(shown.values()))


def _in_order(group: Group, pages: Pages) -> list[tuple[Passage, str]]:
    return sorted(group.aside, key=lambda item: (pages[item[0].article].rank, item[0].span))


def _repeats(group: Group, homes: Mapping[_Key, int], at: int) -> Iterator[Passage]:
    """Yield the repeats of a group, without what stands in a statement of its own."""
    own = {(one.article, one.statement) for one in group.passages}
    yield from (one for one in group.repeats if homes.get(_key(one)) != at and (one.article, one.statement) not in own)


def _key(passage: Passage) -> _Key:
    return passage.article, passage.statement, passage.span
