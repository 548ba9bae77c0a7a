"""Drafts in every format, and what must not bring a check down."""

import io
import time
import zipfile

import pytest

from onrecord import pipeline
from onrecord.config import Config
from onrecord.engine import MOST_CHARACTERS, check_draft, check_quotation
from onrecord.errors import EmptyArticleError, EncodingError, FormatError, ReadError, TooLargeError
from onrecord.model import Article
from onrecord.record import Record
from onrecord.verdicts import Verdict
from tests.doors import make_record

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    with Record.open(make_record(tmp_path_factory.mktemp("check") / "hand.db"), readonly=True) as opened:
        yield opened


def read(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return pipeline.read_draft(str(path), Config())


def docx(body, **parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<?xml version='1.0'?><w:document {W}><w:body>{body}</w:body></w:document>"
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def para(*runs):
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("d.txt", "She said: “Yes, we do.”", "She said: “Yes, we do.”"),
        (
            "d.md",
            "# Head\n\nShe said: “Yes, _we_ *do* [so](http://x.example)”\nat `once`.\n\n```\ncode\n```\n\n<b>x</b>",
            "Head\n\nShe said: “Yes, we do so” at once.\n\nx",
        ),
        ("d.docx", docx(para("She said: “Yes", ", we do.”") + para("End.")), "She said: “Yes, we do.”\n\nEnd.\n\n"),
        (
            "d.docx",
            docx(f"<w:p><w:del><w:r><w:delText>No</w:delText></w:r></w:del><w:moveFrom>{para('No')}</w:moveFrom>"
                 "<w:r><w:t>Yes</w:t><w:tab/><w:t>we</w:t></w:r></w:p>",
                 footnotes=f"<w:footnotes {W}>{para('A note.')}</w:footnotes>"),
            "\n\nYes\twe\n\n\n\nA note.\n\n",
        ),
    ],
)  # fmt: skip
def test_a_draft_is_all_its_words(tmp_path, name, content, text):
    assert read(tmp_path, name, content).text == text


def test_a_page_is_all_that_is_seen_of_it(tmp_path):
    page = (
        "<!doctype html><title>T</title><script>“no no no no”</script><style>p{}</style><p>She said: "
        "<q>Yes,\n <b>we</b> do</q>.<br>Then<!-- “hidden words in here” --> left.</p><aside>Beside</aside>"
    )
    lines = [line for line in read(tmp_path, "d.html", page).text.split("\n") if line]
    assert lines == ["She said: “Yes, we do”.", "Then left.", "Beside"]


BOMB = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'


def zipped(content, name="word/document.xml"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "error", "words"),
    [
        ("d.txt", b"", EmptyArticleError, "no text in it"),
        ("d.md", b" \n ", EmptyArticleError, "no text in it"),
        ("d.html", b"<p> </p>", EmptyArticleError, "no text in it"),
        ("d.txt", b"a\0b", EncodingError, "binary data"),
        ("d.txt", b"<html><p>x</p></html>", FormatError, "name it .html"),
        ("d.pages", b"x", FormatError, "a draft is one of .docx"),
        ("d.docx", b"x", FormatError, "no whole Word document"),
        ("d.docx", zipped("x", "other.xml"), FormatError, "no Word document"),
        ("d.docx", zipped(BOMB), FormatError, "does not declare entities"),
        ("d.docx", zipped("<w:a"), FormatError, "no whole Word document"),
        ("d.docx", zipped(b" " * 11_000_000), TooLargeError, "unpacks to over 10,000,000 bytes"),
        ("d.txt", b"x" * 10_000_001, TooLargeError, "over the limit"),
    ],
)
def test_what_is_no_draft_is_refused_with_the_reason(tmp_path, name, content, error, words):
    with pytest.raises(error, match=words) as caught:
        read(tmp_path, name, content)
    assert str(caught.value).startswith(f"{tmp_path / name}: ")


def test_missing_and_odd_paths_are_refused(tmp_path):
    with pytest.raises(ReadError, match="cannot be read: No such file"):
        pipeline.read_draft(str(tmp_path / "none.txt"), Config())
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(FormatError, match="not a regular file"):
        pipeline.read_draft(str(tmp_path / "folder.txt"), Config())


def report_on(text, record, desk):
    return check_draft(Article(Article.id_of(text, None, None), text, origin="draft"), record, desk.config, desk)


