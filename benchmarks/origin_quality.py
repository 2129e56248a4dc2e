"""How right are the origins of a labelled folder? What is asked is what its labels allow.

With ``derived_from`` in its articles: verdicts on whole stories and on parts of them, with dates
and without, with lies told; the parent of each member; how far probabilities can be believed. With
``version``: which text of a group is the oldest. With ``origin`` in ``pairs.jsonl``: which of two.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

from labelled import chosen, read_rows
from origin_stories import (
    COPIES,
    WRONG_CLOCK,
    Labelled,
    Workshop,
    lied_to,
    lied_to_about_each_other,
    read_stories,
    with_a_made_up_credit,
    with_another_name,
    with_its_own_name,
)

from dedup.articles import Article
from dedup.attributions import same_outlet
from dedup.index import deduplicate
from dedup.origins import Origin

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Bounds between which a probability is held against the share that was right."""


def add_parser(questions: Any) -> None:
    """Add the subcommand ``origins``."""
    origins = questions.add_parser("origins", help="is the true origin named, and who copied whom?")
    origins.add_argument("folder", type=Path)
    origins.add_argument("--limit", type=int, help="stories, groups or pairs")
    origins.add_argument(
        "--half", type=int, choices=(0, 1), help="every second story or pair, from this one"
    )
    origins.add_argument("--misses", action="store_true", help="list what was not right")
    origins.set_defaults(report=report_origins)


def report_origins(options: argparse.Namespace) -> None:
    """Print the figures that the labels of a folder allow."""
    first = next(read_rows(options.folder / "articles.jsonl"))
    if "derived_from" in first:
        _report_stories(options)
    elif "version" in first:
        _report_versions(options)
    else:
        _report_pairs(options)


class Answers:
    """Verdicts held against the truth, by question."""

    def __init__(self) -> None:
        self.counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.claims: list[tuple[float, bool]] = []
        self.misses: list[str] = []

    def note(self, question: str, outcome: str, said: str, probability: float = 0.0) -> None:
        """Take one verdict: ``outcome`` is right, wrong or open."""
        self.counts[question][outcome] += 1
        if outcome != "open":
            self.claims.append((probability, outcome == "right"))
        if outcome != "right":
            self.misses.append(f"{outcome:<6}{question}: {said}")

    def report(self, *, misses: bool) -> None:
        """Print a line for each question, and what was missed if asked."""
        print(f"{'':<34}{'right':>7}{'wrong':>7}{'open':>7}{'answered':>10}{'of those':>10}")
        for question, counts in self.counts.items():
            right, wrong, total = counts["right"], counts["wrong"], sum(counts.values())
            of_those = f"{right / (right + wrong):.3f}" if right + wrong else "-"
            print(
                f"{question:<34}{right:>7}{wrong:>7}{counts['open']:>7}"
                f"{(right + wrong) / total:>10.3f}{of_those:>10}"
            )
        for miss in self.misses if misses else ():
            print(miss)

    def report_trust(self) -> None:
        """Print how often verdicts of each probability were right."""
        for low, high in zip(BINS, BINS[1:], strict=False):
            held = [(p, r) for p, r in self.claims if low <= p < high]
            if held:
                said = sum(p for p, _ in held) / len(held)
                right = sum(r for _, r in held) / len(held)
                print(f"probability {said:.2f}  right {right:.2f}  of {len(held)}")


def judge(origin: Origin, story: Labelled, members: Iterable[str]) -> str:
    """Return "right", "wrong" or "open": the original where it is there, else its outlet."""
    if origin.verdict == "undetermined":
        return "open"
    if story.original in members:
        return "right" if origin.article == story.original else "wrong"
    named = origin.verdict == "outside" and same_outlet(origin.name or "", story.publisher)
    return "right" if named else "wrong"


def _selections(story: Labelled) -> Iterator[tuple[str, Sequence[Article]]]:
    """Yield the states of a story, with the question each of them asks."""
    first = story.original
    yield "whole", story.articles
    yield "whole, dated", story.dated()
    yield "whole, original dated 10 h late", story.dated(off=WRONG_CLOCK)
    yield "whole, original dated 10 h early", story.dated(off=-WRONG_CLOCK)
    strangers = set(story.parents) - {first, *story.derived}
    yield "without independent reports", story.without(*strangers)
    for size, name in ((1, "one derivative"), (2, "two derivatives")):
        for beside in combinations(story.derived, size):
            others = set(story.parents) - {first, *beside}
            yield name, story.without(*others)
            yield f"{name}, dated", [a for a in story.dated() if a.id not in others]
            yield f"{name} and independents", story.without(*(others - strangers))
    yield "original removed", story.without(first)
    yield "original removed, dated", [a for a in story.dated() if a.id != first]
    yield "only its derivatives", story.without(first, *strangers)


def _lies(story: Labelled) -> Iterator[tuple[str, Sequence[Article]]]:
    bare = story.publisher.removeprefix("The ")
    short = bare.split()[0].upper() if bare.endswith("Agency") else f"the {bare.split()[-1]}"
    swapped = with_another_name([story.publisher, bare, short, "Tribune"])
    changes = (
        ("made-up credit", with_a_made_up_credit),
        ("another name", swapped),
        ("its own name", with_its_own_name),
    )
    for called, change in changes:
        for articles in lied_to(story, change):
            yield f"{called}", articles
            yield f"{called}, original removed", [a for a in articles if a.id != story.original]
        for articles in lied_to(story, change, copies=COPIES):
            yield f"{called}, copied", articles
    for articles in lied_to_about_each_other(story):
        yield "another member's name", articles
        yield "the same, original removed", [a for a in articles if a.id != story.original]


