"""A small record made by hand, for what the doors show of one; its people and places are invented."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette

from onrecord.contract import form_of, fragments_of
from onrecord.model import (
    Article,
    ArticleKind,
    Aside,
    Change,
    Evidence,
    Finding,
    Grain,
    Notes,
    Occasion,
    OrderConflict,
    Place,
    Problem,
    Reading,
    Repeat,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    Story,
    Utterance,
    When,
    Witness,
)
from onrecord.record import Record

MARA, LUND = "Mara Quist", "Pel Lund"
HOSTILE = "<script>alert('x')</script> \u202eevil\u202c"
AFFAIR, EVENT = "affa1raffa1raffa1raf", "event0event0event0ev"
DOOR, RAISE, SILENT = "d00rd00rd00rd00rd00r", "ra15era15era15era15e", "51lent51lent51lent51"


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def article(text: str, name: str, **more: object) -> Article:
    outlet, url = more.get("outlet"), more.get("url")
    return Article(id=Article.id_of(text, outlet, url), text=text, given_id=name, **more)


def statement(page: Article, content: Sequence[str], cue: str = "", source: str = "", **more: object) -> Statement:
    fragments = fragments_of(page.text, [span(page.text, words) for words in content])
    cues = (span(page.text, cue),) if cue else ()
    sources = (span(page.text, source),) if source else ()
    form = form_of(page.text, fragments)
    name = Statement.id_of(page.id, fragments, cues, sources)
    return Statement(name, page.id, form, fragments, cues, sources, made_by="hand@1", **more)


def radio() -> Notes:
    text = (
        "HOST: What happened to the Heron?\n\n"
        "QUIST: The ferry sank because nobody closed the bow door. I told them so in March. "
        "We will raise it before winter."
    )
    page = article(
        text,
        "radio",
        outlet="Lake Radio",
        title="Morning on the lake",
        published=date(2019, 5, 2),
        kind=ArticleKind.TRANSCRIPT,
    )
    asked = statement(page, ["What happened to the Heron?"], "", "HOST", speaker="Host", stance=Stance.ASK)
    said = statement(
        page,
        [text[text.index("The ferry") :]],
        "",
        "QUIST",
        speaker=MARA,
        when=When(date(2019, 5, 2), date(2019, 5, 2), why="the day of the broadcast"),
        reasons=("the turn is headed QUIST",),
    )
    return Notes(page, (asked, said), (Speaker(MARA, SpeakerKind.PERSON), Speaker("Host", SpeakerKind.UNNAMED)))


def gazette() -> Notes:
    text = (
        "Quist promises to raise the Heron\n\n"
        "“The ferry sank because nobody closed the bow door … We will raise it before winter,” Mara Quist told "
        "Lake Radio on Thursday. “Ask the harbour.”\n\n"
        "She said that Pel Lund had told her “the door is a matter for <deck> staff”.\n\n"
        "A witness claims that the lamp was out.\n\n"
        "READ MORE: Eel prices fall"
    )
    page = article(
        text,
        "gazette",
        outlet="The Orrin Gazette",
        url="https://gazette.example/heron",
        title="Quist promises to raise the Heron",
        byline="Ada Brink",
        published=date(2019, 5, 3),
        boilerplate=(span(text, "READ MORE: Eel prices fall"),),
    )
    quoted = statement(
        page,
        ["“The ferry sank because nobody closed the bow door … We will raise it before winter,”", "“Ask the harbour.”"],
        "told",
        "Mara Quist",
        speaker=MARA,
        addressee="Lake Radio",
        occasion=Occasion("interview", span(text, "told Lake Radio")),
        when=When(date(2019, 5, 2), date(2019, 5, 2), span(text, "on Thursday"), "the Thursday before May 3, 2019"),
        reasons=("full name printed next to the cue",),
        confidence=0.97,
    )
    outer = statement(
        page,
        ["that Pel Lund had told her “the door is a matter for <deck> staff”"],
        "said",
        "She",
        speaker=MARA,
        reasons=("She: the last woman named",),
    )
    inner = statement(
        page,
        ["“the door is a matter for <deck> staff”"],
        "had told",
        "Pel Lund",
        speaker=LUND,
        inside=outer.id,
        via=(MARA,),
    )
    lamp = statement(page, ["that the lamp was out"], "claims", stance=Stance.ALLEGE)
    speakers = (Speaker(MARA, SpeakerKind.PERSON), Speaker(LUND, SpeakerKind.PERSON))
    return Notes(page, (quoted, outer, inner, lamp), speakers)


def ferryman() -> Notes:
    text = '"We will raise her before winter," Quist said. "Nobody closed the bow door."'
    page = article(text, "ferryman", outlet="Ferryman Weekly", title=HOSTILE, url="javascript:alert(1)")
    said = statement(
        page, ['"We will raise her before winter,"', '"Nobody closed the bow door."'], "said", "Quist", speaker=MARA
    )
    return Notes(page, (said,), (Speaker(MARA, SpeakerKind.PERSON),))


def reading(notes: Notes, words: str, change: Change = Change.IDENTICAL) -> Reading:
    page = notes.article
    said = next(s for s in notes.statements if any(part.contains(span(page.text, words)) for part in s.spans))
    return Reading(page.id, said.id, span(page.text, words), words, change)


def witness(notes: Notes, number: int, *changes: Change) -> Witness:
    said = notes.statements[number - 1]
    return Witness(notes.article.id, said.id, said.spans, changes)


def place(base: Notes, words: str, *others: Reading, joined_by: Sequence[Notes] = ()) -> Place:
    own = reading(base, words)
    return Place(words, (own, *others), own.statement, tuple(notes.article.id for notes in joined_by))


def collation(air: Notes, paper: Notes, weekly: Notes) -> tuple[list[Utterance], list[Finding]]:
    sank, door, told = "The ferry sank because", "nobody closed the bow door", "I told them so in March."
    raised = "We will raise it before winter"
    places = (
        place(air, sank, reading(paper, sank)),
        place(
            air,
            door,
            reading(paper, door),
            reading(weekly, "Nobody closed the bow door", Change.TYPOGRAPHY),
            joined_by=[air, paper],
        ),
        place(air, told, joined_by=[air]),
        place(
            air,
            raised,
            reading(paper, raised),
            reading(weekly, "We will raise her before winter", Change.REWORDED),
            joined_by=[air],
        ),
        place(paper, "Ask the harbour."),
    )
    conflict = OrderConflict(RAISE, before=(paper.article.id,), after=(weekly.article.id,))
    witnesses = (
        witness(air, 2, Change.IDENTICAL),
        witness(paper, 1, Change.ELIDED, Change.SPLICED),
        witness(weekly, 1, Change.REORDERED, Change.REWORDED, Change.TRIMMED),
    )
    other = place(paper, "the door is a matter for <deck> staff")
    found = Finding(
        "coverage",
        "Only Lake Radio prints “I told them so in March.”",
        (Evidence(air.article.id, span(air.article.text, told)),),
        0.8,
    )
    utterances = [
        Utterance(DOOR, MARA, witnesses, places, (conflict,)),
        Utterance(RAISE, LUND, (witness(paper, 3, Change.IDENTICAL),), (other,), (), *beside(paper, weekly)),
    ]
    differs = Finding(
        "discrepancies",
        "The lamp was out, or it was not",
        (
            Evidence(paper.article.id, span(paper.article.text, "“the door is a matter for <deck> staff”")),
            Evidence(paper.article.id, span(paper.article.text, "that the lamp was out")),
        ),
        0.9,
    )
    answered = Finding(
        "answers",
        "Claimed that the lamp was out; Mara Quist says to ask the harbour",
        (
            Evidence(paper.article.id, span(paper.article.text, "that the lamp was out")),
            Evidence(paper.article.id, span(paper.article.text, "“Ask the harbour.”")),
        ),
        0.6,
    )
    return utterances, [found, differs, answered]


def beside(paper: Notes, weekly: Notes) -> tuple[tuple[Aside, ...], tuple[Repeat, ...]]:
    """Return what was set aside from an utterance, and where its words are printed as of another time."""
    lamp, said = paper.statements[3], weekly.statements[0]
    aside = Aside(paper.article.id, lamp.id, lamp.spans, "no more than “<lamp>” is shared")
    return (aside,), (Repeat(weekly.article.id, said.id, DOOR), Repeat(paper.article.id, lamp.id))


def make_record(path: Path) -> Path:
    """Write the record by hand to ``path``."""
    air, paper, weekly = radio(), gazette(), ferryman()
    with Record.open(path, create=True) as record:
        record.keep([air, paper, weekly])
        record.keep_problems([Problem("read", "nothing but blanks; skipped", "empty.txt")])
        record.replace_utterances(*collation(air, paper, weekly), grouped(air, paper, weekly))
    return path


def grouped(*pages: Notes) -> list[Story]:
    """An affair of three pages, with an event that two of them report."""
    air, paper, _ = pages
    every, two = tuple(sorted(each.article.id for each in pages)), tuple(sorted((air.article.id, paper.article.id)))
    first, last = date(2019, 5, 2), date(2019, 5, 3)
    return [
        Story(AFFAIR, Grain.AFFAIR, "The sinking of the Heron", first, last, every),
        Story(EVENT, Grain.EVENT, "Quist promises to raise the Heron", first, last, two, AFFAIR),
    ]


def make_silent(path: Path) -> Path:
    """Write a record of one utterance that a second outlet cuts inside, with nothing in print to show it."""
    full = article("“We looked at the door. We looked twice. It was open,” Lund said.", "full", outlet="Lake Radio")
    cut = article("“We looked at the door. It was open,” Lund said.", "cut", outlet="The Orrin Gazette")
    pages = [
        Notes(page, (statement(page, [page.text[: page.text.index(" Lund")]], "said", "Lund", speaker=LUND),))
        for page in (full, cut)
    ]
    whole, part = pages
    looked, door = "We looked at the door.", "It was open"
    places = (
        place(whole, looked, reading(part, looked)),
        place(whole, "We looked twice.", joined_by=[whole]),
        place(whole, door, reading(part, door), joined_by=[whole]),
    )
    witnesses = (witness(whole, 1, Change.IDENTICAL), witness(part, 1, Change.ELIDED))
    with Record.open(path, create=True) as record:
        record.keep(pages)
        record.replace_utterances([Utterance(SILENT, LUND, witnesses, places)], [])
    return path


class Visitor:
    """Asks an application for pages, without a server."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    def get(self, path: str, method: str = "GET", host: str = "127.0.0.1", **params: str) -> httpx.Response:
        return self.ask(method, path, host=host, params=params or None)

    def post(self, path: str, host: str = "127.0.0.1", **sent: Any) -> httpx.Response:
        return self.ask("POST", path, host=host, **sent)

    def ask(self, method: str, path: str, host: str = "127.0.0.1", **more: object) -> httpx.Response:
        """Return the answer to any request, an error inside as the answer that a server gives; see ``httpx``."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
                return await client.request(method, path, **more)

        return asyncio.run(ask())
