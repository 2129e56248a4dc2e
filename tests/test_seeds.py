"""The acceptance case: what must be said of the five seeds, by content."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from strategies import invented_text

from dedup.articles import Article
from dedup.index import Result, Story, deduplicate
from dedup.origins import Evidence
from dedup.passages import Passage, PassageKind
from dedup.relations import Kind, Relation

PAIRS = list(combinations(("000", "001", "002", "003", "004"), 2))


@pytest.fixture(scope="module")
def result(seeds: dict[str, Article]) -> Result:
    """One run over the five."""
    return deduplicate(seeds.values())


@pytest.fixture(scope="module")
def story(result: Result) -> Story:
    """Their story."""
    return result.stories[0]


def relation_of(story: Story, one: str, two: str) -> Relation:
    return next(r for r in story.relations if (r.left[:3], r.right[:3]) == (one, two))


def sides(seeds: dict[str, Article], relation: Relation, passage: Passage) -> tuple[str, str]:
    left, right = seeds[relation.left[:3]].text, seeds[relation.right[:3]].text
    return (
        left[passage.left_start : passage.left_end],
        right[passage.right_start : passage.right_end],
    )


def passage_with(
    seeds: dict[str, Article], relation: Relation, left: str, right: str
) -> Passage | None:
    """The passage whose sides hold these words, if there is one."""
    for passage in relation.passages:
        a, b = sides(seeds, relation, passage)
        if left in a and right in b:
            return passage
    return None


def test_one_story_of_five(result: Result, seeds: dict[str, Article]) -> None:
    """All five, in one story."""
    assert [story.members for story in result.stories] == [tuple(a.id for a in seeds.values())]


def test_no_family_of_two(story: Story) -> None:
    """None is a copy of another."""
    assert [len(family) for family in story.families] == [1] * 5


@pytest.mark.parametrize("folders", [("basil",), ("ecbplus",)])
def test_one_story_without_strangers_among_real_news(
    seeds: dict[str, Article], shared_folder: Path, folders: tuple[str, ...]
) -> None:
    """Eighty articles on other topics change nothing."""
    strangers = []
    for name in folders:
        with (shared_folder / name / "articles.jsonl").open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        strangers += [Article(id=f"{name}/{row['id']}", text=row["text"]) for row in rows]
    chosen = strangers[:: max(1, len(strangers) // 80)]

    result = deduplicate([*seeds.values(), *chosen])

    homes = [s for s in result.stories if any(a.id in s.members for a in seeds.values())]
    assert [home.members for home in homes] == [tuple(a.id for a in seeds.values())]
    assert {(r.left, r.right): r.kind for r in homes[0].relations} == {
        (r.left, r.right): r.kind for r in deduplicate(seeds.values()).stories[0].relations
    }


def test_one_story_without_strangers_among_invented_articles(seeds: dict[str, Article]) -> None:
    """Articles made by the tests join no story."""
    strangers = [Article(id=f"x{i}", text=invented_text(i)) for i in range(40)]

    result = deduplicate([*seeds.values(), *strangers])

    assert [story.members for story in result.stories] == [tuple(a.id for a in seeds.values())]


@pytest.mark.parametrize("pair", PAIRS)
def test_every_pair_shares_a_passage(story: Story, pair: tuple[str, str]) -> None:
    """Ten pairs, each with something to show."""
    shared = [p for p in relation_of(story, *pair).passages if p.kind is not PassageKind.FURNITURE]

    assert shared


ARSENAL = {
    "000": (
        "America need this [drone] technology, and you need to have it in your arsenal",
        "have it in your arsenal",
    ),
    "001": (
        "America need this technology, and you need to have it in your arsenal",
        "have it in your arsenal",
    ),
    "002": (
        "America need this technology, and you need to have it in your arsenal",
        "have it in your arsenal",
    ),
    "003": (
        "American people need this technology, and it is necessary to have it in their arsenal",
        "in their arsenal",
    ),
    "004": (
        "American people need this technology – and it should be in your arsenal",
        "in your arsenal",
    ),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_the_arsenal_quotation_is_found_in_every_pair(
    story: Story, seeds: dict[str, Article], pair: tuple[str, str]
) -> None:
    """Re-translated in 003 and 004, and found all the same, whole, on both sides."""
    relation = relation_of(story, *pair)

    assert passage_with(seeds, relation, ARSENAL[pair[0]][0], ARSENAL[pair[1]][0])


def test_the_arsenal_quotation_comes_out_clean(story: Story, seeds: dict[str, Article]) -> None:
    """Its span holds the quotation and at most its sentence."""
    relation = relation_of(story, "000", "001")
    passage = passage_with(seeds, relation, ARSENAL["000"][1], ARSENAL["001"][1])
    assert passage is not None

    left, right = sides(seeds, relation, passage)

    assert passage.kind is PassageKind.QUOTATION
    assert len(left) < 150
    assert len(right) < 320


def test_millions_of_cheap_drones(story: Story, seeds: dict[str, Article]) -> None:
    """Hegseth's sentence, split in 000, whole in 001."""
    words = "our adversaries have produced millions of cheap drones before us"

    assert passage_with(seeds, relation_of(story, "000", "001"), words, words)


