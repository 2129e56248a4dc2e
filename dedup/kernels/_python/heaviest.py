"""The owners whose postings are worth most."""

from __future__ import annotations

from heapq import nsmallest

import numpy as np

from dedup.kernels._arrays import Offsets, Weights, require_array, require_at_least_one

_LIMIT = (1 << 63) - 1


def heaviest_owners(
    places: Offsets, owners: Offsets, worths: Weights, least: float, most: int
) -> Offsets:
    """Return the owners whose postings are worth most.

    Args:
        places: shape (m,), of each posting's key among those of ``worths``.
        owners: shape (m,), from 0, who holds it.
        worths: of the keys; what an owner's are worth is summed in the order of the postings.
        least: what the postings of an owner are worth in all, at least.
        most: owners.

    Returns:
        The worthiest first, of equal ones the lowest.

    Raises:
        ValueError: a posting has a key of no worth or no owner, or ``most`` is below 1.
    """
    require_array("places", places, np.int64)
    require_array("owners", owners, np.int64)
    if len(places) != len(owners):
        raise ValueError(f"{len(places)} and {len(owners)} places and owners: pass one for each")
    require_array("worths", worths, np.float64)
    require_at_least_one("most", most)
    sums: dict[int, float] = {}
    each = worths.tolist()
    for at, (place, owner) in enumerate(zip(places.tolist(), owners.tolist(), strict=True)):
        if not (0 <= place < len(each) and 0 <= owner < _LIMIT):
            raise ValueError(f"posting {at} of owner {owner} has worth {place} of {len(each)}")
        sums[owner] = sums.get(owner, 0.0) + each[place]
    named = ((-total, owner) for owner, total in sums.items() if total >= least)
    return np.array([owner for _, owner in nsmallest(most, named)], np.int64)
