"""How a story spread: a tree of its texts, the origin at its root, and where each part stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from dedup.relations import Kind, Relation
from dedup.report.families import Family, families_of
from dedup.report.highlights import by_strength, partner

if TYPE_CHECKING:
    from dedup.index import Story

DRAWN = 40
"""Texts that a drawing holds; what hangs on them beyond that is counted."""

Known = Literal["descent", "verdict", "credit", "alike", "none"]
"""How an edge is known: a parent was found; the verdict names the root; the child credits it; the
two are alike and which came first is open; or the node is a root."""

_NO_TIE = {Kind.SAME_EVENT, Kind.UNRELATED}


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of the tree and the edge that leads to it.

    Attributes:
        name: the member's id; of an outlet outside the set, its name.
        outside: whether the node is an outlet outside the set.
        copies: members with the same text, beside the one that stands for them.
        parent: the place of the parent in the list; None for a root.
        known: how the edge from the parent is known.
        probability: that the edge is right; None where nothing says.
        why: the reason, one sentence, for a root why it has no parent; may be empty.
        hidden: texts below this node that are not drawn.
        column, row: where it stands: columns from the root, rows from the top.
    """

    name: str
    outside: bool
    copies: int
    parent: int | None
    known: Known
    probability: float | None
    why: str
    hidden: int = 0
    column: int = 0
    row: float = 0.0


@dataclass(frozen=True, slots=True)
class _Edge:
    parent: str
    outside: bool
    known: Known
    probability: float | None
    why: str


def grow_tree(story: Story) -> list[Branch]:
    """Return the tree, parents before children, laid out in columns from left to right.

    Where ``origin.descents`` says where members have their texts from, it is drawn. What it leaves
    open hangs, without a direction, on the text it has most in common with. Without descents the
    verdict and the credits give the root and its edges.
    """
    families = {family.face: family for family in families_of(story)}
    edges = _descended(story, families) if story.origin.descents else _implied(story, families)
    _hang_the_rest(story, families, edges)
    return _laid_out(_flattened(families, edges, story))


def _descended(story: Story, families: Mapping[str, Family]) -> dict[str, _Edge]:
    """Return the edges between families that descents of their members tell of."""
    face_of = {member: face for face, family in families.items() for member in family.members}
    edges: dict[str, _Edge] = {}
    # What is said of the member that stands for a text comes before what is said of its copies.
    ordered = sorted(story.origin.descents, key=lambda d: face_of.get(d.child) != d.child)
    for descent in ordered:
        child = face_of.get(descent.child)
        if child is None or child in edges:
            continue
        if descent.parent is not None:
            parent = face_of.get(descent.parent)
            if parent is not None and parent != child and not _leads_to(parent, child, edges):
                edges[child] = _Edge(parent, False, "descent", descent.probability, descent.why)
        elif descent.outside is not None:
            edges[child] = _Edge(descent.outside, True, "descent", descent.probability, descent.why)
    return edges


def _implied(story: Story, families: Mapping[str, Family]) -> dict[str, _Edge]:
    """Return the edges that the verdict and the ledger give where no descents are told."""
    origin = story.origin
    if origin.verdict == "in-corpus" and origin.article is not None:
        return {
            partner(r, origin.article): _Edge(origin.article, False, "verdict", None, r.why)
            for r in story.relations
            if origin.article in (r.left, r.right)
            and partner(r, origin.article) in families
            and origin.article in families
            and r.kind not in _NO_TIE
        }
    if origin.verdict != "outside" or origin.name is None:
        return {}
    face_of = {member: face for face, family in families.items() for member in family.members}
    edges = {}
    for row in origin.evidence:
        face = face_of.get(row.article)
        if row.stance == "for" and face is not None and face not in edges:
            why = f"It credits {row.outlet}."
            edges[face] = _Edge(origin.name, True, "credit", None, why)
    if origin.nearest is not None and origin.nearest in families:
        edges.setdefault(
            origin.nearest, _Edge(origin.name, True, "verdict", None, origin.nearest_because)
        )
    return edges


def _hang_the_rest(story: Story, families: Mapping[str, Family], edges: dict[str, _Edge]) -> None:
    """Hang each root that is like another text on it, the strongest tie first, without direction.

    The original, and one root where nothing tells which, stay roots.
    """
    root = story.origin.article if story.origin.article in families else None
    if root is None and not any(edge.outside for edge in edges.values()):
        root = story.medoid if story.medoid in families and story.medoid not in edges else None
    for relation in by_strength(story):
        if relation.kind in _NO_TIE:
            continue
        ends = [side for side in (relation.left, relation.right) if side in families]
        if len(ends) == 2:
            _tie(relation, ends, root, edges)


