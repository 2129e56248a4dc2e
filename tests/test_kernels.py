"""The kernels equal their twins on any input, and what is persisted never moves."""

from __future__ import annotations

from itertools import accumulate, pairwise

import numpy as np
import pytest
import reference
import xxhash
from cores import Core, on_every_core
from hypothesis import given
from hypothesis import strategies as st
from strategies import hashes, ids, texts

from dedup import kernels
from dedup.schemes import permutations

PIECES = [" ", "  ", "'", "’", "`", "-", "é", "“", "漢", "a", "B7", "don't", "o''", "'tis", "word"]
PAGES = st.lists(
    st.sampled_from(PIECES) | st.integers(1, 70).map(lambda size: "x" * size), max_size=60
).map("".join)
"""Texts that cross the blocks which words are looked for in, at any place."""

LATIN = st.text(alphabet="abcXYZ éßİıǅﬁ½'’-_.,\u0301\u00e9 12٣漢字かなไทย\n", max_size=60)


def table_of(core: Core, *given_texts: str) -> kernels.WordTable:
    encoded = [text.encode("utf-8") for text in given_texts]
    offsets = np.cumsum([0] + [len(text) for text in encoded], dtype=np.int64)
    return core.tokenize(b"".join(encoded), offsets)


def words_of(table: kernels.WordTable, row: int) -> list[str]:
    return [
        table.normalized[table.bounds[i] : table.bounds[i + 1] - 1].decode()
        for i in range(table.first[row], table.first[row + 1])
    ]


@on_every_core
@given(LATIN | PAGES)
def test_words_equal_the_twin(core: Core, text: str) -> None:
    """Words, their folding and their offsets follow from the definition."""
    table = table_of(core, text)

    found = list(zip(words_of(table, 0), table.starts.tolist(), table.ends.tolist(), strict=True))

    assert found == reference.words(text)


EDGES = ["don'été", "don''t don't", "rock'", "n'é o'", "wé", "a’b", "x' é", "w'", "wwé' w"]


@on_every_core
@pytest.mark.parametrize("filling", [".", "w", "w'"])
def test_words_are_the_same_at_the_edge_of_a_block(core: Core, filling: str) -> None:
    """What a word is does not depend on where in a text it stands, nor on what follows the text."""
    many = [(filling * 140)[:size] + edge for size in range(50, 140) for edge in EDGES]
    table = table_of(core, *many)

    assert [words_of(table, row) for row in range(len(many))] == [
        [word for word, _, _ in reference.words(text)] for text in many
    ]


@on_every_core
@given(st.lists(LATIN, max_size=4))
def test_texts_do_not_touch_each_other(core: Core, many: list[str]) -> None:
    """Tokenizing a batch is tokenizing each text alone."""
    table = table_of(core, *many)

    together = [words_of(table, row) for row in range(len(many))]

    assert together == [words_of(table_of(core, text), 0) for text in many]


@on_every_core
@given(texts)
def test_folding_a_folded_word_changes_nothing(core: Core, text: str) -> None:
    """A word that comes out of folding comes out of it again as it went in, or in pieces of it.

    Compatibility forms can fold to marks that are no letters (½ is 1⁄2), which then separate.
    """
    for word in words_of(table_of(core, text.encode("utf-8", "replace").decode()), 0):
        again = words_of(table_of(core, word), 0)

        assert all(piece in word for piece in again)


@on_every_core
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelensky’s", "zelensky's"),
        ("battle‑tested", "battle-tested"),
        ("e\u0301lan", "\u00e9lan"),
        ("co\u00adoperate", "cooperate"),
        ("ＦＵＬＬ", "full"),
        ("STRASSE", "straße"),
        ("ﬁle", "file"),
    ],
)
def test_a_word_is_the_same_however_it_is_typed(core: Core, one: str, other: str) -> None:
    """Apostrophes, hyphens, composition, width, case and invisible hyphens do not make a word."""
    assert words_of(table_of(core, one), 0) == words_of(table_of(core, other), 0)


@on_every_core
def test_offsets_that_lie_are_refused(core: Core) -> None:
    """Offsets must partition the bytes."""
    with pytest.raises(ValueError, match="partition"):
        core.tokenize(b"abc", np.array([0, 2], np.int64))


