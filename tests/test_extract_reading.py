"""The trained attributor: what it finds on pages of our own, and what holds on any text."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord.weights.reader as reader_module
from onrecord.config import Config
from onrecord.errors import ModelError
from onrecord.extract.decoding import best_roles, join, runs_of
from onrecord.model import Article, Form
from onrecord.pipeline import Desk, note
from onrecord.text import quotations
from onrecord.weights import Reader

TEXT = (
    "The harbour of Tarn will reopen in May, port director Ilse Varden told reporters on Monday.\n\n"
    "“We have waited long enough,” she said. “The dredgers are here.”\n\n"
    "Union leader Omar Pell denied that dockers had delayed the work."
)


@pytest.fixture(scope="module")
def reading_desk():
    return Desk.load(Config(workers=1, attributor="reader@1"))


def test_reading_finds_content_cue_and_source(reading_desk):
    notes = note(Article("a", TEXT), reading_desk)
    found = {
        (statement.source[0].of(TEXT), statement.cue[0].of(TEXT), statement.form)
        for statement in notes.statements
        if statement.source
    }
    assert ("she", "said", Form.DIRECT) in found
    assert any(source.endswith("Omar Pell") and cue == "denied" for source, cue, _ in found)
    assert any(source.endswith("Ilse Varden") and cue == "told" for source, cue, _ in found)
    assert {statement.made_by for statement in notes.statements} == {"reader@1"}
    assert all(0 <= statement.confidence <= 1 for statement in notes.statements)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(["she said", "“We", "waited,”", "\n", "Ada Vinn", "denied that", "it", "rained.", "’", "\t"])
    )
)
def test_reading_offsets_slice_and_no_quotation_is_cut(reading_desk, parts):
    text = " ".join(parts)
    marks = [mark.spans[0] for mark in quotations(text) if mark.level == 0 and len(mark.spans) == 1]
    for statement in note(Article("a", text), reading_desk).statements:
        for span in statement.spans:
            assert span.of(text) == text[span.start : span.end] != ""
            own = (*statement.cue, *statement.source)
            for mark in marks:
                cut = mark.overlaps(span) and not span.contains(mark) and not mark.contains(span)
                assert not cut or any(mark.overlaps(part) for part in own)


def test_reading_of_a_page_without_words_is_empty(reading_desk):
    assert note(Article("a", " \n "), reading_desk).statements == ()


def test_roles_follow_the_moves_and_links_join_runs():
    scores = np.full((4, 7), -5, np.float32)
    for word, role in enumerate((5, 3, 1, 2)):  # source, cue, content, content
        scores[word, role] = 5
    roles = best_roles(scores, np.zeros((7, 7), np.float32), np.zeros(7, np.float32))
    assert roles.tolist() == [5, 3, 1, 2]
    chances = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
    pointing = [(0, np.asarray(row, np.float32)) for row in ([1, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0], [0, 1, 0, 0])]
    (one,) = join(runs_of(roles, chances), pointing)
    assert (one.content[0].first, one.content[0].last) == (2, 3)
    assert one.cue is not None
    assert one.cue.first == 1
    assert one.source is not None
    assert one.source.first == 0


def test_changed_weights_are_refused(tmp_path, monkeypatch):
    origin = Path(str(reader_module.files("onrecord"))) / "weights" / "reader@1"
    shutil.copytree(origin, tmp_path / "weights" / "reader@1")
    (tmp_path / "weights" / "reader@1" / "tokenizer.json").write_text("{}")
    monkeypatch.setattr(reader_module, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        Reader("reader@1")


def test_missing_weights_say_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(reader_module, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match="reinstall"):
        Reader("reader@1")
