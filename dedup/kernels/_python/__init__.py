"""The kernels in Python and NumPy: slow, readable, and the measure of any faster core."""

from dedup.kernels._python.alignment import align_strands
from dedup.kernels._python.blocks import (
    find_in_blocks,
    find_sorted,
    make_sieve,
    merge_postings,
    pack_blocks,
    sift,
    unpack_blocks,
)
from dedup.kernels._python.comparing import align_pairs, compare_pairs
from dedup.kernels._python.cued import cued_names
from dedup.kernels._python.families import write_families
from dedup.kernels._python.groups import average_linkage, components
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
from dedup.kernels._python.sheets import cut_units, weigh_stems
from dedup.kernels._python.sketches import (
    minhash,
    minhash_texts,
    shingle_hashes,
    shingle_sets,
    sign_texts,
    winnow,
)
from dedup.kernels._python.tables import csv_rows
from dedup.kernels._python.terms import nearest_by_terms, pair_cosines
from dedup.kernels._python.vocabulary import enter_words, number_words, strongest_terms
from dedup.kernels._python.words import tokenize

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
