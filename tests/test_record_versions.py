"""Versions of a page are all kept, in the order in which they were printed, and counted once."""

from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from onrecord import versions
from onrecord.corrections import Correction, Field
from onrecord.record import Record
from tests.test_record_samples import MAYOR, PILOT, page

ADDRESS = "https://courier.example/pier"
OPEN, LAND = "The pier stays open", "No ship can land there"
FIRST = page((MAYOR, OPEN), (PILOT, LAND), url=ADDRESS)
SECOND = page(
    (MAYOR, OPEN), (PILOT, "No ship may land there"), url=ADDRESS, modified=datetime(2031, 3, 4, 9, tzinfo=UTC)
)
THIRD = page((MAYOR, OPEN), url=ADDRESS, published=date(2031, 3, 6))
OTHER = page((MAYOR, OPEN), outlet="Radio Nordholm", url=ADDRESS)
PAGES = (FIRST, SECOND, THIRD, OTHER)


@pytest.fixture
def record(place):
    with Record.open(place, create=True) as record:
        record.keep(PAGES)
        yield record


def test_versions_are_kept_in_the_order_in_which_they_were_printed(record):
    for notes in PAGES[:3]:
        assert record.versions(notes.article.id) == [FIRST.article, SECOND.article, THIRD.article]
        assert record.notes(notes.article.id) == notes
    assert record.versions(OTHER.article.id) == [OTHER.article]
    assert record.counts().articles == 4


def test_version_tells_by_which_one_and_when_it_was_replaced(record):
    read = [record.article(notes.article.id) for notes in PAGES]
    assert [each.replaced_by for each in read] == [SECOND.article.id, THIRD.article.id, None, None]
    assert [each.replaced for each in read] == [date(2031, 3, 4), date(2031, 3, 6), None, None]
    assert [notes.article.replaced for notes in record.all_notes() if notes.article.id == FIRST.article.id] == [
        date(2031, 3, 4)
    ]


def test_day_of_replacing_is_not_known_where_the_order_is_not(place):
    twins = [page((MAYOR, OPEN), url=ADDRESS), page((PILOT, LAND), url=ADDRESS)]
    undated = page((MAYOR, LAND), url=ADDRESS, published=None)
    with Record.open(place, create=True) as record:
        record.keep([*twins, undated])
        read = [record.article(notes.article.id) for notes in (*twins, undated)]
    assert sorted(each.replaced_by is not None for each in read) == [False, True, True]
    assert {each.replaced for each in read} == {None}


def test_words_that_versions_share_are_found_once_and_those_that_went_are_found(record):
    assert sorted(hit.article for hit in record.find("pier", limit=9)) == sorted([THIRD.article.id, OTHER.article.id])
    assert {hit.snippet for hit in record.find("ship", limit=9)} == {f"“{LAND},”", "“No ship may land there,”"}
    assert len(list(record.statements_of(MAYOR))) == len(list(record.statements_of(PILOT))) == 2


def test_pages_are_counted_once_where_a_draft_is_checked(record):
    assert (record.reach().articles, record.reach().outlets) == (2, 2)


def test_order_of_adding_does_not_show(new_place):
    states = []
    for number, order in enumerate(permutations(PAGES)):
        if number % 6:  # a few orders tell as much as all
            continue
        with Record.open(new_place(), create=True) as record:
            for notes in order:
                record.keep([notes])
            found = sorted(hit.article + hit.snippet for word in ("pier", "ship") for hit in record.find(word, limit=9))
            states.append((record.digest(), record.versions(FIRST.article.id), found, record.reach()))
    assert all(state == states[0] for state in states)


def test_corrected_words_are_those_that_a_later_version_repeats_or_not(record):
    signed = ("misread", "Ada", "2031-04-01")
    (said,) = THIRD.statements
    record.keep_corrections([Correction(THIRD.article.id, said.id, Field.STATEMENT, "yes", "no", *signed)])
    assert {hit.article for hit in record.find("pier", limit=9)} == {SECOND.article.id, OTHER.article.id}


def test_address_of_very_many_texts_is_no_page(place, monkeypatch):
    monkeypatch.setattr("onrecord.versions.MOST", 3)
    monkeypatch.setattr("onrecord.record.versions.MOST", 3)
    feed = [page((MAYOR, OPEN), (MAYOR, f"Item {number}"), url=ADDRESS) for number in range(6)]
    with Record.open(place, create=True) as record:
        record.keep(feed[:3])
        assert len(record.find("pier", limit=9)) == 1
        record.keep(feed[3:])
        assert len(record.find("pier", limit=9)) == record.reach().articles == 6
    assert len(versions.last_versions(feed)) == 6


def test_article_without_an_address_has_no_versions(place):
    with Record.open(place, create=True) as record:
        record.keep([page((MAYOR, OPEN)), page((MAYOR, OPEN), (PILOT, LAND))])
        assert len(record.find("pier", limit=9)) == 2
