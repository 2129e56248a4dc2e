"""Near-duplicates among any number of articles: reading in batches, exact families, kept rows."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import tempfile
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow
import pytest
import reference
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from strategies import invented_text, replace_words

from dedup import readers
from dedup.errors import InputError
from dedup.groups import FAMILY_SHARE
from dedup.near import family_lines, find_families, keep_near
from dedup.readers import batches as batches_room
from dedup.readers import column_batches, json_blocks, pieces, read_articles, reading, table_stream
from dedup.readers.batches import Batches, copy_texts
from dedup.readers.kept_rows import reread_rows, reread_table
from dedup.readers.shelf import Shelf

TINY_BLOCK = 300
"""Bytes; the tests' few lines make several blocks of it."""


@pytest.fixture(autouse=True)
def tiny_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is true of blocks of 2 MB is tested on blocks of a few lines."""
    monkeypatch.setattr(json_blocks, "BLOCK_BYTES", TINY_BLOCK)
    monkeypatch.setattr(pieces, "BLOCK_CHARACTERS", 3)
    monkeypatch.setattr(table_stream, "BLOCK_BYTES", 60)
    monkeypatch.setattr(column_batches, "BATCH_ROWS", 3)


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def read_all(batches: Batches, pool: Executor | None = None) -> list[tuple[str, str]]:
    """Return ids and texts of all batches."""
    found: list[tuple[str, str]] = []
    for batch in batches.each(copy_texts, pool):
        assert batch.first == len(found)
        texts = (batch.outcome[row].decode() for row in batch.kept.tolist())
        found += zip(batch.ids, texts, strict=True)
    return found


def read_again(batches: Batches, rows: Any, draw: random.Random) -> list[str]:
    """Return texts from a shelf, a few rows at a time in any order."""
    with Shelf(batches, rows) as shelf:
        chosen = [np.sort(part) for part in np.array_split(rows, 3)]
        draw.shuffle(chosen)
        found = {
            row: text.decode()
            for part in chosen
            if len(part)
            for row, text in zip(part.tolist(), shelf.lend(part, copy_texts), strict=True)
        }
    return [found[row] for row in rows.tolist()]


def said(batches: Batches) -> tuple[list[Any], list[str]]:
    return batches.skipped, list(batches.notes)


def as_read(paths: list[Path], **fields: str) -> tuple[list[tuple[str, str]], Any]:
    """Return what the article reader makes of the same inputs, but for its notes on dates."""
    articles = read_articles(paths, fields=fields)
    notes = [note for note in articles.notes if "a date" not in note]
    return [(a.id, a.text) for a in articles], (list(articles.skipped), notes)


def written(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass")


WORDS = st.text(
    st.sampled_from('ab é\u2003漢🌉\u0085\u0000\\"\n'), max_size=8
)  # blank, astral, escaped
VALUES = st.one_of(WORDS, st.none(), st.integers(-3, 10**20), st.booleans(), st.lists(WORDS))
USUAL = st.fixed_dictionaries(
    {"id": st.one_of(st.sampled_from("abcdefgh"), WORDS), "text": WORDS.map(lambda w: "x" + w)},
    optional={"n": st.floats(allow_nan=True), "body": WORDS, "inner": st.lists(WORDS)},
).map(written)
ODD = st.dictionaries(
    st.sampled_from(("id", "_id", "text", "Text", "body", "content", "date", "n")), VALUES
).map(written)
STRANGE = (
    b"",
    b"  ",
    b"\r",
    b"{",
    b"[]",
    b"null",
    b'{"text": "cut',
    b'{"text": "one"}{"text": "two"}',
    b'{"text":\n"split"}\n{"text": "one"}{"text": "two"}',  # as many objects as lines
    b'{"text": "one"} ',
    b'\t{"text": "led in"}',
    b'{"text": "carriage"}\r',
    b'{"text": "twice", "text": "said"}',
    b'{"text": "half \\ud83d"}',
    b'{"te\\u0078t": "escaped"}',
    b'{"text": "caf\xe9 au lait"}',
    b'{"text": "NUL \x00"}',
    b'{"text": "\x7f\x7f\x7f\x7f"}',
    b'{"text": "\xc2\x90\xc2\x90\xc2\x90"}',
    b'{"text": "an end", "n": NaN, "m": -Infinity}',
    b'{"text": "zero", "n": 01}',
    b'\xef\xbb\xbf{"text": "marked"}',
    b'{"text": {"deep": ' + b"[" * 9 + b"]" * 9 + b"}}",
)
BROKEN = st.sampled_from(STRANGE)


@settings(max_examples=300)
@given(
    st.lists(st.one_of(USUAL, USUAL, USUAL, ODD, BROKEN), max_size=14),
    st.sampled_from((b"\n", b"\r\n")),
    st.booleans(),
    st.booleans(),
)
def test_batches_of_json_lines_are_the_articles(
    lines: list[bytes], end: bytes, ended: bool, pooled: bool
) -> None:
    """Same ids, texts, skipped lines and notes as the line reader's, whatever the lines hold."""
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(2) as pool:
        path = Path(name) / "a.jsonl"
        path.write_bytes(end.join(lines) + (end if ended else b""))

        batches = Batches([path])
        found = read_all(batches, pool if pooled else None)

        assert (found, said(batches)) == as_read([path])


