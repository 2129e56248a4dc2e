"""The aligner in C gives the numbers of its Python twin, and each part keeps its rule."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import reference
from cores import PYTHON, Core, on_every_core, on_every_native_core
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import invented_text

from dedup.kernels import NAT, SHARE, Mark, Rules, Strand
from dedup.kernels._python.alignment.anchors import cluster, find_anchors
from dedup.kernels._python.alignment.answers import evidence_of, settle_ends
from dedup.kernels._python.alignment.chains import link
from dedup.kernels._python.alignment.pairing import pair
from dedup.kernels._python.alignment.rectangles import (
    Refiner,
    best_segment,
    cut_tails,
    cut_trifles,
)
from dedup.kernels._python.alignment.selection import Selection
from dedup.kernels._python.alignment.worths import Worths, worth_place
from dedup.passages import COVERAGE, EXHAUSTIVE, READING, RELATED, prepare
from dedup.passages.rules import logs_up_to, rules_of, worths_of
from dedup.tokens import tokenize

KEPT = READING.ends.kept_share
WORTHS, LOGS = worths_of(KEPT), logs_up_to(100)

LENIENT = replace(
    READING, cosine=0.0, dice=0.0, shortest=1, evidence=3.0, supported_evidence=0.5, support=1.0
)
"""So lenient that a few words make a passage."""
SETS = {
    "lenient": replace(
        rules_of(LENIENT), shortest_run=2, shortest_chain=4, shortest_furniture=2, own_run=3,
        shortest_quotation=2, shared_heads=1, gap=3, deepest=3 * NAT, doubt=0, sure_share=0,
    ),
    "summaries": replace(
        rules_of(
            replace(LENIENT, mutual=True, gap=2, summaries=True, quotations=False, doubt=25.0)
        ),
        shortest_run=2, summary_words=12, summary_shortest=2, summary_ratio=1,
        summary_share=SHARE // 2, summary_evidence=NAT, summary_margin=3 * NAT,
        free_clauses=0, tail=0, brief=1, shortest=4, least_longer=6,
    ),
    "doubtful": replace(
        rules_of(replace(LENIENT, doubt=25.0)), shortest_run=2, gap=3, own_run=9,
        shortest_quotation=2, shared_heads=1, plain=8 * NAT, plain_words=3,
    ),
    "reading": rules_of(READING),
    "related": rules_of(RELATED),
    "coverage": rules_of(COVERAGE),
    "exhaustive": rules_of(EXHAUSTIVE),
}  # fmt: skip


def strand_of(
    words: list[int],
    furnished: set[int] = frozenset(),  # type: ignore[assignment]
    marks: dict[int, int] | None = None,
    quotations: list[tuple[int, int]] | None = None,
) -> Strand:
    """Return a strand of words that stand for themselves; a unit begins at each sentence mark."""
    own = np.array([k for k in range(len(words)) if k not in furnished], np.int64)
    keys, heads = np.unique(np.array(words, np.int64)[own] // 2, return_inverse=True)
    flags = np.zeros(len(own) + 1, np.uint8)
    for k, mark in (marks or {}).items():
        if k <= len(own):
            flags[k] = mark
    starts = [k for k in range(1, len(own)) if flags[k] & Mark.SENTENCE]
    bounds = [0, *starts, len(own)] if len(own) else [0]
    spans = sorted((min(a, b), max(a, b)) for a, b in quotations or [])
    clipped = [(min(a, len(own)), min(b, len(own))) for a, b in spans]
    return Strand(
        page=np.array(words, np.int64),
        own=own,
        heads=heads.reshape(-1).astype(np.int64),
        head_keys=keys.astype(np.uint64),
        marks=flags,
        quotations=np.array(clipped, np.int64).reshape(-1, 2),
        bounds=np.array(bounds, np.int64),
    )


places = st.integers(0, 70)
sequences = st.one_of(
    st.lists(st.integers(0, 6), max_size=60),
    st.lists(st.integers(0, 60), max_size=60),
)
strands = st.builds(
    strand_of,
    sequences,
    st.one_of(st.just(set()), st.sets(places, max_size=8)),
    st.dictionaries(places, st.integers(0, 15), max_size=30),
    st.lists(st.tuples(places, places), max_size=4),
)


@st.composite
def related(draw: st.DrawFn) -> tuple[Strand, Strand]:
    """Two strands, of which one may hold much of the other."""
    words = draw(sequences)
    changed = list(words)
    for at, word in draw(st.dictionaries(places, st.integers(0, 60), max_size=12)).items():
        changed[at : at + draw(st.integers(0, 2))] = [word]
    cut = draw(places)
    marks = st.dictionaries(places, st.integers(0, 15), max_size=30)
    furnished = st.one_of(st.just(set()), st.sets(places, max_size=5))
    quotations = st.lists(st.tuples(places, places), max_size=4)
    one, other = (
        strand_of(side, draw(furnished), draw(marks), draw(quotations))
        for side in (words, changed[cut:] + changed[:cut])
    )
    return one, other


def numbers(found: Any) -> tuple[Any, ...]:
    """Return an alignment as lists."""
    return found.passages.tolist(), found.runs.tolist(), found.sentences.tolist()


def align(core: Core, left: Strand, right: Strand, rules: Rules) -> Any:
    """Return what one core finds."""
    return core.align_strands(left, right, rules, WORTHS, LOGS)


@pytest.mark.parametrize("name", SETS)
@on_every_native_core
@given(st.one_of(related(), st.tuples(strands, strands)))
@example((strand_of([]), strand_of([])))
@example((strand_of([1, 2]), strand_of([])))
@example((strand_of([1] * 9, set(range(9))), strand_of([1] * 9)))
def test_equals_the_python_twin(core: Core, name: str, both: tuple[Strand, Strand]) -> None:
    """Passages, runs and sentences are the same, number for number."""
    found = align(core, *both, SETS[name])

    assert numbers(found) == numbers(align(PYTHON, *both, SETS[name]))


@on_every_core
@given(related())
def test_what_comes_out_is_inside_and_apart(core: Core, both: tuple[Strand, Strand]) -> None:
    """Passages are ordered, in their pages, and no two share a word on a side."""
    found = align(core, *both, SETS["lenient"])

    spans = found.passages[:, :4]
    for side, strand in enumerate(both):
        ordered = sorted(spans[:, 2 * side : 2 * side + 2].tolist())
        flat = [at for span in ordered for at in span]
        assert flat == sorted(flat) and all(a < b for a, b in ordered)
        assert not flat or (flat[0] >= 0 and flat[-1] <= len(strand.page))


@on_every_core
@given(related())
def test_evidence_follows_from_the_definition(core: Core, both: tuple[Strand, Strand]) -> None:
    """Evidence is the sum of what each word is worth, as the reference reckons it in floats."""
    rules = SETS["lenient"]
    found = align(core, *both, rules)
    own = [strand.own.tolist() for strand in both]
    heads = [strand.head_keys[strand.heads].tolist() for strand in both]
    stock = [(strand.marks & np.uint8(Mark.STOCK)).tolist() for strand in both]

    for a, b, c, d, kind, evidence, *_ in found.passages.tolist():
        if kind == 3:
            continue
        spans = [
            (own[0].index(a), own[0].index(b - 1) + 1), (own[1].index(c), own[1].index(d - 1) + 1)
        ]  # fmt: skip
        expected = reference.evidence(heads, stock, spans, KEPT, 6.0, READING.lenience)
        # Each word's worth is off by at most half a step of the table: ln(1 + 1/128) / 2.
        words = sum(last - first for first, last in spans)
        assert evidence / NAT == pytest.approx(expected, abs=0.006 * words)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("own", [1, 0, 2]),
        ("own", [0, 1, 99]),
        ("own", [-1, 1, 2]),
        ("own", [0, 1]),
        ("heads", [0, 1, 9]),
        ("heads", [0, 1, -1]),
        ("bounds", [0, 2]),
        ("bounds", [0, 3, 3]),
        ("bounds", [1, 3]),
        ("bounds", []),
        ("quotations", [[0, 9]]),
        ("quotations", [[2, 1]]),
        ("quotations", [[-1, 1]]),
        ("quotations", [[1]]),
    ],
)
@on_every_core
def test_a_strand_that_lies_is_refused(core: Core, field: str, wrong: list[Any]) -> None:
    """Indices must be inside what they count, and in order."""
    strand = replace(strand_of([2, 4, 6]), **{field: np.array(wrong, np.int64)})

    with pytest.raises(ValueError, match=r"word|head|unit|quotation"):
        align(core, strand, strand_of([2, 4, 6]), SETS["reading"])


@on_every_core
def test_heads_out_of_order_are_refused(core: Core) -> None:
    """The numbering of a pair is a merge of two ascending lists."""
    strand = replace(strand_of([2, 4, 6]), head_keys=np.array([3, 2, 1], np.uint64))

    with pytest.raises(ValueError, match="out of order"):
        align(core, strand_of([2]), strand, SETS["reading"])


@on_every_core
def test_tables_that_are_too_short_are_refused(core: Core) -> None:
    """Every unit needs its logarithm, and every chance its worth."""
    one = strand_of([2, 4, 6])

    for tables in ((WORTHS[:-1], LOGS), (WORTHS, LOGS[:2])):
        with pytest.raises(ValueError, match=r"worths|logarithms"):
            core.align_strands(one, one, SETS["reading"], *tables)


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("gap", -1),
        ("gap", 1 << 31),
        ("missed", 1),
        ("cosine", 1 << 43),
        ("shortest_run", 0),
        ("rounds", 0),
    ],
)
@on_every_core
def test_rules_out_of_bounds_are_refused(core: Core, rule: str, value: int) -> None:
    """Sums stay within 64 bits because each rule stays within its own."""
    rules = replace(SETS["reading"], **{rule: value})

    with pytest.raises(ValueError, match="must be"):
        align(core, strand_of([2]), strand_of([2]), rules)


@on_every_core
def test_worths_out_of_bounds_are_refused(core: Core) -> None:
    """A word is worth at most sixteen nats."""
    worths = WORTHS.copy()
    worths[7] = (1 << 20) + 1

    with pytest.raises(ValueError, match="worth 7"):
        core.align_strands(strand_of([2]), strand_of([2]), SETS["reading"], worths, LOGS)


@on_every_core
def test_a_stock_phrase_proves_nothing(core: Core) -> None:
    """Words marked as nobody's own are worth nothing where both have them."""
    words = list(range(0, 60, 2))
    strangers = [list(range(1000 + 100 * k, 1040 + 100 * k, 2)) for k in range(4)]
    sides = [[*strangers[2 * k], *words, *strangers[2 * k + 1]] for k in range(2)]
    plain = [strand_of(side, marks={20: 3, 50: 3}) for side in sides]
    marked = [
        strand_of(side, marks={k: 8 | (3 if k in (20, 50) else 0) for k in range(20, 51)})
        for side in sides
    ]

    found = [align(core, *pair, SETS["reading"]).passages for pair in (plain, marked)]

    assert [len(one) for one in found] == [1, 0]


