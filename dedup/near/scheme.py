"""The scheme: what near-duplicates are searched with, and what is near."""

from __future__ import annotations

from dedup.schemes import Banding, Scheme, permutations

SCHEME = Scheme()
SHINGLE, SLOTS = SCHEME.shingle, SCHEME.slots
PERMUTATIONS = permutations(SLOTS, SCHEME.hash_seed)

BANDING = Banding(bands=42, rows=3)
"""Finds a pair of Jaccard similarity J with probability 1 - (1 - J**3)**42: .9963 at J = .5 and
.99999 at .7. The 32 bands of 4 rows that ``deduplicate`` has beside its other channels find .87
at .5. The last 2 of 128 slots are not used."""

LEAST_EQUAL = 42
"""Of 128 slots, that a pair must have equal to be read again: a pair of J = .5 has fewer with
probability 4e-5, and nine of ten pairs that only share a band are spared."""
