"""Trees out of scores, and documents that a reader has parsed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as some

from onrecord.grammar import LONGEST, tree
from onrecord.model import Article
from onrecord.parse import load_pipeline
from onrecord.pipeline import Desk

SQUARES = st.integers(1, 12).flatmap(
    lambda size: some.arrays(np.float32, (size, size), elements=st.floats(-20, 0, width=32))
)


@given(SQUARES)
def test_every_word_leads_to_the_one_root(scores):
    heads = tree(scores)
    root = int(scores.diagonal().argmax())
    assert [n for n, head in enumerate(heads) if head == n] == [root]
    for word in range(len(heads)):
        above = word
        for _ in range(len(heads)):
            above = heads[above]
        assert above == root


def test_a_circle_is_opened_where_it_costs_least():
    # Word 0 is the root; 1 and 2 each prefer the other, and 2 minds the root less.
    scores = np.log(np.asarray([[0.9, 0.05, 0.05], [0.1, 0.1, 0.8], [0.4, 0.5, 0.1]], np.float32))
    assert tree(scores).tolist() == [0, 2, 0]


def test_reader_parses_as_a_pipeline_does(desk: Desk):
    text = "The mayor of Fernholt sold the ferry on Tuesday. She had never liked it."
    doc, other = desk.parse(Article("a", text)).doc, load_pipeline()(text)
    assert [token.text for token in doc] == [token.text for token in other]
    assert [sentence.text for sentence in doc.sents] == [sentence.text for sentence in other.sents]
    for part in ("pos_", "lemma_", "dep_"):
        assert [getattr(token, part) for token in doc] == [getattr(token, part) for token in other]
    assert [token.head.i for token in doc] == [token.head.i for token in other]
    assert {name.text for name in doc.ents} >= {"Fernholt", "Tuesday"}


@pytest.mark.parametrize("text", ["\n\n Ada spoke.\n", "\tAda\n\n\n“Bell”  ", "—", "Ada " * 3 * LONGEST])
def test_blanks_and_endless_sentences_are_parsed(desk: Desk, text: str):
    doc = desk.parse(Article("a", text)).doc
    assert doc.text == text
    assert all(len(sentence) <= 2 * LONGEST for sentence in doc.sents)
    assert all(token.head.sent == token.sent for token in doc)


@pytest.mark.parametrize("blank", ["  ", " \xa0 ", "\n"])
def test_blanks_within_names_break_nothing(desk: Desk, blank: str):
    words = ["Ada", "Bell", "Corvane", "of", "The", "Corvane", "Salvage", "Company", "spoke", "on", "5", "May", "2019."]
    text = blank.join(words)
    doc = desk.parse(Article("a", text)).doc
    assert [name.text for name in doc.ents]
    assert all(not name.text[-1].isspace() for name in doc.ents)
