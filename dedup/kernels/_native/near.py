"""The kernels in C that find pairs and join them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dedup.kernels import _core
from dedup.kernels._arrays import (
    Hashes,
    Offsets,
    ShortSlots,
    ShortWeights,
    Slots,
    Weights,
)
from dedup.kernels._native.chunks import joined_first, joined_rows, map_chunks
from dedup.kernels._native.memory import hashes_of, offsets_of, weights_of

if TYPE_CHECKING:
    from dedup.kernels._alignment import Marks


def band_keys(signatures: Slots, bands: int) -> Hashes:
    """Return one key for each band of each signature: equal bands have equal keys."""
    keys = _core.band_keys(signatures, bands)
    return hashes_of(keys).reshape(len(signatures), bands)


def candidate_pairs(keys: Hashes, owners: Offsets, cap: int) -> tuple[Offsets, Offsets]:
    """Return the pairs of owners that share a key, each once, and the sizes of crowded keys."""
    pairs, capped = _core.candidate_pairs(keys, owners, cap)
    return offsets_of(pairs).reshape(-1, 2), offsets_of(capped)


def overlaps(hashes: Hashes, first: Offsets, pairs: Offsets) -> Offsets:
    """Return how many hashes the two sets of each pair have in common."""
    return offsets_of(_core.overlaps(hashes, first, pairs))


def common_runs(left: Offsets, right: Offsets, shortest: int, most: int) -> Offsets:
    """Return the maximal runs that two sequences have in common."""
    return offsets_of(_core.common_runs(left, right, shortest, most)).reshape(-1, 3)


def longest_runs(
    words: Hashes, first: Offsets, marks: Marks, pairs: Offsets, shortest: int, most: int
) -> Offsets:
    """Return the lengths of the longest runs that two texts share, marked words in it and not."""
    longest = _core.longest_runs(words, first, marks, pairs, shortest, most)
    return offsets_of(longest).reshape(-1, 2)


def heaviest_owners(
    places: Offsets, owners: Offsets, worths: Weights, least: float, most: int
) -> Offsets:
    """Return the owners whose postings are worth most."""
    return offsets_of(_core.heaviest_owners(places, owners, worths, least, most))


def nearest_by_terms(
    first: Offsets,
    terms: Slots,
    weights: ShortWeights,
    types: int,
    least: float,
    most: int,
    threads: int = 1,
) -> tuple[Offsets, Offsets, Weights]:
    """Return the best neighbors of each row by the cosine of their terms."""

    def work(rows: tuple[int, int]) -> tuple[Offsets, Offsets, Weights]:
        found = _core.nearest_by_terms(first, terms, weights, types, *rows, least, most)
        return offsets_of(found[0]), offsets_of(found[1]), weights_of(found[2])

    bounds, neighbors, cosines = zip(*map_chunks(work, first, threads), strict=True)
    return joined_first(bounds), joined_rows(neighbors), joined_rows(cosines)


def pair_cosines(
    first: Offsets, terms: Slots, weights: Weights, types: int, pairs: Offsets
) -> Weights:
    """Return the cosine of each pair of rows."""
    return weights_of(_core.pair_cosines(first, terms, weights, types, pairs))


def strongest_terms(
    first: Offsets, items: Offsets, rarities: Weights, frequencies: Weights, most: int
) -> tuple[Offsets, Offsets, Offsets]:
    """Return the items of each row that weigh most, by how often they stand there."""
    bounds, kept, counts = _core.strongest_terms(first, items, rarities, frequencies, most)
    return offsets_of(bounds), offsets_of(kept), offsets_of(counts)


def near_pairs(
    slots: ShortSlots, owners: Offsets, bands: tuple[int, int], rows: int, cap: int, least: int
) -> tuple[Offsets, Offsets]:
    """Return the pairs of owners that share a band and have enough equal slots."""
    pairs, capped = _core.near_pairs(slots, owners, *bands, rows, cap, least)
    return offsets_of(pairs).reshape(-1, 2), offsets_of(capped)


def components(pairs: Offsets, things: int) -> Offsets:
    """Return for each thing the lowest that pairs connect it with."""
    return offsets_of(_core.components(pairs, things))


def average_linkage(pairs: Offsets, weights: Weights, least: float, things: int) -> Offsets:
    """Return for each thing the lowest one of its group."""
    return offsets_of(_core.average_linkage(pairs, weights, least, things))
