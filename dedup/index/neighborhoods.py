"""Neighborhoods: the articles that can share a story with one, and the story they form."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from dedup import kernels
from dedup.clusters import LOOSE_AFFINITY
from dedup.dossiers import Dossier, open_dossiers
from dedup.groups import Edges, Pair, are_among, pairs_of
from dedup.index.entries import near_keys
from dedup.index.glances import Glance, glance, may_be_verbatim
from dedup.index.neighbors import Neighbors, has_copies
from dedup.index.options import Options
from dedup.index.path import exact_copies, form_stories
from dedup.index.results import Story
from dedup.index.similar import TermSearch
from dedup.relations import is_verbatim
from dedup.signatures import Signature
from dedup.similarity import measure_overlaps
from dedup.store import Row, Store
from dedup.tokens.furniture import find_furniture

REACH = 60
"""Articles that a story is looked for among: the largest story of 41,938 articles had 44."""
COPIES = 40
"""Exact copies of one article that an answer names: one more tells nothing more."""
REMEMBERED = 1024
"""Dossiers kept for the next question: 30 kB each, and the news of an hour asks for the same."""
GLANCES = 2048
"""Glances kept: 8 kB each."""

_Key = tuple[int, str, bytes]


def _key(row: Row) -> _Key:
    """Return what tells an article from any other, and from itself signed otherwise."""
    return row.number, row.id, row.mark


class Dossiers:
    """The dossiers of a store's articles, each opened once while it is asked for often."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._open: OrderedDict[_Key, Dossier] = OrderedDict()
        self._seen: OrderedDict[_Key, Glance] = OrderedDict()

    def glance(self, row: Row) -> Glance:
        """Return a glance at an article of the store."""
        key = _key(row)
        seen = self._seen.pop(key, None)
        if seen is None:
            article, repeated = self._store.page(row)
            furniture = [*find_furniture(article.text), *repeated]
            seen = glance(article.text, self._store.settings.scheme, furniture)
        self._seen[key] = seen
        if len(self._seen) > GLANCES:
            self._seen.popitem(last=False)
        return seen

    def has(self, row: Row) -> bool:
        """Return whether the dossier of an article is open."""
        return _key(row) in self._open

    def of(self, row: Row) -> Dossier:
        """Return the dossier of an article of the store."""
        return self.of_each([row])[0]

    def of_each(self, rows: Sequence[Row]) -> list[Dossier]:
        """Return the dossiers of some articles of the store, new ones opened in one go."""
        missing = [row for row in rows if _key(row) not in self._open]
        pages = [self._store.page(row) for row in missing]
        opened = open_dossiers(
            [article for article, _ in pages],
            self._store.settings.scheme,
            repeated={article.id: repeated for article, repeated in pages},
            languages={row.id: row.language for row in missing},
        )
        for row, dossier in zip(missing, opened, strict=True):
            self._open[_key(row)] = dossier
        dossiers = []
        for row in rows:
            self._open.move_to_end(_key(row))
            dossiers.append(self._open[_key(row)])
        while len(self._open) > REMEMBERED:
            self._open.popitem(last=False)
        return dossiers


@dataclass(slots=True)
class Neighborhood:
    """Articles, and the pairs of them worth comparing, by id.

    Attributes:
        dossiers: of the articles.
        near: pairs that share a band or an anchor; those met while there was room for more hold a
            verbatim relation.
        cosines: of pairs near by their terms.
    """

    dossiers: dict[str, Dossier] = field(default_factory=dict)
    near: set[tuple[str, str]] = field(default_factory=set)
    cosines: dict[tuple[str, str], float] = field(default_factory=dict)

    def add_near(self, one: str, two: str) -> None:
        """Add a pair that may hold a verbatim relation."""
        self.near.add((min(one, two), max(one, two)))

    def add_cosine(self, one: str, two: str, cosine: float) -> None:
        """Add a pair near by its terms; the larger of two sums, as ``candidate_pairs`` does."""
        pair = (min(one, two), max(one, two))
        self.cosines[pair] = max(self.cosines.get(pair, 0.0), cosine)


