"""An index inside an asyncio program: the loop goes on while an article is checked.

python docs/examples/async_check.py news.dedup
"""

from __future__ import annotations

import asyncio
import sys

from dedup import Article, Index

LEAD = (
    "The harbour authority said on Tuesday that the old pier will close in March, three years "
    "earlier than planned, because divers found that two of its nine pillars no longer bear load. "
)


async def main(path: str) -> None:
    """Check three articles at once."""
    with Index.open(path) as index:
        index.add(Article(id="first", text=LEAD + "Ferries will leave from the northern quay."))
        asked = [Article(id=f"asked-{i}", text=LEAD + f"Ferry {i} sails on.") for i in range(3)]
        for verdict in await asyncio.gather(*(index.acheck(article) for article in asked)):
            nearest = verdict.nearest
            print(verdict.article, f"{nearest.kind} of {nearest.right}" if nearest else "new")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
