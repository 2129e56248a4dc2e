"""One contract, in memory and in a file: what was put comes back, what was removed is gone."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import xxhash
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from strategies import invented_text

from dedup.articles import Article
from dedup.errors import StoreError
from dedup.index import Index
from dedup.index.entries import make_entries
from dedup.index.migrating import migrate
from dedup.schemes import Scheme
from dedup.store import Channel, Entry, Settings, SqliteStore, keys_of, mark_of, write_body
from dedup.store import merging as merging_module
from dedup.store import migrating as migrating_module
from dedup.store import segments as segments_module
from dedup.store.blocks import seal, write_blocks
from dedup.store.bundles import open_shelf, unpack_bundle
from dedup.store.database import APPLICATION_ID
from dedup.store.rows import pack_article, pack_row, pack_terms, parse_body, unpack_article
from dedup.store.sieves import make_piece, read_pieces

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


def entry(article: Article, keys: list[int], terms: dict[str, int] | None = None) -> Entry:
    """An article with keys of a test's choice, each the hash of a band."""
    return Entry(
        id=article.id,
        body=write_body(article, keep_text=True),
        seen=0,
        mark=mark_of(article.text),
        digest=mark_of(article.text) * 2,
        words=len(article.text.split()),
        language="en",
        stems=np.arange(len(terms or ()), dtype=np.int32),
        counts=np.array(list((terms or {}).values()), np.int32),
        keys=band_keys(keys),
        vocabulary=tuple(terms or ()),
    )


def band_keys(keys: list[int]) -> NDArray[np.uint64]:
    """The keys of bands whose hashes begin with some numbers of 36 bits."""
    return keys_of(Channel.BAND, np.array(keys, np.uint64) << np.uint64(28))


def put(store: SqliteStore, name: str, text: str, keys: list[int], **terms: int) -> None:
    store.put([entry(Article(id=name, text=text), keys, terms)])


def holders(store: SqliteStore, key: int) -> list[str]:
    """Who holds a key, by id, in the order of their numbers."""
    _, owners = store.holders(band_keys([key]))
    return [store.rows([number])[number].id for number in owners.tolist()]


def counted(store: SqliteStore, stem: str) -> int:
    numbers = store.term_numbers([stem])
    return int(store.holding(np.array([numbers[stem]], np.int64), "en")[0]) if numbers else 0


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqliteStore]:
    """A store in memory, then one in a file."""
    made = SqliteStore(tmp_path / "i.dedup" if request.param == "sqlite" else None)
    yield made
    made.close()


def test_what_was_put_comes_back(store: SqliteStore) -> None:
    """An article keeps every field, its extra ones included."""
    store.put([entry(FULL, [1, 2])])

    article = store.article(store.named(["a"])["a"])

    assert article == FULL
    assert article.extra == FULL.extra


def test_holders_are_found_by_key(store: SqliteStore) -> None:
    """A key leads to its holders; a key that nobody holds leads nowhere."""
    put(store, "b", "b", [1, (1 << 36) - 1])
    put(store, "a", "a", [1, 5])

    found = [holders(store, key) for key in (0, 1, 5, (1 << 36) - 1)]

    assert found == [[], ["b", "a"], ["a"], ["b"]]


def test_an_exact_copy_is_found_by_the_first_ones_keys(store: SqliteStore) -> None:
    """It has no keys of its own, is counted once, and takes them over when the first goes."""
    for name in "abc":
        put(store, name, "same words", [7], word=1)
    before = (holders(store, 7), store.leaders, counted(store, "word"))
    store.remove(list(store.named(["a"]).values()))

    after = (holders(store, 7), store.leaders, counted(store, "word"))

    assert (before, after) == ((["a"], 1, 1), (["b"], 1, 1))
    assert [row.id for row in store.copies([mark_of("same words") * 2])] == ["b", "c"]
    assert list(store.verify()) == []