@pytest.mark.parametrize(
    "text",
    [
        '"' * 100_000,
        "“" * 100_000,
        "‘a’ " * 50_000,
        '"a b" ' * 30_000,
        "<script>alert('x')</script> " * 5_000,
        "no quotation at all",
    ],
    ids=lambda text: text[:12],
)
def test_hostile_marks_are_fast_and_give_nothing(text, record, desk):
    begun = time.process_time()
    report = report_on(text, record, desk)
    assert report.checked == ()
    assert report.alright
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * (MOST_CHARACTERS + 1), "at most 200,000 are checked: split it"),
        ("word " * 1_000_000, "at most 200,000"),
        ('"one two three" ' * 2_001, "2,001 quotations; at most 2,000 are checked"),
    ],
    ids=["long", "5 MB", "many"],
)
def test_a_draft_over_the_limits_is_refused_at_once(text, words, record, desk):
    begun = time.process_time()
    with pytest.raises(TooLargeError, match=words):
        report_on(text, record, desk)
    assert time.process_time() - begun < 5


def test_one_endless_quotation_is_fast(record, desk):
    begun = time.process_time()
    (found,) = report_on(f"“{'one two three four ' * 3_000}”", record, desk).checked
    assert found.verdict is Verdict.ABSENT
    assert time.process_time() - begun < 20


def test_search_words_cannot_be_misread(record, desk):
    report = report_on('“NEAR(a b) AND OR NOT content : * ^ ferry" - {x}”', record, desk)
    assert report.skipped + len(report.checked) >= 1


@pytest.mark.parametrize(
    "draft",
    [
        "‘The ferry sank because nobody closed the bow door’, Mara Quist said.",
        'Mara Quist said: "The ferry sank because nobody closed the bow door.',
        '“The ferry sank because nobody closed the bow door" Mara Quist said.',
        "Mara Quist said: «The ferry sank because nobody closed the bow door.»",
    ],
)
def test_marks_of_any_kind_and_broken_ones_are_read(draft, record, desk):
    (found,) = report_on(draft, record, desk).checked
    assert found.verdict in {Verdict.VERBATIM, Verdict.TRIMMED, Verdict.REWORDED}


def test_a_mark_left_open_does_not_swallow_the_quotation_of_the_next_paragraph(record, desk):
    draft = 'Quist said: "The ferry sank because nobody closed the bow door. She left.\n\n"I told them so in March," he'
    first, second = report_on(draft, record, desk).checked
    assert first.verdict is Verdict.VERBATIM
    assert first.spans[0].of(draft) == '"The ferry sank because nobody closed the bow door.'
    assert second.verdict is Verdict.VERBATIM
    assert second.spans[0].of(draft) == '"I told them so in March,"'


def test_a_mark_left_open_before_much_of_the_drafts_own_words_hides_no_quotation(record, desk):
    draft = (
        "Quist said: “The ferry sank because nobody closed the bow door, as everybody on the quay has long known. "
        "The council meets on Friday to hear the divers, the pilots and whoever else has a mind to come and speak."
    )
    (found,) = report_on(draft, record, desk).checked
    assert found.verdict is Verdict.VERBATIM
    assert found.spans[0].of(draft) == "“The ferry sank because nobody closed the bow door,"


def test_every_direct_statement_of_the_record_is_verbatim_in_a_draft(record, desk):
    for notes in record.all_notes():
        for one in notes.statements:
            words = one.spans[0].of(notes.article.text).strip('“”"')
            if one.form == "direct" and len(words.split()) > 3 and not set(words) & set("…[“‘"):
                (found,) = report_on(f"It was said: “{words}”", record, desk).checked
                assert found.verdict is Verdict.VERBATIM, words


@pytest.mark.parametrize(
    "words",
    [
        "I told them so in May",
        "nobody closed the bow door … before winter",
        "the eels are to blame",
        "“Ask the harbour.”",
    ],
)
def test_a_quotation_alone_is_checked_as_in_a_draft(words, record, desk):
    (alone,) = check_quotation(words, "Pel Lund", record, desk).checked
    (drafted,) = report_on(f"“{words.strip('“”')}” Pel Lund said.", record, desk).checked
    assert (alone.verdict, alone.notes, alone.printings) == (drafted.verdict, drafted.notes, drafted.printings)


def test_a_quotation_over_paragraphs_is_one(record, desk):
    (checked,) = check_quotation("nobody closed the bow door\n\n  I told them so\n", None, record, desk).checked
    assert len(checked.spans) == 2
    assert checked.verdict is Verdict.TRIMMED


@pytest.mark.parametrize("words", ["", " \n ", "so what", "[the eels are to blame]"])
def test_a_quotation_of_too_few_words_is_passed_over(words, record, desk):
    report = check_quotation(words, None, record, desk)
    assert (report.checked, report.skipped) == ((), 1)
