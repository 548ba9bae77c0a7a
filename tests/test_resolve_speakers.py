"""Who speaks: names, titles, pronouns, documents and authorities; and the helper that the other resolve tests share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from onrecord.contract import form_of, fragments_of
from onrecord.model import Article, Dateline, Span, Speaker, SpeakerKind, Stance, Statement
from onrecord.pipeline import Desk
from onrecord.resolve import resolve


def article(text: str, **fields: Any) -> Article:
    return Article(Article.id_of(text, None, None), text, **fields)


def span(text: str, part: str) -> Span:
    """Where ``part`` stands; ``{…}`` marks it among its neighbours: "… {he} said"."""
    open_at, close_at = part.find("{"), part.find("}")
    plain = part.replace("{", "").replace("}", "")
    start = text.index(plain)
    return Span(start + open_at, start + close_at - 1) if open_at >= 0 else Span(start, start + len(plain))


def statement(text: str, content: str | list[str], cue: str = "", source: str = "", **fields: Any) -> Statement:
    """A statement as printed, its parts given by their words."""
    contents = [content] if isinstance(content, str) else content
    spans = fragments_of(text, [span(text, part) for part in contents])
    cues, sources = (tuple(span(text, part) for part in words.split("|") if part) for words in (cue, source))
    page = article(text)
    return Statement(
        Statement.id_of(page.id, spans, cues, sources), page.id, form_of(text, spans), spans, cues, sources, **fields
    )


def resolved(rules_desk: Desk, text: str, *statements: Statement, **fields: Any) -> tuple[Statement, ...]:
    return resolve(rules_desk.parse(article(text, **fields)), statements)[0]


def speaker(rules_desk: Desk, text: str, content: str, cue: str, source: str) -> str | None:
    """The speaker of the one statement of ``text``."""
    return resolved(rules_desk, text, statement(text, content, cue, source))[0].speaker


def kind(rules_desk: Desk, text: str, content: str, cue: str, source: str) -> Speaker:
    """The one who speaks on the page."""
    parsed = rules_desk.parse(article(text))
    return resolve(parsed, (statement(text, content, cue, source),))[1][0]


@pytest.mark.parametrize(
    ("text", "content", "cue", "source", "expected"),
    [
        pytest.param(
            "Arvenian Prime Minister Ilse Varden said that the mine is safe.",
            "that the mine is safe",
            "said",
            "Arvenian Prime Minister Ilse Varden",
            "Ilse Varden",
            id="title is stripped",
        ),
        pytest.param(
            "Magnus Tereld came late. Mr Tereld said that the court was open.",
            "that the court was open",
            "said",
            "Mr Tereld",
            "Magnus Tereld",
            id="surname takes the full name",
        ),
        pytest.param(
            "Peter Varden met Laura Varden on the quay. Ms Varden said that it rained.",
            "that it rained",
            "said",
            "Ms Varden",
            "Laura Varden",
            id="Ms tells namesakes apart",
        ),
        pytest.param(
            "Robert Sorrel and Robert Sorrel Jr. own the barges. Sorrel Jr. said that they were sold.",
            "that they were sold",
            "said",
            "{Sorrel Jr.} said",
            "Robert Sorrel Jr.",
            id="a suffix makes another person",
        ),
        pytest.param(
            "Transcript of an interview with Prime Minister Ilse Varden.\n\nVARDEN: The mine is safe.",
            "The mine is safe.",
            ":",
            "VARDEN",
            "Ilse Varden",
            id="capitals are the same name",
        ),
        pytest.param(
            "Katrin Oldane, the cabinet spokeswoman, left early. The spokeswoman said that nothing was found.",
            "that nothing was found",
            "said",
            "The spokeswoman",
            "Katrin Oldane",
            id="role printed behind the name",
        ),
        pytest.param(
            "The envoy to Arvenia, Tobias Drenn, met Arvenian President David Belling. "
            "The president said that talks went well.",
            "that talks went well",
            "said",
            "The president",
            "David Belling",
            id="role printed before the name",
        ),
        pytest.param(
            "Arvenian President David Belling met Tessovan President Laura Oldane. "
            "The Arvenian president said that talks went well.",
            "that talks went well",
            "said",
            "The Arvenian president",
            "David Belling",
            id="modifiers tell two presidents apart",
        ),
        pytest.param(
            "President David Belling stood beside Vice President Laura Oldane. The president said that it was cold.",
            "that it was cold",
            "said",
            "The president",
            "David Belling",
            id="a vice president is no president",
        ),
        pytest.param(
            "Former security adviser Peter Sorrel resigned. The former security advisor said that he was tired.",
            "that he was tired",
            "said",
            "The former security advisor",
            "Peter Sorrel",
            id="spellings of a role",
        ),
        pytest.param(
            "Laura Oldane, who runs the ferry, said that it would sail.",
            "that it would sail",
            "said",
            "who",
            "Laura Oldane",
            id="relative pronoun",
        ),
        pytest.param(
            "His sister Ilse said that the gulls were counted.",
            "that the gulls were counted",
            "said",
            "His sister Ilse",
            "Ilse",
            id="one name behind a word of kin",
        ),
    ],
)
def test_names_and_roles(rules_desk, text, content, cue, source, expected):
    assert speaker(rules_desk, text, content, cue, source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("prosecutor Magnus Tereld's charges", ("Magnus Tereld", "charges")),
        ("a book by the journalist Laura Oldane", ("Laura Oldane", "book")),
        ("an investigation led by Special Counsel Peter Sorrel", ("Peter Sorrel", "investigation")),
        ("a report reviewed by Laura Oldane", ("report reviewed by Laura Oldane", None)),
    ],
)
def test_documents_speak_for_their_authors(rules_desk, source, expected):
    text = f"According to {source}, the drums were never opened."
    found = resolved(rules_desk, text, statement(text, "the drums were never opened", "According to", source))[0]
    assert (found.speaker, found.document) == expected


def test_document_named_again_keeps_its_author(rules_desk):
    text = "Prosecutor Magnus Tereld's indictment says that drums sank. The indictment adds that gravel floated."
    first = statement(text, "that drums sank", "says", "Prosecutor Magnus Tereld's indictment")
    again = statement(text, "that gravel floated", "adds", "The indictment")
    assert [one.speaker for one in resolved(rules_desk, text, first, again)] == ["Magnus Tereld"] * 2


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Moscow", ("Russian government", SpeakerKind.ORGANIZATION)),
        ("The Kremlin", ("Kremlin", SpeakerKind.ORGANIZATION)),
        ("Brussels", ("European Union", SpeakerKind.ORGANIZATION)),
        ("Arvenian intelligence agencies", ("Arvenian intelligence agencies", SpeakerKind.ORGANIZATION)),
        ("Media reports", ("Media reports", SpeakerKind.UNNAMED)),
        ("A lorry driver from the mine", ("lorry driver from the mine", SpeakerKind.UNNAMED)),
    ],
)
def test_authorities_and_descriptions(rules_desk, source, expected):
    found = kind(rules_desk, f"{source} said that the strait is closed.", "that the strait is closed", "said", source)
    assert (found.name, found.kind) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [("Officials", "Officials"), ("Some critics", "critics"), ("Sources", "Sources"), ("Reports", None)],
)
def test_general_nouns_are_kept_as_a_description(rules_desk, source, expected):
    assert speaker(rules_desk, f"{source} said that it rained.", "that it rained", "said", source) == expected


def test_a_general_noun_that_points_back_has_the_description_before(rules_desk):
    text = "“It rained,” a senior harbour official said. The official said that drums had sunk."
    one = statement(text, "that drums had sunk", "The official {said}", "The official")
    assert resolved(rules_desk, text, one)[0].speaker == "senior harbour official"


@pytest.mark.parametrize(
    ("text", "content", "cue", "expected"),
    [
        (
            "Laura Oldane complained of the noise and accused the crews of sloth.",
            "the crews of sloth",
            "accused",
            "Laura Oldane",
        ),
        ("Laura Oldane's later claim that drums sank was noted.", "that drums sank", "claim", "Laura Oldane"),
        ("A claim by Laura Oldane that drums sank was noted.", "that drums sank", "claim", "Laura Oldane"),
        ("Laura Oldane was accused of sloth.", "of sloth", "was accused", None),
        ("Laura Oldane spoke of alleged fraud.", "fraud", "alleged", None),
    ],
)
def test_a_statement_without_source_is_whose_the_clause_says(rules_desk, text, content, cue, expected):
    assert resolved(rules_desk, text, statement(text, content, cue))[0].speaker == expected


def test_pronoun_takes_the_last_speaker_of_its_gender(rules_desk):
    text = "“We sail at noon,” said Peter Belling.\n\nLaura Oldane praised Robert Sorrel. “He knows the bay,” she said."
    found = resolved(
        rules_desk,
        text,
        statement(text, "“We sail at noon,”", "{said} Peter", "Peter Belling"),
        statement(text, "“He knows the bay,”", "she {said}", "{she} said"),
    )
    assert [one.speaker for one in found] == ["Peter Belling", "Laura Oldane"]


def test_pronoun_after_a_quotation_is_who_spoke_not_who_was_spoken_of(rules_desk):
    text = "“We sail at noon,” said Peter Belling. “I never met Robert Sorrel,” he added."
    first = statement(text, "“We sail at noon,”", "{said} Peter", "Peter Belling")
    found = resolved(rules_desk, text, first, statement(text, "“I never met Robert Sorrel,”", "added", "{he} added"))
    assert found[1].speaker == "Peter Belling"


def test_nobody_calls_themselves_he_in_a_quotation(rules_desk):
    text = "“Robert Sorrel owns barges, as he has told the court,” Peter Belling said."
    outer = statement(text, "“Robert Sorrel owns barges, as he has told the court,”", "{said}.", "Peter Belling")
    inner = statement(text, "Robert Sorrel owns barges", "has told", "{he} has told", inside=outer.id)
    assert [one.speaker for one in resolved(rules_desk, text, outer, inner)] == ["Peter Belling", "Robert Sorrel"]


def test_first_person_in_a_quotation_is_its_speaker(rules_desk):
    text = "“I asked why we had no lamps,” Laura Oldane said."
    outer = statement(text, "“I asked why we had no lamps,”", "said", "Laura Oldane")
    inner = statement(text, "why we had no lamps", "asked", "{I} asked", inside=outer.id)
    assert resolved(rules_desk, text, outer, inner)[1].speaker == "Laura Oldane"


def test_first_person_outside_is_the_byline(rules_desk):
    text = "I said that the ferry was late."
    one = statement(text, "that the ferry was late", "said", "I")
    assert resolved(rules_desk, text, one, byline="Tilda Maresh")[0].speaker == "Tilda Maresh"
    assert resolved(rules_desk, text, one, byline="Tilda Maresh and Nora Quillen")[0].speaker == "author"
    assert resolved(rules_desk, text, one)[0].speaker == "author"


def test_they_are_the_last_group(rules_desk):
    text = "The deal was mocked by local fishermen and by his old opponents. They said that it stank."
    assert speaker(rules_desk, text, "that it stank", "said", "They") == "old opponents"


def test_it_is_the_last_body(rules_desk):
    text = "The Environment Ministry in Ormund closed the bay on Monday. It said that the water was foul."
    assert speaker(rules_desk, text, "that the water was foul", "said", "It") == "Environment Ministry"


def test_body_named_again_by_its_last_word(rules_desk):
    text = "The Environment Ministry closed the bay. The ministry said that the water was foul."
    assert speaker(rules_desk, text, "that the water was foul", "said", "The ministry") == "Environment Ministry"


def test_unnamed_person_is_called_he_later(rules_desk):
    text = "A young man said that he drove a lorry. He said that nobody had asked."
    found = resolved(
        rules_desk,
        text,
        statement(text, "that he drove a lorry", "man {said}", "A young man"),
        statement(text, "that nobody had asked", "He {said}", "{He} said"),
    )
    assert [one.speaker for one in found] == ["young man", "young man"]


def test_implicit_statement_goes_on_from_the_last_speaker(rules_desk):
    text = "“It rained,” Laura Oldane said. The bus was late. “We were wet to the bone.”"
    first = statement(text, "“It rained,”", "said", "Laura Oldane")
    found = resolved(rules_desk, text, first, statement(text, "“We were wet to the bone.”", implicit=True))
    assert found[1].speaker == "Laura Oldane"


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        ("\nOsk Belling said little.", "Osk Belling"),
        ("\nIlse Varden left.", "Ilse Varden"),
        ("\nNobody asked Osk Belling.", "Ilse Varden"),
        (" Osk Belling sat beside her.", None),
        (" Osk Belling sat beside her. The bus was late.", "Ilse Varden"),
    ],
)
def test_implicit_statement_after_a_sentence_about_somebody_else(rules_desk, gap, expected):
    text = f"“The port is open,” Ilse Varden said on Monday.{gap} “The port is shut and will stay so.”"
    first = statement(text, "“The port is open,”", "{said} on", "{Ilse Varden} said")
    again = statement(text, "“The port is shut and will stay so.”", implicit=True)
    found = resolved(rules_desk, text, first, again, published=date(2031, 3, 5))
    assert found[0].when is not None
    assert found[1].speaker == expected
    assert (found[1].when is None) == (expected != "Ilse Varden")


@pytest.mark.parametrize(
    ("source", "before"),
    [
        ("Ilse Varden and Osk Belling", ""),
        ("Ilse Varden (Labour) and Osk Belling", ""),
        ("Ilse Varden (Labour) and Osk Belling", "Osk Belling and Ilse Varden met. "),
        ("Ilse Varden, Nora Quillen and Osk Belling", "Ilse Varden and Osk Belling met Nora Quillen. "),
    ],
)
def test_several_sources_are_given_to_the_first_and_the_reason_names_all(rules_desk, source, before):
    text = f"{before}{source} said that it rained."
    found = resolved(rules_desk, text, statement(text, "that it rained", "said", source))[0]
    assert found.speaker == "Ilse Varden"
    assert "together with" in found.reasons[0]
    assert found.reasons[0].endswith("Osk Belling")


def test_list_behind_a_preposition_is_no_list_of_sources(rules_desk):
    text = "Ilse Varden met Osk Belling. An aide of Ilse Varden and Osk Belling said that it rained."
    found = kind(rules_desk, text, "that it rained", "said", "An aide of Ilse Varden and Osk Belling")
    assert found.kind is SpeakerKind.UNNAMED


@pytest.mark.parametrize(("document", "stance"), [("charges", Stance.ALLEGE), ("memo", Stance.ASSERT)])
def test_document_of_an_unknown_author_has_no_speaker(rules_desk, document, stance):
    text = f"According to the {document}, the drums were never opened."
    one = statement(text, "the drums were never opened", "According to", f"the {document}")
    found = resolved(rules_desk, text, one)[0]
    assert (found.speaker, found.document, found.stance) == (None, document, stance)


def test_statement_without_source_stays_without_speaker(rules_desk):
    text = "“It rained,” Laura Oldane said. It was claimed that the mine had flooded."
    first = statement(text, "“It rained,”", "said", "Laura Oldane")
    assert (
        resolved(rules_desk, text, first, statement(text, "that the mine had flooded", "was claimed"))[1].speaker
        is None
    )


def test_two_tags_take_the_first_that_names_somebody(rules_desk):
    text = "“It rained,” somebody said. “We got wet,” added Laura Oldane."
    one = statement(text, ["“It rained,”", "“We got wet,”"], "said|added", "somebody|Laura Oldane")
    assert resolved(rules_desk, text, one)[0].speaker == "Laura Oldane"


def test_place_of_the_dateline_is_no_person(rules_desk):
    text = "ORMUND, March 5. /HALDA/. The bay is closed. Ormund has rejected all complaints."
    line = Dateline(Span(0, 24), "ORMUND", 3, 5, None, "HALDA")
    one = statement(text, "all complaints", "has rejected", "{Ormund} has")
    parsed = rules_desk.parse(replace(article(text), dateline=line))
    assert resolve(parsed, (one,))[1][0].kind is SpeakerKind.ORGANIZATION


def test_speakers_of_the_page_have_all_their_mentions(rules_desk):
    text = "Prime Minister Ilse Varden left. “It rained,” Varden said. Peter Belling stayed."
    parsed = rules_desk.parse(article(text))
    _, speakers = resolve(parsed, (statement(text, "“It rained,”", "said", "{Varden} said"),))
    assert [(one.name, [part.of(text) for part in one.mentions]) for one in speakers] == [
        ("Ilse Varden", ["Ilse Varden", "Varden"])
    ]


def test_reason_says_how_a_speaker_was_reached(rules_desk):
    text = "“We sail at noon,” said Peter Belling. “Bring a coat,” he added."
    first = statement(text, "“We sail at noon,”", "said", "Peter Belling")
    found = resolved(rules_desk, text, first, statement(text, "“Bring a coat,”", "added", "{he} added"))
    assert "'he' → Peter Belling" in found[1].reasons[0]