def test_what_was_removed_is_gone(store: SqliteStore) -> None:
    """Its id, its keys and its terms lead nowhere, before and after the room is given back."""
    store.put([entry(FULL, [3], {"stem": 1})])
    put(store, "b", "b", [3], stem=1)
    store.remove(list(store.named(["a"]).values()))
    seen = [(holders(store, 3), counted(store, "stem"), list(store))]
    store.compact()
    seen.append((holders(store, 3), counted(store, "stem"), list(store)))

    assert seen == [(["b"], 1, ["b"])] * 2
    assert list(store.verify()) == []


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 9), st.integers(0, 5)),
        st.tuples(st.just("remove"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("compact"), st.just(0), st.just(0)),
    ),
    max_size=40,
)


@settings(max_examples=40)
@given(STEPS)
def test_a_store_is_a_dictionary(steps: list[tuple[str, int, int]]) -> None:
    """After any puts, removals and merges, keys lead to whom a plain dictionary says."""
    store = SqliteStore()
    model: dict[str, int] = {}
    for step, name, text in steps:
        if step == "put" and f"{name}" not in model:
            put(store, f"{name}", f"text {text}", [text, text % 2 + 100], stem=1)
            model[f"{name}"] = text
        elif step == "remove" and f"{name}" in model:
            store.remove(list(store.named([f"{name}"]).values()))
            del model[f"{name}"]
        elif step == "compact":
            store.compact()

    for key in (*range(6), 100, 101):
        texts = {text for text in model.values() if key in (text, text % 2 + 100)}
        led = {model[name] for name in holders(store, key)}
        assert led == texts
        assert len(holders(store, key)) == len(texts)
    assert (list(store), counted(store, "stem")) == (sorted(model), len(set(model.values())))
    assert list(store.verify()) == []


