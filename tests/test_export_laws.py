"""Laws of the exports: whatever is written comes back, and agrees with itself."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.contract import fragments_of, notes_from_json
from onrecord.export import verify
from onrecord.export.csv import neutral, restored
from onrecord.model import Article, Form, Notes, Occasion, Stance, Statement, When
from tests.exported import written
from tests.test_record_samples import letters, spanlists

words = st.text(letters, min_size=1, max_size=8)
maybe = st.none() | words
days = st.dates()
whens = st.builds(lambda first, last, why: When(min(first, last), max(first, last), None, why), days, days, words)


@st.composite
def pages(draw):
    """Draw notes as the program itself makes them: ids are content hashes, contents stand in text order."""
    text, outlet, url = (
        draw(st.text(letters | st.sampled_from("“”=+'\r\n"), min_size=1, max_size=40)),
        draw(maybe),
        draw(maybe),
    )
    article = Article(
        Article.id_of(text, outlet, url), text, outlet, url, title=draw(maybe), published=draw(st.none() | days)
    )
    article = replace(article, given_id=draw(maybe))
    found = {}
    for _ in range(draw(st.integers(0, 3))):
        content = fragments_of(text, draw(spanlists(text, 1)))
        cue, source = draw(spanlists(text)), draw(spanlists(text))
        id_ = Statement.id_of(article.id, content, cue, source)
        occasion = st.builds(Occasion, words, st.just(content[0].span))
        found[id_] = Statement(
            id_,
            article.id,
            draw(st.sampled_from([Form.INDIRECT, Form.MIXED])),  # a direct one gets marks in reading
            content,
            cue,
            source,
            speaker=draw(maybe),
            addressee=draw(maybe),
            occasion=draw(st.none() | occasion),
            when=draw(st.none() | whens),
            stance=draw(st.sampled_from(Stance)),
            via=tuple(draw(st.lists(words, max_size=2))),
            implicit=draw(st.booleans()),
            attitude=draw(st.booleans()),
            reasons=tuple(draw(st.lists(words, max_size=2))),
            confidence=draw(st.integers(0, 10_000)) / 10_000,
            made_by=draw(words),
        )
    return Notes(article, tuple(found.values()))


@settings(deadline=None, max_examples=60)
@given(st.lists(pages(), max_size=3))
def test_lines_come_back_as_the_same_statements(batch):
    lines = written("jsonl", batch, with_text=True).decode().split("\n")[:-1]
    assert [notes_from_json(json.loads(line)).statements for line in lines] == [item.statements for item in batch]


@settings(deadline=None, max_examples=60)
@given(st.lists(pages(), max_size=3, unique_by=lambda item: item.article.text))
def test_every_export_agrees_with_itself_and_with_the_texts(batch):
    with tempfile.TemporaryDirectory() as folder:
        texts, path = Path(folder, "texts"), Path(folder, "export")
        texts.write_bytes(written("jsonl", batch, with_text=True))
        statements = sum(len(item.statements) for item in batch)
        for name in ("jsonl", "csv", "annotation", "jsonld", "parquet"):
            path.write_bytes(written(name, batch))
            if path.stat().st_size:
                report = verify(path, texts)
                assert report.differences == []
                assert not report.unchecked
                assert report.statements == report.checked["statement ids"] == statements


@given(st.text(st.sampled_from("'=+-@\t\r\n＝a ")))
def test_a_neutral_cell_is_restored(cell):
    assert restored(neutral(cell)) == cell
    assert not neutral(cell).startswith(tuple("=+-@\t\r\n＝"))
