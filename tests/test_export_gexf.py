"""The network: who speaks to whom and about whom, read back by other programs."""

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from onrecord.model import Notes, Span, Speaker, SpeakerKind, Stance, When
from tests.doors import article, span, statement
from tests.exported import empty_page, lighthouse, written

SPACE = "{http://www.gexf.net/1.2draft}"


def harbour() -> Notes:
    text = "Mara Quist denied that Pel Lund knew. “Ask Lund,” she told the Post. Lund admitted nothing."
    page = article(text, "harbour", outlet="Post", published=date(2031, 3, 4))
    when = When(date(2031, 3, 1), date(2031, 3, 2), why="printed")
    told = {"speaker": "Mara Quist"}
    statements = (
        statement(page, ["that Pel Lund knew"], "denied", "Mara Quist", stance=Stance.DENY, when=when, **told),
        statement(page, ["“Ask Lund,”"], "told", "she", addressee="Post", **told),
    )
    lund = text.index("Lund,”")
    mentions = (span(text, "Pel Lund"), Span(lund, lund + 4))
    people = (Speaker("Mara Quist", SpeakerKind.PERSON), Speaker("Pel Lund", SpeakerKind.PERSON, mentions))
    return Notes(page, statements, people)


def read(content: bytes) -> tuple[dict[str, dict[str, str]], list[dict[str, str]]]:
    """Nodes by label and edges, with labels for ends, each with its attributes."""
    tree = etree.fromstring(content)
    titles = {item.get("id"): item.get("title") for item in tree.iter(f"{SPACE}attribute")}
    labels = {item.get("id"): item.get("label") for item in tree.iter(f"{SPACE}node")}

    def values(element: etree._Element) -> dict[str, str]:
        return {titles[item.get("for")]: item.get("value") for item in element.iter(f"{SPACE}attvalue")}

    nodes = {item.get("label"): values(item) for item in tree.iter(f"{SPACE}node")}
    edges = [
        {
            "ends": f"{labels[item.get('source')]} > {labels[item.get('target')]}",
            "weight": item.get("weight"),
            **values(item),
        }
        for item in tree.iter(f"{SPACE}edge")
    ]
    return nodes, edges


def test_ties_have_relation_stance_count_and_days():
    nodes, edges = read(written("gexf", [harbour(), empty_page()]))
    assert nodes == {
        "Mara Quist": {"kind": "person", "statements": "2"},
        "Pel Lund": {"kind": "person", "statements": "0"},
        "Post": {"kind": "unnamed", "statements": "0"},
    }
    own = {"weight": "1", "articles": "1"}
    printed = {"first": "2031-03-04", "last": "2031-03-04"}
    about = {"ends": "Mara Quist > Pel Lund", "relation": "about", **own}
    assert edges == [
        {**about, "stance": "assert", **printed},
        {**about, "stance": "deny", "first": "2031-03-01", "last": "2031-03-02"},
        {"ends": "Mara Quist > Post", "relation": "to", "stance": "assert", **own, **printed},
    ]


def test_the_order_of_pages_does_not_show():
    pages = [harbour(), lighthouse(), empty_page()]
    assert written("gexf", pages) == written("gexf", pages[::-1])


@given(st.text(min_size=1))
def test_any_name_can_be_written_and_read(name: str):
    notes = harbour()
    said = replace(notes.statements[1], speaker=name, addressee="Post")
    nodes, _ = read(written("gexf", [Notes(notes.article, (said,))]))
    assert len(nodes) == len({name, "Post"})


def test_networkx_reads_it():
    networkx = pytest.importorskip("networkx")
    graph = networkx.read_gexf(io.BytesIO(written("gexf", [harbour(), lighthouse()])))
    names = {number: data["label"] for number, data in graph.nodes(data=True)}
    assert {"Mara Quist", "Pel Lund", "Post", "Ona Reve", "Sund Harbour Board"} <= set(names.values())
    ties = {(names[a], names[b], data["relation"], data["stance"]) for a, b, data in graph.edges(data=True)}
    assert ("Mara Quist", "Pel Lund", "about", "deny") in ties
    assert ("Ona Reve", "Sund Harbour Board", "to", "assert") in ties