# ---- the parts, on the twin ----


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=20), st.integers(1, 4))
def test_clusters_do_not_depend_on_the_side(anchors: list[tuple[int, int]], gap: int) -> None:
    """Splitting the left first or the right first gives the same groups, and none has a gap."""
    places = list(range(31)), list(range(31))
    turned = sorted((j, i) for i, j in set(anchors))

    groups = cluster(sorted(set(anchors)), places, (gap, gap))

    mirrored = [sorted((i, j) for j, i in one) for one in cluster(turned, places, (gap, gap))]
    assert sorted(mirrored) == groups
    for group in groups:
        for side in zip(*group, strict=True):
            assert max(np.diff(sorted(side)), default=0) <= gap


def test_clusters_stop_at_furniture() -> None:
    """Neighbours with a line of the site between them are no neighbours."""
    page, bare = strand_of([2, 4, 6, 8, 10], {2}, {2: 3}), strand_of([2, 4, 6, 8], marks={2: 3})
    pairing = pair(page, bare, SETS["reading"], LOGS)

    places = Selection(pairing, Refiner(pairing, WORTHS)).places()

    assert cluster([(0, 0), (1, 1)], places, (1, 1)) == [[(0, 0)], [(1, 1)]]


def test_anchors_by_hand() -> None:
    """Mutual: each other's best. Otherwise the best for either; what is not near is nothing."""
    near = [(0, 0, 90), (0, 1, 80), (1, 0, 70), (1, 1, 20)]

    found = [find_anchors(near, 0, mutual) for mutual in (True, False)]

    assert found == [[(0, 0)], [(0, 0), (0, 1), (1, 0)]]


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=9), st.integers(0, 511), st.integers(0, 6))
def test_best_segment_is_the_best_of_all(worth: list[int], frees: int, cost: int) -> None:
    """No segment is worth more, less what its ends cost."""
    free = [bool(frees >> k & 1) for k in range(len(worth) + 1)]

    found = best_segment(worth, free, cost)

    gains = {
        (a, b): sum(worth[a:b]) - cost * (2 - free[a] - free[b])
        for b in range(1, len(worth) + 1)
        for a in range(b)
    }
    best = max(gains.values())
    assert (found is None) == (best <= 0)
    assert found is None or gains[found] == best


