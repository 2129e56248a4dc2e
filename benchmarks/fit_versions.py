"""Which weights of the evidence name the oldest version? Prints those of ``origins/versions.py``.

A conditional logit over the groups of wiki-versions: the probability that a version is the oldest
is proportional to e to the power of its evidence times the weights, which may not be negative and
are held near 0 by a ridge. It is fitted on each half and held against the other one, then on both
for the weights that are used. Groups that are no versions of one text for dedup count as open.

    python benchmarks/fit_versions.py ../shared/data/wiki-versions
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from labelled import read_rows
from numpy.typing import NDArray

from dedup.articles import Article
from dedup.dossiers import open_dossier
from dedup.origins import Member
from dedup.origins.texts import Text
from dedup.origins.versions import weigh_versions
from dedup.relations import relate

RIDGE = 0.02
"""Of the square of each weight, a group; .005 to .05 give the same figures within one group."""
STEPS = 400
STEP = 0.5
"""Share of a Newton step; whole ones overshoot where a weight meets its bound."""
ENOUGH = 0.7
"""Share of the groups, the surest, that are looked at on their own."""

Matrix = NDArray[np.float64]


class Group(NamedTuple):
    """The versions of a text: the evidence for each, and which are the oldest, equal ones alike."""

    evidence: Matrix
    oldest: NDArray[np.bool_]


def main(folder: Path) -> None:
    """Print what each half's weights are worth on the other one, then the weights of both."""
    groups = read_groups(folder)
    for half in (0, 1):
        learned = [group for group in groups[half::2] if group]
        asked = groups[1 - half :: 2]
        right, surest = held_against(asked, fit(learned))
        shown = ", ".join(f"{weight:.2f}" for weight in fit(learned))
        print(f"fitted on half {half} ({shown})")
        print(
            f"  half {1 - half}: {right:.3f} of {len(asked)} right, {surest:.3f} of the surest "
            f"{ENOUGH:.0%}"
        )
    weights = fit([group for group in groups if group])
    print(f"WEIGHTS = ({', '.join(f'{weight:.2f}' for weight in weights)})")


def read_groups(folder: Path) -> list[Group | None]:
    """Return the groups of a folder in its order; None for what dedup takes for no versions."""
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read_rows(folder / "articles.jsonl"):
        rows[row["group"]].append(row)
    return [_group(versions) for versions in rows.values()]


def _group(rows: Sequence[dict[str, Any]]) -> Group | None:
    # Named by what they say: their own ids are in the order that is to be found.
    texts = {sha256(row["text"].encode()).hexdigest() + row["id"]: row["text"] for row in rows}
    oldest = min(rows, key=lambda row: row["version"])["text"]
    dossiers = {name: open_dossier(Article(name, text)) for name, text in texts.items()}
    members = {
        name: Text(Member(dossier.article, dossier.tokens, ()))
        for name, dossier in dossiers.items()
    }
    relations = [
        relate(dossiers[one], dossiers[two]) for one, two in combinations(sorted(texts), 2)
    ]
    versions = weigh_versions(members, relations)
    if versions is None:
        return None
    return Group(versions.evidence, np.array([texts[name] == oldest for name in versions.names]))


def fit(groups: Sequence[Group]) -> Matrix:
    """Return the weights under which the oldest versions are likeliest."""
    weights = np.zeros(len(groups[0].evidence))
    ridge = RIDGE * len(groups)
    for _ in range(STEPS):
        gradient = -ridge * weights
        curvature = ridge * np.eye(len(weights))
        for evidence, oldest in groups:
            share = chances(evidence, weights)
            true = share * oldest / share[oldest].sum()
            mean = evidence @ share
            gradient += evidence @ (true - share)
            curvature += (evidence * share) @ evidence.T - np.outer(mean, mean)
        weights = np.maximum(0.0, weights + STEP * np.linalg.solve(curvature, gradient))
    return weights


def chances(evidence: Matrix, weights: Matrix) -> Matrix:
    """Return the probability of each version that it is the oldest."""
    strength = np.exp(weights @ evidence)
    share: Matrix = strength / strength.sum()
    return share


def held_against(groups: Sequence[Group | None], weights: Matrix) -> tuple[float, float]:
    """Return the share of groups that are right, and of the surest; open ones are not right."""
    answers = []
    for group in groups:
        if group is None:
            answers.append((0.0, False))
            continue
        share = chances(group.evidence, weights)
        first = int(np.argmax(share))
        answers.append((float(share[first]), bool(group.oldest[first])))
    surest = sorted(answers, reverse=True)[: round(ENOUGH * len(answers))]
    right = sum(right for _, right in answers) / len(answers)
    return right, sum(right for _, right in surest) / len(surest)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/wiki-versions"))
