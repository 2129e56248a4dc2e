"""Are pairs called what they are? What is asked is what a folder's labels allow.

    python benchmarks/quality.py relations FOLDER

With ``kind`` (made-up stories of known descent): whether complete re-wordings stand apart from
pairs that hold an independent report, from the text alone and with credit, and which independents
and which round-ups are attached. With labelled levels of revision: copied or not, and the level, by
a linear discriminant that never saw the pair. With labelled relations: agreement, by classes. With
``event`` alone: how many pairs of one event are called rewrites, which is never right.

Where ``dedup/relations/verdict.py`` was fitted on a folder, ``fit_relations.py`` says what a fit
without it does.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from fit_relations import area_under_curve
from numpy.typing import NDArray
from rewrite_pairs import LabelledPair, labelled_pairs

from dedup import kernels
from dedup.clusters import FAMILY_KINDS
from dedup.relations import Kind
from dedup.relations.verdict import WEIGHTS

ATTACHED = FAMILY_KINDS | {Kind.REWRITE, Kind.PARTIAL_REUSE}
COMPLETE = frozenset({"rewrite", "backtranslated", "chain"})
FALSE_SHARE = 0.02
OF_SOURCES = ("credit", "exclusives")
"""What the model knows beside the wording."""
CLASSES = {
    "exact": "copy", "near-duplicate": "copy", "syndicated": "copy", "quote-only": "apart",
    "same-event": "apart", "boilerplate-only": "apart", "unrelated": "apart",
}  # fmt: skip
"""Relations between which no difference is made; the others stand alone."""
LEVEL_MEASURES = ("coverage_of_left", "containment_of_left")
"""Beside the share of the answer's three-word sequences that stand in its source."""


def add_parser(questions: Any) -> None:
    """Add the subcommand ``relations``."""
    relations = questions.add_parser("relations", help="are pairs called what they are?")
    relations.add_argument("folder", type=Path)
    relations.set_defaults(report=report_relations)


def report_relations(options: argparse.Namespace) -> None:
    """Print how right the relations of a folder are, by what its labels allow."""
    pairs = list(labelled_pairs(options.folder))
    if "kind" in pairs[0].left:
        _report_descent(pairs)
    elif pairs[0].label in ("non", "cut", "light", "heavy"):
        _report_levels(pairs)
    elif pairs[0].label:
        _report_agreement(pairs)
    else:
        _report_false(pairs)


def _report_descent(pairs: Sequence[LabelledPair]) -> None:
    told = [p for p in pairs if p.rewritten and COMPLETE & p.kinds]
    yes = [p for p in pairs if "original" in p.kinds and COMPLETE & p.kinds]
    no = [p for p in pairs if "independent" in p.kinds]
    for against, true in (("the original", yes), ("what it re-words", told)):
        for what, credit in (("from the text alone", 0.0), ("with credit", 1.0)):
            print(f"a re-wording against {against}, {what}: {_apart(true, no, credit)}")
    called = sum(p.relation.kind is Kind.REWRITE for p in yes)
    print(f"called rewrite: {called} of {len(yes)}")
    attached = {
        str(side["id"])
        for p in no
        if p.relation.kind in ATTACHED
        for side in (p.left, p.right)
        if side["kind"] == "independent"
    }
    print(f"independent reports attached: {len(attached)} {sorted(attached)}")
    rounds = [p for p in pairs if {"roundup", "original"} == p.kinds]
    reuse = sum(p.relation.kind is Kind.PARTIAL_REUSE for p in rounds)
    print(f"round-ups with partial reuse of their source: {reuse} of {len(rounds)}")


def _apart(yes: Sequence[LabelledPair], no: Sequence[LabelledPair], credit: float) -> str:
    """Return how well the model tells two kinds of pairs apart, in words."""
    truth = np.array([1.0] * len(yes) + [0.0] * len(no))
    p = np.array([_log_odds(pair, credit) for pair in (*yes, *no)])
    bound = np.sort(p[truth == 0])[::-1][int(FALSE_SHARE * len(no))]
    found = float(np.mean(p[truth == 1] > bound))
    area = area_under_curve(p, truth)
    return (
        f"AUC {area:.4f}, {found:.3f} of {len(yes)} found at {FALSE_SHARE:.0%} of {len(no)} false"
    )