@pytest.mark.parametrize("line", STRANGE)
def test_a_strange_line_among_plain_ones(folder: Path, line: bytes) -> None:
    """What another reader may take for more than the line reader does is left to it."""
    path = folder / "a.jsonl"
    path.write_bytes(b'{"text": "before"}\n' + line + b'\n{"text": "after"}\n')

    batches = Batches([path])
    found = read_all(batches)

    assert (found, said(batches)) == as_read([path])


ROWS = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from(("", *"abcdefgh")), "text": WORDS.map(lambda w: w.replace("\0", ""))}
    ),
    max_size=8,
)


FORMS = ("csv", "csv.zst", "parquet", "parquet.gz", "parquet.zst", "json", "jsonl.gz")


@given(ROWS, st.sampled_from(FORMS))
def test_batches_of_other_formats_are_the_articles(rows: list[dict[str, str]], form: str) -> None:
    """Tables, columns, documents and compressed lines: same ids, texts and skipped rows."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / f"a.{form}"
        path.write_bytes(packed(rows, form))

        batches = Batches([path])
        found = read_all(batches)

        assert (found, said(batches)) == as_read([path])


HEADERS = (
    b"id,text\n",
    b"id,text\n",
    b"id;text;note\r\n",
    b"\xef\xbb\xbfid,text\r\n",
    b"id\ttext\n",
    b'\n  ,\n"the\nid",Text,body,_id\n',
    b"text,Text,id\n",
    b"text,text,id\n",
    b",text,id,\n",
    b"text\n",
    b"title,id\n",
    b'id,"te\nxt"',
    b'id"x",text\n',
    b'"id"x,text\n',
    b"id,text\r",
    b"",
)
CELLS = st.sampled_from(
    [
        *(
            b"a",
            b"b",
            b"c",
            b"",
            b" ",
            b"plain text",
            b'"quoted"',
            b'"a ""word"""',
            b'"two\nlines"',
        ),
        *(b'"three\r\n\rlines"', "é漢🌉".encode(), "\u2003".encode(), b'"a,b;c\td"', b'mid"quote'),
        *(b'"text"behind', b'"open', b"caf\xe9", b"\xe2\x82", b"\x07", b"\x0b\x1c", b"20 Mar 20"),
        *(b"x" * 90, b'"' + b'long ""\n' * 9 + b'"'),
    ]
)
SIGNS = st.sampled_from((b",", b",", b",", b";", b"\t", b""))
ENDS = st.sampled_from((b"\n", b"\n", b"\r\n", b"\r", b"\n\n"))
RECORDS = st.tuples(CELLS, SIGNS, CELLS, st.sampled_from((b"", b"", b";n", b",n,m")), ENDS).map(
    b"".join
)
STRAYS = (b"\n", b'"', b",", b"\x00", b"\xff\xfe", b" , \n")
TABLES = st.tuples(
    st.sampled_from(HEADERS),
    st.lists(RECORDS | RECORDS | RECORDS | st.sampled_from(STRAYS), max_size=14).map(b"".join),
    st.sampled_from((b"", b"", b"z,last", b'z,"last')),
).map(b"".join)


@settings(max_examples=500)
@given(TABLES, st.sampled_from(("csv", "tsv", "csv.gz")), st.booleans())
def test_batches_of_tables_are_the_articles(table: bytes, form: str, pooled: bool) -> None:
    """Any bytes under any header: same ids, texts, skipped rows and notes as the table reader's."""
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(2) as pool:
        path = Path(name) / f"a.{form}"
        path.write_bytes(gzip.compress(table) if form == "csv.gz" else table)

        batches = Batches([path])
        found = read_all(batches, pool if pooled else None)

        assert (found, said(batches)) == as_read([path])


