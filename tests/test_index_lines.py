"""An index knows a publisher's repeated lines as the batch does, whatever comes and goes."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import invented_text

from dedup.articles import Article
from dedup.index import Index, deduplicate
from dedup.store import SqliteStore, unpack_lines
from dedup.tokens.repeated import LEAST_PAGES, find_repeated_lines

PLUGS = (
    "Nobody covers what goes on along the quay more closely than our nine reporters do every day.",
    "Sign up for the letter that the harbour reads before breakfast on each day of the long week.",
    "All rights belong to the owners of this paper and to those whose pictures it was allowed to "
    "print, and nothing may be copied without a word in writing from the office on Mill Street.",
)


@st.composite
def sites(draw: st.DrawFn) -> list[Article]:
    """Pages of two publishers or none, some with the same lines, some exact copies of others."""
    return [
        Article(
            id=f"{draw(st.integers(0, 9))}-{number}",
            text="\n".join(
                [
                    invented_text(draw(st.integers(0, 5)), draw(st.sampled_from([4, 12]))),
                    *draw(st.sets(st.sampled_from(PLUGS))),
                ]
            ),
            publisher=draw(st.sampled_from([None, "One", "One", "One", "Two"])),
        )
        for number in range(draw(st.integers(4, 12)))
    ]


def spans_of(index: Index) -> dict[str, tuple[tuple[int, int], ...]]:
    """The repeated lines that articles of an index were signed without."""
    store = index._store
    with store.reading():
        rows = store.named(list(store))
        found = {name: store.page(row)[1] for name, row in rows.items()}
    return {name: spans for name, spans in found.items() if spans}


def relations_of(index: Index) -> dict[tuple[str, str], str]:
    stories = filter(None, map(index.story, index))
    return {(r.left, r.right): str(r.kind) for story in stories for r in story.relations}


@settings(max_examples=30)
@given(sites(), st.randoms(use_true_random=False), st.integers(1, 5), st.integers(0, 6))
def test_lines_are_furniture_as_in_the_batch(
    pages: list[Article], shuffler: random.Random, writes: int, leaving: int
) -> None:
    """After any writes, and after any removals, in any order; and so are all relations."""
    shuffled = list(pages)
    shuffler.shuffle(shuffled)
    with Index() as index:
        for begin in range(writes):
            index.add(shuffled[begin::writes])
        before = spans_of(index)
        for page in shuffled[:leaving]:
            index.remove(page.id)
        after, relations, faults = spans_of(index), relations_of(index), index.verify()

    assert before == find_repeated_lines(pages)
    left = shuffled[leaving:]
    assert after == find_repeated_lines(left)
    assert relations == batch(left)
    assert faults == []


def batch(articles: Sequence[Article]) -> dict[tuple[str, str], str]:
    stories = deduplicate(articles).stories
    return {(r.left, r.right): str(r.kind) for story in stories for r in story.relations}


def test_a_guests_lines_are_furniture() -> None:
    """The fourth page with a plug is asked about without it, as it would be added."""
    pages = [
        Article(id=f"{i}", text=f"{invented_text(40 + i)}\n{PLUGS[2]}", publisher="One")
        for i in range(LEAST_PAGES - 1)
    ]
    stranger = Article(id="q", text=f"{invented_text(60)}\n{PLUGS[2]}", publisher="One")
    other = Article(id="q", text=stranger.text, publisher="Two")

    with Index() as index:
        index.add(pages)
        found = [index.check(guest, story=False).is_new for guest in (stranger, other)]

    assert found == [True, False]


def test_a_copy_that_takes_over_keeps_its_own_lines() -> None:
    """The lines of a page that went are not counted as those of the copy in its place."""
    text = invented_text(1)
    pages = [
        Article(id=f"{i}", text=f"{invented_text(40 + i)}\n{PLUGS[0]}", publisher="One")
        for i in range(LEAST_PAGES - 2)
    ]
    first = Article(id="a", text=f"{text}\n{PLUGS[0]}", publisher="One")
    copy = Article(id="b", text=first.text, publisher="Two")
    last = Article(id="c", text=f"{invented_text(50)}\n{PLUGS[0]}", publisher="One")

    with Index() as index:
        for page in (first, copy, *pages):
            index.add(page)
        index.remove("a")
        index.add(last)
        found = spans_of(index)
        index.prune()
        assert index.verify() == []

    assert found == {}


def test_pages_are_found_by_all_bits_of_a_line() -> None:
    """Two lines that agree in forty bits are two; of many pages, those with the lowest numbers."""
    with Index() as index:
        index.add(Article(id=f"{i}", text=f"{i}\n{PLUGS[0]}", publisher="One") for i in range(9))
        store = index._store
        assert isinstance(store, SqliteStore)
        with store.reading():
            rows = store.named([str(i) for i in range(9)])
            (line,) = unpack_lines(rows["0"].prints).tolist()
            pages = store.pages([line, line ^ 1], {1, 3}, 4)

    assert [row.number for row in pages[line]] == [2, 4, 5, 6]
    assert pages[line ^ 1] == []
