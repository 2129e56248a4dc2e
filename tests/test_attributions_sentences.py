"""Attributions in sentences we made up: the ways to credit that desks have, in six languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from dedup.articles import Article
from dedup.attributions import find_attributions, same_outlet
from dedup.tokens import tokenize

SENTENCES = Path(__file__).parent / "sentences_attributions.tsv"
OPENING = "The bridge of Ostermoor\n\nIt was built by hand long ago.\n\n"


def credited(text: str) -> list[str]:
    """Return the outlets that count for a text."""
    found = find_attributions(Article("a", text), tokenize(text))
    return [a.outlet for a in found if a.recognized and a.rejected_because is None]


def alike(one: str, two: str) -> bool:
    return same_outlet(one, two) or same_outlet(two, one)


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "uk", "ru"])
def test_the_ways_to_credit_are_known(language: str) -> None:
    """Each sentence stands below a headline and another sentence, as the body of an article."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]

    missed = [
        (sentence, outlet)
        for code, sentence, outlet in rows
        if code == language and not any(alike(outlet, one) for one in credited(OPENING + sentence))
    ]

    assert missed == []


@pytest.mark.parametrize(
    "text",
    [
        "Lind left CNN last week.",
        "Lind, who owns the Harbour Gazette, said it is closed.",
        "Lind was hired by Reuters.",
        "The mayor refused to take questions from CNN.",
        "The bridge first appeared in West Ostermoor.",
        "Lind praised the New York Times.",
        "Lind has reported for the BBC.",
        "The former president, Vicente Fox, was there. It is closed, Fox said.",
        "The mayor, Ann Bloomberg, was there. It is closed, Bloomberg said.",
        "Lind watched CNN and the road.",
        "CNN hired Lind on Monday.",
        "Reuters fell by two percent on Monday.",
        "Der Sender RTL entlässt Lind.",
        "Lind wechselt vom Spiegel zur Gazette.",
        "Das Handelsblatt hat einen neuen Eigentümer.",
        "El País tiene un nuevo director.",
        "Lind trabaja en El País.",
        "Le Monde a un nouveau directeur.",
        "Lind quitte Le Figaro.",
        "Reuters звільнив Лінд.",
        "ТАСС уволил Линда.",
    ],
)
def test_mere_mentions_credit_nobody(text: str) -> None:
    """Outlets hire people, have owners and are watched."""
    assert credited(OPENING + text) == []
