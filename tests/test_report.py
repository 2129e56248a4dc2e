"""What a person reads in a terminal, and what a program reads as JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from results import (
    FERRIES,
    GAZETTE,
    HERALD,
    HOSTILE,
    PORT,
    RESULT,
    REUSE,
    REWRITE,
    STORY,
    related,
)
from rich.console import Console

from dedup.passages import Passage, PassageKind
from dedup.relations import Kind, Relation
from dedup.report import print_comparison, print_summary, to_html, to_json, write_report
from dedup.report.highlights import strongest_passages, strongest_relations
from dedup.report.legible import clip, clip_middle, passage_context, visible
from dedup.report.wording import letter, relation_phrase

any_text = st.text(st.characters(exclude_categories=()), max_size=200)
"""Any string Python can hold, lone surrogates and controls included."""

steering = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that move a cursor, colour a screen or turn a line round."""


COMPARISON = replace(
    REWRITE,
    passages=(
        *REWRITE.passages,
        Passage(0, len(GAZETTE.text), 0, len(HERALD.text), PassageKind.REWORDED, 99.0, 0.5),
    ),
    why=HOSTILE,
)
"""A comparison in which all of the hostile text is quoted, and a reason that quotes it, too."""


def printed(width: int = 80, *, tty: bool = False, pair: bool = False) -> str:
    """What is printed of the known result at this width."""
    colors = "standard" if tty else None
    console = Console(file=StringIO(), width=width, force_terminal=tty, color_system=colors)
    if pair:
        print_comparison(COMPARISON, GAZETTE, HERALD, console)
    else:
        print_summary(RESULT, console)
    return console.file.getvalue()


# -- legible --


@given(any_text)
def test_visible_text_keeps_offsets_and_steers_nothing(text: str) -> None:
    """Each character becomes one that any file holds and no terminal obeys."""
    shown = visible(text)

    assert len(shown) == len(text)
    assert not steering.search(shown)
    assert shown.encode("utf-8").decode("utf-8") == shown


@given(st.text(max_size=200).filter(lambda text: not steering.search(text)))
def test_harmless_text_is_shown_as_it_is(text: str) -> None:
    """Only what steers is replaced."""
    assert visible(text) == text


@given(any_text, st.integers(2, 80))
def test_clipped_text_fits_its_line(text: str, length: int) -> None:
    """However long, it is one line of at most that length; what fits is not cut."""
    line = " ".join(visible(text).split())

    for clipped in (clip(text, length), clip_middle(text, length)):
        assert len(clipped) <= length
        assert len(clipped.splitlines()) <= 1 or "\u2028" in line or "\u2029" in line
        assert len(line) > length or clipped == line


@given(st.text("ab ,\n\t\u00a0\x1b", max_size=300), st.integers(2, 40))
def test_a_cut_is_that_of_the_whole_line(text: str, length: int) -> None:
    """Folding only what is shown cuts where folding all of it would."""
    line = " ".join(visible(text).split())

    assert clip(text, length) == clip(line, length) == clip(f"{line} ", length)
    assert len(line) <= length or line.startswith(clip(text, length)[:-1])


