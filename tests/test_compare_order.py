"""Utterances whose order of saying the articles leave open."""

import pytest

from onrecord.collate import collate
from onrecord.compare.order import find
from onrecord.compare.wording import listed, quoted
from tests.comparing import material
from tests.test_collate_order import BELL, ROPE, printed


def found(*pages):
    utterances = collate(pages)
    articles = {one.article.id: one.article for one in pages}
    return [
        (
            finding,
            [(articles[item.article].outlet, item.span.of(articles[item.article].text)) for item in finding.evidence],
        )
        for finding in find(material(pages, utterances))
    ]


def test_a_conflict_is_one_finding_with_both_passages_of_every_article():
    pages = [printed(BELL, ROPE, outlet="A"), printed(ROPE, BELL, outlet="B"), printed(BELL, ROPE, outlet="C")]
    ((finding, evidence),) = found(*pages)
    assert finding.kind == "order"
    assert finding.summary in (
        f"A and C print “{BELL}” before “{ROPE}”, B after it; "
        "the order in which the two were said is not known from these reports.",
        f"B prints “{ROPE}” before “{BELL}”, A and C after it; "
        "the order in which the two were said is not known from these reports.",
    )
    assert sorted(evidence) == sorted((outlet, f"“{text}”") for outlet in "ABC" for text in (BELL, ROPE))
    assert finding.score == pytest.approx(0.5)


def test_as_many_on_either_side_count_in_full():
    ((finding, _),) = found(printed(BELL, ROPE, outlet="A"), printed(ROPE, BELL, outlet="B"))
    assert finding.score == 1.0


def test_one_order_is_no_finding():
    assert found(printed(BELL, ROPE, outlet="A"), printed(BELL, ROPE, outlet="B")) == []


def test_a_conflict_with_an_utterance_that_is_not_given_is_left_out():
    pages = [printed(BELL, ROPE, outlet="A"), printed(ROPE, BELL, outlet="B")]
    assert list(find(material(pages, collate(pages)[:1]))) == []


def test_long_lists_are_counted():
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "A"]) == "A and B"
    assert listed("ABCDE") == "A, B, C and 2 more"


def test_long_quotations_are_cut_at_a_word():
    assert quoted("as  it\nis") == "“as it is”"
    assert quoted("word " * 30) == "“" + "word " * 17 + "word …”"
