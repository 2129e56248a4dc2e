"""One path, two doors: the same relations in any order, on any number of threads."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import invented_text, replace_words

from dedup.articles import Article
from dedup.errors import DuplicateId, StoreError
from dedup.index import Index, Options, Result, deduplicate
from dedup.relations import Kind
from dedup.signatures import Scheme


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


@pytest.fixture(params=["memory", "file"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Index:
    """An index in memory and in a file."""
    return Index() if request.param == "memory" else Index.open(tmp_path / "news.dedup")


def test_checking_gives_the_relations_of_the_batch(index: Index) -> None:
    """Asked about one by one, articles have the relations that the batch found."""
    articles = corpus()
    batch = {
        (r.left, r.right): r
        for story in deduplicate(articles).stories
        for r in story.relations
        if r.kind in (Kind.NEAR_DUPLICATE, Kind.PARTIAL_REUSE)
    }
    index.add(articles)

    found = {}
    for article in articles:
        for relation in index.check(article).relations:
            if article.id < relation.right:
                found[article.id, relation.right] = relation

    assert {pair: found.get(pair) for pair in batch} == batch


def test_the_seeds_are_known_by_their_terms(index: Index, seeds: dict[str, Article]) -> None:
    """A rewrite is found although it shares no long run; a stranger is new."""
    index.add([article for name, article in seeds.items() if name != "003"])
    index.add(corpus())

    verdict = index.check(seeds["003"])

    assert verdict.relations[0].right == seeds["001"].id
    assert verdict.relations[0].kind is Kind.REWRITE
    assert not verdict.is_new
    assert index.check(Article(id="new", text=invented_text(77))).is_new


def test_an_article_is_no_relation_of_itself(index: Index) -> None:
    """Asking about what is in the index does not answer with it."""
    article = Article(id="a", text=invented_text(1))
    index.add(article)

    assert index.check(article).relations == ()


def test_adding_again_changes_nothing_unless_the_text_did(index: Index) -> None:
    """The same text is a no-op, another text replaces the first."""
    first, second = Article(id="a", text=invented_text(1)), Article(id="a", text=invented_text(2))

    counts = [index.add(first), index.add(first), index.add(second)]

    assert (counts, len(index), index.get("a")) == ([1, 0, 1], 1, second)


def test_what_was_removed_is_not_found(index: Index) -> None:
    """After removal its copy is new."""
    index.add(Article(id="a", text=invented_text(1)))
    removed = index.remove("a")

    verdict = index.check(Article(id="b", text=invented_text(1)))

    assert (removed, "a" in index, verdict.is_new) == (True, False, True)


def test_a_file_is_reopened_with_its_scheme_alone(tmp_path: Path) -> None:
    """Another scheme is refused by name."""
    with Index.open(tmp_path / "news.dedup") as index:
        index.add(corpus())

    with Index.open(tmp_path / "news.dedup") as again:
        assert len(again) == len(corpus())
    with pytest.raises(StoreError, match="slots"):
        Index.open(tmp_path / "news.dedup", Scheme(slots=256))
