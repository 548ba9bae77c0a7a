"""Quality floors, measured where the corpora lie beside the checkout."""

import pytest
from bench import (
    alignment,
    attribution,
    bearing,
    check,
    dates,
    findings,
    gate,
    passages,
    resolution,
    stories,
    utterances,
)
from bench.corpora import available

pytestmark = pytest.mark.gate


@pytest.mark.parametrize("corpus", sorted(attribution.CORPORA))
def test_attribution_is_at_its_floor(corpus: str):
    if not available(attribution.CORPORA[corpus], attribution.SCORER):
        pytest.skip(f"the corpus {corpus} is not here")
    assert gate.violations(attribution.measure(corpus)) == []


PARTS = [passages, resolution, utterances, alignment, dates, findings, stories, bearing]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_part_is_at_its_floor(part):
    if not available(*part.FILES):
        pytest.skip("the corpus is not here")
    assert gate.violations(part.measure()) == []


def test_ten_thousand_articles_are_grouped_at_their_floor():
    if not available(*utterances.MORE):
        pytest.skip("the corpus is not here")
    assert gate.violations(utterances.measure_more()) == []


def test_what_the_examples_hold_is_found():
    assert gate.violations(findings.measure_examples()) == []


def test_drafts_are_checked_at_their_floor():
    result = check.measure()
    assert gate.violations(result) == []
    assert result.figures["accuracy"] >= 0.95
    assert result.figures["unchanged"] == result.figures["nothing invented is on record"] == 1.0
    assert result.figures["quotations, in thousands"] >= 0.3


def test_a_floor_does_not_go_down_silently(tmp_path, monkeypatch):
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    assert (
        gate.accept([gate.Result("c", "1", {"f": 0.8}, {letter: letter for letter in "abcdefghijklmnopqrst"})], None)
        == []
    )
    nearly = gate.Result("c", "1", {"f": 0.76}, {letter: letter for letter in "abcdefghijklmnopqrst"})
    assert gate.violations(nearly) == []  # one item of twenty
    assert gate.accept([nearly], None) == []
    worse = gate.Result("c", "1", {"f": 0.74}, {letter: letter for letter in "bcdefghijklmnopqrstu"})
    assert gate.violations(worse)
    assert gate.accept([worse], None) != []
    assert [len(part) for part in gate.gains_and_losses(worse)] == [1, 1]
    assert gate.accept([worse], "the annotation was corrected") == []
    assert gate.violations(worse) == []


def test_a_changed_corpus_must_be_pinned_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    gate.accept([gate.Result("c", "1", {"f": 0.8})], None)
    assert "changed" in gate.violations(gate.Result("c", "2", {"f": 0.9}))[0]
