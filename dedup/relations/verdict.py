"""From measures to a verdict, with a probability and a reason in words."""

from __future__ import annotations

from dataclasses import fields
from math import exp
from pathlib import PurePosixPath

from dedup.articles import Article
from dedup.attributions import publisher_name
from dedup.dossiers import Dossier, open_dossier
from dedup.kinds import Kind
from dedup.passages import COVERAGE, READING, RELATED, Passage, PassageKind, align, align_each
from dedup.relations.credit import one_agency, one_publisher
from dedup.relations.features import SHORT_NARRATIVE, Features, extract_features
from dedup.relations.levels import Taken, level_of, measure_taken
from dedup.relations.relation import Relation
from dedup.schemes import NEAR_JACCARD
from dedup.similarity import Similarity, measure

CONTAINED = 0.7
"""Share of the smaller article's shingles from which it is held by the larger."""
CUT_CONTAINED = 0.9
CUT_JACCARD, WHOLE_JACCARD = 1 / 3, 2 / 3
"""A text that another holds all but whole is a copy that was cut where it is a third to two thirds
of it; four of four pairs so labelled. A smaller part, or one less whole, is a piece in a larger
text; a larger part is a text in which something was changed."""
REUSED_RUN = 12
"""Words in a row outside quotations: independent reports of one event never reached 11."""
REFILED_JACCARD = 0.8
"""Agencies file a story again as it grows: below this, two outlets printed different filings (nine
of ten so labelled pairs of one agency; what is labelled syndicated is above)."""
REFILED_COVERAGE = 0.5
"""Share of words in passages from which two texts of one newsroom with a run in common are one
story filed twice (15 of 18 so labelled pairs), below it a paragraph carried over."""
QUOTED_RUN = 8
"""Words in a row inside quotation marks that make a shared quotation without an aligned passage."""
REWRITE_PROBABILITY = 0.5
UNSURE = 0.5
"""Probability of any verdict on texts too short to tell a rewrite from an independent report."""
NEAR_RIGHT, CONTAINS_RIGHT, REFILED_RIGHT, REUSE_RIGHT = 0.85, 0.64, 0.9, 0.89
"""Share of such verdicts that are right, those of the first two with a tenth of the Jaccard
similarity and three tenths of the containment added: of 40, 7, 17 and 38 labelled pairs .93, .88,
.94 and .89 are, each data set with the weight of one. What is wrong is the kind, not the copying:
``tests/test_relations.py`` holds what is said within a tenth of what is true."""
SAME_EVENT_COSINE = 0.20
"""Of telling terms; the bound at which stories are formed."""

INTERCEPT = -4.628
WEIGHTS = {
    "order_density": 0.219,
    "coverage": 3.188,
    "order_agreement": 3.509,
    "novelty": -0.23,
    "credit": 0.282,
    "exclusives": 0.374,
}
"""Log-odds of a rewrite by feature, as ``benchmarks/fit_relations.py`` prints them; each has the
sign that its meaning gives it."""
MODEL_FEATURES = tuple(WEIGHTS)


def compare(left: Article, right: Article) -> Relation:
    """Return what two articles are to each other; ``compare(b, a)`` mirrors ``compare(a, b)``.

    The relation depends on the two articles and their language alone.
    """
    return relate(open_dossier(left), open_dossier(right))


def relate(left: Dossier, right: Dossier, similarity: Similarity | None = None) -> Relation:
    """Return what two articles are to each other, from their dossiers.

    Args:
        left, right: the articles.
        similarity: of the pair, where it was measured already.
    """
    if (right.id, right.article.text) < (left.id, left.article.text):
        return relate(right, left, similarity.mirrored() if similarity else None).mirrored()
    similarity = similarity or measure(left, right)
    shown, covering = align_each(left.units, right.units, (READING, COVERAGE))
    passages = tuple(shown)
    features = extract_features(
        left, right, [p for p in covering if p.kind is not PassageKind.FURNITURE]
    )
    likely = rewrite_probability(features)
    taken = measure_taken(left, right)
    if not passages and likely >= REWRITE_PROBABILITY:
        # What two reports of one kind of event may share says something of a rewrite.
        passages = tuple(align(left.units, right.units, RELATED))
    kind, probability = _verdict(left, right, similarity, passages, features, likely)
    return Relation(
        left=left.id,
        right=right.id,
        kind=kind,
        probability=probability,
        measures=_measures(similarity, features, taken, likely),
        passages=passages,
        why=_why(kind, left, right, similarity, passages, features, taken),
        container=_container(left, right, similarity) if kind is Kind.CONTAINS else None,
    )


