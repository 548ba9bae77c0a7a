"""What Python programs use: the names of the package, the examples of the docs, the spaCy component."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

import onrecord
import onrecord.check.judge
import onrecord.collate.match
from onrecord import component
from onrecord.config import Config
from onrecord.engine import desk
from onrecord.errors import EmptyArticleError, FormatError
from onrecord.pipeline import Given, article_of
from onrecord.pipeline import note as note_article

ROOT = Path(__file__).parents[1]
FERRY = "Ada Vinn met the board on Monday. “The ferry is safe,” Vinn said."


def test_public_names_are_sorted_and_there():
    assert onrecord.__all__ == sorted(onrecord.__all__, key=lambda name: (not name[0].isupper(), name))
    assert set(onrecord.__all__) >= {"Record", "note", "collate", "check"}
    assert set(onrecord.__all__) < set(dir(onrecord))
    for name in onrecord.__all__:
        assert callable(getattr(onrecord, name))
        assert getattr(onrecord, name).__doc__


def test_no_other_name_is_made_up():
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        onrecord.chekc  # noqa: B018 - asking is the test


def test_importing_the_package_loads_nothing_of_it():
    code = "import onrecord, sys; sys.exit(sorted(name for name in sys.modules if name.startswith('onrecord.')) != [])"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "first", ["onrecord.check.judge", "onrecord.collate.match", "onrecord.pipeline", "onrecord.api"]
)
def test_functions_are_not_hidden_by_the_rooms_of_their_names(first: str):
    code = f"import {first}, onrecord; from onrecord import check, collate; from onrecord.check import LEAST; "
    code += "assert onrecord.check is check and 'draft' in check.__doc__ and 'articles' in collate.__doc__"
    assert subprocess.run([sys.executable, "-W", "error", "-c", code], check=False).returncode == 0


def test_noting_a_text_is_noting_its_article():
    notes = onrecord.note(FERRY, outlet="The Post", published="2031-05-07", url="https://post.example/1", title="Safe")
    article = article_of(FERRY, Given("The Post", "https://post.example/1", "Safe", published=date(2031, 5, 7)))
    assert notes == onrecord.note(article) == note_article(article, desk(Config()))
    assert notes.statements
    assert onrecord.note(FERRY, published=date(2031, 5, 7)).article.published == date(2031, 5, 7)


def test_wrong_texts_and_days_are_told():
    with pytest.raises(EmptyArticleError):
        onrecord.note(" \n")
    with pytest.raises(FormatError, match="last week"):
        onrecord.note(FERRY, published="last week")


def test_examples_of_the_docs_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "python.md").read_text("utf-8")
    source = "\n".join(re.findall(r"```pycon\n(.*?)```", page, re.DOTALL))
    examples = doctest.DocTestParser().get_doctest(source, {}, "docs/python.md", None, None)
    told: list[str] = []
    outcome = doctest.DocTestRunner(verbose=False).run(examples, out=told.append)
    assert outcome.attempted > 20
    assert outcome.failed == 0, "".join(told)


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    blank = spacy.blank("en")
    blank.add_pipe("onrecord")
    return blank


def spoken(doc: Doc) -> list[tuple[str | None, list[str]]]:
    return [(each.speaker, [doc.text[span.start : span.end] for span in each.spans]) for each in doc._.statements]


def test_component_finds_what_noting_finds(nlp: spacy.Language):
    found = nlp(FERRY)._.statements
    assert found
    article = onrecord.Article(onrecord.Article.id_of(FERRY, None, None), FERRY)
    noted = onrecord.note(article).statements
    assert [(each.id, each.spans, each.speaker) for each in found] == [(e.id, e.spans, e.speaker) for e in noted]


def test_component_works_on_a_stream_and_after_other_components():
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("onrecord", last=True)
    docs = list(nlp.pipe([FERRY, "", "\n\n", FERRY.replace("Vinn", "Brask")]))
    assert [len(doc._.statements) > 0 for doc in docs] == [True, False, False, True]
    assert spoken(docs[3]) == [(name and name.replace("Vinn", "Brask"), words) for name, words in spoken(docs[0])]


def test_documents_not_noted_have_no_statements(nlp: spacy.Language):
    assert nlp.make_doc(FERRY)._.statements == ()


def test_statements_go_through_a_docbin_to_another_program(nlp: spacy.Language, tmp_path: Path):
    doc = nlp(FERRY)
    path = tmp_path / "docs.spacy"
    DocBin(store_user_data=True, docs=[doc]).to_disk(path)
    code = (
        "import sys, spacy; from spacy.tokens import DocBin; from onrecord.component import register\n"
        "register(); (doc,) = DocBin().from_disk(sys.argv[1]).get_docs(spacy.blank('en').vocab)\n"
        "print([(each.speaker, [doc.text[span.start:span.end] for span in each.spans]) for each in doc._.statements])"
    )
    run = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == repr(spoken(doc))


@given(st.text(st.sampled_from("“”\"'‘’ \n.,Aa said that Vinn é\u00a0🛥"), max_size=60))
def test_offsets_are_those_of_the_document(nlp: spacy.Language, text: str):
    doc = nlp(text)
    (again,) = DocBin(store_user_data=True, docs=[doc]).get_docs(nlp.vocab)
    assert again._.statements == doc._.statements
    assert all(0 <= span.start < span.end <= len(doc.text) for each in doc._.statements for span in each.spans)


def test_pipeline_with_the_component_is_found_by_its_entry_point_and_saved(tmp_path: Path):
    """Another program, where nobody has imported the component: spaCy finds it by what is installed."""
    entries = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["spacy_factories"]
    assert entries == {"onrecord": f"{component.__name__}:make"}
    info = tmp_path / "site" / "onrecord_entry-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: onrecord-entry\nVersion: 1\n")
    (info / "entry_points.txt").write_text(f"[spacy_factories]\nonrecord = {entries['onrecord']}\n")
    code = (
        "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('onrecord'); nlp.to_disk('saved')\n"
        f"print(len(spacy.load('saved')({FERRY!r})._.statements))"
    )
    path = os.pathsep.join([str(info.parent), *sys.path])
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout.strip()) == (0, str(len(onrecord.note(FERRY).statements))), run.stderr