def _tie(
    relation: Relation, ends: Sequence[str], root: str | None, edges: dict[str, _Edge]
) -> None:
    """Hang one end on the other unless they already belong to one tree."""
    tops = [_top(end, edges) for end in ends]
    if tops[0] == tops[1]:
        return
    for child, parent in ((0, 1), (1, 0)):
        if ends[child] == tops[child] and ends[child] != root:
            edges[ends[child]] = _Edge(
                ends[parent], False, "alike", relation.probability, relation.why
            )
            return
    # Neither end is a root of its own: turning edges round would reverse what they say.


def _top(name: str, edges: Mapping[str, _Edge]) -> str:
    """Return the root of the tree that a text stands in; an outlet outside is one by its mark."""
    while (edge := edges.get(name)) is not None:
        if edge.outside:
            return f"\0{edge.parent}"
        name = edge.parent
    return name


def _leads_to(name: str, ancestor: str, edges: Mapping[str, _Edge]) -> bool:
    while (edge := edges.get(name)) is not None and not edge.outside:
        if name == ancestor:
            return True
        name = edge.parent
    return name == ancestor


def _flattened(
    families: Mapping[str, Family], edges: Mapping[str, _Edge], story: Story
) -> list[Branch]:
    """Return the tree as a list, breadth first, so that what is near the root is drawn."""
    children: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for child in sorted(edges, key=lambda face: (-len(families[face].members), face)):
        children[edges[child].parent, edges[child].outside].append(child)
    branches = _roots(families, edges, story)
    at = 0
    while at < len(branches):
        below = children[branches[at].name, branches[at].outside]
        shown = below[: max(DRAWN - len(branches), 0)]
        for face in shown:
            edge, copies = edges[face], len(families[face].members) - 1
            branches.append(Branch(face, False, copies, at, edge.known, edge.probability, edge.why))
        left = sum(1 + _below(face, children) for face in below[len(shown) :])
        if left:
            branches[at] = replace(branches[at], hidden=left)
        at += 1
    return branches


def _roots(
    families: Mapping[str, Family], edges: Mapping[str, _Edge], story: Story
) -> list[Branch]:
    """Return the outlets outside, then the original, then the texts without a parent."""
    outlets = dict.fromkeys(edge.parent for edge in edges.values() if edge.outside)
    branches = [Branch(name, True, 0, None, "none", None, "") for name in outlets]
    faces = [face for face in families if face not in edges]
    faces.sort(key=lambda face: (face != story.origin.article, -len(families[face].members), face))
    open_ends = {
        d.child: d.why for d in story.origin.descents if d.parent is None and d.outside is None
    }
    for face in faces[: max(DRAWN - len(branches), 1)]:
        copies, why = len(families[face].members) - 1, open_ends.get(face, "")
        branches.append(Branch(face, False, copies, None, "none", None, why))
    return branches


def _below(face: str, children: Mapping[tuple[str, bool], Sequence[str]]) -> int:
    count, waiting = 0, [face]
    while waiting:
        below = children.get((waiting.pop(), False), ())
        count += len(below)
        waiting += below
    return count


def _laid_out(branches: Sequence[Branch]) -> list[Branch]:
    """Return the branches with their places: leaves below one another, parents amid children."""
    children = defaultdict(list)
    for place, branch in enumerate(branches):
        if branch.parent is not None:
            children[branch.parent].append(place)
    columns = [0] * len(branches)
    for place, branch in enumerate(branches):  # parents stand before their children
        if branch.parent is not None:
            columns[place] = columns[branch.parent] + 1
    rows = dict.fromkeys(range(len(branches)), 0.0)
    free = 0
    waiting = [place for place, b in reversed(list(enumerate(branches))) if b.parent is None]
    finished: set[int] = set()
    while waiting:
        place = waiting.pop()
        if not children[place]:
            rows[place], free = float(free), free + 1
        elif place in finished:
            rows[place] = (rows[children[place][0]] + rows[children[place][-1]]) / 2
        else:
            finished.add(place)
            waiting += [place, *reversed(children[place])]
    return [replace(b, column=columns[p], row=rows[p]) for p, b in enumerate(branches)]
