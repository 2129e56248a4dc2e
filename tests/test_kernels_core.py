"""The C core gives the numbers of its Python twin on anything, and refuses what is wrong."""

from __future__ import annotations

import ast
import ctypes
import mmap
import os
import random
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import reference
import xxhash
from cores import NATIVE, NATIVES, PYTHON, Core, on_every_core, on_every_native_core
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import ids

from dedup import kernels
from dedup.kernels import WordTable, _choice, _python, _unicode
from dedup.schemes import permutations

JAMO = "".join(map(chr, [*range(0x1100, 0x1113), *range(0x1161, 0x1176), *range(0x11A8, 0x11C3)]))
MARKS = "\u0301\u0323\u0307\u0327\u0345\u3099\u0f71\u0f72\u0e38\u093c\u05b0\U0001d165"
FOLDING = "AIßİŉǰﬁﬀΐςΣἈᾳᾼẞꭰᎠÅΩK²ⅷ㎧ﷺﱞ①ｶﾞ가각힣𝐀𝔘Ａ\u00ad\u200c\u200d ''’ʼ`´＇"
any_text = st.one_of(
    st.text(),
    st.text(alphabet=JAMO + "가각힣 a", max_size=20),
    st.text(alphabet=MARKS + FOLDING + "aeou .", max_size=30),
    st.text(alphabet="ab'’ é漢.\x00", max_size=300),
)
"""All planes; Hangul in pieces; marks out of order; what folds strangely; plain text."""


def laid_end_to_end(texts: list[str]) -> tuple[bytes, kernels._arrays.Offsets]:
    """Return UTF-8 and offsets, a question mark for each surrogate."""
    encoded = [text.encode("utf-8", "replace") for text in texts]
    return b"".join(encoded), np.cumsum([0, *map(len, encoded)], dtype=np.int64)


def ragged(rows: list[list[int]]) -> tuple[kernels._arrays.Hashes, kernels._arrays.Offsets]:
    """Return rows of hashes as a flat array and its offsets."""
    flat = np.array([h for row in rows for h in row], np.uint64)
    return flat, np.cumsum([0, *map(len, rows)], dtype=np.int64)


def as_lists(result: Any) -> Any:
    """Return arrays, tables and tuples of them as values that compare."""
    if isinstance(result, WordTable):
        fields = (result.bounds, result.starts, result.ends, result.first)
        return result.normalized, *map(as_lists, fields)
    if isinstance(result, tuple):
        return tuple(map(as_lists, result))
    return (str(result.dtype), result.shape, result.tolist())


def test_the_suite_runs_on_the_c_core() -> None:
    """A test run that never saw the C core proves nothing about it."""
    assert NATIVES, "build it: pip install -e ."
    assert kernels.CORE.startswith("c, ") or os.environ.get("DEDUP_CORE") == "python"


# ---- equal to the twin ----


@on_every_native_core
@given(st.lists(any_text, max_size=4))
def test_words_equal_the_python_twin(core: Core, texts: list[str]) -> None:
    """Words, offsets and folding are the same on any string at all."""
    texts_in = laid_end_to_end(texts)

    assert as_lists(core.tokenize(*texts_in)) == as_lists(PYTHON.tokenize(*texts_in))


def test_every_code_point_equals_the_python_twin() -> None:
    """Alone, among its neighbors, and before a mark: not one of 1,112,064 differs."""
    every = [chr(point) for point in range(0x110000) if not 0xD800 <= point < 0xE000]
    for text in (" ".join(every), "".join(every), "\u0301".join(every[:0x3000])):
        texts_in = laid_end_to_end([text])

        assert as_lists(NATIVES[0].tokenize(*texts_in)) == as_lists(PYTHON.tokenize(*texts_in))