def test_the_long_reworded_block(story: Story, seeds: dict[str, Article]) -> None:
    """Suicide drones, 117 drones, Izhevsk and Su-30 stand in one or more reworded passages."""
    relation = relation_of(story, "001", "003")
    reworded = [
        sides(seeds, relation, p) for p in relation.passages if p.kind is PassageKind.REWORDED
    ]

    for word in ("suicide drones", "117 ", "Izhevsk", "Su-30"):
        assert any(word in left and word in right for left, right in reworded), word


def test_001_and_003_are_rewrites(story: Story) -> None:
    """Both re-word one hidden text, in its order."""
    relation = relation_of(story, "001", "003")

    assert (relation.kind, relation.probability >= 0.5) == (Kind.REWRITE, True)
    assert "re-word" in relation.why


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair != ("001", "003")])
def test_the_other_pairs_have_a_common_source(story: Story, pair: tuple[str, str]) -> None:
    """They share quotations and facts of one third text, not each other's sentences: said so."""
    relation = relation_of(story, *pair)

    assert relation.kind is Kind.COMMON_SOURCE
    assert "New York Post" in relation.why


def test_furniture_pairs_nothing(story: Story, seeds: dict[str, Article], result: Result) -> None:
    """No passage but those marked as furniture touches it, and no evidence rests on it."""
    furniture = {listed.article.id: listed.furniture for listed in result.articles}

    def touches(article: str, start: int, end: int) -> bool:
        return any(start < stop and begin < end for begin, stop in furniture[article])

    for relation in story.relations:
        for p in relation.passages:
            if p.kind is not PassageKind.FURNITURE:
                assert not touches(relation.left, p.left_start, p.left_end)
                assert not touches(relation.right, p.right_start, p.right_end)
    for row in story.origin.evidence:
        if touches(row.article, row.start, row.end):
            assert row.rejected_because
            assert row.contribution == 0


def test_the_origin_is_outside_the_set(story: Story) -> None:
    """The New York Post, nearest to it 001, and sure of it."""
    origin = story.origin

    assert (origin.verdict, origin.article, origin.name) == ("outside", None, "New York Post")
    assert origin.nearest is not None
    assert origin.nearest[:3] == "001"
    assert origin.probability > 0.8
    assert origin.would_change


def rows_with(story: Story, written: str) -> list[Evidence]:
    return [row for row in story.origin.evidence if written.lower() in row.written.lower()]


def test_the_post_is_resolved_with_the_reason(story: Story) -> None:
    """001's "The Post" is the New York Post, and the ledger says why."""
    rows = [
        r
        for r in story.origin.evidence
        if r.article[:3] == "001" and r.written == "The Post" and r.stance == "for"
    ]

    assert rows
    assert all(row.outlet == "New York Post" and row.resolved_by for row in rows)


@pytest.mark.parametrize("outlet", ["New York Times", "AP", "Border Report"])
def test_what_speaks_for_others_is_rejected_with_a_reason(story: Story, outlet: str) -> None:
    """The Times told a part of it; AP and Border Report stand in the teasers."""
    rows = rows_with(story, outlet)

    assert rows
    assert all(
        row.stance == "rejected" and row.rejected_because and not row.contribution for row in rows
    )


def test_the_ledger_quotes_the_articles(story: Story, seeds: dict[str, Article]) -> None:
    """Every row's span, sliced, holds the outlet as it was written."""
    for row in story.origin.evidence:
        assert row.written in seeds[row.article[:3]].text[row.start : row.end]


def test_without_the_credits_there_is_no_false_certainty(seeds: dict[str, Article]) -> None:
    """001 and 003 alone do not say which Post."""
    result = deduplicate([seeds["001"], seeds["003"]])

    origin = result.stories[0].origin
    assert (origin.verdict, origin.name, origin.probability) == ("undetermined", None, 0.0)
    unresolved = [row for row in origin.evidence if row.written == "The Post"]
    assert unresolved
    assert not any("New York" in row.outlet for row in unresolved)
    assert "The Post" in origin.why


def test_three_copies_of_a_fake_do_not_outvote_the_truth(seeds: dict[str, Article]) -> None:
    """One vote a family: the same fake text three times is one voice."""
    fake = seeds["002"].text.replace("New York Post", "Daily Planet Gazette")
    copies = [Article(id=f"fake{i}", text=f"{fake}\nEdition {i}.") for i in range(3)]

    result = deduplicate([*seeds.values(), *copies])

    origin = next(s for s in result.stories if seeds["001"].id in s.members).origin
    assert (origin.verdict, origin.name) == ("outside", "New York Post")


SUBSETS = [
    s for size in range(2, 6) for s in combinations(("000", "001", "002", "003", "004"), size)
]


@pytest.mark.parametrize("subset", SUBSETS, ids="+".join)
def test_every_subset_is_honest(seeds: dict[str, Article], subset: tuple[str, ...]) -> None:
    """No subset claims another outlet, or that one of the five is the origin."""
    result = deduplicate([seeds[name] for name in subset])

    for story in result.stories:
        assert story.origin.verdict != "in-corpus"
        assert story.origin.name in (None, "New York Post", "The Post", "The Post (unresolved)")
        if set(subset) & {"000", "002", "004"}:
            assert story.origin.name in (None, "New York Post")
