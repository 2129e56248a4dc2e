"""A corpus with planted near-copies, and every pair in it whose Jaccard similarity is 0.5 or more.

    python benchmarks/corpus.py ARTICLES FOLDER [--source articles.jsonl.gz] [--hash-seed 1]

writes ``FOLDER/corpus.jsonl`` (the id of a row is its line number from 0) and ``FOLDER/truth.npz``.
Four articles in five are originals, the fifth is an edited copy of one of them. With ``--source``
originals are real articles; once those are used up they come again with a third of their words
replaced, which leaves a similarity under 0.1. Without it, articles are drawn word by word from the
word counts of ``seeds/`` and need nothing else.

The truth is exact, unplanned pairs included: Jaccard similarity counts word 5-shingles as dedup
does, and the pairs are found by a join that cannot miss one (`near_pairs`).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dedup import kernels

Offsets = NDArray[np.int64]
Hashes = NDArray[np.uint64]

SHINGLE = 5
LEAST_JACCARD = 0.5
"""The truth lists pairs from here up; no figure of the benchmarks asks about fewer in common."""

ORIGINALS = 0.8
REPLACED_WHEN_REPEATED = 1 / 3
"""Of the words of a source article that comes again: (2/3)**10 of the shingles of two repeats
agree, so no two of them are near."""

SEED_WORDS = (420, 0.5)
"""Median and sigma of the log-normal length of an article made from seeds: 2.9 kB on average."""

_SEEDS = Path(__file__).parent.parent / "seeds"
_BATCH = 10_000
_COUNTERS = 1 << 26


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """The pairs of a corpus that a near-duplicate search should find.

    Attributes:
        articles: of the corpus.
        pairs: shape (p, 2), every pair of Jaccard similarity >= 0.5, ascending.
        jaccard: shape (p,).
        planted: shape (q, 2), the original and its copy, of any similarity.
    """

    articles: int
    pairs: Offsets
    jaccard: NDArray[np.float64]
    planted: Offsets


def read_truth(path: Path) -> Truth:
    """Return the truth that ``main`` wrote."""
    with np.load(path) as arrays:
        return Truth(int(arrays["articles"]), arrays["pairs"], arrays["jaccard"], arrays["planted"])


# Making articles: article k is made from (hash_seed, k) alone, so that none has to be kept.


class InventedWords:
    """Words of no language, each made from a number."""

    _SYLLABLES = tuple(c + v for c in "bcdfghjklmnprstvz" for v in "aeiou")

    def __init__(self, draw: random.Random, size: int = 60_000) -> None:
        """Draw ``size`` words of two to four syllables."""
        self.words = [
            "".join(draw.choices(self._SYLLABLES, k=draw.randint(2, 4))) for _ in range(size)
        ]

    def replace(self, text: str, share: float, draw: random.Random) -> str:
        """Return ``text`` with this share of its words replaced, each by chance."""
        pieces = re.split(r"(\s+)", text)
        words, random_number = self.words, draw.random
        for place in range(0, len(pieces), 2):
            if random_number() < share:
                pieces[place] = words[int(random_number() * len(words))]
        return "".join(pieces)

    def text(self, words: int, draw: random.Random) -> str:
        """Return a text of so many of them."""
        return " ".join(draw.choices(self.words, k=words))


def edit(text: str, jaccard: float, invented: InventedWords, draw: random.Random) -> str:
    """Return a copy of ``text`` whose Jaccard similarity to it is about ``jaccard``.

    One of four edits, by chance: single words replaced all over, the end cut off, foreign text
    added, or a block replaced.
    """
    gaps = [found.start() for found in re.finditer(r"\s+", text)]
    words = len(gaps) + 1
    if jaccard >= 1 or words < 4 * SHINGLE:
        return text
    either = draw.randrange(4)
    if either == 0:
        kept = 2 * jaccard / (1 + jaccard)  # of its shingles; one stays if all its words stay
        return invented.replace(text, 1 - kept ** (1 / SHINGLE), draw)
    if either == 1:
        return text[: gaps[min(len(gaps) - 1, round(jaccard * words))]]
    if either == 2:
        return text + "\n\n" + invented.text(round(words * (1 / jaccard - 1)), draw)
    replaced = round(words * (1 - 2 * jaccard / (1 + jaccard)))
    begin = draw.randrange(max(1, len(gaps) - replaced))
    end = gaps[min(len(gaps) - 1, begin + replaced)]
    return text[: gaps[begin]] + " " + invented.text(replaced, draw) + text[end:]


def originals_from_seeds(hash_seed: int) -> Callable[[int], str]:
    """Return a maker of originals with the word counts of ``seeds/``."""
    text = " ".join(path.read_text("utf-8") for path in sorted(_SEEDS.glob("*.txt")))
    counted = sorted(Counter(text.split()).items())
    words, counts = [word for word, _ in counted], [count for _, count in counted]
    bounds = np.cumsum(counts).tolist()
    median, sigma = SEED_WORDS

    def original(number: int) -> str:
        draw = random.Random(f"seeds {hash_seed} {number}")
        length = max(40, round(median * draw.lognormvariate(0, sigma)))
        return " ".join(draw.choices(words, cum_weights=bounds, k=length))

    return original


def originals_from_file(
    source: Path, invented: InventedWords, hash_seed: int
) -> Callable[[int], str]:
    """Return a maker of originals from a gzipped JSON Lines file with a ``text`` in each row."""
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        texts = [text for line in lines if (text := json.loads(line)["text"]).strip()]

    def original(number: int) -> str:
        again, place = divmod(number, len(texts))
        draw = random.Random(f"source {hash_seed} {number}")
        return (
            invented.replace(texts[place], REPLACED_WHEN_REPEATED, draw) if again else texts[place]
        )

    return original


def plan(articles: int, hash_seed: int) -> Offsets:
    """Return for each row the number of its original, and which copy of it it is; 0 is itself.

    Returns:
        shape (articles, 2), in an order of chance. Half of the originals with a copy have one, a
        quarter two, and so on.
    """
    draw = np.random.default_rng(hash_seed)
    originals = max(1, round(articles * ORIGINALS))
    copies = draw.geometric(0.5, articles)
    parents = np.repeat(draw.permutation(articles) % originals, copies)[: articles - originals]
    order = np.argsort(parents, kind="stable")
    begins = np.searchsorted(parents[order], parents[order])
    which = np.empty(len(parents), np.int64)
    which[order] = np.arange(len(parents)) - begins + 1
    rows = np.concatenate(
        (
            np.stack((np.arange(originals), np.zeros(originals, np.int64)), axis=1),
            np.stack((parents, which), axis=1),
        )
    )
    return draw.permutation(rows)


def make_articles(articles: int, source: Path | None, hash_seed: int) -> Iterator[str]:
    """Yield the texts of the corpus in its order."""
    invented = InventedWords(random.Random(f"words {hash_seed}"))
    original = (
        originals_from_file(source, invented, hash_seed)
        if source
        else originals_from_seeds(hash_seed)
    )
    for number, copy in plan(articles, hash_seed).tolist():
        text = original(number)
        if copy:
            draw = random.Random(f"copy {hash_seed} {number} {copy}")
            text = edit(text, min(1.0, draw.uniform(0.3, 1.05)), invented, draw)
        yield text


def planted_pairs(rows: Offsets) -> Offsets:
    """Return the rows of each original and its copies, ascending, from a `plan`."""
    place = np.empty(len(rows), np.int64)
    own = np.flatnonzero(rows[:, 1] == 0)
    place[rows[own, 0]] = own
    copies = np.flatnonzero(rows[:, 1] > 0)
    pairs = np.sort(np.stack((place[rows[copies, 0]], copies), axis=1), axis=1)
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


# Finding every near pair.


def shingle_sets(corpus: Path, threads: int = 2) -> list[Hashes]:
    """Return the distinct shingle hashes of each row of a corpus, ascending."""
    sets: list[Hashes] = []
    with corpus.open("rb") as lines:
        batch: list[bytes] = []
        for line in lines:
            batch.append(json.loads(line)["text"].encode("utf-8"))
            if len(batch) == _BATCH:
                sets += _sets_of(batch, threads)
                batch = []
    return sets + _sets_of(batch, threads)


def _sets_of(batch: Sequence[bytes], threads: int) -> list[Hashes]:
    offsets = np.cumsum([0] + [len(text) for text in batch], dtype=np.int64)
    hashes, first = kernels.shingle_sets(b"".join(batch), offsets, SHINGLE, threads)
    return np.split(hashes, first[1:-1]) if batch else []


def near_pairs(
    sets: Sequence[Hashes], least: float = LEAST_JACCARD
) -> tuple[Offsets, NDArray[np.float64]]:
    """Return every pair of sets of Jaccard similarity >= ``least``, and the similarities.

    All hashes are put in one order, rare ones first. Two sets that share a fraction ``least`` of
    their union share a hash among the first ``n - ceil(least * n) + 1`` of each, so an index over
    those alone misses no pair; most of them stand in one set only and need no entry. Each pair that
    meets in the index is then intersected in full.

    Returns:
        pairs of shape (p, 2), ascending, and their similarities of shape (p,).

    References:
        Bayardo, Ma, Srikant, "Scaling up all pairs similarity search", 2007.
    """
    keys, owners = _rare_prefixes(sets, least)
    sizes = np.array([len(one) for one in sets], np.int64)
    pairs = _meeting(keys, owners, sizes, least)
    jaccard = np.empty(len(pairs))
    for place, (left, right) in enumerate(pairs.tolist()):
        shared = len(np.intersect1d(sets[left], sets[right], assume_unique=True))
        jaccard[place] = shared / (len(sets[left]) + len(sets[right]) - shared)
    near = jaccard >= least
    return pairs[near], jaccard[near]


def _rare_prefixes(sets: Sequence[Hashes], least: float) -> tuple[Hashes, Offsets]:
    """Return the hashes of each set's prefix that may stand in another set, and their owners."""
    mask = np.uint64(_COUNTERS - 1)
    counters = np.zeros(_COUNTERS, np.uint32)
    # Hashes that share a counter only stand later in the order; any one order is right.
    for one in sets:
        np.add.at(counters, (one & mask).astype(np.int64), np.uint32(1))
    keys, owners = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    for owner, one in enumerate(sets):
        counts = counters[(one & mask).astype(np.int64)]
        alone = int(np.count_nonzero(counts == 1))
        prefix = len(one) - ceil(least * len(one)) + 1 if len(one) else 0
        if prefix > alone:
            shared = counts > 1
            order = np.lexsort((one[shared], counts[shared]))[: prefix - alone]
            keys.append(one[shared][order])
            owners.append(np.full(len(order), owner, np.int64))
    return np.concatenate(keys), np.concatenate(owners)


