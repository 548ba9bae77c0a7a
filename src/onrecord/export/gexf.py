"""GEXF 1.2: a network for Gephi and its like, of who speaks to whom and about whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from lxml import etree

from onrecord.export.ties import Network, Tie, network
from onrecord.model import Notes

__all__ = ["write"]

_NAMESPACE = "http://www.gexf.net/1.2draft"
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold
_TYPES = {
    "node": {"kind": "string", "statements": "integer"},
    "edge": {"relation": "string", "stance": "string", "articles": "integer", "first": "string", "last": "string"},
}


def write(notes: Iterable[Notes], out: BinaryIO) -> int:
    """Write a node for everybody who speaks, is spoken to or about, and a directed edge for each tie between two.

    An edge has its relation (``to``, ``about``), stance, number of articles, first and last day, and as its weight the
    number of statements. The notes go by one at a time; the network is held until the end.
    """
    found = network(notes)
    root = etree.Element("gexf", {"xmlns": _NAMESPACE, "version": "1.2"})
    graph = etree.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    for of, types in _TYPES.items():
        declared = etree.SubElement(graph, "attributes", {"class": of, "mode": "static"})
        for name, kind in types.items():
            etree.SubElement(declared, "attribute", {"id": f"{of}-{name}", "title": name, "type": kind})
    names = sorted(found.people)
    _nodes(graph, found, names)
    _edges(graph, found, {name: str(number) for number, name in enumerate(names)})
    etree.indent(root)
    etree.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)
    return 0


def _nodes(graph: etree._Element, found: Network, names: Iterable[str]) -> None:
    nodes = etree.SubElement(graph, "nodes")
    for number, name in enumerate(names):
        label = _UNPRINTABLE.sub("\ufffd", name)
        node = etree.SubElement(nodes, "node", {"id": str(number), "label": label})
        kind = found.kinds.get(name)
        _values(node, "node", {"kind": kind.value if kind else "unnamed", "statements": str(found.people[name])})


def _edges(graph: etree._Element, found: Network, ids: Mapping[str, str]) -> None:
    edges = etree.SubElement(graph, "edges")
    for number, (ends, tie) in enumerate(sorted(found.ties.items(), key=lambda item: item[0])):
        one, other, relation, stance = ends
        weight = str(tie.statements)
        edge = etree.SubElement(
            edges, "edge", {"id": str(number), "source": ids[one], "target": ids[other], "weight": weight}
        )
        _values(
            edge, "edge", {"relation": relation, "stance": stance, "articles": str(len(tie.articles)), **_days(tie)}
        )


def _days(tie: Tie) -> dict[str, str]:
    days = sorted(tie.days)
    return {"first": days[0].isoformat(), "last": days[-1].isoformat()} if days else {}


def _values(element: etree._Element, of: str, values: Mapping[str, str]) -> None:
    held = etree.SubElement(element, "attvalues")
    for name, value in values.items():
        etree.SubElement(held, "attvalue", {"for": f"{of}-{name}", "value": value})
