"""Which passages are compared, and which are alike."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.collate import strands as module
from onrecord.collate.columns import Columns
from onrecord.collate.match import alike, may_be_one, same_name
from onrecord.collate.passages import passages_of
from onrecord.collate.runs import Runs, runs_of
from onrecord.collate.strands import Pairs, Strands
from tests.test_collate_passages import page

DAY = date(2031, 5, 2)


def passage(text="<a>“Nobody asked the people who live under the mill before they sold the weir.”</a>", **more):
    (found,) = passages_of(page(text, **more))
    return found


def name(text):
    return frozenset(text.lower().split())


def judged(rule, one, other, *counts):
    columns, rows = Columns.of([one, other]), [np.array([number]) for number in (0, 1)]
    if rule is alike:
        shared, shorter = (np.array([number]) for number in counts)
        answer = alike(columns, Pairs(*rows, shared), shorter, columns.told[:1] & columns.told[1:])
    else:
        answer = rule(columns, *rows)
    return bool(answer[0])


def runs_in(passages):
    return runs_of(passages, Columns.of(passages).name, 4)


def runs_by_passage(passages):
    runs = runs_in(passages)
    found = [{} for _ in passages]
    for run, passage, place in zip(runs.run.tolist(), runs.passage.tolist(), runs.place.tolist(), strict=True):
        found[passage].setdefault(run, place)
    return found


def strands_of(found):
    """Strands of passages, each given as a list of runs."""
    rows = [(run, number, place) for number, runs in enumerate(found) for place, run in enumerate(runs)]
    run, passage, place = (np.array([row[column] for row in rows], np.int64) for column in range(3))
    quoted, speakers = np.ones(len(rows), np.bool_), np.ones(len(rows), np.int64)
    return Strands(Runs(run, passage, place, place + 4, quoted, speakers), len(found))


def pairs_of(found, days=None):
    days = np.array(days or [0] * len(found))
    return {
        (one, other): shared
        for pairs in strands_of(found).pairs(days)
        for one, other, shared in zip(pairs.one.tolist(), pairs.other.tolist(), pairs.shared.tolist(), strict=True)
    }


def test_every_run_is_there_and_equal_runs_are_the_same():
    one, other = runs_by_passage([passage(), passage("<a>“Well, nobody asked the people of Ash End.”</a>")])
    assert len(one) == 11
    assert {one[run] for run in one.keys() & other.keys()} == {0}
    assert {other[run] for run in one.keys() & other.keys()} == {1}


def test_a_quotation_shorter_than_a_run_is_a_run_itself():
    short = ["<a>“under the mill”</a>", "<a>“under [it] the”</a>", "<a>“the mill”</a>"]
    long, three, edited, two = runs_by_passage([passage(), *map(passage, short)])
    assert [long[run] for run in three] == [6]
    assert edited == two == {}


def test_a_run_knows_how_many_names_say_it():
    others = (("B", "Joss Ferrow"), ("C", None), ("D", "Joss Ferrow"))
    printed = [passage("<a>“nobody asked the people”</a>", outlet=outlet, speaker=name) for outlet, name in others]
    runs = runs_in([passage(), *printed])
    assert dict(zip(runs.place[runs.passage == 0].tolist(), runs.speakers.tolist(), strict=False)) == {
        place: 2 if place == 0 else 1 for place in range(11)
    }


def test_the_more_say_it_the_less_a_run_tells():
    strands = strands_of([[1, 2, 3], [1, 2, 3], [3]])
    assert strands.told(np.array([0, 0]), np.array([1, 2])).tolist() == [3, 1]
    say = np.array([1, 4, 8, 1, 4, 8])
    three = Runs(np.array([1, 2, 3, 1, 2, 3]), np.array([0] * 3 + [1] * 3), *[np.zeros(6, np.int64)] * 3, say)
    assert Strands(three, 2).told(np.array([0]), np.array([1])).tolist() == [1.75]


def test_a_run_over_the_cut_is_gone_and_the_rest_is_counted_from_it():
    runs = runs_in([passage()])
    parted = runs.parted(np.array([6]), np.array([1]))
    assert parted.passage.tolist() == [0] * 3 + [1] * 5
    assert parted.place.tolist() == [0, 1, 2, 0, 1, 2, 3, 4]
    whole = dict(zip(runs.place.tolist(), runs.run.tolist(), strict=True))
    assert parted.run.tolist() == [whole[place] for place in (0, 1, 2, 6, 7, 8, 9, 10)]


RUNS = st.lists(st.lists(st.integers(0, 8), max_size=8), min_size=1, max_size=12)


@given(RUNS, st.integers(1, 20))
def test_pairs_count_the_runs_that_two_passages_share(found, few):
    every = {
        (one, other): len(set(found[one]) & set(found[other]))
        for one in range(len(found))
        for other in range(one + 1, len(found))
        if set(found[one]) & set(found[other])
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_FEW", few)
        made = pairs_of(found)
        patch.setattr(module, "_AT_ONCE", 3)
        assert pairs_of(found) == made
    assert made == {pair: every[pair] for pair in made}
    assert few < len(found) or made == every


@given(RUNS)
def test_what_a_pair_has_in_common_stands_where_each_prints_it(found):
    strands = strands_of(found)
    one, other = np.array([0] * len(found)), np.arange(len(found))
    pair, row, there = strands.common(one, other)
    for number, mine, theirs in zip(pair.tolist(), row.tolist(), there.tolist(), strict=True):
        for at, runs in ((mine, found[0]), (theirs, found[number])):
            if strands.once[at]:
                assert runs.count(runs[strands.first[at]]) == runs.count(runs[strands.last[at]]) == 1


@pytest.mark.parametrize("count", [10, 100, 400, 4000])
def test_pairs_grow_with_the_passages_not_with_their_square(count):
    pairs = pairs_of([[1, 2]] * count)
    assert len(pairs) <= 64 * count
    assert {number for pair in pairs for number in pair} == set(range(count))
    assert set(pairs.values()) == {2}


def test_words_said_every_week_do_not_crowd_each_other_out():
    days = [7 * (number % 40) for number in range(400)]
    same_week = [pair for pair in pairs_of([[1]] * 400, days) if days[pair[0]] == days[pair[1]]]
    assert len(same_week) == 40 * 45


def test_passages_that_share_no_run_are_no_pair():
    assert pairs_of([[1], [2], [3, 1]]) == {(0, 2): 1}
    assert pairs_of([[], []]) == {}


def test_names_are_the_same_where_one_holds_the_other():
    assert same_name(name("Quill"), name("Mara Quill"))
    assert same_name(name(""), name("Mara Quill"))
    assert not same_name(name("Mara Quill"), name("Joss Quill"))


def test_two_speakers_do_not_say_one_thing():
    assert not judged(may_be_one, passage(), passage(outlet="B", speaker="Joss Ferrow"))
    assert judged(may_be_one, passage(), passage(outlet="B", speaker=None))


@pytest.mark.parametrize(("days", "one"), [(60, True), (61, False)])
def test_the_same_words_two_months_later_are_a_repeat(days, one):
    assert judged(may_be_one, passage(), passage(outlet="B", day=DAY + timedelta(days))) is one


def test_no_date_separates_nothing():
    assert judged(may_be_one, passage(day=None), passage(outlet="B"))


def test_passages_over_each_other_on_a_page_are_not_one():
    outer, inner = passages_of(
        page("<a>“They said ‘<b>nobody asked the people</b>’ and left,”</a> she said.", b={"inside": "a"})
    )
    assert not judged(may_be_one, outer, inner)


def test_a_nested_statement_is_no_other_persons_words_unless_both_are_named():
    nested = replace(passage(outlet="B"), nested=True)
    assert judged(may_be_one, passage(), nested)
    assert not judged(may_be_one, passage(), replace(nested, name=frozenset()))
    assert judged(may_be_one, replace(passage(), nested=True), replace(nested, name=frozenset()))


@pytest.mark.parametrize(
    ("shared", "shorter", "enough"), [(3, 30, True), (3, 31, False), (2, 2, True), (2, 4, True), (2, 5, False)]
)
def test_quotations_are_alike_with_three_runs_or_half_of_one_in_the_other(shared, shorter, enough):
    assert judged(alike, passage(), passage(outlet="B"), shared, shorter) is enough


def test_a_short_quotation_needs_its_speaker_or_its_day():
    short = passage("<a>“the people who live there”</a>")
    stranger = passage(outlet="B", speaker=None)
    assert judged(alike, short, stranger, 1, 1)
    assert not judged(alike, short, replace(stranger, days=None), 1, 1)
    assert judged(alike, short, replace(passage(outlet="B"), days=None), 1, 1)


def test_three_words_need_both():
    short = passage("<a>“under the mill”</a>")
    assert judged(alike, short, passage(outlet="B"), 1, 1)
    assert not judged(alike, short, passage(outlet="B", speaker=None), 1, 1)
    assert not judged(alike, short, passage(outlet="B", day=DAY + timedelta(8)), 1, 1)


def test_reported_speech_needs_more():
    told = passage("She said <a>nobody asked the people who live under the mill</a>.")
    unknown = replace(told, name=frozenset(), article="B")
    assert judged(alike, told, passage(outlet="B"), 3, 30)
    assert not judged(alike, unknown, passage(outlet="B"), 3, 10)
    assert not judged(alike, told, unknown, 4, 9)
    assert judged(alike, told, unknown, 4, 8)
