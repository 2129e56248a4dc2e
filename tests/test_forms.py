"""Texts of one wording that are filled with other facts are told from revisions of one text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from strategies import invented_text, replace_words

from dedup.articles import Article
from dedup.clusters import OTHER_FACTS
from dedup.dossiers import open_dossier
from dedup.index import deduplicate
from dedup.kinds import Kind
from dedup.relations import compare
from dedup.relations.forms import find_forms

FORM = (
    "Senator Ada Moss today announced that the {town} Fire Department in {county} County will "
    "receive ${sum} as part of the grants for brigades that serve small places and their people. "
    "The money will pay for new hoses, boots and masks, and for the training of all who wear them. "
    "“Those who run into a fire deserve the best tools that we can buy for them,” the senator said "
    "on the steps of the old engine house. The department may spend the grant until the end of the "
    "next year, and must tell the agency each month what it has bought and from whom it was bought."
)
FACTS = (
    ("Gnadenhutten", "Tuscarawas", "85,378"),
    ("Lakemore", "Summit", "61,655"),
    ("Utica", "Licking", "24,387"),
    ("Bridgeport", "Belmont", "135,000"),
)


def filled(town: str, county: str, amount: str) -> str:
    return FORM.format(town=town, county=county, sum=amount)


def forms_among(*texts: str) -> set[tuple[int, int]]:
    dossiers = [open_dossier(Article(id=str(i), text=text)) for i, text in enumerate(texts)]
    return find_forms(dossiers, set(combinations(range(len(texts)), 2)))


def test_fillings_of_a_form_are_found() -> None:
    """Each pair of them, whichever comes first."""
    texts = [filled(*facts) for facts in FACTS]

    assert forms_among(*texts) == set(combinations(range(len(FACTS)), 2))
    assert forms_among(*texts[::-1]) == forms_among(*texts)


WHOLE = filled(*FACTS[0])


DETAIL = (
    " The last such grant went to the brigade of {} in the county of {} some two years ago, "
    "a spokesman said."
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (WHOLE, WHOLE),
        (WHOLE, WHOLE + DETAIL.format("Lakemore", "Summit")),
        (WHOLE, WHOLE.replace("85,378", "91,200")),
        (WHOLE, replace_words(filled(*FACTS[1]), 0.15, 7)),
        ("By Lemire, Colvin\n\n" + WHOLE, "By Isachenkov, Miller\n\n" + WHOLE),
        (WHOLE + DETAIL.format("Lakemore", "Summit"), WHOLE + DETAIL.format("Utica", "Licking")),
    ],
    ids=["copy", "added to", "one number", "re-worded", "bylines", "a detail"],
)
def test_what_is_no_form(left: str, right: str) -> None:
    """Copies, updates, printings under other names, and texts that differ in ordinary words too."""
    assert forms_among(left, right) == set()


def test_fillings_are_stories_of_their_own() -> None:
    """They are near-duplicates by measure, and stay it; they are neither story nor family."""
    day = datetime(2031, 5, 4, tzinfo=UTC)
    articles = [
        Article(f"a{i}", filled(*facts), publisher="Moss", published=day + timedelta(days=9 * i))
        for i, facts in enumerate(FACTS)
    ]
    articles += [Article("b", f"{articles[1].text}\nShare", publisher="Ledger", published=day)]

    result = deduplicate(articles)

    assert [story.members for story in result.stories] == [("a1", "b")]
    kept_apart = {(edge.left, edge.right): edge.reason for edge in result.refused}
    assert kept_apart["a0", "a2"] == OTHER_FACTS
    assert compare(articles[0], articles[2]).kind is Kind.REVISION


def test_nothing_is_no_form() -> None:
    """No pairs, and texts without words."""
    assert forms_among(invented_text(1)) == set()
    assert forms_among("", "") == set()
