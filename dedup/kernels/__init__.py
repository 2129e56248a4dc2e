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
    from dedup.kernels._arrays import LineTable, Offsets, WordTable
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
        FoundName,
        LineEnd,
        NameKind,
        Trait,
    )
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
        cued_names,
        cut_units,
        distinct_numbers,
        enter_words,
        find_in_blocks,
        find_quotations,
        find_sentences,
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
        order_numbers,
        overlaps,
        pack_blocks,
        pack_postings,
        pair_cosines,
        read_spans,
        shingle_hashes,
        shingle_sets,
        sift,
        sign_texts,
        strongest_terms,
        tokenize,
        unpack_blocks,
        unpack_postings,
        weigh_stems,
        winnow,
        write_families,
    )
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
    "FoundName",
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
    for room in _ROOMS:
        entered = import_module(f"dedup.kernels.{room}")
        if hasattr(entered, name):
            break
    found = globals()[name] = getattr(entered, name)
    return found
