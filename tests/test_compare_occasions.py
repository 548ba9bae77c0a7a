"""Occasions that several outlets tell of."""

from __future__ import annotations

import pytest

from onrecord.model import Notes, Occasion, Span
from tests.comparing import found, page, rests_on, said

TEXTS = {
    "Courier": "“The mine is safe,” Varden said in an interview with Nora Quillen of Halda Radio.",
    "Ledger": "“Not one barrel left the pier,” Varden told Quillen in an interview.",
    "Post": "“I will open it,” Varden said in an interview with the Ash Weekly.",
    "Mail": "“I never sold it,” Varden said in an interview.",
}


def told(outlet: str, day: str = "2031-05-04", speaker: str = "Ilse Varden", kind: str = "interview", **more) -> Notes:
    text = TEXTS[outlet]
    one = page(text, outlet, day)
    start = text.index("an interview")
    occasion = Occasion(kind, Span(start, len(text) - 1))
    words = text[: text.index("”") + 1]
    return Notes(
        one, (said(one, words, speaker, "told" if "told" in text else "said", day=day, occasion=occasion, **more),)
    )


def test_one_interview_in_two_outlets_is_one_occasion():
    notes = [told("Courier"), told("Ledger", addressee="Nora Quillen")]
    (finding,) = found("occasions", *notes)
    assert "tell of one interview by Ilse Varden, with 2 statements in all" in finding.summary
    assert sorted(rests_on(finding, *notes)) == [
        ("Courier", "an interview with Nora Quillen of Halda Radio"),
        ("Courier", "“The mine is safe,”"),
        ("Ledger", "an interview"),
        ("Ledger", "“Not one barrel left the pier,”"),
    ]


def test_a_page_that_names_no_partner_does_not_contradict():
    assert len(found("occasions", told("Courier"), told("Mail"))) == 1


@pytest.mark.parametrize(
    "other",
    [
        told("Post"),
        told("Mail", day="2031-05-09"),
        told("Mail", speaker="Osk Belling"),
        told("Mail", kind="speech"),
    ],
    ids=["other partner", "other day", "other speaker", "other kind"],
)
def test_what_differs_is_no_one_occasion(other):
    assert found("occasions", told("Courier"), other) == []


def test_two_partners_are_not_joined_by_a_page_that_names_none():
    assert found("occasions", told("Courier"), told("Mail"), told("Post")) == []


def test_one_outlet_alone_is_no_finding():
    assert found("occasions", told("Courier")) == []
