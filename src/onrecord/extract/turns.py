"""Transcripts: every turn is a statement of whoever it is headed with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.extract.draft import Draft
from onrecord.language.cues import Frame
from onrecord.model import Article, Span
from onrecord.text import paragraphs

__all__ = ["turns"]

# "NAME: words", "Name Surname (Outlet): words"; a name alone on its line heads the lines below it.
_HEAD = re.compile(
    r"(?P<name>[^\W\d_a-z][\w.'’-]*(?: (?:[^\W\d_a-z]|\(|de |von |van |al-)[\w.'’)-]*){0,5})\s?(?P<cue>:)(?=\s|$)"
)
# Parts of a turn that are not speech: "(Applause.)", "[Crosstalk]".
_ASIDE = re.compile(r"[(\[][^()\[\]\n]{1,60}[)\]]")


def turns(article: Article) -> list[Draft]:
    """Return one draft for every turn of a transcript.

    The content has one fragment a paragraph, notes in brackets left out. Lines before the first turn yield nothing.
    Accepted gap: a sentence that begins with a name and a colon inside a turn is taken for a turn of its own.
    """
    made: list[Draft] = []
    name: Span | None = None
    cue: Span | None = None
    content: list[Span] = []
    for line in paragraphs(article.text):
        if any(aside.overlaps(line) for aside in article.boilerplate):
            continue
        head = _HEAD.match(article.text, line.start, line.end)
        start = line.start
        if head is not None:
            made.extend(_turn(name, cue, content))
            name, cue, content = Span(*head.span("name")), Span(*head.span("cue")), []
            start = head.end()
        if name is not None:
            content.extend(_speech(article.text, start, line.end))
    made.extend(_turn(name, cue, content))
    return made


def _turn(name: Span | None, cue: Span | None, content: list[Span]) -> Iterator[Draft]:
    if name is not None and cue is not None and content:
        yield Draft(Frame.COLON, tuple(content), (cue,), (name,), -1, ":")


def _speech(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretches of a line between notes in brackets, without blanks at their ends."""
    at = start
    for aside in (*_ASIDE.finditer(text, start, end), None):
        stop = aside.start() if aside else end
        stretch = text[at:stop]
        if any(character.isalnum() for character in stretch):
            yield Span(at + len(stretch) - len(stretch.lstrip()), at + len(stretch.rstrip()))
        at = aside.end() if aside else end