def rewrite_probability(features: Features) -> float:
    """Return how likely one narrative re-words the other, or both one third, in [0, 1]."""
    log_odds = INTERCEPT + sum(w * getattr(features, name) for name, w in WEIGHTS.items())
    return 1 / (1 + exp(-log_odds))


def is_verbatim(similarity: Similarity) -> bool:
    """Return whether these measures alone make a verbatim relation, whatever else is found."""
    return similarity.jaccard >= NEAR_JACCARD or similarity.longest_own_run >= REUSED_RUN


def _verdict(
    left: Dossier,
    right: Dossier,
    similarity: Similarity,
    passages: tuple[Passage, ...],
    features: Features,
    likely: float,
) -> tuple[Kind, float]:
    """Return the first kind that fits, and how likely it is right."""
    if left.signature.words and left.signature.digest == right.signature.digest:
        return Kind.EXACT, 1.0
    contained = max(similarity.containment_of_left, similarity.containment_of_right)
    own_text = similarity.longest_own_run >= REUSED_RUN
    if similarity.jaccard >= NEAR_JACCARD or _is_cut(similarity):
        return _near(left, right, similarity), NEAR_RIGHT + 0.1 * similarity.jaccard
    if contained >= CONTAINED and own_text:
        return Kind.CONTAINS, CONTAINS_RIGHT + 0.3 * contained
    if own_text and _is_refiled(left, right, features):
        return Kind.REVISION, REFILED_RIGHT
    if own_text:
        return Kind.PARTIAL_REUSE, REUSE_RIGHT
    if likely >= REWRITE_PROBABILITY and features.narrative_words >= SHORT_NARRATIVE:
        return Kind.REWRITE, likely
    shared = [p.kind for p in passages if p.kind is not PassageKind.FURNITURE]
    if features.narrative_words < SHORT_NARRATIVE:
        likely = UNSURE
    if shared and all(kind is PassageKind.QUOTATION for kind in shared):
        return Kind.QUOTE_ONLY, 1 - likely
    if not shared and similarity.longest_run >= QUOTED_RUN:
        return Kind.QUOTE_ONLY, 1 - likely
    if shared or similarity.term_cosine >= SAME_EVENT_COSINE:
        return Kind.SAME_EVENT, 1 - likely
    return Kind.UNRELATED, 1 - likely


def near_kind(left: Article, right: Article) -> Kind:
    """Near-duplicates at two publishers are syndicated, those of one newsroom revised."""
    if not publisher_name(left) or not publisher_name(right):
        return Kind.NEAR_DUPLICATE
    return Kind.REVISION if one_publisher(left, right) else Kind.SYNDICATED


def _near(left: Dossier, right: Dossier, similarity: Similarity) -> Kind:
    """Return the kind of near-duplicates.

    An agency's text of which much has changed is another filing, not the same one elsewhere.
    """
    kind = near_kind(left.article, right.article)
    refiled = similarity.jaccard < REFILED_JACCARD and not _is_cut(similarity)
    if kind is Kind.SYNDICATED and refiled and one_agency(left, right):
        return Kind.REVISION
    return kind


def _is_cut(similarity: Similarity) -> bool:
    """Return whether one text is the other, broken off: scrapers stop at "read more"."""
    held = max(similarity.containment_of_left, similarity.containment_of_right)
    return held >= CUT_CONTAINED and CUT_JACCARD <= similarity.jaccard < WHOLE_JACCARD


def _is_refiled(left: Dossier, right: Dossier, features: Features) -> bool:
    """Return whether a text that kept some sentences is a later one of the same newsroom."""
    if features.coverage < REFILED_COVERAGE:
        return False
    return one_publisher(left.article, right.article) or one_agency(left, right)


