"""Dates as printed, read into intervals."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language import Language
from onrecord.resolve.dates import DateReader, read_date
from onrecord.resolve.readings import READINGS

FRIDAY = date(2024, 10, 25)
CALENDAR = Language.load("en").calendar


def iso(text: str, anchor: date | None = FRIDAY) -> str | None:
    days = read_date(text, anchor, CALENDAR)
    return f"{days[0]}/{days[1]}" if days else None


def day(text: str) -> str:
    return f"{text}/{text}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2031-05-04", day("2031-05-04")),
        ("4 May 2031", day("2031-05-04")),
        ("the 4th of May 2031", day("2031-05-04")),
        ("May 4, 2031", day("2031-05-04")),
        ("Sunday, May 4, 2031", day("2031-05-04")),
        ("March 1-3, 2031", "2031-03-01/2031-03-03"),
        ("May 2031", "2031-05-01/2031-05-31"),
        ("late December 2031", "2031-12-16/2031-12-31"),
        ("2031", "2031-01-01/2031-12-31"),
        ("the end of 2031", "2031-07-01/2031-12-31"),
    ],
)
def test_absolute_dates_need_no_anchor(text, expected):
    assert iso(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May 4", day("2024-05-04")),
        ("December 30", day("2023-12-30")),
        ("Feb. 29", day("2024-02-29")),
        ("March 1 and 2", "2024-03-01/2024-03-02"),
        ("February", "2024-02-01/2024-02-29"),
        ("late December", "2023-12-16/2023-12-31"),
        ("Sunday", day("2024-10-20")),
        ("Friday", day("2024-10-25")),
        ("Sunday evening", day("2024-10-20")),
        ("last Thursday", day("2024-10-24")),
        ("last Friday", day("2024-10-18")),
        ("this Sunday", day("2024-10-27")),
        ("next Friday", day("2024-11-01")),
        ("today", day("2024-10-25")),
        ("yesterday", day("2024-10-24")),
        ("tomorrow", day("2024-10-26")),
        ("last week", "2024-10-14/2024-10-20"),
        ("this week", "2024-10-21/2024-10-27"),
        ("next month", "2024-11-01/2024-11-30"),
        ("last year", "2023-01-01/2023-12-31"),
        ("earlier this week", "2024-10-21/2024-10-25"),
        ("last weekend", "2024-10-19/2024-10-20"),
        ("two days ago", day("2024-10-23")),
        ("two weeks ago", "2024-10-07/2024-10-13"),
        ("a year ago", "2023-01-01/2023-12-31"),
        ("9 a.m. Sunday", day("2024-10-20")),
        ("31/10/23", day("2023-10-31")),
        ("last fall", "2023-09-01/2023-11-30"),
        ("the first quarter", "2024-01-01/2024-03-31"),
        ("the eighties", "1980-01-01/1989-12-31"),
        ("the past two weeks", "2024-10-07/2024-10-25"),
        ("Wednesday, Aug. 31", day("2022-08-31")),
    ],
)
def test_relative_dates_count_from_the_anchor(text, expected):
    assert iso(text) == expected
    assert iso(text, None) is None


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "February 30, 2031", "may 4", "the mayor", "9999-99-99", "several weeks ago", "04/05/2023"),
        *("9 a.m.", "more than a year ago", "a year earlier", "two days later", "five years", "now", "daily"),
    ],
)
def test_no_date_is_read_where_there_is_none(text):
    assert iso(text) is None


def test_full_stop_of_a_sentence_is_no_part_of_a_month():
    text = "The bay froze in August. It thawed in Sept. 2018."
    assert [span.of(text) for span in DateReader(CALENDAR).find(text)] == ["August", "Sept. 2018"]


def test_every_pattern_has_its_reading():
    assert {one.reading for one in CALENDAR.expressions} == set(READINGS)


def test_reason_names_the_words_and_the_anchor():
    assert read_date("Sunday", FRIDAY, CALENDAR) == (
        date(2024, 10, 20),
        date(2024, 10, 20),
        "'Sunday' counted from 2024-10-25",
    )


def test_dates_are_found_in_running_text():
    text = (
        "He may sun himself in March; on Sunday, 4 March 2018, he sat down. Russia Today was there last week, in 2018."
    )
    found = [span.of(text) for span in DateReader(CALENDAR).find(text)]
    assert found == ["March", "Sunday, 4 March 2018", "last week", "2018"]


WORDS = st.sampled_from(
    [
        "May",
        "Sunday",
        "last",
        "next",
        "this",
        "week",
        "4",
        "31",
        "2031",
        "0",
        "99",
        ",",
        "-",
        "ago",
        "two",
        "late",
        "in",
        "Feb.",
    ]
)


@given(st.lists(WORDS, max_size=6).map(" ".join) | st.text(max_size=30), st.none() | st.dates())
def test_reading_never_fails_and_gives_ordered_days(text, anchor):
    days = read_date(text, anchor, CALENDAR)
    assert days is None or days[0] <= days[1]


@given(st.dates(min_value=date(1, 3, 1), max_value=date(9999, 12, 1)), st.sampled_from(sorted(CALENDAR.weekdays)))
def test_weekday_is_within_the_week_up_to_the_anchor(anchor, name):
    days = read_date(name.title(), anchor, CALENDAR)
    if days is not None:
        assert days[0].weekday() == CALENDAR.weekdays[name]
        assert anchor - timedelta(days=6) <= days[0] <= anchor


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2099, 12, 31)))
def test_printed_days_are_read_back(wanted):
    for text in (
        wanted.isoformat(),
        f"{wanted.day} {wanted:%B} {wanted.year}",
        f"{wanted:%B} {wanted.day}, {wanted.year}",
    ):
        days = read_date(text, None, CALENDAR)
        assert days is not None
        assert days[:2] == (wanted, wanted)


@given(st.text(max_size=80))
def test_found_dates_do_not_overlap(text):
    found = DateReader(CALENDAR).find(text)
    assert all(first.end <= second.start for first, second in pairwise(found))
