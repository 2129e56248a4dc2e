"""Where does the time of ``dedup report`` go, and how does it grow with the articles?

    python benchmarks/full_path.py mix DATA FILE [--articles 40000]
    python benchmarks/full_path.py stages FILE [--sizes 2000,5000,10000] [--threads 1]

``mix`` writes real articles of many kinds to ``FILE``: those of BASIL, ECB+, Helsinki, the versions
of Wikipedia articles and SemEval that ``DATA`` (``../shared/data``) has, and press releases, evenly
drawn, up to the number asked for.

``stages`` runs ``deduplicate`` on articles evenly drawn from a file, each size in a process of its
own, with the report on them, and writes the processor seconds of each stage, of all of it, the
seconds on the clock, and the peak of resident memory; then the exponents of growth. Stages are
timed where they are called, so that a stage which the path no longer has shows no row.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from labelled import read_rows
from scaling import exponent

from dedup.index import Options, path, stories
from dedup.readers import read_articles
from dedup.report import write_report

STAGES = {
    "_open_all": "opening: words, stems, signatures",
    "candidate_pairs": "candidate pairs",
    "measure_verbatim": "exact measures of near pairs",
    "judge_all": "kinds of near pairs",
    "find_forms": "forms",
    "relate_all": "relations",
    "loose_pairs": "linkage",
    "form_clusters": "linkage",
    "refused_edges": "refused edges",
    "attributions_of": "attributions",
    "trace_origin": "origins",
}
"""By the function that does it, of ``dedup.index.path`` or ``dedup.index.stories``."""
FOLDERS = ("basil", "ecbplus", "helsinki-news", "wiki-versions")
FIELDS = ("title", "publisher", "published", "text")


def mixed(data: Path, articles: int) -> Iterator[dict[str, Any]]:
    """Yield real articles of many kinds, the same ones each time."""
    count = 0
    for folder in FOLDERS:
        for row in read_rows(data / folder / "articles.jsonl"):
            count += 1
            yield {"id": f"{folder}/{row['id']}"} | {
                key: row[key] for key in FIELDS if row.get(key)
            }
    for number, row in enumerate(read_rows(data / "semeval2022-task8" / "pairs.jsonl")):
        for side in ("text_1", "text_2"):
            count += 1
            yield {"id": f"semeval/{number}-{side[-1]}", "text": row[side]}
    with gzip.open(data / "senate-press-releases" / "articles.jsonl.gz", "rt") as lines:
        releases = [json.loads(line) for line in lines]
    wanted = min(max(articles - count, 0), len(releases))
    for place in range(wanted):
        row = releases[place * len(releases) // wanted]
        yield {"id": f"press/{row['id']}"} | {key: row[key] for key in FIELDS if row.get(key)}


def write_mix(options: argparse.Namespace) -> None:
    """Write the mixed articles."""
    with options.file.open("w", encoding="utf-8") as out:
        for row in mixed(options.data, options.articles):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def run_once(file: Path, articles: int, threads: int) -> dict[str, float]:
    """Return what each stage took for some articles of a file, in this process."""
    seconds: dict[str, float] = {}

    def timed(work: Callable[..., Any], stage: str) -> Callable[..., Any]:
        def wrapped(*given: Any, **named: Any) -> Any:
            started = time.process_time()
            try:
                return work(*given, **named)
            finally:
                seconds[stage] = seconds.get(stage, 0.0) + time.process_time() - started

        return wrapped

    for name, stage in STAGES.items():
        for module in (path, stories):
            if hasattr(module, name):
                setattr(module, name, timed(getattr(module, name), stage))
    read = read_articles([file]).articles
    count = min(articles, len(read))
    chosen = [read[place * len(read) // count] for place in range(count)]
    del read
    started, clock = time.process_time(), time.perf_counter()
    result = path.deduplicate(chosen, Options(threads=threads))
    with tempfile.TemporaryDirectory() as folder:
        for form in ("html", "json"):
            write = timed(write_report, f"writing {form.upper()}")
            write(result, Path(folder) / f"report.{form}", form)
    return seconds | {
        "all": time.process_time() - started,
        "on the clock": time.perf_counter() - clock,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "members of stories": sum(len(story.members) for story in result.stories),
        "largest story": max((len(story.members) for story in result.stories), default=0),
        "relations inside stories": sum(len(story.relations) for story in result.stories),
    }


def report_stages(options: argparse.Namespace) -> None:
    """Print the stages at each size, and how they grow."""
    if options.one:
        print(json.dumps(run_once(options.file, options.one, options.threads)))
        return
    sizes = [int(size) for size in options.sizes.split(",")]
    columns: list[dict[str, float]] = []
    for size in sizes:
        command = [sys.executable, __file__, "stages", str(options.file), "--one", str(size)]
        command += ["--threads", str(options.threads)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        columns.append(json.loads(printed))
    print("| part | " + " | ".join(f"{size:,}" for size in sizes) + " | exponent |")
    print("| --- |" + " --- |" * (len(sizes) + 1))
    for part in dict.fromkeys(name for column in columns for name in column):
        figures = [column.get(part, 0.0) for column in columns]
        grows = f"{exponent(sizes, figures):.2f}" if len(sizes) > 1 and all(figures) else ""
        print(f"| {part} | " + " | ".join(f"{one:,.1f}" for one in figures) + f" | {grows} |")


def main() -> None:
    """Write the articles, or time the path."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    questions = parser.add_subparsers(required=True)
    mix = questions.add_parser("mix", help="write real articles of many kinds")
    mix.add_argument("data", type=Path)
    mix.add_argument("file", type=Path)
    mix.add_argument("--articles", type=int, default=40_000)
    mix.set_defaults(run=write_mix)
    stages = questions.add_parser("stages", help="time each stage")
    stages.add_argument("file", type=Path)
    stages.add_argument("--sizes", default="2000,5000,10000")
    stages.add_argument("--threads", type=int, default=1)
    stages.add_argument("--one", type=int, help=argparse.SUPPRESS)
    stages.set_defaults(run=report_stages)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
