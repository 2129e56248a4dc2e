"""Bridges, each against the real library; those in ``docs/examples/`` are what a reader runs."""

from __future__ import annotations

import importlib.util
import json
import runpy
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, skip_unless
from strategies import invented_text, replace_words

from dedup.articles import Article
from dedup.errors import InputError
from dedup.index import Index
from dedup.interop import SharedNear, annotate

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


def test_an_item_without_a_text_is_said() -> None:
    """The error comes from the stream, not from somewhere inside."""
    with Index() as index, pytest.raises(InputError, match="the item"):
        list(annotate([{"id": "a", "title": "No text"}], index))


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


@pytest.mark.parametrize("name", ["annotate_stream.py", "async_check.py"])
def test_an_example_runs(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It prints what it says it does."""
    run_example(name, str(tmp_path / "news.dedup"))

    assert "near-duplicate of first" in capsys.readouterr().out
