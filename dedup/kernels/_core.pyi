from array import array

from dedup.kernels._alignment import Marks
from dedup.kernels._arrays import (
    Bytes,
    Hashes,
    Offsets,
    Related,
    ShortSlots,
    ShortWeights,
    Slots,
    Weights,
)
from dedup.kernels._comparing import _Arrays as _Sheet
from dedup.kernels._cues import RuleArrays

_Strand = tuple[Offsets, Offsets, Offsets, Hashes, Marks, Offsets, Offsets]

def tokenize(
    utf8: Bytes, offsets: Offsets, /
) -> tuple[bytes, bytearray, bytearray, bytearray, bytearray]: ...
def minhash_texts(
    utf8: Bytes,
    offsets: Offsets,
    begin: int,
    end: int,
    width: int,
    multipliers: Slots,
    increments: Slots,
    signatures: Slots | ShortSlots,
    words: Offsets,
    digests: Hashes,
    halved: bool,
    /,
) -> None: ...
def shingle_sets(
    utf8: Bytes, offsets: Offsets, begin: int, end: int, width: int, /
) -> tuple[memoryview, bytearray]: ...
def shingle_hashes(
    normalized: Bytes, bounds: Offsets, first: Offsets, width: int, /
) -> tuple[bytearray, bytearray]: ...
def minhash(
    hashes: Hashes, first: Offsets, multipliers: Slots, increments: Slots, /
) -> bytearray: ...
def winnow(hashes: Hashes, first: Offsets, window: int, /) -> tuple[bytearray, bytearray]: ...
def band_keys(signatures: Slots, bands: int, /) -> bytearray: ...
def candidate_pairs(keys: Hashes, owners: Offsets, cap: int, /) -> tuple[bytearray, bytearray]: ...
def overlaps(hashes: Hashes, first: Offsets, pairs: Offsets, /) -> bytearray: ...
def common_runs(left: Offsets, right: Offsets, shortest: int, most: int, /) -> bytearray: ...
def pack_postings(keys: Hashes, owners: Offsets, first: Offsets, /) -> tuple[bytes, bytearray]: ...
def unpack_postings(
    packed: Bytes, offsets: Offsets, /
) -> tuple[bytearray, bytearray, bytearray]: ...
def pack_blocks(
    keys: Hashes, owners: Offsets, most: int, bits: int, slot: int, begin: int, end: int, /
) -> tuple[bytes, bytearray, bytearray]: ...
def unpack_blocks(
    blocks: Bytes, offsets: Offsets, places: Offsets, bits: int, /
) -> tuple[bytearray, bytearray, bytearray]: ...
def find_in_blocks(
    blocks: Bytes, offsets: Offsets, places: Offsets, bits: int, keys: Hashes, among: Offsets, /
) -> tuple[bytearray, bytearray]: ...
def merge_postings(
    keys: Hashes, owners: Offsets, first: Offsets, gone: Offsets, /
) -> tuple[bytearray, bytearray]: ...
def find_sorted(held: Hashes, owners: Offsets, keys: Hashes, /) -> tuple[bytearray, bytearray]: ...
def make_sieve(keys: Hashes, octets: int, /) -> bytes: ...
def sift(
    keys: Hashes, begins: Hashes, ends: Hashes, offsets: Offsets, bits: Bytes, /
) -> bytearray: ...
def align_strands(
    left: _Strand, right: _Strand, rules: Offsets, worths: Offsets, logs: Offsets, /
) -> tuple[bytearray, bytearray, bytearray]: ...
def align_pairs(
    sheets: list[_Sheet], pairs: Offsets, rules: Offsets, worths: Offsets, logs: Offsets, /
) -> tuple[bytearray, bytearray, bytearray, bytearray]: ...
def compare_pairs(
    sheets: list[_Sheet], pairs: Offsets, first: Offsets, passages: Offsets, parts: int, /
) -> tuple[bytearray, bytearray]: ...
def cut_units(
    first: Offsets, starts: Slots, kinds: Marks, heads: Slots, types: int, marks_first: Offsets,
    marks: Offsets, quoted_first: Offsets, quotations: Offsets, shortest: int, dateline: int,
    dated: float, /,
) -> tuple[bytearray, bytearray, bytearray, bytearray, bytearray, bytearray]: ...  # fmt: skip
def weigh_stems(
    first: Offsets, stems: Slots, weights: Weights, kinds: Marks, ranks: Slots,
    term_first: Offsets, terms: Slots, frequencies: Weights, most: int, telling: float,
    fact: float, term: float, /,
) -> tuple[
    bytearray, bytearray, bytearray, bytearray, bytearray, bytearray, bytearray, bytearray
]: ...  # fmt: skip
def nearest_by_terms(
    first: Offsets,
    terms: Slots,
    weights: ShortWeights,
    types: int,
    begin: int,
    end: int,
    least: float,
    most: int,
    /,
) -> tuple[bytearray, bytearray, bytearray]: ...
def json_lines(
    block: Bytes, texts: bytes, ids: bytes, out: bytearray, /
) -> tuple[bytearray, bytearray, bytes, int]: ...
def sign_ahead(
    file: int,
    texts: bytes,
    ids: bytes,
    block: int,
    most: int,
    width: int,
    multipliers: array[int],
    increments: array[int],
    stop: bytearray,
    /,
) -> tuple[bytearray, bytearray, bytes, int, int, memoryview, bytearray, bytearray]: ...
def csv_rows(
    block: Bytes,
    delimiter: int,
    columns: int,
    texts: Offsets,
    ids: Offsets,
    final: bool,
    out: bytearray,
    /,
) -> tuple[bytearray, bytearray, bytes, int, int]: ...
def near_pairs(
    slots: ShortSlots, owners: Offsets, begin: int, end: int, rows: int, cap: int, least: int, /
) -> tuple[bytearray, bytearray]: ...
def components(pairs: Offsets, things: int, /) -> bytearray: ...
def average_linkage(
    pairs: Offsets, weights: Weights, least: float, things: int, /
) -> bytearray: ...
def pair_cosines(
    first: Offsets, terms: Slots, weights: Weights, types: int, pairs: Offsets, /
) -> bytearray: ...
def longest_runs(
    words: Hashes, first: Offsets, marks: Marks, pairs: Offsets, shortest: int, most: int, /
) -> bytearray: ...
def find_sentences(
    utf8: Bytes,
    offsets: Offsets,
    words: Bytes,
    bounds: Offsets,
    kinds: Bytes,
    wrapped_share: float,
    /,
) -> tuple[bytearray, bytearray]: ...
def find_quotations(utf8: Bytes, offsets: Offsets, /) -> tuple[bytearray, bytearray]: ...
def enter_words(
    normalized: Bytes, bounds: Offsets, places: Offsets, slots: Hashes, secret: int, known: int, /
) -> tuple[bytearray, bytearray]: ...
def number_words(normalized: Bytes, bounds: Offsets, /) -> tuple[bytearray, bytearray]: ...
def strongest_terms(
    first: Offsets, items: Offsets, rarities: Weights, frequencies: Weights, most: int, /
) -> tuple[bytearray, bytearray, bytearray]: ...
def cued_names(
    points: Slots,
    starts: Slots,
    ends: Slots,
    classes: Slots,
    apart: Slots,
    cuts: Slots,
    top: int,
    rules: RuleArrays,
    /,
) -> tuple[bytearray, bytearray, bytearray, bytearray]: ...
def gather(pieces: Bytes, offsets: Offsets, order: Offsets, /) -> bytes: ...
def write_families(
    pieces: Bytes,
    offsets: Offsets,
    heads: Offsets,
    first: Offsets,
    members: Offsets,
    within: Related,
    apart: Related,
    begin: int,
    end: int,
    /,
) -> bytes: ...
def order_numbers(numbers: Hashes, /) -> bytearray: ...
def distinct_numbers(numbers: Hashes, /) -> bytearray: ...
def read_spans(file: int, spans: Offsets, out: bytearray | memoryview, /) -> int: ...
def paths() -> tuple[str, ...]: ...
def path() -> str: ...
def use_path(name: str, /) -> None: ...
