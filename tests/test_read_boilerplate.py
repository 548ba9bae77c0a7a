"""Lines that are no part of the report are marked; sentences never are."""

from __future__ import annotations

import time
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.page import PageWords
from onrecord.read.boilerplate import find_boilerplate

PAGE = PageWords.from_toml(files("onrecord.language") / "en" / "page.toml")


def _marked(text: str) -> list[str]:
    return [span.of(text) for span in find_boilerplate(text, PAGE)]


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Keeper ‘does not remember’ the storm",
        "Read more: Lamp oil runs short",
        "ALSO READ: Lamp oil runs short",
        "SEE ALSO: 'The otter is back,' says warden (page 4)",
        "RELATED: Five lamps that never went out",
        "( Also on QUAYSIDE: Keeper's log found)",
        "Related stories",
        "Click here for more on the lamp.",
        "CLICK HERE TO GET THE LAMP APP",
        "Sign up for our morning letter",
        "Sign up here",
        "Subscribe to our podcast.",
        "Want the Lamp in your inbox every day? Sign up here.",
        "All news",
        "Share this",
        "SHARE THIS ARTICLE Share Tweet Post Email",
        "Facebook Twitter WhatsApp",
        "Advertisement",
        "ADVERTISEMENT:",
        "Story continues below advertisement",
        "Follow us on Twitter @quaylamp.",
        "Follow Tilda Maresh on Twitter: @tildam",
        "Follow @quaylamp",
        "© 2031 The Halleth Courier",
        "Copyright © 2031 The Quay Press. Click here for reprint permission.",
        "All rights reserved. This material may not be published or rewritten.",
        "Ada Brill contributed to this report.",
        "Contributing: Ada Brill and Osk Belling, from Ormund.",
        "The opinions expressed by columnists are their own and do not represent those of the Lamp.",
        "Last updated at 5:15 p.m. on March 3",
        "Image copyright Ada Brill",
        "(Photo: Ada Brill/Quay Pictures)",
        "Photo by Ada Brill",
        "Image 3 of 12",
        "Home > Neighbours > Arvenia",
        "Front page | Sea | Books | Log in",
        "Home",
        "12 comments",
        "4 min read",
        "* * *",
        "_____",
    ],
)
def test_furniture_is_marked(line: str):
    text = f"The lamp burned on.\n{line}\n\n  Nobody slept.\n"
    assert _marked(text) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Related companies said on Monday that the lamp would burn on.",
        "Read more than once, the letter said, and burned.",
        "“Read more,” the teacher told them.",
        "“Home.”",
        "'Close,' he said.",
        "More: that was all he asked for, and he asked for it every evening until the council gave in and brought "
        "him a second lamp, a third chair and a stove that had stood in the old customs house since the war began.",
        "Share prices fell on Tuesday, the exchange said.",
        "Follow the money, the auditor told them.",
        "Follow us, the guide said, and they did.",
        "Sign here, the clerk said.",
        "Copyright law must change, the minister said.",
        "Advertisements for lamp oil were banned in 2030.",
        "The photographer said she had been pushed.",
        "Updated figures will come in May, the ministry said.",
        "On Friday, the keeper said: the lamp stays.",
        "Also on Monday: the ferry came back.",
        "ALSO ON THE AGENDA: lamps and oil.",
        "Image caption Ada Brill says she never saw the lamp",
        "News of the fire reached Ormund at noon | it was cold",
        "By Tuesday the lamp was out.",
        "Video of the fire shows three men, police said.",
        "The views expressed by the minister were met with laughter.",
        "Next came the storm.",
        "12 people commented on the lamp.",
        "Osk Belling: I was there.",
        "QUILLEN: What did you see?",
    ],
)
def test_sentences_are_not_marked(line: str):
    assert _marked(f"The lamp burned on.\n{line}\nNobody slept.") == []


def test_marks_come_in_text_order_without_blanks_around_them():
    text = "Home\n\n \tAll news \nA sentence.\r\nAdvertisement\r\n"
    assert _marked(text) == ["Home", "All news", "Advertisement"]


FRAGMENTS = st.sampled_from(
    [
        "Read more:",
        "Home",
        "|",
        " > ",
        "©",
        "click here",
        "Share",
        "(",
        "Photo: ",
        "\n",
        " ",
        "“",
        "a",
        "3",
        ".",
        "\u2028",
    ]
)


@given(st.one_of(st.text(), st.lists(FRAGMENTS, max_size=60).map("".join)))
def test_marks_lie_in_the_text_and_never_overlap(text: str):
    spans = list(find_boilerplate(text, PAGE))
    assert all(span.of(text).strip() == span.of(text) != "" for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


PIECES = ["a | ", "|", "share ", "home > ", "> ", "- ", "follow @a ", "( also on A ", "click ", "a.b ", "updated 1 "]


@pytest.mark.parametrize("piece", PIECES)
def test_no_line_takes_long(piece: str):
    text = "\n".join([(piece * 300)[:299] + '"', "home " + (piece * 300)[:290] + '"'] * 50)
    started = time.process_time()
    assert len(list(find_boilerplate(text, PAGE))) <= 100
    assert time.process_time() - started < 1.0
