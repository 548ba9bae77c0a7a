"""The pages of stories: which articles report one thing, and how they report it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from onrecord.model import Finding, Grain, Story
from onrecord.record import Record
from onrecord.web.apparatus import Apparatus
from onrecord.web.comparing import KINDS, FindingView, findings_of
from onrecord.web.drawing import lines_of, times_of
from onrecord.web.finding import number_of
from onrecord.web.matrix import matrix_of
from onrecord.web.rendering import page
from onrecord.web.sources import Sources

__all__ = ["StoryView", "stories", "story"]

_PAGE = 20  # affairs on a page of the list
_EVENTS = 6  # of an affair in the list
_ALL_EVENTS = 60  # of an affair on its own page
_ARTICLES = 40
_UTTERANCES = 12
_OUTLETS = 14  # columns of the matrix, those that print most
_FINDINGS = 6  # of a kind
_FIRST = ("discrepancies", "answers", "origins")  # kinds that have a place of their own


@dataclass(frozen=True, slots=True)
class Affair:
    """An affair with those of its events that two articles or more report, and how many there are."""

    story: Story
    events: Sequence[Story]
    event_count: int


class StoryView:
    """A story with everything its page shows.

    A finding is of the story where all words it rests on are printed in its articles. ACCEPTED GAP: what an article of
    another event answers is found on the page of the affair alone.
    """

    def __init__(self, record: Record, story: Story) -> None:
        self.story = story
        self._sources = Sources(record)
        articles, found = set(story.articles), record.findings()
        self._found = [each for each in found if all(item.article in articles for item in each.evidence)]
        printed = record.utterances_within(story.articles, _UTTERANCES)
        origins = [each for each in found if each.kind == "origins"]
        apparatus = [Apparatus(each, self._sources, origins) for each in printed]
        self.outlets, self.rows = matrix_of(apparatus, _OUTLETS)
        self.lines = lines_of(apparatus)
        self.times = times_of(self.lines)
        self.entries = record.entries(story.articles[:_ARTICLES])
        self.affair = record.story(story.within) if story.within else None
        within = [each for each in record.stories(Grain.EVENT) if each.within == story.id]
        self.event_count = len(within)
        self.events = _reported(within)[:_ALL_EVENTS]

    @property
    def kinds(self) -> dict[str, int]:
        """How many findings of each kind there are, those shown in full first."""
        counts: dict[str, int] = defaultdict(int, dict.fromkeys(_FIRST, 0))
        for each in self._found:
            counts[each.kind] += 1
        return {kind: count for kind, count in counts.items() if count}

    def findings(self, kind: str) -> list[FindingView]:
        """Return the first findings of a kind with the words they rest on."""
        held: list[Finding] = [each for each in self._found if each.kind == kind]
        return findings_of(held[:_FINDINGS], self._sources)


def stories(request: Request) -> Response:
    """Show affairs, those that most articles report first, with their events; ``?skip=`` goes on after so many."""
    record: Record = request.app.state.record
    skip = number_of(request.query_params.get("skip", ""), "skip")
    events: dict[str | None, list[Story]] = defaultdict(list)
    for event in record.stories(Grain.EVENT):
        events[event.within].append(event)
    affairs = _reported(record.stories(Grain.AFFAIR))
    held = [
        Affair(each, _reported(events[each.id])[:_EVENTS], len(events[each.id]))
        for each in affairs[skip : skip + _PAGE]
    ]
    return page(
        "stories.html",
        count=len(affairs),
        affairs=held,
        further=f"?skip={skip + _PAGE}" if skip + _PAGE < len(affairs) else None,
        before=(f"?skip={skip - _PAGE}" if skip > _PAGE else "?") if skip else None,
    )


def story(request: Request) -> Response:
    """Show a story: who prints what, where reports differ, what was said and answered when, who has it from whom."""
    record: Record = request.app.state.record
    view = StoryView(record, record.story(request.path_params["key"]))
    return page("story.html", it=view, headings=KINDS, first=_FIRST)


def _reported(found: Iterable[Story]) -> list[Story]:
    """Return the stories that two articles or more report, those of most articles first."""
    several = [each for each in found if len(each.articles) > 1]
    return sorted(several, key=lambda each: -len(each.articles))
