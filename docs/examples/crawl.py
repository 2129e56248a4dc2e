"""A Scrapy crawl whose items are annotated, or dropped as copies.

    python docs/examples/crawl.py FOLDER OUT.jsonl [KIND ...]

crawls the text files of a folder; kinds such as near-duplicate are dropped.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess


class TextSpider(scrapy.Spider):
    """Makes an item of each file."""

    name = "texts"
    folder = Path()

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.start_urls = [path.resolve().as_uri() for path in sorted(self.folder.glob("*.txt"))]

    def parse(self, response: Any) -> Iterator[dict[str, str]]:
        """Yield the item of one page."""
        yield {"url": response.url, "text": response.text}


if __name__ == "__main__":
    folder, out, *dropped = sys.argv[1:]
    TextSpider.folder = Path(folder)
    process = CrawlerProcess(
        {
            "ITEM_PIPELINES": {"dedup.interop.scrapy.DedupPipeline": 300},
            "DEDUP_INDEX": str(Path(out).with_suffix(".dedup")),
            "DEDUP_DROP": dropped,
            "FEEDS": {out: {"format": "jsonlines"}},
            "LOG_LEVEL": "ERROR",
            "ROBOTSTXT_OBEY": False,
        }
    )
    process.crawl(TextSpider)
    process.start()
