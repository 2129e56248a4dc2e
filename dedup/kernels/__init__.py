"""Arrays from arrays: the hot loops of the house, behind one typed face.

Every kernel takes buffers and gives arrays, knows nothing of articles, and keeps no state. There
are two of each: the one in C (``core/``, called through ``_native``), and its readable twin in
``_python``, which says what it does and stands in where the C core could not be built.
``tests/reference.py`` holds a third, written from the definition.

A *ragged* array is a flat one with ``first``, shape (n + 1,): row i is
``flat[first[i] : first[i + 1]]``.

``DEDUP_CORE`` in the environment forces a path: ``python``, ``baseline``, ``avx2`` or ``avx512``.
All paths give the same numbers.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dedup.kernels._arrays import LineTable, Offsets, WordTable
from dedup.kernels._choice import CORE

if TYPE_CHECKING:
    from dedup.kernels._alignment import (
        COSINE,
        NAT,
        SHARE,
        WORTH_COUNT,
        WORTH_LOWEST,
        WORTH_STEPS,
        Alignment,
        Mark,
        Rules,
        Strand,
    )
    from dedup.kernels._comparing import (
        BEGINS_SENTENCE,
        FURNISHED,
        Alignments,
        Comparisons,
        Count,
        Part,
        Sheet,
        Weight,
    )
    from dedup.kernels._sheets import Cuts, Kind, Weighed

if TYPE_CHECKING or CORE == "python":
    from dedup.kernels._python import (
        align_pairs,
        align_strands,
        average_linkage,
        band_keys,
        candidate_pairs,
        common_runs,
        compare_pairs,
        components,
        csv_rows,
        cut_units,
        find_in_blocks,
        find_sorted,
        gather,
        json_lines,
        longest_runs,
        make_sieve,
        merge_postings,
        minhash,
        minhash_texts,
        near_pairs,
        nearest_by_terms,
        number_words,
        overlaps,
        pack_blocks,
        pack_postings,
        pair_cosines,
        read_spans,
        shingle_hashes,
        shingle_sets,
        sift,
        strongest_terms,
        tokenize,
        unpack_blocks,
        unpack_postings,
        weigh_stems,
        winnow,
    )
else:
    from dedup.kernels._native import (
        align_pairs,
        align_strands,
        average_linkage,
        band_keys,
        candidate_pairs,
        common_runs,
        compare_pairs,
        components,
        csv_rows,
        cut_units,
        find_in_blocks,
        find_sorted,
        gather,
        json_lines,
        longest_runs,
        make_sieve,
        merge_postings,
        minhash,
        minhash_texts,
        near_pairs,
        nearest_by_terms,
        number_words,
        overlaps,
        pack_blocks,
        pack_postings,
        pair_cosines,
        read_spans,
        shingle_hashes,
        shingle_sets,
        sift,
        strongest_terms,
        tokenize,
        unpack_blocks,
        unpack_postings,
        weigh_stems,
        winnow,
    )

__all__ = [
    "BEGINS_SENTENCE",
    "CORE",
    "COSINE",
    "FURNISHED",
    "NAT",
    "SHARE",
    "WORTH_COUNT",
    "WORTH_LOWEST",
    "WORTH_STEPS",
    "Alignment",
    "Alignments",
    "Comparisons",
    "Count",
    "Cuts",
    "Kind",
    "LineTable",
    "Mark",
    "Offsets",
    "Part",
    "Rules",
    "Sheet",
    "Strand",
    "Weighed",
    "Weight",
    "WordTable",
    "align_pairs",
    "align_strands",
    "average_linkage",
    "band_keys",
    "candidate_pairs",
    "common_runs",
    "compare_pairs",
    "components",
    "csv_rows",
    "cut_units",
    "find_in_blocks",
    "find_sorted",
    "gather",
    "json_lines",
    "longest_runs",
    "make_sieve",
    "merge_postings",
    "minhash",
    "minhash_texts",
    "near_pairs",
    "nearest_by_terms",
    "number_words",
    "overlaps",
    "pack_blocks",
    "pack_postings",
    "pair_cosines",
    "read_spans",
    "shingle_hashes",
    "shingle_sets",
    "sift",
    "strongest_terms",
    "tokenize",
    "unpack_blocks",
    "unpack_postings",
    "weigh_stems",
    "winnow",
]


def __getattr__(name: str) -> Any:
    """Enter what only pairs of articles need once it is asked for: it takes a while to make."""
    if name not in __all__:
        raise AttributeError(f"module 'dedup.kernels' has no attribute {name!r}")
    for module in ("_comparing", "_sheets"):
        entered = import_module(f"dedup.kernels.{module}")
        if hasattr(entered, name):
            return getattr(entered, name)
    return getattr(import_module("dedup.kernels._alignment"), name)