def _log_odds(pair: LabelledPair, credit: float) -> float:
    """Return the log-odds of a rewrite, what is known of sources counted with this share."""
    measures = pair.relation.measures
    p = min(max(measures["rewrite_probability"], 1e-12), 1 - 1e-12)
    credited = sum(WEIGHTS[name] * measures[name] for name in OF_SOURCES)
    return log(p / (1 - p)) - (1 - credit) * credited


def _report_levels(pairs: Sequence[LabelledPair]) -> None:
    rows = [
        [log(0.02 + _trigrams_in(p)), *(p.relation.measures[name] for name in LEVEL_MEASURES)]
        for p in pairs
    ]
    x = np.array(rows)
    levels = np.array([p.label for p in pairs])
    copied = np.where(levels == "non", "non", "copied")
    for what, labels in (("copied or not", copied), ("four levels", levels)):
        right = np.mean([_discriminant(x, labels, i) == labels[i] for i in range(len(labels))])
        print(f"{what}: {right:.4f} of {len(labels)} right, each left out of its discriminant")
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        kinds[pair.label][str(pair.relation.kind)] += 1
    for level, counted in sorted(kinds.items()):
        print(f"{level:6} is called {dict(counted)}")


def _trigrams_in(pair: LabelledPair) -> float:
    """Return the share of the left's three-word sequences that stand in the right."""
    texts = [str(side["text"]).encode() for side in (pair.left, pair.right)]
    offsets = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    hashes, first = kernels.shingle_sets(b"".join(texts), offsets, 3)
    shared = kernels.overlaps(hashes, first, np.array([[0, 1]], np.int64))[0]
    return float(shared) / max(1, int(first[1]))


def _discriminant(x: NDArray[np.float64], labels: NDArray[np.str_], left_out: int) -> str:
    """Return the label of one row by a linear discriminant of the others (Fisher 1936)."""
    rest = np.arange(len(x)) != left_out
    scale = x[rest].std(axis=0) + 1e-9
    z = x / scale
    names = sorted(set(labels[rest].tolist()))
    means = np.array([z[rest & (labels == name)].mean(axis=0) for name in names])
    apart = z[rest] - means[[names.index(label) for label in labels[rest].tolist()]]
    spread = apart.T @ apart / rest.sum() + 0.1 * np.eye(z.shape[1])
    gaps = z[left_out] - means
    prior = np.array([np.mean(labels[rest] == name) for name in names])
    distances = np.einsum("ij,jk,ik->i", gaps, np.linalg.inv(spread), gaps) / 2
    return names[int(np.argmax(np.log(prior) - distances))]


def _report_agreement(pairs: Sequence[LabelledPair]) -> None:
    named = [(_class(p.label), _class(str(p.relation.kind)), p) for p in pairs]
    right = sum(true == said for true, said, _ in named)
    print(f"agreement {right / len(named):.4f} of {len(named)} pairs")
    for true, said, pair in sorted(named, key=lambda one: one[:2]):
        if true != said:
            ids = f"{pair.left['id']} {pair.right['id']}"
            print(f"  {pair.label} called {pair.relation.kind}: {ids}; {pair.relation.why}")


def _class(relation: str) -> str:
    return CLASSES.get(relation, relation)


def _report_false(pairs: Sequence[LabelledPair]) -> None:
    called = [p for p in pairs if p.relation.kind is Kind.REWRITE]
    print(f"called rewrite: {len(called) / len(pairs):.4f} of {len(pairs)} pairs of one event")
    for pair in called[:20]:
        print(f"  {pair.left['id']} {pair.right['id']}; {pair.relation.why}")
    print(dict(Counter(str(pair.relation.kind) for pair in pairs)))
