"""Origins on labelled stories: right in every state of a story, and as sure as they are right."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import skip_unless
from origin_quality import Answers, ask
from origin_stories import FAKE, Workshop, lied_to, read_stories, with_a_made_up_credit

STORIES = slice(1, 8, 3)
"""Three of the eight, those with a chain, for time; the benchmark asks all."""


@pytest.fixture(scope="module")
def asked(shared_folder: Path) -> tuple[Answers, Answers]:
    """Verdicts and parents on each state of these stories."""
    folder = shared_folder / "newsderive"
    skip_unless(folder.is_dir(), str(folder))
    return ask(read_stories(folder)[STORIES])


def share(answers: Answers, question: str) -> tuple[float, float]:
    """Return for how many an outlet was named, and how many of the claims among them were right."""
    counts = answers.counts[question]
    claims = counts["right"] + counts["wrong"]
    return 1 - counts["open"] / sum(counts.values()), counts["right"] / max(1, claims)


@pytest.mark.parametrize(
    ("question", "least"),
    [
        ("whole", 1.0),
        ("whole, dated", 1.0),
        ("whole, original dated 10 h late", 1.0),
        ("one derivative", 0.7),
        ("two derivatives", 0.9),
        ("original removed", 0.9),
        ("made-up credit", 0.95),
        ("made-up credit, copied", 0.95),
        ("its own name", 0.95),
        ("another member's name", 0.95),
        ("another name, original removed", 0.4),
    ],
)
def test_what_is_answered_is_right(
    asked: tuple[Answers, Answers], question: str, least: float
) -> None:
    """With the original and without, in part, dated and lied to: enough answers, none wrong."""
    answered, right = share(asked[0], question)

    assert (answered >= least, right) == (True, 1.0)


def test_what_one_text_says_is_no_claim(asked: tuple[Answers, Answers]) -> None:
    """A name exchanged in the only text that gives one looks like the true one: neither is claimed.

    Both are named as that text's word, which is as likely right as not.
    """
    honest = asked[0].counts["original removed"]
    lied = asked[0].counts["another name, original removed"]

    assert honest["wrong by one"] == 0
    assert honest["right by one"] > 0
    assert lied["wrong by one"] > 0
    assert lied["wrong"] == 0


def test_dates_change_no_answer_for_the_worse(asked: tuple[Answers, Answers]) -> None:
    """The earliest of a story is seldom its original."""
    counts = asked[0].counts

    assert all(
        counts[f"{name}, dated"]["open"] <= counts[name]["open"]
        for name in ("whole", "one derivative", "two derivatives", "original removed")
    )


def test_parents_are_right(asked: tuple[Answers, Answers]) -> None:
    """Chains go to their parent, siblings of a removed original are siblings."""
    counts = asked[1].counts.values()
    right, wrong = (sum(count[outcome] for count in counts) for outcome in ("right", "wrong"))

    assert right / (right + wrong) >= 0.95
    assert asked[1].counts["whole: chain"]["right"] == 3


def test_probabilities_are_earned(asked: tuple[Answers, Answers]) -> None:
    """Of the verdicts of a probability, about that share is right, or more; surer is no worse."""
    claims = sorted(asked[0].claims)
    thirds = [claims[i * len(claims) // 3 : (i + 1) * len(claims) // 3] for i in range(3)]
    said = [sum(p for p, _ in third) / len(third) for third in thirds]
    right = [sum(r for _, r in third) / len(third) for third in thirds]

    assert all(r >= s - 0.05 for r, s in zip(right, said, strict=True))
    assert said == sorted(said)
    assert right[2] >= right[0]


def test_a_fake_is_never_the_origin(shared_folder: Path) -> None:
    """Not with copies of it, and not where the original is gone."""
    stories = read_stories(shared_folder / "newsderive")
    workshop = Workshop()

    for story in stories[STORIES]:
        for articles in lied_to(story, with_a_made_up_credit, copies=3):
            left = [a for a in articles if a.id != story.original]
            assert FAKE not in {workshop.trace(articles).name, workshop.trace(left).name}
