"""Laws and single constructions of the rule-based attributor."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Article, ArticleKind, Dateline, Form, Fragment, Span, Statement
from onrecord.pipeline import Desk, note
from onrecord.resolve import resolve

PIECES = [
    "“",
    "”",
    '"',
    "'",
    "‘",
    "’",
    "she said",
    "the mayor",
    ", ",
    ". ",
    "\n\n",
    "told Ada Vinn that ",
    "it rains",
    "no",
    "Oskar Lind",
]


def article(text: str, **fields: object) -> Article:
    return Article(Article.id_of(text, None, None), text, **fields)  # type: ignore[arg-type]


def printed(text: str, rules_desk: Desk, **fields: object) -> list[tuple[str, str, str]]:
    """Source, cue and content of every statement, as text."""
    page = article(text, **fields)
    return [
        (parts(page, s.source), parts(page, s.cue), parts(page, s.spans)) for s in note(page, rules_desk).statements
    ]


def parts(page: Article, spans: tuple[Span, ...]) -> str:
    return " | ".join(span.of(page.text) for span in spans)


@settings(max_examples=40, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_text_is_noted_with_exact_spans(rules_desk: Desk, pieces: list[str]):
    page = article("".join(pieces) or "x")
    statements = note(page, rules_desk).statements
    ids = {statement.id for statement in statements}
    assert len(ids) == len(statements)
    for statement in statements:
        assert statement.content
        assert statement.inside is None or statement.inside in ids
        for span in (*statement.spans, *statement.cue, *statement.source):
            assert span.of(page.text).strip()
            assert span.end <= len(page.text)
        for fragment in statement.content:
            assert all(fragment.span.contains(part) for part in fragment.quoted)


def test_an_article_of_nothing_but_marks_yields_no_statement(rules_desk: Desk):
    assert note(article('“”""\'\'‘’ “ ” " \'\n\n""”“'), rules_desk).statements == ()


def test_boilerplate_yields_no_statement(rules_desk: Desk):
    text = "READ MORE: Lind says ‘no’ to ferry\n\nNothing else happened."
    assert note(article(text, boilerplate=(Span(0, 34),)), rules_desk).statements == ()


def test_a_content_never_runs_over_a_line(rules_desk: Desk):
    found = printed("Mayor says ferry is safe\nOskar Lind spoke on Monday.", rules_desk)
    assert [content for _, _, content in found] == ["ferry is safe"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said the ferry was safe.", ("The mayor", "said", "the ferry was safe")),
        ("The ferry is safe, the mayor said.", ("the mayor", "said", "The ferry is safe")),
        ("Lind denied having sold the ferry.", ("Lind", "denied", "having sold the ferry")),
        ("Lind vowed to sell the ferry.", ("Lind", "vowed", "to sell the ferry")),
        ("Vinn accused Lind of selling the ferry.", ("Vinn", "accused", "Lind of selling the ferry")),
        ("The ferry leaks, according to Vinn.", ("Vinn", "according to", "The ferry leaks")),
        ("Nobody believed Vinn’s claim that the ferry was sinking.", ("Vinn’s", "claim", "that the ferry was sinking")),
        ("When asked whether the ferry was safe, Lind laughed.", ("", "asked", "whether the ferry was safe")),
    ],
)
def test_each_construction_gives_source_cue_and_content(rules_desk: Desk, text: str, expected: tuple[str, str, str]):
    assert any(
        found[2] == expected[2] and found[0] == expected[0] and expected[1] in found[1]
        for found in printed(text, rules_desk)
    )


def test_a_third_voice_is_not_drawn_into_a_chain(rules_desk: Desk):
    text = "“The wall is high,” said Ada Vinn. “The gate is shut,” she added. “The quay is mine,” said Oskar Lind."
    assert [source for source, _, _ in printed(text, rules_desk)] == ["Ada Vinn | she", "Oskar Lind"]


def test_an_answer_is_another_statement_than_its_question(rules_desk: Desk):
    text = "“Does it leak?” Ada Vinn asked. “No,” Oskar Lind replied."
    assert [(source, content) for source, _, content in printed(text, rules_desk)] == [
        ("Ada Vinn", "“Does it leak?”"),
        ("Oskar Lind", "“No,”"),
    ]


def test_turns_of_a_transcript_are_direct(rules_desk: Desk):
    page = article(
        "VINN: Does it leak?\n\nLIND: It does not. (Laughter.) Ask the captain.", kind=ArticleKind.TRANSCRIPT
    )
    statements = note(page, rules_desk).statements
    assert [statement.form for statement in statements] == [Form.DIRECT, Form.DIRECT]
    assert [parts(page, statement.spans) for statement in statements] == [
        "Does it leak?",
        "It does not. | Ask the captain.",
    ]


def test_agency_copy_gives_via_and_not_inside(rules_desk: Desk):
    page = article("The ferry sank.\n\nVELTA reports:\n\nOskar Lind said the ferry was safe.")
    by_content = {parts(page, s.spans): s for s in note(page, rules_desk).statements}
    copied: Statement = by_content["the ferry was safe"]
    assert copied.via == ("VELTA",)
    assert copied.inside is None
    assert by_content["Oskar Lind said the ferry was safe."].source == (Span(17, 22),)


def test_statements_are_the_same_every_time(rules_desk: Desk):
    page = article("“It leaks,” said Vinn. “Badly.” Lind denied that it did.")
    assert note(page, rules_desk) == note(page, rules_desk)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“The port is shut,” Oskar Lind was quoted as saying.",
            ("Oskar Lind", "was quoted as saying", "“The port is shut,”"),
        ),
        (
            "Oskar Lind was quoted as saying that the port was shut.",
            ("Oskar Lind", "was quoted as saying", "that the port was shut"),
        ),
        ("Did the minister say the port was shut?", ("the minister", "Did | say", "the port was shut")),
        ("Oskar Lind said the port, which she called “a grave”, would close.", None),
    ],
)
def test_harder_constructions(rules_desk: Desk, text: str, expected: tuple[str, str, str] | None):
    found = printed(text, rules_desk)
    if expected is None:
        assert not any(content == "“a grave”" and cue == "said" for _, cue, content in found)
    else:
        assert expected in found


def test_a_quotation_of_somebody_not_understood_is_nobodys(rules_desk: Desk):
    text = "“We shall pay,” Ada Vinn said.\n“The port is shut,” ran the headline of the Gull."
    (last,) = [
        s for s in note(article(text), rules_desk).statements if parts(article(text), s.spans).startswith("“The port")
    ]
    assert last.speaker is None
    assert not last.implicit


def test_cue_and_source_never_overlap(rules_desk: Desk):
    page = article("Why did Oskar Lind say it leaks? “It leaks,” did he say? Had Ada Vinn ever denied that it leaks?")
    for statement in note(page, rules_desk).statements:
        assert not any(cue.overlaps(source) for cue in statement.cue for source in statement.source)


def test_a_dateline_is_no_source(rules_desk: Desk):
    text = "NORTH VALE, May 13, 2021 – Ada Vinn said on Tuesday that the harbour was shut."
    line = Dateline(Span(0, 26), "NORTH VALE", 5, 13, 2021)
    assert printed(text, rules_desk, dateline=line) == [("Ada Vinn", "said", "that the harbour was shut")]


@pytest.mark.parametrize("source", ["(Ada Vinn", "(Ada", "(Ada Vinn)", "and Oskar Lind"])
def test_a_source_that_opens_with_a_bracket_is_resolved(rules_desk: Desk, source: str):
    page = article(f"{source} said that the ferry was safe.")
    parsed = rules_desk.parse(page)
    start = page.text.index("that")
    content = (Fragment(Span(start, len(page.text) - 1)),)
    statement = Statement("s", page.id, Form.INDIRECT, content, source=(Span(0, len(source)),))
    (resolved,), _ = resolve(parsed, (statement,))
    assert resolved.id == "s"
