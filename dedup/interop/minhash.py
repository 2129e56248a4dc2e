"""Signatures in datasketch's form, and near-duplicates shared through Redis by its storage."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

from dedup.articles import Article
from dedup.errors import SchemeMismatch
from dedup.index.entries import sign_words
from dedup.schemes import Banding, Scheme, permutations
from dedup.signatures import Signature

if TYPE_CHECKING:
    from datasketch import MinHash, MinHashLSH


def to_datasketch(signed: Signature | Article) -> MinHash:
    """Return a signature, or that of an article, as datasketch's MinHash, equal slot by slot.

    It compares with MinHashes that datasketch makes itself with ``scheme="affine32"``, the same
    seed and ``hashfunc=lambda b: xxhash.xxh64_intdigest(b) & 0xFFFFFFFF`` over the UTF-8 of each
    shingle, and its LSH, in memory or in Redis, takes it.
    """
    from datasketch import MinHash  # half a second: it brings SciPy along

    signature = sign_words(signed, Scheme()) if isinstance(signed, Article) else signed
    scheme = signature.scheme
    return MinHash(
        num_perm=scheme.slots,
        seed=scheme.hash_seed,
        hashvalues=signature.minhash,
        permutations=permutations(scheme.slots, scheme.hash_seed),
        scheme="affine32",
    )


class SharedNear:
    """Near-duplicate candidates that many machines share, in Redis, by datasketch's own LSH.

    What it returns is worth comparing and no verdict: datasketch keeps band keys and no texts.

    Args:
        redis: where the server is: ``{"host": "localhost", "port": 6379}``, or a socket.
        name: of the index; machines that give the same share it.
        banding: of the signatures.

    Raises:
        SchemeMismatch: those who share the name have another banding, or another scheme.
    """

    def __init__(
        self, redis: dict[str, Any], name: str = "dedup", banding: Banding | None = None
    ) -> None:
        from datasketch import MinHashLSH

        banding = banding or Banding()
        self._scheme = Scheme()
        _agree(redis, name, self._scheme, banding)
        self._lsh: MinHashLSH = MinHashLSH(
            num_perm=self._scheme.slots,
            params=(banding.bands, banding.rows),
            storage_config={"type": "redis", "basename": name.encode(), "redis": redis},
        )

    def add(self, article: Article) -> bool:
        """Share an article; return whether its id is new. A known id keeps its first text."""
        if article.id in self._lsh:
            return False
        self._lsh.insert(article.id, self._signed(article))
        return True

    def candidates(self, article: Article) -> list[str]:
        """Return the ids, its own left out, that share a band with an article, ascending."""
        found = self._lsh.query(self._signed(article))
        return sorted(name for name in found if name != article.id)

    def remove(self, article_id: str) -> bool:
        """Forget an article; return whether it was there."""
        if article_id not in self._lsh:
            return False
        self._lsh.remove(article_id)
        return True

    def _signed(self, article: Article) -> MinHash:
        return to_datasketch(article)

    def __enter__(self) -> SharedNear:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the index where it is, in Redis."""


def _agree(redis: dict[str, Any], name: str, scheme: Scheme, banding: Banding) -> None:
    """Leave in Redis what an index is made with, or refuse what differs from what is there.

    Keys of two kinds never meet: each side would find nothing that the other added.
    """
    from redis import Redis

    ours = asdict(scheme) | {"bands": banding.bands, "rows": banding.rows}
    with Redis(**redis) as server:
        server.set(f"{name}:made-with", json.dumps(ours), nx=True)
        theirs = json.loads(cast(bytes, server.get(f"{name}:made-with")))
    unequal = [f"{key}: {theirs.get(key)} there, {ours[key]} here" for key in ours
               if theirs.get(key) != ours[key]]  # fmt: skip
    if unequal:
        raise SchemeMismatch(
            f"the index {name!r} in Redis is made with others ({', '.join(unequal)}); "
            "open it with these, or share another name"
        )
