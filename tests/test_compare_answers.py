"""Allegations and questions with what is said to them."""

from onrecord.model import ArticleKind, Notes
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
