"""The trained attributor: what it finds on pages of our own, and what holds on any text."""

import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord.weights.reader as reader_module
from onrecord.errors import ModelError
from onrecord.extract.decoding import _best_path, best_roles, join, runs_of
from onrecord.model import Article, Form
from onrecord.pipeline import article_of, note
from onrecord.text import quotations
from onrecord.weights import Pointing, Reader

TEXT = (
    "The harbour of Tarn will reopen in May, port director Ilse Varden told reporters on Monday.\n\n"
    "“We have waited long enough,” she said. “The dredgers are here.”\n\n"
    "Union leader Omar Pell denied that dockers had delayed the work."
)


def test_reading_finds_content_cue_and_source(desk):
    notes = note(Article("a", TEXT), desk)
    found = {
        (statement.source[0].of(TEXT), statement.cue[0].of(TEXT), statement.form)
        for statement in notes.statements
        if statement.source
    }
    assert ("she", "said", Form.DIRECT) in found
    assert any(source.endswith("Omar Pell") and cue == "denied" for source, cue, _ in found)
    assert any(source.endswith("Ilse Varden") and cue == "told" for source, cue, _ in found)
    assert {statement.made_by for statement in notes.statements} == {"reader@2"}
    assert all(0 <= statement.confidence <= 1 for statement in notes.statements)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(["she said", "“We", "waited,”", "\n", "Ada Vinn", "denied that", "it", "rained.", "’", "\t"])
    )
)
def test_reading_offsets_slice_and_no_quotation_is_cut(desk, parts):
    text = " ".join(parts)
    marks = [mark.spans[0] for mark in quotations(text) if mark.level == 0 and len(mark.spans) == 1]
    for statement in note(Article("a", text), desk).statements:
        for span in statement.spans:
            assert span.of(text) == text[span.start : span.end] != ""
            own = (*statement.cue, *statement.source)
            for mark in marks:
                cut = mark.overlaps(span) and not span.contains(mark) and not mark.contains(span)
                assert not cut or any(mark.overlaps(part) for part in own)


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        # The conjunction is no part of direct speech.
        ("She denied it, adding that “the well is deep”.", "“the well is deep”", "She"),
        # Who is asked did not speak.
        ("Asked whether the ferry would sail, Captain Enno Falck shrugged.", "whether the ferry would sail", None),
        # Another line, another statement.
        (
            "“The nets were empty,” fisher Ilse Harn said.\n\n“Nobody counted the crabs in the old harbour.”",
            "“Nobody counted the crabs in the old harbour.”",
            None,
        ),
        # A noun inside a content reports for its own source.
        (
            "The mayor dismissed Ilse Harn’s claim that the lamp had been out.",
            "that the lamp had been out",
            "Ilse Harn’s",
        ),
    ],
)
def test_reading_follows_the_conventions_of_the_house(desk, text, content, source):
    found = [
        (one.spans[0].of(text), one.source[0].of(text) if one.source else None)
        for one in note(Article("a", text), desk).statements
    ]
    assert (content, source) in found


def test_one_speech_with_two_tags_is_one_statement(desk):
    text = "“The bridge is closed,” said the engineer, Petra Anvik. “It will stay closed for a week,” she added."
    (one,) = note(Article("a", text), desk).statements
    assert [span.of(text) for span in one.cue] == ["said", "added"]
    assert [span.of(text) for span in one.spans] == ["“The bridge is closed,”", "“It will stay closed for a week,”"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a clerk of the lock company said", "Petra Anvik said"),
        ("said the engineer, Petra Anvik", "Brask said"),
        ("the engineer said", "Brask said"),
        ("a clerk of the lock company said", "a clerk of the ferry company said"),
        ("Petra Anvik admitted", "she said"),
    ],
)
def test_a_second_tag_for_somebody_or_something_else_begins_another_statement(desk, first, second):
    text = f"“The bridge was shut on time,” {first}. “The bridge was shut far too late,” {second}."
    found = note(Article("a", text), desk).statements
    assert [[span.of(text) for span in one.spans] for one in found] == [
        ["“The bridge was shut on time,”"],
        ["“The bridge was shut far too late,”"],
    ]
    assert [len(one.cue) for one in found] == [1, 1]


