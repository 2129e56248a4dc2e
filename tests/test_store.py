"""One contract, every store: what was put comes back, what was removed is gone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dedup.articles import Article
from dedup.errors import StoreError
from dedup.signatures import Scheme
from dedup.store import MemoryStore, Record, SqliteStore, Store, pack_article, unpack_article

FULL = Article(
    id="a",
    text="Text – with ünïcode.",
    title="Title",
    url="https://example.org/a",
    publisher="Example",
    published=datetime(2031, 5, 1, 12, tzinfo=UTC),
    published_known="page",
    author="A. Writer",
    language="en",
    links=("https://example.org/b",),
    extra={"section": "news"},
)
KEYS = frozenset({(0, 0), (0, 2**64 - 1), (1, 2**63)})


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Each store in turn."""
    made: Store = (
        MemoryStore(Scheme())
        if request.param == "memory"
        else SqliteStore(tmp_path / "i.dedup", Scheme())
    )
    yield made
    made.close()


def test_what_was_put_comes_back(store: Store) -> None:
    """An article keeps every field, and its keys."""
    store.put(Record(FULL, KEYS))

    record = store.get("a")

    assert record == Record(FULL, KEYS)
    assert record is not None
    assert record.article.extra == FULL.extra


def test_holders_are_found_by_key(store: Store) -> None:
    """A key leads to its holders, ascending; a key that nobody holds leads nowhere."""
    store.put(Record(Article(id="b", text="b"), frozenset({(0, 1)})))
    store.put(Record(Article(id="a", text="a"), frozenset({(0, 1), (1, 1)})))

    assert store.holders([(0, 1), (1, 1), (2, 1)]) == {(0, 1): ("a", "b"), (1, 1): ("a",)}


def test_an_id_put_again_is_replaced(store: Store) -> None:
    """The old text and the old keys are gone."""
    store.put(Record(Article(id="a", text="old"), frozenset({(0, 1)})))
    store.put(Record(Article(id="a", text="new"), frozenset({(0, 2)})))

    record = store.get("a")

    assert (record and record.article.text, len(store), dict(store.holders([(0, 1)]))) == (
        "new",
        1,
        {},
    )


def test_what_was_removed_is_gone(store: Store) -> None:
    """Removing tells whether there was anything to remove."""
    store.put(Record(FULL, KEYS))

    assert (store.remove("a"), store.remove("a")) == (True, False)
    assert (store.get("a"), list(store), dict(store.holders(KEYS))) == (None, [], {})


def test_articles_are_listed_in_order(store: Store) -> None:
    """Ids come ascending, whatever the order of arrival."""
    for name in "cab":
        store.put(Record(Article(id=name, text=name), frozenset()))

    assert list(store) == ["a", "b", "c"]


def test_a_file_remembers(tmp_path: Path) -> None:
    """What was put is there for the next process."""
    first = SqliteStore(tmp_path / "i.dedup", Scheme())
    first.put(Record(FULL, KEYS))
    first.close()

    again = SqliteStore(tmp_path / "i.dedup", Scheme())

    assert again.get("a") == Record(FULL, KEYS)


def test_what_put_returned_for_is_on_the_disk(tmp_path: Path) -> None:
    """SQLite waits for the disk (FULL is 2), and readers do not wait for writers (WAL)."""
    SqliteStore(tmp_path / "i.dedup", Scheme()).put(Record(FULL, KEYS))
    store = SqliteStore(tmp_path / "i.dedup", Scheme())

    assert store._base.execute("PRAGMA synchronous").fetchone() == (2,)
    assert store._base.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def other_scheme(path: Path) -> None:
    SqliteStore(path, Scheme(shingle=4)).close()


def other_program(path: Path) -> None:
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE cats (name TEXT)")
    base.close()


def no_database(path: Path) -> None:
    path.write_bytes(b"not a database, but a text of some length\n" * 100)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (other_scheme, '"shingle": 4'),
        (other_program, "no dedup index"),
        (no_database, "cannot be opened as an index"),
    ],
)
def test_a_file_of_another_kind_is_refused(
    tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    """Another scheme, another program's base, no base at all: each is said, and nothing changed."""
    make(tmp_path / "x")
    before = (tmp_path / "x").read_bytes()

    with pytest.raises(StoreError, match=said):
        SqliteStore(tmp_path / "x", Scheme())

    assert (tmp_path / "x").read_bytes() == before


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path) -> None:
    """The error names the file and the next step."""
    with pytest.raises(StoreError, match="folder that exists"):
        SqliteStore(tmp_path / "no" / "i.dedup", Scheme())


def test_packing_an_article_loses_nothing() -> None:
    """Unpacking gives the article back."""
    assert unpack_article(pack_article(FULL)) == FULL
