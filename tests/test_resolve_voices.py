"""Who speaks where the page does not quite say: roles nobody holds, names in the words, questions, odd signs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Article, Form, SpeakerKind
from onrecord.pipeline import article_of, note
from onrecord.resolve import resolve
from onrecord.resolve.phrases import visible
from tests.test_resolve_speakers import article, resolved, speaker, statement

ADMITTED = "The director of the city hospital, Aksel Rudd, admitted on Tuesday that he had read the letters."


@pytest.mark.parametrize("role", ["mayor", "driver", "victim", "doctor", "judge", "prosecutor"])
def test_a_role_that_the_page_gives_nobody_is_nobodys(rules_desk, role):
    text = f"Laura Oldane said that it rained. The {role} said that it snowed."
    first = statement(text, "that it rained", "Oldane {said}", "Laura Oldane")
    parsed = rules_desk.parse(article(text))
    again = statement(text, "that it snowed", f"{role} {{said}}", f"The {role}")
    found, speakers = resolve(parsed, (first, again))
    assert found[1].speaker == role
    assert [one.kind for one in speakers] == [SpeakerKind.PERSON, SpeakerKind.UNNAMED]


def test_a_wider_word_for_a_role_on_the_page_is_its_holder(rules_desk):
    text = "Senator Laura Oldane came late. The lawmaker said that it snowed."
    assert speaker(rules_desk, text, "that it snowed", "said", "The lawmaker") == "Laura Oldane"


@pytest.mark.parametrize(
    ("before", "expected"), [("", None), ("Robert Sorrel came late. ", "Robert Sorrel"), ("The hall was full. ", None)]
)
def test_a_name_in_the_words_alone_does_not_say_them(rules_desk, before, expected):
    text = f"{before}“Robert Sorrel lied to me,” he told the court."
    assert speaker(rules_desk, text, "“Robert Sorrel lied to me,”", "told", "{he} told") == expected


def test_whom_reported_words_name_is_not_the_pronoun_behind_them(rules_desk):
    text = "It rained on Laura Oldane. If Alex Sorrel denied it, the papers would come out, she said."
    content = "If Alex Sorrel denied it, the papers would come out"
    assert speaker(rules_desk, text, content, "said", "{she} said") == "Laura Oldane"


@pytest.mark.parametrize(
    ("answer", "source", "expected"),
    [
        ("\n\n“No,” he said.", "he", "Robert Abbs"),
        (" “I did not,” he said.", "he", "Robert Abbs"),
        (" “I have to know it by Monday, or all is lost,” he said.", "he", "Peter Belling"),
        ("\n\n“No,” she said.", "she", None),
        ("\n\n“No.”", "", "Robert Abbs"),
        (" “No.”", "", "Robert Abbs"),
        (" “And I have to know it by Monday.”", "", "Peter Belling"),
    ],
)
def test_whoever_was_asked_answers(rules_desk, answer, source, expected):
    text = f"“Did you take it?” Peter Belling asked Robert Abbs.{answer}"
    asked = statement(text, "“Did you take it?”", "asked", "Peter Belling")
    content = answer[answer.index("“") : answer.index("”") + 1]
    cue, source = ("said", f"{{{source}}} said") if source else ("", "")
    again = statement(text, content, cue, source, implicit=not cue)
    found = resolved(rules_desk, text, asked, again)
    assert (found[0].speaker, found[0].addressee) == ("Peter Belling", "Robert Abbs")
    assert found[1].speaker == expected


def test_whoever_asks_again_is_not_who_answered(rules_desk):
    text = "Laura Oldane asked the minister about it. “Twice,” he said. “And did it leak?” she asked."
    asked = statement(text, "about it", "{asked} the", "Laura Oldane")
    answer = statement(text, "“Twice,”", "said", "{he} said")
    again = statement(text, "“And did it leak?”", "{asked}.", "{she} asked")
    found = resolved(rules_desk, text, asked, answer, again)
    assert [one.speaker for one in found] == ["Laura Oldane", "minister", "Laura Oldane"]


def test_behind_the_verb_that_follows_a_quotation_stands_who_speaks(rules_desk):
    text = "Peter Belling came late. “Were you there?” asked Belling."
    found = resolved(rules_desk, text, statement(text, "“Were you there?”", "asked"))[0]
    assert (found.speaker, found.addressee) == ("Peter Belling", None)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("TARN — Ilse Varden", "Ilse Varden"),
        ("Only one in ten", "one in ten"),
        ("Three out of four", "Three out of four"),
        ("Ilse Varden.\u200b", "Ilse Varden"),
    ],
)
def test_names_are_kept_as_they_show(rules_desk, source, expected):
    assert speaker(rules_desk, f"{source} said that it rained.", "that it rained", "said", source) == expected


def test_of_whom_something_is_said_has_not_said_it(rules_desk):
    text = "Laura Oldane was told by the minister to wait. She was said to be furious."
    first = statement(text, "to wait", "was told", "the minister")
    again = statement(text, "to be furious", "was said", "She")
    assert [one.speaker for one in resolved(rules_desk, text, first, again)] == ["minister", None]


def test_a_dash_around_a_description_is_no_dateline(rules_desk):
    text = "HALDA — the news agency — said that it rained."
    assert speaker(rules_desk, text, "that it rained", "said", "HALDA — the news agency") != "news agency"


def test_a_word_of_an_outlet_before_a_name_makes_it_no_person(rules_desk):
    text = "“The bridge is safe,” Ilse Varden told Radio Tarn."
    found = resolved(rules_desk, text, statement(text, "“The bridge is safe,”", "told", "Ilse Varden"))[0]
    assert found.addressee == "Radio Tarn"


def test_a_pronoun_in_a_quotation_tells_nothing_of_who_is_named_outside(rules_desk):
    text = "“Pay up,” Asha Pell told the minister. “He is a fool,” she told reporters."
    first = statement(text, "“Pay up,”", "Pell {told}", "Asha Pell")
    again = statement(text, "“He is a fool,”", "she {told}", "{she} told")
    assert resolved(rules_desk, text, first, again)[1].speaker == "Asha Pell"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Hauliers have complained of losses.", "Laura Oldane"),
        ("Hauliers complained of losses. The hauliers were loud.", "Laura Oldane"),
        ("Abbs complained of losses.", "Abbs"),
    ],
)
def test_a_plural_at_the_head_of_a_sentence_is_nobodys_name(desk, before, expected):
    text = f"Mayor Laura Oldane shut the bridge. {before}\n“I will not open it,” she added."
    (said,) = [one for one in note(Article("a", text), desk).statements if one.form is Form.DIRECT]
    assert said.speaker == expected


@pytest.mark.parametrize(
    "before",
    [
        "Mayor Hild Prynn shut the bridge after its engineer said he would not sign it off.",
        "Prynn has fought with the engineer, who said he would not sign it off.",
        "The engineer Robert Abbs told the mayor, Hild Prynn, that he could not sign it off.",
    ],
)
def test_a_pronoun_behind_somebody_described_tells_nothing_of_the_name_before(desk, before):
    text = f"{before}\n“It was never told to us,” Mayor Hild Prynn said.\n“We shut it,” she told the council."
    assert note(Article("a", text), desk).statements[-1].speaker == "Hild Prynn"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"HARROWMERE: {ADMITTED}", "Aksel Rudd"),
        ("ORMUND - Prosecutors said on Tuesday that it had rained.", "Prosecutors"),
        (f"HARROWMERE, September 2, 2031 - {ADMITTED}", "Aksel Rudd"),
        (
            "The chief executive of Brockley Stone admitted that the quarry was unsafe.",
            "chief executive of Brockley Stone",
        ),
        ("The ministry in 2023 said that it had rained.", "ministry"),
        ("“It rained,” said the water board in 2023.", "water board"),
        ("“It rained,” said the class of 2023.", "class of 2023"),
    ],
)
def test_what_stands_around_a_source_is_none_of_its_name(desk, text, expected):
    assert note(article_of(text), desk).statements[-1].speaker == expected


@pytest.mark.parametrize("deed", ["accused her of hiding a report", "wrote to her about the report"])
def test_whom_somebody_does_something_to_is_somebody_else(desk, deed):
    text = (
        "The line stays open, commissioner Asha Pell told the council.\n\n"
        f"Opposition member Tarl Voss {deed}. “The bridge is cracked,” he said."
    )
    found = note(Article("a", text), desk).statements
    assert [one.speaker for one in found if "cracked" in one.spans[0].of(text)] == ["Tarl Voss"]


@given(st.text(st.sampled_from("aZ. -\u200b\u00ad\u2060\n"), max_size=12))
def test_what_shows_of_a_name_is_on_one_line_and_stays_so(text):
    shown = visible(text)
    assert not set(shown) & set("\u200b\u00ad\u2060\n")
    assert visible(shown) == shown
