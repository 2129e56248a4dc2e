from __future__ import annotations

import json
from itertools import pairwise
from math import log2
from pathlib import Path
from typing import Any

import detection
import fit_relations
import numpy as np
import pytest
import quality
import rewrite_pairs
import story_quality

from dedup.relations.verdict import INTERCEPT, WEIGHTS


def test_perfect_answer() -> None:
    """Finding exactly the true rectangles is worth 1."""
    true = [(0, 10, 5, 15), (20, 30, 40, 60)]

    found = detection.evaluate([(true, true)])

    assert (found.precision, found.recall, found.granularity, found.plagdet) == (1, 1, 1, 1)


def test_half_found() -> None:
    """Half of the left and all of the right of one of two: by hand.

    The first case has 10 + 10 characters, of which 5 + 10 are found: .75. The second is missed: 0.
    All of what was found is true.
    """
    found = detection.evaluate([([(0, 10, 0, 10), (50, 60, 50, 60)], [(0, 5, 0, 10)])])

    assert (found.precision, found.recall, found.granularity) == (1.0, 0.375, 1.0)


def test_both_sides_must_meet() -> None:
    """A rectangle that meets the true one on the left alone reports nothing of it."""
    found = detection.evaluate([([(0, 10, 0, 10)], [(0, 10, 90, 100)])])

    assert (found.precision, found.recall, found.plagdet) == (0.0, 0.0, 0.0)


def test_granularity() -> None:
    """Two reports of one case double the granularity: F1 of 1 over log2(3)."""
    found = detection.evaluate([([(0, 10, 0, 10)], [(0, 5, 0, 5), (5, 10, 5, 10)])])

    assert found.granularity == 2.0
    assert found.plagdet == pytest.approx(1 / log2(3))


def test_overlapping_reports_count_once() -> None:
    """Recall is over the union: 8 of 10 characters on either side."""
    found = detection.evaluate([([(0, 10, 0, 10)], [(0, 6, 0, 6), (2, 8, 2, 8)])])

    assert found.recall == pytest.approx(0.8)


def test_false_report_in_a_clean_pair() -> None:
    """A rectangle where nothing is shared lowers the precision of all."""
    found = detection.evaluate([([(0, 10, 0, 10)], [(0, 10, 0, 10)]), ([], [(3, 9, 3, 9)])])

    assert (found.precision, found.recall) == (0.5, 1.0)


def test_a_corpus_by_hand() -> None:
    """Two pairs, three cases, three reports of which one is false: every measure on paper.

    Case 1 has 20 + 20 characters. Reports cover 5 + 10 and 10 + 8 of it: 33 / 40. Case 2 has
    10 + 30 and is missed. Case 3 is found whole, by a report that holds 10 of its 40 + 10
    characters too many. Recall: (.825 + 0 + 1) / 3. The reports of case 1 have 15 + 10 characters,
    of which 5 + 10 are true, and 10 + 10, of which 10 + 8 are; the one of case 3 has 50 + 10, of
    which 40 + 10 are; the false one none. Granularity: case 1 is reported twice, case 3 once.
    """
    first = (
        [(100, 120, 0, 20), (300, 310, 50, 80)],
        [(90, 105, 0, 10), (105, 115, 12, 22), (700, 710, 50, 80)],
    )
    second = ([(0, 40, 7, 17)], [(0, 50, 7, 17)])

    found = detection.evaluate([first, second])

    precision, recall = (15 / 25 + 18 / 20 + 0 + 50 / 60) / 4, (33 / 40 + 0 + 1) / 3
    f1 = 2 * precision * recall / (precision + recall)
    assert (found.precision, found.recall) == (pytest.approx(precision), pytest.approx(recall))
    assert (found.granularity, found.plagdet) == (1.5, pytest.approx(f1 / log2(2.5)))


def test_nothing_to_find() -> None:
    """No cases and no reports make no figure, and no error."""
    assert detection.evaluate([([], [])]).plagdet == 0.0


COPIED = (
    "The harbour board doubled the winter ferries to the far islands on Tuesday, and two new boats "
    "will sail from November after the dock is mended, the chairwoman told the council while its "
    "members listened to the rain on the roof of the old hall by the sea and nodded."
)


def write_folder(folder: Path, pairs: list[dict[str, Any]], line_end: str = "\n") -> Path:
    """Write three odd articles and some pairs of them as nobody of us would write them."""
    articles = [
        {
            "id": 7,
            "text": f"Порт \U0001f600.\r\n{COPIED}\r\nNothing else. \U0001f469\u200d\U0001f467",
        },
        {"id": "b/\u03b1 1", "text": f"\U0001f389 Intro.\r\n\r\n{COPIED} End."},
        {"id": "empty", "text": ""},
    ]
    for name, rows in (("articles", articles), ("pairs", pairs)):
        text = "".join(json.dumps(row, ensure_ascii=False) + line_end for row in rows)
        (folder / f"{name}.jsonl").write_bytes(f"\ufeff{text}{line_end}".encode())
    return folder


