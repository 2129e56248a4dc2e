"""The verdict at its bounds: what decides is told by measures, each bound from both sides."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dedup.articles import Article
from dedup.dossiers import Dossier, open_dossier
from dedup.kinds import Kind
from dedup.passages import Passage, PassageKind
from dedup.relations.features import SHORT_NARRATIVE
from dedup.relations.judging import (
    CUT_CONTAINED,
    QUOTED_RUN,
    REFILED_COVERAGE,
    REFILED_DAYS,
    REUSED_RUN,
    UNSURE,
    Judged,
    is_cut,
    is_verbatim,
    judge_overlap,
    judge_telling,
    needs_coverage,
)
from dedup.similarity import Overlap, Similarity

MAY = datetime(2031, 5, 1, tzinfo=UTC)
NOTHING = Overlap(0.0, 0.0, 0.0, 0, 0)
ALIKE = Similarity(0.0, 0.0, 0.0, 0, 0, 0.0, 0.0, 0.0)


def page(
    name: str, publisher: str | None = None, days: float | None = None, by: str = ""
) -> Dossier:
    """A page of its own words, and when it appeared."""
    published = None if days is None else MAY + timedelta(days=days)
    text = f"{by}The {name} bridge is shut, and {name} ferries run instead."
    return open_dossier(Article(name, text, publisher=publisher, published=published))


ONE, TWO = page("harbour"), page("quay")


def judged(
    left: Dossier, right: Dossier, coverage: float | None = None, **measures: float
) -> Judged | None:
    return judge_overlap(left, right, replace(NOTHING, **measures), coverage)


@pytest.mark.parametrize(
    ("measures", "kind"),
    [
        ({"jaccard": 0.49}, None),
        ({"jaccard": 0.5}, Kind.NEAR_DUPLICATE),
        ({"longest_own_run": REUSED_RUN - 1}, None),
        ({"longest_own_run": REUSED_RUN}, Kind.PARTIAL_REUSE),
        # A run inside quote marks is no reuse, however long.
        ({"longest_run": 99, "longest_own_run": REUSED_RUN - 1}, None),
        ({"containment_of_left": 0.7, "longest_own_run": REUSED_RUN}, Kind.CONTAINS),
        ({"containment_of_right": 0.7, "longest_own_run": REUSED_RUN}, Kind.CONTAINS),
        ({"containment_of_left": 0.69, "longest_own_run": REUSED_RUN}, Kind.PARTIAL_REUSE),
        ({"containment_of_left": 0.7, "longest_own_run": REUSED_RUN - 1}, None),
        # Broken off: all but whole in the other, and a third of it or more.
        ({"containment_of_left": 0.9, "jaccard": 0.34}, Kind.NEAR_DUPLICATE),
        ({"containment_of_left": 0.9, "jaccard": 0.33, "longest_own_run": 40}, Kind.CONTAINS),
        ({"containment_of_left": 0.89, "jaccard": 0.34, "longest_own_run": 40}, Kind.CONTAINS),
    ],
)
def test_verbatim_bounds(measures: dict[str, float], kind: Kind | None) -> None:
    """What two texts have word for word makes a relation at its bound and not below it."""
    found = judged(ONE, TWO, **measures)

    assert (found.kind if found else None) is kind


@pytest.mark.parametrize("run", [REUSED_RUN - 1, REUSED_RUN])
@pytest.mark.parametrize("jaccard", [0.49, 0.5])
def test_what_is_verbatim_is_judged_so(run: int, jaccard: float) -> None:
    """``is_verbatim`` says beforehand that no telling will be asked."""
    overlap = replace(NOTHING, longest_own_run=run, jaccard=jaccard)

    assert is_verbatim(overlap) == (judge_overlap(ONE, TWO, overlap, None) is not None)


@pytest.mark.parametrize(
    ("jaccard", "held", "cut"),
    [
        (1 / 3, CUT_CONTAINED, True),
        (0.33, CUT_CONTAINED, False),
        (0.66, CUT_CONTAINED, True),
        (2 / 3, 1.0, False),
        (0.5, 0.89, False),
    ],
)
def test_what_is_broken_off(jaccard: float, held: float, *, cut: bool) -> None:
    """A third to two thirds of a text, all but whole, from either side."""
    overlap = replace(NOTHING, jaccard=jaccard, containment_of_right=held)

    assert is_cut(overlap) is is_cut(overlap.mirrored()) is cut


@pytest.mark.parametrize(
    ("jaccard", "held", "kind"),
    [
        (0.79, 0.0, Kind.REVISION),
        (0.8, 0.0, Kind.SYNDICATED),
        (0.6, 0.95, Kind.SYNDICATED),  # broken off, not filed again
        (0.7, 0.95, Kind.REVISION),
    ],
)
def test_an_agency_files_again(jaccard: float, held: float, kind: Kind) -> None:
    """Of one agency at two outlets, what has changed much is another filing."""
    left, right = page("harbour", "X", by="HELSINKI (AP) — "), page("quay", "Y", by="OSLO (AP) — ")
    found = judged(left, right, jaccard=jaccard, containment_of_left=held)

    assert found is not None
    assert found.kind is kind


@pytest.mark.parametrize(
    ("days", "coverage", "kind"),
    [
        ((0, 7), REFILED_COVERAGE, Kind.REVISION),
        ((7, 0), REFILED_COVERAGE, Kind.REVISION),
        ((0, 7.1), REFILED_COVERAGE, Kind.PARTIAL_REUSE),
        ((7.1, 0), REFILED_COVERAGE, Kind.PARTIAL_REUSE),
        ((None, 7.1), REFILED_COVERAGE, Kind.REVISION),
        ((0, 0), REFILED_COVERAGE - 0.01, Kind.PARTIAL_REUSE),
    ],
)
def test_a_newsroom_files_again_within_days(
    days: tuple[float | None, float | None], coverage: float, kind: Kind
) -> None:
    """Whichever of the two came first; times that are not known forbid nothing."""
    assert timedelta(days=7) == REFILED_DAYS
    left, right = page("harbour", "X", days[0]), page("quay", "X", days[1])
    unknown = judged(left, right, longest_own_run=REUSED_RUN)
    found = judged(left, right, coverage, longest_own_run=REUSED_RUN)

    assert found is not None
    assert found.kind is kind
    if coverage >= REFILED_COVERAGE:
        assert needs_coverage(left, right, unknown) == (kind is Kind.REVISION)


def test_coverage_is_asked_where_it_decides() -> None:
    """Two newsrooms, or a pair that no coverage would change, need none."""
    same, reuse = (page("harbour", "X"), page("quay", "X")), Judged(Kind.PARTIAL_REUSE, 0.9)

    assert needs_coverage(*same, reuse)
    assert not needs_coverage(page("harbour", "X"), page("quay", "Y"), reuse)
    assert not needs_coverage(*same, Judged(Kind.REVISION, 0.9))
    assert not needs_coverage(*same, None)


def shared(*kinds: PassageKind) -> list[Passage]:
    return [Passage(0, 9, 0, 9, kind, 9.0, 0.9) for kind in kinds]


QUOTED, REWORDED, SITE = PassageKind.QUOTATION, PassageKind.REWORDED, PassageKind.FURNITURE
LONG, SHORT = SHORT_NARRATIVE, SHORT_NARRATIVE - 1


@pytest.mark.parametrize(
    ("measures", "passages", "words", "likely", "expected"),
    [
        ({}, shared(REWORDED), LONG, 0.5, Judged(Kind.REWRITE, 0.5)),
        ({}, shared(REWORDED), LONG, 0.25, Judged(Kind.SAME_EVENT, 0.75)),
        # Too short to tell, whatever the model says.
        ({}, shared(REWORDED), SHORT, 0.75, Judged(Kind.SAME_EVENT, UNSURE)),
        ({}, shared(REWORDED), SHORT, 0.25, Judged(Kind.SAME_EVENT, UNSURE)),
        ({}, shared(QUOTED), LONG, 0.25, Judged(Kind.QUOTE_ONLY, 0.75)),
        ({}, shared(QUOTED, REWORDED), LONG, 0.25, Judged(Kind.SAME_EVENT, 0.75)),
        # Furniture is no evidence of anything.
        ({}, shared(QUOTED, SITE), LONG, 0.25, Judged(Kind.QUOTE_ONLY, 0.75)),
        ({}, shared(SITE), LONG, 0.25, Judged(Kind.UNRELATED, 0.75)),
        ({"longest_run": QUOTED_RUN}, [], LONG, 0.25, Judged(Kind.QUOTE_ONLY, 0.75)),
        ({"longest_run": QUOTED_RUN - 1}, [], LONG, 0.25, Judged(Kind.UNRELATED, 0.75)),
        ({"term_cosine": 0.2}, [], LONG, 0.25, Judged(Kind.SAME_EVENT, 0.75)),
        ({"term_cosine": 0.19}, [], LONG, 0.25, Judged(Kind.UNRELATED, 0.75)),
    ],
)
def test_telling_bounds(
    measures: dict[str, float],
    passages: list[Passage],
    words: int,
    likely: float,
    expected: Judged,
) -> None:
    """Where nothing stands word for word, the model, then passages, then terms decide."""
    assert judge_telling(replace(ALIKE, **measures), passages, words, likely) == expected
