"""Sources: what two articles say of where they have their text from, weighed as features."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedup.dossiers import Dossier
from dedup.passages import KINDS, PassageKind
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
    passages: NDArray[np.int64],
) -> tuple[bool, float]:
    """Return whether either credits the other's outlet, and what their exclusives tell, in nats.

    Args:
        left, right: the articles.
        shares: of the narrative words of each that lie in passages.
        passages: shape (k, 8), these, as the kernel gives them.
    """
    credit = credits_other(left, right)
    if max(shares) < LEAST_COVERAGE:
        return credit, 0.0
    credit = credit or attributes_to(left, right) or attributes_to(right, left)
    if not (has_told(left) or has_told(right)):
        return credit, 0.0
    proving = passages[passages[:, 4] != KINDS.index(PassageKind.FURNITURE)]
    one, other = (
        two.tokens.ends[spans[:, 1] - 1] - two.tokens.starts[spans[:, 0]]
        for two, spans in ((left, proving[:, :2]), (right, proving[:, 2:4]))
    )
    comparable = proving[(one <= COMPARABLE * other) & (other <= COMPARABLE * one)]
    carried = _covered(left, comparable[:, :2]), _covered(right, comparable[:, 2:4])
    return credit, exclusive_evidence(left, right, carried, shares)


def _covered(dossier: Dossier, spans: NDArray[np.int64]) -> NDArray[np.bool_]:
    mask = np.zeros(len(dossier.tokens), np.bool_)
    for first, last in spans.tolist():
        mask[first:last] = True
    return mask
