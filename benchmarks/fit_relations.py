"""How likely is a pair a rewrite? Fits the coefficients that ``dedup/relations/verdict.py`` holds.

    python benchmarks/fit_relations.py ../shared/data

Positives are pairs of which one text is known to re-word the other (newsderive: spun, rewrite,
backtranslated, chain; clough-stevenson: light and heavy revision); negatives are independent texts
on the same event or question (newsderive independents, BASIL, ECB+, clough-stevenson "non"). Each
data set has a total weight of one, so that the largest does not decide. Verbatim reuse is decided
by its own rule and left out. "Held out" is a fit without the whole data set; reliability is that of
pairs whose story was held out, five folds of stories.
"""

from __future__ import annotations

import sys
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rewrite_pairs import LabelledPair, training_pairs

from dedup.relations.exclusives import MOST_EVIDENCE
from dedup.relations.judging import REUSED_RUN
from dedup.relations.verdict import MODEL_FEATURES

RIDGE = 0.005
"""Share of a nat that a weight of one standard deviation costs a pair."""
RANGES = {"credit": 1.0, "exclusives": MOST_EVIDENCE}
"""Features that are 0 for most pairs: the ridge sees them by their range, for by their deviation
next to nothing would hold their weights (two data sets of four have no outlets at all)."""
SIGNS = {"novelty": -1}
"""The sign that a feature's meaning gives its weight, where it is not 1."""
FOLDS = 5
BINS = (0.0, 0.25, 0.75, 1.0)
"""Few pairs lie between: finer bins would hold ten, whose share alone errs by .15."""
SETS = ("newsderive", "basil", "clough-stevenson", "ecbplus")
Matrix = NDArray[np.float64]
Set = tuple[Matrix, Matrix]


def main(folder: Path) -> None:
    """Fit, print the coefficients and what they do on each data set."""
    pairs = {name: training_pairs(folder / name) for name in SETS}
    sets = {name: matrix(own) for name, own in pairs.items()}
    weights = fit(list(sets.values()))
    print("intercept", *MODEL_FEATURES)
    print(*np.round(weights, 3))
    for name, (x, y) in sets.items():
        held_out = held_out_weights(sets, name)
        for what, w in (("fitted", weights), ("held out", held_out)):
            print(f"{name:16} {what:8} {describe(probability(w, x), y)}")
    for low, high, said, true, count in reliability(across_folds(pairs)):
        print(
            f"story held out, P {low:.1f} to {high:.1f}: said {said:.3f} true {true:.3f} of {count}"
        )


def describe(p: Matrix, y: Matrix) -> str:
    """Return what probabilities do on a labelled set, in words."""
    auc = f"AUC {area_under_curve(p, y):.4f} " if 0 < y.sum() < len(y) else ""
    found = f"found {np.mean(p[y == 1] >= 0.5):.3f} " if y.any() else ""
    false = f"false {np.mean(p[y == 0] >= 0.5):.4f} at .6 {np.mean(p[y == 0] >= 0.6):.4f}"
    return f"pairs {len(y):5} {auc}{found}{false}"


def area_under_curve(p: Matrix, y: Matrix) -> float:
    """Return how often a positive has a larger probability than a negative, ties half."""
    yes, no = p[y == 1][:, None], p[y == 0][None]
    return float((yes > no).mean() + (yes == no).mean() / 2)


def reliability(predicted: list[tuple[Matrix, Matrix]]) -> list[tuple[float, ...]]:
    """Return for each bin its bounds, the mean probability said, the share true, and its pairs.

    Each data set has the weight of one, as in the fit: else the largest would be the base rate.
    """
    p = np.concatenate([p for p, _ in predicted])
    y = np.concatenate([y for _, y in predicted])
    share = np.concatenate([np.full(len(y), 1 / len(y)) for _, y in predicted])
    rows = []
    for low, high in zip(BINS, BINS[1:], strict=False):
        own = (p >= low) & ((p < high) | (high == BINS[-1]))
        if own.any():
            total = share[own].sum()
            said, true = (p * share)[own].sum() / total, (y * share)[own].sum() / total
            rows.append((low, high, float(said), float(true), int(own.sum())))
    return rows


