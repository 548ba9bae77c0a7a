"""What was said is found by its words, and nothing a reader types is an error of the search language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import RecordError
from onrecord.record import Hit, Record
from onrecord.record.search import match_expression
from tests.test_record_samples import MAYOR, PILOT, page

PIER = page((MAYOR, "The old pier stays open, we won't close it"), (PILOT, "No ship can land at an old and open pier"))
FERRY = page((PILOT, "The café on the ferry reopens"), (None, "Fares will double"), outlet="Radio Nordholm")


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    with Record.open(tmp_path_factory.mktemp("search") / "x.record", create=True) as record:
        record.keep([PIER, FERRY])
        yield record


def found(record, words):
    return {hit.snippet for hit in record.find(words, limit=10)}


OPEN = "“The old pier stays open, we won't close it,”"
LAND = "“No ship can land at an old and open pier,”"
CAFE = "“The café on the ferry reopens,”"
FARES = "“Fares will double,”"


@pytest.mark.parametrize(
    ("words", "snippets"),
    [
        ("pier", {OPEN, LAND}),
        ("PIER open", {OPEN, LAND}),
        ("pier ferry", set()),
        ('"old pier"', {OPEN}),
        ("“old pier”", {OPEN}),
        ('"old pier" "stays open"', {OPEN}),
        ("reop*", {CAFE}),
        ("reop", set()),
        ('"ferry reop"*', {CAFE}),
        ("cafe", {CAFE}),
        ("okonjo", {LAND, CAFE}),
        ("brandvold pier", {OPEN}),
        ("nordholm", {CAFE, FARES}),
        ("won't", {OPEN}),
        ("won’t", {OPEN}),
        ('"old pier', {OPEN, LAND}),
        ('pier"', {OPEN, LAND}),
        ("pier — open", {OPEN, LAND}),
        ("pier*open", {OPEN, LAND}),
        ("pier NOT open", set()),
        ("content:pier", set()),
        ("(pier)", {OPEN, LAND}),
        ("^land", {LAND}),
        ("pier\0open", {OPEN, LAND}),
        ("pier\udc80", {OPEN, LAND}),
        ("saltmarsh '; DROP TABLE articles; --", set()),
    ],
)
def test_words_find(record, words, snippets):
    assert found(record, words) == snippets


def test_hit_tells_all_a_list_needs(record):
    article, statement = PIER.article, PIER.statements[0]
    hit = Hit(statement, article.id, article.outlet, article.published, MAYOR, statement.spans[0].of(article.text))
    assert record.find('"old pier"', limit=1) == [hit]


def test_hits_are_limited_and_the_best_come_first(tmp_path):
    lengths = [3, 9, 1, 7, 5, 8, 2, 6, 4]
    with Record.open(tmp_path / "x.record", create=True) as record:
        record.keep(page((MAYOR, "tide " + "and " * length)) for length in lengths)
        best = [hit.snippet.count("and") for hit in record.find("tide", limit=9)]
        assert best == sorted(lengths)
        assert [hit.snippet.count("and") for hit in record.find("tide", limit=2)] == [1, 2]


@pytest.mark.parametrize("words", ["", "  ", '"', '""', "*", "— …", "\0", "\ud800"])
def test_nothing_to_search_for_says_what_to_give(record, words):
    with pytest.raises(RecordError, match="give a word"):
        record.find(words, limit=10)


@settings(deadline=None)
@given(st.text(st.characters() | st.sampled_from("\"*()^:-+{}NEARORANDNOT'\0"), max_size=30))
def test_nothing_typed_is_an_error_of_the_search_language(record, words):
    try:
        record.find(words, limit=3)
    except RecordError as error:
        assert "nothing to search for" in str(error)  # noqa: PT017 - most words are found or not


def test_very_many_words_are_no_error(record):
    assert record.find("pier " * 5000, limit=1)


def test_words_are_quoted_one_by_one():
    assert match_expression('NEAR(a b) "c d"* e*') == '"NEAR(a" "b)" "c d"* "e"*'
