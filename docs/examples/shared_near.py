"""Near-duplicates that several machines share through Redis, and a MinHash for datasketch.

python docs/examples/shared_near.py /run/redis/redis.sock
"""

from __future__ import annotations

import sys

from dedup import Article
from dedup.interop import SharedNear, to_datasketch

LEAD = (
    "The harbour authority said on Tuesday that the old pier will close in March, three years "
    "earlier than planned, because divers found that two of its nine pillars no longer bear load. "
)
FIRST = Article(id="first", text=LEAD + "Ferries will leave from the northern quay instead.")
SECOND = Article(id="second", text=LEAD + "Ferries will leave from the northern quay until autumn.")

if __name__ == "__main__":
    server = {"unix_socket_path": sys.argv[1]}
    with SharedNear(server, name="news") as here, SharedNear(server, name="news") as elsewhere:
        here.add(FIRST)
        print("second is worth comparing with", *elsewhere.candidates(SECOND))
    likeness = to_datasketch(FIRST).jaccard(to_datasketch(SECOND))
    print(f"datasketch estimates a Jaccard similarity of {likeness:.2f}")
