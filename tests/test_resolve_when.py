"""When and on what occasion something was said."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.model import Dateline, Span, Statement
from tests.test_resolve_speakers import resolved, statement

TUESDAY = date(2018, 3, 6)
RAIN = "that it had rained"


def when(desk, text: str, content: str = RAIN, cue: str = "said", source: str = "Laura Oldane", **fields) -> str | None:
    one = resolved(desk, text, statement(text, content, cue, source), **{"published": TUESDAY, **fields})[0]
    return one.when.iso if one.when else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Sunday, Laura Oldane said that it had rained.", "2018-03-04"),
        ("Laura Oldane said on Sunday that it had rained.", "2018-03-04"),
        ("In an interview that aired on Sunday, Laura Oldane said that it had rained.", "2018-03-04"),
        ("During an interview last week, Laura Oldane said that it had rained.", "2018-02-26/2018-03-04"),
        ("In a letter on February 9, 2017, Laura Oldane said that it had rained.", "2017-02-09"),
        ("Laura Oldane, free on bail since Sunday, said that it had rained.", None),
        ("Laura Oldane, who resigned on Sunday, said that it had rained.", None),
        ("Laura Oldane said that it had rained.", None),
        ("After she had resigned on Sunday, Laura Oldane said that it had rained.", None),
    ],
)
def test_date_of_the_saying_is_found_beside_its_cue(desk, text, expected):
    assert when(desk, text) == expected


def test_date_inside_a_content_is_not_that_of_the_saying(desk):
    text = "Laura Oldane said that it had rained on Sunday."
    assert when(desk, text, "that it had rained on Sunday") is None


def test_date_of_a_report_is_not_that_of_what_it_reports(desk):
    text = "The Gazette reported on Monday that Laura Oldane said that it had rained."
    outer = statement(text, "that Laura Oldane said that it had rained", "reported", "The Gazette")
    inner = statement(text, RAIN, "said", "Laura Oldane", inside=outer.id)
    found = resolved(desk, text, outer, inner, published=TUESDAY)
    assert [one.when and one.when.iso for one in found] == ["2018-03-05", None]


def test_named_allegation_is_no_later_than_the_event_it_explains(desk):
    text = "On March 1, 2018, the council closed the bay over allegations that drums had sunk."
    one = resolved(desk, text, statement(text, "that drums had sunk", "allegations"))[0]
    assert one.when is not None
    assert one.when.iso == "../2018-03-01"


def test_without_any_day_of_the_page_a_weekday_says_nothing(desk):
    assert when(desk, "On Sunday, Laura Oldane said that it had rained.", published=None) is None


@pytest.mark.parametrize(
    ("year", "published", "expected"),
    [
        (2017, None, "2017-12-04"),
        (None, date(2018, 1, 2), "2017-12-04"),
        (None, None, "2017-12-04"),
    ],
)
def test_dateline_is_what_a_weekday_counts_from(desk, year, published, expected):
    text = "ORMUND, December 4. /HALDA/. Laura Oldane said on Monday that it had rained. It was dry in June 2017."
    line = Dateline(Span(0, 27), "ORMUND", 12, 4, year, "HALDA")
    assert when(desk, text, dateline=line, published=published) == expected


@pytest.mark.parametrize(
    ("outlet", "agency", "expected"),
    [
        ("Lake Radio", "HALDA", ("HALDA",)),
        ("The Halda", "HALDA", ()),
        ("AP", "Associated Press", ()),
        (None, "HALDA", ()),
        ("Lake Radio", None, ()),
    ],
)
def test_what_stands_below_an_agencys_dateline_came_through_it(desk, outlet, agency, expected):
    text = "ORMUND, December 4. /HALDA/. Laura Oldane said that it had rained."
    line = Dateline(Span(0, 27), "ORMUND", 12, 4, None, agency)
    (found,) = resolved(desk, text, statement(text, RAIN, "said", "Laura Oldane"), dateline=line, outlet=outlet)
    assert found.via == expected


def test_below_a_dateline_without_a_day_dates_count_from_the_publication(desk):
    text = "ORMUND (AP) — Laura Oldane said on Sunday that it had rained."
    line = Dateline(Span(0, 13), "ORMUND", None, None, None, "AP")
    one = statement(text, RAIN, "said", "Laura Oldane")
    (found,) = resolved(desk, text, one, dateline=line, outlet="Lake Radio", published=TUESDAY)
    assert found.when is not None
    assert (found.when.iso, found.via) == ("2018-03-04", ("AP",))


def test_printed_place_and_reason_stand_with_a_date(desk):
    text = "Laura Oldane said on Sunday that it had rained."
    found = resolved(desk, text, statement(text, RAIN, "said", "Laura Oldane"), published=TUESDAY)[0].when
    assert found is not None
    assert found.printed is not None
    assert found.printed.of(text) == "Sunday"
    assert found.why == "'Sunday' counted from 2018-03-06 (published 2018-03-06)"
    assert not found.inferred


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        (
            "In an interview with Nora Quillen, Laura Oldane said that it had rained.",
            "said",
            "interview with Nora Quillen",
        ),
        ("At a press conference on Monday, Laura Oldane said that it had rained.", "said", "press conference"),
        ("Laura Oldane told a news conference that it had rained.", "told", "news conference"),
        (
            "In a letter to the fisheries board, Laura Oldane wrote that it had rained.",
            "wrote",
            "letter to the fisheries board",
        ),
        ("Laura Oldane told the Halleth Post that it had rained.", "told", None),
        ("The interview was long. Laura Oldane said that it had rained.", "said", None),
    ],
)
def test_occasion_beside_the_cue(desk, text, cue, expected):
    found = resolved(desk, text, statement(text, RAIN, cue, "Laura Oldane"))[0].occasion
    assert (found.printed.of(text) if found else None) == expected


def test_kinds_of_occasions_go_by_one_name(desk):
    text = "At a press conference, Laura Oldane said that it had rained."
    found = resolved(desk, text, statement(text, RAIN, "said", "Laura Oldane"))[0].occasion
    assert found is not None
    assert found.kind == "news conference"


def dated(desk, text: str, *statements: Statement) -> list[tuple[str, bool] | None]:
    found = resolved(desk, text, *statements, published=TUESDAY)
    return [(one.when.iso, one.when.inferred) if one.when else None for one in found]


def test_date_and_occasion_hold_for_the_whole_sitting(desk):
    text = "In an interview on Sunday, Laura Oldane said that it had rained. “We were wet,” she added."
    statements = (
        statement(text, RAIN, "said", "Laura Oldane"),
        statement(text, "“We were wet,”", "added", "{she} added"),
    )
    assert dated(desk, text, *statements) == [("2018-03-04", False), ("2018-03-04", True)]
    assert resolved(desk, text, *statements, published=TUESDAY)[1].occasion is not None


def test_other_speaker_ends_a_sitting(desk):
    text = "On Sunday, Laura Oldane said that it had rained. Peter Belling denied this. “We were wet,” Oldane said."
    statements = (
        statement(text, RAIN, "said", "Laura Oldane"),
        statement(text, "this", "denied", "Peter Belling"),
        statement(text, "“We were wet,”", "{said}.", "{Oldane} said."),
    )
    assert dated(desk, text, *statements) == [("2018-03-04", False), None, None]


def test_other_speaker_on_the_same_occasion_goes_on_with_it(desk):
    text = (
        "In an interview on Sunday, Laura Oldane said that it had rained.\n\n"
        "During the interview, Nora Quillen claimed that drums sank.\n\nIn an interview, Peter Belling denied this."
    )
    statements = (
        statement(text, RAIN, "said", "Laura Oldane"),
        statement(text, "that drums sank", "claimed", "Nora Quillen"),
        statement(text, "this", "denied", "Peter Belling"),
    )
    assert dated(desk, text, *statements) == [("2018-03-04", False), ("2018-03-04", True), None]


def test_date_further_down_is_not_that_of_what_stands_before(desk):
    text = (
        "A council met.\n\nIt was cold.\n\nIt was late.\n\nLaura Oldane said that drums sank.\n\n"
        "On Sunday, Oldane said that it had rained."
    )
    statements = (
        statement(text, "that drums sank", "{said} that drums", "Laura Oldane"),
        statement(text, RAIN, "Oldane {said} that it", "Sunday, {Oldane} said"),
    )
    assert dated(desk, text, *statements) == [None, ("2018-03-04", False)]


def test_question_and_answer_are_one_sitting(desk):
    text = (
        "At a news conference on Monday, Nora Quillen asked Laura Oldane whether it rained. “It poured,” Oldane said."
    )
    question = statement(text, "whether it rained", "asked", "Nora Quillen")
    answer = statement(text, "“It poured,”", "said", "{Oldane} said")
    assert dated(desk, text, question, answer) == [("2018-03-05", False), ("2018-03-05", True)]


def test_word_of_time_sets_a_statement_apart(desk):
    text = "On Sunday, Laura Oldane said that it had rained. Oldane has repeatedly denied that drums sank."
    statements = (
        statement(text, RAIN, "said", "Laura Oldane"),
        statement(text, "that drums sank", "denied", "{Oldane} has"),
    )
    assert dated(desk, text, *statements) == [("2018-03-04", False), None]


def test_what_had_been_said_was_said_on_another_day(desk):
    text = "“We were wet,” Laura Oldane told an inquiry. In January she had said that drums sank."
    statements = (
        statement(text, "“We were wet,”", "told", "Laura Oldane"),
        statement(text, "that drums sank", "had said", "{she} had"),
    )
    assert dated(desk, text, *statements) == [None, ("2018-01", False)]
    text = "Laura Oldane spoke on Monday. “We were wet,” Oldane said on Monday. She had said that drums sank."
    statements = (
        statement(text, "“We were wet,”", "{said} on", "{Oldane} said"),
        statement(text, "that drums sank", "had said", "She"),
    )
    assert dated(desk, text, *statements) == [("2018-03-05", False), None]


def test_headline_belongs_to_what_the_page_comes_back_to(desk):
    text = (
        "Oldane says that drums floated\n\nThe Gazette reported that drums sank.\n\nPeter Belling denied this.\n\n"
        "Laura Oldane said on Monday that it had rained."
    )
    statements = (
        statement(text, "that drums floated", "says", "{Oldane} says"),
        statement(text, "that drums sank", "reported", "The Gazette"),
        statement(text, "this", "denied", "Peter Belling"),
        statement(text, RAIN, "said", "Laura Oldane"),
    )
    assert dated(desk, text, *statements) == [("2018-03-05", True), None, None, ("2018-03-05", False)]
