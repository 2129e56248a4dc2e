"""``dedup cluster`` and ``dedup filter`` as a person and a script meet them."""

from __future__ import annotations

import gzip
import io
import json
import time
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from strategies import invented_text, replace_words
from test_cli import DONE, MISUSE, SEEDS, UNREADABLE, rows, run

from dedup.report import progress, show_progress


def lines(text: str | Path) -> list[dict[str, Any]]:
    """Return the objects of JSON Lines."""
    content = text.read_text(encoding="utf-8") if isinstance(text, Path) else text
    return [json.loads(line) for line in content.splitlines()]


TEXT = invented_text(1)
GIVEN = rows(
    {"id": "a", "text": TEXT, "published": "2031-05-02"},
    {"id": "b", "text": replace_words(TEXT, 0.02, 1) + " One more.", "published": "2031-05-01"},
    {"id": "c", "text": TEXT.upper(), "published": "2031-05-03"},
    {"id": "d", "text": invented_text(2)},
)


@pytest.fixture
def given(tmp_path: Path) -> Path:
    path = tmp_path / "given.jsonl"
    path.write_bytes(GIVEN)
    return path


def test_near_clusters(given: Path, tmp_path: Path) -> None:
    """A line a cluster: its members, and how near they are to one another."""
    done = run("cluster", given, "--near-only", "-o", tmp_path / "c.jsonl")

    [cluster] = lines(tmp_path / "c.jsonl")
    kinds = {(r["left"], r["right"]): r["kind"] for r in cluster["relations"]}
    assert (done.returncode, done.stdout) == (DONE, ""), done.stderr
    assert (cluster["members"], cluster["families"]) == (["a", "b", "c"], [["a", "b", "c"]])
    assert kinds == {("a", "b"): "near-duplicate", ("a", "c"): "exact"}
    assert list(cluster) == ["id", "members", "families", "relations", "refused"]


def test_story_clusters_have_the_same_form() -> None:
    """The seeds are one story of five families, on standard output."""
    done = run("cluster", SEEDS)

    [story] = lines(done.stdout)
    assert (done.returncode, len(story["members"]), len(story["families"])) == (DONE, 5, 5)
    assert {"left", "right", "kind", "jaccard"} <= story["relations"][0].keys()


@pytest.mark.parametrize(
    ("keep", "kept", "why"),
    [
        ("first", "a", "it was read first"),
        ("longest", "b", "it has the most words"),
        ("origin", "b", "published earliest"),
    ],
)
def test_filter_keeps_one_of_a_family(
    given: Path, tmp_path: Path, keep: str, kept: str, why: str
) -> None:
    """What stays comes out byte for byte; what goes names what stays, and why."""
    done = run(
        "filter", given, "-o", tmp_path / "k.jsonl", "--dropped", tmp_path / "d.jsonl",
        "--keep", keep,
    )  # fmt: skip

    stays = [line for line in GIVEN.splitlines(True) if json.loads(line)["id"] in (kept, "d")]
    dropped = lines(tmp_path / "d.jsonl")
    assert (done.returncode, (tmp_path / "k.jsonl").read_bytes()) == (DONE, b"".join(stays))
    assert [drop["id"] for drop in dropped] == [i for i in "abc" if i != kept]
    assert {drop["kept"] for drop in dropped} == {kept}
    assert all(why in drop["why"] for drop in dropped)
    assert all(drop["jaccard"] >= 0.5 for drop in dropped)


def test_a_filter_in_a_pipe() -> None:
    """Standard input to standard output; odd spacing and key order stay as they were."""
    odd = b'{ "text" :"one and the same text", "id":"x" ,"n": 1.50}\r\n'
    stdin = odd + rows({"id": "y", "text": "one and the same text"})

    done = run("filter", "-", stdin=stdin)

    assert (done.returncode, done.stdout) == (DONE, odd.decode())


def test_other_formats_come_out_as_json_lines(tmp_path: Path) -> None:
    """Articles that were no lines are written as objects with what is known of them."""
    (tmp_path / "one.txt").write_text(TEXT)
    (tmp_path / "two.txt").write_text(TEXT)

    done = run("filter", tmp_path)

    assert lines(done.stdout) == [{"id": "one.txt", "text": TEXT}]


def test_a_table_stays_a_table(tmp_path: Path) -> None:
    """Its header and the rows that stay come out byte for byte; elsewhere, as objects."""
    table, text = tmp_path / "given.csv", " ".join(TEXT.split())
    table.write_bytes(
        f'\ufeffNo;"id";text\r\n1;a;"{text}"\r\n2;b;{text}\r\n;c;"else ""where"""'.encode()
    )

    done = run("filter", table, "-o", tmp_path / "kept.csv")

    head, first, _, last = table.read_bytes().splitlines(True)
    assert (done.returncode, (tmp_path / "kept.csv").read_bytes()) == (
        DONE,
        head + first + last + b"\n",
    )
    assert lines(run("filter", table).stdout) == [
        {"id": "a", "text": text},
        {"id": "c", "text": 'else "where"'},
    ]


def test_a_table_of_rows_that_were_none_is_refused(given: Path, tmp_path: Path) -> None:
    """Rows of JSON have no header; nothing is written."""
    done = run("filter", given, "-o", tmp_path / "kept.csv")

    assert (done.returncode, (tmp_path / "kept.csv").exists()) == (MISUSE, False), done.stderr
    assert "is no table" in done.stderr


def test_a_bad_line_is_named_and_the_rest_is_done(tmp_path: Path) -> None:
    """Skipped lines are told on standard error; status 3."""
    path = tmp_path / "bad.jsonl.gz"
    path.write_bytes(gzip.compress(GIVEN + b'{"id": "e", "text": \n'))

    cluster, filtered = run("cluster", path, "--near-only"), run("filter", path)

    assert (cluster.returncode, filtered.returncode) == (UNREADABLE, UNREADABLE)
    assert "bad.jsonl.gz:5: not valid JSON" in cluster.stderr
    assert filtered.stdout.encode() == b"".join(
        line for line in GIVEN.splitlines(True) if json.loads(line)["id"] in "ad"
    )


def test_an_output_that_is_an_input_is_refused(given: Path) -> None:
    """It would be emptied before its rows are copied."""
    done = run("filter", given, "-o", given)

    assert (done.returncode, given.read_bytes()) == (MISUSE, GIVEN), done.stderr


@pytest.mark.parametrize("command", ["cluster", "filter"])
def test_help_has_an_example(command: str) -> None:
    """``--help`` shows how to call it."""
    assert f"Example: dedup {command}" in run(command, "--help").stdout


def test_threads_change_no_byte(given: Path) -> None:
    """The same clusters from one thread and from three."""
    one, three = (run("cluster", given, "--near-only", "--threads", n).stdout for n in "13")

    assert one == three


def drawn(*, terminal: bool, patience: float, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(progress, "PATIENCE", patience)
    file = io.StringIO()
    with show_progress(Console(file=file, force_terminal=terminal, width=80)) as told:
        for done in (1, 2):
            told("comparing", done, 4)
            time.sleep(0.12)
    return file.getvalue()


def test_progress_shows_on_a_terminal_what_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bar with the share done; none in a pipe, none for what is done at once."""
    bar = drawn(terminal=True, patience=0, monkeypatch=monkeypatch)

    assert "comparing" in bar
    assert "50%" in bar
    assert drawn(terminal=False, patience=0, monkeypatch=monkeypatch) == ""
    assert drawn(terminal=True, patience=9, monkeypatch=monkeypatch) == ""
