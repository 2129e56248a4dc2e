"""Lines, tables, near pairs and components: every core gives what the definition says."""

from __future__ import annotations

import csv
import io
import json
import random
from itertools import accumulate, combinations, pairwise
from typing import Any

import numpy as np
import pytest
import reference
from cores import PYTHON, Core, on_every_core, on_every_native_core
from hypothesis import example, given
from hypothesis import strategies as st

from dedup.kernels import LineTable

TEXTS, IDS = ("text", "body"), ("id", "_id")

ODD_LETTERS = 'aé漢\u212a\u00a0\u3000 \t\x7f\x80\x85\\"/\b\n\ud800😀'
any_value = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(ODD_LETTERS, max_size=6)
    | st.text(max_size=100),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)
any_name = st.sampled_from(["text", "Text", " text", "te\u00adxt", "body", "id", "_ID", "é", "url"])
any_row = st.lists(st.tuples(any_name | st.text(ODD_LETTERS, max_size=5), any_value), max_size=4)


def written(row: list[tuple[str, Any]], ascii_only: bool) -> str:
    """Return a row as JSON, in which a name may occur twice."""
    members = (
        f"{json.dumps(name, ensure_ascii=ascii_only)}: {json.dumps(value, ensure_ascii=ascii_only)}"
        for name, value in row
    )
    return "{" + ", ".join(members) + "}"


any_line = st.one_of(
    st.builds(written, any_row, st.booleans()).map(lambda s: s.encode("utf-8", "surrogatepass")),
    st.builds(
        lambda line, at, octet: line[: at % (len(line) + 1)] + octet + line[at % (len(line) + 1) :],
        st.builds(written, any_row, st.booleans()).map(
            lambda s: s.encode("utf-8", "surrogatepass")
        ),
        st.integers(0, 1000),
        st.binary(min_size=1, max_size=2)
        | st.sampled_from([b'"', b"\\", b"{", b"}", b",", b"\xc2"]),
    ),
    st.binary(max_size=20),
    st.sampled_from([b"", b" \r", b"\x0b", b"{}", b"\xef\xbb\xbf{}", b'{"text":"a"}x', b"[" * 70]),
)


def read(
    core: Core, block: bytes, texts: tuple[str, ...] = TEXTS, ids: tuple[str, ...] = IDS
) -> Any:
    """Return what a core reads, as values that compare."""
    out = bytearray(len(block))
    table: LineTable = core.json_lines(block, texts, ids, out)
    found = bytes(out[: table.offsets[-1]])
    return (
        table.spans.tolist(), table.numbers.tolist(), table.plain.tolist(), table.offsets.tolist(),
        table.ids, table.count, found,
    )  # fmt: skip


@on_every_native_core
@given(st.lists(any_line, max_size=5).map(b"\n".join))
@example(b'{"text":' + b"[" * 64 + b"]" * 64 + b',"body":"x"}')
@example(b'{"text":' + b"[" * 65 + b"]" * 65 + b',"body":"x"}')
@example(
    b'{"text":"a","id":-0}\n{"text":"a","id":1.0}\n{"text":"a","id":1e3}\n{"text":"a","id":007}'
)
@example(b'{"text":"a","id":' + b"9" * 301 + b'}\n{"text":"a","n":' + b"9" * 300 + b"}")
@example('{"text":"a","tex\u212a":1}\n{"text":"\u3000\u00a0","body":"\u3000x"}'.encode())
@example("\n".join('{"text":"a","\u212a%s":1}' % ("x" * size) for size in (253, 254)).encode())
@example(b'{"text":"\\ud83d\\ude00\\u0000"}\n{"text":"\\ud83d"}\n{"text":"\\ude00\\ud83d"}')
def test_lines_equal_the_python_twin(core: Core, block: bytes) -> None:
    """Any bytes at all: the same lines are plain, with the same texts and ids."""
    assert read(core, block) == read(PYTHON, block)


@on_every_core
@given(st.lists(any_row, max_size=5), st.booleans())
def test_a_plain_line_is_what_json_says(
    core: Core, rows: list[list[tuple[str, Any]]], ascii_only: bool
) -> None:
    """What is taken is what Python's own reader would take, and never more."""
    lines = [written(row, ascii_only).encode("utf-8", "surrogatepass") for row in rows]

    _, _, plain, offsets, ids, _, found = read(core, b"\n".join(lines))

    taken = [line for line, good in zip(lines, plain, strict=True) if good]
    texts = [found[a:b].decode() for a, b in zip(offsets, offsets[1:], strict=False)]
    assert list(zip(texts, ids, strict=True)) == [
        reference.json_text(one, TEXTS, IDS) for one in taken
    ]


