"""What differs in weight: numbers, names, negations, modal verbs."""

import pytest

from onrecord.language import Printed, Turns, differing
from onrecord.model import Span, Substantive
from onrecord.text import folded
from tests.test_collate_passages import page
from tests.test_collate_transcript import one, report, witness

NUMBER, NAME, NEGATION, MODAL = Substantive
BASE = "We counted fourteen barrels on the quay and Osk Belling will sign for all of them tomorrow."


def printed_as(text: str) -> Printed:
    return Printed(text, (Span(0, len(text)),), Turns.load())


@pytest.mark.parametrize(
    ("printed", "other", "kinds"),
    [
        ("fourteen", "forty", [NUMBER]),
        ("fourteen", "14", []),
        ("Osk Belling", "Ada Vinn", [NAME]),
        ("on the quay and Osk Belling", "on the quay and Belling", [NAME]),
        ("on the quay and Osk Belling", "at the Quay and Osk Belling", []),
        ("will", "may", [MODAL]),
        ("will", "won't", [NEGATION]),
        ("counted", "never counted", [NEGATION]),
        ("barrels", "casks", []),
    ],
)
def test_what_weighs_in_other_words(printed: str, other: str, kinds: list[Substantive]):
    text = BASE.replace(printed, other)
    assert list(differing(printed_as(text), printed_as(BASE))) == kinds


@pytest.mark.parametrize(
    ("printed", "values"),
    [
        ("two thousand lamps and 2,000 boats", [2000, 2000]),
        ("twenty-five men of 1,234,567", [25, 1234567]),
        ("£5m, not five million or 3bn", [5e6, 5e6, 3e9]),
        ("a hundred and six men and two boys", [106, 2]),
        ("two thousand five hundred and six", [2506]),
        ("two dozen of the 3rd and fourth", [24, 3, 4]),
        ("three four-masters", [3, 4]),
        ("the and of nothing", []),
    ],
)
def test_numbers_are_read_as_a_whole(printed: str, values: list[float]):
    assert Turns.load().values(folded(printed)) == values


def test_reported_words_weigh_against_each_other():
    told = "that the board had lost {} lamps and would sell the yard at Karn by the end of the year"
    notes = [
        page(f"Quill said <a>{told.format(*one)}</a>.", *one[1:]) for one in (("nine", "Lake Radio"), ("ten", "Dene"))
    ]
    utterance = one(*notes)
    assert {each.substantives for each in utterance.witnesses} == {(), (NUMBER,)}


def test_contractions_say_the_same():
    assert not list(differing(printed_as("I'll go and he'd stay"), printed_as("I will go and he would stay")))


def test_a_reading_and_its_witness_say_what_weighs():
    utterance = one(report(BASE, "Ellery Tide"), report(BASE.replace("fourteen", "forty")))
    assert {each.substantives for each in utterance.witnesses} == {(), (NUMBER,)}
    readings = [reading for place in utterance.places for reading in place.readings]
    assert {reading.substantives for reading in readings} == {(), (NUMBER,)}


def test_a_negation_left_out_without_a_mark_weighs_and_with_dots_not():
    base = "My brother does not own a single boat in this harbour or any other."
    silent = one(report(base, "Ellery Tide"), report(base.replace("does not", "does")))
    dotted = one(report(base, "Ellery Tide"), report(base.replace("does not", "does …")))
    assert witness(silent).substantives == (NEGATION,)
    assert witness(dotted).substantives == ()
