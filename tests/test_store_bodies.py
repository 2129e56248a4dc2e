"""Texts lie in bundles: each comes back as it was, whatever became of those beside it."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import invented_text

from dedup.articles import Article
from dedup.index import Index
from dedup.index.entries import make_entries
from dedup.store import Settings, SqliteStore
from dedup.store import bundles as bundles_module
from dedup.store.blocks import DamagedError, seal
from dedup.store.bundles import (
    KeptBodies,
    make_bundles,
    open_shelf,
    pack_bundle,
    pack_shelf,
    unpack_bundle,
)

NEAR = Settings(near_only=True)
BODIES = st.lists(st.none() | st.binary(max_size=40), max_size=20)


@given(BODIES, st.integers(1, 1 << 40))
def test_a_bundle_gives_back_what_is_in_it(bodies: list[bytes | None], first: int) -> None:
    """Empty bodies are not those that were removed."""
    assert unpack_bundle(first, pack_bundle(bodies)) == bodies


@given(st.lists(BODIES, min_size=1, max_size=4), st.integers(1, 1 << 40))
def test_a_row_gives_back_its_bundles(bundles: list[list[bytes | None]], first: int) -> None:
    """Each with the number of its first body."""
    packed = [pack_bundle(bodies) for bodies in bundles]

    opened = open_shelf(first, seal(pack_shelf(packed), first))

    assert [bundle for _, bundle in opened] == packed
    numbers = [number for number, bundle in opened for _ in unpack_bundle(number, bundle)]
    assert numbers == [first + sum(map(len, bundles[:at]))
                       for at, bundle in enumerate(bundles) for _ in bundle]  # fmt: skip


def test_the_form_of_a_bundle_never_moves() -> None:
    """How many, how long each is, all ones where one was removed; then what zstd makes of them."""
    packed = pack_bundle([b"one", None, b""])

    assert packed[:14].hex() == "0300" + "03000000" + "ffffffff" + "00000000"
    assert packed[14:18].hex() == "28b52ffd"  # the magic number of zstd
    assert pack_shelf([packed, packed])[:10].hex() == "0200" + "1a000000" * 2
    assert unpack_bundle(7, bytes.fromhex(PINNED)[:-8]) == [b"one", None, b""]


PINNED = "030003000000ffffffff0000000028b52ffd20031900006f6e65d07d7465f753fa7c"


@given(st.lists(st.integers(0, 30_000), max_size=40))
def test_bundles_are_small_and_in_order(sizes: list[int]) -> None:
    """Eight bodies at most, and none is added to one that is long already."""
    bodies = [bytes([at]) * size for at, size in enumerate(sizes)]

    bundles = [unpack_bundle(1, b.packed) for b in make_bundles(bodies)]

    assert [body for some in bundles for body in some] == bodies
    assert all(len(some) <= 8 for some in bundles)
    assert all(sum(map(len, some[:-1])) < 1 << 16 for some in bundles if None not in some)


@pytest.mark.parametrize("other", [8, 0, 1 << 41])
def test_a_bundle_that_stands_elsewhere_is_refused(other: int) -> None:
    """Its check sum is of its number too."""
    with pytest.raises(DamagedError, match="check sum"):
        open_shelf(other, seal(pack_shelf([pack_bundle([b"text"])]), 7))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "put some", "remove", "remove some", "compact"]),
        st.integers(0, 2**20),
    ),
    max_size=12,
)


@given(STEPS)
def test_every_text_is_its_own(steps: list[tuple[str, int]]) -> None:
    """After any writes, each article has its text: also where a copy took a number over.

    Texts repeat, so that copies lead to one another; a part of what was signed together is put.
    """
    store, here = SqliteStore(None, NEAR), dict[str, Article]()
    for at, (step, seed) in enumerate(steps):
        draw = random.Random(seed)
        if step.startswith("put"):
            made = [
                Article(id=f"{at}-{i}", text=invented_text(draw.randrange(12), sentences=1))
                for i in range(20)
            ]
            entries = make_entries(made, NEAR)
            if step == "put some":
                entries = [entry for entry in entries if draw.random() < 0.6]
            store.put(entries)
            here |= {a.id: a for a in made if a.id in {entry.id for entry in entries}}
        elif step.startswith("remove"):
            share = 0.9 if step == "remove" else 0.3
            going = [name for name in here if draw.random() < share]
            store.remove(list(store.named(going).values()))
            here = {name: article for name, article in here.items() if name not in going}
        else:
            store.compact()

    rows = store.named(list(here))

    assert {name: store.article(row) for name, row in rows.items()} == here
    assert list(store.verify()) == []


def test_a_removed_text_is_not_in_the_file(tmp_path: Path) -> None:
    """Those beside it are packed anew without it; no byte of it is left once the room is back."""
    with Index.open(tmp_path / "i.dedup", near_only=True) as index:
        index.add([Article(id=f"{i}", text=invented_text(i)) for i in range(8)])
        index.remove("3")
        index.prune()
        store = index._store
        sealed = store._session.base.execute(  # type: ignore[attr-defined]
            "SELECT body FROM body"
        ).fetchone()[0]

        ((_, bundle),) = open_shelf(1, sealed)
        assert [body is None for body in unpack_bundle(1, bundle)] == [i == 3 for i in range(8)]
        assert index.get("4") == Article(id="4", text=invented_text(4))


def test_kept_bodies_follow_what_others_write(tmp_path: Path) -> None:
    """A copy that another process let take over a number is answered with its own body."""
    with (
        Index.open(tmp_path / "i.dedup", near_only=True) as mine,
        Index.open(tmp_path / "i.dedup", near_only=True) as theirs,
    ):
        first = Article(id="a", text=invented_text(1), title="First")
        mine.add([first, replace(first, id="b", title="Second"), replace(first, id="c")])
        before = mine.get("a"), mine.get("b")
        theirs.remove("a")
        after = mine.get("a"), mine.get("b")

    assert before == (first, replace(first, id="b", title="Second"))
    assert after == (None, replace(first, id="b", title="Second"))


def test_kept_bodies_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that were asked for longest ago go first."""
    monkeypatch.setattr(bundles_module, "KEPT_BYTES", 10)
    kept = KeptBodies()
    kept.keep(1, [b"aaaa", None])
    kept.keep(3, [b"bbbb"])
    assert kept.find(1) == b"aaaa"

    kept.keep(4, [b"cccc"])

    assert [kept.find(number) for number in (1, 2, 3, 4)] == [b"aaaa", None, None, b"cccc"]
