"""What is signed ahead is what would have been signed: a file read twice gives the same."""

from __future__ import annotations

import json
import os
import tempfile
from array import array
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cores import Core, on_every_native_core
from hypothesis import given
from hypothesis import strategies as st
from strategies import invented_text
from typer.testing import CliRunner

from dedup.__main__ import begin_early
from dedup.cli import application
from dedup.kernels import early
from dedup.near import Ahead, ahead, family_lines, find_families
from dedup.readers.batches import Batches
from dedup.readers.fields import Fields
from dedup.schemes import drawn_permutations, permutations

NAMES = ("text", "body"), ("id",)
PERMUTATIONS = drawn_permutations(8, 1)

PLAIN = st.builds(
    lambda text, named: b'{"text": "%s"%s}' % (text, b', "id": "%s"' % named if named else b""),
    st.sampled_from([b"one two three", b"A b", b"caf\xc3\xa9 \\u00e9 \\n x", b"w " * 40]),
    st.sampled_from([b"", b"a", b"b", b"c", b"d", b"e"]),
)
ANY_LINE = PLAIN | st.sampled_from(
    [b"", b"  ", b"{}", b"\xff", b'{"text": 1}', b"[", b"{", b"\xef\xbb\xbf{}", b'{"text":"a"} x']
)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is true of blocks of half a megabyte is tested on blocks of a few lines."""
    monkeypatch.setattr(ahead, "BLOCK_BYTES", 100)


def sign(content: bytes, block: int, most: int, stop: int = 0) -> early.SignedLines:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        return early.sign_ahead(
            file.fileno(), NAMES, (block, most), 3, PERMUTATIONS, bytearray([stop])
        )


def signed_whole(core: Core, content: bytes) -> Any:
    """Return what the kernels make of some lines one after the other."""
    room = bytearray(len(content))
    table: Any = core.json_lines(content, *NAMES, room)
    texts = bytes(room[: int(table.offsets[-1])])
    signed: Any = core.minhash_texts(
        texts, table.offsets, 3, *(np.array(part, np.uint32) for part in PERMUTATIONS)
    )
    return table, signed


@on_every_native_core
@given(st.lists(ANY_LINE, max_size=8).map(b"\n".join), st.integers(1, 200), st.integers(0, 300))
def test_lines_signed_ahead_are_signed_as_ever(
    core: Core, content: bytes, block: int, most: int
) -> None:
    """Whole blocks of plain lines, as ``json_lines`` and ``minhash_texts`` have them."""
    whole, (slots, words, digests) = signed_whole(core, content)  # on the path of the core

    found = sign(content, block, most)

    table, _ = signed_whole(core, content[: found.end])
    count = len(found.lengths) // 8
    assert content[: found.end].endswith(b"\n") or not found.end
    assert bool(table.plain.all()) and found.line_count == table.count
    assert found.ids == b"".join(b"%s\n" % one.encode() for one in table.ids)
    if count:
        lines, lengths, low, own_words, own_digests = found.arrays()
        assert lines[:, :2].tolist() == table.spans.tolist()
        assert lines[:, 2].tolist() == table.numbers.tolist()
        assert lengths.tolist() == np.diff(table.offsets).tolist()
        assert low.tolist() == (slots[:count] & 0xFFFF).tolist()
        assert own_words.tolist() == words[:count].tolist()
        assert own_digests.tolist() == digests[:count].tolist()
    assert bool(whole.plain[:count].all())


@pytest.mark.skipif(not early.CAN_SIGN, reason="the twin needs NumPy")
def test_all_is_signed_that_lies_in_whole_blocks() -> None:
    """It goes on until the file ends, or as much is signed as was asked for, or it is stopped."""
    content = b'{"text": "a b c"}\n' * 100

    ends = [sign(content, 180, most).end for most in (0, 1, 181, 10_000)]

    assert ends == [0, 180, 360, 1800]
    assert sign(content, 180, 10_000, stop=1).end == 0
    assert sign(content[:-1], 180, 10_000).end == 1800 - 180


@pytest.mark.skipif(not early.CAN_SIGN, reason="the twin needs NumPy")
def test_what_cannot_be_signed_is_refused() -> None:
    """Wrong arguments raise; what is wrong with a file is left to the reader."""
    with tempfile.TemporaryFile() as file:
        gone = os.dup(file.fileno())
        os.close(gone)
        arguments = file.fileno(), NAMES, (10, 10), 3, PERMUTATIONS, bytearray(1)
        wrong: list[tuple[int, Any]] = [
            (1, (("a",) * 20, ("b",) * 20)), (2, (0, 10)), (3, 0),
            (4, (array("I", [1]), array("I", [1, 2]))), (5, bytearray()),
        ]  # fmt: skip
        for place, value in wrong:
            with pytest.raises(ValueError, match=r"names|block|width|multipliers|stop"):
                early.sign_ahead(*arguments[:place], value, *arguments[place + 1 :])  # type: ignore[arg-type]
    assert early.sign_ahead(gone, *arguments[1:]).end == 0


@pytest.mark.parametrize(("slots", "seed"), [(1, 0), (128, 1), (5, (1 << 32) - 1)])
def test_permutations_are_the_same_without_numpy(slots: int, seed: int) -> None:
    """Both ways of asking give datasketch's numbers."""
    assert [part.tolist() for part in permutations(slots, seed)] == [
        part.tolist() for part in drawn_permutations(slots, seed)
    ]