@given(st.text("ab \n", max_size=120), st.data())
def test_context_surrounds_its_span_within_the_line(text: str, data: st.DataObject) -> None:
    """The sentence around a piece of evidence contains it and ends at the line's ends."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    left, right = passage_context(text, start, end, 10)

    assert max(0, start - 10) <= left <= start <= end <= right <= end + 10
    assert "\n" not in text[left:start] + text[end:right]


# -- wording --


def test_every_member_has_its_own_letter() -> None:
    """Letters go on after Z and never repeat."""
    letters = [letter(number) for number in range(1000)]

    assert letters[:3] + letters[25:28] == ["A", "B", "C", "Z", "AA", "AB"]
    assert len(set(letters)) == 1000


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_words(kind: Kind) -> None:
    """No kind of relation is without a phrase that names the other side."""
    assert "PARTNER" in relation_phrase(related(GAZETTE, HERALD, kind), GAZETTE.id, "PARTNER")


def test_containment_has_a_direction() -> None:
    """The one that holds the other is told from the one that is held."""
    relation = related(GAZETTE, HERALD, Kind.CONTAINS, container=HERALD.id)

    assert relation_phrase(relation, HERALD.id, "A") == "holds most of A, and more"
    assert relation_phrase(relation, GAZETTE.id, "B") == "most of it is in B"


# -- highlights --


def test_a_member_is_shown_with_its_strongest_relation() -> None:
    """Kinds come before probabilities: partial reuse outranks a rewrite, a rewrite an event."""
    strongest = strongest_relations(STORY)

    assert strongest == {"gazette.txt": REWRITE, "herald.txt": REUSE, "port.txt": REUSE}


def test_furniture_is_never_a_strongest_passage() -> None:
    """What proves nothing is not what to read first."""
    kinds = [shared.passage.kind for shared in strongest_passages(STORY.relations, 10)]

    assert kinds == [PassageKind.VERBATIM, PassageKind.REWORDED, PassageKind.QUOTATION]


def test_words_shared_by_many_are_told_once_and_first() -> None:
    """A sentence that three hold comes before a stronger one of two, with all who hold it."""
    quoted = Passage(0, 40, 0, 40, PassageKind.QUOTATION, 30.0, 1.0)
    longer = Passage(100, 200, 100, 200, PassageKind.REWORDED, 50.0, 0.4)
    relations = [
        Relation("a", "b", Kind.COMMON_SOURCE, 0.8, {}, (quoted, longer)),
        Relation("a", "c", Kind.COMMON_SOURCE, 0.8, {}, (quoted,)),
        Relation("b", "c", Kind.COMMON_SOURCE, 0.8, {}, (quoted,)),
    ]

    found = strongest_passages(relations, 3)

    assert [(shared.passage, shared.holders) for shared in found] == [
        (quoted, ("a", "b", "c")),
        (longer, ("a", "b")),
    ]


def test_a_copy_does_not_hide_its_sentences() -> None:
    """A passage of a paragraph comes before whole texts, however much those prove, or many are."""
    sentence = Passage(100, 200, 100, 200, PassageKind.VERBATIM, 20.0, 1.0)
    whole = [
        Passage(0, 5000 + more, 0, 5000, PassageKind.VERBATIM, 900.0, 1.0) for more in range(99)
    ]
    relations = [
        Relation("a", "b", Kind.EXACT, 1.0, {}, tuple(whole)),
        Relation("a", "c", Kind.PARTIAL_REUSE, 0.9, {}, (sentence,)),
    ]

    (first, *_) = strongest_passages(relations, 3)

    assert (first.passage, first.holders) == (sentence, ("a", "b", "c"))


@given(
    st.lists(
        st.tuples(
            st.sampled_from([("a", "b"), ("a", "c"), ("b", "c")]),
            st.integers(0, 90),
            st.integers(1, 30),
            st.floats(1, 100),
        ),
        max_size=12,
    )
)
def test_strongest_passages_do_not_repeat_words(
    drawn: list[tuple[tuple[str, str], int, int, float]],
) -> None:
    """No two of them overlap in an article."""
    relations = [
        Relation(
            *pair,
            Kind.REWRITE,
            0.8,
            {},
            (Passage(at, at + long, at, at + long, PassageKind.REWORDED, evidence, 0.5),),
        )
        for pair, at, long, evidence in drawn
    ]

    taken: dict[str, set[int]] = {}
    for shared in strongest_passages(relations, 5):
        words = set(range(shared.passage.left_start, shared.passage.left_end))
        for side in (shared.left, shared.right):
            assert not words & taken.setdefault(side, set())
            taken[side] |= words


def test_of_two_relations_of_a_kind_the_likelier_is_shown() -> None:
    """Probability decides within a kind."""
    doubtful = related(GAZETTE, PORT, Kind.REWRITE, probability=0.6)
    likely = related(GAZETTE, HERALD, Kind.REWRITE, probability=0.9)

    strongest = strongest_relations(replace(STORY, relations=(doubtful, likely)))

    assert strongest[GAZETTE.id] == likely


# -- JSON --


def test_json_is_the_result() -> None:
    """What is written is what the result says of itself, readable again, ended by a newline."""
    written = to_json(RESULT)

    assert json.loads(written) == json.loads(json.dumps(RESULT.to_dict()))
    assert written.endswith("}\n")


def test_json_keeps_letters_and_escapes_lone_surrogates() -> None:
    """Text stays readable in the file; what UTF-8 cannot hold comes back as it was."""
    result = replace(RESULT, notes=("Žižkov 橋 🌉", "lone \udc80 one"))

    written = to_json(result)

    assert "Žižkov 橋 🌉" in written
    assert json.loads(written.encode("utf-8"))["notes"] == list(result.notes)


def test_json_has_no_words_for_infinity() -> None:
    """A figure that JSON cannot hold is an error, never a file that others cannot read."""
    with pytest.raises(ValueError):
        to_json(replace(RESULT, settings={"margin": float("inf")}))


def test_a_report_is_written_as_asked(tmp_path: Path) -> None:
    """The file has exactly what the functions return, in UTF-8, whatever stood there before."""
    for name in ("page.html", "result.json"):
        (tmp_path / name).write_text("old " * 100_000, encoding="utf-8")

    write_report(RESULT, tmp_path / "page.html")
    write_report(RESULT, str(tmp_path / "result.json"), "json")

    assert (tmp_path / "page.html").read_bytes() == to_html(RESULT).encode("utf-8")
    assert (tmp_path / "result.json").read_bytes() == to_json(RESULT).encode("utf-8")


def test_an_unknown_format_is_refused_by_name(tmp_path: Path) -> None:
    """The error names what was asked for and what there is; nothing is written."""
    with pytest.raises(ValueError, match="'pdf' is not one of html, json, jsonl"):
        write_report(RESULT, tmp_path / "page.pdf", "pdf")  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def keys_of(value: object, path: str = "") -> set[str]:
    """Every path of keys in plain values, lists flattened; free names below ``measures`` not."""
    if isinstance(value, list):
        return {key for item in value for key in keys_of(item, path)}
    if not isinstance(value, dict) or path.endswith((".measures", ".settings")):
        return set()
    return {
        key
        for name, item in value.items()
        for key in {f"{path}.{name}", *keys_of(item, f"{path}.{name}")}
    }


@pytest.fixture(scope="module")
def documented() -> str:
    """The description of the format."""
    return (ROOT / "docs" / "format.md").read_text(encoding="utf-8")


def test_the_documented_example_has_the_keys_of_a_result(documented: str) -> None:
    """The description and ``to_dict`` do not drift apart."""
    example = json.loads(documented.split("```json\n")[1].split("```")[0])

    missing = keys_of(RESULT.to_dict()) ^ keys_of(example)

    assert {key for key in missing if not key.startswith(".refused")} == set()


def test_the_documented_order_of_keys_is_kept(documented: str) -> None:
    """Keys stand in the order of the description, so that files can be compared."""
    example = json.loads(documented.split("```json\n")[1].split("```")[0])

    def orders(whole: dict[str, Any]) -> list[list[str]]:
        story = whole["stories"][0]
        relation, origin = story["relations"][0], story["origin"]
        parts = (whole, whole["articles"][0], story, relation, relation["passages"][0], origin)
        return [list(part) for part in (*parts, origin["evidence"][0])]

    assert orders(RESULT.to_dict()) == orders(example)


def test_every_key_is_documented(documented: str) -> None:
    """A key of the JSON stands in the description, in code marks."""
    names = {key.rpartition(".")[2] for key in keys_of(RESULT.to_dict())}

    assert {name for name in names if f"`{name}`" not in documented} == set()


def test_the_documented_offsets_are_true(documented: str) -> None:
    """The example's slices are whole words, and its quotation is the same on both sides."""
    texts = [block.split("\n```")[0] for block in documented.split("```text\n")[1:]]
    example = json.loads(documented.split("```json\n")[1].split("```")[0])
    reworded, quoted = example["stories"][0]["relations"][0]["passages"]
    sides = [
        [text[p[f"{side}_start"] : p[f"{side}_end"]] for p in (reworded, quoted)]
        for text, side in zip(texts, ("left", "right"), strict=True)
    ]

    assert sides == [
        ["The old harbour bridge will close for eleven months", "“We cannot wait another winter,”"],
        ["For eleven months the harbour bridge will be shut", "“We cannot wait another winter.”"],
    ]