@settings(max_examples=300)
@given(TABLES, st.randoms(), st.booleans())
def test_records_are_read_again_as_they_were(
    table: bytes, draw: random.Random, squeezed: bool
) -> None:
    """Any table gives the texts it gave, and its rows come out as the article reader has them."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / ("a.csv.gz" if squeezed else "a.csv")
        path.write_bytes(gzip.compress(table) if squeezed else table)
        batches = Batches([path])
        found = read_all(batches)
        wanted = np.array([i for i in range(len(found)) if draw.random() < 0.6], np.int64)

        again = read_again(batches, wanted, draw)
        articles = [json.loads(line) for line in reread_rows(batches, wanted)]

        assert again == [found[row][1] for row in wanted.tolist()]
        assert [(a["id"], a["text"]) for a in articles] == [found[row] for row in wanted.tolist()]


@settings(max_examples=300)
@given(TABLES, st.integers(2, 80))  # a window of 1 would not show what follows a "\\r"
def test_a_row_without_end_costs_no_memory(table: bytes, longest: int) -> None:
    """Rows beyond the bound are passed over; all others, and all mistakes, are as they were."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        path = Path(name) / "a.csv"
        path.write_bytes(table)
        patch.setattr(table_stream, "BLOCK_BYTES", longest)
        patch.setattr(table_stream, "LONGEST_ROW", longest)

        batches = Batches([path])
        found = read_all(batches)

        articles, (skipped, notes) = as_read([path])
        cut = [row for row in batches.skipped if "that a row may have" in row.reason]
        assert mistakes(batches.skipped) == mistakes(skipped)
        assert cut or (found, said(batches)) == (articles, (skipped, notes))


@given(TABLES, st.randoms())
def test_a_table_that_is_copied_is_read_the_same(table: bytes, draw: random.Random) -> None:
    """Header and kept rows, byte for byte, give the same articles again; the whole stays whole."""
    with tempfile.TemporaryDirectory() as name:
        path, copy = Path(name) / "a.csv", Path(name) / "b.csv"
        path.write_bytes(table)
        batches = Batches([path])
        found = [text for _, text in read_all(batches)]
        if not found or batches.parts[0].table is None:
            return
        wanted = np.array([i for i in range(len(found)) if i == 0 or draw.random() < 0.6], np.int64)

        records = list(reread_table(batches, wanted))

        copy.write_bytes(b"".join(records))
        assert [text for _, text in read_all(Batches([copy]))] == [found[row] for row in wanted]
        assert all(record in table + b"\n" for record in records)


def test_rows_of_two_headers_make_no_table(folder: Path) -> None:
    """The file that does not fit is named, before anything is written."""
    for name, content in (("a.csv", "id,text\n1,x\n"), ("b.csv", "text,id\ny,2\n")):
        (folder / name).write_text(content)
    (folder / "c.jsonl").write_bytes(written({"id": "3", "text": "z"}) + b"\n")
    batches = Batches([folder])
    read_all(batches)

    for rows, words in (([0, 1], "b.csv: has another header than .*a.csv"), ([2], "is no table")):
        with pytest.raises(InputError, match=words):
            reread_table(batches, np.array(rows, np.int64))


def mistakes(skipped: list[Any]) -> list[Any]:
    return [row for row in skipped if "not valid CSV" in row.reason]