def found(path: Path, begun: Ahead | None) -> Any:
    batches = Batches([path])
    families = find_families(batches, threads=2, ahead=begun)
    lines = b"".join(family_lines(batches.ids(), families))
    return batches.ids(), families.words.tolist(), lines, batches.skipped, batches.notes


@given(st.lists(ANY_LINE, max_size=12).map(b"\n".join), st.booleans())
def test_a_file_begun_ahead_gives_the_same(content: bytes, ended: bool) -> None:
    """Ids, families, what was skipped and assumed: none of it depends on who signed first."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.jsonl"
        path.write_bytes(content + b"\n" * ended)
        with Ahead(path, Fields.named({})) as begun:
            begun._thread.join()  # so that it gets as far as it can

            assert found(path, begun) == found(path, None)


@pytest.mark.skipif(not early.CAN_SIGN, reason="the twin needs NumPy")
def test_families_lie_across_what_was_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy is found whether it was signed ahead, later, or one of each."""
    monkeypatch.setattr(ahead, "BLOCK_BYTES", 10_000)
    monkeypatch.setattr(ahead, "MOST_BYTES", 30_000)
    path = tmp_path / "x.jsonl"
    texts = [invented_text(number % 20, 4) for number in range(200)]
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    with Ahead(path, Fields.named({})) as begun:
        begun._thread.join()
        signed = begun._signed

        begun_families = found(path, begun)

    assert signed is not None
    assert 0 < signed.end < path.stat().st_size
    assert begun_families == found(path, None)
    assert begun_families[2].count(b"\n") == 20


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        ("cluster {x} --near-only --threads 2", True),
        ("cluster --threads 3 -o {y} --near-only {x}", True),
        ("filter {x} --threads 2 --dropped {y} --output {y}", True),
        ("filter {x} --threads 2 --keep origin", False),
        ("filter {x} --threads 2 --keep=origin", False),
        ("filter {x} --threads 2 --keep=longest", True),
        ("cluster {x} --threads 2", False),
        ("cluster {x} --near-only", False),
        ("cluster {x} --near-only --threads many", False),
        ("cluster {x} {y} --near-only --threads 2", False),
        ("cluster - --near-only --threads 2", False),
        ("report {x} --threads 2", False),
        ("", False),
    ],
)
def test_a_guess_is_made_where_it_is_plain(tmp_path: Path, arguments: str, begins: bool) -> None:
    """Outputs, other commands and several inputs are not taken for what is read first."""
    x, y = tmp_path / "x.jsonl", tmp_path / "y.jsonl"
    x.write_text('{"text": "a b c"}\n')

    begun = begin_early(arguments.format(x=x, y=y).split())

    assert (begun is not None) == (begins and early.CAN_SIGN)
    if begun is not None:
        begun.stop()
        assert begun.path == x


@pytest.mark.parametrize("more", ["--field=text=other", "--threads=1", "{y}"])
def test_a_wrong_guess_is_dropped(tmp_path: Path, more: str) -> None:
    """What the command reads is what its arguments say, whatever was begun."""
    x, y = tmp_path / "x.jsonl", tmp_path / "y.ndjson"
    x.write_text('{"text": "a b c", "other": "d e f"}\n{"text": "a b c", "other": "g h"}\n' * 99)
    y.write_text('{"text": "q r s"}\n')
    arguments = ["cluster", str(x), "--near-only", "--threads", "2", more.format(y=y)]

    begun, plain = (
        CliRunner().invoke(application(), arguments, obj=obj)
        for obj in (begin_early(arguments), None)
    )

    assert begun.exit_code == plain.exit_code == 0
    assert begun.stdout == plain.stdout != ""


def test_only_one_plain_file_is_begun(tmp_path: Path) -> None:
    """What is compressed, no file of lines, one of several, or read by one thread is left alone."""
    paths = [str(tmp_path / name) for name in ("x.jsonl", "y.jsonl.gz", "z.csv")]

    assert [Ahead.of([path], {}, 2) for path in paths[1:]] == [None, None]
    assert Ahead.of(paths[:1], {}, 1) is Ahead.of(paths, {}, 2) is None
    assert Ahead.of(paths[:1], {"text": "x", "id": "x"}, 2) is None
    if (begun := Ahead.of(paths[:1], {}, 2)) is not None:
        assert begun.stop() is None  # there is no such file
