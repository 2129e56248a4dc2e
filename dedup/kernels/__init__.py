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

from typing import TYPE_CHECKING

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
from dedup.kernels._arrays import LineTable, Offsets, WordTable
from dedup.kernels._choice import CORE

if TYPE_CHECKING or CORE == "python":
    from dedup.kernels._python import (
        align_strands,
        average_linkage,
        band_keys,
        candidate_pairs,
        common_runs,
        components,
        csv_rows,
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
        read_spans,
        shingle_hashes,
        shingle_sets,
        sift,
        strongest_terms,
        tokenize,
        unpack_blocks,
        unpack_postings,
        winnow,
    )
else:
    from dedup.kernels._native import (
        align_strands,
        average_linkage,
        band_keys,
        candidate_pairs,
        common_runs,
        components,
        csv_rows,
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
        read_spans,
        shingle_hashes,
        shingle_sets,
        sift,
        strongest_terms,
        tokenize,
        unpack_blocks,
        unpack_postings,
        winnow,
    )

__all__ = [
    "CORE",
    "COSINE",
    "NAT",
    "SHARE",
    "WORTH_COUNT",
    "WORTH_LOWEST",
    "WORTH_STEPS",
    "Alignment",
    "LineTable",
    "Mark",
    "Offsets",
    "Rules",
    "Strand",
    "WordTable",
    "align_strands",
    "average_linkage",
    "band_keys",
    "candidate_pairs",
    "common_runs",
    "components",
    "csv_rows",
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
    "read_spans",
    "shingle_hashes",
    "shingle_sets",
    "sift",
    "strongest_terms",
    "tokenize",
    "unpack_blocks",
    "unpack_postings",
    "winnow",
]
