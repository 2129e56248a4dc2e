"""Are the stories of a labelled folder found whole, and alone?

    python benchmarks/quality.py stories FOLDER [--among FILE] [--articles 40000] [--threads 2]

B3 (Bagga and Baldwin 1998): for each labelled article, the share of its found story that is of its
true one, and the share of its true story that is in the found one, averaged over the articles.
Strangers from ``--among`` count against the precision, not as articles of their own.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from labelled import groups_of, read_folder, read_strangers

from dedup.index import Options, deduplicate


def add_parser(questions: Any) -> None:
    """Add the subcommand ``stories``."""
    stories = questions.add_parser("stories", help="are the stories the true ones?")
    stories.add_argument("folder", type=Path)
    stories.add_argument("--among", type=Path, help="a file of other articles")
    stories.add_argument("--articles", type=int, default=40_000, help="in all")
    stories.add_argument("--threads", type=int, default=1)
    stories.add_argument("--without-dates", action="store_true", help="as if no time were known")
    stories.set_defaults(report=report_stories)


def b_cubed(found: Mapping[str, frozenset[str]], true: Mapping[str, frozenset[str]]) -> Any:
    """Return precision and recall, averaged over the articles of ``true``.

    Args:
        found: the group that each article was put into.
        true: the group that it belongs to.
    """
    precision = sum(len(found[a] & true[a]) / len(found[a]) for a in true) / len(true)
    recall = sum(len(found[a] & true[a]) / len(true[a]) for a in true) / len(true)
    return precision, recall


def report_stories(options: argparse.Namespace) -> None:
    """Print B3, how many stories are whole and alone, and the largest one."""
    articles = read_folder(options.folder)
    groups = groups_of(options.folder, articles)
    if options.among:
        articles += read_strangers(options.among, options.articles - len(articles), articles)
    if options.without_dates:
        from dataclasses import replace

        articles = [replace(article, published=None) for article in articles]
    result = deduplicate(articles, Options(threads=options.threads))
    found = {a.article.id: frozenset([a.article.id]) for a in result.articles}
    found |= {member: frozenset(s.members) for s in result.stories for member in s.members}
    print_groups(found, list(groups.values()))
    largest = max((len(story.members) for story in result.stories), default=0)
    print(f"largest story of {len(articles)} articles: {largest}")


def print_groups(found: Mapping[str, frozenset[str]], groups: Sequence[Sequence[str]]) -> None:
    """Print how well the groups that were found agree with the true ones."""
    true = {member: frozenset(group) for group in groups for member in group}
    precision, recall = b_cubed(found, true)
    f = 2 * precision * recall / (precision + recall)
    print(f"B3 precision {precision:.4f} recall {recall:.4f} F {f:.4f} of {len(true)} articles")
    whole = sum(found[group[0]] == frozenset(group) for group in groups)
    print(f"whole and alone: {whole} of {len(groups)} stories")
