"""The path, one article at a time: what is this a copy of?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import xxhash

from dedup import kernels
from dedup.articles import Article
from dedup.candidates import ANCHOR_CAP, MAX_NEIGHBORS, Banding, unit_terms
from dedup.clusters import STORY_AFFINITY
from dedup.dossiers import Dossier, open_dossier
from dedup.relations import Kind, Relation, is_verbatim, relate
from dedup.signatures import Scheme, Signature
from dedup.similarity import measure
from dedup.store import Key, MemoryStore, Record, SqliteStore, Store

_BAND, _ANCHOR, _TERM = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an index knows of one article.

    Attributes:
        article: the id that was asked about.
        relations: to articles of the index, in the order of ``Kind``, likeliest first; the
            article asked about is ``left``.
    """

    article: str
    relations: tuple[Relation, ...]

    @property
    def is_new(self) -> bool:
        """Whether no article of the index is a copy, a part or a rewrite of it."""
        derived = list(Kind)[: list(Kind).index(Kind.REWRITE) + 1]
        return not any(relation.kind in derived for relation in self.relations)


class Index:
    """Articles kept, and asked about one by one.

    Args:
        store: what keeps them; None is memory.
        banding: of the near-duplicate channel.
    """

    def __init__(self, store: Store | None = None, banding: Banding | None = None) -> None:
        self._store = store if store is not None else MemoryStore(Scheme())
        self._banding = banding or Banding()

    @classmethod
    def open(cls, path: str | Path, scheme: Scheme | None = None) -> Index:
        """Return the index in a file, which is made if it is not there.

        Raises:
            StoreError: the file is no index, or one of another version or scheme.
        """
        return cls(SqliteStore(path, scheme or Scheme()))

    def add(self, articles: Article | Iterable[Article]) -> int:
        """Keep one or more articles; return how many were new or had a new text.

        An id seen again with the same text changes nothing; with another text it replaces it.
        """
        changed = 0
        for article in [articles] if isinstance(articles, Article) else articles:
            known = self._store.get(article.id)
            if known is not None and known.article == article:
                continue
            signature = open_dossier(article, self._store.scheme).signature
            self._store.put(Record(article, frozenset(self._keys(signature))))
            changed += 1
        return changed

    def check(self, article: Article) -> Verdict:
        """Return what the articles of this index are to ``article``, which is not added."""
        dossier = open_dossier(article, self._store.scheme)
        relations = []
        for other in sorted(self._near(dossier.signature) - {article.id}):
            theirs = self._dossier(other)
            similarity = measure(dossier, theirs)
            if is_verbatim(similarity):
                relations.append(relate(dossier, theirs, similarity))
        known = {relation.right for relation in relations} | {article.id}
        for other in self._similar(dossier.signature, known):
            relation = relate(dossier, self._dossier(other))
            if relation.kind is not Kind.UNRELATED:
                relations.append(relation)
        ranks = {kind: rank for rank, kind in enumerate(Kind)}
        relations.sort(key=lambda r: (ranks[r.kind], -r.probability, r.right))
        return Verdict(article.id, tuple(relations))

    def remove(self, article_id: str) -> bool:
        """Forget an article; return whether it was there."""
        return self._store.remove(article_id)

    def get(self, article_id: str) -> Article | None:
        """Return an article of the index, or None."""
        record = self._store.get(article_id)
        return record.article if record else None

    def __len__(self) -> int:
        return len(self._store)

    def __contains__(self, article_id: object) -> bool:
        return isinstance(article_id, str) and self._store.get(article_id) is not None

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def _dossier(self, article_id: str) -> Dossier:
        record = self._store.get(article_id)
        if record is None:
            raise KeyError(article_id)
        return open_dossier(record.article, self._store.scheme)

    def _keys(self, signature: Signature) -> list[Key]:
        keys = [(_ANCHOR, int(anchor)) for anchor in signature.anchors]
        keys += [(_TERM, _term_key(stem)) for stem in signature.terms]
        if signature.words:
            bands = kernels.band_keys(signature.minhash[None, :], self._banding.bands)[0]
            keys += [(_BAND, int(key)) for key in bands]
        return keys

    def _near(self, signature: Signature) -> set[str]:
        caps = {_BAND: self._banding.cap, _ANCHOR: ANCHOR_CAP}
        keys = [key for key in self._keys(signature) if key[0] != _TERM]
        near: set[str] = set()
        for (channel, _), ids in self._store.holders(keys).items():
            near.update(ids if len(ids) <= caps[channel] else ids[:1])
        return near

    def _similar(self, signature: Signature, known: set[str]) -> list[str]:
        """Return the ids near by their terms, nearest first, at the bound of a story."""
        total = len(self._store)
        keys = {_term_key(stem): stem for stem in signature.terms}
        held = self._store.holders((_TERM, key) for key in keys)
        holders = {keys[key]: ids for (_, key), ids in held.items()}
        holding = {stem: len(ids) for stem, ids in holders.items()}
        mine = unit_terms(signature, holding, total)
        shared: dict[str, float] = {}
        for stem, weight in mine.items():
            for other in holders.get(stem, ()):
                shared[other] = shared.get(other, 0.0) + weight**2
        # What is found in common bounds the cosine (Cauchy-Schwarz): few texts need be opened.
        least = STORY_AFFINITY**2
        hopeful = [
            other for other, square in shared.items() if square >= least and other not in known
        ]
        cosines = {}
        for other in hopeful:
            theirs = unit_terms(self._dossier(other).signature, holding, total)
            cosines[other] = sum(weight * theirs.get(stem, 0.0) for stem, weight in mine.items())
        near = [other for other, cosine in cosines.items() if cosine >= STORY_AFFINITY]
        return sorted(near, key=lambda other: (-cosines[other], other))[:MAX_NEIGHBORS]


def _term_key(stem: str) -> int:
    return xxhash.xxh64_intdigest(stem.encode("utf-8"))
