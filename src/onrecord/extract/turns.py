"""Transcripts: every turn is a statement of whoever it is headed with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.extract.draft import Draft
from onrecord.language.cues import Frame
from onrecord.model import Article, Span
from onrecord.text import DOUBLE_MARKS, Quotation, paragraphs

__all__ = ["headed", "quoted_turns", "turns"]

# "NAME: words", "Name Surname (Outlet): words", "Voter 2: words"; a name alone on its line heads the lines below it.
_HEAD = re.compile(
    r"(?P<name>[^\W\d_a-z][\w.'’-]*(?: (?:[^\W_a-z]|\(|de |von |van |al-)[\w.'’)-]*){0,5})\s?(?P<cue>:)(?=\s|$)"
)
# Parts of a turn that are not speech: "(Applause.)", "[Crosstalk]".
_CAPITALS = re.compile(r"[^\W\d_a-z]{2}[^a-z]*$")
# "MARL on the cost of the pier: “…”", as a page heads the claims that it goes through.
_CLAIM = re.compile(
    r"(?P<name>[^\W\d_a-z][^\W_a-z.'’-]*(?: [^\W_a-z.'’-]+){0,3}),? (?:on|about) [^\n\"“”:]{2,160}(?P<cue>:)[ \t]*\Z"
)
_CONVERSATION = 2  # paragraphs of a quotation headed with a name that make it a conversation
_ASIDE = re.compile(r"[(\[][^()\[\]\n]{1,60}[)\]]")


def turns(article: Article) -> list[Draft]:
    """Return one draft for every turn of a transcript.

    The content has one fragment a paragraph, notes in brackets left out. Lines before the first turn yield nothing.
    Accepted gap: a sentence that begins with a name and a colon inside a turn is taken for a turn of its own.
    """
    text = article.text
    lines = [line for line in paragraphs(text) if not any(aside.contains(line) for aside in article.boilerplate)]
    return _spoken(text, [(_HEAD.match(text, line.start, line.end), line) for line in lines])


def headed(text: str, quotation: Quotation) -> list[Draft]:
    """Return the turn that a quotation is, where its line opens with a name in capitals, "on", its matter and a colon.

    Empty where there is no such head. Accepted gaps: names that are not in capitals; other words than "on" and "about"
    before the matter.
    """
    start = text.rfind("\n", 0, quotation.start) + 1
    found = _CLAIM.match(text[start : quotation.start])
    if found is None or not _CAPITALS.match(found["name"]):
        return []
    name, cue = (Span(start + found.start(part), start + found.end(part)) for part in ("name", "cue"))
    return list(_turn(name, cue, list(quotation.spans)))


def quoted_turns(text: str, quotation: Quotation) -> list[Draft]:
    """Return the turns of a conversation quoted paragraph by paragraph, each headed with a name in capitals.

    Paragraphs without a name go on with the turn before. Empty unless two paragraphs of the quotation are headed so.
    Accepted gap: names that are not in capitals are taken for words of the one who is quoted.
    """
    last = quotation.end - (text[quotation.end - 1] in DOUBLE_MARKS)
    unmarked = [Span(span.start + 1, max(min(span.end, last), span.start + 2)) for span in quotation.spans]
    lines = [(_HEAD.match(text, span.start, span.end), span) for span in unmarked]
    lines = [(head if head and _CAPITALS.match(head["name"]) else None, span) for head, span in lines]
    return _spoken(text, lines) if sum(head is not None for head, _ in lines) >= _CONVERSATION else []


def _spoken(text: str, lines: Iterable[tuple[re.Match[str] | None, Span]]) -> list[Draft]:
    """The turns of lines, each with its head if it opens one."""
    made: list[Draft] = []
    name: Span | None = None
    cue: Span | None = None
    content: list[Span] = []
    for head, line in lines:
        if head is not None:
            made.extend(_turn(name, cue, content))
            name, cue, content = Span(*head.span("name")), Span(*head.span("cue")), []
        if name is not None:
            content.extend(_speech(text, head.end() if head else line.start, line.end))
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
