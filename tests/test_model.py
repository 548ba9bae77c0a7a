"""The nouns keep their promises."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.contract import interval
from onrecord.model import Article, Place, Span, Utterance, When, content_id


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_span_is_never_empty(start: int, end: int):
    with pytest.raises(ValueError, match="span"):
        Span(start, end)


def test_span_tells_containing_from_overlapping():
    assert Span(0, 5).contains(Span(0, 5))
    assert Span(0, 5).overlaps(Span(4, 9))
    assert not Span(0, 5).contains(Span(4, 9))
    assert not Span(0, 5).overlaps(Span(5, 9))


@pytest.mark.parametrize(
    ("start", "end", "iso"),
    [
        (date(2031, 5, 4), date(2031, 5, 4), "2031-05-04"),
        (date(2031, 2, 1), date(2031, 2, 28), "2031-02"),
        (date(2031, 1, 1), date(2031, 12, 31), "2031"),
        (date(2031, 5, 5), date(2031, 5, 11), "2031-05-05/2031-05-11"),
        (None, date(2031, 5, 4), "../2031-05-04"),
        (date(2031, 5, 4), None, "2031-05-04/.."),
    ],
)
def test_when_is_written_and_read_back(start: date | None, end: date | None, iso: str):
    assert When(start, end).iso == iso
    assert interval(iso) == (start, end)


@given(st.dates(), st.integers(0, 900))
def test_every_interval_comes_back(start: date, days: int):
    end = date.fromordinal(min(start.toordinal() + days, date.max.toordinal()))
    assert interval(When(start, end).iso) == (start, end)


def test_content_id_keeps_parts_apart():
    assert content_id("ab", "c") != content_id("a", "bc")
    assert content_id("ab", "c") == content_id("ab", "c")


def test_fullest_shows_seams():
    places = (Place("One.", (), "s"), Place("Two.", (), "s", ("a",)), Place("Three.", (), "s"))
    assert Utterance("u", None, (), places).fullest == "One. Two. […] Three."


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"outlet": "Halleth Post", "url": "https://post.example/1"}, "Halleth Post"),
        ({"url": "https://reader@www.Post.example:8080/1", "title": "Ferries resume"}, "post.example:8080"),
        ({"title": "Ferries resume"}, "“Ferries resume”"),
        ({"title": "Ferries resume " * 9}, "“Ferries resume Ferries resume Ferries resume …”"),
        ({"given_id": "day-2/4"}, "day-2/4"),
        ({}, "article 0123abcd"),
    ],
)
def test_an_article_is_called_by_what_is_known_of_who_prints_it(known, expected):
    one = Article("0123abcdef0123abcdef", "Text.", **known)
    assert one.printed_by == expected
    assert one.publisher == (expected if {"outlet", "url"} & known.keys() else None)
