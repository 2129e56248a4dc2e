import json
import sys
from itertools import combinations

import corpus
import numpy as np
import peers
import pytest
import reference
import scaling
import searches
from hypothesis import given, settings
from hypothesis import strategies as st

ARTICLES = 300


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("corpus")
    corpus.make(ARTICLES, made)
    return made


@pytest.fixture(scope="module")
def truth(folder):
    return corpus.read_truth(folder / "truth.npz")


@pytest.fixture(scope="module")
def near(folder):
    """Return the pairs from 0.5 on with their similarities, by sets of strings and all pairs."""
    rows = [json.loads(line) for line in (folder / "corpus.jsonl").open(encoding="utf-8")]
    sets = [
        set(reference.shingles([word for word, _, _ in reference.words(row["text"])], 5))
        for row in rows
    ]
    found = {}
    for left, right in combinations(range(len(sets)), 2):
        shared = len(sets[left] & sets[right])
        either = len(sets[left]) + len(sets[right]) - shared
        if shared and shared / either >= 0.5:
            found[left, right] = shared / either
    return found


def test_the_truth_is_every_near_pair_with_its_similarity(truth, near):
    """The join misses no pair that comparing all with all finds, and counts as dedup does."""
    joined = dict(zip(map(tuple, truth.pairs.tolist()), truth.jaccard.tolist(), strict=True))

    assert joined == near


def test_planted_copies_spread_over_the_similarities(truth):
    """Copies are there to be found at every similarity that a figure asks about."""
    near = dict(zip(map(tuple, truth.pairs.tolist()), truth.jaccard.tolist(), strict=True))
    planted = [near.get(tuple(pair), 0.0) for pair in truth.planted.tolist()]
    counts = [sum(low <= value < low + 0.1 for value in planted) for low in (0.5, 0.6, 0.7, 0.8)]

    assert len(planted) == ARTICLES / 5 and min(counts) > 0


def test_a_corpus_is_the_same_whenever_it_is_made(folder, tmp_path):
    """A figure can be measured again on the same bytes."""
    corpus.write_corpus(ARTICLES, tmp_path / "again.jsonl", None, hash_seed=1)

    assert (tmp_path / "again.jsonl").read_bytes() == (folder / "corpus.jsonl").read_bytes()


@given(st.lists(st.sets(st.integers(0, 9), max_size=6), max_size=12), st.sampled_from([0.5, 0.7]))
@settings(max_examples=50, deadline=None)  # the join sets out with a large table of counters
def test_the_join_misses_no_pair(sets, least):
    """However common the hashes, the join finds what comparing all with all finds."""
    pairs, _ = corpus.near_pairs([np.array(sorted(one), np.uint64) for one in sets], least)
    wanted = [
        [left, right]
        for left, right in combinations(range(len(sets)), 2)
        if sets[left] and len(sets[left] & sets[right]) >= least * len(sets[left] | sets[right])
    ]

    assert pairs.tolist() == wanted


def test_near_pairs_of_overlapping_sets():
    """A pair exactly at the least similarity is in, one below it is not."""
    sets = [np.array(values, np.uint64) for values in ([1, 2, 3], [2, 3, 4], [3, 4, 5, 6], [])]
    pairs, jaccard = corpus.near_pairs(sets, 0.5)

    assert (pairs.tolist(), jaccard.tolist()) == ([[0, 1]], [0.5])


@pytest.mark.parametrize("peer", [peer for peer in searches.PEERS if searches.installed(peer)])
def test_every_peer_that_is_installed_does_the_work(peer, folder, truth):
    """A comparison counts only if each side searched the same pairs and found most of them."""
    cost, answer = peers.run(peer, folder / "corpus.jsonl", threads=1, timeout=100, programs={})

    assert not cost.failure, cost.failure
    assert peers.quality(answer, truth, 0.7).recall > 0.8


def test_quality_counts_pairs_and_clusters_alike():
    """Both kinds of answer are held against the same truth."""
    truth = corpus.Truth(4, np.array([[0, 1], [0, 2]]), np.array([0.9, 0.6]), np.array([[0, 1]]))
    pairs = {"pairs": np.array([[1, 0], [2, 3]]), "estimates": np.array([0.8, 0.7])}
    labels = {"labels": np.array([5, 5, 7, 7])}
    found = [peers.quality(one, truth, 0.7) for one in (pairs, labels)]

    assert found == [peers.Quality(1, 1, 0.5)] * 2


def test_recall_by_article_is_not_ruled_by_a_large_family():
    """Six missed pairs of one family weigh as much as four articles do."""
    family = [[1, 2], [1, 3], [1, 4], [2, 3], [2, 4], [3, 4]]
    truth = corpus.Truth(8, np.array([*family, [6, 7]]), np.ones(7), np.array([[6, 7]]))
    answer = {"pairs": np.array([[6, 7]]), "estimates": np.array([1.0])}

    assert peers.quality(answer, truth, 0.5) == peers.Quality(1 / 7, 1 / 3, 1)


def test_a_process_over_its_time_is_stopped_and_named():
    """One slow peer does not hold up a comparison."""
    command = [sys.executable, "-c", "import time; time.sleep(60)"]

    assert peers.measure(command, threads=1, timeout=0.2).failure == "over 0.2 s"


def test_exponent_of_a_square_is_two():
    """The slope of the logarithms is the power."""
    assert scaling.exponent([1, 10, 100], [3, 300, 30_000]) == pytest.approx(2)
