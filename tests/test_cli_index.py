"""``dedup index`` as a script meets it: lines in, lines out, exit statuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from strategies import invented_text, replace_words
from test_cli import DONE, FOUND, MISUSE, UNREADABLE, rows, run

TEXT = invented_text(1)
NEAR = replace_words(TEXT, 0.03, 1)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """An index of two articles."""
    lines = rows({"id": "a", "text": TEXT}, {"id": "b", "text": invented_text(2)})
    done = run("index", "add", tmp_path / "news.dedup", "-", stdin=lines)
    assert (done.returncode, done.stderr) == (DONE, "2 new, 0 revised, 0 unchanged\n")
    return tmp_path / "news.dedup"


def test_each_line_is_answered(news: Path) -> None:
    """One JSON object a line, in the order of the input, and nothing is added."""
    asked = rows({"id": "q", "text": NEAR}, {"id": "r", "text": invented_text(3)})
    done = run("index", "check", news, "-", stdin=asked)

    answers = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == DONE
    assert [(a["id"], a["new"], a["kind"], a["of"]) for a in answers] == [
        ("q", False, "near-duplicate", "a"),
        ("r", True, None, None),
    ]
    assert answers[0]["story"]["members"] == ["a", "q"]
    assert answers[0]["relations"][0]["passages"]
    assert json.loads(run("index", "stats", news).stdout)["articles"] == 2


def test_an_answer_does_not_wait_for_the_next_line(news: Path) -> None:
    """Who writes one line and waits for its answer gets it."""
    command = [sys.executable, "-m", "dedup", "index", "check", str(news), "-", "--add"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        kinds = []
        for name in ("q", "r"):
            process.stdin.write(rows({"id": name, "text": invented_text(9)}))
            process.stdin.flush()
            kinds.append(json.loads(process.stdout.readline())["kind"])
        process.stdin.close()

    assert (kinds, process.wait()) == ([None, "exact"], DONE)


def test_fail_on_tells_what_was_found(news: Path) -> None:
    """Exit status 1 when a relation of a kind named is found, 0 when none is."""
    asked = rows({"id": "q", "text": NEAR})

    codes = [
        run("index", "check", news, "-", "--no-story", "--fail-on", kinds, stdin=asked).returncode
        for kinds in ("near-duplicate,exact", "rewrite", "no-kind")
    ]

    assert codes == [FOUND, DONE, MISUSE]


def test_each_row_is_answered_also_one_that_cannot_be_read(news: Path) -> None:
    """Who waits for an answer to each line is not left waiting; status 3, the rest is done."""
    lines = [b"{no json\n", rows({"id": "q", "text": TEXT}), b"\n", rows({"id": "no text"}), b"5\n"]
    done = run("index", "check", news, "-", "--no-story", stdin=b"".join(lines))

    answers = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == UNREADABLE
    assert [(a["id"], a["new"], a["of"]) for a in answers] == [
        (None, None, None),
        ("q", False, "a"),
        (None, None, None),
        (None, None, None),
    ]
    places = [a["skipped"] and a["skipped"].split(": ")[0] for a in answers]
    assert places == ["stdin:1", None, "stdin:4", "stdin:5"]
    assert all(place in done.stderr for place in places if place)
    assert len({tuple(a) for a in answers}) == 1  # the same keys, in one order


def test_an_input_without_rows_has_no_answer(news: Path, tmp_path: Path) -> None:
    """A file that is not there, or empty, is told on standard error alone."""
    done = run("index", "check", news, tmp_path / "none.jsonl", "-")

    assert (done.returncode, done.stdout) == (UNREADABLE, "")
    assert done.stderr.count("skipped") == 2


@pytest.mark.parametrize(("command", "bad"), [("check", ">/dev/full"), ("stats", ">&-")])
def test_an_output_that_takes_nothing_is_named(news: Path, command: str, bad: str) -> None:
    """It is neither a bug of ours nor an empty answer."""
    (news.parent / "asked.jsonl").write_bytes(rows({"id": "q", "text": TEXT}))
    asked = news.parent / "asked.jsonl" if command == "check" else ""
    line = f"{sys.executable} -m dedup index {command} {news} {asked} {bad}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)

    assert done.returncode == MISUSE
    assert done.stderr.startswith("dedup: standard output ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["check", "stats"])
def test_a_reader_may_leave_early(news: Path, command: str) -> None:
    """``| head -0`` is no error, and not what ``--fail-on`` finds."""
    (news.parent / "asked.jsonl").write_bytes(
        rows(*({"id": str(i), "text": NEAR} for i in range(300)))
    )
    asked = f"{news.parent / 'asked.jsonl'} --no-story" if command == "check" else ""
    line = (
        f"{sys.executable} -m dedup index {command} {news} {asked} | true; echo ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("0\n", "")


def test_articles_go_as_a_list_names_them(news: Path) -> None:
    """``rm -`` takes JSON Lines, and lines that name nobody are told."""
    done = run("index", "rm", news, "-", stdin=rows({"id": "a"}, {"text": "?"}) + b"\n{no\n")

    assert done.returncode == UNREADABLE
    assert [part in done.stderr for part in ("1 taken out", "stdin:2", "stdin:4")] == [True] * 3
    assert json.loads(run("index", "stats", news).stdout)["articles"] == 1


def test_articles_go_and_the_file_is_whole(news: Path) -> None:
    """``rm`` takes out what is named; ``verify`` and ``prune`` leave nothing wrong."""
    removed = [run("index", "rm", news, "a").returncode, run("index", "rm", news, "a").returncode]
    pruned = run("index", "prune", news, "--window", "30d")
    verified = run("index", "verify", news)

    assert removed == [DONE, MISUSE]
    assert (pruned.returncode, verified.returncode) == (DONE, DONE)
    assert "nothing is wrong" in verified.stderr
    stats = json.loads(run("index", "stats", news).stdout)
    assert (stats["articles"], stats["removed"]) == (1, 0)


def test_an_index_that_is_not_there_is_not_made_by_asking(tmp_path: Path) -> None:
    """Only ``add`` makes one."""
    done = run("index", "check", tmp_path / "no.dedup", "-", stdin=rows({"text": TEXT}))

    assert (done.returncode, (tmp_path / "no.dedup").exists()) == (MISUSE, False)
    assert "dedup index add" in done.stderr


def test_an_index_of_near_duplicates_says_what_it_cannot(tmp_path: Path) -> None:
    """``--no-text`` keeps no texts: copies are found, and each answer says what is not shown."""
    lines = rows({"id": "a", "text": TEXT})
    run("index", "add", tmp_path / "n.dedup", "-", "--no-text", stdin=lines)

    done = run("index", "check", tmp_path / "n.dedup", "-", stdin=rows({"id": "q", "text": NEAR}))

    answer = json.loads(done.stdout)
    assert (answer["kind"], answer["of"], answer["story"]) == ("near-duplicate", "a", None)
    assert "passages" in answer["not_shown"][0]


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    """One sentence, status 2, no trace."""
    (tmp_path / "x").write_text("no index")

    done = run("index", "stats", tmp_path / "x")

    assert (done.returncode, "Traceback" in done.stderr) == (MISUSE, False)
    assert done.stderr.startswith(f"dedup: {tmp_path / 'x'}: cannot be opened as an index")


def test_rows_without_an_id_do_not_replace_those_of_the_pipe_before(tmp_path: Path) -> None:
    """What a pipe does not name is named by its text: another is new, the same is known."""
    said = [
        run("index", "add", tmp_path / "n.dedup", "-", stdin=rows({"text": text})).stderr
        for text in (TEXT, invented_text(2), TEXT)
    ]

    assert [line.split(",")[0] for line in said] == ["1 new", "1 new", "0 new"]
    assert "1 unchanged" in said[2]
