"""How a checked draft is told: the words for verdicts, and a report as Markdown or as a page of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from onrecord.model import Span
from onrecord.verdicts import Checked, Printing, Reach, Report, Verdict
from onrecord.web.visible import visible
from onrecord.web.wording import date_range, day, plural, replaced_words

__all__ = [
    "VERDICTS",
    "Piece",
    "html_report",
    "markdown_report",
    "paragraph_of",
    "printed_on",
    "printed_pieces",
    "quotation_pieces",
    "said_of",
    "searched",
    "summary",
]

VERDICTS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.VERBATIM: "as printed",
        Verdict.TYPOGRAPHY: "as printed, but for capitals, punctuation or marks",
        Verdict.TRIMMED: "as printed, a part of a sentence",
        Verdict.BRACKETED: "with an [editorial] insertion or replacement",
        Verdict.ELIDED: "words left out, and marked so",
        Verdict.CUT: "cut right before a limiting word",
        Verdict.DROPPED: "words left out silently",
        Verdict.REORDERED: "parts in another order",
        Verdict.REWORDED: "other words than are printed",
        Verdict.SPLICED: "two places joined as one",
        Verdict.INDIRECT: "printed only as reported speech or narration",
        Verdict.ABSENT: "not on record",
    }
)
"""What each verdict means, in the words of a report."""

_MARKDOWN = re.compile(r"([\\`*_\[\]|~<>&])")
_LIST = re.compile(r"^(\d*)([-+#.)])")  # what opens a list or a heading at the head of a line


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of printed words; ``other`` where the two sides differ in it."""

    text: str
    other: bool


def said_of(checked: Checked, reach: Reach) -> str:
    """Return the verdict in words; what is not found is said with how much was searched."""
    if checked.verdict is Verdict.ABSENT:
        return f"not on record in {_searched(reach)}"
    return VERDICTS[checked.verdict]


def _searched(reach: Reach) -> str:
    known = f"{plural(reach.articles, 'article')} of {plural(reach.outlets, 'outlet')}"
    if reach.first and reach.last:
        return f"{known} published {date_range(reach.first, reach.last)}"
    return f"{known} without a date"


def searched(report: Report) -> str:
    """Return in a sentence what was searched."""
    return f"Searched: {_searched(report.reach)}."


def summary(report: Report) -> str:
    """Return in a sentence how many quotations were checked, how many to look at, how many passed over."""
    looked_at = sum(not each.alright for each in report.checked)
    left = plural(report.skipped, "quotation")
    skipped = f" {left} of fewer than three words {'was' if report.skipped == 1 else 'were'} passed over."
    return (
        f"{plural(len(report.checked), 'quotation')} checked, {looked_at:,} to look at.{skipped * bool(report.skipped)}"
    )


def paragraph_of(report: Report, checked: Checked) -> int:
    """Return in which paragraph of the draft a quotation begins, counted from 1."""
    before = report.text[: checked.spans[0].start].split("\n")
    return sum(1 for line in before[:-1] if line.strip()) + 1


def printed_on(printing: Printing) -> str:
    """Return the day of a printing, and that it is an earlier version of its page where it is one."""
    published = day(printing.published) if printing.published else "no date"
    replaced = replaced_words(printing)
    return f"{published} ({replaced})" if replaced else published


def quotation_pieces(report: Report, checked: Checked) -> list[Piece]:
    """Return a quotation as the draft prints it, in pieces."""
    return list(_pieces([(span, span.of(report.text)) for span in checked.spans], checked.other))


def printed_pieces(printing: Printing) -> list[Piece]:
    """Return what an article prints, in pieces."""
    at, parts = 0, []
    for span in printing.spans:
        length = span.end - span.start
        parts.append((span, printing.text[at : at + length]))
        at += length + len(" … ")
    return list(_pieces(parts, printing.other))


def _pieces(parts: Iterable[tuple[Span, str]], other: Sequence[Span]) -> Iterator[Piece]:
    for number, (span, text) in enumerate(parts):
        if number:
            yield Piece(" … ", other=False)
        at = span.start
        for mark in (each for each in other if span.contains(each)):
            yield from (Piece(text[at - span.start : mark.start - span.start], other=False),) if at < mark.start else ()
            yield Piece(text[mark.start - span.start : mark.end - span.start], other=True)
            at = mark.end
        if at < span.end:
            yield Piece(text[at - span.start :], other=False)


def markdown_report(report: Report) -> str:
    """Return a report in Markdown; words that differ are bold, and nothing in them can be markup."""
    lines = [f"# Checked: {_plain(report.draft)}", "", _plain(summary(report)), "", _plain(searched(report)), ""]
    for number, checked in enumerate(report.checked, start=1):
        verdict = said_of(checked, report.reach)
        lines += [f"## {number}. {checked.verdict}: {_plain(verdict)}", ""]
        given = f", given to {_plain(checked.speaker)}" if checked.speaker else ""
        lines += [f"> {_bold(quotation_pieces(report, checked))}", ""]
        lines += [f"Paragraph {paragraph_of(report, checked)}{given}", ""]
        lines += [f"- {_plain(note.words)}" for note in checked.notes]
        lines += [""] * bool(checked.notes)
        for printing in checked.printings:
            lines += [f"- {_plain(_where(printing))}: {_bold(printed_pieces(printing))}"]
        lines += [""] * bool(checked.printings)
    return "\n".join(lines)


def _where(printing: Printing) -> str:
    published = printed_on(printing)
    places = ", ".join(f"{span.start}–{span.end}" for span in printing.spans)
    speaker = f", {printing.speaker}" if printing.speaker else ""
    utterance = f", utterance {printing.utterance}" if printing.utterance else ""
    identity = f"article {printing.article} characters {places}{utterance}"
    return f"{printing.outlet}, {published}{speaker} ({printing.verdict}; {identity})"


def _plain(text: str) -> str:
    """Return ``text`` on one line with everything that Markdown or HTML would read as markup escaped."""
    return _LIST.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", visible(" ".join(text.split()))))


def _bold(pieces: Iterable[Piece]) -> str:
    """Return pieces on one line, those that differ bold; blanks stay outside, where bold must not begin with them."""
    parts = []
    for piece in pieces:
        words = _plain(piece.text)
        before, after = (" " * part.isspace() for part in (piece.text[:1], piece.text[-1:]))
        parts.append(f"{before}**{words}**{after}" if piece.other and words else f"{before}{words}{after}")
    return " ".join("".join(parts).split())


def html_report(report: Report) -> str:
    """Return a report as one page that needs no other file, no script and no network."""
    from onrecord.web.rendering import rendered  # noqa: PLC0415 - loads the server, which other formats do without

    return rendered(
        "checked.html",
        report=report,
        summary=summary(report),
        searched=searched(report),
        said_of=said_of,
        paragraph_of=paragraph_of,
        quotation_pieces=quotation_pieces,
        printed_on=printed_on,
        printed_pieces=printed_pieces,
        verdicts=VERDICTS,
    )
