"""Bridges to other libraries: what dedup makes, in their form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dedup.signatures import Signature, permutations

if TYPE_CHECKING:
    from datasketch import MinHash


def to_datasketch(signature: Signature) -> MinHash:
    """Return a signature as datasketch's MinHash, equal slot by slot.

    It compares with MinHashes that datasketch makes itself with ``scheme="affine32"``, the same
    seed and ``hashfunc=lambda b: xxhash.xxh64_intdigest(b) & 0xFFFFFFFF`` over the UTF-8 of each
    shingle, and its LSH, in memory or in Redis, takes it.
    """
    from datasketch import MinHash  # half a second: it brings SciPy along

    scheme = signature.scheme
    return MinHash(
        num_perm=scheme.slots,
        seed=scheme.hash_seed,
        hashvalues=signature.minhash,
        permutations=permutations(scheme.slots, scheme.hash_seed),
        scheme="affine32",
    )