@pytest.mark.parametrize(
    "tail", ["", "é", "'", "'é", "'b", " é", "’t", "`", "漢", " 'x", "\U0001f600"]
)
def test_words_across_the_edges_of_blocks_equal_the_python_twin(tail: str) -> None:
    """The core looks at 64 bytes at a time, and at 64 of these: no word is cut by either."""
    sizes = [*range(60, 68), *range(124, 132), *range(4090, 4100), *range(8188, 8196)]
    texts_in = laid_end_to_end(
        [
            text + tail
            for size in sizes
            for text in ("a" * size, "ab " * (size // 3), " " * size, "a" * (size - 2) + "'b")
        ]
    )

    assert as_lists(NATIVES[0].tokenize(*texts_in)) == as_lists(PYTHON.tokenize(*texts_in))


@pytest.mark.skipif(unicodedata.unidata_version != "14.0.0", reason="needs a Python of Unicode 14")
def test_letters_are_those_of_unicode_14() -> None:
    """The table that both cores read says what the standard says."""
    import re

    letter = re.compile(f"[{_unicode.LETTERS}{_unicode.SPACELESS}]")
    wrong = [
        hex(point)
        for point in range(0x110000)
        if bool(letter.match(chr(point)))
        != (unicodedata.category(chr(point))[0] in "LNM" or chr(point) in "\u00ad\u200c\u200d")
    ]

    assert wrong == []


@on_every_core
@given(st.lists(any_text, max_size=4), st.integers(1, 6), st.integers(1, 3))
def test_the_short_way_from_texts_is_the_long_way(
    core: Core, texts: list[str], width: int, threads: int
) -> None:
    """Signatures and sets straight from texts are those made step by step, on any threads."""
    texts_in = laid_end_to_end(texts)
    table = PYTHON.tokenize(*texts_in)
    flat, first = PYTHON.shingle_hashes(table, width)
    rows = [sorted(set(flat[a:b].tolist())) for a, b in zip(first[:-1], first[1:], strict=True)]
    a, b = permutations(16, 1)

    signatures, words, digests = core.minhash_texts(*texts_in, width, a, b, threads)
    joined = [
        b"".join(table.normalized[table.bounds[i] : table.bounds[i + 1]] for i in range(a, b))[:-1]
        for a, b in zip(table.first.tolist(), table.first.tolist()[1:], strict=False)
    ]
    sets = core.shingle_sets(*texts_in, width, threads)

    low, *others = core.sign_texts(*texts_in, width, a, b)

    assert signatures.tolist() == [reference.minhash(set(r), a.tolist(), b.tolist()) for r in rows]
    assert low.tolist() == (signatures & 0xFFFF).tolist()
    assert [part.tolist() for part in others] == [words.tolist(), digests.tolist()]
    assert words.tolist() == np.diff(table.first).tolist()
    assert digests.tolist() == [xxhash.xxh64_intdigest(text) for text in joined]
    assert as_lists(sets) == as_lists(ragged(rows))


@on_every_native_core
@given(st.lists(st.text(alphabet="abé ", max_size=400), max_size=3), st.integers(1, 40))
def test_shingles_of_any_length_equal_the_python_twin(
    core: Core, texts: list[str], width: int
) -> None:
    """XXH64 has other steps below 32 bytes, and for each of its tails."""
    table = core.tokenize(*laid_end_to_end(texts))

    assert as_lists(core.shingle_hashes(table, width)) == as_lists(
        PYTHON.shingle_hashes(table, width)
    )


@on_every_native_core
@pytest.mark.parametrize("slots", [0, 1, 7, 16, 128])
@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 511, 512, 513, 5000])
def test_signatures_of_any_size_equal_the_python_twin(core: Core, slots: int, size: int) -> None:
    """Vectors have left-overs on both axes; a minimum among them must not be lost."""
    flat = np.random.default_rng(size).integers(0, 2**64, size, np.uint64)
    arguments = (flat, np.array([0, size // 3, size], np.int64), *permutations(slots, 1))

    assert as_lists(core.minhash(*arguments)) == as_lists(PYTHON.minhash(*arguments))


@on_every_native_core
@pytest.mark.parametrize("window", [1, 2, 5, 63, 64, 65, 100, 159, 160, 161, 10**30])
def test_winnow_of_any_window_equals_the_python_twin(core: Core, window: int) -> None:
    """Wide windows take another way to the same minima, wherever the least of all stands."""
    rows = np.random.default_rng(window % 1000).integers(1, 2**64, (160, 160), np.uint64)
    np.fill_diagonal(rows, 0)
    flat, first = rows.ravel(), np.array([0, 0, 1, *range(160, 160 * 161, 160)], np.int64)

    assert as_lists(core.winnow(flat, first, window)) == as_lists(
        PYTHON.winnow(flat, first, min(window, 10**6))
    )


@on_every_native_core
@pytest.mark.parametrize("keys", [1, 3, 2000, 2**64])
@pytest.mark.parametrize("cap", [1, 4, 64])
def test_candidate_pairs_of_many_holders_equal_the_python_twin(
    core: Core, keys: int, cap: int
) -> None:
    """Keys few or many, crowded or not, in any order, held twice by one owner."""
    draw = np.random.default_rng(keys % 1000 + cap)
    size = 300 if keys < 2000 else 20_000
    held = draw.integers(0, keys, size, np.uint64, endpoint=keys == 2**64 - 1)
    if keys == 2**64:
        held[: size // 2] = held[size // 2 :]
    owners = draw.integers(0, [200, 2**32][keys > 3], size)

    assert as_lists(core.candidate_pairs(held, owners, cap)) == as_lists(
        PYTHON.candidate_pairs(held, owners, cap)
    )


@on_every_native_core
@given(ids, ids, st.integers(1, 4), st.integers(1, 4))
@example([0] * 30, [0] * 20, 2, 100)
def test_common_runs_equal_the_python_twin(
    core: Core, left: list[int], right: list[int], shortest: int, most: int
) -> None:
    """Refrains are passed over by both in the same places."""
    arguments = (np.array(left, np.int64), np.array(right, np.int64), shortest, most)

    assert as_lists(core.common_runs(*arguments)) == as_lists(PYTHON.common_runs(*arguments))


# ---- refused ----

NONE, ZERO = np.empty(0, np.uint64), np.zeros(1, np.int64)
ONE, TWO = np.array([0, 1], np.int64), np.array([0, 2], np.int64)
SLOTS = np.ones(4, np.uint32)
TABLE = PYTHON.tokenize(b"a b c", np.array([0, 5], np.int64))


def table_with(**fields: Any) -> WordTable:
    """Return a table that lies."""
    own = {name: getattr(TABLE, name) for name in WordTable.__slots__}
    return WordTable(**own | fields)


def unaligned(dtype: str, count: int) -> Any:
    """Return an array that no processor likes."""
    return np.frombuffer(bytearray(8 * count + 1), np.uint8)[1:].view(dtype)[:count]


WRONG: list[tuple[str, tuple[Any, ...], type[Exception], str]] = [
    ("tokenize", (b"abc", np.array([0, 2])), ValueError, "do not partition 3"),
    ("tokenize", (b"abc", np.array([1, 3])), ValueError, "do not partition 3"),
    ("tokenize", (b"abc", np.array([0, 4, 3])), ValueError, "do not partition 3"),
    ("tokenize", (b"abc", np.array([0, 2, 1, 3])), ValueError, "do not partition 3"),
    ("tokenize", (b"abc", np.array([0, -1, 3])), ValueError, "do not partition 3"),
    ("tokenize", (b"abc", np.array([0, 2**62, 3])), ValueError, "do not partition 3"),
    ("tokenize", (b"", np.empty(0, np.int64)), ValueError, "pass n . 1"),
    ("tokenize", (b"abc", np.array([0, 3], np.int32)), TypeError, "offsets must be an array"),
    ("tokenize", (b"abc", np.array([0.0, 3.0])), TypeError, "offsets must be an array"),
    ("tokenize", (b"abc", np.array([0, 3], ">i8")), TypeError, "offsets must be an array"),
    ("tokenize", (b"abc", [0, 3]), TypeError, "offsets must be an array"),
    ("tokenize", (b"abc", np.array([[0, 3]])), ValueError, "offsets must have 1 dimension"),
    ("tokenize", (b"abc", np.array([0, 1, 3, 3])[::3]), ValueError, "offsets must be contiguous"),
    ("tokenize", (b"", unaligned("i8", 1)), ValueError, "offsets must be aligned"),
    ("shingle_hashes", (TABLE, 0), ValueError, "width=0 must be at least 1"),
    ("shingle_hashes", (TABLE, -(10**30)), ValueError, "must be at least 1"),
    ("shingle_hashes", (TABLE, 1.5), TypeError, "float"),
    ("shingle_hashes", (table_with(normalized=b"a b"), 2), ValueError, "partition"),
    ("shingle_hashes", (table_with(bounds=np.array([0, 4, 2, 6])), 2), ValueError, "bounds|part"),
    ("shingle_hashes", (table_with(bounds=np.array([0, 2, 2, 6])), 2), ValueError, "bounds"),
    ("shingle_hashes", (table_with(first=np.array([0, 4])), 2), ValueError, "partition"),
    ("shingle_hashes", (table_with(first=np.array([0, 9, 3])), 2), ValueError, "partition"),
    ("minhash", (NONE, ONE, SLOTS, SLOTS), ValueError, "partition"),
    ("minhash", (NONE, ZERO, SLOTS, SLOTS[:2]), ValueError, "4 multipliers and 2 increments"),
    ("minhash", (NONE.astype(np.int64), ZERO, SLOTS, SLOTS), TypeError, "hashes must be an array"),
    ("minhash", (NONE, ZERO, SLOTS.astype(np.uint64), SLOTS), TypeError, "multipliers must be an"),
    ("winnow", (NONE, ZERO, 0), ValueError, "window=0 must be at least 1"),
    ("winnow", (NONE, ONE, 1), ValueError, "partition"),
    ("band_keys", (np.zeros((1, 8), np.uint32), 3), ValueError, "3 bands do not divide 8 slots"),
    ("band_keys", (np.zeros((1, 8), np.uint32), 0), ValueError, "0 bands do not divide"),
    ("band_keys", (np.zeros(8, np.uint32), 2), ValueError, "signatures must have 2 dimension"),
    ("band_keys", (np.zeros((2, 8), np.uint32).T, 2), ValueError, "signatures must be contiguous"),
    ("candidate_pairs", (NONE, ONE, 1), ValueError, "0 keys and 2 owners"),
    ("candidate_pairs", (np.ones(2, np.uint64), ONE, 0), ValueError, "cap=0 must be at least 1"),
    ("candidate_pairs", (np.ones(2, np.uint64), ONE - 1, 1), ValueError, "owner -1 at 0"),
    ("candidate_pairs", (np.ones(2, np.uint64), ONE << 32, 1), ValueError, "owner 4294967296 at 1"),
    ("overlaps", (NONE, ZERO, np.array([[0, 0]])), ValueError, "pair 0 names row 0 of 0"),
    ("overlaps", (NONE, np.zeros(2, np.int64), np.array([[0, -1]])), ValueError, "row -1 of 1"),
    ("overlaps", (NONE, ZERO, np.zeros((1, 3), np.int64)), ValueError, r"shape \(p, 2\)"),
    ("overlaps", (np.ones(2, np.uint64), TWO, np.array([[0, 0]])), ValueError, "row 0 is no set"),
    ("common_runs", (ONE, ONE, 0, 1), ValueError, "shortest=0 must be at least 1"),
    ("common_runs", (ONE, ONE, 1, 0), ValueError, "most=0 must be at least 1"),
    ("common_runs", (ONE, ONE.astype(np.uint8), 1, 1), TypeError, "right must be an array"),
    ("minhash_texts", (b"abc", ONE, 5, SLOTS, SLOTS), ValueError, "partition"),
    ("minhash_texts", (b"abc", ONE * 3, 5, SLOTS, SLOTS, 0), ValueError, "threads=0"),
    ("minhash_texts", (b"abc", np.array([0, 9, 1, 3]), 5, SLOTS, SLOTS, 2), ValueError, "part"),
    ("shingle_sets", (b"abc", ONE * 3, 0), ValueError, "width=0 must be at least 1"),
    ("shingle_sets", (b"a\xffc", np.array([0, 1, 3]), 5, 2), ValueError, "text 1 is not utf-8"),
]  # fmt: skip


@on_every_core
@pytest.mark.parametrize(("kernel", "arguments", "error", "words"), WRONG)
def test_wrong_arguments_raise(
    core: Core, kernel: str, arguments: tuple[Any, ...], error: type[Exception], words: str
) -> None:
    """What is wrong is named with its values, the same way on every core; nothing crashes."""
    with pytest.raises(error, match=words):
        getattr(core, kernel)(*arguments)


HOSTILE = [
    b"\x80", b"\xc0\xaf", b"\xc1\xbf", b"\xc3", b"\xe0\x80\x80", b"\xe2\x82", b"\xed\xa0\x80",
    b"\xed\xbf\xbf", b"\xf0\x80\x80\x80", b"\xf0\x9f\x98", b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80",
    b"\xff", b"\xfe", b"\xe2\x28\xa1", b"\xc3\x28", b"\xf0\x28\x8c\xbc",
]  # fmt: skip


@on_every_native_core
@pytest.mark.parametrize("hostile", HOSTILE, ids=bytes.hex)
@pytest.mark.parametrize("before", [b"", b"a", b"a'", "é’".encode(), b"a" * 64, b"ab " * 1400])
def test_bytes_that_are_not_utf8_are_named_alike(core: Core, hostile: bytes, before: bytes) -> None:
    """Both cores name the same text and the same byte."""
    for after in (b"", b"b", b" b"):
        body = before + hostile + after
        offsets = np.array([0, 0, len(body)], np.int64)
        with pytest.raises(ValueError, match="text 1 is not utf-8") as expected:
            PYTHON.tokenize(body, offsets)

        with pytest.raises(ValueError) as raised:
            core.tokenize(body, offsets)

        assert str(raised.value) == str(expected.value)


def at_the_end_of_a_page(content: bytes) -> tuple[memoryview, mmap.mmap]:
    """Return the bytes where the next one belongs to no one: to read it ends the process."""
    size = (len(content) // mmap.PAGESIZE + 1) * mmap.PAGESIZE
    pages = mmap.mmap(-1, size + mmap.PAGESIZE)
    address = ctypes.addressof(ctypes.c_char.from_buffer(pages))
    protect = ctypes.CDLL(None, use_errno=True).mprotect
    assert protect(ctypes.c_void_p(address + size), mmap.PAGESIZE, 0) == 0
    pages[size - len(content) : size] = content
    return memoryview(pages)[size - len(content) : size], pages


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="protects a page as Linux does")
@on_every_native_core
@pytest.mark.parametrize(
    "content",
    [b"", b"a", b"a b c d e f g", b"don't", b"x'", "é".encode(), "don’t".encode(), b"\xe2\x80",
     b"\xf0", b"word " * 900, b"a" * 4096, b"shingles of more than thirty-two bytes in all"],
)  # fmt: skip
def test_nothing_past_the_end_is_read(core: Core, content: bytes) -> None:
    """A text may end where the memory ends."""
    utf8, _pages = at_the_end_of_a_page(content)
    offsets = np.array([0, len(content)], np.int64)
    calls: list[Callable[[Any], Any]] = [
        lambda text: core.tokenize(text, offsets),
        lambda text: core.shingle_sets(text, offsets, 5),
        lambda text: core.minhash_texts(text, offsets, 5, *permutations(16, 1)),
        lambda text: core.sign_texts(text, offsets, 5, *permutations(16, 1)),
    ]

    for call in calls:
        try:
            found = as_lists(call(utf8))
        except ValueError:
            with pytest.raises(ValueError, match="utf-8"):
                call(content)
        else:
            assert found == as_lists(call(content))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="protects a page as Linux does")
@on_every_native_core
def test_no_hash_past_the_end_is_read(core: Core) -> None:
    """The same for arrays and for the bytes of a table."""
    flat = np.arange(1000, dtype=np.uint64)
    guarded, _pages = at_the_end_of_a_page(flat.tobytes())
    normalized, _more = at_the_end_of_a_page(TABLE.normalized)
    array, first = np.frombuffer(guarded, np.uint64), np.array([0, 7, 1000], np.int64)
    a, b = permutations(16, 1)

    assert as_lists(core.minhash(array, first, a, b)) == as_lists(PYTHON.minhash(flat, first, a, b))
    assert as_lists(core.winnow(array, first, 5)) == as_lists(PYTHON.winnow(flat, first, 5))
    assert as_lists(core.shingle_hashes(table_with(normalized=normalized), 2)) == as_lists(
        PYTHON.shingle_hashes(TABLE, 2)
    )


@on_every_native_core
def test_random_bytes_and_offsets_never_crash(core: Core) -> None:
    """Whatever the bytes and offsets are, there is a result or a ValueError; often, a result."""
    draw = random.Random(3)
    results = 0
    for _ in range(2000):
        body = bytes(
            draw.choice(b"ab' \xc3\xa9\xe2\x80\x99\xff\x00") for _ in range(draw.randint(0, 20))
        )
        cuts = [
            draw.randint(-2, 25) if draw.random() < 0.1 else 0 for _ in range(draw.randint(0, 3))
        ]
        offsets = np.array([0, *cuts, len(body)], np.int64)
        try:
            table = core.tokenize(body, offsets)
            core.shingle_hashes(table, draw.randint(1, 4))
            core.shingle_sets(body, offsets, 3)
            results += 1
        except ValueError:
            pass

    assert results > 100


# ---- the choice ----


KERNELS = [name for name in kernels.__all__ if name.islower() and name != "bounds_of"]


@pytest.mark.parametrize("name", KERNELS)
def test_every_kernel_has_a_twin_that_takes_the_same(name: str) -> None:
    """Which core answers depends on the machine, how it is asked does not."""
    native, twin = getattr(NATIVE, name), getattr(_python, name)

    homes = [kernel.__module__.split(".")[2] for kernel in (native, twin)]
    taken = [
        [(one.name, one.kind, one.default) for one in signature(kernel).parameters.values()]
        for kernel in (native, twin)
    ]
    assert homes == ["_native", "_python"]
    assert taken[0] == taken[1]


def test_every_function_of_the_core_is_told_of() -> None:
    """The stub names what the module has, so that mypy sees how each kernel is called."""
    stub = Path(_choice.__file__).with_name("_core.pyi").read_text(encoding="utf-8")
    told = {node.name for node in ast.parse(stub).body if isinstance(node, ast.FunctionDef)}

    core: Any = import_module("dedup.kernels._core")

    assert told == {name for name in vars(core) if not name.startswith("_")}


def run_with(core: str) -> subprocess.CompletedProcess[str]:
    """Ask a new process which core it uses."""
    return subprocess.run(
        [sys.executable, "-c", "from dedup import kernels; print(kernels.CORE)"],
        env=os.environ | {"DEDUP_CORE": core},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("core", NATIVES, ids=repr)
def test_the_environment_forces_a_path(core: Core) -> None:
    """DEDUP_CORE names the path, and CORE says it was taken."""
    assert run_with(core.path).stdout == f"c, {core.path}\n"


def test_the_environment_forces_the_twins() -> None:
    """Who asks for Python gets it, without a word on stderr."""
    done = run_with("python")

    assert (done.stdout, done.stderr) == ("python\n", "")


def test_a_core_of_no_name_is_refused() -> None:
    """A typo must not run on something else in silence."""
    done = run_with("avx3")

    assert done.returncode != 0
    assert (
        "DEDUP_CORE=avx3 names no core; choose one of python, baseline, avx2, avx512" in done.stderr
    )


def test_without_the_c_core_the_twins_answer_and_say_so() -> None:
    """A build that failed is told once, in one line, with the way out; the results are the same."""
    program = (
        "import sys; sys.modules['dedup.kernels._core'] = None\n"
        "from dedup import kernels; import dedup.candidates\nprint(kernels.CORE)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        env={name: value for name, value in os.environ.items() if name != "DEDUP_CORE"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "python\n"
    assert done.stderr.count("\n") == 1
    assert "install a C compiler" in done.stderr
