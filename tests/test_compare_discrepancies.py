"""One event or statement, told with another value."""

from dataclasses import replace

import pytest

from onrecord.model import Notes, Speaker, SpeakerKind
from tests.comparing import found, page, rests_on, said


def quoting(words, outlet, speaker="Ula Brandt", published="2030-04-02"):
    one = page(f"{speaker} said: “{words}”", outlet, published)
    return Notes(one, (said(one, f"“{words}”", speaker, "said", source=speaker),))


def telling(text, outlet, published):
    return Notes(page(text, outlet, published))


GEESE = "I counted {} geese on the lower meadow that night."
KEY = "We have the key to the mill and we did {}open it."
WARNED = "{} in the lower town had been warned before the lake burst its banks."
GAVE = "I gave the whole lot of it to Mr {} in the mill."


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        (GEESE.format("fourteen"), GEESE.format("forty"), "number"),
        (KEY.format(""), KEY.format("not "), "negation"),
        (WARNED.format("Everybody"), WARNED.format("Nobody"), "negation"),
        (WARNED.format("Almost everybody"), WARNED.format("Nobody"), "negation"),
        (KEY.format("always "), KEY.format("never "), "negation"),
        (KEY.format("will "), KEY.format("won’t "), "negation"),
        (GAVE.format("Oster"), GAVE.format("Fenn"), "name"),
    ],
)
def test_words_inside_quotation_marks_differ(first, second, what):
    pages = [quoting(first, "Vesper"), quoting(second, "Lantern")]
    (finding,) = found("discrepancies", *pages)
    assert finding.summary.startswith(f"A {what} differs in what Ula Brandt said: ")
    assert {outlet for outlet, _ in rests_on(finding, *pages)} == {"Vesper", "Lantern"}


def test_other_words_for_the_same_are_none():
    pages = [
        quoting("I counted 14 geese on the lower meadow that night.", "Vesper"),
        quoting("I counted fourteen geese on the lower meadow that very night.", "Lantern"),
    ]
    assert found("discrepancies", *pages) == []


def test_the_same_words_of_two_people():
    words = "Nobody in this orchard valley has ever sold a pear tree twice over."
    pages = [quoting(words, "Vesper"), quoting(words, "Lantern", "Pim Oster")]
    (finding,) = found("discrepancies", *pages)
    assert "Vesper to Ula Brandt" in finding.summary
    assert "Lantern to Pim Oster" in finding.summary
    assert found("discrepancies", pages[0], quoting(words, "Lantern", "Brandt")) == []
    assert found("discrepancies", pages[0], quoting(words, "Lantern", "Pim Oster", "2034-01-01")) == []


FEAST = "Ula Brandt sat beside Pim Oster at the Weir House feast in October 2028."


def test_an_event_with_two_dates():
    text = "A picture from the Weir House shows Brandt beside Pim Oster at a feast last year."
    other = telling(text, "Lantern", "2030-04-02")
    (finding,) = found("discrepancies", telling(FEAST, "Vesper", "2030-04-01"), other)
    assert "Vesper: “October 2028” (2028-10)" in finding.summary
    assert "Lantern: “last year” (2029)" in finding.summary


@pytest.mark.parametrize(
    "text",
    [
        "Ula Brandt sat beside Pim Oster at the Weir House feast in the autumn, in 2028.",
        "The Weir House, which Ula Brandt and Pim Oster visited for a feast, will have the 2029 flower show.",
        "Ula Brandt opened the Weir House in May 2019.",
        "A feast was given in May 2029.",
        "In May 2029 Pim Oster bought the ferry.",
    ],
    ids=["dates that meet", "a year that tells which", "years apart", "no names", "another event"],
)
def test_other_dates_are_no_discrepancy(text):
    assert found("discrepancies", telling(FEAST, "Vesper", "2030-04-01"), telling(text, "Lantern", "2030-04-02")) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("I gave it to Gen Oster in the mill, all of it.", "I gave it to General Oster in the mill, every bit of it."),
        ("We knew that I'd have to go to the mill at dawn.", "We knew that I would have to go to the mill at dawn."),
        ("They joined the Campaign of Oster for the mill.", "They joined the campaign of Oster for our mill."),
        (GAVE.format("LWO"), GAVE.format("Lower Weir Orchard")),
        (GAVE.format("Adviser"), GAVE.format("Advisor")),
        (GAVE.format("LWO"), GAVE.format("[Oster’s Orchard]")),
    ],
)
def test_a_name_that_is_only_written_otherwise_is_no_other_name(first, second):
    assert found("discrepancies", quoting(first, "Vesper"), quoting(second, "Lantern")) == []