@on_every_core
def test_bytes_that_are_not_utf8_are_refused(core: Core) -> None:
    """Invalid UTF-8 raises; it is the reader's work to decode."""
    with pytest.raises(ValueError, match="utf-8"):
        core.tokenize(b"ab\xffc", np.array([0, 4], np.int64))


@on_every_core
@given(st.lists(LATIN | PAGES, max_size=3), st.integers(1, 9))
def test_shingle_hashes_are_xxh64_of_the_words_joined_by_spaces(
    core: Core, many: list[str], width: int
) -> None:
    """A shingle's hash can be made again by anyone with xxhash."""
    table = table_of(core, *many)
    expected = [
        [
            xxhash.xxh64_intdigest(s.encode())
            for s in reference.shingles(words_of(table, row), width)
        ]
        for row in range(len(many))
    ]

    flat, first = core.shingle_hashes(table, width)

    assert [flat[first[i] : first[i + 1]].tolist() for i in range(len(many))] == expected


@on_every_core
@given(st.lists(hashes, min_size=1, max_size=4), st.integers(0, 1000))
def test_minhash_equals_the_twin(core: Core, rows: list[list[int]], hash_seed: int) -> None:
    """Every slot is the minimum of its permutation, bit for bit."""
    a, b = permutations(16, hash_seed)
    flat = np.array([h for row in rows for h in row], np.uint64)
    first = np.cumsum([0] + [len(row) for row in rows], dtype=np.int64)

    signatures = core.minhash(flat, first, a, b)

    assert signatures.tolist() == [reference.minhash(set(r), a.tolist(), b.tolist()) for r in rows]


@on_every_core
@pytest.mark.parametrize("slots", [1, 31, 32, 127, 128, 149, 300])
def test_minhash_of_many_slots_equals_the_twin(core: Core, slots: int) -> None:
    """Slots that registers hold are lowered together, what is left over by itself."""
    a, b = permutations(slots, 3)
    row = np.random.default_rng(slots).integers(0, 1 << 63, 600, np.uint64)
    first = np.array([0, 0, 1, 9, 600], np.int64)

    signatures = core.minhash(row, first, a, b)

    rows = [set(row[begin:end].tolist()) for begin, end in pairwise(first.tolist())]
    assert signatures.tolist() == [reference.minhash(r, a.tolist(), b.tolist()) for r in rows]


@on_every_core
@given(st.lists(hashes, max_size=4), st.integers(1, 8))
def test_winnow_equals_the_twin(core: Core, rows: list[list[int]], window: int) -> None:
    """The minimum of every window is kept, and nothing else."""
    flat = np.array([h for row in rows for h in row], np.uint64)
    first = np.cumsum([0] + [len(row) for row in rows], dtype=np.int64)

    kept, bounds = core.winnow(flat, first, window)

    found = [kept[bounds[i] : bounds[i + 1]].tolist() for i in range(len(rows))]
    assert found == [sorted(reference.winnow(row, window)) for row in rows]


@on_every_core
@given(hashes, hashes, hashes)
def test_a_shared_run_leaves_a_shared_anchor(
    core: Core, before: list[int], shared: list[int], after: list[int]
) -> None:
    """Two sequences with ``window`` hashes in a row in common keep a fingerprint in common."""
    window = 4
    if len(shared) < window:
        return
    one, two = before + shared, shared + after
    flat = np.array(one + two, np.uint64)

    kept, _ = core.winnow(flat, np.array([0, len(one), len(one) + len(two)]), window)

    assert len(np.unique(kept)) < len(kept)


@on_every_core
@given(
    st.lists(st.lists(st.integers(0, 2**32 - 1), min_size=8, max_size=8), min_size=1, max_size=4)
)
def test_band_keys_equal_the_twin(core: Core, rows: list[list[int]]) -> None:
    """A band's key is made of its rows and its place."""
    keys = core.band_keys(np.array(rows, np.uint32), 4)

    assert keys.tolist() == [reference.band_keys(row, 4) for row in rows]


@on_every_core
def test_band_keys_are_pinned(core: Core) -> None:
    """Keys are persisted: these never change within a scheme version."""
    keys = core.band_keys(np.arange(8, dtype=np.uint32)[None, :], 2)

    assert keys.tolist() == [[3954083464952792392, 9445972194214184737]]


@on_every_core
def test_bands_must_divide_the_slots(core: Core) -> None:
    """Slots left over would be lost in silence."""
    with pytest.raises(ValueError, match="3 bands do not divide 8 slots"):
        core.band_keys(np.zeros((1, 8), np.uint32), 3)


