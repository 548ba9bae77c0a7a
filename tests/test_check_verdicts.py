"""The verdict on one quotation beside printings made by hand; people and places are invented."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.check import Given, Page, check
from onrecord.language import Language
from onrecord.model import ArticleKind, Form, Notes, Occasion, Span, When
from onrecord.text import quotations
from onrecord.verdicts import Remark, Verdict
from tests.doors import article, span, statement

TURNS = Language.load("en").turns
LIGHT = (
    "We will keep the lighthouse lit, but only until the ferry stops. The keeper earns nine crowns a night. "
    "I did not ask Bram Oster for money. Nobody has ever paid for the lamp oil! You may look at the books tomorrow."
)


def transcript() -> Notes:
    text = f"HOST: Who pays?\n\nVELL: {LIGHT}\n\nHOST: Then we shall look at them together on the pier."
    page = article(
        text,
        "air",
        outlet="Strait Radio",
        published=date(2030, 5, 2),
        kind=ArticleKind.TRANSCRIPT,
        url="https://x.example",
    )
    return Notes(
        page,
        (
            statement(page, ["Who pays?"], "", "HOST", speaker="Ada Host"),
            statement(page, [LIGHT], "", "VELL", speaker="Ina Vell"),
            statement(page, ["Then we shall look at them together on the pier."], speaker="Ada Host"),
        ),
    )


def paper() -> Notes:
    text = (
        "“We will keep the lighthouse lit,” Ina Vell said, “but only until the ferry stops.” "
        "She also told the council that the lamp had cost the island a small fortune. "
        "“A lamp is no bonfire,” said Bram Oster at a hearing on 4 May."
    )
    page = article(text, "paper", outlet="The Sound", published=date(2030, 5, 5))
    said = statement(
        page,
        ["“We will keep the lighthouse lit,”", "“but only until the ferry stops.”"],
        "said",
        "Ina Vell",
        speaker="Ina Vell",
    )
    told = statement(page, ["that the lamp had cost the island a small fortune"], "told", "She", speaker="Ina Vell")
    lamp = statement(
        page,
        ["“A lamp is no bonfire,”"],
        speaker="Bram Oster",
        when=When(date(2030, 5, 4), date(2030, 5, 4), span(text, "4 May"), "as printed"),
        occasion=Occasion("hearing", span(text, "hearing")),
    )
    return Notes(page, (said, told, lamp))


PAGES = [Page(transcript(), {}), Page(paper(), {})]


def printing(words: str, name: str = "other", **more) -> Page:
    """A page of another outlet that prints words of Ina Vell."""
    page = replace(article(f"“{words}” Ina Vell said.", name, outlet="Gull Post", published=date(2030, 5, 6)), **more)
    return Page(Notes(page, (statement(page, [f"“{words}”"], "said", "Ina Vell", speaker="Ina Vell"),)), {})


def checked(words: str, around: Given = Given(), pages=PAGES):  # noqa: B008 - frozen
    text = f"It was said: “{words}”"
    return check(text, (Span(13, len(text)),), around, pages, TURNS)


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("The keeper earns nine crowns a night.", Verdict.VERBATIM),
        ("We will keep the lighthouse lit, but only until the ferry stops.", Verdict.VERBATIM),
        ("the keeper earns nine crowns a night", Verdict.TYPOGRAPHY),
        ("The keeper earns – nine crowns a night", Verdict.TYPOGRAPHY),
        ("keeper earns nine crowns", Verdict.TRIMMED),
        ("earns nine crowns a night", Verdict.TRIMMED),
        ("We will keep the lighthouse lit", Verdict.CUT),
        ("The keeper earns … a night", Verdict.ELIDED),
        ("The keeper earns [...] a night", Verdict.ELIDED),
        ("We will keep the lighthouse lit … The keeper earns nine crowns a night.", Verdict.ELIDED),
        ("The keeper earns nine a night", Verdict.DROPPED),
        ("[She] earns nine crowns a night.", Verdict.BRACKETED),
        ("You may look at the books tomorrow. The keeper earns nine crowns a night.", Verdict.REORDERED),
        ("The keeper earns ninety crowns a night.", Verdict.REWORDED),
        ("I did ask Bram Oster for money.", Verdict.REWORDED),
        ("I did … ask Bram Oster for money.", Verdict.ELIDED),
        ("The keeper earns nine crowns a night. A lamp is no bonfire", Verdict.SPLICED),
        ("The lamp had cost the island a small fortune", Verdict.INDIRECT),
        ("The lamp has cost the island a small fortune", Verdict.INDIRECT),
        ("Seven swans took the ferry to school", Verdict.ABSENT),
        ("a b c d e f g h i j k", Verdict.ABSENT),
    ],
)
def test_words_get_their_verdict(words: str, verdict: Verdict):
    assert checked(words).verdict is verdict


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        ("The keeper earns ninety crowns a night.", Remark.NUMBER),
        ("I did not ask Bram Linder for money.", Remark.NAME),
        ("I did ask Bram Oster for money.", Remark.NEGATION),
        ("The keeper never earns nine crowns a night.", Remark.NEGATION),
        ("We may keep the lighthouse lit", Remark.MODAL),
        ("We will keep the lighthouse lit", Remark.LIMIT),
        ("The keeper earns nine crowns a night.", Remark.ONE_OUTLET),
    ],
)
def test_what_weighs_is_said(words: str, remark: Remark):
    assert remark in {note.remark for note in checked(words).notes}


def test_a_number_or_name_that_stands_beside_the_words_alone_does_not_weigh():
    found = checked("The keeper earns no more.")  # the page goes on with "nine crowns a night"
    assert found.verdict is Verdict.REWORDED
    assert {note.remark for note in found.notes} & {Remark.NUMBER, Remark.NAME} == set()


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("He said: “ask Bram Oster for money”", Verdict.REWORDED),  # "I did not ask …"
        ("He said that he did “ask Bram Oster for money”", Verdict.REWORDED),
        ("He said that he did not “ask Bram Oster for money”", Verdict.TRIMMED),
        ("He has not come. He said: “ask Bram Oster for money”", Verdict.REWORDED),
        ("He said: “not ask Bram Oster for money”", Verdict.TRIMMED),
    ],
)
def test_a_negation_cut_off_before_the_words_weighs(text: str, verdict: Verdict):
    found = check(text, (Span(text.index("“"), len(text)),), Given(), PAGES, TURNS)
    assert found.verdict is verdict
    assert (Remark.NEGATION in {note.remark for note in found.notes}) == (verdict is Verdict.REWORDED)
    assert found.printings[0].text.startswith("not ask") == (verdict is Verdict.REWORDED or "“not" in text)


def test_words_in_capitals_are_no_other_names():
    assert {note.remark for note in checked("WE MAY KEEP THE LIGHTHOUSE LIT").notes} & {Remark.NAME} == set()


def test_a_page_without_a_day_of_saying_hides_no_other_day():
    undated = Page(replace(paper(), statements=tuple(replace(one, when=None) for one in paper().statements)), {})
    later = Given(when=When(date(2029, 1, 1), date(2029, 1, 1)))
    for pages in ([Page(paper(), {})], [undated, Page(paper(), {})]):
        assert Remark.OTHER_DATE in {note.remark for note in checked("A lamp is no bonfire", later, pages).notes}


def test_a_speaker_goes_by_all_names_the_record_has():
    words = "A lamp is no bonfire"
    assert Remark.OTHER_SPEAKER in {note.remark for note in checked(words, Given("Bram Reed")).notes}
    merged = Given("Bram Reed", names=("Bram Oster", "Bram Reed"))
    assert Remark.OTHER_SPEAKER not in {note.remark for note in checked(words, merged).notes}


def test_an_earlier_version_says_nothing_of_what_others_print():
    old = printing("The keeper earns ninety crowns a night,", replaced_by="1a7e", replaced=date(2030, 5, 9))
    found = checked("The keeper earns nine crowns a night.", Given("Vell"), [*PAGES, old])
    assert Remark.VARIES not in {note.remark for note in found.notes}


def test_parts_of_what_is_printed_whole_are_no_evidence_of_a_splice():
    words = "The keeper earns nine crowns a night. I did not ask Bram Oster for money."
    pages = [*PAGES, *(printing(f"{part},", f"part {number}") for number, part in enumerate(words.split(". ")))]
    found = checked(words, pages=pages)
    assert found.verdict is Verdict.VERBATIM
    assert Verdict.SPLICED not in {one.verdict for one in found.printings}


def test_words_that_a_transcript_has_in_two_places_are_told():
    words = "We will keep the lighthouse lit. Then we shall look at them together on the pier."
    found = checked(words, pages=[*PAGES, printing(words)])
    assert found.verdict is Verdict.VERBATIM
    assert "The transcript of Strait Radio has these words in two places." in [note.words for note in found.notes]
    assert not found.alright
    whole = "We will keep the lighthouse lit, but only until the ferry stops. The keeper earns nine crowns a night."
    assert Remark.JOINED not in {note.remark for note in checked(whole).notes}
    hearing = "HOST: Who was it?\n\nVELL: Three herring gulls have eaten all of the lamp oil."
    day = article(hearing, "hearing", outlet="Strait Radio", kind=ArticleKind.TRANSCRIPT)
    gulls = Page(Notes(day, (statement(day, ["Three herring gulls have eaten all of the lamp oil."], "", "VELL"),)), {})
    over = "The keeper earns nine crowns a night. Three herring gulls have eaten all of the lamp oil."
    found = checked(over, pages=[*PAGES, gulls, printing(over)])
    assert Remark.JOINED not in {note.remark for note in found.notes}  # two transcripts, each with one place


def test_what_is_openly_left_out_does_not_weigh_beside_other_words():
    found = checked("The keeper earns ten crowns a night. I did … ask Bram Oster for money.")
    assert found.verdict is Verdict.REWORDED
    assert {note.remark for note in found.notes} & {Remark.NUMBER, Remark.NEGATION} == {Remark.NUMBER}


def test_words_that_only_an_earlier_version_prints_are_to_be_looked_at():
    old = replace(transcript().article, replaced_by="1a7e", replaced=date(2030, 5, 9))
    pages = [Page(replace(transcript(), article=old), {})]
    found = checked("The keeper earns nine crowns a night.", pages=pages)
    (note,) = [note for note in found.notes if note.remark is Remark.REPLACED]
    assert note.words == "Strait Radio printed this in an earlier version only."
    assert (found.verdict, found.alright) == (Verdict.VERBATIM, False)
    assert [(each.replaced_by, each.replaced) for each in found.printings] == [("1a7e", date(2030, 5, 9))]
    again = checked("The keeper earns nine crowns a night.", pages=[*pages, PAGES[0]])
    assert Remark.REPLACED not in {note.remark for note in again.notes}


def test_a_word_for_another_of_its_kind_does_not_weigh():
    found = checked("The keeper gets 9 crowns a night.")
    assert found.verdict is Verdict.REWORDED
    assert {note.remark for note in found.notes} == {Remark.ONE_OUTLET}


def test_nothing_is_to_be_looked_at_where_words_and_speaker_are_as_printed():
    assert checked("The keeper earns nine crowns a night.", Given("Vell")).alright


def test_a_tag_inside_a_quotation_is_no_part_of_it():
    found = checked("We will keep the lighthouse lit, but only until the ferry stops", Given("Ina Vell"), PAGES[1:])
    assert found.verdict is Verdict.VERBATIM
    assert found.printings[0].text == "We will keep the lighthouse lit … but only until the ferry stops"


@pytest.mark.parametrize(
    ("around", "remark", "words"),
    [
        (Given("Ina Vell"), Remark.OTHER_SPEAKER, "on record it is said by Bram Oster"),
        (Given(when=When(date(2031, 1, 1), None)), Remark.OTHER_DATE, "on record it was said 2030-05-04"),
        (Given(occasion="interview"), Remark.OTHER_OCCASION, "interview"),
    ],
)
def test_who_when_and_where_are_compared(around: Given, remark: Remark, words: str):
    (note,) = [note for note in checked("A lamp is no bonfire", around).notes if note.remark is remark]
    assert words in note.words
    assert note.articles == (PAGES[1].article.id,)


def test_speaker_day_and_occasion_that_fit_are_no_note():
    around = Given("Oster", When(date(2030, 5, 1), date(2030, 5, 31)), "hearing")
    assert [note.remark for note in checked("A lamp is no bonfire", around).notes] == [Remark.ONE_OUTLET]


def test_both_speakers_of_a_splice_are_compared():
    found = checked("The keeper earns nine crowns a night. A lamp is no bonfire", Given("Ina Vell"))
    assert {note.remark for note in found.notes} >= {Remark.OTHER_SPEAKER}
    assert [printing.speaker for printing in found.printings[:2]] == ["Ina Vell", "Bram Oster"]


def test_another_outlet_with_another_number_is_named():
    other = printing("The keeper earns ninety crowns a night,")
    found = checked("The keeper earns nine crowns a night.", Given("Vell"), [*PAGES, other])
    assert found.verdict is Verdict.VERBATIM
    assert "Gull Post differs in a number." in [note.words for note in found.notes]
    assert not found.alright


def test_evidence_has_the_very_characters_and_what_is_left_out():
    found = checked("The keeper earns a night.")
    (printing,) = found.printings
    text = PAGES[0].article.text
    assert printing.text == "The keeper earns nine crowns a night"
    assert [one.of(text) for one in printing.spans] == [printing.text]
    assert [one.of(text) for one in printing.other] == ["nine crowns"]


def test_without_pages_everything_is_absent():
    assert checked("The keeper earns nine crowns a night.", pages=[]).verdict is Verdict.ABSENT


@pytest.mark.parametrize("notes", [transcript(), paper()], ids=lambda notes: notes.article.given_id)
def test_a_statement_copied_whole_is_verbatim(notes: Notes):
    for one in notes.statements:
        if one.form is not Form.INDIRECT and one.speaker:
            words = " ".join(part.of(notes.article.text).strip("“”") for part in one.spans)
            if len(words.split()) >= 3:
                assert checked(words).verdict is Verdict.VERBATIM


@given(st.lists(st.text("bcdfgklmnprstvwz", min_size=7, max_size=12), min_size=3, max_size=30))
def test_words_that_nobody_prints_are_never_on_record(words: list[str]):
    assert checked(" ".join(words)).verdict is Verdict.ABSENT


@given(st.text("“”‘’\"'[]…. aIbnot\n", max_size=200))
def test_any_marks_and_words_get_some_verdict(text: str):
    for found in quotations(text):
        result = check(text, found.spans, Given("Ina Vell"), PAGES, TURNS)
        assert result.verdict in Verdict
        assert all(any(own.contains(one) for own in found.spans) for one in result.other)
