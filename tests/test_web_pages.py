"""The pages as an editor gets them, from a record made by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from onrecord.record import Record
from onrecord.web.app import create_app
from tests.doors import DOOR, HOSTILE, RAISE, SILENT, Visitor, make_record, make_silent

PAGES = [
    "/",
    "/article/gazette",
    "/article/radio",
    "/article/ferryman",
    f"/utterance/{DOOR}",
    f"/utterance/{DOOR}?base=C",
    "/person/Mara%20Quist",
    "/person/Mara%20Quist?stance=assert",
    "/find?q=door",
    "/find?speaker=quist&by=date",
    "/articles",
    "/find",
    "/check",
    "/findings",
    "/findings?kind=answers",
    "/coverage",
    "/timeline",
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    path = make_record(tmp_path_factory.mktemp("web") / "hand.db")
    with Record.open(path, readonly=True) as record:
        yield Visitor(create_app(record))


class Balance(HTMLParser):
    """Fails where an element is closed that is not the one opened last."""

    VOID = frozenset({"meta", "link", "input", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids.extend(value or "" for name, value in attrs if name == "id")
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs)
        assert tag not in {"style", "iframe", "object"}
        assert tag != "script" or attrs == [("src", "/page.js"), ("defer", None)]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_data(self, data: str) -> None:
        assert self.open[-1:] != ["script"], data

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize("path", PAGES)
def test_page_is_balanced_html_without_script_or_style(client: Visitor, path: str):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    parser = Balance()
    parser.feed(answer.text)
    assert parser.open == []
    assert len(parser.ids) == len(set(parser.ids))


@pytest.mark.parametrize("path", [*PAGES, "/style.css", "/page.js", "/nowhere", "/find?q=%2A"])
def test_every_answer_carries_the_strict_headers(client: Visitor, path: str):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_hostile_text_is_shown_and_not_obeyed(client: Visitor, path: str):
    html = client.get(path).text.replace('<script src="/page.js" defer></script>', "")
    assert "<script" not in html
    assert "\u202e" not in html
    assert "\u202c" not in html
    assert 'href="javascript:' not in html


def test_hostile_title_is_readable_in_the_list(client: Visitor):
    html = client.get("/").text
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; ‹U+202E›evil‹U+202C›" in html


def test_front_lists_articles_with_outlet_date_and_statements(client: Visitor):
    words = text_of(client.get("/").text)
    assert "3 articles from 3 outlets" in words
    assert "The Orrin Gazette 3 May 2019 Quist promises to raise the Heron 4" in words
    assert "1 problem met in reading and noting" in words
    assert "empty.txt (read): nothing but blanks; skipped" in words


def test_front_names_the_most_printed_utterance_only(client: Visitor):
    html = client.get("/").text
    assert f'href="/utterance/{DOOR}"' in html
    assert html.count('href="/utterance/') == 1  # the other one is printed by a single outlet


def test_front_offers_what_there_is_to_narrow_down_to(client: Visitor):
    html = client.get("/").text
    assert 'href="/find?speaker=Mara+Quist"><bdi>Mara Quist</bdi></a> <span class="count">4</span>' in html
    assert 'href="/find?stance=allege"' in html
    assert html.count("<form") == 1  # one place to search, not two


def test_list_of_articles_goes_on_after_one_of_them(client: Visitor):
    titles = ["Morning on the lake", "Quist promises to raise the Heron", "&lt;script&gt;"]
    html = client.get("/articles").text
    assert [title in html for title in titles] == [True, True, True]
    after = re.search(r'/article/([0-9a-f]{20})"><bdi>Quist', html)
    assert after
    rest = client.get("/articles", after=after[1]).text
    assert [title in rest for title in titles] == [False, False, True]
    assert client.get("/articles?after=nothing").status_code == 404


def test_article_head_counts_second_hand_and_unnamed(client: Visitor):
    words = text_of(client.get("/article/gazette").text)
    assert "The Orrin Gazette · 3 May 2019" in words
    assert "4 statements of 2 speakers · 1 second-hand · 1 without a named source" in words


def test_article_marks_quoted_reported_and_nested_in_place(client: Visitor):
    html = client.get("/article/gazette").text
    assert '<span class="said v1">“Ask the harbour.”</span>' in html
    assert '<span class="told v1">that </span>' in html
    assert '<span class="said v1 in-said in-v2">“the door is a matter for &lt;deck&gt; staff”</span>' in html
    assert '<span class="cue by-v1">said</span>' in html
    assert '<span class="aside">READ MORE: Eel prices fall</span>' in html


def test_article_shows_its_text_unchanged(client: Visitor):
    html = client.get("/article/gazette").text
    lines = re.findall(r'<p class="text">(.*?)</p>', html, re.DOTALL)
    plain = [re.sub(r"<a class=\"mark.*?</a>", "", line) for line in lines]
    assert text_of(plain[0]).strip().endswith("Mara Quist told Lake Radio on Thursday. “Ask the harbour.”")


def test_card_tells_everything_known_of_a_statement(client: Visitor):
    html = client.get("/article/gazette").text
    card = text_of(html[html.index('id="c1"') : html.index('id="c2"')])
    for part in ("Mara Quist", "assert", "“told”", "quoted", "to Lake Radio", "“on Thursday” → 2 May 2019"):
        assert part in card
    for part in (
        "also printed by 2 outlets",
        "full name printed next to the cue",
        "confidence 0.97",
        "found by hand@1",
    ):
        assert part in card


def test_article_leaves_only_statements_marked_that_are_asked_for(client: Visitor):
    html = client.get("/article/gazette?stance=allege").text
    assert "1 of 4 statements marked." in text_of(html)
    assert re.findall(r'<a class="mark v\d" id="s(\d)"', html) == ["4"]
    assert re.findall(r'<section class="card[^"]*" id="c(\d)"', html) == ["4"]
    assert re.findall(r'id="s(\d)"', client.get("/article/gazette", speaker="Pel Lund").text) == ["3"]
    assert re.findall(r'id="s(\d)"', client.get("/article/gazette", speaker="?").text) == ["4"]
    assert client.get("/article/gazette?form=sung").status_code == 400


def test_article_of_many_statements_goes_on_page_by_page(client: Visitor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("onrecord.web.pages.MARKED", 3)
    first = client.get("/article/gazette").text
    further = re.search(r'<a href="(\?from=4)" rel="next">', first)
    assert further
    assert re.findall(r'id="s(\d)"', first) == ["1", "2", "3"]
    assert re.findall(r'id="s(\d)"', client.get("/article/gazette" + further[1]).text) == ["4"]


def test_nested_statement_names_the_one_it_is_inside_of(client: Visitor):
    html = client.get("/article/gazette").text
    card = text_of(html[html.index('id="c3"') : html.index('id="c4"')])
    assert "via Mara Quist" in card
    assert "inside statement 2" in card


def test_statement_without_a_source_says_so(client: Visitor):
    html = client.get("/article/gazette").text
    assert "no source named" in text_of(html[html.index('id="c4"') :])


def test_article_is_found_by_id_and_given_id(client: Visitor):
    href = re.search(r'href="(/article/[0-9a-f]{20})"', client.get("/").text)
    assert href
    assert client.get(href.group(1)).status_code == 200


def test_utterance_gives_letters_shades_and_seams(client: Visitor):
    html = client.get(f"/utterance/{DOOR}").text
    assert '<h1><a href="/person/Mara%20Quist"><bdi>Mara Quist</bdi></a>' in html
    assert ", 2 May 2019" in text_of(html)
    fullest = html[html.index('<p class="fullest">') : html.index('<p class="key">')]
    assert " ".join(text_of(fullest).split()) == (
        "The ferry sank becauseA B nobody closed the bow doorA B C I told them so in March.A "
        "We will raise it before winterA B C […] Ask the harbour.B"
    )
    assert fullest.count("level4") == 2
    assert fullest.count("level1") == 2


def test_utterance_tells_each_witness_with_its_changes(client: Visitor):
    html = client.get(f"/utterance/{DOOR}").text
    row = text_of(html[html.index('<tr id="wC">') : html.index('<dl class="legend">')])
    assert " ".join(row.split()) == "C Ferryman Weekly no date “said” ⇄ reordered ≠ reworded ‹› trimmed"
    assert "other words inside quotation marks" in html


def test_places_mark_other_words_and_moved_parts(client: Visitor):
    html = client.get(f"/utterance/{DOOR}").text
    assert "We will raise <mark>her</mark> before winter" in html
    assert "⇄</span> moved: 1 of 2 here" in html
    cells = re.findall(r'<td class="cell nothing (\w+)', html)
    assert sorted(cells) == ["elided", "elided", "trimmed", "trimmed", "trimmed"]


def test_words_left_out_without_a_mark_have_a_sign_of_their_own(tmp_path: Path):
    with Record.open(make_silent(tmp_path / "silent.db"), readonly=True) as record:
        html = Visitor(create_app(record)).get(f"/utterance/{SILENT}").text
    assert '<td class="cell nothing silent">' in html
    row = text_of(html[html.index('<tr id="wB">') : html.index('<dl class="legend">')])
    assert "∅ left out, no mark" in row


def test_witnesses_are_compared_to_the_base_that_is_chosen(client: Visitor):
    html = client.get(f"/utterance/{DOOR}?base=C").text
    table = html[html.index('<table class="places">') : html.index("</table>", html.index('<table class="places">'))]
    letters = re.findall(r'<a href="#w(\w)">', table)
    assert letters == ["C", "A", "B"]
    assert "We will raise <mark>it</mark> before winter" in table
    assert table.count("not in C") == 4  # A and B: what sank; A: whom she told; B: the harbour
    assert '<option value="C" selected>' in html
    assert client.get(f"/utterance/{DOOR}?base=Z").status_code == 400


def test_citation_is_that_of_the_base_or_of_all(client: Visitor):
    every, one = client.get(f"/utterance/{DOOR}").text, client.get(f"/utterance/{DOOR}?base=B").text
    cited = [text[text.index('id="citation"') :].split("</textarea>")[0] for text in (every, one)]
    assert "put together from what Ferryman Weekly, Lake Radio and The Orrin Gazette print, 2–3 May 2019)" in cited[0]
    assert "“Ask the harbour.” (Mara Quist, 2 May 2019; The Orrin Gazette, “Quist promises to raise" in cited[1]
    assert cited[1].endswith("3 May 2019, https://gazette.example/heron)")


def test_utterance_shows_what_stands_around_it_in_each_article(client: Visitor):
    html = client.get(f"/utterance/{DOOR}").text
    around = html[html.index('id="around"') :]
    assert "HOST: What happened to the Heron?" in around
    assert "Mara Quist told Lake Radio on Thursday. " in around
    assert around.count('<details class="near"') == 3


def test_moved_parts_are_drawn_and_told_in_words(client: Visitor):
    html = client.get(f"/utterance/{DOOR}").text
    assert "prints them in the order 4, 2" in text_of(html)
    assert html.count('class="arc"') == 1


def test_utterance_warns_where_a_number_differs(client: Visitor):
    assert "Told differently. The lamp was out, or it was not" in text_of(client.get(f"/utterance/{RAISE}").text)


def test_utterance_says_that_the_order_is_not_known(client: Visitor):
    words = text_of(client.get(f"/utterance/{DOOR}").text)
    assert "Order not known. The Orrin Gazette prints these words before “the door is a matter" in words
    assert "Ferryman Weekly after it" in words


def test_utterance_lists_findings_that_rest_on_its_words(client: Visitor):
    assert "Only Lake Radio prints “I told them so in March.”" in client.get(f"/utterance/{DOOR}").text


def test_person_lists_statements_in_order_of_time(client: Visitor):
    html = client.get("/person/mara%20quist").text
    html = html[html.index('<ol class="sayings"') :]
    links = re.findall(r'href="/article/[^"]+"><bdi>([^<]+)', html)
    assert links == ["Lake Radio", "The Orrin Gazette", "The Orrin Gazette", "Ferryman Weekly"]


def test_find_leads_to_the_statement_in_its_article(client: Visitor):
    html = client.get("/find", q='"bow door"').text
    assert "3 statements, best first" in text_of(html)
    assert re.search(r'href="/article/[0-9a-f]{20}#s2"', html)
    assert 'value="&#34;bow door&#34;"' in html


def test_find_says_when_nothing_is_found(client: Visitor):
    assert "No statement on record fits." in client.get("/find?q=submarine").text


def test_find_narrows_down_and_takes_back(client: Visitor):
    html = client.get("/find", q="door", speaker="Mara Quist").text
    assert "4 statements" in text_of(html)
    assert 'href="/find?q=door&amp;speaker=Mara+Quist&amp;form=indirect"' in html
    assert 'href="/find?q=door" aria-current="true"><bdi>Mara Quist' in html
    assert 'href="/find?q=door">speaker: <bdi>Mara Quist' in html
    assert "1 statement" in text_of(client.get("/find", stance="allege").text)


def test_find_counts_what_each_choice_leaves(client: Visitor):
    for heading, name in (("Speaker", "speaker"), ("Outlet", "outlet"), ("Stance", "stance"), ("Form", "form")):
        html = client.get("/find", q="the").text
        facet = html[html.index(f'<section class="facet" aria-label="{heading}">') :].split("</section>")[0]
        choices = re.findall(r'href="/find\?([^"]+)".*?<span class="count">(\d+)</span>', facet)
        assert choices, name
        for query, count in choices:
            found = client.get("/find?" + query.replace("&amp;", "&")).text
            assert found.count('<li class="saying">') == int(count), (name, query)


def test_find_goes_by_date_a_page_at_a_time(client: Visitor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("onrecord.web.finding._PAGE", 2)
    html = client.get("/find", speaker="quist", by="date").text
    assert "2 shown, by the day they were said" in text_of(html)
    further = re.search(r'<a href="([^"]+)" rel="next"', html)
    assert further
    second = client.get(further[1].replace("&amp;", "&")).text
    assert "3 to 4 shown" in text_of(second)
    assert re.search(r'<a href="/find\?speaker=quist&amp;by=date" rel="prev"', second)


def test_find_tells_of_names_that_were_mistyped(client: Visitor):
    assert "“quisst” is nowhere on record; looked for quist." in text_of(client.get("/find", speaker="quisst").text)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/nowhere", 404),
        ("/article/nothing", 404),
        ("/utterance/%00%E2%80%AE", 404),
        ("/person/Nobody", 404),
        ("/find?q=%2A%2A", 400),
        ("/find?stance=shout", 400),
        ("/findings?kind=gossip", 400),
        ("/coverage?after=nothing", 404),
        ("/find?form=sung", 400),
        ("/find?said=yesterday", 400),
        ("/find?speaker=x&by=luck", 400),
        ("/find?speaker=x&skip=-1", 400),
        ("/article/gazette?mark=9-3", 400),
        ("/person/Mara%20Quist?from=-1", 400),
        ("/person/Mara%20Quist?from=many", 400),
        ("/person/Mara%20Quist?stance=shout", 400),
    ],
)
def test_wrong_addresses_get_a_page_in_style(client: Visitor, path: str, code: int):
    answer = client.get(path)
    assert answer.status_code == code
    assert '<link rel="stylesheet" href="/style.css">' in answer.text
    assert f'<p class="kicker">{code}</p>' in answer.text


def test_other_methods_and_other_hosts_are_refused(client: Visitor):
    assert client.get("/", method="POST").status_code == 405
    assert client.get("/", host="records.example").status_code == 400


def test_style_and_icon_are_served(client: Visitor):
    assert client.get("/style.css").headers["content-type"].startswith("text/css")
    assert client.get("/icon.svg").headers["content-type"] == "image/svg+xml"
    assert client.get("/page.js").headers["content-type"].startswith("text/javascript")


def test_every_record_name_is_escaped_the_same(tmp_path: Path):
    assert "<" in HOSTILE  # the fixture stays hostile
    with Record.open(make_record(tmp_path / "r.db"), readonly=True) as record:
        client = Visitor(create_app(record))
        assert "‹U+202E›" in client.get("/article/ferryman").text
