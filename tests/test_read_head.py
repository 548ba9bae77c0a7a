"""What the first lines of a page tell: dateline, agency, day of publication, byline, title."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from onrecord.language.calendar import Calendar
from onrecord.language.page import PageWords
from onrecord.read.dateline import find_agency, find_dateline, find_publication
from onrecord.read.head import find_byline, find_masthead, find_title

ENGLISH = files("onrecord.language") / "en"
CALENDAR = Calendar.from_toml(ENGLISH / "calendar.toml")
PAGE = PageWords.from_toml(ENGLISH / "page.toml")
REPORT = "The harbour council decided on Monday to keep the old light burning through the winter, its clerk said."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ORMUND, March 5. /HALDA/. ", ("ORMUND", 3, 5, None, "HALDA")),
        ("ORMUND, March 5 (HALDA) — ", ("ORMUND", 3, 5, None, "HALDA")),
        ("ORMUND, March 5 /Halda/ -- ", ("ORMUND", 3, 5, None, "Halda")),
        ("MOSCOW, December 4. /TASS/. ", ("MOSCOW", 12, 4, None, "TASS")),
        ("Port Halleth, Arvenia, May 4, 2031 – ", ("Port Halleth, Arvenia", 5, 4, 2031, None)),
        ("New Harbor, March 3 - ", ("New Harbor", 3, 3, None, None)),
        ("NEW HARBOR, Sept. 14 (The Associated Press) — ", ("NEW HARBOR", 9, 14, None, "AP")),
        ("HALLETH. 7 Oct (Interfax) - ", ("HALLETH", 10, 7, None, "Interfax")),
        ("HALLETH 7th October 2031 (Agence France-Presse) ", ("HALLETH", 10, 7, 2031, "AFP")),
        ("ORMUND/HALLETH, Feb 29 (Reuters) - ", ("ORMUND/HALLETH", 2, 29, None, "Reuters")),
        ("PORT OF THE SUN, Friday, June 1 — ", ("PORT OF THE SUN", 6, 1, None, None)),
        ("St. Brannoc's, Isle of Tessovar, Aug 30 (UPI) — ", ("St. Brannoc's, Isle of Tessovar", 8, 30, None, "UPI")),
        ("HALLETH (AP) — ", ("HALLETH", None, None, None, "AP")),
        ("HALLETH, Arvenia (The Associated Press) -- ", ("HALLETH, Arvenia", None, None, None, "AP")),
        ("Port Halleth (Reuters) - ", ("Port Halleth", None, None, None, "Reuters")),
        ("HALLETH /Interfax/ – ", ("HALLETH", None, None, None, "Interfax")),
        ("Trinity and Marrow, January 2 (Quay News Wire) ", ("Trinity and Marrow", 1, 2, None, "Quay News Wire")),
    ],
)
def test_dateline_is_read(line: str, expected: tuple[object, ...]):
    text = f"Headline without a stop\n\n{line}{REPORT}"
    found = find_dateline(text, CALENDAR, PAGE)
    assert found
    assert (found.place, found.month, found.day, found.year, found.agency) == expected
    assert found.span.of(text) == line.rstrip()


@pytest.mark.parametrize(
    "line",
    [
        "On Friday, March 3 - the day after the storm - the council met, and the clerk read the list of losses aloud.",
        "On the Quay, March 3 – a day nobody forgets – began with a horn, and the clerk read the list of losses aloud.",
        "The council met on March 3 - it took three hours and a second pot of tea before anybody mentioned the light.",
        "Halleth, March 3-5: three days of talks",
        "HALLETH, February 30 (Halda) — " + REPORT,
        "HALLETH, March (Halda) — " + REPORT,
        "Divers at the Quay, March 2, 2017. (Harbour photo: Ada Brill)",
        "Two boats, March 3 (Halda) — " + REPORT,
        "Updated, March 3 - " + REPORT,
        "Monday, March 3 – " + REPORT,
        "HALLETH (HALDA) — " + REPORT,
        "HALLETH (Reuters) " + REPORT,
        "(Reuters) — " + REPORT,
        "The mayor met them (Reuters) — " + REPORT,
        "March 3 – " + REPORT,
        "Ferry Strike, March 3 – What We Know",
        "",
    ],
)
def test_other_lines_are_no_datelines(line: str):
    assert find_dateline(line, CALENDAR, PAGE) is None


def test_dateline_far_down_is_none():
    text = "Some line\n" * 6 + "ORMUND, March 5. /HALDA/. " + REPORT
    assert find_dateline(text, CALENDAR, PAGE) is None
    assert find_dateline("x" * 1600 + "\nORMUND, March 5. /HALDA/. " + REPORT, CALENDAR, PAGE) is None


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("HALLETH (Reuters) - ", "Reuters"),
        ("HALLETH, Tess. (AP) — ", "AP"),
        ("Port Halleth (CNN) -- ", "CNN"),
        ("(Agence France-Presse) — ", "AFP"),
        ("HALLETH (HALDA) — ", "HALDA"),
        ("Port Halleth (HALDA) — ", None),
        ("The mayor (independent) - ", None),
        ("HALLETH — ", None),
        ("He met the ministers (Reuters) - ", None),
    ],
)
def test_agency_of_an_undated_report(line: str, agency: str | None):
    assert find_agency(line + REPORT, CALENDAR, PAGE) == agency


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Wednesday, 7 March 2018", date(2018, 3, 7)),
        ("Published on March 7, 2018 at 10:30 a.m.", None),
        ("Published on March 7, 2018, 10:30 a.m.", date(2018, 3, 7)),
        ("Posted: Sept. 9, 2031", date(2031, 9, 9)),
        ("7 March", None),
        ("Updated March 7, 2018", None),
        ("The council met on March 7, 2018", None),
        ("February 30, 2018", None),
    ],
)
def test_day_of_publication_on_its_own_line(line: str, day: date | None):
    text = f"THE LAMP\n{line}\n\n{REPORT}"
    found = find_publication(text, CALENDAR, PAGE)
    assert (found.day if found else None) == day
    assert not found or found.span.of(text) == line


def test_a_date_inside_the_report_is_not_that_of_publication():
    long_line = REPORT + " Nothing more was settled that day, and everybody went home for soup and a warm stove."
    assert find_publication(f"Headline\n{long_line}\nMarch 7, 2018\n{REPORT}", CALENDAR, PAGE) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Tilda Maresh", "Tilda Maresh"),
        ("by Tilda Maresh and Osk de la Belling", "Tilda Maresh and Osk de la Belling"),
        ("BY TILDA MARESH", "TILDA MARESH"),
        ("Written by Tilda Maresh, Osk Belling and Ida O’Dell", "Tilda Maresh, Osk Belling and Ida O’Dell"),
        ("By Anneke Fosvold, parliamentary correspondent", "Anneke Fosvold"),
        ("By Pell Ardmoor in Ormund · 20 September 2024", "Pell Ardmoor"),
        ("By: Pell Ardmoor for The Isthmian", "Pell Ardmoor"),
        ("By Reuters", "Reuters"),
        ("By Ward Elling Jr.", "Ward Elling Jr."),
        ("Pell Ardmoor in Ormund", "Pell Ardmoor"),
    ],
)
def test_byline_is_read(line: str, names: str):
    text = f"Light to burn on\n\n{line}\n\n{REPORT}"
    found = find_byline(text, CALENDAR, PAGE)
    assert found
    assert (found.names, found.span.of(text)) == (names, line)


@pytest.mark.parametrize(
    "line",
    [
        "By Friday Night the light was out",
        "By the end of March the light was out.",
        "By Popular Demand, the Light Burns On, says the mayor.",
        "By and large nothing happened",
        "Fears grow in Ormund",
        "Pell Ardmoor in 2031",
        "Pell Ardmoor",
        "PELL ARDMOOR IN ORMUND",
    ],
)
def test_other_lines_are_no_bylines(line: str):
    assert find_byline(f"Light to burn on\n{line}\n{REPORT}", CALENDAR, PAGE) is None


def test_a_headline_that_begins_with_by_is_no_byline():
    assert find_byline(f"By Royal Decree, No Light\n{REPORT}", CALENDAR, PAGE) is None
    assert find_byline(f"By Tilda Maresh\n{REPORT}", CALENDAR, PAGE) is not None


def _title(text: str) -> str | None:
    byline = find_byline(text, CALENDAR, PAGE)
    return find_title(text, {byline.span} if byline else (), byline)


def test_title_is_the_first_short_line():
    assert _title(f"Light to burn on\nCouncil splits over cost\n{REPORT}") == "Light to burn on"
    assert _title(f"‘Keep it burning’: council votes\n\n{REPORT}") == "‘Keep it burning’: council votes"


def test_title_above_a_byline_is_neither_the_paper_nor_its_motto():
    head = "QUAY BULLETIN\nFree at the fish counter and the ferry office\n\nLight to burn on\n\nBy Tilda Maresh"
    assert _title(f"{head}\n\n{REPORT}") == "Light to burn on"
    assert _title(f"By Tilda Maresh\nLight to burn on\n{REPORT}") == "Light to burn on"


@pytest.mark.parametrize("text", [REPORT, f"It burns on.\n{REPORT}", "Light to burn on", f"{REPORT}\nShort line", ""])
def test_no_title_is_made_up(text: str):
    assert _title(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("THE ORMUND GAZETTE\nMonday, 5 March 2018\n\nLight stays on\n\n" + REPORT, "The Ormund Gazette"),
        ("QUAY BULLETIN\nFree on the ferry\n\n" + REPORT, "Quay Bulletin"),
        ("LIGHT STAYS ON\nMonday, 5 March 2018\n\n" + REPORT, None),
        ("GAZETTE CLOSES\n\n" + REPORT, None),
        ("STAR FALLS INTO BAY\n" + REPORT, None),
        ("The Ormund Gazette\nMonday\n\n" + REPORT, None),
    ],
)
def test_masthead_is_a_newspapers_name_in_capitals(text: str, expected: str | None):
    assert find_masthead(text, PAGE) == expected
