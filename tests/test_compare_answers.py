"""Allegations and questions with what is said to them."""

import pytest

from onrecord.model import ArticleKind, Notes, Speaker, SpeakerKind
from tests.comparing import found, page, rests_on, said


def denied(outlet="Vesper", published="2030-04-02"):
    one = page("Ula Brandt rejected claims by Pim Oster that her office had sold the orchard twice.", outlet, published)
    outer = said(
        one, "claims by Pim Oster that her office had sold the orchard twice", "Ula Brandt", "rejected", "deny"
    )
    inner = said(one, "that her office had sold the orchard twice", "Pim Oster", "claims", "allege", inside=outer.id)
    return Notes(one, (outer, inner))


def alleged(outlet="Lantern", published="2029-01-05"):
    one = page("Pim Oster alleged that Brandt's office had sold the orchard twice.", outlet, published)
    return Notes(one, (said(one, "that Brandt's office had sold the orchard twice", "Pim Oster", "alleged", "allege"),))


def test_a_denial_answers_the_allegation_inside_it():
    pages = [denied()]
    (finding,) = found("answers", *pages)
    assert finding.summary == (
        "Alleged by Pim Oster: “that her office had sold the orchard twice” (Vesper). Answered by Ula Brandt (denial): "
        "“claims by Pim Oster that her office had sold the orchard twice” (Vesper)."
    )
    assert rests_on(finding, *pages) == [
        ("Vesper", "that her office had sold the orchard twice"),
        ("Vesper", "claims by Pim Oster that her office had sold the orchard twice"),
    ]


def test_a_denial_answers_an_allegation_of_another_page_and_year():
    pages = [alleged(), denied()]
    outlets = [{outlet for outlet, _ in rests_on(finding, *pages)} for finding in found("answers", *pages)]
    assert {"Lantern", "Vesper"} in outlets


def test_ones_own_words_and_other_matters_are_no_answer():
    one = page("Pim Oster denied that he had pruned the pear trees.", "Vesper", "2030-04-02")
    other = Notes(one, (said(one, "that he had pruned the pear trees", "Pim Oster", "denied", "deny"),))
    assert found("answers", alleged(), other) == []


def test_an_admission_answers_the_charges_beside_it():
    text = "Lio Fenn pleaded guilty to hiding the ledger. According to the indictment, he burned two pages of it."
    one = page(text, "Vesper")
    admitted = said(one, "hiding the ledger", "Lio Fenn", "pleaded guilty", "admit")
    charged = said(one, "he burned two pages of it", "Ada Mohr", "According to", "allege", document="indictment")
    (finding,) = found("answers", Notes(one, (admitted, charged)))
    assert "Answered by Lio Fenn (admission)" in finding.summary


def test_an_admission_beside_somebody_elses_words_answers_nothing():
    one = page("Lio Fenn pleaded guilty to hiding the ledger. Ada Mohr said that he burned two pages.", "Vesper")
    admitted = said(one, "hiding the ledger", "Lio Fenn", "pleaded guilty", "admit")
    other = said(one, "that he burned two pages", "Ada Mohr", "said")
    assert found("answers", Notes(one, (admitted, other))) == []


def test_a_silence_answers_the_allegation_that_names_the_silent():
    text = "Pim Oster alleged that Brandt Orchards had sold one tree twice.\nBrandt Orchards declined to comment."
    one = page(text, "Vesper")
    claim = said(one, "that Brandt Orchards had sold one tree twice", "Pim Oster", "alleged", "allege")
    (finding,) = found("answers", Notes(one, (claim,)))
    assert "(no comment)" in finding.summary
    assert rests_on(finding, Notes(one))[1] == ("Vesper", "Brandt Orchards declined to comment.")


def test_a_silence_about_something_else_is_no_answer():
    text = "Pim Oster alleged that Brandt had sold one tree twice.\nThe ferry office declined to comment on Lake fares."
    one = page(text, "Vesper")
    claim = said(one, "that Brandt had sold one tree twice", "Pim Oster", "alleged", "allege")
    assert found("answers", Notes(one, (claim,))) == []


def test_a_question_is_answered_by_whoever_is_asked():
    one = page("Asked whether the weir would hold, Brandt said: “Until Friday.” Oster said: “Hm.”", "Vesper")
    asked = said(one, "whether the weir would hold", None, "Asked", "ask", addressee="Ula Brandt")
    answer = said(one, "“Until Friday.”", "Ula Brandt")
    (finding,) = found("answers", Notes(one, (asked, answer, said(one, "“Hm.”", "Pim Oster"))))
    assert [words for _, words in rests_on(finding, Notes(one))] == ["whether the weir would hold", "“Until Friday.”"]