class Explorer:
    """What walks from an article to its neighbors, and theirs; enter ``store.reading()`` first.

    Args:
        store: of the articles.
        neighbors: of it.
        dossiers: of it.
    """

    def __init__(self, store: Store, neighbors: Neighbors, dossiers: Dossiers) -> None:
        self._store = store
        self._neighbors = neighbors
        self._search = TermSearch(store)
        self._dossiers = dossiers

    def explore(
        self, start: Dossier, own: Row | None, oldest: int | None, *, further: bool
    ) -> Neighborhood:
        """Return the neighborhood of an article.

        A group joins another only where one pair of them pulls as strongly as a loose group does:
        whoever cannot be reached over such pairs cannot change the story.

        Args:
            start: the article.
            own: its row, if it is in the store with this text.
            oldest: articles seen before are left out.
            further: whether to go on from its neighbors to theirs.
        """
        copies = self._copies(start.signature)
        walk = _Walk(
            found=Neighborhood({start.id: start}),
            oldest=oldest,
            barred=None if own else start.id,
            guest=None if own or copies else start.signature,
        )
        waiting = deque([start])
        while waiting:
            met = {row.id: row for row in self._meet(waiting.popleft(), walk)}
            new = [row for name, row in met.items() if name not in walk.found.dossiers]
            dossiers = self._dossiers.of_each(new[: REACH - len(walk.found.dossiers)])
            walk.found.dossiers |= {dossier.id: dossier for dossier in dossiers}
            if further:
                waiting.extend(dossiers)
        if walk.late:
            self._meet_inside(walk)
        return walk.found

    def _meet_inside(self, walk: _Walk) -> None:
        """Note whom those meet that were asked when nobody could come in any more.

        Of their neighbors only those count that are here: a key that nobody else here holds leads
        to none of them. The pairs are measured for the story.
        """
        banding, names = self._store.settings.banding, sorted(walk.found.dossiers)
        every = [near_keys(walk.found.dossiers[name].signature, banding) for name in names]
        all_keys = np.sort(np.concatenate([kernels.distinct_numbers(keys) for keys in every]))
        shared = kernels.distinct_numbers(all_keys[1:][all_keys[1:] == all_keys[:-1]])
        late = [name for name in names if name in walk.late]
        held = [keys for name, keys in zip(names, every, strict=True) if name in walk.late]
        some = [keys[are_among(shared, keys)] for keys in held]
        for name, rows in zip(late, self._neighbors.near_each(some, walk.oldest), strict=True):
            for row in rows:
                if row.id not in (name, walk.barred):
                    walk.found.add_near(name, row.id)

    def _meet(self, dossier: Dossier, walk: _Walk) -> list[Row]:
        """Note whom an article meets; return those it pulls as strongly as a story does."""
        signature, found = dossier.signature, walk.found
        itself = (dossier.id, walk.barred)
        strong = {}
        for similar in self._search.similar(signature, walk.guest, walk.oldest):
            if similar.row.id not in itself:
                found.add_cosine(dossier.id, similar.row.id, similar.cosine)
                if similar.cosine >= LOOSE_AFFINITY:
                    strong[similar.row.digest] = similar.row
        room = REACH - len(found.dossiers)
        if not room:
            walk.late.add(dossier.id)
            return []
        keys = near_keys(signature, self._store.settings.banding)
        digest = signature.digest if signature.words else b""
        near, copies = self._neighbors.near(keys, digest, walk.oldest)
        near = [row for row in near if row.id not in itself]
        verbatim = self._verbatim(dossier, near, list(strong.values())[:room])
        for row in verbatim:
            found.add_near(dossier.id, row.id)
        strong = {row.digest: row for row in verbatim} | strong
        met = [*strong.values(), *copies[:COPIES]]
        if strong and has_copies(self._store):
            met += self._store.copies([row.digest for row in strong.values() if row.words])
        return [
            row
            for row in met
            if row.id not in itself and (walk.oldest is None or row.seen >= walk.oldest)
        ]

    def _verbatim(self, dossier: Dossier, rows: Sequence[Row], coming: Sequence[Row]) -> list[Row]:
        """Return those of some articles that hold a verbatim relation with one.

        Args:
            dossier: of the one.
            rows: of the others.
            coming: of those that will be compared in any case: they are opened without a glance,
                and all in one go.
        """
        scheme, tokens = self._store.settings.scheme, dossier.tokens
        named = {row.number for row in coming}
        unsure = [row for row in rows if row.number not in named and not self._dossiers.has(row)]
        mine = glance(tokens.text, scheme, tokens.furniture) if unsure else None
        out = {
            row.number
            for row in unsure
            if mine and not may_be_verbatim(mine, self._dossiers.glance(row))
        }
        maybe = [row for row in rows if row.number not in out]
        dossiers = [dossier, *self._dossiers.of_each([*maybe, *coming])[: len(maybe)]]
        pairs = pairs_of((0, place) for place in range(1, len(dossiers)))
        measured = measure_overlaps(dossiers, pairs)
        return [row for row, found in zip(maybe, measured, strict=True) if is_verbatim(found)]

    def _copies(self, signature: Signature) -> list[Row]:
        return self._store.copies([signature.digest])[:COPIES] if signature.words else []


@dataclass(frozen=True, slots=True, eq=False)
class _Walk:
    found: Neighborhood
    oldest: int | None
    barred: str | None
    guest: Signature | None
    late: set[str] = field(default_factory=set)


def story_of(article_id: str, found: Neighborhood, options: Options) -> Story | None:
    """Return the story of an article of a neighborhood, as ``deduplicate`` forms it, or None."""
    dossiers = [found.dossiers[name] for name in sorted(found.dossiers)]
    copies = exact_copies(dossiers)
    first = {place: place for place in range(len(dossiers))}
    first |= {copy: lead for lead, after in copies.items() for copy in after}
    at = {dossier.id: first[place] for place, dossier in enumerate(dossiers)}
    near = pairs_of(sorted(_among(at, list(found.near))))
    cosines: dict[Pair, float] = {}
    for pair, cosine in found.cosines.items():
        for moved in _among(at, [pair]):
            cosines[moved] = max(cosines.get(moved, 0.0), cosine)
    edges = Edges.of(cosines)
    stories, _ = form_stories(dossiers, copies, near, edges, options, only=article_id)
    return next(iter(stories), None)


def _among(at: dict[str, int], pairs: Sequence[tuple[str, str]]) -> set[Pair]:
    """Return the pairs by the places of their firsts, those that are not here left out."""
    placed = ((at[one], at[two]) for one, two in pairs if one in at and two in at)
    return {(min(i, j), max(i, j)) for i, j in placed if i != j}
