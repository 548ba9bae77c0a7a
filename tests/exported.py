"""A small invented record with everything that is hard to export, and the ways to read exports back."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date

from onrecord.export import EXPORTS
from onrecord.model import Notes, Occasion, Speaker, SpeakerKind, Stance, When
from tests.doors import article, span, statement


def lighthouse() -> Notes:
    """A page with a quotation in two stretches, a nested one, and words that look like formulas."""
    text = (
        "=SUM(A1) is what the board shows.\n\n"
        "“The lamp 🗼 stays lit,” Ona Reve told the Sund Harbour Board on Friday, “whatever it costs.”\n\n"
        "She denied that Tam Ilk had said “-2 barrels are missing”."
    )
    page = article(
        text,
        "page-1",
        outlet="@Sund Post",
        url="https://sund.example/lamp",
        title="=HYPERLINK(“lamp”)",
        byline="+Jo Mare",
        published=date(2033, 4, 9),
        replaced_by="5afe5afe5afe5afe5afe",
        replaced=date(2033, 4, 10),
    )
    lamp = statement(
        page,
        ["“The lamp 🗼 stays lit,”", "“whatever it costs.”"],
        "told",
        "Ona Reve",
        speaker="Ona Reve",
        addressee="Sund Harbour Board",
        occasion=Occasion("hearing", span(text, "told the Sund Harbour Board")),
        when=When(date(2033, 4, 8), date(2033, 4, 8), span(text, "on Friday"), "the Friday before April 9, 2033"),
        confidence=0.875,
    )
    denied = statement(
        page,
        ["that Tam Ilk had said “-2 barrels are missing”"],
        "denied",
        "She",
        speaker="Ona Reve",
        stance=Stance.DENY,
        when=When(None, date(2033, 4, 9), why="before the page was published"),
    )
    barrels = statement(
        page,
        ["“-2 barrels are missing”"],
        "had said",
        "Tam Ilk",
        speaker="Tam Ilk",
        inside=denied.id,
        via=("Ona Reve", "a clerk"),
        attitude=True,
    )
    board = statement(page, ["=SUM(A1)"])
    people = (
        Speaker("Ona Reve", SpeakerKind.PERSON, (span(text, "Ona Reve"),)),
        Speaker("Tam Ilk", SpeakerKind.UNNAMED),
    )
    return Notes(page, (lamp, denied, barrels, board), people)


def empty_page() -> Notes:
    """A page without any statement."""
    return Notes(article("Nothing was said in Sund.", "page-2"))


def written(name: str, notes: Iterable[Notes], *, with_text: bool = False) -> bytes:
    """Return what an export writes."""
    out = io.BytesIO()
    write = EXPORTS[name].write_with_text if with_text else EXPORTS[name].write
    assert write is not None
    assert write(notes, out) == 0
    return out.getvalue()