def test_the_next_turn_of_a_transcript_answers_and_another_page_does_not():
    one = page("HOST: Will it hold?\n\nBRANDT: Until Friday.", "Radio", kind=ArticleKind.TRANSCRIPT)
    turns = said(one, "Will it hold?", "Host"), said(one, "Until Friday.", "Ula Brandt")
    assert len(found("answers", Notes(one, turns))) == 1
    assert found("answers", Notes(one, turns[:1])) == []


def test_what_a_denier_calls_an_allegation_is_none():
    one = page("Ula Brandt dismissed the story as “stale gossip from the mill”.", "Vesper", "2030-04-02")
    outer = said(one, "the story as “stale gossip from the mill”", "Ula Brandt", "dismissed", "deny")
    inner = said(one, "“stale gossip from the mill”", None, "", "allege", inside=outer.id)
    assert found("answers", Notes(one, (outer, inner))) == []


def test_an_allegation_that_a_denial_only_names_is_its_authors():
    one = page("Ula Brandt rejected claims by mill owner Pim Oster that her office had sold the orchard.", "Vesper")
    words = "claims by mill owner Pim Oster that her office had sold the orchard"
    (finding,) = found("answers", Notes(one, (said(one, words, "Ula Brandt", "rejected", "deny"),)))
    assert finding.summary.startswith("Alleged by Pim Oster: “that her office had sold the orchard” (Vesper).")


def test_a_denial_that_names_nobody_answers_no_allegation_of_its_own():
    one = page("Ula Brandt rejected claims that her office had sold the orchard.", "Vesper")
    words = "claims that her office had sold the orchard"
    assert found("answers", Notes(one, (said(one, words, "Ula Brandt", "rejected", "deny"),))) == []


def test_an_allegation_told_in_other_words_is_answered_by_the_denial_near_it():
    text = "They froze her pay over allegations that Brandt had flooded the orchard. She denied flooding the orchard."
    one = page(text, "Vesper")
    frozen = said(one, "her pay over allegations that Brandt had flooded the orchard", "They", "froze", attitude=True)
    denied = said(one, "flooding the orchard", "Ula Brandt", "denied", "deny")
    (finding,) = found("answers", Notes(one, (frozen, denied)))
    assert rests_on(finding, Notes(one))[0] == ("Vesper", "that Brandt had flooded the orchard")


def test_a_bare_denial_is_of_what_stands_before_it():
    text = "Brandt denied the allegation. Brandt accused Oster of rowing backwards."
    one = page(text, "Vesper")
    denied = said(one, "the allegation", "Ula Brandt", "denied", "deny")
    accused = said(one, "Oster of rowing backwards", "the mayor", "accused", "allege")
    assert found("answers", Notes(one, (denied, accused))) == []


@pytest.mark.parametrize("words", ["Brandt to leave the mill", "the keeper the key"])
def test_asking_for_something_is_no_question(words):
    one = page(f"Oster asked {words}. “Not today,” Ula Brandt said.", "Vesper")
    asked = said(one, words, "Pim Oster", "asked", "ask", addressee="Ula Brandt")
    assert found("answers", Notes(one, (asked, said(one, "“Not today,”", "Ula Brandt", "said")))) == []


@pytest.mark.parametrize(("addressee", "expected"), [("His sister", 1), ("Tessa Mohr", 0)])
def test_a_kin_that_is_asked_answers_in_the_next_quotation(addressee, expected):
    one = page(f"{addressee} was asked about the key. “Not today,” said Ula Brandt.", "Vesper")
    asked = said(one, "the key", None, "was asked", "ask", addressee=addressee)
    kinds = (Speaker("Tessa Mohr", SpeakerKind.PERSON), Speaker("Ula Brandt", SpeakerKind.PERSON))
    notes = Notes(one, (asked, said(one, "“Not today,”", "Ula Brandt", "said")), kinds)
    assert len(found("answers", notes)) == expected