def spread(draw: st.DrawFn, size: int) -> tuple[int, int]:
    """Draw a span of some words."""
    first = draw(st.integers(0, size - 1))
    return first, draw(st.integers(first + 1, size))


@given(st.data())
def test_no_end_moved_alone_proves_more(data: st.DataObject) -> None:
    """Where words answer one another, each settled end is the best while the others stay.

    What a word is worth is that of the settled rectangle; each answers one word, ends that are no
    boundaries cost.
    """
    both = data.draw(related().filter(lambda two: all(len(one.own) > 1 for one in two)))
    rules = replace(SETS["lenient"], rounds=50)
    pairing = pair(*both, rules, LOGS)
    worths, ones = Worths(pairing, WORTHS), (pairing.left, pairing.right)
    windows = [(0, len(one)) for one in ones]
    spans = settle_ends(
        pairing, worths, windows, [data.draw(st.composite(spread)(len(one))) for one in ones]
    )
    each = [worths.of(side, spans) for side in (0, 1)]
    missed = [worths.missed(side, spans) for side in (0, 1)]

    def gain(tried: list[tuple[int, int]]) -> int:
        """What a rectangle proves, from the definition."""
        total = 0
        heads = [one.heads[a:b] for one, (a, b) in zip(ones, tried, strict=True)]
        for head in set(heads[0]) | set(heads[1]):
            counts = [words.count(head) for words in heads]
            for side in (0, 1):
                total += (counts[side] - min(counts)) * missed[side]
                total += min(counts) * each[side](head)
        for one, span in zip(ones, tried, strict=True):
            total -= sum(0 if one.free[end] else rules.end_cost for end in span)
        return total

    if not any(one.marks[k] & Mark.STOCK for one in ones for k in range(len(one))):
        best = gain(spans)
        again = settle_ends(pairing, worths, windows, spans)
        for side in (0, 1) if again == spans else ():
            first, last = spans[side]
            moves = [(at, last) for at in range(last)]
            moves += [(first, at) for at in range(first + 1, windows[side][1] + 1)]
            for move in moves:
                tried = [move, spans[1]] if side == 0 else [spans[0], move]
                assert gain(tried) <= best


