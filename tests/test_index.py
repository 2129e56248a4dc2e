"""The path one article at a time: what the batch says, in any order, durably."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import threading
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import invented_text, replace_words
from test_path import corpus

from dedup.articles import Article
from dedup.candidates import candidate_pairs
from dedup.dossiers import open_dossiers
from dedup.errors import StoreError
from dedup.index import Added, Index, Story, deduplicate, neighborhoods
from dedup.index.entries import make_entries, near_keys, pack_prints, unpack_prints
from dedup.index.neighbors import Neighbors
from dedup.index.similar import TermSearch
from dedup.relations import Kind, Relation
from dedup.schemes import Scheme
from dedup.store import SqliteStore


@pytest.fixture(params=["memory", "file"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Index:
    """An index in memory and in a file."""
    return Index() if request.param == "memory" else Index.open(tmp_path / "news.dedup")


def stories_of(index: Index) -> list[Story]:
    """Every story of an index, asked for by every one of its articles."""
    found: dict[str, Story] = {}
    for name in index:
        story = index.story(name)
        if story:
            found.setdefault(story.id, story)
            assert story == found[story.id]
    return list(found.values())


def related(stories: Iterable[Story]) -> dict[tuple[str, str], Relation]:
    return {(r.left, r.right): r for story in stories for r in story.relations}


@st.composite
def crowds(draw: st.DrawFn) -> list[Article]:
    """Strangers, copies, near copies, excerpts, at several publishers and times."""
    articles = []
    for number in range(draw(st.integers(2, 7))):
        base = invented_text(draw(st.integers(0, 2)))
        change = draw(st.sampled_from(["none", "words", "half", "join"]))
        text = {
            "none": base,
            "words": replace_words(base, 0.05, number),
            "half": base[: len(base) // 2],
            "join": f"{base[:400]}\n{invented_text(10 + number)}",
        }[change]
        when = draw(st.sampled_from([None, 1, 3, 20]))
        articles.append(
            Article(
                id=f"{draw(st.integers(0, 9))}-{number}",
                text=text,
                publisher=draw(st.sampled_from([None, "One", "Two"])),
                published=datetime(2031, 5, when, tzinfo=UTC) if when else None,
                language=draw(st.sampled_from([None, "en", "de"])),
            )
        )
    return articles


@settings(max_examples=15)
@given(crowds(), st.randoms(use_true_random=False), st.integers(1, 4))
def test_one_by_one_is_the_batch(
    articles: list[Article], shuffler: random.Random, writes: int
) -> None:
    """In any order of arrival, in any number of writes, stories are those of ``deduplicate``."""
    batch = deduplicate(articles)
    shuffled = list(articles)
    shuffler.shuffle(shuffled)

    with Index() as index:
        for begin in range(writes):
            index.add(shuffled[begin::writes])
        stories = stories_of(index)

    assert related(stories) == related(batch.stories)
    assert {(s.members, s.families, s.headline) for s in stories} == {
        (s.members, s.families, s.headline) for s in batch.stories
    }


@settings(max_examples=10)
@given(crowds(), st.randoms(use_true_random=False))
def test_what_is_checked_is_related_as_if_it_were_added(
    articles: list[Article], shuffler: random.Random
) -> None:
    """Asking before adding gives the story and the relations of the batch of both."""
    asked = shuffler.choice(articles)
    batch = deduplicate(articles)

    with Index() as index:
        index.add(article for article in articles if article is not asked)
        verdict = index.check(asked)

    story = next((s for s in batch.stories if asked.id in s.members), None)
    assert (verdict.story and verdict.story.members) == (story and story.members)
    expected = {
        (pair if pair[0] == asked.id else pair[::-1]): found.kind
        for pair, found in related(batch.stories).items()
        if asked.id in pair
    }
    found = {(r.left, r.right): r.kind for r in verdict.relations}
    assert {pair: found.get(pair) for pair in expected} == expected


def test_terms_are_weighed_as_in_the_batch() -> None:
    """Each article's cosines are those of ``candidate_pairs``, in several languages at once."""
    articles = [
        Article(
            id=f"{i:02}",
            text=replace_words(invented_text(i % 4), 0.4, i),
            language="de" if i % 5 == 0 else "en",
        )
        for i in range(24)
    ]
    signatures = [dossier.signature for dossier in open_dossiers(articles)]
    batch = candidate_pairs(signatures)
    expected = dict(zip(map(tuple, batch.similar.tolist()), batch.cosines.tolist(), strict=True))

    found: dict[tuple[int, int], float] = {}
    store = SqliteStore()
    store.put(make_entries(articles, store.settings))
    for place, signature in enumerate(signatures):
        for similar in TermSearch(store).similar(signature):
            other = int(similar.row.id)
            if other != place:
                found[min(place, other), max(place, other)] = similar.cosine

    assert len(expected) > 30
    assert found == pytest.approx(expected, abs=1e-9)