def _container(left: Dossier, right: Dossier, similarity: Similarity) -> str:
    held = similarity.containment_of_left >= similarity.containment_of_right
    return right.id if held else left.id


def _measures(
    similarity: Similarity, features: Features, taken: Taken, likely: float
) -> dict[str, float]:
    sources = (similarity, features, taken)
    named = {each.name: float(getattr(one, each.name)) for one in sources for each in fields(one)}
    named["rewrite_probability"] = likely
    return named


def _why(
    kind: Kind,
    left: Dossier,
    right: Dossier,
    similarity: Similarity,
    passages: tuple[Passage, ...],
    features: Features,
    taken: Taken,
) -> str:
    one, two = short_name(left.id), short_name(right.id)
    if kind is Kind.EXACT:
        return f"{one} and {two} are the same text, word for word."
    if kind in (Kind.NEAR_DUPLICATE, Kind.SYNDICATED, Kind.REVISION):
        where = {
            Kind.NEAR_DUPLICATE: "",
            Kind.SYNDICATED: ", at two publishers",
            Kind.REVISION: f", and come from one {_house(left, right)}",
        }[kind]
        if similarity.jaccard < NEAR_JACCARD and not _is_cut(similarity):
            teller, told, share = one, two, features.coverage_of_left
            if features.coverage_of_right > share:
                teller, told, share = two, one, features.coverage_of_right
            return f"{share:.0%} of {teller}'s own words stand in {told} too{where}."
        return f"{one} and {two} share {similarity.jaccard:.0%} of their 5-word sequences{where}."
    if kind is Kind.CONTAINS:
        held, holder = (one, two)
        if similarity.containment_of_right > similarity.containment_of_left:
            held, holder = (two, one)
        share = max(similarity.containment_of_left, similarity.containment_of_right)
        return f"{share:.0%} of {held} stands word for word in {holder}, which has much more."
    if kind is Kind.PARTIAL_REUSE:
        return (
            f"{one} and {two} share a run of {similarity.longest_own_run} words outside quotation "
            "marks, and differ in the rest."
        )
    if kind is Kind.REWRITE:
        return _why_rewrite(one, two, features, taken)
    quotations = sum(p.kind is PassageKind.QUOTATION for p in passages)
    if kind is Kind.QUOTE_ONLY:
        spoken = f"{quotations} quotations" if quotations > 1 else "a quotation"
        return f"{one} and {two} share {spoken}, not their telling."
    if features.narrative_words < SHORT_NARRATIVE:
        return (
            f"Unsure: the shorter has {features.narrative_words} words of its own telling, "
            f"{SHORT_NARRATIVE} are needed to tell a rewrite from an independent report."
        )
    if kind is Kind.SAME_EVENT:
        return (
            f"{one} and {two} tell some of the same facts, but neither in the other's sentences "
            "and order."
        )
    return f"{one} and {two} share no passage."


def _house(left: Dossier, right: Dossier) -> str:
    return "newsroom" if one_publisher(left.article, right.article) else "agency"


def _why_rewrite(one: str, two: str, features: Features, taken: Taken) -> str:
    teller, told, share = one, two, features.sentences_of_left
    verbatim, pieces = taken.verbatim_of_left, taken.pieces_of_left
    if features.sentences_of_right > share:
        teller, told, share = two, one, features.sentences_of_right
        verbatim, pieces = taken.verbatim_of_right, taken.pieces_of_right
    order = "in the same order" if features.order_agreement > 0.2 else "in another order"
    level = level_of(verbatim, pieces, 1.0)  # that it re-words is the verdict
    return f"{share:.0%} of {teller}'s sentences re-word {told}'s, {order}: a {level}."


def short_name(article_id: str) -> str:
    """Return the id without folder and file suffix, for use in a sentence."""
    path = PurePosixPath(article_id)
    return path.stem if path.suffix.lower() in _SUFFIXES else article_id


_SUFFIXES = frozenset({".txt", ".md", ".html", ".htm"})
