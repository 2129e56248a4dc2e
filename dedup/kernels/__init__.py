"""Arrays from arrays: the hot loops of the house, behind one typed face.

Every kernel takes buffers and gives arrays, knows nothing of articles, and keeps no state, so that
a C core can stand in for the Python one function by function. ``tests/reference.py`` holds a twin
of each, written from its definition.

A *ragged* array is a flat one with ``first``, shape (n + 1,): row i is
``flat[first[i]:first[i + 1]]``.
"""

from __future__ import annotations

from dedup.kernels._python import (
    WordTable,
    band_keys,
    candidate_pairs,
    common_runs,
    minhash,
    overlaps,
    shingle_hashes,
    tokenize,
    winnow,
)

__all__ = [
    "CORE",
    "WordTable",
    "band_keys",
    "candidate_pairs",
    "common_runs",
    "minhash",
    "overlaps",
    "shingle_hashes",
    "tokenize",
    "winnow",
]

CORE = "python"
"""Which implementation answers; shown by ``dedup --version``."""