def across_folds(pairs: dict[str, list[LabelledPair]]) -> list[Set]:
    """Return for each data set the probabilities and labels of pairs whose story was held out."""
    parts: dict[str, list[Set]] = {name: [] for name in pairs}
    for fold in range(FOLDS):
        own = {name: [p for p in of if fold_of(p) == fold] for name, of in pairs.items()}
        rest = {name: [p for p in of if fold_of(p) != fold] for name, of in pairs.items()}
        weights = fit([matrix(of) for of in rest.values()])
        for name, of in own.items():
            if any(decided_by_model(pair) for pair in of):
                x, y = matrix(of)
                parts[name].append((probability(weights, x), y))
    return [
        (np.concatenate([p for p, _ in of]), np.concatenate([y for _, y in of]))
        for of in parts.values()
    ]


def fold_of(pair: LabelledPair) -> int:
    """Return the fold of a pair's story, the same on any machine."""
    return crc32(pair.story.encode()) % FOLDS


def decided_by_model(pair: LabelledPair) -> bool:
    """Return whether no verbatim run decides a pair."""
    return pair.relation.measures["longest_own_run"] < REUSED_RUN


def matrix(pairs: list[LabelledPair]) -> Set:
    """Return features and labels of the pairs that the model decides."""
    asked = [pair for pair in pairs if decided_by_model(pair)]
    rows = [[p.relation.measures[name] for name in MODEL_FEATURES] for p in asked]
    return np.array(rows), np.array([p.rewritten for p in asked], float)


def held_out_weights(sets: dict[str, Set], name: str) -> Matrix:
    """Return the weights of a fit without one set."""
    return fit([pairs for other, pairs in sets.items() if other != name])


def fit(sets: list[Set]) -> Matrix:
    """Return intercept and weights of a ridge logistic regression, none of the wrong sign.

    A weight that comes out with the wrong sign is held at 0, the worst first.
    """
    signs = np.array([SIGNS.get(name, 1) for name in MODEL_FEATURES])
    held = np.zeros(len(signs), np.bool_)
    while True:
        weights = _fit_free(sets, held)
        wrong = weights[1:] * signs
        if (wrong >= 0).all():
            return weights
        held[int(np.argmin(wrong))] = True


def _fit_free(sets: list[Set], held: NDArray[np.bool_]) -> Matrix:
    """Return intercept and weights by Newton's method, those of ``held`` features 0."""
    x = np.where(held, 0.0, np.vstack([x for x, _ in sets]))
    y = np.concatenate([y for _, y in sets])
    share = np.concatenate([np.full(len(y), 1 / len(y)) for _, y in sets]) * len(y) / len(sets)
    least = np.array([RANGES.get(name, 1e-9) for name in MODEL_FEATURES])
    mean, scale = x.mean(axis=0), np.maximum(x.std(axis=0), least)
    z = np.column_stack((np.ones(len(x)), (x - mean) / scale))
    ridge = RIDGE * len(x) * np.diag([0.0] + [1.0] * x.shape[1])
    w = np.zeros(z.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ w))
        gradient = z.T @ (share * (p - y)) + ridge @ w
        hessian = (z.T * (share * p * (1 - p))) @ z + ridge
        w -= np.linalg.solve(hessian, gradient)
    slopes = w[1:] / scale
    return np.concatenate(([w[0] - slopes @ mean], slopes))


def probability(weights: Matrix, x: Matrix) -> Matrix:
    """Return the probability of a rewrite for each row of features."""
    return 1 / (1 + np.exp(-(weights[0] + x @ weights[1:])))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
