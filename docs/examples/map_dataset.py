"""A Hugging Face dataset, each row with what an index knows of it, in two processes.

python docs/examples/map_dataset.py news.dedup
"""

from __future__ import annotations

import sys

from datasets import Dataset

from dedup import Article, Index
from dedup.interop.datasets import AnnotateRows

LEAD = (
    "The harbour authority said on Tuesday that the old pier will close in March, three years "
    "earlier than planned, because divers found that two of its nine pillars no longer bear load. "
)

if __name__ == "__main__":
    with Index.open(sys.argv[1]) as index:
        index.add(Article(id="first", text=LEAD + "Ferries will leave from the northern quay."))
    rows = Dataset.from_dict({"id": ["a", "b"], "text": [LEAD + "Ferries sail on.", "Rain fell."]})

    mapped = rows.map(AnnotateRows(sys.argv[1]), num_proc=2, load_from_cache_file=False)

    for row in mapped:
        known = row["dedup"]
        print(row["id"], "is new" if known["new"] else f"is a {known['kind']} of {known['of']}")
