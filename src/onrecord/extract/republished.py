"""Agency copy: "AGENCY reports:" at the end of a line gives the rest of the page to somebody else."""

from __future__ import annotations

import re

from onrecord.extract.draft import Draft
from onrecord.language.cues import Frame
from onrecord.model import Article, Span
from onrecord.text import paragraphs

__all__ = ["republished_drafts"]

# A name, "reports" and a colon at the end of a line: all of the line, or its last sentence.
_LINE = re.compile(
    r"(?:^|(?<=[.!?”\"’] ))(?P<source>(?:The )?[^\W\d_a-z][\w.&'’-]*(?: [^\W\d_a-z][\w.&'’-]*){0,4}) "
    r"(?P<cue>(?:has |had |also )?report(?:s|ed))\s*:$"
)


def republished_drafts(article: Article) -> list[Draft]:
    """Return one draft for every line that ends in nothing but a name, "reports" and a colon.

    Its content is every paragraph that follows, to the next such line, the page's boilerplate or the end. Accepted
    gaps: where the outlet's own report goes on below the copy without saying so, that is taken for copy too; other
    verbs ("writes:") mostly introduce one quotation and are not read so.
    """
    lines = [line for line in paragraphs(article.text) if not any(one.contains(line) for one in article.boilerplate)]
    openings = [(number, found) for number, line in enumerate(lines) if (found := _LINE.search(line.of(article.text)))]
    ends = [number for number, _ in openings[1:]] + [len(lines)]
    drafts: list[Draft] = []
    for (number, found), end in zip(openings, ends, strict=False):
        if body := lines[number + 1 : end]:
            source, cue = (_shifted(found.span(part), lines[number].start) for part in ("source", "cue"))
            drafts.append(Draft(Frame.COLON, tuple(body), (cue,), (source,), -1, "report"))
    return drafts


def _shifted(place: tuple[int, int], by: int) -> Span:
    return Span(place[0] + by, place[1] + by)
