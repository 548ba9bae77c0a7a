"""Words, paragraphs and quotation marks."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.text import SpanIndex, fold, folded, paragraphs, quotations, quoted_spans, trim, word_offsets, words

MARKED = st.text(alphabet="ab .,\n\"'“”‘’«»`!?-", max_size=60)


def found(text: str) -> list[tuple[int, list[str]]]:
    return [(mark.level, [span.of(text) for span in mark.spans]) for mark in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said "stay".', [(0, ['"stay"'])]),
        ("She said “stay”.", [(0, ["“stay”"])]),
        ('Opened "straight, closed curly” here.', [(0, ['"straight, closed curly”'])]),
        ('Opened “curly, closed straight" here.', [(0, ['“curly, closed straight"'])]),
        ("It was ”opened by the wrong mark” too.", [(0, ["”opened by the wrong mark”"])]),
        ("''Typed with two,'' he wrote.", [(0, ["''Typed with two,''"])]),
        (
            "“I was told, ‘Go home,’ and went,” she said.",
            [(0, ["“I was told, ‘Go home,’ and went,”"]), (1, ["‘Go home,’"])],
        ),
        ("‘Single, “double inside” it’ he said.", [(0, ["‘Single, “double inside” it’"]), (1, ["“double inside”"])]),
        ("'It's the boys' turn,' he said.", [(0, ["'It's the boys' turn,'"])]),
        ("“One.\n\n“Two.”", [(0, ["“One.", "“Two.”"])]),
        ("“Never closed.\n\nNext paragraph.", [(0, ["“Never closed."])]),
        ("“First “Second”", [(0, ["“First"]), (0, ["“Second”"])]),
        ("The dogs' bowl, the '90s, rock 'n' roll, 6'2\" tall", []),
        (
            "‘’Twas late,’ she said, ‘and they sent ’em home.’",
            [(0, ["‘’Twas late,’"]), (0, ["‘and they sent ’em home.’"])],
        ),
        ("'He sent 'em home in the '90s,' she said.", [(0, ["'He sent 'em home in the '90s,'"])]),
        ("“Take ’em,” she said of the boys’ boats.", [(0, ["“Take ’em,”"])]),
    ],
)
def test_quotations_pairs_marks_of_every_kind(text: str, expected: list[tuple[int, list[str]]]):
    assert found(text) == expected


def test_quotations_says_which_were_closed():
    assert [mark.closed for mark in quotations("“Closed.” Then “open")] == [True, False]


@given(MARKED)
def test_quotations_lie_in_the_text_and_nest(text: str):
    marks = quotations(text)
    for mark in marks:
        assert all(0 <= span.start < span.end <= len(text) for span in mark.spans)
    outer = [span for mark in marks if mark.level == 0 for span in mark.spans]
    assert not any(a.overlaps(b) for number, a in enumerate(outer) for b in outer[:number])


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("\"Send for the pilot,' Osk Belling said. It rained.", "\"Send for the pilot,'"),
        ("“Send for the pilot’, Osk Belling said. It rained.", "“Send for the pilot’"),
        ('"Send for the pilot,\' Osk Belling said. Nobody came but "a gull".', "\"Send for the pilot,'"),
        ("“Send for the pilots’ boat, Osk Belling said.", "“Send for the pilots’ boat, Osk Belling said."),
        ("\"He said 'send for him,' and left.", "\"He said 'send for him,' and left."),
        ("“He said ‘send for him’, and left.", "“He said ‘send for him’, and left."),
    ],
)
def test_a_single_mark_closes_what_no_double_one_does(text: str, quoted: str):
    assert quotations(text)[0].spans[0].of(text) == quoted


@pytest.mark.parametrize("text", ['"' * 100_000, "‘a " * 30_000, "“‘a " * 20_000, "'a' " * 20_000])
def test_quotations_stays_fast_on_nothing_but_marks(text: str):
    start = time.process_time()
    quotations(text)
    assert time.process_time() - start < 5


def test_words_have_offsets_and_folded_forms():
    text = "Mr. O’Dell’s U.S. visit"
    assert [(word.span.of(text), word.folded) for word in words(text)] == [
        ("Mr", "mr"),
        ("O’Dell’s", "o'dell's"),
        ("U.S", "us"),
        ("visit", "visit"),
    ]


@given(st.text(max_size=80))
def test_words_slice_the_text(text: str):
    for word in words(text):
        assert fold(word.span.of(text)) == word.folded


def test_paragraphs_are_lines_without_blanks():
    text = "  One two \n\n\tThree\n   \n"
    assert [span.of(text) for span in paragraphs(text)] == ["One two", "Three"]


def test_trim_gives_nothing_for_blanks():
    assert trim(" a ", 0, 3) == Span(1, 2)
    assert trim("   ", 0, 3) is None


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8))), st.integers(0, 30), st.integers(1, 8))
def test_span_index_finds_what_a_scan_finds(pairs: list[tuple[int, int]], start: int, length: int):
    spans = [Span(at, at + size) for at, size in pairs]
    wanted = Span(start, start + length)
    expected = sorted((s for s in spans if s.overlaps(wanted)), key=lambda s: (s.start, -s.end))
    assert SpanIndex(spans).overlapping(wanted) == expected


@given(st.text(alphabet="aB3_é'’‘ʼ`.. -—“”…[$\n\u00a0", max_size=30), st.integers(0, 10))
def test_folded_words_and_offsets_are_those_of_words_whatever_the_marks(text, start):
    assert folded(text) == [word.folded for word in words(text)]
    if start < len(text):
        span = Span(start, len(text))
        found = list(words(text, span))
        assert folded(text, span) == [word.folded for word in found]
        assert word_offsets(text, span) == [(word.span.start, word.span.end) for word in found]


@given(st.text(alphabet="ab \n“”\"'.", max_size=40), st.data())
def test_marks_of_some_paragraphs_are_those_found_in_the_whole_text(text, data):
    everywhere = {span for quotation in quotations(text) for span in quotation.spans}
    chosen = [paragraph for paragraph in paragraphs(text) if data.draw(st.booleans())]
    wanted = {span for span in everywhere if any(span.overlaps(one) for one in chosen)}
    assert set(quoted_spans(text, chosen)) == wanted
