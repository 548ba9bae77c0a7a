"""Addressees, stances, and the laws that hold for whatever is resolved."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Form, Fragment, Span, Stance, Statement
from onrecord.resolve import resolve
from tests.test_resolve_speakers import article, resolved, statement

RAIN = "that it had rained"
CONTEXT = "Nora Quillen and Laura Oldane met. "


@pytest.mark.parametrize(
    ("sentence", "cue", "expected"),
    [
        ("Oldane told Quillen that it had rained.", "told", "Nora Quillen"),
        ("Oldane told reporters that it had rained.", "told", "reporters"),
        ("Oldane told the media on Monday that it had rained.", "told", "the media"),
        ("Oldane warned the council that it had rained.", "warned", "the council"),
        ("Oldane explained to Quillen that it had rained.", "explained", "Nora Quillen"),
        ("Oldane told the truth that it had rained.", "told", None),
        ("Oldane said that it had rained.", "said", None),
        ("Oldane said on Monday that it had rained.", "said", None),
    ],
)
def test_addressee_is_who_is_told(rules_desk, sentence, cue, expected):
    text = CONTEXT + sentence
    assert (
        resolved(rules_desk, text, statement(text, RAIN, cue, "{Oldane} " + sentence.split()[1]))[0].addressee
        == expected
    )


@pytest.fixture(params=["desk", "rules_desk"])
def either_desk(request):
    """The reader's parse, and that of the whole pipeline."""
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize(
    ("sentence", "content", "cue", "source", "expected"),
    [
        ("Oldane told Halda Radio Tuesday that it had rained.", RAIN, "told", "{Oldane} told", "Halda Radio"),
        ("Oldane told the Halda Post on Monday that it had rained.", RAIN, "told", "{Oldane} told", "Halda Post"),
        ("“No,” Oldane told Halda Radio's Martin Belling.", "“No,”", "told", "{Oldane} told", "Martin Belling"),
        ("“No,” Oldane told former harbour master Martin Belling.", "“No,”", "told", "{Oldane} told", "Martin Belling"),
        (
            "Oldane asked Quillen to leave the quay.",
            "Quillen to leave the quay",
            "asked",
            "{Oldane} asked",
            "Nora Quillen",
        ),
        ("Oldane asked Quillen about the drums.", "about the drums", "asked", "{Oldane} asked", "Nora Quillen"),
        ("“No,” Oldane said in an interview with Halda Radio.", "“No,”", "said", "{Oldane} said", "Halda Radio"),
        ("“No,” Oldane said in a letter to the council.", "“No,”", "said", "{Oldane} said", "the council"),
        ("“No,” Oldane said after talks with Quillen.", "“No,”", "said", "{Oldane} said", None),
        ("Oldane told reporters Quillen had gone.", "Quillen had gone", "told", "{Oldane} told", "reporters"),
        ("Quillen has been told by Oldane that it had rained.", RAIN, "has been told", "{Oldane} that", "Nora Quillen"),
        ("Quillen, asked whether it had rained, left.", "whether it had rained", "asked", "", "Nora Quillen"),
    ],
)
def test_addressee_is_read_from_the_words_beside_the_verb(either_desk, sentence, content, cue, source, expected):
    text = CONTEXT + sentence
    assert resolved(either_desk, text, statement(text, content, cue, source))[0].addressee == expected


@pytest.mark.parametrize(
    "question",
    [
        "whether the drums had sunk",
        "if the harbour's decision to refrain from closing the quay against the rules was based on what he had heard",
    ],
)
def test_when_asked_without_a_subject_asks_who_answers(either_desk, question):
    text = f"“It poured,” Laura Oldane explained, when asked {question}."
    one = statement(text, "“It poured,”", "explained", "Laura Oldane")
    two = statement(text, question, "asked")
    assert [found.addressee for found in resolved(either_desk, text, one, two)] == [None, "Laura Oldane"]


def test_who_is_told_is_not_who_tells(either_desk):
    text = "Martin Belling met Peter Tereld on the quay. Tereld was late. “No,” he told Tereld."
    assert resolved(either_desk, text, statement(text, "“No,”", "told", "{he} told"))[0].speaker == "Martin Belling"


