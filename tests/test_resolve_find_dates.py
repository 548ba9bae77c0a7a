"""Dates in running text: found, read beside one another, with their TIMEX3 values."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language import Language
from onrecord.resolve.dates import DateExpression, DateReader, find_dates
from onrecord.resolve.readings import DAYLESS, MENTIONED

THURSDAY = date(2031, 11, 6)
CALENDAR = Language.load("en").calendar


def found(text: str, anchor: date = THURSDAY) -> list[DateExpression]:
    return list(find_dates(text, anchor, CALENDAR))


def values(text: str) -> dict[str, str]:
    return {one.span.of(text): one.meaning.value for one in found(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pier opened on Nov. 2, 1989.", {"Nov. 2, 1989": "1989-11-02"}),
        ("A form dated 10/31/29 was found.", {"10/31/29": "2029-10-31"}),
        ("The bay froze in nineteen ninety-six.", {"nineteen ninety-six": "1996"}),
        ("The ferry was sold in the 1980s.", {"the 1980s": "198"}),
        ("It rained in the late nineties.", {"the late nineties": "199"}),
        ("Halleth was a port in the 19th century.", {"the 19th century": "18"}),
        ("The mill closed last fall.", {"last fall": "2030-FA"}),
        ("It stood empty in the summer of 2030.", {"the summer of 2030": "2030-SU"}),
        ("Tolls fell in the third quarter.", {"the third quarter": "2031-Q3"}),
        ("Tolls fell in the first quarter of 2030.", {"the first quarter of 2030": "2030-Q1"}),
        ("The board met in fiscal 2029.", {"fiscal 2029": "2029"}),
        ("The mayor left last weekend.", {"last weekend": "2031-W44-WE"}),
        ("The mayor left on Christmas Day.", {"Christmas Day": "2030-12-25"}),
        ("The mayor left last Thanksgiving.", {"last Thanksgiving": "2030-11-28"}),
        ("The mayor left at 9:30 a.m. Monday.", {"9:30 a.m. Monday": "2031-11-03T09:30"}),
        ("The mayor left this morning.", {"this morning": "2031-11-06TMO"}),
        ("She was out two decades ago.", {"two decades ago": "2011"}),
        ("She was mayor for twenty-five years.", {"twenty-five years": "P25Y"}),
        ("She is out now.", {"now": "PRESENT_REF"}),
        ("A 52-year-old pilot, 52 years old, sold 2000 homes.", {}),
    ],
)
def test_expressions_are_found_and_read(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council met on Monday.", "2031-11-03"),
        ("The council will meet on Monday.", "2031-11-10"),
        ("A vote is scheduled for Monday, the mayor said.", "2031-11-10"),
        ("The council, which will vote, met on Monday.", "2031-11-03"),
        ("The pier opened on Nov. 20.", "2031-11-20"),
        ("The pier was opened in April.", "2031-04"),
        ("The pier is to be opened in April.", "2032-04"),
        ("Fees rose for the year ended March 31.", "2031-03-31"),
        ("The pier will open on Dec. 20.", "2031-12-20"),
        ("The storm came on Friday, January 2.", "2032-01-02"),
        ("The storm came on Thursday, January 2.", "2031-01-02"),
    ],
)
def test_words_around_say_whether_a_day_lies_ahead(text, expected):
    assert found(text)[-1].meaning.value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bay froze on 3 May 2029. Two days later, it thawed.", "2029-05-05"),
        ("The bay froze in 2015. It thawed the following year.", "2016"),
        ("Tolls rose in the third quarter. A year earlier they fell.", "2030-Q3"),
        ("Tolls rose in the third quarter. The year-ago quarter was better.", "2030-Q3"),
        ("Tolls rose in 2029. A year earlier they fell.", "2028"),
        ("The bay froze on 3 May 2029. That day it snowed.", "2029-05-03"),
    ],
)
def test_dates_count_from_the_one_mentioned_before(text, expected):
    assert found(text)[-1].meaning.value == expected


def test_stretch_of_time_up_to_the_page_has_its_days():
    (one,) = found("The pier was shut in the past two years.")
    assert (one.meaning.value, one.meaning.first, one.meaning.last) == ("P2Y", date(2029, 1, 1), THURSDAY)


def test_reason_names_the_anchor_only_where_one_is_needed():
    assert [one.why for one in found("She left on 4 May 2029 and came back on Sunday.")] == [
        "'4 May 2029' as printed",
        "'Sunday' counted from 2031-11-06",
    ]


PIECES = st.sampled_from(
    [
        *("a year earlier", "the 1980s", "the day before", "31/12/00", "Feb. 29", "next", "last", "weekend", "quarter"),
        *("third", "the", "century", "20th", "Monday", "will", "said", "winter", "early", "999", "years", "ago", "."),
        *("two", "decades", "half a", "year", "12:00", "p.m.", "noon", "year-end", "in", "March", "this", "\n", "’90s"),
    ]
)


@given(st.lists(PIECES, max_size=9).map(" ".join) | st.text(max_size=60), st.dates())
def test_any_text_is_read_without_failing_and_in_order(text, anchor):
    dates = found(text, anchor)
    assert all(one.span.end <= other.span.start for one, other in pairwise(dates))
    for one in dates:
        assert one.meaning.value
        assert (one.meaning.first is None) == (one.meaning.last is None)
        assert one.meaning.first is None or one.meaning.last is None or one.meaning.first <= one.meaning.last


HINTED = {
    "iso": "2018-03-05",
    "numeric": "3/5/2018",
    "day": "March 5",
    "month": "in May",
    "spelled": "nineteen ninety",
    "weekday": "Sunday",
    "near": "yesterday",
    "tonight": "last night",
    "unit": "last week",
    "quarter": "the third quarter",
    "season": "last summer",
    "ago": "two years ago",
    "year": "2018",
    "yearend": "year-end",
    "decade": "the nineties",
    "century": "the 19th century",
    "holiday": "Christmas Eve",
    "week": "the week of March 5",
    "past": "the last three minutes",
    "clock": "noon",
}


PARTS = [
    "5",
    "12",
    "1990",
    "'90s",
    "19th",
    "2nd",
    "the",
    "a",
    "of",
    "ago",
    "from",
    "year-end",
    "June",
    "Sept.",
    "third",
]
MORE = [
    "every",
    "early",
    "evening",
    "day",
    "before",
    "past",
    "few",
    "minutes",
    "weekend",
    "fiscal",
    "year",
    "7 p.m.",
    "in",
]


@given(st.lists(st.sampled_from([*PARTS, *MORE, *" ".join(HINTED.values()).split()]), max_size=8).map(" ".join))
def test_whatever_stands_in_a_text_is_possible_in_it(text):
    standing = [one for one in CALENDAR.expressions if one.pattern.search(text)]
    assert [one for one in standing if one not in CALENDAR.possible(text)] == []


def test_digits_of_every_script_tell_of_a_date():
    (one,) = found("It closed ٣ weeks ago.")
    assert one.meaning.value == "2031-W42"


def test_most_expressions_are_not_possible_in_most_texts():
    assert set(HINTED) == {one.reading for one in CALENDAR.expressions} - DAYLESS - MENTIONED
    for reading, printed in HINTED.items():
        assert reading in {one.reading for one in CALENDAR.possible(f"It was {printed}.")}, printed
        assert DateReader(CALENDAR).find(f"It was {printed}."), printed
    assert len(CALENDAR.possible("Nobody told the harbour master of the barrels.")) < len(CALENDAR.expressions) / 4
