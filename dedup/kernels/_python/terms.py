"""Rows of weighted terms, and which of them point the same way."""

from __future__ import annotations

import numpy as np

from dedup.kernels._arrays import (
    Offsets,
    ShortWeights,
    Slots,
    Weights,
    bounds_of,
    require_array,
    require_at_least_one,
    require_offsets,
)


def nearest_by_terms(
    first: Offsets,
    terms: Slots,
    weights: ShortWeights,
    types: int,
    least: float,
    most: int,
    threads: int = 1,
) -> tuple[Offsets, Offsets, Weights]:
    """Return the best neighbors of each row by the cosine of their terms.

    The products of two rows are summed in the order of their terms, so that the cosine is the same
    from either side, to the last bit.

    Args:
        first, terms: a ragged array of n rows; terms are in 0 .. types - 1 and ascend in a row.
        weights: of each term, in single precision: products of two are exact in double, and sums
            are made of those. Rows of unit length make them cosines.
        types: how many terms there are.
        least: cosine that a neighbor has at least.
        most: neighbors that a row has at most; of equally near ones the lowest.
        threads: ignored.

    Returns:
        Ragged: ``first`` of shape (n + 1,), and for each row the neighbors, nearest first, with
        their cosines.

    Raises:
        ValueError: a row is no vector, a term has no weight, or ``most`` is below 1.
    """
    require_array("first", first, np.int64)
    require_array("terms", terms, np.uint32)
    require_array("weights", weights, np.float32)
    require_offsets("first", first, len(terms), "terms")
    require_at_least_one("most", most)
    require_at_least_one("threads", threads)
    _require_vectors(first, terms, weights, types)
    products = weights.astype(np.float64)
    count = len(first) - 1
    owners = np.repeat(np.arange(count), np.diff(first))
    order = np.argsort(terms, kind="stable")
    postings = np.searchsorted(terms[order], np.arange(types + 1))
    found: list[Offsets] = []
    near: list[Weights] = []
    for row in range(count):
        cosines, reached = np.zeros(count), np.zeros(count, np.bool_)
        for place in range(first[row], first[row + 1]):
            held = order[postings[terms[place]] : postings[terms[place] + 1]]
            cosines[owners[held]] += products[place] * products[held]
            reached[owners[held]] = True
        reached[row] = False
        others = np.flatnonzero(reached & (cosines >= least))
        best = others[np.lexsort((others, -cosines[others]))][:most]
        found.append(best)
        near.append(cosines[best])
    return (
        bounds_of(map(len, found)),
        np.concatenate([np.empty(0, np.int64), *found]),
        np.concatenate([np.empty(0, np.float64), *near]),
    )


def pair_cosines(
    first: Offsets, terms: Slots, weights: Weights, types: int, pairs: Offsets
) -> Weights:
    """Return the cosine of each pair of rows, its products summed in the order of the terms.

    Args:
        first, terms, types: as ``nearest_by_terms`` takes them.
        weights: of each term, in double precision.
        pairs: shape (p, 2), of rows.

    Returns:
        Shape (p,); 0 where a pair has no term in common.

    Raises:
        ValueError: a row is no vector, a term has no weight, or a pair names a row there is not.
    """
    require_array("first", first, np.int64)
    require_array("terms", terms, np.uint32)
    require_array("weights", weights, np.float64)
    require_array("pairs", pairs, np.int64, 2)
    require_offsets("first", first, len(terms), "terms")
    _require_vectors(first, terms, weights, types)
    if pairs.shape[1] != 2:
        raise ValueError(f"pairs must have shape (p, 2), not {pairs.shape}")
    count = len(first) - 1
    cosines = np.zeros(len(pairs))
    for place, pair in enumerate(pairs.tolist()):
        outside = next((row for row in pair if not 0 <= row < count), None)
        if outside is not None:
            raise ValueError(f"pair {place} names row {outside} of {count}")
        own = [slice(*first[row : row + 2].tolist()) for row in pair]
        left, right = (
            dict(zip(terms[one].tolist(), weights[one].tolist(), strict=True)) for one in own
        )
        for term, weight in left.items():  # not by sum(): later Pythons round less than C does
            cosines[place] += weight * right.get(term, 0.0)
    return cosines


def _require_vectors(
    first: Offsets, terms: Slots, weights: Weights | ShortWeights, types: int
) -> None:
    if len(weights) != len(terms):
        raise ValueError(f"{len(terms)} terms and {len(weights)} weights: pass one weight a term")
    if not 0 <= types <= 0xFFFFFFFF:
        raise ValueError(f"types={types} must be in 0 .. 2**32 - 1")
    for row in range(len(first) - 1):
        own = terms[first[row] : first[row + 1]]
        outside = own[own >= types]
        if len(outside):
            raise ValueError(
                f"term {outside[0]} of row {row} is not in 0 .. {types - 1}; number the terms"
            )
        if np.any(own[1:] <= own[:-1]):
            raise ValueError(f"row {row} is no vector: its terms must ascend without repeats")
