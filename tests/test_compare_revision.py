"""Revision: what a page changed in its quotations after it was published, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onrecord.config import Config
from onrecord.model import Article, Finding, Notes, Statement
from onrecord.pipeline import collate, compare
from tests.comparing import found, material, page, rests_on, said

ADDRESS = "https://tessel-times.example/lamps"
REST = (
    "\n\nThe council of Tessel met for four hours in the old net loft, and the public was let in after the tea break. "
    "A decision on the lamps at the pier is expected before the end of the month, the clerk told the meeting."
)
LAMPS = "“We lost fourteen lamps in the storm, and nobody was told,” said Anna Brook."
BOATS = "“The boats stay in the harbour until the lamps burn,” said Tam Ilk."


def version(*lines: str, day: str = "2031-05-04", outlet: str = "Tessel Times", **more: object) -> Notes:
    """The notes of a page of lines, each a quotation and who said it."""
    one = page("\n\n".join(lines) + REST, outlet, day, url=ADDRESS, **more)
    return Notes(one, tuple(_statement(one, line) for line in lines))


def _statement(one: Article, line: str) -> Statement:
    words, _, speaker = line.partition("”")
    return said(one, words + "”", speaker.removeprefix(" said ").rstrip(".") or None, "said")


OLD = version(LAMPS, BOATS)


def revised(*lines: str, old: Notes = OLD, day: str = "2031-05-05") -> list[Finding]:
    return found("revision", old, version(*lines, day=day))


def test_another_number_is_told_word_by_word_with_both_places():
    new = version(LAMPS.replace("fourteen", "forty"), BOATS, day="2031-05-05")
    (one,) = found("revision", OLD, new)
    assert one.summary == (
        "What Anna Brook said differs in two versions of a page of Tessel Times, 2031-05-04 and 2031-05-05: “fourteen” "
        "became “forty”, in “We lost forty lamps in the storm, and nobody was told”."
    )
    assert [words for _, words in rests_on(one, OLD, new)] == [
        line.partition(" said")[0] for line in (LAMPS, new.article.text)
    ]
    assert [item.article for item in one.evidence] == [OLD.article.id, new.article.id]
    assert one.score == 0.9


@pytest.mark.parametrize(
    ("old", "new", "change", "score"),
    [
        ("nobody was told", "everybody was told", "“nobody” became “everybody”", 0.9),
        ("in the storm", "in the Kester storm", "“Kester” was put in", 0.9),
        ("in the storm", "in the gale", "“storm” became “gale”", 0.6),
        ("in the storm, and", "and", "“in the storm” was left out", 0.5),
        ("and nobody", "and of course nobody", "“of course” was put in", 0.5),
    ],
)
def test_changes_of_substance_weigh_more(old: str, new: str, change: str, score: float):
    (one,) = revised(LAMPS.replace(old, new), BOATS)
    assert f": {change}, in " in one.summary
    assert one.score == score


def test_quotation_that_is_gone_and_one_that_is_new():
    new = "“I have asked the clerk for the lamp register,” said Rolf Tamsen."
    dropped, added = sorted(revised(LAMPS, new), key=lambda one: -one.score)
    assert dropped.summary.startswith(
        "A quotation of Tam Ilk was dropped after publication on a page of Tessel Times: “The"
    )
    assert added.summary.startswith(
        "A quotation of Rolf Tamsen was added after publication on a page of Tessel Times: “I"
    )
    assert ([item.article for item in dropped.evidence], dropped.score) == ([OLD.article.id], 0.8)
    assert added.score == 0.4


def test_same_words_given_to_somebody_else():
    (one,) = revised(LAMPS.replace("Anna Brook", "Rolf Tamsen"), BOATS)
    assert "is given to Anna Brook and then to Rolf Tamsen in two versions of a page" in one.summary
    assert one.score == 0.9


@pytest.mark.parametrize(
    "lines",
    [
        (LAMPS, BOATS),
        (BOATS, LAMPS),
        (LAMPS.replace("We lost", "we lost").replace(",", " –"), BOATS),
        (LAMPS.replace("Anna Brook", "Brook"), BOATS),
        ("“We lost fourteen lamps in the storm,” said Anna Brook.", "“and nobody was told,” said Brook.", BOATS),
    ],
)
def test_marks_order_and_where_a_tag_stands_are_no_revision(lines: tuple[str, ...]):
    assert revised(*lines) == []


def test_words_still_printed_are_not_gone():
    still = replace(version(LAMPS, BOATS, day="2031-05-05"), statements=())
    assert found("revision", OLD, still) == []


def test_other_report_at_the_same_address_is_no_version():
    other = page("“The eel market opens on Monday morning,” said Ida Brask.", "Tessel Times", "2031-06-01", url=ADDRESS)
    assert (
        found("revision", OLD, Notes(other, (said(other, "“The eel market opens on Monday morning,”", "Ida Brask"),)))
        == []
    )


def test_page_of_another_outlet_is_none():
    assert found("revision", OLD, version(BOATS, outlet="Tessel Mirror", day="2031-05-05")) == []


def test_versions_are_compared_one_after_the_other_by_the_moment_of_the_change():
    hours = [
        version(LAMPS.replace("fourteen", number), modified=datetime(2031, 5, 4, hour, tzinfo=UTC))
        for number, hour in (("forty", 9), ("sixty", 12), ("ten", 7))
    ]
    told = sorted(one.summary.rpartition(": ")[2] for one in found("revision", *hours))
    assert [line.partition(",")[0] for line in told] == ["“forty” became “sixty”", "“ten” became “forty”"]


def test_unknown_order_is_said():
    (changed,) = revised(LAMPS.replace("fourteen", "forty"), BOATS, day="2031-05-04")
    assert "printed in an order that is not known" in changed.summary
    (gone,) = revised(LAMPS, day="2031-05-04")
    assert gone.summary.startswith("A quotation of Tam Ilk is in one version only on a page of Tessel Times")
    assert gone.score == 0.6


def test_page_that_was_changed_is_one_witness_and_one_outlet():
    new = version(LAMPS, BOATS, "“Somebody has to pay for them in the end,” said Rolf Tamsen.", day="2031-05-05")
    other = version(LAMPS, outlet="Tessel Mirror")
    assert collate([OLD, new], Config()) == ()
    (one,) = collate([OLD, new, other], Config())
    assert {witness.article for witness in one.witnesses} == {new.article.id, other.article.id}
    findings = compare((one,), [OLD, new, other])
    assert {finding.kind for finding in findings} == {"origins", "revision"}  # two outlets print one narration
    (shared,) = [finding.summary for finding in findings if finding.kind == "origins"]
    assert shared.startswith("2 outlets print")
    assert compare((one,), [other, new, OLD]) == findings


def test_comparisons_look_at_the_last_versions_only():
    new = version(LAMPS, day="2031-05-05")
    held = material([OLD, new])
    assert list(held.pages) == [new.article.id]
    assert [[one.article.id for one in versions] for versions in held.versions] == [[OLD.article.id, new.article.id]]