def test_a_word_answers_one_word() -> None:
    """Three copies here and one there: one pair proves, two are left over on the longer side."""
    one, other = strand_of([2, 2, 2, *range(20, 60, 2)]), strand_of([2, *range(100, 140, 2)])
    rules = replace(SETS["reading"], lenience=SHARE // 2)
    pairing = pair(one, other, rules, LOGS)
    worths, spans = Worths(pairing, WORTHS), [(0, 3), (0, 1)]
    each = sum(worths.of(side, spans)(pairing.left.heads[0]) for side in (0, 1))

    left_over = rules.missed + round(-rules.missed / 3)

    assert evidence_of(pairing, worths, spans) == pytest.approx(each + 2 * left_over, abs=4)


@on_every_core
def test_scattered_words_are_not_shown_beside_a_copy(core: Core) -> None:
    """Three words in a row are a phrase; as many that stand apart tell nothing."""
    copied = list(range(0, 80, 2))
    rules = replace(SETS["related"], scattered=60 * NAT)
    found = []
    for phrase in ([300, 302, 304, 306, 308], [300, 500, 302, 502, 304, 504, 306, 506, 308]):
        strands = [
            strand_of(
                [*copied, *range(1000 + k, 1100 + k, 2), *words, *range(2000 + k, 2100 + k, 2)],
                marks={40: 3, 90: 3, 90 + len(words): 3},
            )
            for k, words in ((0, [300, 302, 304, 306, 308]), (200, phrase))
        ]
        found.append(align(core, *strands, rules).passages.tolist())

    assert [len(passages) for passages in found] == [2, 1]


def test_small_part_of_a_sentence_is_cut() -> None:
    """Two words of eight are cut at either end, three of eight are kept."""
    ends = np.isin(np.arange(25), (0, 8, 16, 24)).tolist()
    third = SHARE // 3

    assert [cut_tails(6, 18, ends, third), cut_tails(5, 19, ends, third)] == [(8, 16), (5, 19)]


def test_part_of_one_sentence_is_kept() -> None:
    """Where a passage lies inside a sentence, there is no other sentence to cut it from."""
    assert cut_tails(3, 5, np.isin(np.arange(9), (0, 8)).tolist(), SHARE // 3) == (3, 5)


def test_trifles_are_cut_inside_a_clause_only() -> None:
    """Worthless words go where no boundary is, and stay where one is."""
    worth = [1, 30, 30, 1, 1]
    open_end, free_end = (np.isin(np.arange(8), at).tolist() for at in ((2,), (2, 7)))

    cut = [cut_trifles(2, 7, worth, ends, 10) for ends in (open_end, free_end)]

    assert cut == [(2, 5), (2, 7)]


def test_chains_link_runs_over_small_gaps() -> None:
    """Two runs with an edited phrase between them are one chain, a distant one is another."""
    runs = [(0, 0, 20), (23, 22, 30), (90, 80, 9)]

    assert link(runs, SETS["reading"]) == [(50, runs[:2]), (9, runs[2:])]


@given(st.floats(1e-4, 10))
def test_worth_of_a_word_by_its_formula(chance: float) -> None:
    """ln((q + (1 - q) p) / p) with p = 1 - exp(-x), at most six nats, within half a step."""
    p = -np.expm1(-chance)

    worth = worths_of(0.6)[worth_place(chance)] / NAT

    assert worth == pytest.approx(min(6.0, np.log((0.6 + 0.4 * p) / p)), abs=0.005)


QUAKES = (
    "A strong earthquake of magnitude 4.4 shook the island of Norby on Sunday, and the geological "
    "survey said no damage or injuries were reported. The quake struck 23 miles off the coast at a "
    "depth of seven miles, and no tsunami warning was issued.",
    "No injuries were reported after an earthquake of magnitude 6.1 hit Sund in July. Houses shook "
    "on the island, and people ran to the hills when a tsunami warning sounded; the survey gave "
    "the depth as 31 miles.",
)
QUOTED = "“We will rebuild every house on this island before the ice comes,” said Mira Holm."


@on_every_core
@pytest.mark.parametrize(("added", "is_shown"), [("", False), (QUOTED, True)])
def test_reports_of_one_subject_on_every_core(core: Core, added: str, is_shown: bool) -> None:
    """Every core doubts two reports of one kind of event, and none if they quote the same."""
    strands = [
        prepare(
            tokenize(f"{invented_text(seed, 6)}\n{quake} {added}\n{invented_text(seed + 50, 6)}")
        )
        for seed, quake in zip((7, 9), QUAKES, strict=True)
    ]

    one, other = (units.sentences for units in strands)
    found = align(core, one, other, rules_of(READING))

    assert bool(len(found.passages)) == is_shown


@on_every_core
@given(related())
def test_a_reworded_passage_begins_and_ends_with_what_is_alike(
    core: Core, both: tuple[Strand, Strand]
) -> None:
    """From the first to the last of the sentences that say the same, on both sides."""
    rules = replace(SETS["lenient"], end_alike=SHARE // 3, sentence_alike=SHARE // 3)

    found = align(core, *both, rules)

    for number, row in enumerate(found.passages.tolist()):
        a, b, c, d = found.sentences[found.sentences[:, 0] == number, 1:].T
        if len(a):
            assert [a.min(), b.max(), c.min(), d.max()] == row[:4]


@on_every_core
@pytest.mark.parametrize("times", [4, 7])
def test_names_that_both_are_full_of_on_every_core(core: Core, times: int) -> None:
    """In every core, three words in a row beside a strong passage must prove something."""
    told = invented_text(5, 4)
    strands = []
    for seed in (100, 101):
        lines = invented_text(seed, 2 * times).replace("\n", " ").split(". ")
        named = [f"{line.rstrip('.')} commissioner Ilse Brandt." for line in lines[:times]]
        strands.append(prepare(tokenize("\n".join([told, *named, *lines[times:]]))).sentences)
    asking = rules_of(READING)

    counts = [
        len(align(core, *strands, replace(asking, phrase_worth=worth)).passages)
        for worth in (0, asking.phrase_worth)
    ]

    assert counts == [2, 1]
