"""Plain text: decoded, otherwise as it is, or refused with a reason."""

from __future__ import annotations

import codecs
import io
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import EmptyArticleError, EncodingError, FormatError, ReadError, TooLargeError
from onrecord.language.calendar import Calendar
from onrecord.language.page import PageWords
from onrecord.model import Article
from onrecord.read import ReadOptions, Source
from onrecord.read.encoding import decode
from onrecord.read.text import read_text

ENGLISH = files("onrecord.language") / "en"
OPTIONS = ReadOptions(
    Calendar.from_toml(ENGLISH / "calendar.toml"), PageWords.from_toml(ENGLISH / "page.toml"), max_bytes=50_000
)
CURLY = "“The lamp burned on,” the keeper’s wife said – “until noon.” She paid 5 € for the oil, and it was never dear. "
CYRILLIC = "Смотритель маяка заявил в понедельник, что лампа горела всю ночь. Она горела, сказал он журналистам. "


def _read(data: bytes, size: int | None = None) -> Article:
    (article,) = read_text(Source(io.BytesIO(data), "a.txt", size), OPTIONS)
    return article


def test_an_agency_report():
    article = _read((Path(__file__).parent / "data/read/agency.txt").read_bytes())
    assert article.title == "Cabinet calls lamp claims ‘a fog machine’"
    assert (article.outlet, article.published, article.byline) == ("HALDA", date(2031, 3, 5), None)
    assert article.dateline
    assert article.dateline.span.of(article.text) == "ORMUND, March 5, 2031. /HALDA/."
    assert [span.of(article.text) for span in article.boilerplate] == [
        "All news", "READ MORE: Keeper ‘does not remember’ the storm",
    ]  # fmt: skip
    assert article.id == Article.id_of(article.text, "HALDA", None)


def test_a_text_with_date_and_byline():
    text = (
        "THE LAMP POST\nWednesday, 7 March 2018\n\nLight to burn on\n\nBy Tilda Maresh\n\n"
        "It was a long night for the council of New Harbor, its clerk said.\n"
    )
    article = _read(text.encode())
    assert article.text == text
    assert (article.title, article.byline, article.published) == ("Light to burn on", "Tilda Maresh", date(2018, 3, 7))
    assert [span.of(text) for span in article.boilerplate] == ["Wednesday, 7 March 2018", "By Tilda Maresh"]


def test_line_ends_become_newlines_and_nothing_else_changes():
    assert _read(b"\r\n\r\nOne \xc2\xa0\tline.\rTwo.\r\n\x0c").text == "\n\nOne \u00a0\tline.\nTwo.\n\x0c"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8", "cp1252"])
def test_english_is_decoded(encoding: str):
    assert _read((CURLY * 3).encode(encoding)).text == CURLY * 3


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE])
def test_big_endian_is_decoded(mark: bytes):
    encoding = "utf-16-be" if len(mark) == 2 else "utf-32-be"
    assert _read(mark + CURLY.encode(encoding)).text == CURLY


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_other_encodings_are_guessed(encoding: str):
    assert _read((CYRILLIC * 5).encode(encoding)).text == CYRILLIC * 5


def test_the_encoding_a_page_names_is_used():
    assert decode(CURLY.encode("cp1252"), "iso-8859-1").text == CURLY
    assert decode(CYRILLIC.encode("koi8-r"), "koi8-r").text == CYRILLIC
    assert decode(CURLY.encode(), "koi8-r").text == CURLY
    assert decode(CURLY.encode("cp1252"), "rot13").text == CURLY
    assert decode(CURLY.encode("cp1252"), "no-such-encoding").text == CURLY
    assert decode(b"\xffabc", "utf-8").text == "\ufffdabc"


def test_a_few_damaged_characters_of_utf8_are_replaced():
    data = (CURLY * 4).encode()
    assert decode(data + b"\xe2\x80").text == CURLY * 4 + "\ufffd"


def test_one_bad_byte_of_utf8_is_replaced_and_told_of():
    data = "It was late.\n“The lamp burned on".encode() + b"\x93 until noon.\n"
    article, problem = read_text(Source(io.BytesIO(data), "a.txt"), OPTIONS)
    assert isinstance(article, Article)
    assert article.text == "It was late.\n“The lamp burned on\ufffd until noon.\n"
    assert (problem.origin, problem.message) == (
        "a.txt",
        "read as utf-8, but byte 35 (line 2) is no character in it; replaced by U+FFFD: check the words there, or save "
        "the source as UTF-8",
    )
    assert ", and one more place;" in decode(data + b"\x93 caf\xc3\xa9").notice


def test_a_page_of_another_encoding_than_it_names_is_read_by_what_it_is():
    assert decode((CURLY * 2).encode() + b"\xff", "iso-8859-1").text == CURLY * 2 + "\ufffd"
    assert decode(CURLY.encode("cp1252")) == (CURLY, "")


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (b"", EmptyArticleError, "the file is empty"),
        (b" \n\t\r\n", EmptyArticleError, "the file is empty"),
        ("\u00a0\u2003\n".encode(), EmptyArticleError, "no text"),
        (codecs.BOM_UTF8 + b"\n", EmptyArticleError, "no text"),
        (b"%PDF-1.7\nx", FormatError, "a PDF"),
        (b"PK\x03\x04x", FormatError, "a ZIP archive or an office document"),
        (b"\x1f\x8b\x08x", FormatError, "a gzip archive"),
        (b"\x89PNG\r\n\x1a\n", FormatError, "a PNG image"),
        (b"{\\rtf1 x", FormatError, "a rich-text document"),
        (b"<!DOCTYPE html><html><body>x", FormatError, "name it .html"),
        (b"abc\x00def", EncodingError, "binary data"),
        (b"\x01\x02\x03\x04 abc", EncodingError, "binary data"),
        (bytes(range(256)) * 8, EncodingError, "save it as UTF-8"),
        (b"a" * 50_001, TooLargeError, "over the limit of 50,000 bytes"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, error: type[ReadError], message: str):
    with pytest.raises(error, match=message):
        _read(data)


def test_too_large_names_both_sizes_and_reads_nothing():
    stream = io.BytesIO(b"a")
    with pytest.raises(TooLargeError, match=r"20,000,000 bytes is over the limit of 50,000 bytes"):
        list(read_text(Source(stream, "a.txt", 20_000_000), OPTIONS))
    assert stream.tell() == 0


@given(st.one_of(st.binary(), st.binary(min_size=1).map(lambda data: data * 40), st.text().map(str.encode)))
def test_any_bytes_end_as_an_article_or_an_error(data: bytes):
    try:
        article, *_ = read_text(Source(io.BytesIO(data), "a.txt"), OPTIONS)
    except ReadError:
        return
    assert isinstance(article, Article)
    assert article.text.strip()
    assert f"{article}".encode()
    assert all(span.end <= len(article.text) for span in article.boilerplate)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_utf8_is_never_altered(text: str):
    if text.startswith(("\ufeff", "%PDF-", "PK", "BZh", "GIF8", "{\\rtf", "<")):
        return
    assert _read(text.encode()).text == text
