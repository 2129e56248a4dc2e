"""A Scrapy item pipeline: ``ITEM_PIPELINES = {"dedup.interop.scrapy.DedupPipeline": 300}``.

Settings: ``DEDUP_INDEX`` is the file (needed), ``DEDUP_DROP`` the kinds of relation whose items are
dropped (none by default: items are annotated), ``DEDUP_WINDOW`` a time window such as "30d",
``DEDUP_NEAR_ONLY`` finds near-duplicates alone.
"""

from __future__ import annotations

from typing import Any

from dedup.index import Index, Verdict
from dedup.interop.annotating import ANNOTATION, judge, short_form
from dedup.relations import Kind


class DedupPipeline:
    """Items, each with what the index knows of it, or without those that are copies.

    Args:
        path: of the index.
        drop: kinds of relation, as ``Kind`` names them, whose items go no further.
        window: of the index; None has none.
        near_only: of an index that is made.

    Raises:
        ValueError: ``drop`` names no kind.
    """

    def __init__(
        self,
        path: str,
        drop: list[str] | None = None,
        window: str | None = None,
        near_only: bool = False,
    ) -> None:
        unknown = sorted(set(drop or ()) - set(Kind))
        if unknown:
            raise ValueError(
                f"DEDUP_DROP names {', '.join(unknown)}; kinds of relation are {', '.join(Kind)}"
            )
        self._drop = {Kind(kind) for kind in drop or ()}
        self._opened = (path, window, near_only)
        self._index: Index | None = None

    @classmethod
    def from_crawler(cls, crawler: Any) -> DedupPipeline:
        """Return the pipeline that a crawler's settings ask for.

        Raises:
            ValueError: they name no index.
        """
        settings = crawler.settings
        path = settings.get("DEDUP_INDEX")
        if not path:
            raise ValueError('DEDUP_INDEX is not set; name a file, DEDUP_INDEX = "news.dedup"')
        return cls(
            path,
            settings.getlist("DEDUP_DROP"),
            settings.get("DEDUP_WINDOW"),
            settings.getbool("DEDUP_NEAR_ONLY"),
        )

    def open_spider(self, spider: Any = None) -> None:
        """Open the index when the crawl begins."""
        path, window, near_only = self._opened
        self._index = Index.open(path, window=window, near_only=near_only)

    def close_spider(self, spider: Any = None) -> None:
        """Close the index when the crawl ends."""
        if self._index is not None:
            self._index.close()

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """Return the item with a field ``dedup``; one that is dropped is in the index too.

        An item without a text, a picture say, passes, and its field says why nothing is known.

        Raises:
            DropItem: its nearest relation is of a kind to drop.
            KeyError: items of its class have no field ``dedup``.
        """
        from itemadapter import ItemAdapter
        from scrapy.exceptions import DropItem

        if self._index is None:
            self.open_spider()
        assert self._index is not None
        fields = ItemAdapter(item)
        known = judge(fields.asdict(), self._index, add=True)
        nearest = known.nearest if isinstance(known, Verdict) else None
        if nearest is not None and nearest.kind in self._drop:
            raise DropItem(f"{nearest.kind} of {nearest.right}: {nearest.why}")
        try:
            fields[ANNOTATION] = short_form(known)
        except KeyError as error:
            name = type(item).__name__
            raise KeyError(
                f"{name} has no field {ANNOTATION}; declare one, {ANNOTATION} = scrapy.Field()"
            ) from error
        return item
