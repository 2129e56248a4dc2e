"""Judging: which kind of relation a pair is, and how likely that is right.

Verbatim relations follow from what two texts have word for word; where nothing does, their telling
and the passages they share decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from dedup.articles import Article
from dedup.attributions import publisher_name
from dedup.dossiers import Dossier
from dedup.kinds import Kind
from dedup.passages import Passage, PassageKind
from dedup.relations.credit import one_agency, one_publisher
from dedup.relations.features import SHORT_NARRATIVE
from dedup.schemes import NEAR_JACCARD
from dedup.similarity import Overlap, Similarity

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
REFILED_DAYS = timedelta(days=7)
"""A newsroom files a story again within days. What shares half of its words with an earlier text
after that, and is no near-duplicate, is another story in the phrases of the house."""
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


@dataclass(frozen=True, slots=True)
class Judged:
    """What two articles are to each other, without the evidence.

    Attributes:
        kind: the verdict.
        probability: how likely the verdict is right, a fraction in [0, 1].
    """

    kind: Kind
    probability: float


def is_verbatim(overlap: Overlap) -> bool:
    """Return whether these measures alone make a verbatim relation, whatever else is found."""
    return overlap.jaccard >= NEAR_JACCARD or overlap.longest_own_run >= REUSED_RUN


def judge_overlap(
    left: Dossier, right: Dossier, overlap: Overlap | Similarity, coverage: float | None
) -> Judged | None:
    """Return the verbatim relation of two articles; None where they have none.

    Args:
        left, right: the articles.
        overlap: of their texts.
        coverage: the larger side's share of narrative words in passages; None where it is not
            known, and ``needs_coverage`` says that it need not be.
    """
    if left.signature.words and left.signature.digest == right.signature.digest:
        return Judged(Kind.EXACT, 1.0)
    contained = max(overlap.containment_of_left, overlap.containment_of_right)
    own_text = overlap.longest_own_run >= REUSED_RUN
    if overlap.jaccard >= NEAR_JACCARD or is_cut(overlap):
        return Judged(_near(left, right, overlap), NEAR_RIGHT + 0.1 * overlap.jaccard)
    if contained >= CONTAINED and own_text:
        return Judged(Kind.CONTAINS, CONTAINS_RIGHT + 0.3 * contained)
    if own_text and (coverage or 0.0) >= REFILED_COVERAGE and _may_be_refiled(left, right):
        return Judged(Kind.REVISION, REFILED_RIGHT)
    return Judged(Kind.PARTIAL_REUSE, REUSE_RIGHT) if own_text else None


def needs_coverage(left: Dossier, right: Dossier, judged: Judged | None) -> bool:
    """Return whether it depends on their coverage which verbatim relation two articles have.

    Args:
        left, right: the articles.
        judged: what ``judge_overlap`` returns where their coverage is not known.
    """
    return judged is not None and judged.kind is Kind.PARTIAL_REUSE and _may_be_refiled(left, right)


def judge_telling(
    similarity: Similarity, passages: Sequence[Passage], narrative_words: int, likely: float
) -> Judged:
    """Return what two articles are that have no verbatim relation.

    Args:
        similarity: of their texts.
        passages: that they share.
        narrative_words: of the shorter side.
        likely: how likely one narrative re-words the other.
    """
    if likely >= REWRITE_PROBABILITY and narrative_words >= SHORT_NARRATIVE:
        return Judged(Kind.REWRITE, likely)
    shared = [p.kind for p in passages if p.kind is not PassageKind.FURNITURE]
    if narrative_words < SHORT_NARRATIVE:
        likely = UNSURE
    if shared and all(kind is PassageKind.QUOTATION for kind in shared):
        return Judged(Kind.QUOTE_ONLY, 1 - likely)
    if not shared and similarity.longest_run >= QUOTED_RUN:
        return Judged(Kind.QUOTE_ONLY, 1 - likely)
    if shared or similarity.term_cosine >= SAME_EVENT_COSINE:
        return Judged(Kind.SAME_EVENT, 1 - likely)
    return Judged(Kind.UNRELATED, 1 - likely)


def near_kind(left: Article, right: Article) -> Kind:
    """Near-duplicates at two publishers are syndicated, those of one newsroom revised."""
    if not publisher_name(left) or not publisher_name(right):
        return Kind.NEAR_DUPLICATE
    return Kind.REVISION if one_publisher(left, right) else Kind.SYNDICATED


def _near(left: Dossier, right: Dossier, overlap: Overlap | Similarity) -> Kind:
    """Return the kind of near-duplicates.

    An agency's text of which much has changed is another filing, not the same one elsewhere.
    """
    kind = near_kind(left.article, right.article)
    refiled = overlap.jaccard < REFILED_JACCARD and not is_cut(overlap)
    if kind is Kind.SYNDICATED and refiled and one_agency(left, right):
        return Kind.REVISION
    return kind


def is_cut(overlap: Overlap | Similarity) -> bool:
    """Return whether one text is the other, broken off: scrapers stop at "read more"."""
    held = max(overlap.containment_of_left, overlap.containment_of_right)
    return held >= CUT_CONTAINED and CUT_JACCARD <= overlap.jaccard < WHOLE_JACCARD


def _may_be_refiled(left: Dossier, right: Dossier) -> bool:
    """Return whether a text that kept some sentences may be a later one of the same newsroom."""
    one, two = left.article.published, right.article.published
    if one is not None and two is not None and abs(one - two) > REFILED_DAYS:
        return False
    return one_publisher(left.article, right.article) or one_agency(left, right)
