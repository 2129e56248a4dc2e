"""Migrations: an index of an earlier version is whole before, during and after one."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT
from strategies import invented_text
from test_store import FULL, separate_texts

from dedup.articles import Article
from dedup.errors import StoreError
from dedup.index import Index
from dedup.index.migrating import migrate
from dedup.store import SqliteStore
from dedup.store import migrating as migrating_module
from dedup.store.blocks import seal
from dedup.store.rows import pack_row, pack_terms


def earlier_rules(path: Path) -> None:
    """Make an index one whose signatures follow earlier rules for words."""
    with closing(sqlite3.connect(path)) as base:
        (header,) = base.execute("SELECT value FROM header").fetchone()
        values = json.loads(header[:-8])
        values["scheme"]["version"] = 0
        base.execute("UPDATE header SET value = ?", (seal(json.dumps(values).encode()),))
        base.commit()


@pytest.mark.parametrize("moment", ["begun", "whole"])
def test_a_killed_migration_loses_nothing(tmp_path: Path, moment: str) -> None:
    """What waits in the log beside the file is in it before anything is taken away."""
    path = tmp_path / "i.dedup"
    program = f"""
import os, pathlib, sys
sys.path.insert(0, {str(ROOT / "tests")!r})
from dedup.index import Index
from dedup.index.migrating import migrate
from test_migrating import Article, earlier_rules, invented_text
index = Index.open({str(path)!r}, near_only=True)
index.add(Article(id=str(i), text=invented_text(i)) for i in range(20))
if len(sys.argv) == 1:
    earlier_rules(pathlib.Path({str(path)!r}))
    os._exit(9)  # before the log is copied into the file
"""
    killed = """
die = lambda *_: os._exit(9)
if sys.argv[1] == "whole":
    pathlib.Path.replace = die
else:
    import dedup.index.migrating as module
    module.Adder.add = die
"""
    subprocess.run([sys.executable, "-c", program], check=False)
    assert Path(f"{path}-wal").stat().st_size > 0
    stopped = f"import os, pathlib, sys\n{killed}\nfrom dedup.index.migrating import migrate"
    subprocess.run(
        [sys.executable, "-c", f"{stopped}\nmigrate({str(path)!r})", moment], check=False
    )

    assert migrate(path) == 20
    with Index.open(path) as index:
        assert (len(index), index.verify()) == (20, [])
    assert [left.name for left in tmp_path.iterdir()] == ["i.dedup"]


def test_a_migration_has_the_file_for_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another has it open nothing is done: what it writes would be lost."""
    monkeypatch.setattr(migrating_module, "_PATIENCE", 0.1)
    with Index.open(tmp_path / "i.dedup") as index:
        index.add(FULL)
        earlier_rules(tmp_path / "i.dedup")
        with pytest.raises(StoreError, match="another process has it open; end what uses"):
            migrate(tmp_path / "i.dedup")
        index.add(Article(id="b", text=invented_text(1)))

    assert migrate(tmp_path / "i.dedup") == 2


def test_a_migration_keeps_when_articles_were_seen(tmp_path: Path) -> None:
    """Those without a date too, or a window would take them for new."""
    path = tmp_path / "i.dedup"
    plug = "Nobody covers what goes on along the quay more closely than our nine reporters do."
    with Index.open(path) as index:
        index.add(
            Article(id=str(i), text=f"{invented_text(i)}\n{plug}", publisher="Quay Post")
            for i in range(4)
        )
        index.add(replace(FULL, id="dated"))
    store = SqliteStore(path)
    with store.writing():
        rows = store.named(list(store))
        for row in rows.values():
            (terms,) = pack_terms([row.terms])
            packed = pack_row(replace(row, seen=row.seen - 90 * 86400), row.number, True, terms)
            store._session.base.execute(
                "UPDATE article SET row = ? WHERE number = ?", (packed, row.number)
            )
    store.close()
    earlier_rules(path)

    migrate(path)

    after = SqliteStore(path)
    assert {n: r.seen for n, r in after.named(list(after)).items() if n != "dated"} == {
        name: row.seen - 90 * 86400 for name, row in rows.items() if name != "dated"
    }
    with Index.open(path, window="30d") as index:
        assert index.prune() == 4


def test_a_migration_through_a_link_leaves_the_link(tmp_path: Path) -> None:
    """The file that it leads to is the one that is made anew."""
    with Index.open(tmp_path / "i.dedup") as index:
        index.add(FULL)
    earlier_rules(tmp_path / "i.dedup")
    (tmp_path / "link?mode=ro#").symlink_to("i.dedup")

    assert migrate(tmp_path / "link?mode=ro#") == 1

    assert (tmp_path / "link?mode=ro#").is_symlink()
    with Index.open(tmp_path / "i.dedup") as index:
        assert list(index) == [FULL.id]


def test_an_article_that_cannot_be_read_stops_a_migration(tmp_path: Path) -> None:
    """Where a text is missing whole, what was read is counted against what is there."""
    with Index.open(tmp_path / "i.dedup", near_only=True) as index:
        index.add([FULL, Article(id="b", text=invented_text(1))])
    separate_texts(tmp_path / "i.dedup", 4)
    with closing(sqlite3.connect(tmp_path / "i.dedup")) as base:
        base.execute("DELETE FROM body WHERE number = 2")
        base.commit()

    with pytest.raises(StoreError, match="1 of its 2 articles can be read; the file stays"):
        migrate(tmp_path / "i.dedup")
