"""A result as a graph for other programs: GraphML and GEXF.

Nodes are the articles of stories, and the outlets outside the set that a verdict or a descent
names; edges are relations and descents. The graph is undirected, since most relations are and few
programs read graphs that are both; of an edge whose direction is known, ``from`` and ``to`` say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from dedup.relations import Kind
from dedup.report.families import families_of
from dedup.report.legible import REPLACEMENT, visible
from dedup.report.wording import shown_headline

if TYPE_CHECKING:
    from dedup.index import Listed, Result, Story

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://gexf.net/1.3"

_NODE_KEYS = {
    "label": "string", "kind": "string", "story": "string", "family": "string",
    "publisher": "string", "published": "string", "url": "string", "words": "int",
}  # fmt: skip
_EDGE_KEYS = {
    "kind": "string", "weight": "double", "why": "string", "from": "string", "to": "string",
}  # fmt: skip

_Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Node:
    id: str
    values: _Values


@dataclass(frozen=True, slots=True)
class _Edge:
    source: str
    target: str
    values: _Values


def to_graphml(result: Result) -> str:
    """Return the graph of a result as GraphML."""
    register_namespace("", _GRAPHML)
    root = Element(f"{{{_GRAPHML}}}graphml")
    for domain, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for name, kind in keys.items():
            about = {"id": f"{domain}-{name}", "for": domain, "attr.name": name, "attr.type": kind}
            SubElement(root, f"{{{_GRAPHML}}}key", about)
    graph = SubElement(root, f"{{{_GRAPHML}}}graph", {"id": "stories", "edgedefault": "undirected"})
    nodes, edges = _graph(result)
    for node in nodes:
        held = SubElement(graph, f"{{{_GRAPHML}}}node", {"id": node.id})
        _put_data(held, "node", node.values)
    for number, edge in enumerate(edges):
        ends = {"id": f"e{number}", "source": edge.source, "target": edge.target}
        _put_data(SubElement(graph, f"{{{_GRAPHML}}}edge", ends), "edge", edge.values)
    return _written(root)


def to_gexf(result: Result) -> str:
    """Return the graph of a result as GEXF 1.3, which Gephi reads."""
    register_namespace("", _GEXF)
    root = Element(f"{{{_GEXF}}}gexf", {"version": "1.3"})
    about = {"defaultedgetype": "undirected", "mode": "static"}
    graph = SubElement(root, f"{{{_GEXF}}}graph", about)
    for domain, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        columns = SubElement(graph, f"{{{_GEXF}}}attributes", {"class": domain, "mode": "static"})
        for name, kind in keys.items():
            kind = "integer" if kind == "int" else kind
            column = {"id": f"{domain}-{name}", "title": name, "type": kind}
            SubElement(columns, f"{{{_GEXF}}}attribute", column)
    nodes, edges = _graph(result)
    held = SubElement(graph, f"{{{_GEXF}}}nodes")
    for node in nodes:
        label = {"id": node.id, "label": str(node.values["label"])}
        _put_values(SubElement(held, f"{{{_GEXF}}}node", label), "node", node.values)
    held = SubElement(graph, f"{{{_GEXF}}}edges")
    for number, edge in enumerate(edges):
        ends = {"id": f"e{number}", "source": edge.source, "target": edge.target}
        ends["weight"] = str(edge.values["weight"])
        _put_values(SubElement(held, f"{{{_GEXF}}}edge", ends), "edge", edge.values)
    return _written(root)


def _graph(result: Result) -> tuple[list[_Node], list[_Edge]]:
    listed = {entry.article.id: entry for entry in result.articles}
    nodes: list[_Node] = []
    edges: list[_Edge] = []
    for story in result.stories:
        nodes += _articles(story, listed)
        outlets = _outlets(story)
        nodes += [
            _Node(name, {"label": outlet, "kind": "outside", "story": story.id})
            for outlet, name in outlets.items()
        ]
        edges += _relations(story)
        edges += _descents(story, outlets)
    return [_Node(visible(n.id), n.values) for n in nodes], [
        _Edge(visible(e.source), visible(e.target), e.values) for e in edges
    ]


def _articles(story: Story, listed: Mapping[str, Listed]) -> Iterator[_Node]:
    faces = {member: family.face for family in families_of(story) for member in family.members}
    for member in story.members:
        article = listed[member].article
        yield _Node(
            f"article:{member}",
            {
                "label": shown_headline(listed[member]),
                "kind": "original" if member == story.origin.article else "article",
                "story": story.id,
                "family": faces[member],
                "publisher": article.publisher or "",
                "published": article.published.isoformat() if article.published else "",
                "url": article.url or "",
                "words": listed[member].words,
            },
        )


def _outlets(story: Story) -> dict[str, str]:
    """Return the outlets outside the set that the story names, with their nodes' names."""
    named = [story.origin.name] if story.origin.verdict == "outside" else []
    named += [descent.outside for descent in story.origin.descents]
    return {name: f"outside:{story.id}:{name}" for name in named if name}


def _relations(story: Story) -> Iterator[_Edge]:
    for r in story.relations:
        if r.kind is not Kind.UNRELATED:
            values = {"kind": str(r.kind), "weight": round(r.probability, 4), "why": r.why}
            ends = {}
            if r.container is not None:
                held = r.right if r.container == r.left else r.left
                ends = {"from": r.container, "to": held}
            yield _Edge(f"article:{r.left}", f"article:{r.right}", {**values, **ends})


def _descents(story: Story, outlets: Mapping[str, str]) -> Iterator[_Edge]:
    origin = story.origin
    for d in origin.descents:
        if d.parent is None and d.outside is None:
            continue
        source = f"article:{d.parent}" if d.parent is not None else outlets[str(d.outside)]
        ends = {"from": d.parent or str(d.outside), "to": d.child}
        values = {"kind": "made-from", "weight": round(d.probability, 4), "why": d.why}
        yield _Edge(source, f"article:{d.child}", {**values, **ends})
    if not origin.descents and origin.verdict == "outside" and origin.name:
        credited = dict.fromkeys(row.article for row in origin.evidence if row.stance == "for")
        for member in credited:
            values = {"kind": "credits", "weight": round(origin.probability, 4), "why": origin.why}
            ends = {"from": origin.name, "to": member}
            yield _Edge(outlets[origin.name], f"article:{member}", {**values, **ends})


def _put_data(element: Element, domain: str, values: _Values) -> None:
    for name, value in values.items():
        SubElement(element, f"{{{_GRAPHML}}}data", {"key": f"{domain}-{name}"}).text = str(value)


def _put_values(element: Element, domain: str, values: _Values) -> None:
    held = SubElement(element, f"{{{_GEXF}}}attvalues")
    for name, value in values.items():
        about = {"for": f"{domain}-{name}", "value": str(value)}
        SubElement(held, f"{{{_GEXF}}}attvalue", about)


def _written(root: Element) -> str:
    for element in root.iter():
        element.text = _legal(element.text) if element.text else element.text
        for name, value in element.attrib.items():
            element.set(name, _legal(value))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, "unicode") + "\n"


def _legal(text: str) -> str:
    """Return text that XML can hold: controls visible, and none of the characters it forbids."""
    return visible(text).translate(_FORBIDDEN)


_FORBIDDEN: Mapping[int, str] = dict.fromkeys((0xFFFE, 0xFFFF), REPLACEMENT)