def test_a_second_tag_with_the_name_of_whom_the_first_describes_goes_on(desk):
    text = "Water minister Eva Brask spoke. “It was shut on time,” the minister said. “By my own staff,” Brask said."
    assert [len(one.spans) for one in note(Article("a", text), desk).statements] == [2]


def contents(text, desk):
    return {tuple(span.of(text) for span in one.spans): one for one in note(Article("a", text), desk).statements}


def test_the_first_sentence_of_agency_copy_is_its_speakers(desk):
    text = (
        "HARBOUR WIRE reports:\nHaving repeated that the harbour board’s papers on the vote contain no “hard proof,” "
        "Brask said that officials in the capital “have been misled.”"
    )
    (said,) = [one for span, one in contents(text, desk).items() if span[0].startswith("that officials")]
    assert [span.of(text) for span in said.source] == ["Brask"]
    assert said.via == ("HARBOUR WIRE",)


def test_an_inner_quotation_is_not_given_to_a_participle_beside_it(desk):
    text = "“The board’s papers on the alleged fraud contain no ‘hard proof’,” Brask said."
    assert not any(one.inside for one in contents(text, desk).values())


def test_an_inner_quotation_beside_a_noun_is_a_phrase(desk):
    text = (
        "“I saw no keys,” Osk Belling said, calling the claims “boggling”. Ida Brask said that the report was “thin”."
    )
    notes = note(Article("a", text), desk)
    assert not [statement for statement in notes.statements if statement.inside]


def test_a_card_behind_a_name_is_read_by_nobody(desk):
    card = " Ida Marte BraskMayor's wall 'finally' falls Council hears of 'rot' MORE"
    text = f"“The wall is sound,” Mayor Ida Brask{card} (Fernholt) said on Monday. “Nobody needs to move.”"
    article = article_of(text)
    assert [span.of(text) for span in article.boilerplate] == [card]
    (statement,) = note(article, desk).statements
    assert (statement.speaker, statement.form) == ("Ida Brask", Form.DIRECT)


def test_a_card_inside_a_quotation_is_none_of_its_words(desk):
    text = (
        "Osk Belling said: “I saw Ida Brask Ida Marte BraskMayor's wall falls Council hears of rot MORE at the wall.”"
    )
    (statement,) = note(article_of(text), desk).statements
    assert [span.of(text) for span in statement.spans] == ["“I saw Ida Brask", "at the wall.”"]
    assert statement.form is Form.DIRECT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Asked whether the lock leaks, Petra Anvik declined to answer.", ["whether the lock leaks"]),
        ("Petra Anvik declined to comment on the charge that she hid the plans.", []),
        ("Petra Anvik declined comment.", []),
        ("Petra Anvik refused to answer questions.", []),
        ("Petra Anvik declined to comment, saying the inquiry had begun.", ["the inquiry had begun"]),
        ("“I decline to answer,” Petra Anvik said.", ["“I decline to answer,”"]),
        ("Petra Anvik declined to open the lock.", ["to open the lock"]),
    ],
)
def test_whoever_is_told_to_say_nothing_says_nothing(desk, text, expected):
    assert [span.of(text) for one in note(Article("a", text), desk).statements for span in one.spans] == expected


def test_two_quotations_in_a_row_are_no_content_twice(desk):
    text = (
        '"The council was never told about the 2028 survey," Mayor Helga Prynne said on Monday. "Not once." '
        '"We closed the bridge because nobody would sign it off," she told a news conference on Monday.'
    )
    for one in note(Article("a", text), desk).statements:
        assert all(first.end <= second.start for first, second in pairwise(one.spans))


