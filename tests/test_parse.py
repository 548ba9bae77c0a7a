"""The parse keeps offsets, and lines apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import parse as parse_module
from onrecord.errors import ModelError
from onrecord.model import Article, Span
from onrecord.parse import load_pipeline
from onrecord.pipeline import Desk


@settings(max_examples=30, deadline=None)
@given(text=st.text(alphabet="ab .\n\t\u00a0é“”", min_size=1, max_size=200), chunk=st.integers(5, 60))
def test_parse_keeps_every_character(desk: Desk, text: str, chunk: int):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parse_module, "CHUNK", chunk)
        parsed = desk.parse(Article("a", text))
    assert parsed.doc.text == text
    assert all(token.text == text[token.idx : token.idx + len(token.text)] for token in parsed.doc)


def test_a_sentence_ends_with_its_line(desk: Desk):
    parsed = desk.parse(Article("a", "Mayor sells ferry\nThe town is angry"))
    assert [sentence.text.strip() for sentence in parsed.doc.sents] == ["Mayor sells ferry", "The town is angry"]


def test_tokens_of_a_span_inside_a_word_are_the_word(desk: Desk):
    parsed = desk.parse(Article("a", "The harbour closed."))
    tokens = parsed.tokens(Span(5, 8))
    assert tokens is not None
    assert tokens.text == "harbour"


def test_a_missing_pipeline_says_what_to_do():
    with pytest.raises(ModelError, match="not installed"):
        load_pipeline("no_such_pipeline")


def test_changed_weights_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(parse_module.PINNED_FILES, "ner/model", "0" * 64)
    with pytest.raises(ModelError, match="ner/model"):
        load_pipeline()


def test_a_long_word_at_the_end_leaves_the_rest_in_stretches():
    text = "word " * 10_000 + "x" * 450
    stretches = parse_module._stretches(text)
    assert "".join(stretches) == text
    assert max(map(len, stretches)) <= parse_module.CHUNK
