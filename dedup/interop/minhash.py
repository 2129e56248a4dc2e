"""Signatures in datasketch's form, and near-duplicates shared through Redis by its storage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dedup.articles import Article
from dedup.index.entries import sign_words
from dedup.schemes import Banding, Scheme, permutations
from dedup.signatures import Signature

if TYPE_CHECKING:
    from datasketch import MinHash, MinHashLSH


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


class SharedNear:
    """Near-duplicate candidates that many machines share, in Redis, by datasketch's own LSH.

    What it returns is worth comparing and no verdict: datasketch keeps band keys and no texts.

    Args:
        redis: where the server is: ``{"host": "localhost", "port": 6379}``, or a socket.
        name: of the index; machines that give the same share it.
        banding: of the signatures.
    """

    def __init__(
        self, redis: dict[str, Any], name: str = "dedup", banding: Banding | None = None
    ) -> None:
        from datasketch import MinHashLSH

        banding = banding or Banding()
        self._scheme = Scheme()
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
        return to_datasketch(sign_words(article, self._scheme))

    def __enter__(self) -> SharedNear:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the index where it is, in Redis."""