def test_unsure_speech_without_a_source_is_narration(desk, monkeypatch):
    monkeypatch.setattr("onrecord.extract.reading._NARRATED", 1.0)
    text = "Questions about the wall remain. Residents were told on Monday that the well would reopen within a week."
    cues = [one.cue[0].of(text) for one in note(Article("a", text), desk).statements]
    assert cues == ["were told"]


def test_a_nested_statement_goes_on_with_its_second_clause(desk):
    text = (
        "“However, everybody, including the mayor of Oldmere, concluded that it was plain invention and that nothing "
        "of the sort had ever happened,” she said."
    )
    (inner,) = [one for one in contents(text, desk).values() if one.inside]
    assert inner.spans[0].of(text) == "that it was plain invention and that nothing of the sort had ever happened"
    assert inner.source[0].of(text).startswith("everybody")


def test_who_was_accused_inside_a_quotation(desk):
    text = "“At one point, the mayor and the Guild were accused of being in league,” she said."
    (inner,) = [one for one in contents(text, desk).values() if one.inside]
    assert [span.of(text) for span in inner.spans] == ["the mayor and the Guild", "of being in league"]


def test_a_claim_headed_with_a_name_and_what_it_is_about_is_that_persons(desk):
    text = (
        "TARN: “The ferry was safe when it left the quay.”\n\nTHE FACTS: No inspector saw it.\n\n"
        "TARN on the women linked to his brother’s mill: “Mara Quill attacked those same women.”\n\n"
        "QUILL, on the clerk who said the pier was cheap: “It will not cost you a crown.”\n\n"
        "The mayor spoke on Monday about the ferry: “It is safe.”"
    )
    headed = [one for one in note(Article("a", text), desk).statements if one.form is Form.DIRECT]
    assert [(one.source[0].of(text), one.spans[0].of(text)) for one in headed] == [
        ("TARN", "“The ferry was safe when it left the quay.”"),
        ("TARN", "“Mara Quill attacked those same women.”"),
        ("QUILL", "“It will not cost you a crown.”"),
    ]


def test_turns_of_a_quoted_conversation_are_statements_of_their_own(desk):
    text = (
        "The two met on Sunday. A part of the talk reads:\n\n"
        "“BRASK: Let us begin with the pier. The council announced that it would close. Has she agreed?\n\n"
        "“VARDEN: She has not. And that is why we are here.\n\n“(CROSSTALK.)\n\n“It was a long week.\n\n"
        "“BRASK: I have to stop you there.\n\n“VARDEN: Thank you, Ida.”"
    )
    notes = note(Article("a", text), desk)
    turns = [(one.speaker, [span.of(text) for span in one.spans]) for one in notes.statements if not one.inside]
    assert turns == [
        ("Brask", ["Let us begin with the pier. The council announced that it would close. Has she agreed?"]),
        ("Varden", ["She has not. And that is why we are here.", "It was a long week."]),
        ("Brask", ["I have to stop you there."]),
        ("Varden", ["Thank you, Ida."]),
    ]
    assert {one.form for one in notes.statements if not one.inside} == {Form.DIRECT}
    assert [span.of(text) for one in notes.statements if one.inside for span in one.source] == ["The council"]


