"""The path, one article at a time: what is this a copy of?"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from dedup.articles import Article
from dedup.dossiers import Dossier, open_dossier
from dedup.groups import pairs_of
from dedup.index.adding import Adder
from dedup.index.entries import seen_at, sign_whole
from dedup.index.lines import exchange, guest_lines
from dedup.index.nearness import relate_near
from dedup.index.neighborhoods import COPIES, Dossiers, Explorer, Neighborhood, story_of
from dedup.index.neighbors import Neighbors, has_copies
from dedup.index.options import Options
from dedup.index.results import Story
from dedup.index.taking import articles_of, id_of, require_article
from dedup.index.verdict import NEAR_ONLY, WITHOUT_TEXT, Added, Verdict
from dedup.index.windows import read_window
from dedup.relations import Kind, Relation, relate_each
from dedup.schemes import Banding, Scheme
from dedup.store import Row, Settings, SqliteStore, Stats, Store, mark_of

NEAR_BANDING = Banding(bands=42, rows=3)
"""Of an index that has no other channel: finds a pair of Jaccard similarity J with probability
1 - (1 - J**3)**42, .9963 at J = .5."""


class Index:
    """Articles kept, and asked about one by one; several threads may share one.

    Stories and relations are those of ``deduplicate`` on the same articles, in any order of
    arrival, but where looking at everything would take too long: of articles with terms in common
    the 80 that share the most weight are weighed; above 40,000 articles a term that more than
    4,000 hold leads to nobody; a story is formed from the 60 articles reached first; and a key that
    too many hold leads to the lowest id that the window holds.

    Args:
        store: what keeps them; None is memory.
        window: articles seen longer before the one asked about ("30d", "36h") are no candidates.
        workers: that sign what is added, this thread among them; the others are threads, or
            processes where texts are compared in full.

    Raises:
        ValueError: the window is none, or there is no worker.
    """

    def __init__(
        self,
        store: Store | None = None,
        *,
        window: str | timedelta | None = None,
        workers: int = 1,
    ) -> None:
        self._store: Store = store if store is not None else SqliteStore()
        if workers < 1:
            raise ValueError(f"workers={workers} must be at least 1, the thread that adds")
        self._window = read_window(window)
        self._adder = Adder(self._store, workers)
        self._neighbors = Neighbors(self._store)
        self._dossiers = Dossiers(self._store)
        self._explorer = Explorer(self._store, self._neighbors, self._dossiers)
        settings = self._store.settings
        self._options = Options(scheme=settings.scheme, banding=settings.banding)

    @classmethod
    def open(
        cls,
        path: str | Path | None,
        scheme: Scheme | None = None,
        *,
        near_only: bool = False,
        keep_text: bool = True,
        window: str | timedelta | None = None,
        workers: int = 1,
    ) -> Index:
        """Return the index in a file, which is made if it is not there.

        What an index was made with stays: a file that is there is opened with its own scheme,
        channels and texts, unless others are asked for, which are refused by name.

        Args:
            path: of the file; None keeps the index in memory.
            scheme: of the signatures.
            near_only: find exact and near copies of whole texts alone: an eighth of the time, a
                sixth of the room.
            keep_text: keep the texts; without them only exact and near copies can be told.
            window: articles seen longer before the one asked about are no candidates.
            workers: that sign what is added.

        Raises:
            StoreError: the file is no index, one of another version, made with other settings,
                or damaged.
        """
        if not isinstance(scheme, Scheme | None):
            raise TypeError(f"scheme={scheme!r} is no Scheme; name what it is: window=, near_only=")
        settings = None
        if scheme is not None or near_only or not keep_text or path is None:
            near = (
                bool(near_only) or not keep_text
            )  # what is found otherwise needs texts to compare
            banding = NEAR_BANDING if near else Banding()
            settings = Settings(scheme or Scheme(), banding, near, bool(keep_text))
        return cls(SqliteStore(path, settings), window=window, workers=workers)

    # Adding and removing.

    def add(self, articles: Article | Iterable[Article]) -> Added:
        """Keep one or more articles; return how many were new, revised or there already.

        An id seen again with the same text changes nothing; with another text it is a revision,
        which replaces the first. Many articles are written some thousands at a time, and each
        write is on the disk before the next; an error keeps the writes before it.

        Raises:
            TypeError: one is no article.
        """
        return self._adder.add(articles_of(articles))

    def remove(self, article_id: str) -> bool:
        """Forget an article; return whether it was there."""
        with self._store.writing():
            rows = list(self._store.named([id_of(article_id)]).values())
            exchange(self._store, (), {}, rows)
        return bool(rows)

    def prune(self, now: datetime | None = None) -> int:
        """Remove what is older than the window, and give its room back; return how many went.

        Args:
            now: that the window is measured from; None is now. Without a window, nothing is too
                old, and only the room of what was removed is given back.

        Raises:
            ValueError: ``now`` has no timezone.
        """
        if now is not None and now.tzinfo is None:
            raise ValueError(
                f"now={now.isoformat()} has no timezone; datetime.now(timezone.utc) has one"
            )
        old: list[Row] = []
        if self._window is not None:
            at = now.timestamp() if now else time.time()
            with self._store.writing():
                old = self._store.older(int(at - self._window.total_seconds()))
                exchange(self._store, (), {}, old)
        self._store.compact()
        return len(old)

    # Asking.

    def check(self, article: Article, *, story: bool = True) -> Verdict:
        """Return what the articles of this index are to ``article``, which is not added.

        Args:
            article: whatever its id; what the index has under the same id is left out.
            story: whether to form the story it belongs to, and trace its origin, which compares
                its neighbors with one another too.

        Raises:
            TypeError: it is no article.
        """
        require_article(article)
        settings = self._store.settings
        oldest = self._oldest(article)
        if settings.near_only:
            limits = NEAR_ONLY if settings.keep_text else WITHOUT_TEXT
            return Verdict(article.id, tuple(self._check_near(article, oldest)), None, limits)
        with self._store.reading():
            own = self._own(article)
            dossier = open_dossier(article, settings.scheme, guest_lines(self._store, article))
            found = self._explorer.explore(dossier, own, oldest, further=story)
            formed = story_of(article.id, found, self._options) if story else None
            relations = _inside(article.id, formed)
            known = {relation.right for relation in relations} | {article.id}
            met = [found.dossiers[name] for name in self._met(dossier, found, known)]
            pairs = pairs_of((0, place + 1) for place in range(len(met)))
            others = relate_each([dossier, *met], pairs)
            relations += [relation for relation in others if relation.kind is not Kind.UNRELATED]
        return Verdict(article.id, tuple(_in_order(relations)), formed)

    async def acheck(self, article: Article, *, story: bool = True) -> Verdict:
        """Return what ``check`` does, from a thread beside the event loop."""
        return await asyncio.to_thread(self.check, article, story=story)

    def _met(self, dossier: Dossier, found: Neighborhood, known: set[str]) -> list[str]:
        """Return whom an article meets itself, beside its story."""
        pairs = found.near | found.cosines.keys()
        met = {one if two == dossier.id else two for one, two in pairs if dossier.id in (one, two)}
        met |= {
            other.id
            for other in found.dossiers.values()
            if other.signature.words and other.signature.digest == dossier.signature.digest
        }
        return sorted((met & found.dossiers.keys()) - known)

    def _check_near(self, article: Article, oldest: int | None) -> list[Relation]:
        settings = self._store.settings
        text = sign_whole(article, settings)
        with self._store.reading():
            digest = text.digest if text.words else b""
            near, copies = self._neighbors.near(text.keys, digest, oldest)
            digests = {row.digest for row in near if row.words} - {digest}
            if digests and has_copies(self._store):
                copies += self._store.copies(digests)
            rows = {row.number: row for row in (*near, *copies[: len(digests) * COPIES + COPIES])}
            others = [
                (row, self._store.article(row))
                for row in rows.values()
                if row.id != article.id and (oldest is None or row.seen >= oldest)
            ]
        return _in_order(relate_near(article, text.digest, others, settings))

    def _oldest(self, article: Article) -> int | None:
        if self._window is None:
            return None
        return seen_at(article) - int(self._window.total_seconds())

    def _own(self, article: Article) -> Row | None:
        row = self._store.named([article.id]).get(article.id)
        return row if row and row.mark == mark_of(article.text) else None

    def get(self, article_id: str) -> Article | None:
        """Return an article of the index, or None; its text is "" where texts are not kept."""
        with self._store.reading():
            row = self._store.named([id_of(article_id)]).get(article_id)
            return self._store.article(row) if row else None

    def story(self, article_id: str) -> Story | None:
        """Return the story of an article of the index, or None where it is alone in it.

        Raises:
            KeyError: the index has no such article.
            ValueError: the index cannot tell, because it has no texts or one channel alone.
        """
        id_of(article_id)
        settings = self._store.settings
        if settings.near_only:
            limits = NEAR_ONLY if settings.keep_text else WITHOUT_TEXT
            raise ValueError(f"this index cannot show {limits[0]}")
        with self._store.reading():
            row = self._store.named([article_id]).get(article_id)
            if row is None:
                raise KeyError(f"the index has no article {article_id!r}")
            start = self._dossiers.of(row)
            oldest = self._oldest(start.article)
            found = self._explorer.explore(start, row, oldest, further=True)
            return story_of(article_id, found, self._options)

    # The whole.

    def stats(self) -> Stats:
        """Return how much there is of what."""
        return self._store.stats()

    def verify(self) -> list[str]:
        """Return what is wrong with the file, one sentence each, having read all of it."""
        return list(self._store.verify())

    @property
    def settings(self) -> Settings:
        """What the index was made with."""
        return self._store.settings

    def __len__(self) -> int:
        return len(self._store)

    def __iter__(self) -> Iterator[str]:
        return iter(self._store)

    def __contains__(self, article_id: object) -> bool:
        return isinstance(article_id, str) and bool(self._adder.known([article_id]))

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self._adder.close()
        self._store.close()


def _inside(article_id: str, story: Story | None) -> list[Relation]:
    """Return the relations of an article inside its story, the article on the left."""
    relations = []
    for relation in story.relations if story else ():
        if relation.left == article_id:
            relations.append(relation)
        elif relation.right == article_id:
            relations.append(relation.mirrored())
    return relations


def _in_order(relations: Iterable[Relation]) -> list[Relation]:
    ranks = {kind: rank for rank, kind in enumerate(Kind)}
    return sorted(relations, key=lambda r: (ranks[r.kind], -r.probability, r.right))
