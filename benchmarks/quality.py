"""How right are the answers? Figures on labelled texts, one subcommand for each question.

    python benchmarks/quality.py passages FOLDER [--profile reading|related|coverage|exhaustive]
        [--stock] [--limit N] [--half 0|1]
    python benchmarks/quality.py candidates FOLDER [--among FILE] [--articles N]
    python benchmarks/quality.py relations FOLDER
    python benchmarks/quality.py stories FOLDER [--among FILE] [--articles N]
    python benchmarks/quality.py origins FOLDER [--limit N] [--half 0|1] [--misses]

A folder is one in the format of ``../shared/data``; each subcommand says what labels it needs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import candidate_quality
import origin_quality
import passage_quality
import relation_quality
import story_quality

QUESTIONS = (passage_quality, candidate_quality, relation_quality, story_quality, origin_quality)


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer the question on the command line; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    questions = parser.add_subparsers(required=True)
    for question in QUESTIONS:
        question.add_parser(questions)
    options = parser.parse_args(arguments)
    options.report(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