def _meeting(keys: Hashes, owners: Offsets, sizes: Offsets, least: float) -> Offsets:
    """Return the pairs of owners with a common key whose sizes allow the similarity, ascending."""
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    found = [np.empty(0, np.int64)]
    place, apart = np.arange(len(keys)), 0
    while len(place):
        apart += 1
        place = place[place + apart < len(keys)]
        place = place[keys[place] == keys[place + apart]]
        left, right = owners[place], owners[place + apart]
        small, large = np.minimum(sizes[left], sizes[right]), np.maximum(sizes[left], sizes[right])
        fits = small >= least * large
        found.append(np.unique(left[fits] * len(sizes) + right[fits]))
    codes = np.unique(np.concatenate(found))
    return np.stack(np.divmod(codes, max(1, len(sizes))), axis=1)


def write_corpus(articles: int, corpus: Path, source: Path | None, hash_seed: int) -> None:
    """Write a corpus, all of it or nothing."""
    corpus.parent.mkdir(parents=True, exist_ok=True)
    growing = corpus.with_suffix(".part")
    with growing.open("w", encoding="utf-8") as lines:
        for number, text in enumerate(make_articles(articles, source, hash_seed)):
            lines.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
    growing.replace(corpus)


def make(articles: int, folder: Path, source: Path | None = None, hash_seed: int = 1) -> Truth:
    """Write a corpus and its truth into ``folder`` and return the truth."""
    corpus = folder / "corpus.jsonl"
    write_corpus(articles, corpus, source, hash_seed)
    pairs, jaccard = near_pairs(shingle_sets(corpus))
    truth = Truth(articles, pairs, jaccard, planted_pairs(plan(articles, hash_seed)))
    np.savez(
        folder / "truth.npz",
        articles=articles,
        pairs=truth.pairs,
        jaccard=truth.jaccard,
        planted=truth.planted,
    )
    return truth


def main() -> None:
    """Make a corpus and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--source", type=Path, help="articles.jsonl.gz; else seeds/ is enough")
    parser.add_argument("--hash-seed", type=int, default=1)
    asked = parser.parse_args()
    truth = make(asked.articles, asked.folder, asked.source, asked.hash_seed)
    size = (asked.folder / "corpus.jsonl").stat().st_size
    print(f"{truth.articles} articles, {size / 1e6:.0f} MB, {len(truth.planted)} planted copies")
    edges = [0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.01]
    counts, _ = np.histogram(truth.jaccard, edges)
    for low, count in zip(edges, counts.tolist(), strict=False):
        print(f"pairs of Jaccard similarity from {low:.1f}: {count}")


if __name__ == "__main__":
    main()
