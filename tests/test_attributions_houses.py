"""The lists of outlets, and what tells that a name is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dedup.attributions
from dedup.articles import Article
from dedup.attributions import find_attributions
from dedup.attributions.houses import houses
from dedup.attributions.known import known_hosts, known_names
from dedup.attributions.other_kinds import may_be_outlet
from dedup.attributions.runs import RUN, odd_names
from dedup.tokens import tokenize

LISTS = Path(dedup.attributions.__file__).parent / "lists"


def test_every_list_is_read() -> None:
    """No row of a file is left out."""
    rows = [
        line
        for path in LISTS.glob("*.txt")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]

    assert len(houses().rows) == len(rows) > 2500


def test_rows_are_well_formed() -> None:
    """Hosts are hosts, names are not empty and have no marks left."""
    wrong = [
        row
        for row in houses().rows
        if not row.name
        or any(not re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", host) for host in row.hosts)
        or any(not name or name[0] in "~^" or name != name.strip() for name in row.names)
    ]

    assert wrong == []


def test_names_and_hosts_lead_to_the_name_used_in_results() -> None:
    """Names in any capitals, marks aside; of hosts too."""
    assert known_names()["thr"] == "Hollywood Reporter"
    assert known_hosts()["oilprice.com"] == "OilPrice.com"
    assert {"time", "variety", "people"} <= houses().plain_words
    assert {"fox", "bloomberg"} <= houses().surnames


def test_odd_names_are_no_runs() -> None:
    """What the expression for runs does not find whole is looked for as it is listed."""
    assert {"L.A. Times", "E! News", "Le Monde diplomatique", "taz"} <= {*odd_names()}
    assert not any(RUN.fullmatch(name) for name in odd_names())


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("He told Gazetteer in an interview", "Gazetteer", True),
        ("told The Meridian", "The Meridian", True),
        ("first reported by BetaKit News", "BetaKit News", True),
        ("first reported by the Pentagon", "Pentagon", False),
        ("told The Heritage Foundation", "The Heritage Foundation", False),
        ("an interview with Michael Lind", "Michael Lind", False),
        ("an interview with Lind; it is closed, Bo Lind said", "Lind", False),
        ("(via Instagram)", "Instagram", False),
        ("a correspondent for Europe", "Europe", False),
        ("an interview with Bo Day", "Bo Day", False),
        ("an interview with Australian", "Australian", False),
    ],
)
def test_what_tells_another_kind(text: str, name: str, expected: bool) -> None:
    """Persons, offices, firms, platforms and places are no outlets in an outlet's slot."""
    start = text.index(name)

    assert may_be_outlet(text, start, start + len(name)) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Lind Told The People It Is Closed",
        "Lind told The Heritage Foundation that it is closed.",
        "Lind told Hannity in an interview that Sean Hannity is right.",
        "A spokesman for CNN said the house is closed.",
        "WE HAVE SEEN SOME VERY BRAVE PEOPLE TELLING THE STORY.",
        "“People said it is closed,” Lind said.",
        "The senators from the TVA region said it is closed.",
        "The group shared the plan (via Instagram).",
        "Das sagte Lind der Zeitung.",
    ],
)
def test_other_kinds_are_credited_by_nothing(text: str) -> None:
    """What people, offices and firms said or were told is no outlet's report."""
    article = Article("a", f"The bridge of Ostermoor\n\nIt was built long ago.\n\n{text}")

    found = find_attributions(article, tokenize(article.text))

    assert [a for a in found if a.recognized and a.rejected_because is None] == []