def test_many_writes_are_merged_in_bounded_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However small the steps of a merge, nothing is lost on the way, and segments stay few."""
    monkeypatch.setattr(merging_module, "MERGED_AT_LEAST", 50)
    monkeypatch.setattr(segments_module, "FETCHED", 2)
    monkeypatch.setattr(segments_module, "HELD_POSTINGS", 0)
    monkeypatch.setattr(merging_module, "HELD_POSTINGS", 0)
    draw = random.Random(1)
    keys = {f"{i:03}": [draw.getrandbits(36) for _ in range(30)] for i in range(150)}
    store = SqliteStore(tmp_path / "i.dedup")
    most = 0
    for name, own in keys.items():
        put(store, name, name, own)
        most = max(most, store.stats().segments)

    assert [name for name, own in keys.items() if holders(store, own[0]) != [name]] == []
    assert most <= 30
    assert list(store.verify()) == []


@given(st.sets(st.integers(100, 900)), st.sets(st.integers(0, 999)))
def test_a_sieve_keeps_back_nothing_that_is_there(held: set[int], asked: set[int]) -> None:
    """Keys of its stretch pass where they are held, and any key where there is no piece."""
    keys, wanted = (np.array(sorted(one), np.uint64) for one in (held, asked))
    halves = [(100, 500), (500, 900)]
    pieces = [
        (7 << 42 | low, make_piece(keys[(keys >= low) & (keys < high)], low, high))
        for low, high in halves
    ]

    passed = read_pieces(pieces).let_through(wanted)

    through = set(wanted[passed].tolist())
    assert through >= {key for key in asked if key in held or not 100 <= key < 900}
    assert read_pieces([]).let_through(wanted).tolist() == list(range(len(wanted)))


@pytest.mark.parametrize(("channel", "bits"), [(Channel.BAND, 8), (Channel.ANCHOR, 5)])
def test_a_sieve_keeps_most_of_the_others_back(channel: Channel, bits: int) -> None:
    """Of keys that are not held, (1 - exp(-4 / bits)) ** 4 pass, however many hold the others."""
    draw = random.Random(3)
    held, others = (
        keys_of(channel, np.array([draw.getrandbits(64) for _ in range(20_000)], np.uint64))
        for _ in range(2)
    )

    piece = make_piece(np.repeat(held, 3), 0, 1 << 42)
    passed = read_pieces([(0, piece)]).let_through(others)

    expected = (1 - np.exp(-4 / bits)) ** 4
    assert abs(len(passed) / len(others) - expected) < 4 * np.sqrt(expected / len(others))


def test_a_failed_write_leaves_nothing(store: SqliteStore) -> None:
    """An error inside a writing block undoes all of it, in the file and in what is remembered."""
    put(store, "a", "a", [1], one=1)

    def write() -> None:
        with store.writing():
            put(store, "b", "b", [1], two=1)
            raise KeyError("b")

    with pytest.raises(KeyError):
        write()

    assert (list(store), holders(store, 1), store.term_numbers(["two"])) == (["a"], ["a"], {})
    put(store, "c", "c", [1], two=1)
    assert (holders(store, 1), list(store.verify())) == (["a", "c"], [])


def test_what_put_returned_for_is_on_the_disk(tmp_path: Path) -> None:
    """SQLite waits for the disk (FULL is 2), and readers do not wait for writers (WAL)."""
    SqliteStore(tmp_path / "i.dedup").put([entry(FULL, [1])])
    store = SqliteStore(tmp_path / "i.dedup")

    assert store._session.base.execute("PRAGMA synchronous").fetchone() == (2,)
    assert store._session.base.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert list(store) == ["a"]


def test_a_reader_sees_one_state(tmp_path: Path) -> None:
    """Inside a reading block nothing changes, and the writer does not wait for its end."""
    reader, writer = (SqliteStore(tmp_path / "i.dedup") for _ in range(2))
    put(writer, "a", "a", [1])

    with reader.reading():
        before = holders(reader, 1)
        put(writer, "b", "b", [1])
        during = holders(reader, 1)

    assert (before, during, holders(reader, 1)) == (["a"], ["a"], ["a", "b"])


def test_what_is_kept_in_memory_follows_what_others_write(tmp_path: Path) -> None:
    """Rows that moved, went or came, and counts that changed, are those of the file."""
    mine, theirs = SqliteStore(tmp_path / "i.dedup"), SqliteStore(tmp_path / "i.dedup")
    for name in "ab":
        put(mine, name, "same words", [7], word=1)
    put(mine, "c", "others", [8], word=1)

    def seen() -> tuple[object, ...]:
        with mine.reading():
            rows = mine.rows([1, 3])
            return (
                rows[1].id,
                len(mine.copies([mark_of("same words") * 2])),
                counted(mine, "word"),
                holders(mine, 8),
            )

    before = seen()
    theirs.remove(list(theirs.named(["a"]).values()))
    put(theirs, "d", "more", [8], word=2)
    after = seen()
    theirs.close()
    mine.close()

    assert before == ("a", 2, 2, ["c"])
    assert after == ("b", 1, 3, ["c", "d"])


def test_what_a_failed_write_had_read_is_forgotten(store: SqliteStore) -> None:
    """A number that was given, and taken back, leads to the article that has it now."""
    with pytest.raises(RuntimeError), store.writing():
        put(store, "a", "text", [1], word=1)
        assert counted(store, "word") == 1
        assert store.rows([1])[1].id == "a"
        raise RuntimeError

    put(store, "b", "other", [2], word=1)

    assert (store.rows([1])[1].id, counted(store, "word")) == ("b", 1)


def other_program(path: Path) -> None:
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE cats (name TEXT)")
    base.close()


def no_database(path: Path) -> None:
    path.write_bytes(b"not a database, but a text of some length\n" * 100)


@pytest.mark.parametrize(
    ("make", "said"),
    [(other_program, "no dedup index"), (no_database, "cannot be opened as an index")],
)
def test_a_file_of_another_kind_is_refused(
    tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    """Another program's base, no base at all: each is said, and nothing changed."""
    make(tmp_path / "x")
    before = (tmp_path / "x").read_bytes()

    with pytest.raises(StoreError, match=said):
        SqliteStore(tmp_path / "x")

    assert (tmp_path / "x").read_bytes() == before


