"""The path from articles to a result, in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.articles import Article
from dedup.candidates import candidate_pairs
from dedup.clusters import (
    FAMILY_KINDS,
    SAME_TEXT,
    Refused,
    affinities,
    form_clusters,
    loose_pairs,
    refused_edges,
    weigh_order,
)
from dedup.dossiers import Dossier, open_dossiers
from dedup.errors import DuplicateId
from dedup.groups import Edges, Pair, pairs_of
from dedup.index.comparing import (
    Told,
    judge_all,
    measure_verbatim,
    order_all,
    relate_all,
    same_texts,
    telling,
)
from dedup.index.options import Options
from dedup.index.results import Listed, Result, Story
from dedup.index.stories import inner_pairs, make_story
from dedup.readers import Reading
from dedup.relations.forms import find_forms
from dedup.schemes import cap_notes
from dedup.similarity import Overlap
from dedup.tokens.keeping import forget
from dedup.tokens.repeated import find_repeated_lines


def deduplicate(
    articles: Iterable[Article], options: Options | None = None, *, told: Told | None = None
) -> Result:
    """Return which articles are copies or rewrites of one another, and where they come from.

    Args:
        articles: in any order, which changes nothing; what ``read_articles`` returns keeps its
            notes and skipped inputs.
        options: None takes the defaults.
        told: hears what is being done, how much of it is done, and how much there is.

    Raises:
        DuplicateId: two articles have one id.
    """
    options = options or Options()
    dossiers = _open_all(list(articles), options, told)
    copies = exact_copies(dossiers)
    # An exact copy says nothing that the first did not: only firsts look for partners.
    behind = {copy for after in copies.values() for copy in after}
    firsts = [place for place in range(len(dossiers)) if place not in behind]
    candidates = candidate_pairs(
        [dossiers[i].signature for i in firsts], options.banding, options.threads
    )
    places = np.array(firsts, np.int64)
    cosines = Edges(places[candidates.similar], candidates.cosines)
    near = places[candidates.near]
    try:
        stories, refused = form_stories(dossiers, copies, near, cosines, options, told)
    finally:
        forget()
    return Result(
        articles=tuple(Listed(d.article, d.signature.words, d.tokens.furniture) for d in dossiers),
        stories=stories,
        refused=refused,
        skipped=articles.skipped if isinstance(articles, Reading) else (),
        notes=(articles.notes if isinstance(articles, Reading) else ())
        + cap_notes(candidates.capped),
        settings=options.settings(),
    )


def form_stories(
    dossiers: Sequence[Dossier],
    copies: Mapping[int, Sequence[int]],
    near: NDArray[np.int64],
    cosines: Edges,
    options: Options,
    told: Told | None = None,
    only: str | None = None,
) -> tuple[tuple[Story, ...], tuple[Refused, ...]]:
    """Return the stories among articles whose candidate pairs are known, and the refused edges.

    Args:
        dossiers: ascending by id.
        copies: the later exact copies of each first, by place.
        near: shape (p, 2), pairs of firsts that share a band or an anchor, ascending.
        cosines: of pairs of firsts that are near by their terms.
        options: of the run.
        told: hears what is being done.
        only: of this article, by id, the story is told; None tells all.
    """
    order = {dossier.id: place for place, dossier in enumerate(dossiers)}
    verbatim = measure_verbatim(dossiers, near, options)
    judged = judge_all(dossiers, verbatim, options, told)
    ordered = [dossier.article for dossier in dossiers]
    ties = affinities(ordered, cosines, judged)
    same = same_texts(dossiers, judged)
    forms = find_forms(dossiers, same)
    same -= forms
    pulls = ties.put(pairs_of(same), SAME_TEXT)
    pulls = pulls.only(~pulls.are_in(forms))
    loose = loose_pairs(len(ordered), pulls, cosines, same)
    pulls = weigh_order(pulls, loose, order_all(dossiers, loose, options))
    clusters = form_clusters(ordered, pulls, same, copies)
    wanted = {pair for cluster in clusters for pair in inner_pairs(cluster, order, ties, copies)}
    home = {member: place for place, one in enumerate(clusters) for member in one.members}
    wanted |= {(i, j) for i, j in judged if _share(home, dossiers[i].id, dossiers[j].id)}
    pairs: dict[Pair, Overlap | None] = {pair: verbatim.get(pair) for pair in sorted(wanted)}
    relations = relate_all(dossiers, pairs, options, told)
    # Families are formed again: inside a story every pair has been looked at now.
    alike = {pair for pair, found in relations.items() if found.kind in FAMILY_KINDS}
    forms |= find_forms(dossiers, alike - same - forms)
    same |= alike - forms
    clusters = form_clusters(ordered, pulls, same, copies)
    told_of = [one for one in clusters if only is None or only in one.members]
    stories = [make_story(cluster, dossiers, order, relations) for cluster in told_of]
    return (
        tuple(sorted(stories, key=lambda story: (-len(story.members), story.members))),
        tuple(refused_edges(ordered, clusters, cosines, {**judged, **relations}, forms)),
    )


def _share(home: Mapping[str, int], one: str, other: str) -> bool:
    return one in home and home[one] == home.get(other)


def _open_all(articles: Sequence[Article], options: Options, told: Told | None) -> list[Dossier]:
    seen: set[str] = set()
    for article in articles:
        if article.id in seen:
            raise DuplicateId(
                f"two articles have the id {article.id!r}; give each its own, a URL will do"
            )
        seen.add(article.id)
    ordered = sorted(articles, key=lambda article: article.id)
    repeated = find_repeated_lines(ordered)
    opened = open_dossiers(ordered, options.scheme, options.threads, repeated)
    return list(telling(opened, "signing", len(ordered), told))


def exact_copies(dossiers: Sequence[Dossier]) -> dict[int, list[int]]:
    """Return the later exact copies of each first, by place; texts without words have none."""
    first_of: dict[bytes, int] = {}
    copies: dict[int, list[int]] = {}
    for place, dossier in enumerate(dossiers):
        if dossier.signature.words:
            first = first_of.setdefault(dossier.signature.digest, place)
            if first != place:
                copies.setdefault(first, []).append(place)
    return copies