def test_a_table_of_usual_rows_never_meets_the_article_reader(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows as programs write them, one of them bad: read in batches, and from a pipe as before."""
    path = folder / "a.csv"
    path.write_bytes(packed([{"id": f"n{i}", "text": "é, x\n" * 20} for i in range(40)], "csv"))
    path.write_bytes(path.read_bytes() + b'bad,"text" here\ncaf\xe9,more\n')
    expected = as_read([path])
    monkeypatch.setattr(pieces, "read_pieces", None)

    batches = Batches([path])
    found = read_all(batches)

    assert (found, said(batches)) == expected
    assert len(batches.parts) > 9
    assert len(batches.skipped) == 1


@pytest.mark.parametrize(
    "table",
    [
        "id,text\n1,caf\xe9 au lait\n2,déjà vu\n".encode("latin-1"),
        "id,text\n1,wide\n".encode("utf-16"),
        b"id,text\n1,a\x00b\n",
        b"id,text\n" + b"\x01\x02,\x03" * 9,
        b"id,text," + b"column," * 20_000 + b"\n1,under a header that is too long\n",
        b'id,"text\n1,never closed\n' * 9,
        b"id,text\n",
        b" \n",
        b"",
    ],
)
def test_a_table_that_is_odd_from_its_begin(folder: Path, table: bytes) -> None:
    """What no record tells is left to the article reader."""
    (folder / "a.csv").write_bytes(table)

    batches = Batches([folder / "a.csv"])
    found = read_all(batches)

    assert (found, said(batches)) == as_read([folder / "a.csv"])


def packed(rows: list[dict[str, str]], form: str) -> bytes:
    """Return rows as a file of this format."""
    if form == "csv":
        table = io.StringIO()
        writer = csv.DictWriter(table, ("id", "text"))
        writer.writeheader()
        writer.writerows(rows)
        return table.getvalue().encode()
    if form == "parquet.gz":
        return gzip.compress(packed(rows, "parquet"))
    if form.endswith(".zst"):
        return pyarrow.Codec("zstd").compress(packed(rows, form[:-4]), asbytes=True)
    if form == "parquet":
        columns = io.BytesIO()
        schema = pyarrow.schema([("id", pyarrow.string()), ("text", pyarrow.string())])
        parquet.write_table(pyarrow.Table.from_pylist(rows, schema), columns)
        return columns.getvalue()
    if form == "json":
        return json.dumps(rows).encode()
    return gzip.compress(b"".join(written(row) + b"\n" for row in rows))


@given(ROWS, st.randoms(), st.sampled_from(FORMS[:-1]))
def test_texts_of_other_formats_are_read_again(
    rows: list[dict[str, str]], draw: random.Random, form: str
) -> None:
    """Any rows give the texts they gave, and come out as objects with their ids."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / f"a.{form}"
        path.write_bytes(packed(rows, form))
        batches = Batches([path])
        found = read_all(batches)
        wanted = np.array([i for i in range(len(found)) if draw.random() < 0.6], np.int64)

        again = read_again(batches, wanted, draw)
        articles = [json.loads(line) for line in reread_rows(batches, wanted)]

        assert again == [found[row][1] for row in wanted.tolist()]
        assert [(a["id"], a["text"]) for a in articles] == [found[row] for row in wanted.tolist()]


def test_columns_that_are_no_strings_go_to_the_article_reader(folder: Path) -> None:
    """Ids of numbers, texts of bytes: same articles, whoever reads them."""
    plain, odd = folder / "a.parquet", folder / "b.parquet"
    parquet.write_table(pyarrow.table({"id": [1, None, 3], "text": ["x", "y", " "]}), plain)
    parquet.write_table(pyarrow.table({"id": [4.5], "text": [b"bytes"]}), odd)

    batches = Batches([plain, odd])
    found = read_all(batches)

    assert (found, said(batches)) == as_read([plain, odd])


@pytest.mark.parametrize("cut", [0, 10, 200])
def test_compressed_columns_that_are_damaged(folder: Path, cut: int) -> None:
    """Named as the article reader names them; nothing is taken from them."""
    rows = [{"id": str(i), "text": invented_text(i)} for i in range(5)]
    (folder / "a.parquet.gz").write_bytes(packed(rows, "parquet.gz")[: -cut or None])

    batches = Batches([folder / "a.parquet.gz"])
    found = read_all(batches)

    assert (found, said(batches)) == as_read([folder / "a.parquet.gz"])
    assert bool(batches.skipped) == bool(cut)


def test_compressed_columns_are_read_in_batches(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are unpacked to a file, not given to the article reader."""
    rows = [{"id": str(i), "text": invented_text(i)} for i in range(9)]
    (folder / "a.parquet.zst").write_bytes(packed(rows, "parquet.zst"))
    monkeypatch.setattr(pieces, "read_pieces", None)

    batches = Batches([folder / "a.parquet.zst"])

    assert read_all(batches) == [(row["id"], row["text"]) for row in rows]
    assert len(batches.parts) == 3


def lines_of(count: int) -> list[bytes]:
    return [written({"id": f"n{i}", "text": invented_text(i, 2)}) + b"\n" for i in range(count)]


def test_a_bad_line_costs_itself_alone(folder: Path) -> None:
    """The lines of its block are all read, and it is named as the line reader names it."""
    lines = lines_of(9)
    lines[4] = b'{"id": "n4", "text": \n'
    (folder / "a.jsonl").write_bytes(b"".join(lines))

    batches = Batches([folder / "a.jsonl"])
    found = read_all(batches)

    assert [row_id for row_id, _ in found] == [f"n{i}" for i in range(9) if i != 4]
    assert [skipped.place.rpartition(":")[2] for skipped in batches.skipped] == ["5"]


def test_an_id_that_was_there_before_names_both_places(folder: Path) -> None:
    """The second is skipped, whether the first stands in its block or in another file."""
    first, second = folder / "a.jsonl", folder / "b.jsonl"
    first.write_bytes(b"".join(lines_of(6)) + lines_of(6)[5])
    second.write_bytes(b"".join(lines_of(1)))

    batches = Batches([first, second])
    found = read_all(batches)

    assert (found, said(batches)) == as_read([first, second])
    assert len(batches.skipped) == 2


def test_a_text_that_is_too_long_is_skipped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound counts characters, not bytes."""
    for module in (reading, batches_room, json_blocks, readers):
        monkeypatch.setattr(module, "LONGEST_TEXT", 10)
    rows = [{"id": "a", "text": "漢" * 10}, {"id": "b", "text": "漢" * 11}]
    (folder / "a.jsonl").write_bytes(b"".join(written(row) + b"\n" for row in rows))

    batches = Batches([folder / "a.jsonl"])
    found = read_all(batches)

    assert (found, said(batches)) == as_read([folder / "a.jsonl"])
    assert [row_id for row_id, _ in found] == ["a"]


def test_lines_before_damage_stay(folder: Path) -> None:
    """A compressed file cut short gives the whole lines before the cut, and is named."""
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(b"".join(lines_of(40)))[:-200])

    batches = Batches([folder / "a.jsonl.gz"])
    found = read_all(batches)

    assert (found, said(batches)) == as_read([folder / "a.jsonl.gz"])
    assert found


def test_field_names_are_the_users(folder: Path) -> None:
    """A text and an id under other names, in other capitals."""
    row = {"Story": "one text", "number": 7, "text": "not this"}
    (folder / "a.jsonl").write_bytes(written(row) + b"\n")

    batches = Batches([folder / "a.jsonl"], fields={"text": "story", "id": "number"})

    assert read_all(batches) == [("7", "one text")]


@given(st.lists(st.one_of(USUAL, USUAL, ODD, BROKEN), max_size=14), st.randoms(), st.booleans())
def test_rows_are_read_again_as_they_were(
    lines: list[bytes], draw: random.Random, squeezed: bool
) -> None:
    """Any rows give the texts they gave, and stand byte for byte as they stood."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / ("a.jsonl.gz" if squeezed else "a.jsonl")
        content = b"".join(line + b"\n" for line in lines)
        path.write_bytes(gzip.compress(content) if squeezed else content)
        batches = Batches([path])
        texts = [text for _, text in read_all(batches)]
        wanted = np.array([i for i in range(len(texts)) if draw.random() < 0.6], np.int64)

        again = read_again(batches, wanted, draw)
        raw = list(reread_rows(batches, wanted))

        assert again == [texts[row] for row in wanted.tolist()]
        assert len(raw) == len(wanted)
        assert all(line in content.splitlines(keepends=True) or line in content for line in raw)


def test_a_file_that_changed_is_not_read_on(folder: Path) -> None:
    """Rows are not taken from a file that is no longer what was read."""
    path = folder / "a.jsonl"
    path.write_bytes(b"".join(lines_of(4)))
    batches = Batches([path])
    read_all(batches)
    path.write_bytes(b"")

    with pytest.raises(InputError, match="changed while it was read"):
        list(reread_rows(batches, np.array([3], np.int64)))


def corpus(hash_seed: int, count: int = 60) -> list[str]:
    """Return texts with copies, near-copies at all distances, chains and strangers among them."""
    draw = random.Random(hash_seed)
    texts: list[str] = []
    for number in range(count):
        kind = draw.random()
        if not texts or kind < 0.35:
            texts.append(invented_text(hash_seed * 1000 + number, draw.randint(1, 12)))
        elif kind < 0.5:
            texts.append(draw.choice(texts).upper())  # the same words
        elif kind < 0.55:
            texts.append("…")  # no words at all
        else:
            share = draw.choice((0.005, 0.02, 0.05, 0.09, 0.12, 0.2))
            texts.append(replace_words(draw.choice(texts), share, draw.randrange(10**6)))
    return texts


def exact_families(texts: list[str]) -> list[list[int]]:
    """Return the families by the definitions: all pairs, plain sets, naive linkage."""
    words = [text.casefold().replace("…", "").replace(".", "").split() for text in texts]
    firsts = [i for i, own in enumerate(words) if not own or words.index(own) == i]
    sets = [{tuple(own[k : k + 5]) for k in range(max(1, len(own) - 4))} for own in words]
    weights = {
        (a, b): 1.0
        for (a, i), (b, j) in combinations(enumerate(firsts), 2)
        if words[i] and words[j] and len(sets[i] & sets[j]) >= 0.5 * len(sets[i] | sets[j])
    }
    families = [
        sorted(
            j
            for place in group
            for j in range(len(texts))
            if j == firsts[place] or (words[j] and words[j] == words[firsts[place]])
        )
        for group in reference.average_linkage(len(firsts), weights, FAMILY_SHARE)
    ]
    return sorted(family for family in families if len(family) > 1)


def store(folder: Path, texts: list[str]) -> Path:
    path = folder / "corpus.jsonl"
    rows = ({"id": str(i), "text": text} for i, text in enumerate(texts))
    path.write_bytes(b"".join(written(row) + b"\n" for row in rows))
    return path


@pytest.mark.parametrize("hash_seed", range(12))
def test_families_are_those_of_all_exact_pairs(folder: Path, hash_seed: int) -> None:
    """Bands, components and copies change nothing: brute force finds the same families."""
    texts = corpus(hash_seed)

    families = find_families(Batches([store(folder, texts)]))

    assert families.members == exact_families(texts)


def test_texts_of_one_shingle_set_are_not_copies(folder: Path) -> None:
    """Equal shingles in another order, equal signatures: told apart by digest, then compared."""
    words = "one two three four five".split()
    cycle = [*words, *words, *words]
    texts = [" ".join(cycle[start : start + 12]) for start in (0, 1, 0, 2)]

    families = find_families(Batches([store(folder, texts)]))

    assert families.members == [[0, 1, 2, 3]]
    assert families.copy_of.tolist() == [0, 1, 0, 3]
    assert families.edges.pairs.tolist() == [[0, 1], [0, 3], [1, 3]]
    assert families.edges.shared.tolist() == [5, 5, 5]


@pytest.mark.parametrize("threads", [2, 5])
def test_threads_change_nothing(folder: Path, threads: int) -> None:
    """Families, relations and words are those of one thread."""
    path = store(folder, corpus(99, 150))

    one, many = (find_families(Batches([path]), threads=n) for n in (1, threads))

    ids = [str(number) for number in range(150)]
    assert (one.members, one.words.tolist()) == (many.members, many.words.tolist())
    assert list(family_lines(ids, one)) == list(family_lines(ids, many))


def test_measures_of_a_pair_are_exact(folder: Path) -> None:
    """Jaccard and containments are those of the shingle sets."""
    left = "a b c d e f g h i j"
    right = "a b c d e f g h i j k l m"

    families = find_families(Batches([store(folder, [left, right])]))
    [line] = map(json.loads, b"".join(family_lines(["b", "a"], families)).splitlines())

    assert (families.edges.shared.tolist(), families.edges.sizes.tolist()) == ([6], [[6, 9]])
    assert line["relations"] == [
        {
            "left": "a",
            "right": "b",
            "kind": "near-duplicate",
            "jaccard": 0.6667,
            "containment_of_left": 0.6667,
            "containment_of_right": 1.0,
        }
    ]


@pytest.mark.parametrize(("longest", "kept"), [(False, [0, 3]), (True, [1, 3])])
def test_one_of_a_family_stays(folder: Path, longest: bool, kept: list[int]) -> None:
    """The first, or the first of the longest; all others name it, and strangers stay."""
    text = invented_text(1)
    texts = [text, text + " More.", text + " Also.", invented_text(2)]
    batches = Batches([store(folder, texts)])
    families = find_families(batches)

    chosen = keep_near(batches.ids(), families, longest=longest)

    assert chosen.rows.tolist() == kept
    assert {drop.kept for drop in chosen.dropped} == {str(kept[0])}
    assert sorted(drop.id for drop in chosen.dropped) == sorted({"0", "1", "2"} - {str(kept[0])})


def test_no_article_at_all(folder: Path) -> None:
    """An empty input has no families and ends well."""
    (folder / "a.jsonl").write_bytes(b"")

    batches = Batches([folder / "a.jsonl"])

    assert (find_families(batches).members, len(batches.skipped)) == ([], 1)