def test_questions_that_only_stand_there_are_put_to_nobody(either_desk):
    text = "Laura Oldane left early, but there were questions about the drums."
    assert resolved(either_desk, text, statement(text, "the drums", "questions about"))[0].addressee is None


def test_addressee_of_a_question_in_the_passive(rules_desk):
    text = "Peter Belling came late. Belling was asked if it had rained."
    assert resolved(rules_desk, text, statement(text, "if it had rained", "was asked"))[0].addressee == "Peter Belling"


def test_addressee_of_when_asked_is_who_answers(rules_desk):
    text = "“It poured,” Laura Oldane said when asked whether drums had sunk."
    found = resolved(rules_desk, text, statement(text, "whether drums had sunk", "asked"))[0]
    assert (found.speaker, found.addressee, found.stance) == (None, "Laura Oldane", Stance.ASK)


def test_addressee_of_what_i_was_told_is_the_speaker(rules_desk):
    text = "“I was told, ‘Prime Minister, that was Mr Sorrel’,” Laura Oldane said."
    outer = statement(text, "“I was told, ‘Prime Minister, that was Mr Sorrel’,”", "said", "Laura Oldane")
    inner = statement(text, "‘Prime Minister, that was Mr Sorrel’", "was told", inside=outer.id)
    found = resolved(rules_desk, text, outer, inner)[1]
    assert (found.speaker, found.addressee) == (None, "Laura Oldane")


def test_participle_keeps_the_addressee(either_desk):
    text = "Laura Oldane told Nora Quillen that the crews would go on to ask for pay, adding that drums had sunk."
    one = statement(text, "that the crews would go on to ask for pay", "told", "Laura Oldane")
    two = statement(text, "that drums had sunk", "adding", "Laura Oldane")
    assert [found.addressee for found in resolved(either_desk, text, one, two)] == ["Nora Quillen", "Nora Quillen"]


@pytest.mark.parametrize(
    ("text", "content", "cue", "source", "expected"),
    [
        ("Oldane denied that drums sank.", "that drums sank", "denied", "Oldane", Stance.DENY),
        ("Oldane did not deny that drums sank.", "that drums sank", "did not deny", "Oldane", Stance.ASSERT),
        ("Oldane did not admit that drums sank.", "that drums sank", "did not admit", "Oldane", Stance.ASSERT),
        ("Oldane refused to admit that drums sank.", "that drums sank", "refused to admit", "Oldane", Stance.ASSERT),
        ("Oldane stopped denying that drums sank.", "that drums sank", "stopped denying", "Oldane", Stance.ASSERT),
        ("Oldane never stopped denying that it sank.", "that it sank", "never stopped denying", "Oldane", Stance.DENY),
        ("Oldane would neither confirm nor deny it.", "it", "would neither confirm nor deny", "Oldane", Stance.ASSERT),
        ("Oldane did not confirm or deny the sale.", "the sale", "did not confirm or deny", "Oldane", Stance.ASSERT),
        ("Oldane pleaded guilty to fraud.", "fraud", "pleaded guilty", "Oldane", Stance.ADMIT),
        ("Oldane pleaded not guilty to fraud.", "not guilty to fraud", "pleaded", "Oldane", Stance.DENY),
        ("Oldane pleaded no contest to fraud.", "no contest to fraud", "pleaded", "Oldane", Stance.ASSERT),
        ("Oldane accused him of fraud.", "him of fraud", "accused", "Oldane", Stance.ALLEGE),
        ("The claims that drums sank were old.", "that drums sank", "claims", "", Stance.ALLEGE),
        ("Oldane called for new elections.", "new elections", "called for", "Oldane", Stance.DEMAND),
        ("“Did it rain?” Oldane said.", "“Did it rain?”", "said", "Oldane", Stance.ASK),
        ("Laura Oldane said that she will open it.", "that she will open it", "said", "Laura Oldane", Stance.PROMISE),
        ("“We will open the mine,” Oldane said.", "“We will open the mine,”", "said", "Oldane", Stance.PROMISE),
        ("“We would open the mine,” Oldane said.", "“We would open the mine,”", "said", "Oldane", Stance.ASSERT),
        ("“If I will it, it rains,” Oldane said.", "“If I will it, it rains,”", "said", "Oldane", Stance.ASSERT),
        ("Laura Oldane said that she would open it.", "that she would open it", "said", "Laura Oldane", Stance.PROMISE),
        (
            "Laura Oldane said that she would have known.",
            "that she would have known",
            "said",
            "Laura Oldane",
            Stance.ASSERT,
        ),
        ("Would she open it? Laura Oldane said.", "Would she open it?", "said", "Laura Oldane", Stance.ASSERT),
        ("Oldane said that Belling will resign.", "that Belling will resign", "said", "Oldane", Stance.ASSERT),
        ("Oldane said that it rained.", "that it rained", "said", "Oldane", Stance.ASSERT),
        (
            "According to Peter Tereld's charges, drums sank.",
            "drums sank",
            "According to",
            "Peter Tereld's charges",
            Stance.ALLEGE,
        ),
    ],
)
def test_stance_follows_cue_and_frame(rules_desk, text, content, cue, source, expected):
    assert resolved(rules_desk, text, statement(text, content, cue, source))[0].stance is expected


