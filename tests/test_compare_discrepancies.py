"""One event or statement, told with another value."""

import pytest

from onrecord.model import Notes
from tests.comparing import found, page, rests_on, said


def quoting(words, outlet, speaker="Ula Brandt", published="2030-04-02"):
    one = page(f"{speaker} said: “{words}”", outlet, published)
    return Notes(one, (said(one, f"“{words}”", speaker, "said"),))


def telling(text, outlet, published):
    return Notes(page(text, outlet, published))


GEESE = "I counted {} geese on the lower meadow that night."
KEY = "We have the key to the mill and we did {}open it."
GAVE = "I gave the whole lot of it to Mr {} in the mill."


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        (GEESE.format("fourteen"), GEESE.format("forty"), "number"),
        (KEY.format(""), KEY.format("not "), "negation"),
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
    words = "Nobody in this valley has ever sold a tree twice over."
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