# -- terminal --


def test_a_summary_says_what_matters() -> None:
    """Counts, the story, its origin and why, the members, the passages, and what was left out."""
    text = " ".join(printed().split())

    for expected in (
        "4 articles, 1 story, 1 skipped",
        STORY.headline,
        "3 articles, 1 source",
        "The origin is very likely the Quay Post, which is not in this set. 0.84",
        "Nearest here: B.",
        "gazette.txt",
        "rewrite (0.80): the same telling as B, in other words",
        f"> {FERRIES} verbatim, in B, C",
        "the file is empty",
        "read as windows-1252",
        "too far from the others",
    ):
        assert expected in text


@pytest.mark.parametrize("width", [30, 80, 200])
@pytest.mark.parametrize("pair", [False, True])
def test_lines_fit_the_terminal(width: int, pair: bool) -> None:
    """No line is wider than the terminal, whatever stands in the articles."""
    assert max(map(len, printed(width, pair=pair).splitlines())) <= width


@pytest.mark.parametrize("pair", [False, True])
def test_a_pipe_gets_plain_text(pair: bool) -> None:
    """Nothing but text goes to a file or a pipe: no escape, no trailing spaces in a summary."""
    text = printed(pair=pair)

    assert not steering.search(text)
    assert pair or not re.search(r" $", text, re.MULTILINE)