@on_every_core
def test_news_is_plain(core: Core) -> None:
    """Rows as programs write them are read here, not by the slow reader."""
    rows = [
        {
            "id": "a-1",
            "text": "Он сказал: “да”.\n\n\tYes — “yes”, 😀",
            "url": None,
            "n": [1, {"x": 2.5e-3}],
        },
        {"Body": "Second name, upper case", "ID": 17, "date": "2020-01-01"},
        {"text": "", "body": "the first one is empty", "id": None, "_id": "b"},
        {"text": ["no", "string"], "body": "still a text"},
    ]
    block = b"".join(
        json.dumps(row, ensure_ascii=i % 2 > 0).encode() + b"\r\n" for i, row in enumerate(rows)
    )

    _, numbers, plain, _, ids, count, found = read(core, block)

    assert (numbers, plain, ids, count) == ([0, 1, 2, 3], [True] * 4, ["a-1", "17", "b", ""], 4)
    assert (
        found.decode()
        == rows[0]["text"] + "Second name, upper casethe first one is emptystill a text"
    )  # type: ignore[operator]


@on_every_core
@pytest.mark.parametrize(
    "line",
    [
        b'{"text": "a"',
        b'{"text": "a",}',
        b'{"text": "a", "text": "b"}',
        b'{"text": "a", "Text": "b"}',
        b'{"te\\u0078t": "a"}',
        b'{"text": "a"} {"text": "b"}',
        b'{"text": NaN}',
        b'{"text": "a", "id": {"$oid": "1"}}',
        b'{"text": "a", "id": "two\\nlines"}',
        b'{"text": " \\n "}',
        b'{"title": "no text"}',
        b'{"text": "caf\xe9"}',
        b'{"text": "half \\ud83d"}',
        b'{"text": "raw \t tab"}',
        b'{"text": "delete \x7f"}',
        b'["text"]',
        b'"text"',
    ],
)
def test_an_odd_line_is_left_to_who_knows_more(core: Core, line: bytes) -> None:
    """What is wrong, unusual or ambiguous is not guessed at, and costs its neighbors nothing."""
    good = b'{"text": "good"}'

    _, _, plain, _, _, _, found = read(core, good + b"\n" + line + b"\n" + good)

    assert (plain, found) == ([True, False, True], b"goodgood")


@on_every_core
def test_lines_refuse_what_is_wrong(core: Core) -> None:
    """A buffer that is too short, and names without end, are refused by name."""
    with pytest.raises(ValueError, match="out has 3 bytes for the texts of 9; pass as many"):
        core.json_lines(b'{"a": 1}\n', TEXTS, IDS, bytearray(3))
    with pytest.raises(ValueError, match="at most 32"):
        core.json_lines(b"", tuple(map(str, range(33))), (), bytearray())


OCTETS = [
    *(b",", b";", b'"', b'""', b'","', b'"\n"', b"\n", b"\r", b"\r\n", b"a", b"word", b" ", b"\t"),
    *(
        "é".encode(),
        "\u3000".encode(),
        "\u2028".encode(),
        b"\x0b",
        b"\x00",
        b"\x7f",
        b"\xc2",
        b"\xff",
    ),
    b"x" * 70,
]
any_table = st.lists(st.sampled_from(OCTETS) | st.binary(max_size=3), max_size=24).map(b"".join)


def read_table(core: Core, block: bytes, final: bool, columns: int = 2, sign: str = ",") -> Any:
    """Return what a core reads of a table with the id in front, as values that compare."""
    out = bytearray(len(block))
    table: LineTable = core.csv_rows(
        block, sign, columns, (1,) if columns == 2 else (2, 1), (0,), final, out
    )
    found = bytes(out[: table.offsets[-1]])
    return (
        table.spans.tolist(), table.numbers.tolist(), table.plain.tolist(), table.offsets.tolist(),
        table.ids, table.count, table.size, found,
    )  # fmt: skip


@on_every_native_core
@given(any_table, st.booleans(), st.sampled_from((2, 3)), st.sampled_from(",;\t|"))
@example(b'a,b\n1,"', False, 2, ",")
@example(b"a,b\r", False, 2, ",")
@example(b'1,"a""', False, 2, ",")
@example(b'1,"a"x\n2,b\n', True, 2, ",")
def test_records_equal_the_python_twin(
    core: Core, block: bytes, final: bool, columns: int, sign: str
) -> None:
    """Any bytes at all: the same records are plain, and end where the csv module ends them."""
    assert read_table(core, block, final, columns, sign) == read_table(
        PYTHON, block, final, columns, sign
    )