def test_who_asks_most_in_a_transcript_confronts_with_what_others_allege():
    text = "HOST: Will it hold?\n\nBRANDT: Until Friday.\n\nHOST: Oster {} that it leaks.\n\nBRANDT: He is a busy man."
    for verb, expected in (("claims", 2), ("knows", 1)):
        one = page(text.format(verb), "Radio", kind=ArticleKind.TRANSCRIPT)
        words = "Will it hold?", "Until Friday.", f"Oster {verb} that it leaks.", "He is a busy man."
        turns = [said(one, turn, ("Host", "Ula Brandt")[at % 2]) for at, turn in enumerate(words)]
        assert len(found("answers", Notes(one, tuple(turns)))) == expected


ACCUSED = "Pim Oster accused {} of flooding the orchard. {}"


def accusing(accused, answer, who, words, stance="deny", cue="denied"):
    """A page on which somebody is accused, and somebody answers in the next sentence."""
    one = page(ACCUSED.format(accused, answer), "Vesper", "2031-03-02")
    claim = said(one, f"{accused} of flooding the orchard", "Pim Oster", "accused", "allege", source="Pim Oster")
    own = said(one, words, who, cue, stance, source=answer.split(f" {cue}")[0])
    return Notes(one, (claim, own))


@pytest.mark.parametrize(
    ("answer", "who", "words", "expected"),
    [
        ("Brandt declined to comment.", "Ula Brandt", "to comment", 1),
        (
            "A lawyer for Brandt declined to comment on the charges.",
            "lawyer for Brandt",
            "to comment on the charges",
            1,
        ),
        ("Her lawyer, Lio Fenn, declined to comment on Monday.", "Lio Fenn", "to comment on Monday", 1),
        ("Brandt declined to comment on the orchard.", "Ula Brandt", "to comment on the orchard", 1),
        ("Brandt declined to say more.", "Ula Brandt", "to say more", 1),
        ("The museum declined to comment on its opening hours.", "museum", "to comment on its opening hours", 0),
        ("The museum declined to comment.", "museum", "to comment", 0),
        ("Brandt declined to comment on the ferry vote.", "Ula Brandt", "to comment on the ferry vote", 0),
        ("Jens Brandt declined to comment.", "Jens Brandt", "to comment", 0),
        ("Oster declined to comment further.", "Pim Oster", "to comment further", 0),
    ],
)
def test_whoever_is_silent_is_the_accused_and_silent_on_the_allegation(answer, who, words, expected):
    notes = accusing("Ula Brandt", answer, who, words, "assert", "declined")
    assert len(found("answers", notes)) == expected


@pytest.mark.parametrize(
    ("accused", "answer", "who", "words", "expected"),
    [
        ("Ula Brandt", "Brandt denied it.", "Ula Brandt", "it", 1),
        ("Ula Brandt", "Brandt’s lawyer denied any wrongdoing.", "Brandt’s lawyer", "any wrongdoing", 1),
        ("Ula Brandt", "Brandt denied the allegations as nonsense.", "Ula Brandt", "the allegations as nonsense", 1),
        ("the ferry office", "The office denied flooding anything.", "ferry office", "flooding anything", 1),
        ("Lower Weir Orchards", "The company denied the allegations.", "company", "the allegations", 1),
        ("Anna Brandt", "The company denied the allegations.", "company", "the allegations", 0),
        ("a driver", "He denied the accusation.", None, "the accusation", 0),
        ("Ula Brandt", "Lio Fenn denied the accusation.", "Lio Fenn", "the accusation", 0),
        ("Ula Brandt", "Jens Brandt denied the accusation.", "Jens Brandt", "the accusation", 0),
        ("Ula Brandt", "Brandt denied that she would leave.", "Ula Brandt", "that she would leave", 0),
    ],
)
def test_whoever_denies_is_the_accused_or_speaks_for_them(accused, answer, who, words, expected):
    assert len(found("answers", accusing(accused, answer, who, words))) == expected


def test_the_nearest_accusation_of_whoever_denies_is_meant():
    text = (
        "Pim Oster accused the water board of flooding the orchard. In other news, the union accused the railway of "
        "closing the lake line. The railway denied the accusation."
    )
    one = page(text, "Vesper")
    first = said(one, "the water board of flooding the orchard", "Pim Oster", "accused", "allege")
    second = said(one, "the railway of closing the lake line", "union", "accused", "allege")
    denial = said(one, "the accusation", "railway", "denied", "deny", source="The railway")
    (finding,) = found("answers", Notes(one, (first, second, denial)))
    assert finding.summary.startswith("Alleged by union: ")