def test_other_settings_are_refused_by_name(tmp_path: Path) -> None:
    """The error names what differs, with both values."""
    SqliteStore(tmp_path / "x", Settings(Scheme(shingle=4))).close()

    with pytest.raises(StoreError, match="shingle: 4 there, 5 asked for"):
        SqliteStore(tmp_path / "x", Settings())


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path) -> None:
    """The error names the file and the next step."""
    with pytest.raises(StoreError, match="folder that exists"):
        SqliteStore(tmp_path / "no" / "i.dedup")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A file of sixty articles, closed, and what it answers about each."""
    path = tmp_path_factory.mktemp("filled") / "i.dedup"
    articles = [Article(id=f"{i:02}", text=invented_text(i % 40)) for i in range(60)]
    with Index.open(path) as index:
        for begin in range(0, 60, 6):
            index.add(articles[begin : begin + 6])
        index.remove("05")
        answers = {article.id: answer(index, article) for article in articles}
    return path, answers


def answer(index: Index, article: Article) -> str:
    relations = index.check(article, story=False).relations
    return json.dumps([[r.right, r.kind, round(r.probability, 9)] for r in relations])


def ask_all(path: Path, answers: dict[str, str]) -> str:
    """Return "same" or "refused"; anything else is a wrong answer."""
    try:
        with Index.open(path) as index:
            for number in range(0, 60, 7):
                article = Article(id=f"{number:02}", text=invented_text(number % 40))
                if answer(index, article) != answers[article.id]:
                    return "wrong"
                index.get(article.id)
    except StoreError as error:
        return "refused" if str(path) in str(error) else str(error)
    return "same"


def test_a_flipped_bit_is_never_a_wrong_answer(
    tmp_path: Path, filled: tuple[Path, dict[str, str]]
) -> None:
    """Wherever a bit flips, an index answers as before or refuses, and names the file."""
    path, answers = filled
    content = path.read_bytes()
    draw = random.Random(7)
    said = []
    for _ in range(30):
        flipped = bytearray(content)
        flipped[draw.randrange(100, len(content))] ^= 1 << draw.randrange(8)
        (tmp_path / "f").write_bytes(flipped)
        said.append(ask_all(tmp_path / "f", answers))

    assert set(said) == {"same", "refused"}


@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_truncated_file_is_refused(
    tmp_path: Path, filled: tuple[Path, dict[str, str]], share: float
) -> None:
    """A file cut off is refused, by name; an empty one is a new index, and no answer is wrong."""
    path, answers = filled
    content = path.read_bytes()
    (tmp_path / "t").write_bytes(content[: int(share * len(content))])

    said = ask_all(tmp_path / "t", answers)

    assert said == ("wrong" if share == 0 else "refused")


def test_damage_is_found_by_verifying(tmp_path: Path, filled: tuple[Path, dict[str, str]]) -> None:
    """What was tampered with, inside sound pages of SQLite, is named."""
    path, _ = filled
    shutil.copy(path, tmp_path / "d")
    base = sqlite3.connect(tmp_path / "d")
    base.execute("DELETE FROM body WHERE number = 1")  # where six lie together
    base.execute("UPDATE block SET body = zeroblob(length(body)) WHERE place % 7 = 0")
    base.commit()
    base.close()

    faults = list(SqliteStore(tmp_path / "d").verify())

    assert any("check sum" in fault for fault in faults)
    assert any("text of article 3 is missing" in fault for fault in faults)


def test_every_term_is_verified(tmp_path: Path, filled: tuple[Path, dict[str, str]]) -> None:
    """Each by itself: no article leads to the bytes of its stem."""
    path, _ = filled
    shutil.copy(path, tmp_path / "d")
    base = sqlite3.connect(tmp_path / "d")
    base.execute("UPDATE term SET stem = zeroblob(length(stem)) WHERE number = 7")
    base.commit()
    base.close()

    assert any(
        "term 7 does not have the check sum" in one for one in SqliteStore(tmp_path / "d").verify()
    )


@pytest.mark.parametrize("table", ["manifest", "header"])
def test_an_index_without_its_one_row_is_not_empty(
    tmp_path: Path, filled: tuple[Path, dict[str, str]], table: str
) -> None:
    """One flipped bit can hide it: a page says how many rows it has."""
    path, answers = filled
    shutil.copy(path, tmp_path / "m")
    base = sqlite3.connect(tmp_path / "m")
    base.execute(f"DELETE FROM {table}")
    base.commit()
    base.close()

    assert ask_all(tmp_path / "m", answers) == "refused"


def test_a_full_disk_keeps_what_was_there(tmp_path: Path) -> None:
    """The error says that nothing of the write was kept; afterwards the index is whole."""
    with Index.open(tmp_path / "i.dedup") as index:
        index.add(Article(id="a", text=invented_text(1)))
        pages = index._store._session.base.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]
        index._store._session.base.execute(f"PRAGMA max_page_count = {pages + 2}")  # type: ignore[attr-defined]

        with pytest.raises(StoreError, match=r"full.*nothing of this write was kept"):
            index.add(Article(id=f"{i}", text=invented_text(i)) for i in range(50))

        assert (list(index), index.verify()) == (["a"], [])


def test_a_file_that_cannot_be_written_can_be_asked(tmp_path: Path) -> None:
    """A write to it is refused with the reason."""
    with Index.open(tmp_path / "i.dedup") as index:
        index.add(Article(id="a", text=invented_text(1)))
        index._store._session.base.execute("PRAGMA query_only = ON")  # type: ignore[attr-defined]

        assert not index.check(Article(id="b", text=invented_text(1))).is_new
        with pytest.raises(StoreError, match=r"cannot be written.*make file and folder writable"):
            index.add(Article(id="b", text=invented_text(2)))


def first_version(path: Path, articles: list[Article]) -> None:
    """Write what version 1 wrote, as far as a migration reads it."""
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE header (value TEXT NOT NULL)")
    base.execute(
        "CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT UNIQUE, body BLOB NOT NULL)"
    )
    base.execute("INSERT INTO header VALUES (?)", (json.dumps({"version": 1, "scheme": {}}),))
    for article in articles:
        body = zlib.compress(json.dumps(pack_article(article)).encode(), 6)
        base.execute("INSERT INTO article (id, body) VALUES (?, ?)", (article.id, body))
    base.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    base.commit()
    base.close()


def test_an_earlier_version_is_migrated(tmp_path: Path) -> None:
    """It is refused by name, with the command that brings it here; then it holds all it held."""
    articles = [FULL, Article(id="b", text=invented_text(1))]
    first_version(tmp_path / "i.dedup", articles)
    with pytest.raises(StoreError, match=r"version 1, this program reads 6; run: dedup index migr"):
        Index.open(tmp_path / "i.dedup")

    count = migrate(tmp_path / "i.dedup")

    with Index.open(tmp_path / "i.dedup") as index:
        assert (count, [index.get(name) for name in index]) == (2, articles)
        assert not index.check(Article(id="q", text=invented_text(1))).is_new
    with pytest.raises(StoreError, match="nothing to migrate"):
        migrate(tmp_path / "i.dedup")


def second_version(path: Path, articles: list[Article]) -> None:
    """Write what version 2 wrote, as far as a migration reads it."""

    def sealed(content: bytes, number: int = 0) -> bytes:
        return content + zlib.crc32(content, number).to_bytes(4, "little")

    with Index.open(path) as index:
        index.add(articles)
    base = sqlite3.connect(path)
    (header,) = base.execute("SELECT value FROM header").fetchone()
    values = json.loads(header[:-8]) | {"version": 2}
    base.execute("UPDATE header SET value = ?", (sealed(json.dumps(values).encode()),))
    base.execute("DELETE FROM body")
    for number, row in base.execute("SELECT number, row FROM article").fetchall():
        packed = pack_article(next(a for a in articles if a.id.encode() in row))
        text = packed.pop("text")
        beside = json.dumps({name: value for name, value in packed.items() if name != "id"})
        body = zlib.compress(f"{'' if beside == '{}' else beside}\n{text}".encode(), 1)
        base.execute("INSERT INTO body VALUES (?, ?)", (number, body))
        base.execute("UPDATE article SET row = ? WHERE number = ?",
                     (sealed(row[:-8], number), number))  # fmt: skip
    base.commit()
    base.close()


def test_the_version_before_is_migrated(tmp_path: Path) -> None:
    """Its check sums are looked at, and what it held is held."""
    articles = [replace(FULL, id="full"), Article(id="plain", text=invented_text(1))]
    second_version(tmp_path / "i.dedup", articles)
    with pytest.raises(StoreError, match=r"version 2, this program reads 6"):
        Index.open(tmp_path / "i.dedup")
    shutil.copy(tmp_path / "i.dedup", tmp_path / "d.dedup")
    base = sqlite3.connect(tmp_path / "d.dedup")
    base.execute("UPDATE article SET row = zeroblob(length(row)) WHERE number = 1")
    base.commit()
    base.close()

    migrate(tmp_path / "i.dedup")

    with Index.open(tmp_path / "i.dedup") as index:
        assert [index.get(name) for name in index] == articles
        assert index.verify() == []
    with pytest.raises(StoreError, match=r"article 1 does not have the check sum"):
        migrate(tmp_path / "d.dedup")


def separate_texts(path: Path, version: int) -> None:
    """Write the texts of a file as versions 3 and 4 did: each by itself, packed with LZ4."""
    base = sqlite3.connect(path)
    (header,) = base.execute("SELECT value FROM header").fetchone()
    values = json.loads(header[:-8]) | {"version": version}
    base.execute("UPDATE header SET value = ?", (seal(json.dumps(values).encode()),))
    codec = pa.Codec("lz4_raw")
    bundles = base.execute("SELECT number, body FROM body").fetchall()
    base.execute("DELETE FROM body")
    for first, bundle in bundles:
        for begin, packed in open_shelf(first, bundle):
            for number, body in enumerate(unpack_bundle(begin, packed), begin):
                if body is not None:
                    alone = len(body).to_bytes(4, "little") + codec.compress(body, asbytes=True)
                    base.execute("INSERT INTO body VALUES (?, ?)", (number, seal(alone)))
    base.commit()
    base.close()


def fifth_version(path: Path) -> None:
    """Write what version 5 wrote, as far as a migration reads it: a row for each bundle."""
    base = sqlite3.connect(path)
    (header,) = base.execute("SELECT value FROM header").fetchone()
    values = json.loads(header[:-8]) | {"version": 5}
    base.execute("UPDATE header SET value = ?", (seal(json.dumps(values).encode()),))
    rows = base.execute("SELECT number, body FROM body").fetchall()
    base.execute("DELETE FROM body")
    for place, shelf in rows:
        for first, bundle in open_shelf(place, shelf):
            base.execute("INSERT INTO body VALUES (?, ?)", (first, seal(bytes(bundle), first)))
    for number, row in base.execute("SELECT number, row FROM article").fetchall():
        spoilt = row[:60] + b"\xff" * (len(row) - 68)  # its terms were written otherwise
        base.execute("UPDATE article SET row = ? WHERE number = ?", (seal(spoilt, number), number))
    base.commit()
    base.close()


def test_the_version_of_whole_bytes_is_migrated(tmp_path: Path) -> None:
    """Of its rows all but the terms are read, and of its bundles one a row."""
    articles = [
        replace(FULL, id="f"),
        *(Article(id=f"{i}", text=invented_text(i)) for i in range(30)),
    ]
    with Index.open(tmp_path / "i.dedup") as index:
        index.add(articles)
        index.remove("7")
    fifth_version(tmp_path / "i.dedup")
    with pytest.raises(StoreError, match=r"version 5, this program reads 6; run: dedup index migr"):
        Index.open(tmp_path / "i.dedup")

    count = migrate(tmp_path / "i.dedup")

    left = sorted((a for a in articles if a.id != "7"), key=lambda article: article.id)
    with Index.open(tmp_path / "i.dedup") as index:
        assert (count, [index.get(name) for name in index]) == (30, left)
        assert index.verify() == []


@pytest.mark.parametrize("version", [3, 4])
def test_versions_of_separate_texts_are_migrated(tmp_path: Path, version: int) -> None:
    """Their rows are read as they are; of 3 the sieves are not, and its lines were not counted."""
    plug = "Nobody covers what goes on along the quay more closely than our nine reporters do."
    articles = [
        Article(id=f"{i}", text=f"{invented_text(i)}\n{plug}", publisher="Quay Post")
        for i in range(4)
    ]
    with Index.open(tmp_path / "i.dedup") as index:
        index.add(replace(article, publisher=None) for article in articles)
    separate_texts(tmp_path / "i.dedup", version)
    with pytest.raises(StoreError, match=rf"version {version}, this program reads 6; run: dedup i"):
        Index.open(tmp_path / "i.dedup")

    migrate(tmp_path / "i.dedup")

    with Index.open(tmp_path / "i.dedup") as index:
        assert [index.get(a.id) for a in articles] == [replace(a, publisher=None) for a in articles]
        assert index.verify() == []


def test_a_damaged_text_stops_a_migration(tmp_path: Path) -> None:
    """The file stays as it was, and the error names the article."""
    with Index.open(tmp_path / "i.dedup") as index:
        index.add([FULL, Article(id="b", text=invented_text(1))])
    separate_texts(tmp_path / "i.dedup", 4)
    base = sqlite3.connect(tmp_path / "i.dedup")
    base.execute("UPDATE body SET body = zeroblob(length(body)) WHERE number = 2")
    base.commit()
    base.close()

    with pytest.raises(StoreError, match="text of article 2 does not have the check sum"):
        migrate(tmp_path / "i.dedup")


def test_a_later_version_is_refused(tmp_path: Path) -> None:
    """No guess is made at what it holds."""
    first_version(tmp_path / "i.dedup", [])
    base = sqlite3.connect(tmp_path / "i.dedup")
    base.execute("UPDATE header SET value = '{\"version\": 99}'")
    base.commit()
    base.close()

    with pytest.raises(StoreError, match=r"version 99.*use a newer dedup"):
        SqliteStore(tmp_path / "i.dedup")


def test_packing_an_article_loses_nothing() -> None:
    """Unpacking gives the article back."""
    assert unpack_article(pack_article(FULL)) == FULL


def test_the_form_of_the_file_never_moves() -> None:
    """Blocks and rows of version 6 have these bytes; another form is another version."""
    store = SqliteStore()
    store.put(make_entries([Article(id="a", text=invented_text(1))], Settings()))
    row = store.named(["a"])["a"]
    keys, owners = store._session.segments.read(store._session.segments.live()[0])
    blocks = b"".join(body for _, body in write_blocks(1, keys, owners, 0, 1 << 42))
    (terms,) = pack_terms([row.terms])
    fixed = pack_row(replace(row, seen=0), row.number, leads=True, terms=terms)

    pinned = [xxhash.xxh3_64_hexdigest(one) for one in (blocks, fixed)]

    assert pinned == PINNED


PINNED = ["f3c1be08191b019f", "6061e3158982c18e"]


ROW_5 = (
    "0448026b00000000ddb29f86a98ae4e2c5bacb3bcdae185c0bb7dd6b5edfcf75130000000102010000001e0061656e"
    "000000000000000202030201020102010201020102010201020102010201020202010201ad0561c61ef8886e"
)
BUNDLE_5 = (
    "01007c00000028b52ffd207c1d03004287161880a96df846d08fefc65bb6c825f220789ebae1240e3a2f0cc6cf612a"
    "362b1cd848d8a9afc3babe1f9a9f138dae353e3238a09041b760fde179a725f86ad3381311fe394cc5696d49867cb9"
    "3e3a000ba22702f263eba82551040100a842842889b33739d4c1cd18"
)
"""An article as version 5 wrote it."""


def test_what_version_5_wrote_is_read() -> None:
    """The bytes of a row and of its bundle, whatever becomes of today's."""
    ((_, bundle),) = migrating_module._BUNDLES[5](1, bytes.fromhex(BUNDLE_5))
    (body,) = unpack_bundle(1, bundle)

    row, plain = migrating_module._bundled_row(1, bytes.fromhex(ROW_5), body or b"")

    article, _ = parse_body(row, plain, keep_text=True)
    assert (article.id, article.language, row.words) == ("a", "en", 19)
    assert article.text.startswith(
        "The old harbour bridge will close for eleven months, the council"
    )
