"""The path in one go: the same relations in any order, on any number of threads."""

from __future__ import annotations

import gc
import json
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import invented_text, replace_words

from dedup.articles import Article
from dedup.dossiers import Dossier
from dedup.errors import DuplicateId
from dedup.index import Options, Result, deduplicate
from dedup.kinds import Kind
from dedup.relations import compare


def corpus(size: int = 8) -> list[Article]:
    """Strangers, each with a near copy, and one with a copied paragraph."""
    articles = [Article(id=f"a{i}", text=invented_text(i)) for i in range(size)]
    articles += [
        Article(id=f"b{i}", text=replace_words(invented_text(i), 0.03, i))
        for i in range(0, size, 2)
    ]
    articles.append(Article(id="c", text=f"{invented_text(50)}\n{invented_text(1)[:400]}"))
    return articles


def written(result: Result) -> str:
    return json.dumps(result.to_dict(), ensure_ascii=False)


@pytest.fixture(scope="module")
def expected() -> str:
    """The corpus in its own order, on one thread."""
    return written(deduplicate(corpus()))


@settings(max_examples=8)
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_neither_order_nor_threads_change_a_byte(
    expected: str, shuffler: random.Random, threads: int
) -> None:
    """The same articles give the same result."""
    articles = corpus()
    shuffler.shuffle(articles)

    assert written(deduplicate(articles, Options(threads=threads))) == expected


def test_the_seeds_in_any_order(seeds: dict[str, Article]) -> None:
    """Real text, forwards and backwards."""
    forwards = written(deduplicate(seeds.values()))

    assert written(deduplicate(reversed(seeds.values()), Options(threads=2))) == forwards


def test_copies_become_families(expected: str) -> None:
    """Each near copy is in a family with its original, and nothing else is."""
    stories = json.loads(expected)["stories"]

    families = [family for story in stories for family in story["families"] if len(family) > 1]
    assert sorted(families) == [[f"a{i}", f"b{i}"] for i in range(0, 8, 2)]


def test_strangers_added_change_no_relation(seeds: dict[str, Article]) -> None:
    """Unrelated articles never add, change or remove a passage."""
    alone = {(r.left, r.right): r for r in deduplicate(seeds.values()).stories[0].relations}

    among = deduplicate([*seeds.values(), *corpus()])

    story = next(s for s in among.stories if seeds["000"].id in s.members)
    assert {(r.left, r.right): r for r in story.relations} == alone


def test_a_result_is_json(seeds: dict[str, Article]) -> None:
    """``to_dict`` holds plain values and the documented top level."""
    packed = deduplicate(seeds.values()).to_dict()

    assert json.loads(json.dumps(packed)) == packed
    assert set(packed) == {
        "format",
        "version",
        "articles",
        "stories",
        "refused",
        "skipped",
        "notes",
        "settings",
    }
    assert packed["version"] == 1


def test_no_article_is_a_result() -> None:
    """The empty corpus has no story."""
    assert deduplicate([]).stories == ()


def test_two_articles_with_one_id_are_refused() -> None:
    """The error names the id and the next step."""
    with pytest.raises(DuplicateId, match=r"two articles have the id 'a'.*URL"):
        deduplicate([Article(id="a", text="x"), Article(id="a", text="y")])


@pytest.mark.parametrize("text", ["", " \n ", "word", "—", "x" * 10_000, "\ud800 half", "\x00\x01"])
def test_odd_texts_are_articles_too(text: str) -> None:
    """No text stops a run."""
    result = deduplicate([Article(id="odd", text=text), Article(id="b", text=invented_text(1))])

    assert [listed.article.id for listed in result.articles] == ["b", "odd"]


def test_a_hundred_copies_are_one_family() -> None:
    """A crowd of exact copies stays together without every pair being listed."""
    copies = [Article(id=f"{i:03}", text=invented_text(1)) for i in range(100)]

    result = deduplicate(copies)

    assert [len(family) for family in result.stories[0].families] == [100]


def test_a_crowd_of_near_copies_is_one_family() -> None:
    """More edited copies than any key may hold are still one text: none was left uncompared."""
    text = invented_text(1, sentences=12)
    copies = [Article(id=f"{i:03}", text=replace_words(text, 0.02, i)) for i in range(120)]

    result = deduplicate(copies)

    assert result.notes
    assert [len(family) for family in result.stories[0].families] == [120]


def test_what_a_result_holds_is_what_compare_says(seeds: dict[str, Article]) -> None:
    """Relations of stories equal those of the pairs alone, refused edges their kinds."""
    articles = [*corpus(12), *seeds.values()]
    by_id = {article.id: article for article in articles}

    result = deduplicate(articles)

    for story in result.stories:
        for relation in story.relations:
            alone = compare(by_id[relation.left], by_id[relation.right])
            if relation.kind is Kind.COMMON_SOURCE:  # what the story's origin says of it
                relation = replace(
                    relation, kind=alone.kind, probability=alone.probability, why=alone.why
                )
            assert relation == alone
    for edge in result.refused:
        if edge.kind is not None:
            assert edge.kind is compare(by_id[edge.left], by_id[edge.right]).kind
    assert sum(len(story.relations) for story in result.stories) > 10


def test_nothing_is_kept_of_a_run_that_is_over() -> None:
    """What was prepared of its articles goes with it: a second run has room."""
    articles = [replace(article, id=f"gone/{article.id}") for article in corpus()]

    deduplicate(articles)
    gc.collect()

    left = [thing for thing in gc.get_objects() if isinstance(thing, Dossier)]
    assert not [dossier for dossier in left if dossier.id.startswith("gone/")]
