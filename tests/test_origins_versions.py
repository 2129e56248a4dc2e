"""Versions: how edits of one text lie between one another, and which is the oldest."""

from __future__ import annotations

from itertools import permutations
from math import isclose, prod
from pathlib import Path

import pytest
from conftest import skip_unless
from fit_versions import fit, held_against, read_groups
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.articles import Article
from dedup.attributions import find_attributions
from dedup.dossiers import open_dossier
from dedup.origins import Member
from dedup.origins.chains import MOST_LAID, _weights_of_rows, ends
from dedup.origins.texts import Text
from dedup.origins.versions import WEIGHTS, _latest_dates, find_oldest
from dedup.relations import Relation, relate

SENTENCES = (
    "The harbour bridge was built by the guild of masons and carries both tracks of the railway.",
    "Its northern arch fell in the flood of that winter and was raised again with iron girders.",
    "Trams crossed it for forty years until the council moved them to the tunnel beneath the bay.",
    "A toll was asked of every cart, and fishermen from the eastern quay refused to pay for it.",
    "The lamps on its parapet were the first in the country that burned electricity all night.",
    "Divers found the old foundation stone with the names of the drowned workmen on its side.",
    "The present roadway of concrete rests on piers that are older than the town hall itself.",
)
LIKENESS = st.integers(2, 5).flatmap(
    lambda n: st.lists(
        st.lists(st.floats(0.0, 1.0), min_size=n, max_size=n), min_size=n, max_size=n
    )
)


def versions_of(names: dict[str, str]) -> tuple[dict[str, Text], list[Relation]]:
    """Return texts and the relations of all pairs, by name."""
    dossiers = {name: open_dossier(Article(name, text)) for name, text in names.items()}
    texts = {
        name: Text(Member(d.article, d.tokens, find_attributions(d.article, d.tokens)))
        for name, d in dossiers.items()
    }
    ordered = sorted(names)
    pairs = [(a, b) for n, a in enumerate(ordered) for b in ordered[n + 1 :]]
    return texts, [relate(dossiers[a], dossiers[b]) for a, b in pairs]


@given(LIKENESS)
@settings(max_examples=100)
def test_rows_weigh_what_all_orders_weigh(likeness: list[list[float]]) -> None:
    """Set by set comes to the sum over every order, by its last text."""
    size = len(likeness)
    slow = [0.0] * size
    for order in permutations(range(size)):
        slow[order[-1]] += prod(likeness[b][a] for a, b in zip(order, order[1:], strict=False))

    assert all(
        isclose(one, two, rel_tol=1e-9, abs_tol=1e-300)
        for one, two in zip(_weights_of_rows(likeness), slow, strict=True)
    )


def test_ends_of_a_chain_are_told() -> None:
    """Of texts that each resemble the next, the first and the last are at the ends."""
    names = ["c", "a", "d", "b"]
    apart = {(x, y): 0.8 ** abs(ord(x) - ord(y)) for x in names for y in names if x != y}
    found = ends(names, {pair: (value, value) for pair, value in apart.items()})

    assert {name for name, value in zip(names, found, strict=True) if value > -1} == {"a", "d"}


def test_too_many_texts_have_no_ends() -> None:
    """Rows are not tried where there are too many of them."""
    names = [f"{n:02}" for n in range(MOST_LAID + 1)]
    alike = {(a, b): (0.5, 0.5) for a in names for b in names if a != b}

    assert ends(names, alike) == [0.0] * len(names)


@pytest.mark.parametrize("names", list(permutations("pqr")))
def test_the_oldest_grows_whatever_it_is_called(names: tuple[str, ...]) -> None:
    """The first of texts that each go on with one more sentence, under any ids."""
    bodies = [" ".join(SENTENCES[:size]) for size in (3, 5, 7)]
    found = find_oldest(*versions_of(dict(zip(names, bodies, strict=True))))

    assert found is not None
    assert found.article == names[0]


def test_dates_are_read_with_their_months() -> None:
    """A month makes a year later; a text without a date is as early as the earliest."""
    texts = ["Closed in 1990.", "Closed on 12 May 1990.", "Closed May 3, 1991", "Closed."]

    assert _latest_dates(texts) == [1990.0, 1990 + 4.5 / 12, 1991 + 4.5 / 12, 1990.0]


def test_the_weights_are_those_of_the_fit(shared_folder: Path) -> None:
    """``benchmarks/fit_versions.py`` gives them to the digit, and each half's hold on the other."""
    folder = shared_folder / "wiki-versions"
    skip_unless(folder.is_dir(), str(folder))
    groups = read_groups(folder)
    weights = fit([group for group in groups if group])
    crossed = [
        held_against(groups[1 - half :: 2], fit([group for group in groups[half::2] if group]))
        for half in (0, 1)
    ]

    assert tuple(round(float(weight), 2) for weight in weights) == WEIGHTS
    assert all(right >= 0.77 and surest >= 0.88 for right, surest in crossed)
