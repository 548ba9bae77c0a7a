"""The stories beside the checkout, with their statements given."""

import json

import pytest
from bench.corpora import ROOT

from onrecord.collate import collate
from onrecord.contract import notes_from_json
from onrecord.model import Change

STORIES = ROOT / "stories"
pytestmark = [pytest.mark.gate, pytest.mark.skipif(not STORIES.is_dir(), reason="the stories are not here")]


@pytest.fixture(scope="module")
def utterances():
    lines = (STORIES / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return collate(notes_from_json(json.loads(line)) for line in lines)


@pytest.fixture(scope="module")
def cross():
    return json.loads((STORIES / "cross.json").read_text(encoding="utf-8"))


def witnesses(utterance):
    return {witness.statement for witness in utterance.witnesses}


def test_the_utterances_are_those_a_reader_found(utterances, cross):
    wanted = [set(one["witnesses"]) for one in cross["utterances"]]
    assert sorted(map(sorted, wanted)) == sorted(sorted(witnesses(utterance)) for utterance in utterances)


def test_nothing_is_merged_that_must_stay_apart(utterances, cross):
    assert not [pair for pair in cross["never_merge"] for found in utterances if set(pair) <= witnesses(found)]


def test_places_are_the_fragments(utterances):
    fragments = json.loads((STORIES / "fragments.json").read_text(encoding="utf-8"))
    pages = {"A": "a", "B": "b"}
    for passage in fragments["fullest"]:
        wanted = [
            sorted(pages[side] for side in pages if fragment[side])
            for fragment in fragments["fragments"]
            if fragment["id"] in passage
        ]
        made = [
            [sorted(reading.statement[0] for reading in place.readings) for place in found.places]
            for found in utterances
        ]
        assert wanted in made


def test_the_pages_differ_in_typography_alone(utterances):
    told = [found for found in utterances if any(witness.statement[0] in "ab" for witness in found.witnesses)]
    changes = {reading.change for found in told for place in found.places for reading in place.readings}
    assert changes == {Change.IDENTICAL, Change.TYPOGRAPHY}


def test_the_order_of_the_two_passages_is_not_known(utterances, cross):
    ids = {found.id: tuple(sorted(witnesses(found))) for found in utterances}
    wanted = {one["id"]: tuple(sorted(one["witnesses"])) for one in cross["utterances"]}
    first, second = (wanted[name] for name in cross["order"]["passages"])
    stated = {(ids[found.id], ids[conflict.other]) for found in utterances for conflict in found.order}
    assert stated == {(first, second), (second, first)}
