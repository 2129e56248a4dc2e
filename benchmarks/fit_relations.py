"""How likely is a pair a rewrite? Fits the coefficients that ``dedup/relations/verdict.py`` holds.

    python benchmarks/fit_relations.py ../shared/data

Positives are pairs of which one text is known to re-word the other (newsderive: spun, rewrite,
backtranslated, chain; clough-stevenson: light and heavy revision); negatives are independent texts
on the same event or question (newsderive independents, BASIL, clough-stevenson "non"). Each data
set has a total weight of one, so that the largest does not decide. ECB+ is left out of the fit:
some of its same-event reports are unlabelled copies. It is reported, as is each data set from a
fit without it.
"""

from __future__ import annotations

import json
import sys
from itertools import combinations, groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dedup.articles import Article
from dedup.dossiers import Dossier, open_dossier
from dedup.relations import relate
from dedup.relations.verdict import REUSED_RUN

FEATURES = ("order_density", "coverage", "order_agreement", "novelty")
RIDGE = 0.01
REWORDED = frozenset({"spun", "rewrite", "backtranslated", "chain"})
Matrix = NDArray[np.float64]


def main(folder: Path) -> None:
    """Fit, print the coefficients and what they do on each data set."""
    sets = {
        "newsderive": _newsderive(folder),
        "basil": _same_event(folder, "basil"),
        "clough-stevenson": _clough(folder),
    }
    ecbplus = _same_event(folder, "ecbplus", most=1500)
    weights = _fit(list(sets.values()))
    print("intercept", *FEATURES)
    print(*np.round(weights, 3))
    for name, (x, y) in {**sets, "ecbplus": ecbplus}.items():
        held_out = _fit([pair for other, pair in sets.items() if other != name])
        for what, w in (("fitted", weights), ("held out", held_out)):
            p = _probability(w, x)
            auc = (p[y == 1][:, None] > p[y == 0][None]).mean() if 0 < y.sum() < len(y) else None
            found = f"found {np.mean(p[y == 1] >= 0.5):.3f}" if y.any() else ""
            print(
                f"{name:16} {what:8} pairs {len(y):5} AUC {auc if auc is None else round(auc, 4)} "
                f"{found} false {np.mean(p[y == 0] >= 0.5):.4f} false at .6 "
                f"{np.mean(p[y == 0] >= 0.6):.4f}"
            )


def _fit(sets: list[tuple[Matrix, Matrix]]) -> Matrix:
    """Return intercept and weights of a ridge logistic regression, by Newton's method."""
    x = np.vstack([x for x, _ in sets])
    y = np.concatenate([y for _, y in sets])
    share = np.concatenate([np.full(len(y), 1 / len(y)) for _, y in sets]) * len(y) / len(sets)
    mean, scale = x.mean(axis=0), x.std(axis=0)
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


def _probability(weights: Matrix, x: Matrix) -> Matrix:
    return 1 / (1 + np.exp(-(weights[0] + x @ weights[1:])))


def _articles(folder: Path, name: str) -> list[dict[str, object]]:
    with (folder / name / "articles.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _open(row: dict[str, object]) -> Dossier:
    return open_dossier(Article(id=str(row["id"]), text=str(row["text"])))


def _matrix(pairs: list[tuple[Dossier, Dossier, int]]) -> tuple[Matrix, Matrix]:
    """Return features and labels; verbatim reuse is decided by its own rule and left out."""
    rows, labels = [], []
    for left, right, label in pairs:
        measures = relate(left, right).measures
        if measures["longest_own_run"] < REUSED_RUN:
            rows.append([measures[name] for name in FEATURES])
            labels.append(label)
    return np.array(rows), np.array(labels, float)


def _newsderive(folder: Path) -> tuple[Matrix, Matrix]:
    rows = sorted(_articles(folder, "newsderive"), key=lambda row: str(row["id"]))
    pairs = []
    for _, group in groupby(rows, key=lambda row: row["story"]):
        opened = [(row, _open(row)) for row in group]
        for (a, left), (b, right) in combinations(opened, 2):
            if "independent" in (a["kind"], b["kind"]):
                pairs.append((left, right, 0))
            elif (a["derived_from"] == b["id"] and a["kind"] in REWORDED) or (
                b["derived_from"] == a["id"] and b["kind"] in REWORDED
            ):
                pairs.append((left, right, 1))
    return _matrix(pairs)


def _same_event(folder: Path, name: str, most: int | None = None) -> tuple[Matrix, Matrix]:
    rows = sorted(_articles(folder, name), key=lambda row: (str(row["event"]), str(row["id"])))
    events = [list(group) for _, group in groupby(rows, key=lambda row: row["event"])]
    chosen = [pair for event in events for pair in combinations(event, 2)]
    if most and len(chosen) > most:
        chosen = [chosen[i * len(chosen) // most] for i in range(most)]
    opened = {str(row["id"]): _open(row) for pair in chosen for row in pair}
    return _matrix([(opened[str(a["id"])], opened[str(b["id"])], 0) for a, b in chosen])


def _clough(folder: Path) -> tuple[Matrix, Matrix]:
    opened = {str(row["id"]): _open(row) for row in _articles(folder, "clough-stevenson")}
    labels = {"non": 0, "light": 1, "heavy": 1}
    with (folder / "clough-stevenson" / "pairs.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return _matrix(
        [
            (opened[row["left"]], opened[row["right"]], labels[row["label"]])
            for row in rows
            if row["label"] in labels
        ]
    )


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
