"""A process that writes to an index and says what it was told is kept; tests kill it.

python tests/crashing.py INDEX SEED WRITER
"""

from __future__ import annotations

import random
import sys

from strategies import invented_text

from dedup.articles import Article
from dedup.index import Index
from dedup.store import merging


def main() -> None:
    """Add, revise and remove for ever, a line on standard output for each that returned."""
    path, seed, writer = sys.argv[1:]
    draw = random.Random(seed)
    merging.MERGED_AT_LEAST = 500  # merges that take many writes, so that kills meet them
    mine: list[str] = []
    with Index.open(path, near_only=True) as index:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        number = 0
        while True:
            number += 1
            step = draw.random()
            if step < 0.15 and mine:
                name = mine.pop(draw.randrange(len(mine)))
                sys.stdout.write(f"removing {name}\n")
                sys.stdout.flush()
                index.remove(name)
                sys.stdout.write(f"removed {name}\n")
            else:
                names = [f"{writer}-{seed}-{number}-{i}" for i in range(draw.choice((1, 1, 5)))]
                index.add(
                    Article(id=name, text=invented_text(draw.randrange(10**6), sentences=4))
                    for name in names
                )
                mine += names
                sys.stdout.writelines(f"added {name}\n" for name in names)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
