"""A claim that is made again."""

from dataclasses import replace

import pytest

from onrecord.model import Notes, Speaker, SpeakerKind
from tests.comparing import found, page, rests_on, said

SOLD = "The orchard was sold behind the gardeners' backs"


def claiming(words, outlet, published, speaker="Ula Brandt", stance="assert", cue="said", **more):
    one = page(f"{speaker} {cue} that {words}.", outlet, published)
    return Notes(one, (said(one, f"that {words}", speaker, cue, stance, **more),))


def test_a_claim_returns_with_another_speaker_years_later():
    pages = [
        claiming("the orchard was quietly sold behind the gardeners' backs", "Lantern", "2034-05-01", "Pim Oster"),
        claiming("the orchard was sold behind the gardeners' backs", "Vesper", "2030-04-02"),
    ]
    (finding,) = found("recurrence", *pages)
    assert [outlet for outlet, _ in rests_on(finding, *pages)] == ["Vesper", "Lantern"]  # oldest first
    assert "Pim Oster (printed 2034-05-01, Lantern)" in finding.summary


def test_one_saying_in_two_papers_is_none():
    words = "the orchard was sold behind the gardeners' backs"
    assert found("recurrence", claiming(words, "Vesper", "2030-04-02"), claiming(words, "Lantern", "2030-04-03")) == []


def test_a_page_that_says_repeated_makes_it_one():
    words = "the orchard was sold behind the gardeners' backs"
    pages = claiming(words, "Vesper", "2030-04-02"), claiming(words, "Lantern", "2030-04-03", cue="repeated")
    assert len(found("recurrence", *pages)) == 1


def test_words_to_parliament_after_an_interview():
    words = "the orchard was sold behind the gardeners' backs"
    pages = [
        claiming(words, "Vesper", "2030-04-02", addressee="Vesper"),
        claiming(words, "Lantern", "2030-04-03", addressee="the chamber"),
    ]
    assert len(found("recurrence", *pages)) == 1


def test_the_opposite_is_none():
    pages = [
        claiming("the orchard was sold behind the gardeners' backs", "Vesper", "2030-04-02"),
        claiming("the orchard was never sold behind the gardeners' backs", "Lantern", "2034-05-01"),
    ]
    assert found("recurrence", *pages) == []


def test_the_same_thing_in_another_claim_is_none():
    pages = [
        claiming("the Lower Weir Orchard was sold in secret to strangers", "Vesper", "2030-04-02"),
        claiming("the Lower Weir Orchard should have a bench and a fountain", "Lantern", "2034-05-01"),
    ]
    assert found("recurrence", *pages) == []


def test_without_a_date_there_is_no_other_time():
    words = "the orchard was sold behind the gardeners' backs"
    assert found("recurrence", claiming(words, "Vesper", None), claiming(words, "Lantern", "2034-05-01")) == []


WORDS = "the orchard was sold behind the gardeners' backs"


def test_words_printed_weeks_later_without_a_day_are_printed_again_not_said_again():
    first = claiming(WORDS, "Vesper", "2030-04-02", day="2030-04-01")
    assert found("recurrence", first, claiming(WORDS, "Lantern", "2030-05-02")) == []
    assert len(found("recurrence", first, claiming(WORDS, "Lantern", "2030-07-02", day="2030-07-01"))) == 1


def test_a_lineage_rests_on_two_articles():
    one = page(f"Brandt said that {WORDS}. She said that {WORDS}.", "Vesper", "2030-04-02")
    early = said(one, f"that {WORDS}", "Ula Brandt", "said", day="2028-01-01")
    assert found("recurrence", Notes(one, (early,)), claiming("nothing was sold", "Lantern", "2034-05-01")) == []


def test_what_one_outlet_prints_on_page_after_page_is_standing_text():
    days = {"2030-04-02": "said", "2031-04-02": "wrote", "2032-04-02": "added"}  # three pages, not one read thrice
    pages = [claiming(WORDS, "Vesper", day, cue=cue, day=day) for day, cue in days.items()]
    assert len(found("recurrence", *pages[:2])) == 1
    assert found("recurrence", *pages) == []
    assert len(found("recurrence", *pages, claiming(WORDS, "Lantern", "2034-05-01"))) == 1


def test_words_printed_months_later_without_a_day_are_no_other_saying():
    first = claiming(WORDS, "Vesper", "2030-04-02", day="2030-04-01")
    assert found("recurrence", first, claiming(WORDS, "Lantern", "2031-05-02")) == []
    assert len(found("recurrence", first, claiming(WORDS, "Lantern", "2031-05-02", day="2031-05-01"))) == 1


