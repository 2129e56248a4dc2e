"""Bridges, each against the real library; those in ``docs/examples/`` are what a reader runs."""

from __future__ import annotations

import importlib.util
import json
import os
import runpy
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import ROOT, skip_unless
from strategies import invented_text, replace_words

from dedup.articles import Article
from dedup.errors import SchemeMismatch, StoreError
from dedup.index import Index
from dedup.interop import SharedNear, annotate
from dedup.schemes import Banding

EXAMPLES = ROOT / "docs" / "examples"


def need(module: str) -> None:
    skip_unless(importlib.util.find_spec(module) is not None, module)


def items() -> list[dict[str, Any]]:
    """A text, its near copy under other field names, and a stranger without an id."""
    text = invented_text(1)
    return [
        {"id": "first", "body": text},
        {"url": "https://example.org/copy", "content": replace_words(text, 0.03, 1)},
        {"text": invented_text(2), "section": "news"},
    ]


def test_a_stream_is_annotated() -> None:
    """Every item passes, in order, with its own fields and what it is a copy of."""
    with Index() as index:
        seen = list(annotate(items(), index))

    assert [(s["dedup"]["new"], s["dedup"]["kind"], s["dedup"]["of"]) for s in seen] == [
        (True, None, None),
        (False, "near-duplicate", "first"),
        (True, None, None),
    ]
    assert [{k: v for k, v in s.items() if k != "dedup"} for s in seen] == items()


def test_a_stream_is_annotated_as_it_comes() -> None:
    """The first answer does not wait for the second item."""
    asked = []

    def slowly() -> Iterator[dict[str, Any]]:
        for item in items():
            asked.append(item)
            yield item

    with Index() as index:
        next(annotate(slowly(), index))

    assert len(asked) == 1


def test_an_item_without_a_text_does_not_end_the_stream() -> None:
    """It passes with the same fields as the others, and says why nothing is known of it."""
    given = [{"id": "a", "title": "No text"}, {"id": "b", "text": ""}, *items()]
    with Index() as index:
        seen = [item["dedup"] for item in annotate(given, index)]
        kept = len(index)

    assert ["text" in (one["skipped"] or "") for one in seen] == [True, True, False, False, False]
    assert [one["new"] for one in seen] == [None, None, True, False, True]
    assert (len({tuple(one) for one in seen}), kept) == (1, 3)


def run_example(name: str, *arguments: str) -> dict[str, Any]:
    """Run an example as a reader would, in this process, and return its names."""
    before = sys.argv
    sys.argv = [name, *arguments]
    try:
        return runpy.run_path(str(EXAMPLES / name), run_name="__main__")
    finally:
        sys.argv = before


@pytest.mark.parametrize("drop", [False, True])
def test_scrapy_items_pass_the_pipeline(tmp_path: Path, drop: bool) -> None:
    """A real crawl: items are annotated, and copies are dropped where that is asked for."""
    need("scrapy")
    for name, item in enumerate(items()):
        (tmp_path / f"{name}.txt").write_text(next(iter(v for v in item.values() if len(v) > 99)))
    out = tmp_path / "items.jsonl"
    command = [sys.executable, str(EXAMPLES / "crawl.py"), str(tmp_path), str(out)]
    if drop:
        command.append("near-duplicate")

    subprocess.run(command, check=True, timeout=120)

    rows = [json.loads(line) for line in out.read_text().splitlines()]
    kinds = [row["dedup"]["kind"] for row in sorted(rows, key=lambda row: row["url"])]
    assert kinds in ([None, None], [None, "near-duplicate", None], ["near-duplicate", None, None])
    assert len(kinds) == (2 if drop else 3)


def scrapy_pipeline(path: Path, **settings: Any) -> Any:
    """The pipeline that a crawler with these settings has."""
    need("scrapy")
    from scrapy.settings import Settings

    from dedup.interop.scrapy import DedupPipeline

    crawler = SimpleNamespace(settings=Settings({"DEDUP_INDEX": str(path), **settings}))
    return DedupPipeline.from_crawler(crawler)


def test_scrapy_items_without_a_text_pass(tmp_path: Path) -> None:
    """A picture is no article; it is not lost for that."""
    pipeline = scrapy_pipeline(tmp_path / "i.dedup")
    pipeline.open_spider()
    passed = pipeline.process_item({"url": "https://example.org/p.png", "image": "p.png"})
    pipeline.close_spider()

    assert (passed["image"], passed["dedup"]["new"]) == ("p.png", None)
    assert "no field with the text" in passed["dedup"]["skipped"]