@pytest.mark.parametrize(
    "text",
    [
        "“NOTE: The ferry does not sail.\n\n“It will sail in May,” Brask said.",  # one head is no conversation
        "“Bell: The ferry does not sail.\n\n“Vale: It will sail in May,” Brask said.",
    ],
)
def test_heads_within_a_quotation_that_make_no_conversation(desk, text):
    assert "Brask" in {one.speaker for one in note(Article("a", text), desk).statements}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # a role is not the one who spoke before
            "“I heard nothing,” said Karl Lind. “You were awake,” said the prosecutor.",
            [(["“I heard nothing,”"], ["Karl Lind"]), (["“You were awake,”"], ["the prosecutor"])],
        ),
        (  # whom the page calls so is
            "Engineer Karl Lind was there. “I heard nothing,” said Lind. “You were awake,” the engineer added.",
            [(["“I heard nothing,”", "“You were awake,”"], ["Lind", "the engineer"])],
        ),
        (  # said to others, on another day
            "“Pay up,” Asha Pell told the minister on Monday. “He is a fool,” she told reporters on Tuesday.",
            [(["“Pay up,”"], ["Asha Pell"]), (["“He is a fool,”"], ["she"])],
        ),
        (  # a quotation over paragraphs is kept whole
            "“We came here with nothing,” Iris Lund said. “We built a harbour.\n\n“We built it with our hands.”",
            [
                (
                    ["“We came here with nothing,”", "“We built a harbour.", "“We built it with our hands.”"],
                    ["Iris Lund"],
                )
            ],
        ),
        (
            "Anna Brask said: “I won.\n\n“I won again.”",
            [(["“I won.", "“I won again.”"], ["Anna Brask"])],
        ),
        (  # a sentence of narration before it is no part of it
            "Coach Bill Tarrant was in a bad mood. “Go away,” he told reporters.",
            [(["“Go away,”"], ["he"])],
        ),
        (  # the passive
            "Lind was quoted as saying that the books were cooked.",
            [(["that the books were cooked"], ["Lind"])],
        ),
        (  # one word is enough where it is all of its line
            "“We are finished,” she said.\n“Done.”",
            [(["“We are finished,”"], ["she"]), (["“Done.”"], [])],
        ),
    ],
)
def test_where_a_statement_begins_and_ends(desk, text, expected):
    notes = note(Article("a", text), desk)
    found = [([s.of(text) for s in one.spans], [s.of(text) for s in one.source]) for one in notes.statements]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "attitude"),
    [
        ("The union supports the closure of the pit.", True),
        ("The mayor praised the closure of the pit.", True),
        ("The mayor declined to close the pit.", True),
        ("The mayor said that the pit would close.", False),
        ("The mayor praised the “bold and overdue” closure of the pit.", False),
    ],
)
def test_attitudes_are_marked(desk, text, attitude):
    assert {one.attitude for one in note(Article("a", text), desk).statements} == {attitude}


def test_reading_of_a_page_without_words_is_empty(desk):
    assert note(Article("a", " \n "), desk).statements == ()


def test_roles_follow_the_moves_and_links_join_runs():
    scores = np.full((4, 7), -5, np.float32)
    for word, role in enumerate((5, 3, 1, 2)):  # source, cue, content, content
        scores[word, role] = 5
    roles = best_roles(scores, np.zeros((7, 7), np.float32), np.zeros(7, np.float32))
    assert roles.tolist() == [5, 3, 1, 2]
    chances = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
    pointing = Pointing()
    pointing.add(0, 0, np.asarray([[1, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0]], np.float32))
    pointing.add(3, 1, np.asarray([[1, 0, 0]], np.float32))
    (one,) = join(runs_of(roles, chances), pointing)
    assert (one.content[0].first, one.content[0].last) == (2, 3)
    assert one.cue is not None
    assert one.cue.first == 1
    assert one.source is not None
    assert one.source.first == 0


def test_changed_weights_are_refused(tmp_path, monkeypatch):
    origin = Path(str(reader_module.files("onrecord"))) / "weights" / "reader@2"
    shutil.copytree(origin, tmp_path / "weights" / "reader@2")
    (tmp_path / "weights" / "reader@2" / "tokenizer.json").write_text("{}")
    monkeypatch.setattr(reader_module, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        Reader("reader@2")


def test_missing_weights_say_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(reader_module, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match="reinstall"):
        Reader("reader@2")


@given(st.integers(1, 30), st.integers(0, 2**32 - 1), st.floats(0.1, 8))
def test_the_best_roles_are_those_of_the_whole_search(count: int, seed: int, scale: float):
    dice = np.random.default_rng(seed)
    scores, moves, opening = (
        dice.normal(0, deviation, size).astype(np.float32)
        for deviation, size in ((scale, (count, 7)), (0.5, (7, 7)), (0.3, 7))
    )
    assert (best_roles(scores, moves, opening) == _best_path(scores, moves, opening, 0)).all()