@pytest.mark.parametrize(
    ("sentence", "cue", "why"),
    [
        ("Oldane never said that it had rained.", "never said", "the cue is negated ('never said')"),
        ("Oldane didn't say that it had rained.", "didn't say", "the cue is negated ('didn't say')"),
        ("Oldane did not deny that it had rained.", "did not deny", "the cue is negated ('did not deny')"),
        ("Oldane refused to say that it had rained.", "refused to say", "the cue is withheld ('refused to say')"),
        (
            "Oldane could neither confirm nor deny that it had rained.",
            "could neither confirm nor deny",
            "the cue is negated ('could neither confirm nor deny')",
        ),
        ("If Oldane says that it had rained, they laugh.", "says", "the cue is conditional ('If … says')"),
        ("Why did Oldane say that it had rained?", "did|say", "the cue is asked about ('say … ?')"),
    ],
)
def test_what_is_not_told_as_said_is_kept_in_doubt(rules_desk, sentence, cue, why):
    text = CONTEXT + sentence
    found = resolved(rules_desk, text, statement(text, RAIN, cue, "Laura Oldane"))[0]
    assert f"stance: {why}" in found.reasons
    assert found.confidence == 0.3


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Oldane said that it had rained.", "said"),
        ("Oldane not only said that it had rained but wept.", "said"),
        ("She did not come and Oldane said that it had rained.", "said"),
        ("Only then did Oldane say that it had rained.", "did|say"),
    ],
)
def test_what_is_told_as_said_is_not_in_doubt(rules_desk, text, cue):
    found = resolved(rules_desk, text, statement(text, RAIN, cue, "Oldane", confidence=0.7))[0]
    assert (found.confidence, [why for why in found.reasons if "cue" in why]) == (0.7, [])


def test_nothing_to_resolve_gives_nothing(rules_desk):
    parsed = rules_desk.parse(article("It rained."))
    assert resolve(parsed, ()) == ((), ())


TEXT = "MR VARDEN SAID: “It rained,” he told them on\n\n Sunday… ‘No’, 31 February, the president’s “aide” of of The"
SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 40)).map(
    lambda pair: Span(pair[0], min(len(TEXT), pair[0] + pair[1]))
)
STATEMENTS = st.builds(
    Statement,
    id=st.uuids().map(str),
    article=st.just("a"),
    form=st.sampled_from(Form),
    content=st.lists(SPANS.map(Fragment), max_size=3).map(tuple),
    cue=st.lists(SPANS, max_size=2).map(tuple),
    source=st.lists(SPANS, max_size=2).map(tuple),
    implicit=st.booleans(),
    attitude=st.booleans(),
    inside=st.sampled_from([None, "gone"]),
)


def test_odd_statements_are_kept_as_printed(rules_desk):
    parsed = rules_desk.parse(article(TEXT))

    @settings(max_examples=100, deadline=None)
    @given(st.lists(STATEMENTS, max_size=4, unique_by=lambda one: one.id).map(tuple))
    def law(statements: tuple[Statement, ...]) -> None:
        found, speakers = resolve(parsed, statements)
        assert [(one.id, one.content, one.cue, one.source) for one in found] == [
            (one.id, one.content, one.cue, one.source) for one in statements
        ]
        assert {one.speaker for one in found} - {None} == {speaker.name for speaker in speakers}

    law()
