"""Names: ids, digests and stems, looked up in the segments by what they hash to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import xxhash
from numpy.typing import NDArray

from dedup.store.contract import Channel, Entry, Row, place_keys

STEM_OWNERS = 1 << 40
"""Added to the number of a term where a stem is looked up, to tell it from an article's."""

Hashes = NDArray[np.uint64]


def name_hash(article_id: str) -> int:
    """Return what an article is looked up by, 64 bits."""
    return xxhash.xxh3_64_intdigest(b"id " + article_id.encode("utf-8", "surrogatepass"))


def digest_hash(digest: bytes) -> int:
    """Return what the copies of a text are looked up by, 64 bits."""
    return xxhash.xxh3_64_intdigest(b"digest " + digest)


def copy_keys(digests: Iterable[bytes]) -> Hashes:
    """Return what the copies of texts are looked up by: a key for each digest."""
    return place_keys(Channel.NAME, hashed(map(digest_hash, digests)))


def stem_hash(stem: str) -> int:
    """Return what a stem is looked up by, 64 bits."""
    return xxhash.xxh3_64_intdigest(b"stem " + stem.encode("utf-8", "surrogatepass"))


def hashed(hashes: Iterable[int]) -> Hashes:
    """Return hashes as an array."""
    return np.fromiter(hashes, np.uint64)


def row_keys(kept: Sequence[Row | Entry]) -> Hashes:
    """Return what articles are looked up by: two keys each, its id's and its digest's."""
    hashes = hashed(h for one in kept for h in (name_hash(one.id), digest_hash(one.digest)))
    return place_keys(Channel.NAME, hashes)