def _report_stories(options: argparse.Namespace) -> None:
    stories = list(chosen(read_stories(options.folder), options))
    answers, parents = ask(stories)
    for dated in (False, True):
        _note_clusters(answers, stories, dated=dated)
    answers.report(misses=options.misses)
    answers.report_trust()
    print("\nParents")
    parents.report(misses=options.misses)
    parents.report_trust()


def ask(stories: Iterable[Labelled]) -> tuple[Answers, Answers]:
    """Return the verdicts on each state of some stories, and the parents in three of them."""
    workshop, answers, parents = Workshop(), Answers(), Answers()
    for story in stories:
        for question, articles in (*_selections(story), *_lies(story)):
            origin = workshop.trace(articles)
            outcome = judge(origin, story, {a.id for a in articles})
            said = f"{[a.id for a in articles]} {origin.name}: {origin.why}"
            answers.note(question, outcome, said, origin.probability)
            _note_parents(parents, question, story, {a.id for a in articles}, origin)
    return answers, parents


def _note_parents(
    answers: Answers, question: str, story: Labelled, present: Collection[str], origin: Origin
) -> None:
    """Take the parents of the members: named, or outside, as the labels have it."""
    if question not in ("whole", "original removed", "whole, dated"):
        return
    for descent in origin.descents:
        true = story.parents[descent.child]
        if descent.child == story.original:
            continue
        said = f"{descent.child} from {descent.parent or descent.outside}: {descent.why}"
        kind = story.kinds[descent.child]
        if true in present:
            outcome = "right" if descent.parent == true else "wrong" if descent.parent else "open"
        else:
            outcome = "wrong" if descent.parent else "right"
        answers.note(f"{question}: {kind}", outcome, said, descent.probability)


def _note_clusters(answers: Answers, stories: Sequence[Labelled], *, dated: bool) -> None:
    """Take the verdicts on the stories that dedup itself finds among all articles."""
    question = f"own clusters{', dated' if dated else ''}"
    found = deduplicate([a for s in stories for a in (s.dated() if dated else s.articles)])
    home = {member: story for story in found.stories for member in story.members}
    for story in stories:
        own = home.get(story.original)
        if own is None:
            answers.note(question, "open", f"{story.original} is in no story")
            continue
        outcome = judge(own.origin, story, own.members)
        answers.note(question, outcome, f"{own.members}: {own.origin.why}", own.origin.probability)


def _report_versions(options: argparse.Namespace) -> None:
    """Print whether the oldest version of each group is named, and what simple rules name."""
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read_rows(options.folder / "articles.jsonl"):
        groups[row["group"]].append(row)
    workshop, answers = Workshop(), Answers()
    rules: Counter[str] = Counter()
    asked = list(chosen(list(groups.values()), options))
    for rows in asked:
        oldest = min(rows, key=lambda row: row["version"])["text"]
        # Named by what they say: their own ids are in the order that is to be found.
        texts = {sha256(row["text"].encode()).hexdigest() + row["id"]: row["text"] for row in rows}
        rules["shortest"] += min(texts.values(), key=len) == oldest
        rules["longest"] += max(texts.values(), key=len) == oldest
        origin = workshop.trace([Article(name, text) for name, text in texts.items()])
        # Equal texts are one answer.
        right = origin.article is not None and texts[origin.article] == oldest
        outcome = "open" if origin.verdict == "undetermined" else "right" if right else "wrong"
        said = f"{rows[0]['group']}: {origin.article}: {origin.why}"
        answers.note("oldest version", outcome, said, origin.probability)
    for rule, right in rules.items():
        print(f"the {rule} is the oldest: {right / len(asked):.3f} of {len(asked)}")
    answers.report(misses=options.misses)
    answers.report_trust()
    surest = sorted(answers.claims, reverse=True)
    for share in (0.5, 0.7, 0.9):
        held = surest[: round(share * len(asked))]
        if len(held) == round(share * len(asked)):
            right = sum(r for _, r in held) / len(held)
            print(f"right among the surest {share:.0%} of all groups: {right:.3f}")


def _report_pairs(options: argparse.Namespace) -> None:
    """Print which of two texts is named as the source, by kind of pair, and what length says."""
    texts = {row["id"]: row["text"] for row in read_rows(options.folder / "articles.jsonl")}
    rows = [row for row in read_rows(options.folder / "pairs.jsonl") if row.get("origin")]
    workshop, answers = Workshop(), Answers()
    longer: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for row in chosen(rows, options):
        kind = row["label"]
        names = (row["left"], row["right"])
        kinds[kind] += 1
        longer[kind] += max(names, key=lambda name: len(texts[name])) == row["origin"]
        origin = workshop.trace([Article(name, texts[name]) for name in names])
        right = origin.article == row["origin"] and not kind.startswith(("non", "01"))
        outcome = "open" if origin.verdict == "undetermined" else "right" if right else "wrong"
        answers.note(kind, outcome, f"{names}: {origin.why}", origin.probability)
    answers.report(misses=options.misses)
    for kind, total in sorted(kinds.items()):
        print(f"the longer is the source, {kind}: {longer[kind] / total:.3f} of {total}")