@on_every_core
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9)), max_size=50), st.integers(1, 5))
def test_candidate_pairs_equal_the_twin(core: Core, held: list[tuple[int, int]], cap: int) -> None:
    """Owners of one key meet, each pair once; a crowded key is capped."""
    keys, owners = [k for k, _ in held], [o for _, o in held]

    pairs, _ = core.candidate_pairs(np.array(keys, np.uint64), np.array(owners, np.int64), cap)

    assert [tuple(pair) for pair in pairs.tolist()] == sorted(
        reference.candidate_pairs(keys, owners, cap)
    )


@on_every_core
def test_capped_keys_are_reported(core: Core) -> None:
    """No cap is silent: the number of holders comes back."""
    _, capped = core.candidate_pairs(
        np.array([7, 7, 7, 9, 9], np.uint64), np.array([0, 1, 2, 0, 1], np.int64), 2
    )

    assert capped.tolist() == [3]


def long_text(words: int, kinds: int) -> str:
    """Return a text of words of 1 to 20 letters, of so many kinds."""
    draw = np.random.default_rng(words + kinds)
    lengths = draw.integers(1, 21, kinds)
    kind_of = draw.integers(0, kinds, words)
    return " ".join(f"{kind:x}".rjust(lengths[kind], "w") for kind in kind_of.tolist())


LONG = [long_text(n, kinds) for n in (29, 300, 1100, 6000) for kinds in (2, 40, 5000)]


@on_every_core
def test_long_texts_are_hashed_and_ordered_as_short_ones(core: Core) -> None:
    """Texts of more shingles than are hashed or sorted in one go, and of few that come again."""
    offsets = np.cumsum([0] + [len(text) for text in LONG], dtype=np.int64)
    expected = [
        sorted(
            {xxhash.xxh64_intdigest(one.encode()) for one in reference.shingles(text.split(), 5)}
        )
        for text in LONG
    ]

    flat, first = core.shingle_sets("".join(LONG).encode(), offsets, 5)

    assert [flat[first[i] : first[i + 1]].tolist() for i in range(len(LONG))] == expected


@on_every_core
@given(
    st.lists(
        st.sets(st.integers(0, 30))
        | st.sets(st.integers(0, 63).map(lambda i: i * 0x0410410410410410), min_size=20),
        min_size=2,
        max_size=4,
    )
)
def test_overlaps_count_what_two_sets_share(core: Core, sets: list[set[int]]) -> None:
    """The count is exact."""
    rows = [sorted(one) for one in sets]
    flat = np.array([h for row in rows for h in row], np.uint64)
    first = np.cumsum([0] + [len(row) for row in rows], dtype=np.int64)
    pairs = [(i, j) for i in range(len(sets)) for j in range(len(sets))]

    counts = core.overlaps(flat, first, np.array(pairs, np.int64))

    assert counts.tolist() == [len(sets[i] & sets[j]) for i, j in pairs]


@on_every_core
@given(ids, ids, st.integers(1, 4))
def test_common_runs_equal_the_twin(
    core: Core, left: list[int], right: list[int], shortest: int
) -> None:
    """No maximal run is missed and none is given twice."""
    runs = core.common_runs(np.array(left, np.int64), np.array(right, np.int64), shortest, 10**6)

    assert [tuple(run) for run in runs.tolist()] == sorted(
        reference.common_runs(left, right, shortest)
    )


@on_every_core
@given(ids, ids)
def test_common_runs_mirror(core: Core, left: list[int], right: list[int]) -> None:
    """Neither side is special, refrains included."""
    a, b = np.array(left, np.int64), np.array(right, np.int64)

    mirrored = core.common_runs(b, a, 2, 3)[:, [1, 0, 2]]

    assert sorted(mirrored.tolist()) == core.common_runs(a, b, 2, 3).tolist()


@given(st.lists(st.integers(0, 1 << 40), max_size=9))
def test_bounds_are_where_rows_begin_and_the_last_one_ends(lengths: list[int]) -> None:
    """They partition their sum, whatever holds the lengths; of no rows there is the end alone."""
    found = [
        kernels.bounds_of(held) for held in (lengths, iter(lengths), np.array(lengths, np.int64))
    ]

    assert [one.tolist() for one in found] == [list(accumulate(lengths, initial=0))] * 3
    assert {one.dtype for one in found} == {np.dtype(np.int64)}
