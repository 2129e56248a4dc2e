from dedup.kernels._alignment import Marks
from dedup.kernels._arrays import Bytes, Hashes, Offsets, ShortSlots, Slots, Weights

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
    signatures: Slots,
    words: Offsets,
    digests: Hashes,
    /,
) -> None: ...
def shingle_sets(
    utf8: Bytes, offsets: Offsets, begin: int, end: int, width: int, /
) -> tuple[bytearray, bytearray]: ...
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
def pack_postings(
    keys: Hashes, owners: Offsets, most: int, /
) -> tuple[bytes, bytearray, bytearray]: ...
def unpack_postings(
    packed: Bytes, offsets: Offsets, bases: Hashes, /
) -> tuple[bytearray, bytearray, bytearray]: ...
def align_strands(
    left: _Strand, right: _Strand, rules: Offsets, worths: Offsets, logs: Offsets, /
) -> tuple[bytearray, bytearray, bytearray]: ...
def nearest_by_terms(
    first: Offsets,
    terms: Offsets,
    weights: Weights,
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
def gather(pieces: Bytes, offsets: Offsets, order: Offsets, /) -> bytes: ...
def read_spans(file: int, spans: Offsets, out: bytearray | memoryview, /) -> int: ...
def paths() -> tuple[str, ...]: ...
def path() -> str: ...
def use_path(name: str, /) -> None: ...
