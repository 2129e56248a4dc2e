"""The command as a person and a script meet it: words, files, exit statuses."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from strategies import invented_text, replace_words

SEEDS = ROOT / "seeds"
DONE, FOUND, MISUSE, UNREADABLE = 0, 1, 2, 3


def run(
    *arguments: str | Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command as a shell would; words come back as text."""
    done = subprocess.run(
        [sys.executable, "-m", "dedup", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


def rows(*given: dict[str, object]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in given)


@pytest.fixture(scope="module")
def seeds_run(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[subprocess.CompletedProcess[str], Path]:
    """The main job, once."""
    folder = tmp_path_factory.mktemp("report")
    return run("report", SEEDS, "-o", folder / "r.html", "--json", folder / "r.json"), folder


def test_the_main_job(seeds_run: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    """One command on the seeds: done, told, written."""
    done, folder = seeds_run

    assert done.returncode == DONE, done.stderr
    assert (folder / "r.html").stat().st_size > 10_000
    assert (
        json.loads((folder / "r.json").read_text(encoding="utf-8"))["stories"][0]["origin"]["name"]
        == "New York Post"
    )


def test_the_summary_says_what_a_person_wants(
    seeds_run: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    """Headline, members, origin and its probability, passages: plain text in a pipe."""
    text = seeds_run[0].stdout

    for expected in (
        "New York Post",
        "000_bb7aa8b8ab34b501",
        "rewrite",
        "common-source",
        "0.9",
        "arsenal",
    ):
        assert expected in text
    assert "\x1b[" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_same_input_same_bytes(tmp_path: Path) -> None:
    """Neither the order of the files nor the number of threads changes a byte of either file."""
    files = sorted(SEEDS.glob("*.txt"))
    for name, order, threads in (("a", files, 1), ("b", files[::-1], 3)):
        written = ("-o", tmp_path / f"{name}.html", "--json", tmp_path / f"{name}.json")
        run("report", *order, "--threads", str(threads), *written)

    for form in ("html", "json"):
        assert (tmp_path / f"a.{form}").read_bytes() == (tmp_path / f"b.{form}").read_bytes()


def test_help_has_an_example_for_each_command() -> None:
    """``--help`` shows how to call it."""
    for command in ("report", "compare"):
        done = run(command, "--help")

        assert (done.returncode, f"Example: dedup {command}" in done.stdout) == (DONE, True)


def test_version_names_the_core() -> None:
    """The version says which kernels answer."""
    done = run("--version")

    assert (done.returncode, done.stdout.startswith("dedup 0."), "core:" in done.stdout) == (
        DONE,
        True,
        True,
    )


def test_compare_shows_relation_measures_and_passages() -> None:
    """Two files side by side."""
    done = run("compare", SEEDS / "001_12cede9cd005a943.txt", SEEDS / "003_90169815b7d812f8.txt")

    assert done.returncode == DONE, done.stderr
    for expected in ("rewrite", "coverage", "rebuild"):
        assert expected in done.stdout


def test_compare_calls_the_articles_by_letter(tmp_path: Path) -> None:
    """In its reason as everywhere, though files have names that are words; passages come first."""
    for name, seed in (
        ("ours.txt", "001_12cede9cd005a943"),
        ("theirs.txt", "003_90169815b7d812f8"),
    ):
        (tmp_path / name).write_bytes((SEEDS / f"{seed}.txt").read_bytes())

    text = run("compare", tmp_path / "ours.txt", tmp_path / "theirs.txt").stdout

    assert "of B's sentences re-word A's" in text
    assert text.index("R1 reworded") < text.index("\nMeasures\n") < text.index("jaccard")


def test_standard_input_and_field_names() -> None:
    """JSON Lines on standard input, with a field of another name."""
    text = invented_text(1)
    stdin = rows({"id": "a", "story": text}, {"id": "b", "story": replace_words(text, 0.02, 1)})

    done = run("report", "-", "--field", "text=story", stdin=stdin)

    assert done.returncode == DONE, done.stderr
    assert "near-duplicate" in done.stdout


@pytest.mark.parametrize(("kinds", "status"), [("near-duplicate,exact", FOUND), ("rewrite", DONE)])
def test_fail_on(kinds: str, status: int) -> None:
    """A script can stop on what it does not want to see."""
    text = invented_text(1)
    stdin = rows({"id": "a", "text": text}, {"id": "b", "text": replace_words(text, 0.02, 1)})

    assert run("report", "-", "--fail-on", kinds, stdin=stdin).returncode == status


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["report"], "PATH"),
        (["report", "x", "--field", "nonsense"], "NAME=KEY"),
        (["report", "x", "--fail-on", "copy"], "known are exact, near-duplicate"),
        (["report", "x", "--threads", "0"], "threads"),
        (["repport"], "repport"),
    ],
)
def test_misuse_is_said(arguments: list[str], said: str) -> None:
    """Wrong words on the command line: status 2, the word named, the way out shown."""
    done = run(*arguments)

    assert (done.returncode, said in done.stderr) == (MISUSE, True), done.stderr


def test_a_report_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A folder that does not exist: one sentence, no traceback, and no work done for nothing."""
    done = run("report", SEEDS, "-o", tmp_path / "no" / "r.html")

    assert (done.returncode, done.stdout) == (MISUSE, "")
    assert "Traceback" not in done.stderr
    assert "there is no folder" in " ".join(done.stderr.split())


def empty_folder(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


def empty_file(folder: Path) -> Path:
    (folder / "empty.txt").write_bytes(b"")
    return folder / "empty.txt"


def binary_file(folder: Path) -> Path:
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    return folder / "binary.txt"


def broken_json(folder: Path) -> Path:
    lines = [json.dumps({"id": str(i), "text": invented_text(i)}) for i in range(5)]
    lines[2] = lines[2][:40]
    (folder / "broken.jsonl").write_text("\n".join(lines) + "\n")
    return folder / "broken.jsonl"


def two_rows_with_one_id(folder: Path) -> Path:
    (folder / "twice.jsonl").write_bytes(
        rows({"id": "a", "text": "one text"}, {"id": "a", "text": "another"})
    )
    return folder / "twice.jsonl"


def no_such_path(folder: Path) -> Path:
    return folder / "nowhere.txt"


def cut_gzip(folder: Path) -> Path:
    (folder / "cut.jsonl.gz").write_bytes(
        gzip.compress(rows({"id": "a", "text": invented_text(1, 200)}))[:-200]
    )
    return folder / "cut.jsonl.gz"


def row_without_text(folder: Path) -> Path:
    (folder / "textless.jsonl").write_bytes(rows({"id": "a", "story": "text"}))
    return folder / "textless.jsonl"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (empty_folder, "no article"),
        (empty_file, "empty"),
        (binary_file, "binary"),
        (broken_json, "broken.jsonl:3"),
        (two_rows_with_one_id, "twice.jsonl:1"),
        (no_such_path, "no such file"),
        (cut_gzip, "cut.jsonl.gz"),
        (row_without_text, "--field"),
    ],
)
def test_bad_input_is_named_and_the_rest_is_done(tmp_path: Path, make: object, said: str) -> None:
    """Each a clear sentence naming the input; the seeds beside it are still reported; status 3."""
    bad = make(tmp_path)  # type: ignore[operator]

    done = run("report", bad, SEEDS, "--json", tmp_path / "r.json")

    words = " ".join((done.stdout + done.stderr).split())
    packed = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert done.returncode == UNREADABLE
    assert bad.name in words
    assert any(said in f"{s['place']}: {s['reason']}" for s in packed["skipped"]), packed["skipped"]
    assert packed["stories"][0]["origin"]["name"] == "New York Post"
    assert "Traceback" not in done.stderr


def test_invalid_utf8_is_read_and_the_assumption_reported(tmp_path: Path) -> None:
    """A page in another encoding is decoded, and the report says which was assumed."""
    text = "Le préfet a annoncé que la forêt était fermée jusqu'à l'été. " * 20
    (tmp_path / "latin.txt").write_bytes(text.encode("cp1252"))

    done = run("report", tmp_path, "--json", tmp_path.parent / "latin.json")

    packed = json.loads((tmp_path.parent / "latin.json").read_text(encoding="utf-8"))
    assert done.returncode == DONE, done.stderr
    assert any("latin.txt" in note and "UTF-8" in note for note in packed["notes"])


def test_a_text_of_one_word_is_an_article(tmp_path: Path) -> None:
    """Short is not bad."""
    (tmp_path / "word.txt").write_text("word")

    done = run("report", tmp_path)

    assert done.returncode == DONE, done.stderr


def test_one_line_of_fifty_megabytes(tmp_path: Path) -> None:
    """A monster is named, with its length and the next step, and the rest is done."""
    (tmp_path / "monster.txt").write_text("lorem ipsum " * (50_000_000 // 12))

    done = run("report", tmp_path / "monster.txt", SEEDS, "--json", tmp_path / "r.json")

    packed = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert (done.returncode, len(packed["articles"])) == (UNREADABLE, 5), done.stderr
    assert "characters, more than" in packed["skipped"][0]["reason"]


def test_a_reader_that_leaves_early_is_no_error() -> None:
    """``dedup report … | head -1`` ends quietly."""
    command = f"{sys.executable} -m dedup report {SEEDS} | head -1"

    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert "Traceback" not in done.stderr


def test_a_closed_standard_input_is_no_error_where_none_is_read() -> None:
    """A daemon or a cron job has none."""
    command = f"{sys.executable} -m dedup report {SEEDS} <&-"

    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert done.returncode == DONE, done.stderr


def test_files_are_written_although_nobody_reads_the_summary(tmp_path: Path) -> None:
    """``| head -1`` costs no file and is status 0."""
    page = tmp_path / "r.html"
    command = f"set -o pipefail; {sys.executable} -m dedup report {SEEDS} -o {page} | head -1"

    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert (done.returncode, page.exists(), "rror" in done.stderr) == (DONE, True, False)


def test_json_on_standard_output() -> None:
    """``--json -`` gives the result alone."""
    done = run("report", SEEDS, "--json", "-")

    assert json.loads(done.stdout)["stories"][0]["origin"]["name"] == "New York Post"


def test_a_crash_is_not_taken_for_something_found() -> None:
    """An unexpected error shows its traceback and has a status of its own."""
    program = (
        "import sys, dedup.cli, dedup.readers\n"
        "dedup.readers.read_articles = lambda *a, **k: 1 / 0\n"
        "sys.argv = ['dedup', 'report', 'x']\n"
        "dedup.cli.main()"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert (done.returncode, "ZeroDivisionError" in done.stderr) == (70, True)


def test_found_outweighs_unreadable(tmp_path: Path) -> None:
    """A script that asks for copies hears of copies first."""
    text = invented_text(1)
    stdin = rows({"id": "a", "text": text}, {"id": "b", "text": text}) + b"broken\n"

    assert run("report", "-", "--fail-on", "exact", stdin=stdin).returncode == FOUND
    assert run("report", "-", stdin=stdin).returncode == UNREADABLE