def test_what_stands_outside_the_marks_is_not_what_was_said():
    words = "“was never told that the mill had been sold to anybody”"
    pages = []
    for outlet, who in (("Vesper", "Brandt’s office"), ("Lantern", "Oster’s office")):
        one = page(f"Ula Brandt said that {who} {words}.", outlet, "2030-04-02")
        pages.append(Notes(one, (said(one, f"that {who} {words}", "Ula Brandt", "said"),)))
    assert found("discrepancies", *pages) == []


def test_a_role_and_a_name_may_be_one_person():
    words = "Nobody in this orchard valley has ever sold a pear tree twice over."
    second = quoting(words, "Lantern", "A clerk")
    role = replace(second, speakers=(Speaker("A clerk", SpeakerKind.UNNAMED),))
    assert found("discrepancies", quoting(words, "Vesper"), role) == []


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("on October 5, 2028", 1),
        ("on October 25, 2028", 1),
        ("on Sunday, a week before the fair of October 25, 2028", 0),
        ("on October 25", 0),
        ("on October 3, 2023", 0),
        ("in 2027", 0),
    ],
)
def test_a_day_is_compared_with_a_day_nearby_or_in_the_same_words(when: str, expected: int):
    first = "Ula Brandt sat beside Pim Oster at the Weir House feast in the great hall on October 3, 2028."
    second = f"Ula Brandt sat beside Pim Oster at the Weir House feast in the great hall {when}."
    pages = telling(first, "Vesper", "2030-04-01"), telling(second, "Lantern", "2030-04-02")
    assert len(found("discrepancies", *pages)) == expected


def test_a_day_far_off_in_other_words_is_of_another_event():
    first = "Ula Brandt sat beside Pim Oster at the Weir House feast in the great hall on October 3, 2028."
    second = "Ula Brandt sat beside Pim Oster at the Weir House feast in the crowded great hall on October 25, 2028."
    assert found("discrepancies", telling(first, "Vesper", "2030-04-01"), telling(second, "Post", "2030-04-02")) == []


def test_the_day_of_a_dateline_is_none_of_the_event():
    first = telling(f"SELMOUTH, 4 March 2030 - {FEAST}", "Vesper", "2030-03-04")
    second = telling(f"TARNBY, March 4 (Lake Wire) — {FEAST.replace('October', 'May')}", "Lantern", "2030-03-04")
    (finding,) = found("discrepancies", first, second)
    assert "in “Ula Brandt sat beside" in finding.summary
    assert "SELMOUTH" not in finding.summary


def test_an_event_that_may_have_happened_twice_is_none():
    pages = [telling(FEAST, "Vesper", "2030-04-01")]
    pages.append(telling("Brandt sat beside Pim Oster at the Weir House feast last year.", "Lantern", "2030-04-02"))
    assert len(found("discrepancies", *pages)) == 1
    third = telling("Ula Brandt and Pim Oster met at the Weir House in May 2027.", "Courant", "2030-04-03")
    assert found("discrepancies", *pages, third) == []
    both = telling(f"{FEAST} Ula Brandt met Pim Oster at the Weir House feast in June 2029.", "Vesper", "2030-04-01")
    assert found("discrepancies", both, pages[1]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ula Brandt, whom Pim Oster had met at the Weir House feast when both were young, bought the ferry in 2029.",
        "Ula Brandt sat beside Pim Oster at the Weir House feast in May.",
        "Ula Brandt lost to Pim Oster in the election of 2029 at the Weir House.",
        "Ula Brandt sat beside Pim Oster at the Weir House feast last year" + ", and so did a neighbour" * 20 + ".",
    ],
    ids=["the date is of another thing", "no year", "which, not when", "a list run together"],
)
def test_what_happened_stands_around_its_date(text):
    assert found("discrepancies", telling(FEAST, "Vesper", "2030-04-01"), telling(text, "Lantern", "2030-04-02")) == []


