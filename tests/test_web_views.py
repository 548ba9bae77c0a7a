"""What the doors work out before they show it: pieces of text, letters, moved parts, words for dates."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Article, Change, Evidence, Finding, Form, Fragment, Notes, Span, Statement, When
from onrecord.record import Record
from onrecord.text import paragraphs
from onrecord.web.aligned import differences
from onrecord.web.apparatus import Apparatus
from onrecord.web.based import against
from onrecord.web.cards import ArticleView
from onrecord.web.gaps import Gap, gaps_of
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
    assert time.process_time() - begun < 1.5  # a third of a second on a quiet machine; a pair-by-pair way takes minutes
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
    assert apparatus.scale == [(1, "1 origin"), (2, "2 origins"), (4, "3 origins")]


def test_passages_are_shaded_by_origins_not_outlets(record: Record):
    utterance = record.utterance(DOOR)
    spans = [Evidence(witness.article, witness.spans[0]) for witness in utterance.witnesses[:2]]
    copied = Finding("origins", "Lake Radio and The Orrin Gazette have one source", tuple(spans), 0.5)
    apparatus = Apparatus(utterance, Sources(record), [copied])
    assert apparatus.origin_count == 2
    assert [(len(passage.outlets), passage.origins) for passage in apparatus.passages] == [
        (2, 1),
        (3, 2),
        (1, 1),
        (3, 2),
        (1, 1),
    ]


@given(st.data())
def test_gaps_are_where_nothing_is_printed(data: st.DataObject):
    count = data.draw(st.integers(1, 6))
    cuts = sorted(data.draw(st.lists(st.integers(0, 40), min_size=2 * count, max_size=2 * count, unique=True)))
    spans = {at: [Span(cuts[2 * at], cuts[2 * at + 1])] for at in data.draw(st.sets(st.integers(0, count - 1)))}
    found = gaps_of(data.draw(st.text("ab …", min_size=45, max_size=45)), spans, count)
    assert [gap is Gap.NONE for gap in found] == [at in spans for at in range(count)]
    assert all(gap is Gap.TRIMMED for gap in found[: min(spans, default=0)])


@pytest.mark.parametrize(
    ("between", "gap"),
    [
        (" ", Gap.SILENT),
        (". ", Gap.SILENT),
        (" – ", Gap.SILENT),
        (" … ", Gap.ELIDED),
        (" ... ", Gap.ELIDED),
        (" [...] ", Gap.ELIDED),
        (",” she said. “", Gap.ELIDED),
    ],
)
def test_what_is_left_out_inside_is_marked_in_print_or_not(between: str, gap: Gap):
    text = f"One{between}three"
    printed = {0: [Span(0, 3)], 2: [Span(len(text) - 5, len(text))]}
    assert gaps_of(text, printed, 3) == (Gap.NONE, gap, Gap.NONE)


def test_a_base_compared_to_itself_differs_nowhere(record: Record):
    rows = Apparatus(record.utterance(DOOR), Sources(record)).rows
    for base in rows:
        first, *others = against(rows, base)
        assert first.letter == base.letter
        assert {row.letter for row in others} == {row.letter for row in rows} - {base.letter}
        assert not any(first.gaps)
        assert not any(cell and (cell.moved or cell.more or cell.change != "identical") for cell in first.cells)


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
