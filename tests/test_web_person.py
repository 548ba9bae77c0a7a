"""The page of a person: said, denied and accused of, whom they speak about, and what outlets call them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from onrecord.model import Notes, Span, Speaker, SpeakerKind, Stance
from onrecord.record import Record
from onrecord.web.app import create_app
from onrecord.web.persons import Portrait
from onrecord.web.sources import Sources
from tests.doors import HOSTILE, Visitor, article, span, statement

FERN, OAKE = "Ida Fern", "Rolf Oake"
WEEKS = ("“I never held that key,”", "“I may have seen the key once,”", "“The key was mine to hold,”")


def page(number: int, words: str, published: int) -> Notes:
    text = f"{words} Ida Fern said. She denied that Rolf Oake had the key.\n\n"
    text += "Rolf Oake alleged that Fern had sold the mill."
    made = article(text, f"page{number}", outlet=f"The {'Mill Post' if number % 2 else 'Weir Echo'}")
    said = statement(made, [words], "said", "Ida Fern", speaker=FERN, stance=Stance.DENY)
    key = statement(made, ["that Rolf Oake had the key"], "denied", "She", speaker=FERN, stance=Stance.DENY)
    sold = statement(made, ["that Fern had sold the mill"], "alleged", "Rolf Oake", speaker=OAKE, stance=Stance.ALLEGE)
    at = text.index("that Fern") + len("that ")
    fern = (span(text, "Ida Fern"), span(text, "She"), Span(at, at + 4))
    oake = (span(text, "Rolf Oake"),)
    speakers = (Speaker(FERN, SpeakerKind.PERSON, fern), Speaker(OAKE, SpeakerKind.PERSON, oake))
    return Notes(replace(made, published=date(2030 + published, 3, 1)), (said, key, sold), speakers)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    path = tmp_path_factory.mktemp("person") / "mill.db"
    with Record.open(path, create=True) as made:
        made.keep([page(number, words, number) for number, words in enumerate(WEEKS)])
    with Record.open(path, readonly=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(record: Record) -> Visitor:
    return Visitor(create_app(record))


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"</?(bdi|b)>", "", html)))


def section(html: str, name: str) -> str:
    return html[html.index(f'id="{name}"') :].split("</section>", 1)[0]


def test_denials_stand_side_by_side_through_the_years(client: Visitor):
    words = plain(section(client.get("/person/Ida%20Fern").text, "denials"))
    places = [words.index(each) for each in WEEKS]
    assert places == sorted(places)
    assert "1 March 2030" in words
    assert "1 March 2032" in words


def test_what_others_allege_of_them_leads_to_the_words(client: Visitor):
    html = section(client.get("/person/Ida%20Fern").text, "accused")
    assert plain(html).count("that Fern had sold the mill") == 3
    link = re.search(r'href="(/article/[^"]+)#here"', html)
    assert link
    assert 'id="here"' in client.get(link[1]).text


def test_outlets_call_them_by_names_not_pronouns(record: Record):
    portrait = Portrait(record.person(FERN), Sources(record))
    assert portrait.called == [
        ("The Mill Post", [("Ida Fern", 1), ("Fern", 1)]),
        ("The Weir Echo", [("Ida Fern", 2), ("Fern", 2)]),
    ]


def test_whom_they_speak_about_and_who_speaks_about_them(record: Record):
    fern, oake = (Portrait(record.person(name), Sources(record)) for name in (FERN, OAKE))
    assert (dict(fern.about), dict(fern.by)) == ({OAKE: 3}, {OAKE: 3})
    assert (dict(oake.about), dict(oake.by)) == ({FERN: 3}, {FERN: 3})


def test_statements_of_one_stance_a_page_at_a_time(client: Visitor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("onrecord.web.persons._PAGE", 4)
    first = client.get("/person/Ida%20Fern?stance=deny").text
    assert first.count('<li class="saying">') == 4
    further = re.search(r'href="(\?[^"]+)" rel="next"', first)
    assert further
    second = client.get("/person/Ida%20Fern" + further[1].replace("&amp;", "&")).text
    assert second.count('<li class="saying">') == 2
    assert 'start="5"' in second
    assert client.get("/person/Ida%20Fern?stance=promise").text.count('<li class="saying">') == 0


def test_a_portrait_says_how_much_it_rests_on(client: Visitor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("onrecord.web.persons._ARTICLES", 2)
    words = plain(client.get("/person/Ida%20Fern").text)
    assert "in 3 articles that let them speak" in words
    assert "from the 2 articles published last" in words


def test_a_hostile_name_is_a_name(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("hostile") / "x.db"
    made = article("“The lamp was out,” he said.", "x", outlet=HOSTILE)
    said = statement(made, ["“The lamp was out,”"], "said", "he", speaker=HOSTILE)
    with Record.open(path, create=True) as opened:
        opened.keep([Notes(made, (said,), (Speaker(HOSTILE, SpeakerKind.PERSON),))])
    with Record.open(path, readonly=True) as opened:
        client = Visitor(create_app(opened))
        html = client.get("/article/x").text
        address = re.search(r'href="(/person/[^"]+)"', html)
        assert address
        for text in (html, client.get(address[1]).text, client.get("/").text, client.get("/find?speaker=evil").text):
            assert "<script>" not in text
            assert "\u202e" not in text
