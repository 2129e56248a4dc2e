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

from typing import TYPE_CHECKING, Any

from dedup.kernels._choice import CORE
from dedup.kernels._rooms import find

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
    from dedup.kernels._arrays import LineTable, Offsets, WordTable, bounds_of
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
    from dedup.kernels._cues import (
        CODE_POINTS,
        LONGEST_SIGN,
        NO_MARK,
        CuedNames,
        CueRules,
        LineEnd,
        NameKind,
        Trait,
    )
    from dedup.kernels._python.alignment import align_strands
    from dedup.kernels._python.blocks import (
        find_in_blocks,
        merge_postings,
        pack_blocks,
        unpack_blocks,
    )
    from dedup.kernels._python.comparing import align_pairs, compare_pairs
    from dedup.kernels._python.cued import cued_names
    from dedup.kernels._python.families import write_families
    from dedup.kernels._python.groups import average_linkage, components
    from dedup.kernels._python.heaviest import heaviest_owners
    from dedup.kernels._python.lines import json_lines
    from dedup.kernels._python.order import distinct_numbers, order_numbers
    from dedup.kernels._python.pieces import gather, read_spans
    from dedup.kernels._python.postings import pack_postings, unpack_postings
    from dedup.kernels._python.quotations import find_quotations
    from dedup.kernels._python.runs import common_runs, longest_runs
    from dedup.kernels._python.searches import (
        band_keys,
        candidate_pairs,
        near_pairs,
        overlaps,
    )
    from dedup.kernels._python.sentences import find_sentences
    from dedup.kernels._python.sketches import (
        minhash,
        minhash_texts,
        shingle_hashes,
        shingle_sets,
        sign_texts,
        winnow,
    )
    from dedup.kernels._python.sought import find_sorted, make_sieve, sift
    from dedup.kernels._python.stems import weigh_stems
    from dedup.kernels._python.tables import csv_rows
    from dedup.kernels._python.terms import nearest_by_terms, pair_cosines
    from dedup.kernels._python.units import cut_units
    from dedup.kernels._python.vocabulary import enter_words, number_words, strongest_terms
    from dedup.kernels._python.words import tokenize
    from dedup.kernels._sheets import Cuts, Kind, Weighed
    from dedup.kernels._spans import Lexicon, StopRule

__all__ = [
    "BEGINS_SENTENCE",
    "CODE_POINTS",
    "CORE",
    "COSINE",
    "FURNISHED",
    "LONGEST_SIGN",
    "NAT",
    "NO_MARK",
    "SHARE",
    "WORTH_COUNT",
    "WORTH_LOWEST",
    "WORTH_STEPS",
    "Alignment",
    "Alignments",
    "Comparisons",
    "Count",
    "CueRules",
    "CuedNames",
    "Cuts",
    "Kind",
    "Lexicon",
    "LineEnd",
    "LineTable",
    "Mark",
    "NameKind",
    "Offsets",
    "Part",
    "Rules",
    "Sheet",
    "StopRule",
    "Strand",
    "Trait",
    "Weighed",
    "Weight",
    "WordTable",
    "align_pairs",
    "align_strands",
    "average_linkage",
    "band_keys",
    "bounds_of",
    "candidate_pairs",
    "common_runs",
    "compare_pairs",
    "components",
    "csv_rows",
    "cued_names",
    "cut_units",
    "distinct_numbers",
    "enter_words",
    "find_in_blocks",
    "find_quotations",
    "find_sentences",
    "find_sorted",
    "gather",
    "heaviest_owners",
    "json_lines",
    "longest_runs",
    "make_sieve",
    "merge_postings",
    "minhash",
    "minhash_texts",
    "near_pairs",
    "nearest_by_terms",
    "number_words",
    "order_numbers",
    "overlaps",
    "pack_blocks",
    "pack_postings",
    "pair_cosines",
    "read_spans",
    "shingle_hashes",
    "shingle_sets",
    "sift",
    "sign_texts",
    "strongest_terms",
    "tokenize",
    "unpack_blocks",
    "unpack_postings",
    "weigh_stems",
    "winnow",
    "write_families",
]


_KERNELS = "_python" if CORE == "python" else "_native"
_ROOMS = ("_arrays", _KERNELS, "_comparing", "_sheets", "_cues", "_spans", "_alignment")
"""Where names live, what most need first."""


def __getattr__(name: str) -> Any:
    """Enter a room once something of it is asked for: NumPy and tables take a while to make."""
    if name not in __all__:
        raise AttributeError(f"module 'dedup.kernels' has no attribute {name!r}")
    found = globals()[name] = find(name, __name__, _ROOMS)
    return found