def span_of_copied(text: str) -> list[int]:
    """Where the copied passage stands."""
    return [text.index(COPIED), text.index(COPIED) + len(COPIED)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_folder_never_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line_end: str
) -> None:
    """Numbers for ids, empty texts, blank lines, kinds without cases, one-sided passages."""
    truth = [
        *span_of_copied(f"Порт \U0001f600.\r\n{COPIED}"),
        *span_of_copied(f"\U0001f389 Intro.\r\n\r\n{COPIED}"),
    ]
    pairs = [
        {"left": 7, "right": "b/\u03b1 1", "label": "copy", "passages": [[*truth, "verbatim"]]},
        {"left": "7", "right": "b/\u03b1 1", "label": "copy", "passages": [[*truth[:2], 4, 4]]},
        {"left": 7, "right": "empty", "label": "none", "passages": None},
        {"left": "empty", "right": "empty", "passages": []},
    ]
    folder = write_folder(tmp_path, pairs, line_end)

    quality.main(["passages", str(folder), "--profile", "exhaustive"])

    printed = capsys.readouterr()
    figures = {line[:28].strip(): line[28:].split() for line in printed.out.splitlines()}
    assert figures["none"][:4] == figures["(no label)"][:4] == ["0", "of", "1", "pairs"]
    assert [float(figure) for figure in figures["copy"][1:]] == [0.5, pytest.approx(1, abs=0.01), 1]
    assert "1 passages have a side that is empty" in printed.err


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        ({"left": "7", "right": "gone", "label": "copy"}, r"pairs.jsonl:1: no article 'gone'"),
        ({"left": "7", "right": "empty", "label": None}, r"no labelled pairs in pairs.jsonl"),
    ],
)
def test_a_folder_that_says_too_little(tmp_path: Path, pair: dict[str, Any], told: str) -> None:
    """What is missing is named, with the file and the line."""
    with pytest.raises(SystemExit, match=told):
        quality.main(["passages", str(write_folder(tmp_path, [pair]))])


def test_passages_of_news(shared_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints a recall that is no worse than the decision record says."""
    status = quality.main(["passages", str(shared_folder / "newsderive"), "--limit", "6"])

    line = next(one for one in capsys.readouterr().out.split("\n") if one.startswith("all"))
    assert status == 0
    assert float(line.split()[2]) > 0.7


def test_b_cubed_by_hand() -> None:
    """One true story of three, found as two and one with a stranger.

    a and b: precision 1, recall 2/3; c: precision 1/2, recall 1/3.
    """
    found = {"a": "ab", "b": "ab", "c": "cx"}
    groups = {name: frozenset(group) for name, group in found.items()}

    precision, recall = story_quality.b_cubed(groups, dict.fromkeys("abc", frozenset("abc")))

    assert (precision, recall) == (pytest.approx(2.5 / 3), pytest.approx(5 / 9))


@pytest.mark.parametrize(
    ("question", "folder", "line"),
    [
        ("candidates", "newsderive", "recall at 20  1.0000"),
        ("stories", "newsderive", "whole and alone: 8 of 8"),
        ("relations", "newsderive", "round-ups with partial reuse of their source: 8 of 8"),
        ("relations", "basil", "called rewrite: 0.00"),
    ],
)
def test_figures_of_labelled_news(
    shared_folder: Path, capsys: pytest.CaptureFixture[str], question: str, folder: str, line: str
) -> None:
    """The commands print what the decision records say."""
    status = quality.main([question, str(shared_folder / folder)])

    assert status == 0
    assert line in capsys.readouterr().out


LabelledPairs = dict[str, list[rewrite_pairs.LabelledPair]]


@pytest.fixture(scope="module")
def labelled_pairs(shared_folder: Path) -> LabelledPairs:
    """What the model of rewrites is fitted on, by data set."""
    return {name: rewrite_pairs.training_pairs(shared_folder / name) for name in fit_relations.SETS}


def test_reliability_of_the_rewrite_model(labelled_pairs: LabelledPairs) -> None:
    """Of what is said with a probability, that share is true, within a tenth; stories held out.

    Every bin is asked, and none of a handful of pairs, whose share would say nothing.
    """
    found = fit_relations.reliability(fit_relations.across_folds(labelled_pairs))

    assert [(low, high) for low, high, *_ in found] == list(pairwise(fit_relations.BINS))
    assert all(count >= 20 for *_, count in found), found
    assert all(abs(said - true) <= 0.1 for _, _, said, true, _ in found), found


def test_reliability_is_what_its_name_says() -> None:
    """Each data set has the weight of one; what is said and what is true are told apart."""
    large = np.array([0.1, 0.1, 0.9, 0.9]), np.array([0.0, 1.0, 1.0, 1.0])
    small = np.array([0.1]), np.array([0.0])

    found = fit_relations.reliability([large, small])

    assert found == [
        (0.0, 0.25, pytest.approx(0.1), pytest.approx(1 / 6), 3),
        (0.75, 1.0, pytest.approx(0.9), pytest.approx(1.0), 2),
    ]


def test_the_weights_are_those_of_the_fit(labelled_pairs: LabelledPairs) -> None:
    """The relations room holds what the script prints, but for what a finer aligner moves."""
    weights = fit_relations.fit([fit_relations.matrix(own) for own in labelled_pairs.values()])

    assert weights.tolist() == pytest.approx([INTERCEPT, *WEIGHTS.values()], rel=0.05)