def test_a_denial_two_paragraphs_on_takes_an_accusation_up():
    text = "Pim Oster accused Ula Brandt of flooding the orchard.\n\nThe pears were sold in May.\n\nBrandt denied it."
    one = page(text, "Vesper")
    claim = said(one, "Ula Brandt of flooding the orchard", "Pim Oster", "accused", "allege")
    denial = said(one, "it", "Ula Brandt", "denied", "deny", source="Brandt")
    assert len(found("answers", Notes(one, (claim, denial)))) == 1


@pytest.mark.parametrize(
    ("words", "cue", "expected"),
    [
        ("the charges", "admitted", 1),
        ("guilty to flooding the orchard", "pleaded", 1),
        ("flooding the orchard", "admitted", 1),
        ("not guilty to flooding the orchard", "pleaded", 0),
        ("the charges", "pleaded not guilty to", 0),
        ("that the pears were late", "admitted", 0),
        ("that", "admitted", 0),
    ],
)
def test_an_admission_of_the_accused_answers(words, cue, expected):
    notes = accusing("Ula Brandt", f"Brandt {cue} {words}.", "Ula Brandt", words, "admit", cue)
    assert len(found("answers", notes)) == expected


def telling(verb, words, outlet, published, stance, speaker="Ula Brandt"):
    one = page(f"{speaker} {verb} {words}.", outlet, published)
    return Notes(one, (said(one, words, speaker, verb, stance, source=speaker),))


def test_a_denial_and_an_admission_years_later_are_shown_with_their_days():
    words = "that {} took a bribe from Lower Weir Orchards"
    pages = [
        telling("alleged", words.format("Ula Brandt"), "Lantern", "2031-03-02", "allege", "Pim Oster"),
        telling("denied", words.format("she"), "Vesper", "2031-03-04", "deny"),
        telling("admitted", words.format("she"), "Vesper", "2033-03-04", "admit"),
    ]
    (finding,) = found("answers", *pages)
    assert "(Lantern, printed 2031-03-02)" in finding.summary
    assert "Ula Brandt (denial, printed 2031-03-04) and Ula Brandt (admission, printed 2033-03-04)" in finding.summary


def test_other_names_in_an_allegation_and_a_denial_are_other_matters():
    pages = [
        telling(
            "alleged",
            "that the mayor of Selmouth accepted a bribe for the Calder Bridge contract",
            "Lantern",
            "2031-03-02",
            "allege",
            "Pim Oster",
        ),
        telling(
            "denied",
            "that the mayor of Tarnby accepted a bribe for the swimming pool contract",
            "Vesper",
            "2034-03-04",
            "deny",
            "the mayor",
        ),
    ]
    assert found("answers", *pages) == []


def test_neither_confirming_nor_denying_is_no_denial():
    answer = "Brandt would neither confirm nor deny the accusation."
    notes = accusing("Ula Brandt", answer, "Ula Brandt", "the accusation", "deny", "would neither confirm nor deny")
    (finding,) = found("answers", notes)
    assert "(no comment)" in finding.summary
    assert "(denial)" not in finding.summary


def test_what_an_allegation_says_somebody_admitted_is_no_answer_to_it():
    one = page("Pim Oster alleged that Ula Brandt had admitted flooding the orchard.", "Vesper")
    claim = said(one, "that Ula Brandt had admitted flooding the orchard", "Pim Oster", "alleged", "allege")
    own = said(one, "flooding the orchard", "Ula Brandt", "admitted", "admit")
    assert found("answers", Notes(one, (claim, own))) == []


def test_a_denial_told_with_if_or_refused_answers_nothing_by_its_words_alone():
    text = "If Brandt denied claims by Pim Oster that she had flooded the orchard, she lied, said Lio Fenn."
    one = page(text, "Vesper")
    claim = said(one, "that she had flooded the orchard", "Pim Oster", "claims", "allege")
    assert found("answers", Notes(one, (claim, said(one, "she lied", "Lio Fenn", "said")))) == []


def test_words_are_quoted_with_one_pair_of_marks():
    words = '"Brandt flooded the “lower” orchard,"'
    one = page(f"{words} Pim Oster alleged. Brandt denied it.", "Vesper")
    claim = said(one, words, "Pim Oster", "alleged", "allege")
    denial = said(one, "it", "Ula Brandt", "denied", "deny", source="Brandt")
    (finding,) = found("answers", Notes(one, (claim, denial)))
    assert "“Brandt flooded the ‘lower’ orchard,”" in finding.summary