def test_tomorrow_in_a_quotation_is_the_speakers():
    words = "“Pim Oster and Ula Brandt will open the Weir House feast in the great hall tomorrow,”"
    pages = []
    for outlet, day in (("Vesper", "2030-04-01"), ("Lantern", "2030-04-03")):
        one = page(f"{words} said Tessa Mohr.", outlet, day)
        pages.append(Notes(one, (said(one, words, "Tessa Mohr", "said"),)))
    assert found("discrepancies", *pages) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("We gave the key to Steve Oster in the mill.", "We gave the key to Stephen Oster in the old mill."),
        ("It is up to us and not to him and not to her.", "It is up to us and not to him or to her."),
        ("We opened it on October 15 in the mill.", "We opened it on October 15th in the old mill."),
        ("We did not open it nor sell it that night.", "We did not open it or sell it that night."),
        (KEY.format("didn’t "), KEY.format("didnt ")),
        (GEESE.format("fourteen"), GEESE.format("countless")),
    ],
    ids=[
        "a forename written otherwise",
        "other words than the negation",
        "a negation more for the same",
        "a mark left out",
        "an ordinal",
        "a number left out",
    ],
)
def test_what_means_the_same_is_no_discrepancy(first, second):
    assert found("discrepancies", quoting(first, "Vesper"), quoting(second, "Lantern")) == []


def test_who_is_only_inferred_to_speak_is_no_other_speaker():
    words = "Nobody in this orchard valley has ever sold a pear tree twice over."
    one = page(f"Pim Oster left. He said: “{words}”", "Lantern", "2030-04-02")
    inferred = Notes(one, (said(one, f"“{words}”", "Pim Oster", "said", source="He"),))
    assert found("discrepancies", quoting(words, "Vesper"), inferred) == []


def test_a_set_phrase_of_two_people_is_no_discrepancy():
    words = "We need to get to the bottom of this, all of us."
    assert found("discrepancies", quoting(words, "Vesper"), quoting(words, "Lantern", "Pim Oster")) == []


def test_two_sentences_of_one_page_are_no_two_printings():
    full = quoting(KEY.format("not "), "Vesper")
    one = page("“We have the key to the mill and we did” it, and “open it.” said Ula Brandt.", "Vesper", "2030-04-02")
    assert found("discrepancies", full, Notes(one, ())) == []
    text = f"“{KEY.format('')}” said Ula Brandt. “{KEY.format('not ')}” said Ula Brandt."
    both = page(text, "Lantern", "2030-04-02")
    halves = [said(both, f"“{KEY.format(word)}”", "Ula Brandt", "said") for word in ("", "not ")]
    assert found("discrepancies", Notes(both, tuple(halves))) == []


def test_a_negation_left_out_of_reported_words_is_a_difference():
    told = "that she had {}signed the permit for the upper sluice before the flood"
    pages = [
        page(f"Brandt said {told.format(n)}.", outlet, "2030-04-02")
        for n, outlet in (("not ", "Vesper"), ("", "Lantern"))
    ]
    notes = [
        Notes(one, (said(one, told.format(n), "Ula Brandt", "said", source="Brandt"),))
        for one, n in zip(pages, ("not ", ""), strict=True)
    ]
    (finding,) = found("discrepancies", *notes)
    assert finding.score == 0.7
    assert "is reported to have said" in finding.summary