@pytest.mark.parametrize("pair", [False, True])
def test_articles_cannot_steer_the_terminal(pair: bool) -> None:
    """On a terminal the only escapes are those of our own colours."""
    text = printed(tty=True, pair=pair)

    assert "\x1b[1" in text
    assert not steering.search(re.sub(r"\x1b\[[0-9;]*m", "", text))
    assert "\x1b[31m" not in text


def test_no_color_means_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR is honoured."""
    monkeypatch.setenv("NO_COLOR", "1")

    assert "\x1b[36m" not in printed(tty=True)
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", printed(tty=True))


def test_markup_in_articles_is_text() -> None:
    """Square brackets of an article are not taken for styles."""
    article = replace(GAZETTE, title="[bold]Bridge[/bold] [red]shut :bridge:")
    console = Console(file=StringIO(), width=80)

    print_comparison(REWRITE, article, HERALD, console)

    assert "[bold]Bridge[/bold] [red]shut :bridge:" in console.file.getvalue()


def test_an_old_terminal_gets_question_marks() -> None:
    """A console that cannot hold a character shows another instead of failing."""
    file = TextIOWrapper(BytesIO(), encoding="latin-1")

    print_summary(RESULT, Console(file=file, width=80))

    file.flush()
    assert b"?We cannot wait another winter,?" in file.buffer.getvalue()


def test_a_comparison_stands_side_by_side() -> None:
    """The two sides of a passage begin on one line."""
    lines = printed(100, pair=True).splitlines()

    beside = [line.split("│") for line in lines if "│" in line]
    assert beside[0][0].startswith("The old harbour bridge will close")
    assert beside[0][1].startswith(" For eleven months")


def test_sentences_stand_beside_their_own() -> None:
    """Where the aligner tells which sentence answers which, each begins on the line of its own."""
    long = "The bridge is shut for months and months. " * 40
    left = replace(GAZETTE, text=f"{long}Ferries will run.")
    right = replace(HERALD, text=f"{long}Boats will go.")
    ends = len(long), len(left.text), len(long), len(right.text)
    passage = Passage(
        0, ends[1], 0, ends[3], PassageKind.REWORDED, 50.0, 0.9, (), ((0, 41, 0, 41), ends)
    )
    console = Console(file=StringIO(), width=80)

    print_comparison(replace(REWRITE, passages=(passage,)), left, right, console)

    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert ["Ferries will run.", "Boats will go."] in [
        [side.strip() for side in line.split("│")] for line in lines
    ]


def test_a_narrow_comparison_stands_in_rows() -> None:
    """Where there is no room for two columns there are none."""
    text = printed(44, pair=True)

    assert "│" not in text
    assert text.index("A  The old harbour") < text.index("B  For eleven months")


def test_a_hostile_sentence_is_a_test() -> None:
    """The sentence that the tests above rely on does hold what they guard against."""
    assert steering.search(HOSTILE)
    assert HOSTILE in GAZETTE.text
    assert GAZETTE.id in REWRITE.left
    assert PORT.id in REUSE.right
