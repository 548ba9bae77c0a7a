"""Which passages are compared, and which are alike."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from onrecord.collate.match import alike, candidates, fingerprints, may_be_one, same_name, short_wordings
from onrecord.collate.passages import passages_of
from tests.test_collate_passages import page

DAY = date(2031, 5, 2)


def passage(text="<a>“Nobody asked the people who live under the mill before they sold the weir.”</a>", **more):
    (found,) = passages_of(page(text, **more))
    return found


def name(text):
    return frozenset(text.lower().split())


def test_fingerprints_are_the_same_in_every_process():
    (runs,) = fingerprints([passage("<a>“the weir is sold”</a>")], 4)
    assert runs == {201942649477869366: 0}


def test_every_run_has_a_fingerprint_and_equal_runs_have_the_same():
    one, other = fingerprints([passage(), passage("<a>“Well, nobody asked the people of Ash End.”</a>")], 4)
    assert len(one) == 11
    assert {one[run] for run in one.keys() & other.keys()} == {0}
    assert {other[run] for run in one.keys() & other.keys()} == {1}


def test_a_quotation_shorter_than_a_run_is_a_run_itself():
    passages = [passage(), passage("<a>“under the mill”</a>"), passage("<a>“the mill”</a>")]
    short = short_wordings(passages, 4)
    assert short == {("under", "the", "mill")}
    long, three, two = fingerprints(passages, 4, short)
    assert [long[run] for run in three] == [6]
    assert two == {}


@pytest.mark.parametrize("count", [10, 100, 400])
def test_pairs_grow_with_the_passages_not_with_their_square(count):
    pairs = candidates([{1: 0, 2: 1}] * count, range(count))
    assert len(pairs) <= 32 * count
    assert {number for pair in pairs for number in pair} == set(range(count))


def test_words_said_every_week_do_not_crowd_each_other_out():
    days = [7 * (number % 40) for number in range(400)]
    same_week = [pair for pair in candidates([{1: 0}] * 400, days) if days[pair[0]] == days[pair[1]]]
    assert len(same_week) == 40 * 45


def test_passages_that_share_no_run_are_no_pair():
    assert candidates([{1: 0}, {2: 0}, {1: 5}], [0, 0, 0]) == {(0, 2)}


def test_names_are_the_same_where_one_holds_the_other():
    assert same_name(name("Quill"), name("Mara Quill"))
    assert same_name(name(""), name("Mara Quill"))
    assert not same_name(name("Mara Quill"), name("Joss Quill"))


def test_two_speakers_do_not_say_one_thing():
    assert not may_be_one(passage(), passage(outlet="B", speaker="Joss Ferrow"))
    assert may_be_one(passage(), passage(outlet="B", speaker=None))


@pytest.mark.parametrize(("days", "one"), [(60, True), (61, False)])
def test_the_same_words_two_months_later_are_a_repeat(days, one):
    assert may_be_one(passage(), passage(outlet="B", day=DAY + timedelta(days))) is one


def test_no_date_separates_nothing():
    assert may_be_one(passage(day=None), passage(outlet="B"))


def test_passages_over_each_other_on_a_page_are_not_one():
    outer, inner = passages_of(
        page("<a>“They said ‘<b>nobody asked the people</b>’ and left,”</a> she said.", b={"inside": "a"})
    )
    assert not may_be_one(outer, inner)


def test_a_nested_statement_is_no_other_persons_words_unless_both_are_named():
    nested = replace(passage(outlet="B"), nested=True)
    assert may_be_one(passage(), nested)
    assert not may_be_one(passage(), replace(nested, name=frozenset()))
    assert may_be_one(replace(passage(), nested=True), replace(nested, name=frozenset()))


@pytest.mark.parametrize(("shared", "shorter", "enough"), [(3, 30, True), (3, 31, False), (2, 2, True), (2, 3, False)])
def test_quotations_are_alike_with_three_runs_or_one_whole_in_the_other(shared, shorter, enough):
    assert alike(passage(), passage(outlet="B"), shared, shorter) is enough


def test_a_short_quotation_needs_its_speaker_or_its_day():
    short = passage("<a>“the people who live there”</a>")
    stranger = passage(outlet="B", speaker=None)
    assert alike(short, stranger, 1, 1)
    assert not alike(short, replace(stranger, days=None), 1, 1)
    assert alike(short, replace(passage(outlet="B"), days=None), 1, 1)


def test_three_words_need_both():
    short = passage("<a>“under the mill”</a>")
    assert alike(short, passage(outlet="B"), 1, 1)
    assert not alike(short, passage(outlet="B", speaker=None), 1, 1)
    assert not alike(short, passage(outlet="B", day=DAY + timedelta(8)), 1, 1)


def test_reported_speech_needs_more():
    told = passage("She said <a>nobody asked the people who live under the mill</a>.")
    unknown = replace(told, name=frozenset(), article="B")
    assert alike(told, passage(outlet="B"), 3, 30)
    assert not alike(unknown, passage(outlet="B"), 3, 10)
    assert not alike(told, unknown, 4, 14)
    assert alike(told, unknown, 4, 13)
