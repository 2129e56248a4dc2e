"""Sources: what two articles say of where they have their text from, weighed as features."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.dossiers import Dossier
from dedup.passages import Passage, PassageKind
from dedup.relations.credit import credits_other
from dedup.relations.exclusives import attributes_to, exclusive_evidence, has_told

LEAST_COVERAGE = 0.25
"""Of the larger side: below it nothing that either text says of its sources could make a rewrite,
and the sources, which cost more to find than all else, are not looked for."""
COMPARABLE = 3
"""Times as long, in code points: where one side of a passage is longer than so many times the
other, it shares the subject of a sentence and does not carry the sentence."""


def evidence_of_sources(
    left: Dossier,
    right: Dossier,
    shares: tuple[float, float],
    passages: Callable[[], Sequence[Passage]],
) -> tuple[bool, float]:
    """Return whether either credits the other's outlet, and what their exclusives tell, in nats.

    Args:
        left, right: the articles.
        shares: of the narrative words of each that lie in passages.
        passages: gives these, aligned for coverage; asked only where it matters.
    """
    credit = credits_other(left, right)
    if max(shares) < LEAST_COVERAGE:
        return credit, 0.0
    credit = credit or attributes_to(left, right) or attributes_to(right, left)
    if not (has_told(left) or has_told(right)):
        return credit, 0.0
    comparable = [
        p for p in passages()
        if p.kind is not PassageKind.FURNITURE
        and (p.left_end - p.left_start) <= COMPARABLE * (p.right_end - p.right_start)
        and (p.right_end - p.right_start) <= COMPARABLE * (p.left_end - p.left_start)
    ]  # fmt: skip
    carried = (
        _covered(left, [(p.left_start, p.left_end) for p in comparable]),
        _covered(right, [(p.right_start, p.right_end) for p in comparable]),
    )
    return credit, exclusive_evidence(left, right, carried, shares)


def _covered(dossier: Dossier, spans: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    mask = np.zeros(len(dossier.tokens), np.bool_)
    for start, end in spans:
        mask[slice(*np.searchsorted(dossier.tokens.starts, (start, end)))] = True
    return mask
