"""A story's headline counts each member once and says where the story comes from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from strategies import invented_text

from dedup.articles import Article
from dedup.clusters import Cluster
from dedup.index import deduplicate
from dedup.index.headlines import headline
from dedup.origins import Origin
from dedup.origins.descent import Descent
from dedup.relations import Kind, Relation

CLUSTER = Cluster("s1", ("a", "b", "c", "d"), "a", (("a", "b"), ("c",), ("d",)))
RELATIONS = (
    Relation("a", "b", Kind.NEAR_DUPLICATE, 0.9),
    Relation("a", "c", Kind.REWRITE, 0.9),
    Relation("b", "c", Kind.REWRITE, 0.9),
    Relation("c", "d", Kind.COMMON_SOURCE, 0.9),
)
TITLES = {name: f"Title {name.upper()}" for name in "abcd"}


def origin(verdict: str, article: str | None = None, name: str | None = None) -> Origin:
    return Origin(verdict, article, name, None, "", 0.9, None, (), "", ())  # type: ignore[arg-type]


ALONE = tuple(Relation(r.left, r.right, Kind.SAME_EVENT, 0.9) for r in RELATIONS)


def test_independent_reports_are_no_write_ups() -> None:
    """What was looked at and found independent is said to be so."""
    relations = (RELATIONS[0], *ALONE[1:])

    assert headline(CLUSTER, relations, origin("in-corpus", "a", "Quay Post"), TITLES) == (
        "One copy of “Title A” (Quay Post), and two independent reports of the event."
    )
    assert headline(CLUSTER, ALONE, origin("undetermined"), TITLES) == (
        "Four independent reports of one event."
    )


@pytest.mark.parametrize(
    ("sources", "reports"),
    [
        ({"a": (None, "Quay Post"), "b": (None, "Tide")}, "Four independent reports"),
        ({"a": (None, "Quay Post"), "b": (None, "Quay Post")}, "Four reports"),
        ({"c": ("a", None)}, "Four reports"),
    ],
)
def test_reports_of_one_source_are_not_called_independent(
    sources: dict[str, tuple[str | None, str | None]], reports: str
) -> None:
    """Texts that come from one outlet, or from one another, speak with one voice."""
    descents = tuple(Descent(child, *source, 0.9, "Why.") for child, source in sources.items())
    known = replace(origin("undetermined"), descents=descents)

    assert headline(CLUSTER, ALONE, known, TITLES) == f"{reports} of one event."


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("NPR", "an NPR report"),
        ("The Atlantic", "an Atlantic report"),
        ("USA Today", "a USA Today report"),
        ("Utrecht Courant", "a Utrecht Courant report"),
        ("Guardian", "a Guardian report"),
    ],
)
def test_outlets_have_the_article_that_is_said(name: str, words: str) -> None:
    """Initials are spelled, and "The" gives way."""
    assert words in headline(CLUSTER, RELATIONS, origin("outside", name=name), TITLES)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (
            origin("outside", name="Evening Ledger"),
            "Two copies, one rewrite and one write-up of an Evening Ledger report that is not in "
            "this set.",
        ),
        (
            origin("in-corpus", "a", "Quay Post"),
            "One copy, one rewrite and one write-up of “Title A” (Quay Post).",
        ),
        (
            origin("outside"),
            "Two copies, one rewrite and one write-up of one report that is not in this set.",
        ),
        (
            origin("undetermined"),
            "Two copies, one rewrite and one write-up of one story whose origin this set does "
            "not tell.",
        ),
    ],
)
def test_a_headline_says_who_did_what_to_which_source(source: Origin, sentence: str) -> None:
    """Copies before rewrites before write-ups; the original is not counted among its copies."""
    assert headline(CLUSTER, RELATIONS, source, TITLES) == sentence


def test_an_original_is_not_called_by_its_furniture() -> None:
    """A page that begins with a button is called by the line below it."""
    told = invented_text(3)
    articles = [
        Article("a", f"Subscribe\n\nVeles opens its bridge\n\n{told}", publisher="Quay Post"),
        Article("b", f"Veles opens its bridge\n\nQuay Post reported this first.\n\n{told}"),
    ]

    (story,) = deduplicate(articles).stories

    assert story.origin.article == "a"
    assert "“Veles opens its bridge”" in story.headline
