"""Do the terms find the other articles of a story, among many that have nothing to do with it?

    python benchmarks/quality.py candidates FOLDER [--among FILE] [--articles 40000]

A pair of one story is found at k if either side is among the k nearest of the other. The seconds
are those of one thread, from signatures to neighbors; the bytes are those of the vectors and of
their inverted index.
"""

from __future__ import annotations

import argparse
import time
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from labelled import groups_of, read_folder, read_strangers

from dedup import kernels
from dedup.candidates import MAX_NEIGHBORS, MIN_COSINE, weigh_terms
from dedup.dossiers import open_dossiers

NEAREST = (5, 10, 20, MAX_NEIGHBORS)


def add_parser(questions: Any) -> None:
    """Add the subcommand ``candidates``."""
    candidates = questions.add_parser("candidates", help="are the articles of a story found?")
    candidates.add_argument("folder", type=Path)
    candidates.add_argument("--among", type=Path, help="a file of other articles")
    candidates.add_argument("--articles", type=int, default=40_000, help="in all")
    candidates.set_defaults(report=report_candidates)


def report_candidates(options: argparse.Namespace) -> None:
    """Print the recall of a folder's pairs at some numbers of neighbors, and what it cost."""
    articles = read_folder(options.folder)
    groups = groups_of(options.folder, articles)
    if options.among:
        articles += read_strangers(options.among, options.articles - len(articles), articles)
    signatures = [dossier.signature for dossier in open_dossiers(articles)]
    started = time.process_time()
    vectors = weigh_terms(signatures)
    types = int(vectors.terms.max(initial=-1)) + 1
    first, neighbors, _ = kernels.nearest_by_terms(
        vectors.first, vectors.terms, vectors.weights, types, MIN_COSINE, MAX_NEIGHBORS
    )
    seconds = time.process_time() - started
    places = {article.id: place for place, article in enumerate(articles)}
    ranks = [
        min(_rank(first, neighbors, places[a], places[b]) for a, b in ((a, b), (b, a)))
        for members in groups.values()
        for a, b in combinations(members, 2)
    ]
    for nearest in NEAREST:
        share = float(np.mean(np.array(ranks) < nearest))
        print(f"recall at {nearest:<3} {share:.4f} of {len(ranks)} pairs")
    each = 1000 * seconds / len(articles)
    memory = (vectors.first.nbytes + 2 * len(vectors.terms) * (4 + 8)) / len(articles)
    print(f"{len(articles)} articles, {each:.3f} ms and {memory:.0f} bytes each")


def _rank(first: Any, neighbors: Any, one: int, other: int) -> int:
    """Return how many are nearer to ``one`` than ``other`` is."""
    found = np.flatnonzero(neighbors[first[one] : first[one + 1]] == other)
    return int(found[0]) if len(found) else len(first)
