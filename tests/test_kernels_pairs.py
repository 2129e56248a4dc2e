"""The kernels on pairs of sheets give the numbers of their twins, and those of the definition."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import product
from typing import Any

import numpy as np
import pytest
import reference
from cores import PYTHON, Core, on_every_core, on_every_native_core
from hypothesis import given
from hypothesis import strategies as st

from dedup.kernels import (
    BEGINS_SENTENCE,
    FURNISHED,
    Alignments,
    Comparisons,
    Count,
    Mark,
    Part,
    Sheet,
    Weight,
)
from dedup.passages import COVERAGE
from dedup.passages.rules import logs_up_to, rules_of, worths_of

RULES = replace(
    rules_of(COVERAGE), evidence=0, supported_evidence=0, shortest=2, shortest_run=2,
    shortest_chain=4, shortest_furniture=2,
)  # fmt: skip
"""So lenient that a few words make a passage."""
WORTHS, LOGS = worths_of(COVERAGE.ends.kept_share), logs_up_to(200)
KEYS = np.arange(10, 90, dtype=np.uint64) * np.uint64(0x1234_5678_9ABC)
WEIGHTS = st.floats(0, 10, allow_subnormal=False)


def listed(numbers: Any) -> Any:
    return np.array(sorted(numbers), np.uint32)


@st.composite
def sheets(draw: st.DrawFn, words: list[int] | None = None) -> Sheet:
    """A sheet of words that stand for themselves, with any flags, stems and weights."""
    if words is None:
        words = draw(st.lists(st.integers(0, draw(st.sampled_from([3, 20, 79]))), max_size=60))
    size = len(words)
    marks = draw(st.lists(st.integers(0, 15), min_size=size, max_size=size))
    begins, furnished = (draw(st.sets(st.integers(0, 60), max_size=8)) for _ in range(2))
    flags = np.array(marks, np.uint8)
    flags[[k for k in furnished if k < size]] = FURNISHED
    flags[[k for k in begins if k < size]] |= BEGINS_SENTENCE
    own = [word for word, flag in zip(words, flags.tolist(), strict=True) if not flag & FURNISHED]
    heads, head_of = np.unique(np.array(own, np.uint64) // np.uint64(2), return_inverse=True)
    bounds = sorted({0, len(own), *(k for k in begins if k < len(own))}) if own else [0]
    stems = sorted(draw(st.sets(st.integers(0, 40), max_size=30)))
    among = st.sets(st.integers(0, len(stems) - 1)) if stems else st.just(set())
    places = draw(st.permutations([0] * 20 + list(range(1, 60))))[: len(stems)]
    terms = draw(st.permutations(sorted(draw(among))))
    exact = {"min_size": len(stems), "max_size": len(stems)}
    return Sheet(
        numbers=np.array(words, np.uint32),
        keys=KEYS,
        flags=flags,
        heads=head_of.reshape(-1).astype(np.uint32),
        head_keys=heads,
        quotations=np.array([0, len(own) // 2], np.uint32),
        bounds=np.array(bounds, np.uint32),
        stems=np.array(stems, np.uint32),
        places=np.array(places, np.uint32),
        weights=np.array(draw(st.lists(WEIGHTS, **exact))),
        own=np.array(draw(st.permutations(sorted(draw(among)))), np.uint32),
        facts=np.array(draw(st.permutations(sorted(draw(among)))), np.uint32),
        terms=np.array(terms, np.uint32),
        term_weights=np.array([draw(WEIGHTS) for _ in terms], np.float64),
    )


@st.composite
def families(draw: st.DrawFn) -> list[Sheet]:
    """Some sheets, of which one has much of another."""
    words = draw(st.lists(st.integers(0, 79), max_size=60))
    at = draw(st.integers(0, 60))
    changed = words[:at] + draw(st.lists(st.integers(0, 79), max_size=5)) + words[at + 3 :]
    return [draw(sheets(words)), draw(sheets(changed)), draw(sheets())]


ALL_PAIRS = np.array(list(product(range(3), repeat=2)), np.int64)


def aligned(core: Core, some: list[Sheet]) -> Alignments:
    return core.align_pairs(some, ALL_PAIRS, RULES, WORTHS, LOGS)  # type: ignore[no-any-return]


def compared(core: Core, some: list[Sheet], found: Alignments) -> Comparisons:
    first = np.ascontiguousarray(found.first[:, 0])
    return core.compare_pairs(some, ALL_PAIRS, first, found.all.passages, Part.ALL)  # type: ignore[no-any-return]


def numbers(found: Any) -> list[Any]:
    return [getattr(found, each.name).tolist() for each in fields(found)]


@on_every_native_core
@given(families())
def test_each_alignment_is_that_of_its_strands(core: Core, some: list[Sheet]) -> None:
    """In one call as one by one, and as the twin has it."""
    strands = [sheet.strand() for sheet in some]

    found, twin = aligned(core, some), aligned(PYTHON, some)

    assert numbers(found.all) == numbers(twin.all)
    for number, (i, j) in enumerate(ALL_PAIRS.tolist()):
        alone = core.align_strands(strands[i], strands[j], RULES, WORTHS, LOGS)
        assert numbers(found.of(number)) == numbers(alone)


@on_every_native_core
@given(families())
def test_comparisons_equal_the_python_twin(core: Core, some: list[Sheet]) -> None:
    """Counts and sums are the same, number for number."""
    found = aligned(core, some)

    assert numbers(compared(core, some, found)) == numbers(compared(PYTHON, some, found))


@on_every_core
@given(families(), st.integers(0, 7))
def test_parts_are_those_of_the_whole(core: Core, some: list[Sheet], parts: int) -> None:
    """What is asked for is as if all were; the rest is nothing."""
    found = aligned(core, some)
    first = np.ascontiguousarray(found.first[:, 0])
    whole = compared(core, some, found)

    part = core.compare_pairs(some, ALL_PAIRS, first, found.all.passages, parts)

    columns = np.repeat([Part.PASSAGES, Part.ROWS, Part.STEMS], [8, 4, 3])
    assert part.counts.tolist() == (whole.counts * ((columns & parts) != 0)).tolist()
    assert part.weights.tolist() == (whole.weights * bool(parts & Part.STEMS)).tolist()


@on_every_core
@given(families())
def test_comparisons_equal_the_definition(core: Core, some: list[Sheet]) -> None:
    """Words in passages, sentences, order, facts, stems, terms and rows, from their definitions."""
    alignments = aligned(core, some)
    found = compared(core, some, alignments)

    plain = [{each.name: getattr(s, each.name).tolist() for each in fields(s)} for s in some]
    for number, (i, j) in enumerate(ALL_PAIRS.tolist()):
        passages = [row[:5] for row in alignments.of(number).passages.tolist()]
        wanted = reference.compared(plain[i], plain[j], passages)
        counts, weights = found.counts[number].tolist(), found.weights[number].tolist()
        for side in (0, 1):
            for column in list(Count)[:6]:
                assert counts[column + side] == wanted[column.name][side], column
            for sums in list(Weight)[:3]:
                assert weights[sums + side] == pytest.approx(wanted[sums.name][side]), sums
        for column in list(Count)[6:]:
            assert counts[column] == wanted[column.name], column
        assert weights[Weight.COSINE] == pytest.approx(wanted["COSINE"])


def plain_sheet(size: int = 4) -> Sheet:
    """A sheet of a few words and stems."""
    some = np.arange(size, dtype=np.uint32)
    return Sheet(
        numbers=some,
        keys=KEYS,
        flags=np.zeros(size, np.uint8),
        heads=some,
        head_keys=KEYS[:size],
        quotations=np.zeros(0, np.uint32),
        bounds=np.array([0, size], np.uint32),
        stems=some,
        places=some + 1,
        weights=np.ones(size),
        own=some,
        facts=some,
        terms=some,
        term_weights=np.ones(size),
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"flags": np.zeros(3, np.uint8)}, "pass a flag a word"),
        ({"bounds": np.zeros(0, np.uint32)}, "and bounds"),
        ({"quotations": np.zeros(1, np.uint32)}, "two numbers a quotation"),
        ({"stems": np.array([0, 2, 2, 3], np.uint32)}, "stem 2 of sheet 0 is 2"),
        ({"numbers": np.full(4, 80, np.uint32)}, "place 80 of sheet 0 is not among 80"),
        ({"own": np.array([4], np.uint32)}, "place 4 of sheet 0 is not among 4"),
        ({"facts": np.array([9], np.uint32)}, "place 9 of sheet 0 is not among 4"),
        ({"terms": np.array([0, 1, 2, 7], np.uint32)}, "place 7 of sheet 0 is not among 4"),
    ],
)
@pytest.mark.parametrize("kernel", ["align", "compare"])
@on_every_core
def test_a_sheet_that_is_none_is_refused(
    core: Core, kernel: str, changed: dict[str, Any], words: str
) -> None:
    """By name, with the values."""
    some, pairs = [replace(plain_sheet(), **changed)], np.zeros((1, 2), np.int64)

    with pytest.raises(ValueError, match=words):
        if kernel == "align":
            core.align_pairs(some, pairs, RULES, WORTHS, LOGS)
        else:
            core.compare_pairs(
                some, pairs, np.zeros(2, np.int64), np.zeros((0, 8), np.int64), Part.ALL
            )


@on_every_core
def test_heads_that_are_too_few_are_refused(core: Core) -> None:
    """There is one for each word that is no furniture."""
    some = [replace(plain_sheet(), heads=np.zeros(3, np.uint32))]

    with pytest.raises(ValueError, match="4 words of sheet 0 are no furniture, of 3 there"):
        core.align_pairs(some, np.zeros((1, 2), np.int64), RULES, WORTHS, LOGS)


@pytest.mark.parametrize("place", [-1, 1])
@on_every_core
def test_pairs_of_no_sheets_are_refused(core: Core, place: int) -> None:
    """The pair and the place are named."""
    pairs = np.array([[0, 0], [0, place]], np.int64)

    with pytest.raises(ValueError, match=f"pair 1 names sheet {place} of 1"):
        core.align_pairs([plain_sheet()], pairs, RULES, WORTHS, LOGS)
    with pytest.raises(ValueError, match=f"pair 1 names sheet {place} of 1"):
        core.compare_pairs(
            [plain_sheet()], pairs, np.zeros(3, np.int64), np.zeros((0, 8), np.int64), Part.ALL
        )


@on_every_core
def test_passages_beyond_the_words_are_refused(core: Core) -> None:
    """And offsets that are not those of the passages."""
    pairs, row = np.zeros((1, 2), np.int64), np.array([[0, 5, 0, 1, 0, 0, 0, 0]], np.int64)

    with pytest.raises(ValueError, match="passage 0, words 0 to 5, is not among 4 words"):
        core.compare_pairs([plain_sheet()], pairs, np.array([0, 1], np.int64), row, Part.ALL)
    with pytest.raises(ValueError, match="do not partition 1 passages"):
        core.compare_pairs([plain_sheet()], pairs, np.array([0, 2], np.int64), row, Part.ALL)
    with pytest.raises(ValueError, match="1 pairs with 3 offsets"):
        core.compare_pairs([plain_sheet()], pairs, np.array([0, 0, 1], np.int64), row, Part.ALL)


@pytest.mark.parametrize(("kept", "pieces"), [(9, 9), (8, 0)])
@on_every_core
def test_a_sentence_but_for_a_tenth_is_a_piece(core: Core, kept: int, pieces: int) -> None:
    """Nine words of ten are; eight are taken, but in no piece."""
    whole = plain_sheet(10)
    words = [word if word < kept else word + 20 for word in range(10)]
    changed = replace(whole, numbers=np.array(words, np.uint32))
    pairs, none = np.array([[0, 1]], np.int64), np.zeros((0, 8), np.int64)

    found = core.compare_pairs([whole, changed], pairs, np.zeros(2, np.int64), none, Part.ALL)

    row = found.counts[0].tolist()
    assert row[Count.TAKEN :][:2] == [kept, kept]
    assert row[Count.PIECES :][:2] == [pieces, pieces]


@pytest.mark.parametrize(("covered", "carried"), [(5, 1), (4, 0)])
@on_every_core
def test_half_of_a_sentence_carries_it(core: Core, covered: int, carried: int) -> None:
    """Five of its ten words in passages are enough; furniture is no passage."""
    pairs = np.array([[0, 1]], np.int64)
    rows = [[0, covered, 2, 2 + covered, 0, 0, 0, 0], [0, 10, 0, 10, 3, 0, 0, 0]]

    found = core.compare_pairs(
        [plain_sheet(10)] * 2, pairs, np.array([0, 2], np.int64), np.array(rows, np.int64), Part.ALL
    )

    row = found.counts[0].tolist()
    assert row[Count.COVERED :][:2] == [covered, covered]
    assert row[Count.CARRIED :][:2] == [carried, carried]


def test_a_flag_is_a_mark_or_furniture() -> None:
    """The flags of a word are apart from one another."""
    assert not (FURNISHED | BEGINS_SENTENCE) & (
        Mark.SENTENCE | Mark.CLAUSE | Mark.QUOTED | Mark.STOCK
    )
