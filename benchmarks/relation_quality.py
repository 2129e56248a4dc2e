"""Are pairs called what they are? What is asked is what a folder's labels allow.

    python benchmarks/quality.py relations FOLDER

With ``kind`` (made-up stories of known descent): whether complete re-wordings stand apart from
pairs that hold an independent report, from the text alone and with credit, and which independents
and which round-ups are attached. With labelled levels of revision: copied or not, and the level, by
bounds that were found without the pair, or without its whole task. With labelled relations:
agreement, by classes. With ``event`` alone: how many pairs of one event are called rewrites, which
is never right.

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
from rewrite_pairs import LabelledPair, labelled_pairs

from dedup.clusters import FAMILY_KINDS
from dedup.relations import Kind
from dedup.relations.levels import REWRITE_FROM, Level, revision_level
from dedup.relations.verdict import WEIGHTS
from dedup.schemes import NEAR_JACCARD

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
_COPY = frozenset({Kind.EXACT, Kind.NEAR_DUPLICATE, Kind.SYNDICATED, Kind.REVISION, Kind.CONTAINS})
DERIVED = {
    "syndicated": _COPY,
    "spun": frozenset({Kind.REWRITE, Kind.PARTIAL_REUSE}),
    "roundup": frozenset({Kind.PARTIAL_REUSE}),
    **dict.fromkeys(COMPLETE, frozenset({Kind.REWRITE})),
}
"""What a text that was made in a known way may be called."""
LEVELS = {
    Level.OWN_WORDS: "non", Level.NEAR_COPY: "cut", Level.LIGHT: "light", Level.HEAVY: "heavy",
}  # fmt: skip
_TAKEN = ("verbatim_of_left", frozenset({"cut", "light", "heavy"}))
_PIECES = ("pieces_of_left", frozenset({"cut"}))
_LIGHT = ("verbatim_of_left", frozenset({"light"}))


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
    tasks = np.array([pair.right["id"] for pair in pairs])
    for what, apart in (
        ("each left out of its bounds", np.arange(len(pairs))),
        ("each task left out", np.unique(tasks, return_inverse=True)[1]),
    ):
        said = np.empty(len(pairs), dtype=object)
        for part in np.unique(apart):
            rest = [pair for pair, own in zip(pairs, apart, strict=True) if own != part]
            bounds = find_bounds(rest)
            for i in np.flatnonzero(apart == part):
                said[i] = _level(pairs[i], bounds)
        _print_levels(what, pairs, said.tolist())
    bounds = find_bounds(pairs)
    print("bounds of all:", " ".join(f"{bound:.3f}" for bound in bounds))
    named = [LEVELS[revision_level(pair.relation, of_left=True)] for pair in pairs]
    _print_levels("as dedup has it", pairs, named)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        kinds[pair.label][str(pair.relation.kind)] += 1
    for level, counted in sorted(kinds.items()):
        print(f"{level:6} is called {dict(counted)}")


def _print_levels(what: str, pairs: Sequence[LabelledPair], said: Sequence[str]) -> None:
    four = np.mean([pair.label == level for pair, level in zip(pairs, said, strict=True)])
    two = np.mean(
        [(p.label == "non") == (own == "non") for p, own in zip(pairs, said, strict=True)]
    )
    print(f"{what}: copied or not {two:.4f}, four levels {four:.4f} of {len(pairs)} right")


def find_bounds(pairs: Sequence[LabelledPair]) -> tuple[float, float, float]:
    """Return from what is taken, a near copy, and a light revision: the bounds with fewest errors.

    Args:
        pairs: with labelled levels.
    """
    wording = [p for p in pairs if p.relation.measures["rewrite_probability"] < REWRITE_FROM]
    made = [p for p in pairs if p.label != "non"]
    rest = [p for p in made if p.relation.measures["pieces_of_left"] < _bound(made, *_PIECES)]
    return _bound(wording, *_TAKEN), _bound(made, *_PIECES), _bound(rest, *_LIGHT)


def _bound(pairs: Sequence[LabelledPair], measure: str, labels: frozenset[str]) -> float:
    """Return the middle of the widest gap in a measure with the fewest errors on either side."""
    x = np.array([pair.relation.measures[measure] for pair in pairs])
    y = np.array([pair.label in labels for pair in pairs])[np.argsort(x, kind="stable")]
    x = np.sort(x)
    errors = np.concatenate(([0], np.cumsum(y))) + np.concatenate((np.cumsum(~y[::-1])[::-1], [0]))
    gaps = np.concatenate(([0], np.diff(x), [0]))
    best = int(np.lexsort((-gaps, errors))[0])
    return float((x[max(0, best - 1)] + x[min(best, len(x) - 1)]) / 2)


def is_right(pair: LabelledPair) -> bool | None:
    """Return whether a verdict is what the labels say; None where they do not say it."""
    kind = pair.relation.kind
    apart = kind not in ATTACHED
    if "kind" in pair.left:
        if "independent" in pair.kinds:
            return apart
        made = next((m for m, of in _orders(pair) if m.get("derived_from") == of["id"]), None)
        return kind in DERIVED[str(made["kind"])] if made else None
    if pair.label in LEVELS.values():
        return apart == (pair.label == "non")
    if pair.label:
        return _class(pair.label) == _class(str(kind))
    return apart if apart or kind is Kind.REWRITE else None  # a run of words speaks for itself


def _orders(pair: LabelledPair) -> tuple[tuple[dict[str, Any], dict[str, Any]], ...]:
    return (pair.left, pair.right), (pair.right, pair.left)


def verdict_reliability(folders: Sequence[Path]) -> dict[str, tuple[float, float, int]]:
    """Return for each group of kinds what is said, what is true, and of how many pairs.

    Each folder has the weight of one. Verdicts on texts too short to tell are left out.
    """
    parts: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for folder in folders:
        grouped: dict[str, list[tuple[float, bool]]] = defaultdict(list)
        for pair in labelled_pairs(folder):
            right, said = is_right(pair), pair.relation.probability
            if right is not None and not pair.relation.why.startswith("Unsure"):
                grouped[_verdict_group(pair)].append((said, right))
        for group, own in grouped.items():
            said, true = np.mean(own, axis=0)
            parts[group].append((float(said), float(true), len(own)))
    return {
        group: (float(np.mean([s for s, _, _ in of])), float(np.mean([t for _, t, _ in of])), n)
        for group, of in parts.items()
        for n in [sum(count for _, _, count in of)]
    }


def _verdict_group(pair: LabelledPair) -> str:
    """Return the rule that a verdict came by."""
    kind, jaccard = pair.relation.kind, pair.relation.measures["jaccard"]
    if kind not in ATTACHED:
        return "apart"
    if kind is Kind.REVISION and jaccard < NEAR_JACCARD:
        return "filed again"
    near = kind in FAMILY_KINDS - {Kind.CONTAINS}
    return "near" if near else str(kind)


def _level(pair: LabelledPair, bounds: tuple[float, float, float]) -> str:
    measures, (taken, pieces, light) = pair.relation.measures, bounds
    likely = measures["rewrite_probability"] >= REWRITE_FROM
    if measures["verbatim_of_left"] < taken and not likely:
        return "non"
    if measures["pieces_of_left"] >= pieces:
        return "cut"
    return "light" if measures["verbatim_of_left"] >= light else "heavy"


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
