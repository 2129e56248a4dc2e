"""Items of any stream, each with what it is a copy of.

python docs/examples/annotate_stream.py news.dedup
"""

from __future__ import annotations

import sys

from dedup import Index
from dedup.interop import annotate

LEAD = (
    "The harbour authority said on Tuesday that the old pier will close in March, three years "
    "earlier than planned, because divers found that two of its nine pillars no longer bear load. "
)
STREAM = [
    {"id": "first", "text": LEAD + "Ferries will leave from the northern quay instead."},
    {"id": "second", "text": LEAD + "Ferries will leave from the northern quay until autumn."},
]

if __name__ == "__main__":
    with Index.open(sys.argv[1]) as index:
        for item in annotate(STREAM, index):
            known = item["dedup"]
            print(
                item["id"], "is new" if known["new"] else f"is a {known['kind']} of {known['of']}"
            )
