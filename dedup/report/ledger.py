"""Where a story comes from, as the page's templates read it: the verdict and its ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from dedup.origins import Evidence, Origin
from dedup.report.legible import passage_context
from dedup.report.segments import Shade, marked
from dedup.report.wording import fraction, origin_sentence

if TYPE_CHECKING:
    from dedup.index import Listed

CONTEXT = 140
"""Code points on either side of an attribution, enough for the sentence it stands in."""


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A row of the ledger, with the sentence it was read from."""

    letter: str
    quote: Markup
    language: str
    pattern: str
    written: str
    outlet: str
    resolved_by: str | None
    contribution: float
    share: int
    centrality: str
    position: str
    shared_with: str
    rejected_because: str | None


@dataclass(frozen=True, slots=True)
class OriginView:
    """The verdict on a story, in words, and its ledger."""

    sentence: str
    verdict: str
    probability: float
    why: str
    nearest: str | None
    nearest_because: str
    margin: str | None
    would_change: Sequence[str]
    ledger: Sequence[tuple[str, Sequence[EvidenceView]]]


def view_origin(
    origin: Origin, listed: Mapping[str, Listed], letters: Mapping[str, str]
) -> OriginView:
    """Return the view of a verdict.

    Args:
        origin: of a story.
        listed: the articles, by id.
        letters: the short names of the story's members, by id.
    """
    called = {
        member: f"{name}, “{listed[member].article.headline}”" for member, name in letters.items()
    }
    most = max((abs(row.contribution) for row in origin.evidence), default=0.0) or 1.0
    ledger = []
    for stance in ("for", "against", "rejected"):
        rows = [_evidence(e, listed, letters, most) for e in origin.evidence if e.stance == stance]
        if rows:
            ledger.append((stance, rows))
    show_nearest = origin.nearest is not None and origin.nearest != origin.article
    return OriginView(
        sentence=origin_sentence(origin, called),
        verdict=origin.verdict,
        probability=origin.probability,
        why=origin.why,
        nearest=letters[origin.nearest] if show_nearest and origin.nearest else None,
        nearest_because=origin.nearest_because,
        margin=_margin(origin.margin),
        would_change=origin.would_change,
        ledger=ledger,
    )


def _margin(margin: float | None) -> str | None:
    return None if margin is None or margin == float("inf") else f"{margin:.1f}"


def _evidence(
    row: Evidence, listed: Mapping[str, Listed], letters: Mapping[str, str], most: float
) -> EvidenceView:
    article = listed[row.article].article
    return EvidenceView(
        letter=letters[row.article],
        quote=_quote(article.text, row),
        language=article.language or "",
        pattern=row.pattern.replace("-", " "),
        written=row.written,
        outlet=row.outlet,
        resolved_by=row.resolved_by,
        contribution=row.contribution,
        share=round(100 * abs(row.contribution) / most),
        centrality=fraction(row.centrality),
        position=fraction(row.position),
        shared_with=", ".join(letters[other] for other in row.shared_with if other in letters),
        rejected_because=row.rejected_because,
    )


def _quote(text: str, row: Evidence) -> Markup:
    """Return the sentence around a row's span, the span and the outlet marked, cuts shown.

    What was read from an article's metadata has no span; then it is what is written there.
    """
    if row.start >= row.end:
        named_there = marked(row.written, (), [Shade(0, len(row.written), "named")])
        return Markup('{} <span class="aside">(not in the text)</span>').format(named_there)
    start, end = passage_context(text, row.start, row.end, CONTEXT)
    shades = [Shade(row.start, row.end, "read")]
    named = text.find(row.written, row.start, row.end) if row.written else -1
    if named >= 0:
        shades.append(Shade(named, named + len(row.written), "named"))
    goes_back, goes_on = text[:start].rstrip(" \t"), text[end:].lstrip(" \t")
    return Markup("{}{}{}").format(
        "" if not goes_back or goes_back.endswith("\n") else "…\N{NO-BREAK SPACE}",
        marked(text, (), shades, start, end),
        "" if not goes_on or goes_on.startswith(("\n", "\r")) else "\N{NO-BREAK SPACE}…",
    )