def test_scrapy_is_told_what_is_missing(tmp_path: Path) -> None:
    """A kind that is none, and a class of items without the field."""
    with pytest.raises(ValueError, match=r"DEDUP_DROP names copies; kinds of relation are exact, "):
        scrapy_pipeline(tmp_path / "i.dedup", DEDUP_DROP="exact,copies")
    import scrapy

    class Story(scrapy.Item):  # type: ignore[misc]
        text = scrapy.Field()

    pipeline = scrapy_pipeline(tmp_path / "i.dedup")
    with pytest.raises(KeyError, match=r"Story has no field dedup; declare one"):
        pipeline.process_item(Story(text=invented_text(1)))
    pipeline.close_spider()


def test_a_dataset_does_not_ask_an_index_that_is_not_there(tmp_path: Path) -> None:
    """A slip in the path would call every row new."""
    from dedup.interop.datasets import AnnotateRows

    with pytest.raises(StoreError, match=r"no index .*slip; check the path, or set add=True"):
        AnnotateRows(str(tmp_path / "slip"))({"text": invented_text(1)})

    assert not (tmp_path / "slip").exists()


def test_a_dataset_is_mapped(tmp_path: Path) -> None:
    """``datasets.map`` gets one field more, also in a second process."""
    need("datasets")
    import datasets

    from dedup.interop.datasets import AnnotateRows

    text = invented_text(1)
    with Index.open(tmp_path / "i.dedup") as index:
        index.add(Article(id="kept", text=text))
    rows = datasets.Dataset.from_dict({"id": ["a", "b"], "text": [text, invented_text(2)]})

    mapped = rows.map(AnnotateRows(str(tmp_path / "i.dedup")), load_from_cache_file=False)

    assert [row["of"] for row in mapped["dedup"]] == ["kept", None]
    assert [row["new"] for row in mapped["dedup"]] == [False, True]


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """A redis-server of this test's own, behind a socket."""
    need("redis")
    skip_unless(shutil.which("redis-server") is not None, "redis-server")
    socket = tmp_path / "redis.sock"
    with subprocess.Popen(
        ["redis-server", "--port", "0", "--unixsocket", str(socket), "--save", ""],
        stdout=subprocess.DEVNULL,
        cwd=tmp_path,
    ) as server:
        try:
            while not socket.exists():
                time.sleep(0.05)
            yield {"unix_socket_path": str(socket)}
        finally:
            server.terminate()


def test_redis_is_shared(redis: dict[str, Any]) -> None:
    """What one adds, another finds; what is removed is found by nobody."""
    text = invented_text(1)
    near = Article(id="near", text=replace_words(text, 0.03, 1))
    with SharedNear(redis) as one, SharedNear(redis) as two:
        added = [one.add(Article(id="a", text=text)), two.add(Article(id="a", text="other"))]
        one.add(Article(id="b", text=invented_text(2)))
        found = [two.candidates(near)]
        removed = [two.remove("a"), one.remove("a")]
        found.append(one.candidates(near))

    assert (added, found, removed) == ([True, False], [["a"], []], [True, False])


def test_who_shares_a_name_agrees_on_what_is_shared(redis: dict[str, Any]) -> None:
    """With other bands neither side would ever find what the other added."""
    with SharedNear(redis, "news"), SharedNear(redis, "news"), SharedNear(redis, "else"):
        with pytest.raises(SchemeMismatch, match=r"'news'.*bands: 32 there, 16 here.*another name"):
            SharedNear(redis, "news", Banding(bands=16, rows=8))
        SharedNear(redis, "wide", Banding(bands=16, rows=8))


def test_the_example_of_redis_runs(
    redis: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """One machine finds what another added."""
    run_example("shared_near.py", redis["unix_socket_path"])

    said = capsys.readouterr().out
    assert "second is worth comparing with first" in said
    assert "Jaccard similarity of 0.8" in said


def test_the_example_of_datasets_runs(tmp_path: Path) -> None:
    """Two processes ask one index."""
    need("datasets")
    command = [sys.executable, str(EXAMPLES / "map_dataset.py"), str(tmp_path / "news.dedup")]
    environment = {**os.environ, "HF_DATASETS_CACHE": str(tmp_path / "cache")}

    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)

    assert done.stdout.splitlines() == ["a is a near-duplicate of first", "b is new"]


@pytest.mark.parametrize("name", ["annotate_stream.py", "async_check.py"])
def test_an_example_runs(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It prints what it says it does."""
    run_example(name, str(tmp_path / "news.dedup"))

    assert "near-duplicate of first" in capsys.readouterr().out
