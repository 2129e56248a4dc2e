"""The kernels in C, with the signatures of their Python twins, where each is described."""

from dedup.kernels import _core
from dedup.kernels._native.cued import cued_names
from dedup.kernels._native.near import (
    average_linkage,
    band_keys,
    candidate_pairs,
    common_runs,
    components,
    longest_runs,
    near_pairs,
    nearest_by_terms,
    overlaps,
    pair_cosines,
    strongest_terms,
)
from dedup.kernels._native.order import distinct_numbers, order_numbers
from dedup.kernels._native.pairs import (
    align_pairs,
    align_strands,
    compare_pairs,
    cut_units,
    weigh_stems,
)
from dedup.kernels._native.postings import (
    find_in_blocks,
    find_sorted,
    make_sieve,
    merge_postings,
    pack_blocks,
    pack_postings,
    sift,
    unpack_blocks,
    unpack_postings,
)
from dedup.kernels._native.spans import find_quotations, find_sentences
from dedup.kernels._native.texts import (
    csv_rows,
    gather,
    json_lines,
    minhash,
    minhash_texts,
    number_words,
    read_spans,
    shingle_hashes,
    shingle_sets,
    tokenize,
    winnow,
)

paths, path, use_path = _core.paths, _core.path, _core.use_path

__all__ = [
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
    "path",
    "paths",
    "read_spans",
    "shingle_hashes",
    "shingle_sets",
    "sift",
    "strongest_terms",
    "tokenize",
    "unpack_blocks",
    "unpack_postings",
    "use_path",
    "weigh_stems",
    "winnow",
]