def test_the_seeds_one_by_one(seeds: dict[str, Article]) -> None:
    """Real text: the story of the seeds is that of the batch, its origin included."""
    batch = deduplicate([*seeds.values(), *corpus()])

    with Index() as index:
        for article in [*reversed(seeds.values()), *corpus()]:
            index.add(article)
        story = index.story(seeds["002"].id)

    assert story == next(s for s in batch.stories if seeds["002"].id in s.members)


def test_the_seeds_are_known_by_their_terms(index: Index, seeds: dict[str, Article]) -> None:
    """A rewrite is found although it shares no long run; a stranger is new."""
    index.add([article for name, article in seeds.items() if name != "003"])
    index.add(corpus())

    verdict = index.check(seeds["003"])

    assert verdict.relations[0].right == seeds["001"].id
    assert verdict.relations[0].kind is Kind.REWRITE
    assert not verdict.is_new
    assert verdict.story is not None
    assert verdict.story.origin.name == "New York Post"
    assert index.check(Article(id="new", text=invented_text(77))).is_new


def test_an_article_is_no_relation_of_itself(index: Index) -> None:
    """Asking about what is in the index does not answer with it."""
    article = Article(id="a", text=invented_text(1))
    index.add(article)

    assert index.check(article).relations == ()


def test_adding_again_changes_nothing_unless_the_text_did(index: Index) -> None:
    """The same text is a no-op, another text is a revision and takes the place of the first."""
    first, second = Article(id="a", text=invented_text(1)), Article(id="a", text=invented_text(2))

    added = [index.add(first), index.add(first), index.add(second)]

    assert added == [Added(new=1), Added(unchanged=1), Added(revised=1)]
    assert (len(index), index.get("a")) == (1, second)
    assert index.check(Article(id="b", text=invented_text(1))).is_new
    assert not index.check(Article(id="b", text=invented_text(2))).is_new


def test_an_id_twice_in_one_call_is_a_revision_too(index: Index) -> None:
    """The order of an iterable is the order of arrival."""
    articles = [Article(id="a", text=text) for text in ("one", "two", "two")]

    assert index.add(articles) == Added(new=1, revised=1, unchanged=1)
    assert index.get("a") == articles[1]


