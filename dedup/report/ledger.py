"""Where a story comes from, as the page's script reads it: the verdict and its evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from dedup.attributions import in_sentence
from dedup.origins import Evidence, Origin
from dedup.origins.descent import Descent, Mark, Uncredited
from dedup.report.legible import clip, passage_context, visible
from dedup.report.units import Units
from dedup.report.wording import fraction, origin_sentence, shown_headline, sureness

if TYPE_CHECKING:
    from dedup.index import Listed

CONTEXT = 140
"""Code points on either side of an attribution, enough for the sentence it stands in."""
MARKED_LENGTH = 300
"""Code points of a trace of copying that are shown."""
ROWS_SHOWN = {"for": 40, "against": 20, "rejected": 20}
"""Rows of evidence of a stance that a page holds, strongest first; the JSON has all."""

Told = Callable[[str], str]


def pack_origin(
    origin: Origin,
    listed: Mapping[str, Listed],
    numbers: Mapping[str, int],
    units: Mapping[str, Units],
    told: Told,
) -> dict[str, Any]:
    """Return a verdict with its ledger, its marks of copying and its uncredited members.

    Args:
        origin: of a story.
        listed: the articles, by id.
        numbers: the members' numbers, by id.
        units: what turns offsets of the members' texts into a browser's.
        told: makes a sentence readable on the page.
    """
    called = {
        id_: f"{told(id_)}, “{shown_headline(listed[id_])}”" for id_ in (origin.article,) if id_
    }
    most = max((abs(row.contribution) for row in origin.evidence), default=0.0) or 1.0
    rows = {
        stance: [e for e in origin.evidence if e.stance == stance and e.article in numbers]
        for stance in ("for", "against", "rejected")
    }
    margin = origin.margin
    return {
        "sentence": visible(origin_sentence(origin, called)),
        "verdict": origin.verdict,
        "probability": round(origin.probability, 2),
        "sureness": sureness(origin.probability),
        "why": told(origin.why),
        "nearest": numbers.get(origin.nearest or ""),
        "nearest_because": told(origin.nearest_because),
        "margin": None if margin is None or margin == float("inf") else f"{margin:.1f}",
        "would_change": [told(sentence) for sentence in origin.would_change],
        "counts": {stance: len(found) for stance, found in rows.items()},
        "ledger": {
            stance: [
                _row(e, listed, numbers, most, told, units) for e in found[: ROWS_SHOWN[stance]]
            ]
            for stance, found in rows.items()
            if found
        },
        "marks": [_mark(m, listed, numbers, told) for m in origin.marks if m.article in numbers],
        "uncredited": [
            _uncredited(u, numbers, told) for u in origin.uncredited if u.article in numbers
        ],
        "descents": {
            numbers[d.child]: _descent(d, numbers, told)
            for d in origin.descents
            if d.child in numbers
        },
    }


def _descent(descent: Descent, numbers: Mapping[str, int], told: Told) -> list[Any]:
    parent, outside = numbers.get(descent.parent or ""), visible(in_sentence(descent.outside or ""))
    return [parent, outside, round(descent.probability, 2), told(descent.why)]


def _uncredited(entry: Uncredited, numbers: Mapping[str, int], told: Told) -> dict[str, Any]:
    return {
        "member": numbers[entry.article],
        "source": numbers.get(entry.source or ""),
        "outlet": visible(entry.outlet or ""),
        "share": fraction(entry.share),
        "why": told(entry.why),
    }


def _mark(
    mark: Mark, listed: Mapping[str, Listed], numbers: Mapping[str, int], told: Told
) -> dict[str, Any]:
    other = mark.other if mark.other in numbers else None
    words = _slice(listed[other], mark.other_start, mark.other_end) if other is not None else ""
    return {
        "member": numbers[mark.article],
        "words": _slice(listed[mark.article], mark.start, mark.end),
        "kind": mark.kind.replace("-", " "),
        "other": None if other is None else numbers[other],
        "other_words": words,
        "why": told(mark.why),
    }


def _slice(entry: Listed, start: int, end: int) -> str:
    return clip(entry.article.text[start:end], MARKED_LENGTH)


def _row(
    row: Evidence,
    listed: Mapping[str, Listed],
    numbers: Mapping[str, int],
    most: float,
    told: Told,
    units: Mapping[str, Units],
) -> dict[str, Any]:
    entry = listed[row.article]
    return {
        "member": numbers[row.article],
        **_quote(entry, row, units[row.article]),
        "pattern": row.pattern.replace("-", " "),
        "written": visible(row.written),
        "outlet": visible(row.outlet),
        "resolved": told(row.resolved_by or ""),
        "contribution": fraction(row.contribution),
        "share": round(100 * abs(row.contribution) / most),
        "centrality": fraction(row.centrality),
        "position": fraction(row.position),
        "shared": [numbers[other] for other in row.shared_with if other in numbers],
        "rejected": told(row.rejected_because or ""),
    }


def _quote(entry: Listed, row: Evidence, units: Units) -> dict[str, Any]:
    """Return where the sentence around a row's span stands, that span, and the outlet in it.

    What was read from metadata has no span, and a result without texts no sentence: then it is
    what was written there.
    """
    text = entry.article.text
    if row.start >= row.end or entry.left_out:
        where = "not in the text" if row.start >= row.end else "the text is not in this file"
        return {"aside": where}
    start, end = passage_context(text, row.start, row.end, CONTEXT)
    found = {"in": [start, end], "read": [row.start, row.end]}
    named = text.find(row.written, row.start, row.end) if row.written else -1
    if named >= 0:
        found["named"] = [named, named + len(row.written)]
    return {name: units.all(offsets) for name, offsets in found.items()}
