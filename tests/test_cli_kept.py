"""Reports in several formats, and the commands that take a result that was kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_cli import DONE, MISUSE, SEEDS, run


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run on the seeds that kept its texts and wrote every format."""
    folder = tmp_path_factory.mktemp("kept")
    done = run(
        "report", SEEDS, "--texts", "-o", folder / "all",
        "--format", "html,json,jsonl", "--format", "csv,graphml,gexf,ftm",
    )  # fmt: skip
    assert done.returncode == DONE, done.stderr
    return folder


def test_several_formats_at_once(kept: Path) -> None:
    """Each has the file that its suffix says, beside the others."""
    suffixes = {"html", "json", "jsonl", "csv", "graphml", "gexf", "ftm.json"}

    assert {path.name for path in kept.iterdir()} == {f"all.{suffix}" for suffix in suffixes}
    assert all(path.stat().st_size > 1000 for path in kept.iterdir())


def test_a_suffix_says_the_format(tmp_path: Path) -> None:
    """One file needs no --format."""
    run("report", SEEDS, "-o", tmp_path / "r.gexf")

    assert (tmp_path / "r.gexf").read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize("name", ["r.parquet", "r.docx", "notes.txt"])
def test_a_suffix_of_no_format_writes_nothing(tmp_path: Path, name: str) -> None:
    """A page under the name of a table would be found out much later."""
    done = run("report", SEEDS, "-o", tmp_path / name)

    assert (done.returncode, list(tmp_path.iterdir())) == (MISUSE, [])
    assert "--format" in done.stderr


def test_render_makes_the_page_again(kept: Path) -> None:
    """From JSON with texts comes a page that shows them; the same each time, and other formats."""
    for name in ("one.html", "two.html", "again.json"):
        done = run("render", kept / "all.json", "-o", kept.parent / name)
        assert done.returncode == DONE, done.stderr

    one, two, again = (kept.parent / name for name in ("one.html", "two.html", "again.json"))
    assert one.read_bytes() == two.read_bytes()
    assert one.stat().st_size > 0.9 * (kept / "all.html").stat().st_size
    assert again.read_bytes() == (kept / "all.json").read_bytes()


def test_render_writes_to_a_pipe(kept: Path) -> None:
    """A dash is standard output, and nothing else goes there."""
    done = run("render", kept / "all.json", "-o", "-", "--format", "jsonl")

    assert [json.loads(line)["record"] for line in done.stdout.splitlines()][:5] == ["article"] * 5


def test_explain_prints_the_reasoning(kept: Path) -> None:
    """Verdict, ledger with its sentences, pairs; plain and no wider than 80 columns in a pipe."""
    done = run("explain", kept / "all.json", "1")

    words = " ".join(done.stdout.split())
    assert done.returncode == DONE, done.stderr
    for expected in (
        "New York Post",
        "Speaks for it",
        "Zelensky told The Post of Ukraine’s latest drones",
        "rejected: photo credit",
        "What would change this",
        "B and D: rewrite",
    ):
        assert expected in words
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "all.json", "7"], "no story"),
        (["explain", "all.csv", "1"], "no JSON"),
        (["explain", "nowhere.json", "1"], "nowhere.json"),
        (["render", "all.json"], "-o"),
        (["render", "all.json", "-o", "all.json"], "is the input"),
        (["render", "all.json", "-o", "x.pdf", "--format", "pdf"], "known are html"),
        (["render", "all.json", "-o", "-", "--format", "csv,html"], "one format"),
        (["render", "all.json", "--format", "html"], "needs a file"),
        (["report", str(SEEDS), "--texts"], "--json"),
        (["report", str(SEEDS), "-o", "-", "--json", "-"], "twice"),
    ],
)
def test_misuse_is_said(
    kept: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    """Status 2, one sentence that names it, no traceback."""
    monkeypatch.chdir(kept)
    before = sorted(kept.iterdir())

    done = run(*arguments)

    assert (done.returncode, sorted(kept.iterdir())) == (MISUSE, before)
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["explain", "render"])
def test_help_has_an_example(command: str) -> None:
    """``--help`` shows how to call it."""
    done = run(command, "--help")

    assert (done.returncode, f"Example: dedup {command}" in done.stdout) == (DONE, True)


@pytest.mark.parametrize(("command", "rest"), [("explain", ["1"]), ("render", ["-o", "r.html"])])
def test_a_result_that_is_not_there_is_named(command: str, rest: list[str], tmp_path: Path) -> None:
    """The file, what is wrong with it, and what to do."""
    done = run(command, tmp_path / "nowhere.json", *rest)

    assert done.returncode == MISUSE
    assert "nowhere.json: there is no such file" in done.stderr
    assert "check the path" in done.stderr and "Errno" not in done.stderr