cells = st.text(st.sampled_from('ab,"\n\r é漢;'), max_size=8)


@on_every_core
@given(st.lists(st.tuples(cells, cells), max_size=6), st.sampled_from(("\n", "\r\n", "\r")))
def test_what_the_csv_module_writes_is_plain(
    core: Core, rows: list[tuple[str, str]], end: str
) -> None:
    """A table as programs write it is read here, but for blank texts and ids of several lines."""
    table = io.StringIO(newline="")
    csv.writer(table, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    good = [not text.isspace() and text != "" and "\n" not in own for own, text in rows]

    _, _, plain, offsets, ids, _, size, found = read_table(core, table.getvalue().encode(), True)

    taken = [row for row, fine in zip(rows, good, strict=True) if fine]
    texts = [found[a:b].decode() for a, b in zip(offsets, offsets[1:], strict=False)]
    assert (plain, list(zip(ids, texts, strict=True))) == (good, taken)
    assert size == len(table.getvalue().encode())


@on_every_core
@given(any_table, st.integers(0, 60))
def test_a_table_may_come_in_pieces(core: Core, block: bytes, cut: int) -> None:
    """What is left of one block goes in front of the next: the same records as in one piece."""
    whole = read_table(core, block, True)

    first = read_table(core, block[:cut], False)
    rest = read_table(core, block[first[6] :], True)

    spans = first[0] + [[a + first[6], b + first[6]] for a, b in rest[0]]
    numbers = first[1] + [number + first[5] for number in rest[1]]
    assert (spans, numbers) == (whole[0], whole[1])
    assert first[2] + rest[2] == whole[2]
    assert (first[4] + rest[4], first[7] + rest[7]) == (whole[4], whole[7])


@on_every_core
@pytest.mark.parametrize(
    "record",
    [
        b"1\n",
        b"1,2,3\n",
        b'1,"a"b\n',
        b'1,"a" \r\n',
        b"1,caf\xe9\n",
        b"1, \t\n",
        b'"two\nlines",b\n',
    ],
)
def test_an_odd_record_is_left_to_who_knows_more(core: Core, record: bytes) -> None:
    """What is ragged, badly quoted, blank or unusual costs its neighbors nothing."""
    block = b"0,good\n" + record + b"2,good\n"

    spans, _, plain, _, _, _, _, found = read_table(core, block, True)

    assert (plain, found) == ([True, False, True], b"goodgood")
    assert spans[1] == [7, 7 + len(record)]


@on_every_core
def test_records_refuse_what_is_wrong(core: Core) -> None:
    """A buffer that is too short, columns that are not there, a delimiter that is none."""
    out = bytearray(9)
    for block, sign, columns, texts, words in (
        (b"1,2\n" * 3, ",", 2, (1,), "out has 9 bytes for the texts of 12; pass as many"),
        (b"", ",", 2, (2,), "column 2 is not among 2"),
        (b"", ",", 2, (-1,), "column -1 is not among 2"),
        (b"", ",", 2, (0,) * 33, "at most 32"),
        (b"", '"', 2, (), "byte 34 cannot be a delimiter"),
    ):
        with pytest.raises(ValueError, match=words):
            core.csv_rows(block, sign, columns, texts, (), True, out)


slots = st.integers(1, 6).flatmap(
    lambda n: st.lists(
        st.lists(st.integers(0, 2), min_size=12, max_size=12), min_size=n, max_size=n
    )
)


@on_every_core
@given(slots, st.integers(1, 5), st.integers(0, 12), st.integers(1, 4))
def test_near_pairs_are_those_of_the_definition(
    core: Core, rows: list[list[int]], width: int, least: int, cap: int
) -> None:
    """Pairs share a band; those beyond the cap meet the lowest alone; few equal slots do not do."""
    array = np.array(rows, np.uint16) * np.uint16(21931)
    owners = np.arange(len(rows))[::2].copy()
    bands = (1 if width < 6 else 0, 12 // width)

    pairs, capped = core.near_pairs(array, owners, bands, width, cap, least)

    expected = reference.near_pairs(rows, owners.tolist(), bands, width, cap, least)
    assert ([tuple(pair) for pair in pairs.tolist()], capped.tolist()) == expected


@on_every_core
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_components_are_those_of_the_definition(core: Core, pairs: list[tuple[int, int]]) -> None:
    """Whatever pairs connect goes by its lowest member."""
    labels = core.components(np.array(pairs, np.int64).reshape(-1, 2), 10)

    assert labels.tolist() == reference.components(pairs, 10)


weights = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(1, 8).map(lambda n: n / 8),  # ties: those go by their lowest members
    max_size=28,
)


@on_every_native_core
@given(weights, st.floats(0.05, 0.9))
def test_average_linkage_equals_the_python_twin(
    core: Core, weights: dict[tuple[int, int], float], least: float
) -> None:
    """The same groups, ties included, to the last bit of a mean."""
    pairs = np.array(list(weights), np.int64).reshape(-1, 2)
    values = np.array(list(weights.values()), np.float64)

    labels = core.average_linkage(pairs, values, least, 9)

    assert labels.tolist() == PYTHON.average_linkage(pairs, values, least, 9).tolist()


@on_every_native_core
@given(
    st.lists(st.integers(1, 20), max_size=4),
    st.sampled_from([0.1, 0.3, 0.9, 1.0]),
    st.sampled_from([(1.0,), (0.3, 0.6, 0.7), (0.0, 0.1, 0.2, 0.3, 0.6, 0.7, 0.9)]),
    st.randoms(use_true_random=False),
)
def test_linkage_of_large_components_equals_the_python_twin(
    core: Core, sizes: list[int], share: float, known: tuple[float, ...], order: random.Random
) -> None:
    """Where many things are linked and where few are, with links that are there twice."""
    members = order.sample(range(sum(sizes)), sum(sizes))
    ends = list(accumulate(sizes, initial=0))
    groups = [sorted(members[begin:end]) for begin, end in pairwise(ends)]
    pairs = [pair for group in groups for pair in combinations(group, 2)]
    pairs = [pair for pair in pairs if order.random() < share]
    pairs += order.sample(pairs, len(pairs) // 4)
    array = np.array(pairs, np.int64).reshape(-1, 2)
    weights = np.array([order.choice(known) for _ in pairs], np.float64)

    labels = core.average_linkage(array, weights, 0.5, len(members))

    assert labels.tolist() == PYTHON.average_linkage(array, weights, 0.5, len(members)).tolist()


@on_every_core
def test_pairs_and_components_refuse_what_is_wrong(core: Core) -> None:
    """Owners, bands and pairs that are not there are named."""
    array = np.zeros((3, 12), np.uint16)
    for owners, bands, rows, words in (
        ([0, 3], (0, 4), 3, "owner 3 at 1 is not among the 3 signatures"),
        ([0, -1], (0, 4), 3, "owner -1 at 1"),
        ([0, 2, 2], (0, 4), 3, "owner 2 at 2 does not ascend; pass each once, in order"),
        ([0], (0, 5), 3, "bands 0 to 5 of 3 rows are not in 12 slots"),
        ([0], (2, 1), 3, "bands 2 to 1"),
        ([0], (0, 1), 0, "rows=0"),
    ):
        with pytest.raises(ValueError, match=words):
            core.near_pairs(array, np.array(owners, np.int64), bands, rows, 4, 0)
    with pytest.raises(ValueError, match="pair 1 names 0 and 2 of 2 things"):
        core.components(np.array([(0, 1), (0, 2)], np.int64), 2)
    for pairs, weights, words in (
        ([(0, 1), (1, 1)], [0.5, 0.5], "pair 1 names 1 and 1 of 2 things; pass them ascending"),
        ([(0, 2)], [0.5], "pair 0 names 0 and 2 of 2"),
        ([(0, 1)], [0.5, 0.5], "2 weights among 2 things"),
    ):
        with pytest.raises(ValueError, match=words):
            core.average_linkage(np.array(pairs, np.int64), np.array(weights), 0.5, 2)


def test_every_pair_of_a_short_list(core: Core = PYTHON) -> None:
    """Equal signatures are all pairs: the twin agrees with itself on a case done by hand."""
    pairs, capped = core.near_pairs(np.zeros((4, 6), np.uint16), np.arange(4), (0, 2), 3, 3, 6)

    assert ([tuple(pair) for pair in pairs.tolist()], capped.tolist()) == (
        [(0, 1), (0, 2), (0, 3)],
        [4, 4],
    )
    assert len(list(combinations(range(4), 2))) == 6