def test_a_story_is_formed_from_those_reached_first(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a story is larger than the reach, its first are shown: a difference from the batch."""
    articles = [Article(id=f"{i}", text=replace_words(invented_text(1), 0.03, i)) for i in range(6)]
    index.add(articles)
    whole = index.story("0")
    monkeypatch.setattr(neighborhoods, "REACH", 4)

    reached = index.story("0")

    assert whole is not None
    assert whole.members == deduplicate(articles).stories[0].members
    assert reached is not None
    assert (len(reached.members), "0" in reached.members) == (4, True)


@settings(max_examples=10)
@given(crowds(), st.integers(1, 4), st.sampled_from([None, "5d"]))
def test_whom_many_meet_is_whom_each_meets(
    articles: list[Article], reach: int, window: str | None
) -> None:
    """A story that is full is told as if each of its articles had been asked whom it meets."""
    told = {}
    for asked in ("at once", "each"):
        with pytest.MonkeyPatch.context() as patch, Index.open(None, window=window) as index:
            index.add(articles)
            patch.setattr(neighborhoods, "REACH", reach)
            if asked == "each":
                patch.setattr(Neighbors, "near_each", _one_by_one)
                patch.setattr(neighborhoods, "are_among", _all_are)
            told[asked] = [index.check(article) for article in articles]

    assert told["at once"] == told["each"]


@pytest.mark.parametrize("cap", [1, 3, 20])
def test_crowded_keys_lead_many_where_they_lead_each(cap: int) -> None:
    """Each of some keys leads to the same articles, asked for alone and with all others."""
    store = SqliteStore()
    texts = [replace_words(invented_text(i % 2), 0.05, i) for i in range(9)]
    articles = [Article(f"{9 - i}", text) for i, text in enumerate(texts)]
    store.put(make_entries(articles, store.settings))
    neighbors = Neighbors(store)
    neighbors._caps = np.array([cap, cap])
    signatures = [dossier.signature for dossier in open_dossiers(articles)]
    held = [near_keys(signature, store.settings.banding)[7::9] for signature in signatures]

    expected = [[row.id for row in neighbors.near(keys)[0]] for keys in held]

    assert [[row.id for row in rows] for rows in neighbors.near_each(held)] == expected
    assert len({len(names) for names in expected}) > 1


def _one_by_one(self: Neighbors, held: Any, oldest: int | None) -> Any:
    return [self.near(keys, b"", oldest)[0] for keys in held]


def _all_are(known: Any, numbers: Any) -> Any:
    return np.ones(len(numbers), np.bool_)


def test_holders_are_those_of_now(index: Index) -> None:
    """What is kept of who holds a term goes with the next write, whoever writes."""
    articles = [Article(str(i), replace_words(invented_text(1), 0.3, i)) for i in range(4)]
    index.add(articles[:2])
    assert {r.right for r in index.check(articles[3], story=False).relations} == {"0", "1"}

    index.add(articles[2])
    assert {r.right for r in index.check(articles[3], story=False).relations} == {"0", "1", "2"}
    index.remove("0")
    assert {r.right for r in index.check(articles[3], story=False).relations} == {"1", "2"}


def test_what_was_removed_is_not_found(index: Index) -> None:
    """After removal its copy is new."""
    index.add(Article(id="a", text=invented_text(1)))
    removed = index.remove("a")

    verdict = index.check(Article(id="b", text=invented_text(1)))

    assert (removed, "a" in index, verdict.is_new) == (True, False, True)
    assert (index.remove("a"), index.verify()) == (False, [])


def test_copies_outlive_the_first_of_them(index: Index) -> None:
    """Copies are found by the keys of the first; when it goes, the next one takes them over."""
    copies = [Article(id=name, text=invented_text(1), publisher=name) for name in "abc"]
    index.add(copies)
    near = Article(id="n", text=replace_words(invented_text(1), 0.03, 1))

    left = []
    for name in "abc":
        left.append(sorted(r.right for r in index.check(near).relations))
        index.remove(name)

    assert left == [["a", "b", "c"], ["b", "c"], ["c"]]
    assert index.check(near).is_new
    assert index.verify() == []


def test_a_file_is_reopened_with_its_scheme_alone(tmp_path: Path) -> None:
    """Another scheme is refused by name, and so are other channels."""
    with Index.open(tmp_path / "news.dedup") as index:
        index.add(corpus())

    with Index.open(tmp_path / "news.dedup") as again:
        assert len(again) == len(corpus())
    with pytest.raises(StoreError, match="slots: 128 there, 256 asked for"):
        Index.open(tmp_path / "news.dedup", Scheme(slots=256))
    with pytest.raises(StoreError, match="near_only: False there, True asked for"):
        Index.open(tmp_path / "news.dedup", near_only=True)


@pytest.mark.parametrize("keep_text", [True, False])
def test_near_duplicates_alone(tmp_path: Path, keep_text: bool) -> None:
    """Exact and near copies are found, with their Jaccard similarity; what cannot be is said."""
    text = invented_text(1)
    copy = Article(id="copy", text=text.upper())
    near = Article(id="near", text=replace_words(text, 0.03, 1), publisher="One")
    asked = Article(id="asked", text=text, publisher="Two")
    with Index.open(tmp_path / "n.dedup", near_only=True, keep_text=keep_text) as index:
        index.add(
            [copy, near, *(Article(id=f"s{i}", text=invented_text(50 + i)) for i in range(9))]
        )

        verdict = index.check(asked)
        kept = index.get("near")

    assert [(r.right, r.kind) for r in verdict.relations] == [
        ("copy", Kind.EXACT),
        ("near", Kind.SYNDICATED),
    ]
    truth = index_truth(near.text, text)
    assert verdict.relations[1].measures["jaccard"] == pytest.approx(truth, abs=0.001)
    assert "rewrites" in verdict.not_shown[0]
    assert kept is not None
    assert (kept.text, kept.publisher) == (near.text if keep_text else "", "One")


def index_truth(left: str, right: str) -> float:
    one, two = ({tuple(w[i : i + 5]) for i in range(len(w) - 4)} for w in (
        [word.strip(".,").casefold() for word in text.split()] for text in (left, right)
    ))  # fmt: skip
    return len(one & two) / len(one | two)


def test_an_index_without_texts_says_so(tmp_path: Path) -> None:
    """Asked for a story, it names what it lacks."""
    with Index.open(tmp_path / "n.dedup", keep_text=False) as index:
        index.add(Article(id="a", text=invented_text(1)))
        with pytest.raises(ValueError, match="keeps no texts"):
            index.story("a")


def test_older_articles_leave_the_window(tmp_path: Path) -> None:
    """Out of the window an article is no candidate, and ``prune`` takes it out of the file."""
    day = datetime(2031, 5, 1, tzinfo=UTC)
    old = Article(id="old", text=invented_text(1), published=day)
    with Index.open(tmp_path / "w.dedup", window="30d") as index:
        young = Article(id="young", text=invented_text(2), published=day + timedelta(40))
        again = Article(id="again", text=old.text, published=day + timedelta(20))
        index.add([old, young, again])
        asked = [Article(id="q", text=old.text, published=day + timedelta(d)) for d in (29, 31, 51)]

        found = [sorted(r.right for r in index.check(article).relations) for article in asked]
        pruned = index.prune(day + timedelta(31))

        assert found == [["again", "old"], ["again"], []]
        assert (pruned, list(index), index.verify()) == (1, ["again", "young"], [])
        assert index.stats().removed == 0


@pytest.mark.parametrize("window", ["", "30", "d", "0d", "-1d", "1y", timedelta(0)])
def test_a_window_that_is_none_is_refused(window: str | timedelta) -> None:
    """The error shows what one looks like."""
    with pytest.raises(ValueError, match=r"window.*(is none|longer than nothing)"):
        Index(window=window)


def test_threads_share_an_index(index: Index) -> None:
    """Four threads add and ask at once; nothing is lost, nothing double."""
    wrong: list[str] = []

    def work(thread: int) -> None:
        for number in range(8):
            article = Article(id=f"{thread}-{number}", text=invented_text(100 * thread + number))
            index.add(article)
            copy = Article(id="copy", text=article.text)
            if [r.right for r in index.check(copy, story=False).relations] != [article.id]:
                wrong.append(article.id)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (wrong, len(index), index.verify()) == ([], 32, [])


def test_asking_does_not_hold_the_loop(index: Index) -> None:
    """While an article is checked, the event loop goes on."""
    index.add(corpus())
    ticks = []

    async def tick() -> None:
        while True:
            ticks.append(1)
            await asyncio.sleep(0)

    async def ask() -> bool:
        ticking = asyncio.create_task(tick())
        verdict = await index.acheck(Article(id="q", text=invented_text(1)))
        ticking.cancel()
        return verdict.is_new

    assert asyncio.run(ask()) is False
    assert len(ticks) > 1


def test_workers_sign_as_one_does(tmp_path: Path) -> None:
    """What processes signed is what this one would have."""
    articles = [Article(id=f"{i:03}", text=invented_text(i)) for i in range(120)]
    with Index() as one, Index.open(tmp_path / "w.dedup", workers=2) as many:
        one.add(articles)
        many.add(articles)

        assert many.stats().postings == one.stats().postings
        assert many.verify() == []


def test_an_interrupt_is_for_who_adds(tmp_path: Path) -> None:
    """Ctrl-C reaches every process of a terminal; workers leave it to the one that uses them."""
    articles = [Article(id=f"{i:03}", text=invented_text(i)) for i in range(400)]
    with Index.open(tmp_path / "i.dedup", workers=2) as index:
        index.add(articles[:200])
        assert isinstance(index._adder._pool, ProcessPoolExecutor)
        for worker in index._adder._pool._processes:
            os.kill(worker, signal.SIGINT)
        index.add(articles[200:])

        assert len(index) == 400


@pytest.mark.parametrize("text", ["", " \n ", "word", "—", "\ud800 half", "\x00\x01", "漢字" * 50])
def test_odd_texts_are_kept_as_they_are(index: Index, text: str) -> None:
    """Any text goes in and comes out, and two without words are no copies."""
    index.add([Article(id="a", text=text), Article(id="b", text=text)])

    verdict = index.check(Article(id="q", text=text))

    assert index.get("a") == Article(id="a", text=text)
    assert len(verdict.relations) == (2 if any(c.isalpha() for c in text if c < "\ud800") else 0)
    assert index.verify() == []


@given(st.lists(st.integers(0, 2**64 - 1), max_size=300))
def test_prints_are_the_shingles_in_short(hashes: list[int]) -> None:
    """What is unpacked is what was packed, cut to 21 bits; every one of them, none else."""
    packed = pack_prints(np.array(hashes, np.uint64))

    assert unpack_prints(packed).tolist() == sorted({number >> 43 for number in hashes})
