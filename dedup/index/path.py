"""The path from articles to a result, in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from dedup import __version__, kernels
from dedup.articles import Article
from dedup.candidates import Candidates, candidate_pairs
from dedup.clusters import (
    FAMILY_KINDS,
    STORY_AFFINITY,
    Refused,
    affinities,
    form_clusters,
    loose_pairs,
    refused_edges,
    unmeasured_pairs,
    weigh_order,
)
from dedup.dossiers import Dossier, open_dossiers
from dedup.errors import DuplicateId
from dedup.groups import Pair
from dedup.index.results import Listed, Result, Story
from dedup.index.stories import inner_pairs, make_story
from dedup.readers import Reading
from dedup.relations import (
    Judged,
    Relation,
    is_verbatim,
    judge_each,
    order_agreement,
    relate_each,
)
from dedup.relations.forms import find_forms
from dedup.relations.judging import REUSED_RUN
from dedup.schemes import NEAR_JACCARD, Banding, Scheme, cap_notes
from dedup.similarity import Overlap, count_shared, measure_overlaps
from dedup.tokens.repeated import find_repeated_lines

BLOCK = 256
"""Pairs that are measured in one go: enough to lose no time on calls, few enough to tell of."""

Told = Callable[[str, int, int], None]

_Item = TypeVar("_Item")
_Outcome = TypeVar("_Outcome")


@dataclass(frozen=True, slots=True)
class Options:
    """What a run can be told.

    Attributes:
        scheme: of the signatures.
        banding: of the near-duplicate channel.
        threads: at work at a time; no result depends on it.
    """

    scheme: Scheme = field(default_factory=Scheme)
    banding: Banding = field(default_factory=Banding)
    threads: int = 1

    def __post_init__(self) -> None:
        if self.threads < 1:
            raise ValueError(f"threads={self.threads} must be at least 1")

    def settings(self) -> dict[str, Any]:
        """Return what a result depends on: the options, and the version that fixes the rest."""
        return {
            "dedup": __version__,
            "scheme": asdict(self.scheme),
            "banding": asdict(self.banding),
            "story_affinity": STORY_AFFINITY,
        }


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
    cosines = _by_pair(candidates, firsts)
    near = [(firsts[i], firsts[j]) for i, j in candidates.near.tolist()]
    stories, refused = form_stories(dossiers, copies, near, cosines, options, told)
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
    near: Sequence[Pair],
    cosines: Mapping[Pair, float],
    options: Options,
    told: Told | None = None,
) -> tuple[tuple[Story, ...], tuple[Refused, ...]]:
    """Return the stories among articles whose candidate pairs are known, and the refused edges.

    Args:
        dossiers: ascending by id.
        copies: the later exact copies of each first, by place.
        near: pairs of firsts that share a band or an anchor.
        cosines: of pairs of firsts that are near by their terms.
        options: of the run.
        told: hears what is being done.
    """
    order = {dossier.id: place for place, dossier in enumerate(dossiers)}
    verbatim = _measure_verbatim(dossiers, near, options)
    judged = _judge_all(dossiers, verbatim, options, told)
    ordered = [dossier.article for dossier in dossiers]
    ties = affinities(ordered, cosines, judged)
    same = _same_texts(dossiers, judged)
    forms = find_forms(dossiers, same)
    same -= forms
    pulls = {p: pull for p, pull in (ties | dict.fromkeys(same, 1.0)).items() if p not in forms}
    loose = loose_pairs(len(ordered), pulls, cosines)
    orders = _spread(
        lambda p: order_agreement(dossiers[p[0]], dossiers[p[1]]), loose, options.threads
    )
    pulls = weigh_order(pulls, dict(zip(loose, orders, strict=True)))
    clusters = form_clusters(ordered, pulls, same, copies)
    wanted = {pair for cluster in clusters for pair in inner_pairs(cluster, order, ties, copies)}
    home = {member: place for place, one in enumerate(clusters) for member in one.members}
    wanted |= {(i, j) for i, j in judged if _share(home, dossiers[i].id, dossiers[j].id)}
    pairs: dict[Pair, Overlap | None] = {pair: verbatim.get(pair) for pair in sorted(wanted)}
    relations = _relate_all(dossiers, pairs, options, told)
    # Families are formed again: inside a story every pair has been looked at now.
    alike = {pair for pair, found in relations.items() if found.kind in FAMILY_KINDS}
    forms |= find_forms(dossiers, alike - same - forms)
    same |= alike - forms
    clusters = form_clusters(ordered, pulls, same, copies)
    stories = [make_story(cluster, dossiers, order, relations) for cluster in clusters]
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
    return list(_telling(opened, "signing", len(ordered), told))


def _spread(
    work: Callable[[_Item], _Outcome], items: Sequence[_Item], threads: int
) -> Iterator[_Outcome]:
    """Yield ``work`` of each item, in the order of the items."""
    if threads == 1 or len(items) < 2:
        yield from map(work, items)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(work, items)


def _telling(
    outcomes: Iterable[_Outcome], name: str, total: int, told: Told | None
) -> Iterator[_Outcome]:
    for done, outcome in enumerate(outcomes, 1):
        yield outcome
        if told:
            told(name, done, total)


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


def _by_pair(candidates: Candidates, places: Sequence[int]) -> dict[Pair, float]:
    pairs = ((places[i], places[j]) for i, j in candidates.similar.tolist())
    return dict(zip(pairs, candidates.cosines.tolist(), strict=True))


def _measure_verbatim(
    dossiers: Sequence[Dossier], near: Sequence[Pair], options: Options
) -> dict[Pair, Overlap]:
    """Return the near pairs whose texts do hold a verbatim relation, with their measures.

    Anchors meet on stock phrases too: most pairs share less, and of those no quotation need be
    looked for, since what is quoted only takes away.
    """

    def work(block: NDArray[np.int64]) -> dict[Pair, Overlap]:
        shared = count_shared(dossiers, block, quotations=False)
        sizes = [[len(dossiers[i].signature.shingles) for i in pair] for pair in block.tolist()]
        either = np.array(sizes, np.int64).sum(axis=1) - shared[:, 0]
        alike = (shared[:, 0] >= NEAR_JACCARD * either) & (either > 0)
        maybe = block[alike | (shared[:, 1] >= REUSED_RUN)]
        measured = zip(maybe.tolist(), measure_overlaps(dossiers, maybe), strict=True)
        return {(i, j): found for (i, j), found in measured if is_verbatim(found)}

    pairs = np.array(near, np.int64).reshape(-1, 2)
    blocks = [pairs[at : at + BLOCK] for at in range(0, len(pairs), BLOCK)]
    return {
        pair: one for found in _spread(work, blocks, options.threads) for pair, one in found.items()
    }


def _judge_all(
    dossiers: Sequence[Dossier],
    verbatim: Mapping[Pair, Overlap],
    options: Options,
    told: Told | None,
) -> dict[Pair, Judged]:
    """Return what the pairs of verbatim relations are to each other.

    Half of them are told apart later, and nobody asks what else they have in common.
    """

    def work(block: Sequence[Pair]) -> list[Judged]:
        return judge_each(dossiers, np.array(block, np.int64), [verbatim[pair] for pair in block])

    return _each_pair(work, verbatim, "measuring", options, told)


def _relate_all(
    dossiers: Sequence[Dossier],
    pairs: Mapping[Pair, Overlap | None],
    options: Options,
    told: Told | None,
) -> dict[Pair, Relation]:
    """Return the relations of some pairs, which may have been measured already."""

    def work(block: Sequence[Pair]) -> list[Relation]:
        unknown = [pair for pair in block if pairs[pair] is None]
        measured = measure_overlaps(dossiers, np.array(unknown, np.int64).reshape(-1, 2))
        found = dict(zip(unknown, measured, strict=True))
        known = [pairs[pair] or found[pair] for pair in block]
        return relate_each(dossiers, np.array(block, np.int64), known)

    return _each_pair(work, pairs, "comparing", options, told)


def _each_pair(
    work: Callable[[Sequence[Pair]], list[_Outcome]],
    pairs: Iterable[Pair],
    name: str,
    options: Options,
    told: Told | None,
) -> dict[Pair, _Outcome]:
    """Return the outcome of each pair, worked on in blocks of pairs of the same articles."""
    asked = list(pairs)
    ordered = _by_component(asked)
    blocks = [ordered[at : at + BLOCK] for at in range(0, len(ordered), BLOCK)]
    outcomes = (one for found in _spread(work, blocks, options.threads) for one in found)
    found = dict(zip(ordered, _telling(outcomes, name, len(ordered), told), strict=True))
    return {pair: found[pair] for pair in asked}


def _by_component(pairs: Sequence[Pair]) -> list[Pair]:
    """Return pairs so that those of articles near each other follow one another.

    What is prepared of an article is still at hand then when its next pair comes.
    """
    if not pairs:
        return []
    edges = np.array(pairs, np.int64)
    labels = kernels.components(edges, int(edges.max()) + 1)[edges[:, 0]]
    return [pairs[place] for place in np.argsort(labels, kind="stable").tolist()]


def _same_texts(dossiers: Sequence[Dossier], relations: Mapping[Pair, Judged]) -> set[Pair]:
    """Return the pairs that are one text, also where a crowded key kept them apart."""
    same = {pair for pair, relation in relations.items() if relation.kind in FAMILY_KINDS}
    unseen = unmeasured_pairs(np.array(sorted(same), np.int64).reshape(-1, 2))
    if not len(unseen):
        return same
    places, rows = np.unique(unseen, return_inverse=True)
    pairs = rows.reshape(-1, 2)
    sets = [dossiers[place].signature.shingles for place in places.tolist()]
    first = np.cumsum([0] + [len(one) for one in sets], dtype=np.int64)
    shared = kernels.overlaps(np.concatenate(sets), first, pairs)
    either = np.diff(first)[pairs].sum(axis=1) - shared
    return same.union((i, j) for i, j in unseen[shared >= NEAR_JACCARD * either].tolist())
