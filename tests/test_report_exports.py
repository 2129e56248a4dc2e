"""What other programs read: JSON lines, tables, graphs, entities, and a result read back."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from errno import ENOSPC
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from results import ARTICLES, HERALD, RESULT, SPREAD_RESULT, STORY, UNDETERMINED, copies_result
from rich.console import Console

from dedup.errors import InputError
from dedup.index import Result
from dedup.report import (
    find_story,
    print_explanation,
    print_summary,
    read_result,
    to_html,
    to_json,
    to_text,
    write_report,
    writing,
)
from dedup.report.entities import to_entities
from dedup.report.graphs import to_gexf, to_graphml
from dedup.report.plain import json_line_parts
from dedup.report.tables import COLUMNS, to_csv

networkx = pytest.importorskip("networkx")


def kept(result: Result, folder: Path, *, texts: bool = True) -> Path:
    """Write a result as JSON and return where it is."""
    (folder / "result.json").write_text(to_json(result, texts), encoding="utf-8", newline="\n")
    return folder / "result.json"


# -- reading back --


@pytest.mark.parametrize("texts", [True, False])
def test_a_result_comes_back_as_it_was(tmp_path: Path, texts: bool) -> None:
    """Written, read and written again is the same file, with and without its texts."""
    again = read_result(kept(SPREAD_RESULT, tmp_path, texts=texts))

    assert to_json(again, texts) == to_json(SPREAD_RESULT, texts)


def test_a_page_is_rendered_again(tmp_path: Path) -> None:
    """From JSON that keeps the texts comes the page that the run itself would write."""
    assert to_html(read_result(kept(SPREAD_RESULT, tmp_path))) == to_html(SPREAD_RESULT)


def test_texts_that_were_not_kept_are_known_to_be_missing(tmp_path: Path) -> None:
    """An article without its text keeps its length and its headline, and no text is made up."""
    result = read_result(kept(RESULT, tmp_path, texts=False))

    for entry, before in zip(result.articles, RESULT.articles, strict=True):
        assert (entry.article.text, entry.length, entry.headline) == (
            "",
            before.length,
            before.headline,
        )


def test_every_export_works_without_texts(tmp_path: Path) -> None:
    """A result without texts is still a page, a table, a graph and an explanation."""
    result = read_result(kept(SPREAD_RESULT, tmp_path, texts=False))
    console = Console(file=StringIO(), width=80)

    for form in ("html", "json", "jsonl", "csv", "graphml", "gexf", "ftm"):
        assert to_text(result, form)
    print_explanation(result, result.stories[0], console)
    print_summary(result, console)


def change(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    """Return what sets a value deep in plain values; ... takes it out."""

    def changed(whole: dict[str, Any]) -> None:
        *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        place: Any = whole
        for part in way:
            place = place[part]
        if value is ...:
            del place[last]
        else:
            place[last] = value

    return changed


RELATION = "stories.0.relations.0"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("version", 2, "format version 2, and this dedup reads 1"),
        ("format", "other", "no result of dedup"),
        ("articles", ..., "articles is missing"),
        ("articles.0.id", 7, "articles[0].id is 7"),
        ("articles.0.published", "yesterday", "articles[0].published is 'yesterday', no time"),
        ("articles.1.id", "alone.txt", "articles names an article twice"),
        ("stories.0.members", ["gazette.txt", "nobody"], "stories[0].members are not two"),
        ("stories.0.medoid", "alone.txt", "stories[0].medoid names 'alone.txt'"),
        ("stories.0.families", [["gazette.txt"], ["gazette.txt"]], "hold a member twice"),
        ("stories.0.origin.verdict", "sure", "'sure', not one of in-corpus"),
        ("stories.0.origin.evidence.0.end", 10**9, "in a text of"),
        (f"{RELATION}.kind", "copy", "relations[0].kind is 'copy'"),
        (f"{RELATION}.probability", None, "probability is None"),
        (f"{RELATION}.probability", True, "probability is True"),
        (f"{RELATION}.passages.0.left_end", 10**9, "in a text of"),
        (f"{RELATION}.passages.0.left_start", -1, "left_start is -1"),
        (f"{RELATION}.passages.0.runs", [[1, 2, 3]], "not 4 offsets"),
        (f"{RELATION}.passages.0.runs", [[0, 1, 0, 10**9]], "outside its text"),
        ("refused.0.left", "nobody", "refused[0].left names 'nobody'"),
        ("notes", [1], "notes holds something that is no string"),
    ],
)
def test_a_broken_result_is_named(tmp_path: Path, path: str, value: object, said: str) -> None:
    """What does not fit the format is told with its place; nothing of it reaches a page."""
    whole = json.loads(to_json(RESULT, texts=True))
    change(path, value)(whole)
    (tmp_path / "broken.json").write_text(json.dumps(whole), encoding="utf-8")

    with pytest.raises(InputError, match=r"broken\.json") as error:
        read_result(tmp_path / "broken.json")

    assert said in str(error.value)


@pytest.mark.parametrize("written", ["", "{", "[]", "null", "[" * 100_000, '{"format": NaN}'])
def test_what_is_no_json_of_ours_is_said(tmp_path: Path, written: str) -> None:
    """Any file may be given by mistake."""
    (tmp_path / "other.json").write_text(written)

    with pytest.raises(InputError, match=r"other\.json"):
        read_result(tmp_path / "other.json")


def test_a_result_of_before_sentences_is_read(tmp_path: Path) -> None:
    """A key that came within version 1 may be missing."""
    whole = json.loads(to_json(RESULT, texts=True))
    for passage in whole["stories"][0]["relations"][0]["passages"]:
        del passage["sentences"]
    (tmp_path / "old.json").write_text(json.dumps(whole), encoding="utf-8")

    old = read_result(tmp_path / "old.json").stories[0].relations[0]

    assert {passage.sentences for passage in old.passages} == {()}


def test_unknown_keys_are_passed_over(tmp_path: Path) -> None:
    """New keys may be added within a version."""
    whole = json.loads(to_json(RESULT, texts=True))
    for place in (whole, whole["articles"][0], whole["stories"][0], whole["stories"][0]["origin"]):
        place["new"] = [1]
    (tmp_path / "new.json").write_text(json.dumps(whole), encoding="utf-8")

    assert to_json(read_result(tmp_path / "new.json"), texts=True) == to_json(RESULT, texts=True)


# -- lines and tables --


def test_json_lines_hold_the_whole_result() -> None:
    """Each record is on a line of its own and says what it is; together they are the JSON."""
    records = [json.loads(line) for line in json_line_parts(RESULT, texts=True)]

    def of(kind: str) -> list[dict[str, Any]]:
        return [
            {k: v for k, v in record.items() if k != "record"}
            for record in records
            if record["record"] == kind
        ]

    whole = RESULT.to_dict(texts=True)
    assert of("article") == json.loads(json.dumps(whole["articles"]))
    relations = [{k: v for k, v in r.items() if k != "story"} for r in of("relation")]
    assert relations == json.loads(json.dumps(whole["stories"][0]["relations"]))
    assert of("refused") + of("skipped") == whole["refused"] + whole["skipped"]


def table(result: Result) -> list[dict[str, str]]:
    """Return the rows of the table as a spreadsheet reads them."""
    return list(csv.DictReader(StringIO(to_csv(result))))


def test_a_table_has_a_row_for_each_article() -> None:
    """What it is to its story, where it is from, and what it is made of."""
    rows = {row["article"]: row for row in table(SPREAD_RESULT)}

    assert set(rows) == {article.id for article in ARTICLES}
    herald = rows["herald.txt"]
    assert (herald["relation"], herald["related_to"], herald["parent"], herald["origin"]) == (
        "partial-reuse",
        "port.txt",
        "gazette.txt",
        "Quay Post",
    )
    assert sum(float(herald[name]) for name in COLUMNS[-5:]) == pytest.approx(1, abs=0.003)
    assert rows["alone.txt"]["story"] == ""


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_is_a_formula(start: str) -> None:
    """An article cannot make a spreadsheet compute or call anything."""
    evil = replace(HERALD, title=start, publisher=start)
    result = replace(
        RESULT,
        articles=tuple(
            replace(e, article=evil) if e.article.id == HERALD.id else e for e in RESULT.articles
        ),
    )

    for row in table(result):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())


# -- graphs --


@pytest.fixture(params=["graphml", "gexf"])
def read_graph(request: pytest.FixtureRequest) -> Callable[[Result], Any]:
    """What writes a result as a graph and reads it with a library that others use."""
    write = {"graphml": to_graphml, "gexf": to_gexf}[request.param]
    library = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}[request.param]
    return lambda result: library(BytesIO(write(result).encode("utf-8")))


def test_a_graph_is_read_by_others(read_graph: Callable[[Result], Any]) -> None:
    """Articles of stories, the outlet outside, relations and descents; hostile text and all."""
    graph = read_graph(SPREAD_RESULT)

    names = {f"article:{member}" for member in STORY.members}
    assert set(graph) == names | {f"outside:{STORY.id}:Quay Post"}
    edges = [(u, v, d["kind"]) for u, v, d in graph.edges(data=True)]
    assert len(edges) == 6
    assert sum(kind == "made-from" for *_, kind in edges) == 3


def test_a_graph_without_descents_has_the_credits(read_graph: Callable[[Result], Any]) -> None:
    """Who credits the outlet outside is tied to it; the direction stands on the edge."""
    graph = read_graph(RESULT)

    credits = [d for _, _, d in graph.edges(data=True) if d["kind"] == "credits"]
    assert {(d["from"], d["to"]) for d in credits} == {
        ("Quay Post", "gazette.txt"),
        ("Quay Post", "herald.txt"),
    }


def test_a_graph_of_nothing_is_a_graph(read_graph: Callable[[Result], Any]) -> None:
    """No story, no node."""
    assert len(read_graph(Result(articles=(), stories=()))) == 0


# -- entities --


def test_entities_are_articles_and_what_is_similar() -> None:
    """Each line is an entity; a Similar ties two articles that are there, with its probability."""
    lines = [json.loads(line) for line in to_entities(RESULT).splitlines()]

    articles = {line["id"] for line in lines if line["schema"] == "Article"}
    similar = [line["properties"] for line in lines if line["schema"] == "Similar"]
    assert len(articles) == len(RESULT.articles)
    assert sorted(one["confidenceScore"] for one in similar) == [["0.7000"], ["0.8000"]]
    assert {one[side][0] for one in similar for side in ("candidate", "match")} <= articles
    assert all(
        isinstance(value, list) and all(isinstance(item, str) for item in value)
        for line in lines
        for value in line["properties"].values()
    )


# -- explanation --


@pytest.mark.parametrize("wanted", ["1", STORY.id, STORY.id[:4], "herald.txt"])
def test_a_story_is_found_as_a_person_names_it(wanted: str) -> None:
    """By number, id, the beginning of an id, or an article."""
    assert find_story(RESULT, wanted) is RESULT.stories[0]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [("2", "there are 1"), ("0", "there are 1"), ("", "no story"), ("alone.txt", "stands alone")],
)
def test_a_story_that_is_not_there_is_said(wanted: str, said: str) -> None:
    """What there is instead is told."""
    with pytest.raises(InputError, match=said):
        find_story(RESULT, wanted)


def test_a_beginning_of_two_ids_is_not_enough() -> None:
    """Both are named."""
    twin = replace(STORY, id="s3f0000000")

    with pytest.raises(InputError, match="s3f0c9a1b7e, s3f0000000"):
        find_story(replace(RESULT, stories=(STORY, twin)), "s3f0")


def explained(width: int = 80) -> str:
    """What is printed of the known story at this width."""
    console = Console(file=StringIO(), width=width)
    print_explanation(SPREAD_RESULT, SPREAD_RESULT.stories[0], console)
    return console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "words",
    [
        "The origin is very likely the Quay Post, which is not in this set. 0.84",
        "A ““We cannot wait another winter,” mayor Ines Aldana told the Quay Post 🌉.”",
        "rejected: a port is no outlet",
        "An article of the Quay Post in the set.",
        "B from A (0.70): It re-words A.",
        "A from the Quay Post (0.82): A credits it first.",
        "B: copied self alias: It says <the Post> without a full name.",
        "C: Nobody is credited.",
        "B and C: partial reuse 0.70; 1 verbatim. Because of B and C.",
        "61% verbatim, 39% own",
        "“A lone article” and C: too far from the others",
    ],
)
def test_an_explanation_tells(words: str) -> None:
    """Verdict, ledger, what would change it, members, spread, pairs and refused edges."""
    assert words in " ".join(explained().split())


@pytest.mark.parametrize("width", [30, 80, 200])
def test_an_explanation_fits_and_is_plain(width: int) -> None:
    """No line is wider than the terminal, and a pipe gets nothing but text."""
    text = explained(width)

    assert max(map(len, text.splitlines())) <= width
    assert "\x1b" not in text


def test_a_summary_of_many_copies_is_short() -> None:
    """Three hundred copies are a line, not three hundred."""
    console = Console(file=StringIO(), width=80)

    print_summary(copies_result(300), console)

    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "+ 299 copies of this text" in text
    assert len(text.splitlines()) < 40


def test_a_summary_of_many_stories_ends() -> None:
    """The largest are told in full, some get a line, the rest a count."""
    stories = tuple(
        replace(STORY, id=f"s{number}", origin=UNDETERMINED) for number in range(1, 100)
    )
    console = Console(file=StringIO(), width=80)

    print_summary(replace(RESULT, stories=stories), console)

    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "and 51 smaller stories" in text
    assert len(text.splitlines()) < 400


def test_a_report_that_fails_half_way_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk, or a part that cannot be made, costs no earlier report, and leaves no scraps."""
    path = tmp_path / "r.json"
    write_report(RESULT, path, "json")
    before = path.read_bytes()

    def fails(result: Result, texts: bool) -> Iterator[str]:
        yield "{"
        raise OSError(ENOSPC, "no space left")

    monkeypatch.setitem(writing._STREAMED, "json", fails)  # type: ignore[index]
    with pytest.raises(OSError, match="no space left"):
        write_report(RESULT, path, "json")
    with pytest.raises(OSError, match=r"nowhere/r\.json"):
        write_report(RESULT, tmp_path / "nowhere" / "r.json", "json")

    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