def later(words, speaker="Pim Oster"):
    return claiming(words, "Lantern", "2034-05-01", speaker, day="2034-04-30")


@pytest.mark.parametrize(
    "words",
    [
        "the gardeners secretly sold the orchard behind Oster's back",
        "the orchard would be sold behind the gardeners' backs",
        "the orchard might have been sold behind the gardeners' backs",
        "Fenn sold the orchard behind the gardeners' backs",
        "the orchard was praised behind the gardeners' backs",
        "40 trees of the orchard were sold behind the gardeners' backs",
    ],
    ids=["whom", "what would be", "what might be", "another name", "another act", "another number"],
)
def test_who_did_what_must_be_the_same(words):
    text = "Mohr sold 30 trees of the orchard behind the gardeners' backs"
    assert found("recurrence", claiming(text, "Vesper", "2030-04-02"), later(words)) == []


def test_an_act_and_its_opposite_are_two_claims():
    pages = [
        claiming("nobody doubts that Tessa Mohr did rob the orchard of its plums", "Vesper", "2030-04-02"),
        later("Tessa Mohr did not rob the orchard of its plums"),
    ]
    assert found("recurrence", *pages) == []


@pytest.mark.parametrize(
    "words", ["the sale of the orchard behind the gardeners' backs", "whether the orchard was sold"]
)
def test_a_thing_and_a_question_are_no_claims(words):
    pages = []
    for outlet, day in (("Vesper", "2030-04-02"), ("Lantern", "2034-05-01")):
        one = page(f"Ula Brandt criticised {words}.", outlet, day)
        pages.append(Notes(one, (said(one, words, "Ula Brandt", "criticised", day=day),)))
    assert found("recurrence", *pages) == []


def test_a_set_phrase_of_two_people_is_none():
    words = "He has a lot of respect for her."
    assert found("recurrence", claiming(words, "Vesper", "2030-04-02"), later(words)) == []


def test_what_the_same_words_stand_in_more_of_comes_first():
    pages = [claiming(WORDS, "Vesper", "2030-04-02"), later(WORDS)]
    close = found("recurrence", *pages)
    looser = later("the orchard was sold behind the gardeners' backs and locked")
    (whole,), (part,) = close, found("recurrence", pages[0], looser)
    assert whole.score > part.score


def quoting(words, outlet, published, speaker="Ula Brandt", cue="said", before="", **more):
    one = page(f"{before}“{words}” {speaker} {cue}.", outlet, published)
    return Notes(one, (said(one, f"“{words}”", speaker, cue, **more),))


SAID = "The orchard was sold behind the gardeners' backs at night."


def test_a_quotation_to_which_pages_give_other_days_is_said_once():
    first = quoting(SAID, "Vesper", "2030-04-02", day="2030-04-01")
    assert found("recurrence", first, quoting(SAID, "Lantern", "2032-05-02", day="2031-05-01")) == []
    assert len(found("recurrence", first, quoting(SAID, "Lantern", "2031-05-02", day="2031-05-01"))) == 1  # is news
    long = f"{SAID[:-1]}, with all of its pears still hanging on the trees."
    pages = quoting(long, "Vesper", "2030-04-02"), quoting(long, "Lantern", "2031-05-02", day="2031-05-01")
    assert found("recurrence", *pages) == []
    other = "The orchard was sold at night, and behind those gardeners' backs, and we saw it all."
    assert len(found("recurrence", first, quoting(other, "Lantern", "2031-05-02", day="2031-05-01"))) == 1


@pytest.mark.parametrize("cue", ["said again", "reiterated"])
def test_the_same_quotation_is_not_repeated_where_one_page_says_again(cue):
    pages = quoting(SAID, "Vesper", "2030-04-02"), quoting(SAID, "Lantern", "2030-04-03", cue=cue)
    assert found("recurrence", *pages) == []


def test_a_sentence_copied_with_its_repeatedly_is_printed_twice():
    cue = "has repeatedly said"
    pages = [claiming(WORDS, outlet, "2030-04-02", cue=cue) for outlet in ("Vesper", "Lantern")]
    assert found("recurrence", *pages) == []


def test_a_set_phrase_of_a_person_and_of_somebody_not_named_is_none():
    words = "she has no intention of doing so"
    first = replace(
        claiming(words, "Vesper", "2030-04-02", "a clerk"), speakers=(Speaker("a clerk", SpeakerKind.UNNAMED),)
    )
    assert found("recurrence", first, later(words)) == []
