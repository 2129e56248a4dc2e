"""The kernels in Python and NumPy: slow, readable, and the measure of any faster core."""

from dedup.kernels._python.alignment import align_strands
from dedup.kernels._python.runs import common_runs
from dedup.kernels._python.searches import band_keys, candidate_pairs, overlaps
from dedup.kernels._python.sketches import (
    minhash,
    minhash_texts,
    shingle_hashes,
    shingle_sets,
    winnow,
)
from dedup.kernels._python.terms import nearest_by_terms
from dedup.kernels._python.words import tokenize

__all__ = [
    "align_strands",
    "band_keys",
    "candidate_pairs",
    "common_runs",
    "minhash",
    "minhash_texts",
    "nearest_by_terms",
    "overlaps",
    "shingle_hashes",
    "shingle_sets",
    "tokenize",
    "winnow",
]
