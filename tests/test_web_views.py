"""What the doors work out before they show it: pieces of text, letters, moved parts, words for dates."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Article, Change, Form, Fragment, Notes, Span, Statement, When
from onrecord.record import Record
from onrecord.text import paragraphs
from onrecord.web.aligned import differences
from onrecord.web.apparatus import Apparatus
from onrecord.web.cards import ArticleView
from onrecord.web.marking import COLOURS, colours, marked
from onrecord.web.sources import Sources
from onrecord.web.visible import visible
from onrecord.web.wording import MEANINGS, SIGNS, date_range, days, listed, shortened, when_words
from tests.doors import DOOR, MARA, make_record

TEXT = "First “line” of it.\n\nSecond line, ‘nested’ too.\n  Third.\n"


@st.composite
def notes(draw: st.DrawFn) -> Notes:
    """Notes with spans that overlap, nest and touch as they like."""
    ends = st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=2, unique=True).map(sorted)
    spans = st.builds(lambda pair: Span(*pair), ends)
    statements = []
    for number in range(draw(st.integers(0, 4))):
        content = tuple(Fragment(span, (span,)) for span in sorted(draw(st.lists(spans, min_size=1, max_size=3))))
        inside = draw(st.sampled_from([None, "0", "1", "2", "3"]))
        cue, source = tuple(draw(st.lists(spans, max_size=1))), tuple(draw(st.lists(spans, max_size=1)))
        speaker = draw(st.sampled_from([None, "A", "B"]))
        statements.append(Statement(str(number), "x", Form.DIRECT, content, cue, source, speaker, inside=inside))
    aside = tuple(draw(st.lists(spans, max_size=1)))
    return Notes(Article("x", TEXT, boilerplate=aside), tuple(statements))


@given(notes())
def test_marking_never_changes_the_text(made: Notes):
    shown = ["".join(piece.text for piece in paragraph.pieces) for paragraph in marked(made)]
    assert shown == [span.of(TEXT) for span in paragraphs(TEXT)]


@given(notes())
def test_marking_opens_every_statement_once(made: Notes):
    opened = [number for paragraph in marked(made) for number in paragraph.opens]
    assert sorted(opened) == list(range(1, len(made.statements) + 1))
    assert opened == [number for paragraph in marked(made) for piece in paragraph.pieces for number in piece.opens]


@pytest.mark.parametrize("gap", ["\n", " "], ids=["a paragraph each", "all in one paragraph"])
def test_marking_2000_statements_takes_no_time(gap: str):
    text = gap.join(["“It rained.”"] * 2000)
    starts = range(0, len(text), len("“It rained.”" + gap))
    contents = [(Fragment(Span(start, start + 12), (Span(start, start + 12),)),) for start in starts]
    statements = tuple(Statement(str(n), "x", Form.DIRECT, content) for n, content in enumerate(contents))
    begun = time.process_time()
    shown = marked(Notes(Article("x", text), statements))
    assert time.process_time() - begun < 0.5
    assert [number for paragraph in shown for number in paragraph.opens] == list(range(1, 2001))


def test_marking_knows_the_headline_and_what_stands_around():
    article = Article("x", "A title\n\nBody.\n\nREAD MORE", title="A title", boilerplate=(Span(16, 25),))
    head, body, around = marked(Notes(article))
    assert (head.headline, body.headline, around.headline) == (True, False, False)
    assert (head.boilerplate, body.boilerplate, around.boilerplate) == (False, False, True)


def test_statement_that_begins_between_paragraphs_still_gets_its_card():
    start = TEXT.index("\n")
    statement = Statement("s", "x", Form.INDIRECT, (Fragment(Span(start, start + 5)),))
    assert [paragraph.opens for paragraph in marked(Notes(Article("x", TEXT), (statement,)))] == [(), (1,), ()]


def test_only_the_first_speakers_have_a_colour():
    statements = [
        Statement(str(n), "x", Form.INDIRECT, (Fragment(Span(0, 1)),), speaker=f"Speaker {n}")
        for n in range(COLOURS + 2)
    ]
    assert list(colours(statements).values()) == list(range(1, COLOURS + 1))


@pytest.fixture
def record(tmp_path: Path) -> Record:
    with Record.open(make_record(tmp_path / "hand.db"), readonly=True) as opened:
        yield opened


def test_apparatus_puts_the_transcript_first(record: Record):
    rows = Apparatus(record.utterance(DOOR), Sources(record)).rows
    assert [(row.letter, row.article.outlet) for row in rows] == [
        ("A", "Lake Radio"),
        ("B", "The Orrin Gazette"),
        ("C", "Ferryman Weekly"),
    ]


def test_apparatus_finds_the_one_part_that_moved(record: Record):
    rows = Apparatus(record.utterance(DOOR), Sources(record)).rows
    moved = [(row.letter, cell.text) for row in rows for cell in row.cells if cell and cell.moved]
    assert moved == [("C", "We will raise her before winter")]


def test_apparatus_says_when_and_by_how_many(record: Record):
    apparatus = Apparatus(record.utterance(DOOR), Sources(record))
    assert apparatus.said == "2 May 2019"
    assert apparatus.published == "2–3 May 2019"
    assert apparatus.printings == "3 printings in 3 articles of 3 outlets"
    assert apparatus.scale == [(1, "1 outlet"), (2, "2 outlets"), (4, "3 outlets")]


def test_article_view_leaves_the_own_outlet_out_of_the_others(record: Record):
    card = ArticleView(record, "gazette").cards[0]
    assert card.statement.speaker == MARA
    assert [printing.outlets for printing in card.printings] == [("Ferryman Weekly", "Lake Radio")]


@given(st.text("ab ", max_size=30), st.text("ab ", max_size=30))
def test_differences_keep_every_character(text: str, base: str):
    assert "".join(stretch.text for stretch in differences(text, base)) == text
    assert not any(stretch.other for stretch in differences(text, text))


def test_every_change_has_a_sign_and_a_meaning():
    assert set(SIGNS) == set(MEANINGS) == set(Change)


@given(st.text())
def test_visible_leaves_nothing_that_steers(text: str):
    shown = visible(text)
    assert not any(ord(character) < 32 and character not in "\n\t" for character in shown)
    assert not set(shown) & set("\x7f\x9b\u200e\u200f\u202a\u202e\u2066\u2069\u2028")
    assert visible(shown) == shown


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2018, 3, 4), date(2018, 3, 4), "4 March 2018"),
        (date(2018, 3, 4), date(2018, 3, 6), "4–6 March 2018"),
        (date(2018, 2, 27), date(2018, 3, 6), "27 February – 6 March 2018"),
        (date(2017, 12, 31), date(2018, 1, 1), "31 December 2017 – 1 January 2018"),
        (date(2018, 3, 1), date(2018, 3, 31), "March 2018"),
        (date(2018, 1, 1), date(2018, 12, 31), "2018"),
        (None, date(2018, 3, 4), "4 March 2018 or earlier"),
        (date(2018, 3, 4), None, "4 March 2018 or later"),
        (None, None, "at a time not known"),
    ],
)
def test_days_are_no_finer_than_they_are(start: date | None, end: date | None, words: str):
    assert days(start, end) == words


def test_inferred_dates_say_so():
    day = date(2018, 3, 4)
    assert when_words(When(day, day, inferred=True)) == "4 March 2018 (inferred)"
    assert when_words(None) == when_words(When(None, None)) == ""


def test_lists_and_long_texts_in_words():
    assert [listed([]), listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
    assert date_range(date(2018, 3, 4), date(2018, 3, 4)) == "4 March 2018"
    assert shortened("one two  three four", 12) == "one two …"
