"""What is said of single members: parents, marks of copying, credits that are missing, times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_origins import GAZETTE, POST, article, member, quoting, trace

from dedup.articles import Article, TimeSource
from dedup.attributions import find_attributions
from dedup.dossiers import open_dossier
from dedup.origins import Member, Origin, trace_origin
from dedup.origins.texts import Text
from dedup.origins.times import SLACK, is_before
from dedup.origins.units import converted_back, find_amounts, find_conversions
from dedup.relations import Kind, relate
from dedup.tokens import tokenize


def trace_texts(articles: Sequence[Article], families: Sequence[Sequence[str]] = ()) -> Origin:
    """Return the origin of articles that are truly compared."""
    dossiers = [open_dossier(one) for one in articles]
    relations = [relate(left, right) for left, right in combinations(dossiers, 2)]
    members = [
        Member(d.article, d.tokens, find_attributions(d.article, d.tokens)) for d in dossiers
    ]
    return trace_origin(members, families, relations)


TELLING = (
    "The harbour bridge at Ostermoor stays closed to lorries until the herring season begins.\n\n"
    "“{quotation}” harbourmaster Ottilie Marsh {credit}.\n\n"
    "Engineers found cracked girders below the carriageway on Tuesday, eleven weeks after divers "
    "had warned the council about rust near the northern quay. Repair takes until October and "
    "costs 2.4 million crowns, which the county lends at three percent.\n\n"
    "Fishermen asked for cheaper ferry tickets, and the council will discuss them next Thursday. "
    "Trawler owner Anselm Brodie wants to sue, his lawyer Petra Quist does not.\n"
)
SAID = "We welded it in the winter of the great storm, and it will carry lorries again by autumn,"


def telling(
    name: str, credit: str, publisher: str | None = None, quotation: str = SAID, **known: object
) -> Article:
    """Return an article with one telling of an invented story."""
    text = TELLING.format(credit=credit, quotation=quotation)
    return Article(name, text, publisher=publisher, **known)  # type: ignore[arg-type]


def parent_of(origin: Origin, child: str) -> tuple[str | None, str | None]:
    found = next(d for d in origin.descents if d.child == child)
    return found.parent, found.outside


def test_an_exclusive_carried_on_in_silence_names_its_house() -> None:
    """Of two texts with one telling, the one that somebody spoke to was first."""
    own = telling("b", "told the Lakeside Post", "Lakeside Post")

    origin = trace_texts([telling("a", "said", "Hillside Herald"), own])

    assert (origin.verdict, origin.article) == ("in-corpus", "b")
    assert parent_of(origin, "a") == ("b", None)
    row = next(row for row in origin.evidence if row.stance == "for")
    assert (row.article, row.shared_with) == ("b", ("a",))


def test_two_houses_that_claim_one_exclusive_tell_nothing() -> None:
    """Who puts its own name in the place of the other's cannot be told from the one it copied."""
    articles = [
        telling("a", "told the Hillside Herald", "Hillside Herald"),
        telling("b", "told the Lakeside Post", "Lakeside Post"),
        telling("c", "said", "Harbour Gazette"),
    ]

    assert trace_texts(articles).verdict == "undetermined"


def test_an_exclusive_that_was_put_in_is_carried_on_by_nobody() -> None:
    """A made-up sentence with the own name on it wins nothing, however alike the rest is."""
    made_up = telling("b", "said", "Lakeside Post")
    text = made_up.text + "“Zebras ate the ledger,” a croupier told the Lakeside Post.\n"

    origin = trace_texts(
        [telling("a", "said", "Hillside Herald"), Article("b", text, publisher="Lakeside Post")]
    )

    assert origin.verdict == "undetermined"


def test_a_vague_name_does_not_stand_against_an_exclusive() -> None:
    """A copy that writes "The Tribune" for the house's own name is rejected, with the reason."""
    own = telling("b", "told the Lakeside Post", "Lakeside Post")

    origin = trace_texts([telling("a", "told The Tribune", "Hillside Herald"), own])

    assert origin.article == "b"
    row = next(row for row in origin.evidence if row.written == "The Tribune")
    assert row.rejected_because is not None
    assert "b, which has the same telling" in row.rejected_because


def test_one_credit_to_a_house_whose_telling_it_has_is_enough() -> None:
    """A text that names the paper it re-tells says where it is from."""
    own = telling("b", "said", "Lakeside Post")

    origin = trace_texts([telling("a", "told the Lakeside Post", "Hillside Herald"), own])

    assert origin.article == "b"


def test_one_report_of_a_quotation_makes_no_origin() -> None:
    """That a man told Fox something is part of another paper's own report of the matter."""
    own = article("c", "told the Lakeside Post", "Lakeside Post")

    origin = trace([article("a", POST), article("b", "said"), own])

    assert origin.verdict == "undetermined"


def test_a_lone_credit_for_what_others_carry_is_believed_with_doubt() -> None:
    """Four texts have the quotation from somewhere; the one that says where stands unopposed."""
    articles = [article("a", POST)] + [article(name, "said") for name in "bcd"]

    origin = trace(articles)

    assert (origin.verdict, origin.name) == ("outside", "Lakeside Post")
    assert 0.5 <= origin.probability < 0.7


def test_a_lone_credit_that_is_contradicted_is_not_believed() -> None:
    """One text against one text is a draw."""
    articles = [article("a", POST), article("b", GAZETTE)] + [article(n, "said") for n in "cd"]

    assert trace(articles).verdict == "undetermined"


def test_a_chain_goes_to_its_parent_not_to_the_root() -> None:
    """Who credits a re-telling has it from there, though the story comes from elsewhere."""
    root = telling("root", "told the Lakeside Post", "Lakeside Post")
    middle = telling("middle", "told the Lakeside Post", "Hillside Herald")
    last = telling("last", "told the Hillside Herald", "Harbour Gazette")

    origin = trace_texts([root, middle, last])

    assert origin.article == "root"
    assert parent_of(origin, "middle") == ("root", None)
    assert parent_of(origin, "last") == ("middle", None)


def test_siblings_of_a_hidden_source_are_siblings() -> None:
    """However alike, neither is the other's parent where both credit one that is not here."""
    articles = [telling(name, POST, f"Paper {name}") for name in "abc"]

    origin = trace_texts(articles)

    assert {parent_of(origin, name) for name in "abc"} == {(None, "Lakeside Post")}


def test_a_member_alone_with_its_telling_has_no_parent() -> None:
    """A report of its own has none, and says so."""
    other = Article("z", "Quite another matter: the opera at Trieste reopens in velvet.")

    origin = trace_texts([telling("a", "said"), telling("b", "said"), other])

    assert parent_of(origin, "z") == (None, None)


def test_no_member_descends_from_itself() -> None:
    """Parents form a forest: two copies with wording of their own are not each other's parents."""
    own = telling("a", "told the Lakeside Post", "Lakeside Post")
    aside = " Clairvoyant Mirabel Oakum foretold vortices, kelp and a sulphurous eclipse there.\n"
    copies = [
        Article(name, telling(name, "said").text.replace("\n\n", aside + "\n\n", 1), publisher=name)
        for name in ("copy one", "copy two")
    ]

    origin = trace_texts([own, *copies])

    parents = {d.child: d.parent for d in origin.descents}
    assert "a" in parents.values()
    assert set(parents.values()) & {"copy one", "copy two"}
    for child in parents:
        seen, at = {child}, parents[child]
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = parents.get(at)


def test_derived_text_that_credits_nobody_is_listed() -> None:
    """With whose text it is, and how much of it."""
    own = telling("b", "told the Lakeside Post", "Lakeside Post")

    origin = trace_texts([telling("a", "said", "Hillside Herald"), own])

    (entry,) = origin.uncredited
    assert (entry.article, entry.source, entry.outlet) == ("a", "b", "Lakeside Post")
    assert entry.share > 0.8


def test_a_credited_text_is_not_listed() -> None:
    """Who says where it is from owes nothing."""
    own = telling("b", "told the Lakeside Post", "Lakeside Post")

    assert trace_texts([telling("a", POST, "Hillside Herald"), own]).uncredited == ()


def kinds(origin: Origin) -> set[tuple[str, str]]:
    return {(mark.article, mark.kind) for mark in origin.marks}


@pytest.mark.parametrize(
    ("plain", "filled"),
    [
        ("carry lorries", "carry [heavy] lorries"),
        ("it will", "[the bridge] will"),
        ("We welded", "[Workers] welded"),
        ("great storm", "great storm [of 1962]"),
        ("lorries", "lorries (the ministry says up to 40 tons)"),
    ],
)
def test_brackets_in_a_quotation_are_a_mark(plain: str, filled: str) -> None:
    """An insertion that the other side's quotation has not was put in later."""
    explained = SAID.replace(plain, filled)

    origin = trace_texts([telling("a", "said", quotation=explained), telling("b", "said")])

    assert kinds(origin) == {("a", "bracketed-insertion")}


def test_brackets_that_both_have_are_no_mark() -> None:
    """Neither put them in for the other."""
    filled = SAID.replace("it will", "[the bridge] will")
    articles = [telling(name, "said", quotation=filled) for name in "ab"]

    assert kinds(trace_texts(articles)) == set()


@pytest.mark.parametrize(
    "cut",
    [
        "it will carry lorries again by autumn,",
        "We welded it in the winter of the great storm …",
        "We welded it in the winter of the great storm ... carry lorries again by autumn,",
        "We welded it in the winter [...] and it will carry lorries again by autumn,",
        "We welded it in the winter,",
    ],
)
def test_a_cut_quotation_is_a_mark(cut: str) -> None:
    """The shorter was made from the fuller, as long as the rest stands nowhere in it."""
    origin = trace_texts([telling("a", "said", quotation=cut), telling("b", "said")])

    assert kinds(origin) == {("a", "truncated-quotation")}


@pytest.mark.parametrize("same", [SAID, SAID.replace("great ", ""), SAID.upper()])
def test_a_whole_quotation_is_no_cut_one(same: str) -> None:
    """Nor is one that lacks a word, as two reporters may hear it."""
    assert kinds(trace_texts([telling("a", "said", quotation=same), telling("b", "said")])) == set()


def test_an_interrupted_quotation_is_no_mark() -> None:
    """“…,” she said. “…” has all of it."""
    parted = SAID.replace(", and", ",” she said. “And")

    assert (
        kinds(trace_texts([telling("a", "said", quotation=parted), telling("b", "said")])) == set()
    )


@pytest.mark.parametrize(
    "back",
    [
        "In the winter of the big storm we have welded it and till autumn it bears lorries again,",
        "We soldered it during the winter of the large storm, and until the fall it shall carry "
        "trucks,",
        "It was welded by us in that stormy winter; by autumn the trucks may drive over it anew,",
        "We welded this in winter at the time of the huge tempest and trucks will pass it before "
        "autumn,",
    ],
)
def test_a_quotation_that_came_back_from_another_language_is_a_mark(back: str) -> None:
    """One wording against two that agree; against one alone nothing is known."""
    articles = [telling("a", "said", quotation=back), telling("b", "said"), telling("c", "said")]

    assert kinds(trace_texts(articles)) == {("a", "retranslated-quotation")}
    assert kinds(trace_texts(articles[:2])) == set()


@pytest.mark.parametrize(
    ("left", "right", "met"),
    [
        ("almost 1,300 kilometers (808 miles) inside", "as deep as 800 miles over", True),
        ("up to 190 km (118 miles)", "up to 190 km", False),
        ("almost 1,300 kilometers (800 miles) inside", "as deep as 800 miles over", False),
        ("1,200 kilometers (746 miles)", "800 miles", False),
        ("808 miles, or 1,300 kilometers", "800 miles", False),
        ("360 kilograms (794 pounds)", "800 pounds", True),
        ("360 kilograms (794 pounds)", "800 miles", False),
        ("1,300 kilometers, or 808 miles,", "800 miles", True),
        ("1,300 kilometres — 808 miles — inside", "800 miles", True),
        ("1,300km (about 808 mi)", "800 miles", True),
        ("130 km/h (81 mph)", "80 mph", True),
        ("16 square kilometers (6.2 square miles)", "6 square miles", False),
        ("15.5 square kilometers (5.98 square miles)", "6 square miles", True),
        ("90 kilos (198 pounds)", "200 pounds", True),
        ("180 centimeters (5.9 feet)", "6 feet", True),
        ("1,300 kilometers — 808 people", "800 miles", False),
        ("$130m (81m)", "80m", False),
    ],
)
def test_an_amount_that_was_converted_there_and_back(left: str, right: str, met: bool) -> None:
    """An exact figure in brackets, near a round one in the same unit, not equal to it."""
    conversions = find_conversions(left)

    assert bool(list(converted_back(conversions, find_amounts(right)))) is met


PIECES = (
    "12", "1,300", ".5", " km", " MILES", "-pounds", " tonſ", " men", " ", "\n ", "\u00a0", "x",
    "(", "(or ", "( about ", ")", "(808 miles)", " 800 miles (1,300 km)", ", or ", " — ", "km/h",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_glance_misses_no_conversion(text: str) -> None:
    """What stands before a bracket is looked at first; no amounts that stand so are passed over."""
    amounts = find_amounts(text)
    nearly = "(?:or |about |around |some )?"
    between = re.compile(rf"\s*\(\s*{nearly}|, or {nearly}|\s*[—–]\s*{nearly}")

    assert [second for _, second in find_conversions(text)] == [
        two for one, two in pairwise(amounts) if between.fullmatch(text[one.span[1] : two.span[0]])
    ]


def test_a_round_trip_is_a_mark_in_a_common_passage() -> None:
    """The amounts have to speak of one thing."""
    near = TELLING.replace("costs 2.4 million crowns", "reaches 1,300 kilometers (808 miles) out")
    far = TELLING.replace("costs 2.4 million crowns", "reaches 800 miles out")
    texts = {"a": near, "b": far}

    origin = trace_texts(
        [Article(n, t.format(quotation=SAID, credit="said")) for n, t in texts.items()]
    )

    (mark,) = origin.marks
    assert (
        mark.article,
        mark.kind,
        near.format(quotation=SAID, credit="said")[mark.start : mark.end],
    ) == (
        "a",
        "unit-round-trip",
        "1,300 kilometers (808 miles)",
    )


def test_a_copied_self_alias_is_a_mark() -> None:
    """Nobody but the house, or a copy of it, says "The Post" and never more."""
    origin = trace([article("a", POST), article("b", POST), article("c", "told The Post")])

    assert kinds(origin) == {("c", "copied-self-alias")}


@pytest.mark.parametrize("written", ["told The Post", "told the Post", "told The Lakeside Post"])
def test_a_name_that_is_spelled_somewhere_is_no_mark(written: str) -> None:
    """Who writes the name in full once may call it by its alias; so may the house itself."""
    spelled = article("c", "told the Lakeside Post")
    text = spelled.text + f"“Divers were there,” Ottilie Marsh {written} on Tuesday.\n"
    own = article("d", "told The Post", "Lakeside Post")

    origin = trace([article("a", POST), article("b", POST), replace(spelled, text=text), own])

    assert kinds(origin) == set()


def test_marks_cost_an_original_some_of_its_probability() -> None:
    """Modest: they make a claim less sure, and never undo it alone."""
    cut = "it will carry lorries again by autumn,"
    plain = telling("b", "told the Lakeside Post", "Lakeside Post")
    marked = telling("b", "told the Lakeside Post", "Lakeside Post", quotation=cut)
    others = [telling("a", POST, "Hillside Herald"), telling("c", POST, "Harbour Gazette")]

    sure, less = trace_texts([plain, *others]), trace_texts([marked, *others])

    assert (sure.article, less.article) == ("b", "b")
    assert less.probability < sure.probability


NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "one", "two", "before"),
    [
        (15, "stated", "stated", True),
        (13, "stated", "stated", False),
        (29, "page", "page", True),
        (27, "page", "page", False),
        (22, "stated", "page", True),
        (20, "stated", "page", False),
        (900, "stated", "inferred", False),
        (900, "inferred", "page", False),
        (0, "stated", "stated", False),
        (-900, "stated", "stated", False),
    ],
)
def test_a_time_counts_as_far_as_its_source_is_trusted(
    ahead: int, one: TimeSource, two: TimeSource, before: bool
) -> None:
    """Two stated times may be 14 hours off, scraped ones 28; a guessed one proves nothing."""
    early = article("a", "said", published=NOON, published_known=one)
    late = article("b", "said", published=NOON + timedelta(hours=ahead), published_known=two)

    assert is_before(member(early), member(late)) is before


def test_a_missing_time_is_no_evidence() -> None:
    """Neither first nor last."""
    dated, bare = article("a", "said", published=NOON), article("b", "said")

    assert not is_before(member(dated), member(bare))
    assert not is_before(member(bare), member(dated))


@given(st.sampled_from(sorted(SLACK)), st.sampled_from(sorted(SLACK)), st.integers(-99, 99))
def test_two_texts_are_never_before_each_other(
    one: TimeSource, two: TimeSource, hours: int
) -> None:
    """Whatever the clocks."""
    a = member(article("a", "said", published=NOON, published_known=one))
    b = member(article("b", "said", published=NOON + timedelta(hours=hours), published_known=two))

    assert not (is_before(a, b) and is_before(b, a))


def test_one_wrong_clock_of_many_does_not_rule_an_original_out() -> None:
    """A copy dated before its source is a wrong clock where others are not."""
    own = telling("d", "told the Lakeside Post", "Lakeside Post", published=NOON)
    early = telling("a", POST, "Paper a", published=NOON - timedelta(days=3))

    origin = trace_texts([own, early, telling("b", POST, "Paper b"), telling("c", POST, "Paper c")])

    assert origin.article == "d"


@pytest.mark.parametrize(("thirds", "weight"), [(0.1, 1.0), (0.4, 0.7), (0.8, 0.5)])
def test_a_credit_weighs_by_thirds_of_the_text(thirds: float, weight: float) -> None:
    """1 in the first third, .7 in the second, .5 in the last."""
    text = "word " * 300
    one = Article("a", text)
    tokens = tokenize(text)

    found = Text(Member(one, tokens, ())).position(int(thirds * len(text)))

    assert found == weight


WORDS = [f"{a}{b}" for a in "bdfgklmnprstvz" for b in ("anor", "elin", "iruk", "osta", "umeb")]


def version(upto: int) -> str:
    return " ".join(WORDS[:upto])


def test_the_oldest_of_several_edits_is_the_end_that_lives_on() -> None:
    """Texts of one house that grow: the shortest end of the chain, with a probability."""
    articles = [Article(name, version(n)) for name, n in (("x", 40), ("y", 50), ("z", 60))]

    origin = trace_texts(articles)

    assert (origin.verdict, origin.article) == ("in-corpus", "x")
    assert 0.8 <= origin.probability < 0.97


def test_a_date_that_speaks_against_the_words_leaves_versions_open() -> None:
    """The end that lives on is dated after another: neither is called the oldest."""
    dates = {"x": 3, "y": 2, "z": 4}
    articles = [
        Article(name, version(n), published=datetime(2031, 5, dates[name], tzinfo=UTC))
        for name, n in (("x", 40), ("y", 50), ("z", 60))
    ]

    assert trace_texts(articles).verdict == "undetermined"

    alike = [replace(one, published=datetime(2031, 5, 1, tzinfo=UTC)) for one in articles]
    assert trace_texts(alike).article == "x"


def test_copies_at_several_houses_are_no_versions() -> None:
    """Between publishers content does not tell who was first."""
    articles = [
        Article(name, version(n), publisher=f"{name} Gazette")
        for name, n in (("Xenia", 40), ("Yarrow", 50), ("Zeal", 60))
    ]

    assert trace_texts(articles).verdict == "undetermined"


def test_a_report_beside_copies_makes_no_versions() -> None:
    """Two copies and a third text that shares nothing verbatim are not edits of one text."""
    other = Article("z", "Quite another matter: the opera at Trieste reopens in velvet, at last.")

    origin = trace_texts([Article("x", version(40)), Article("y", version(50)), other])

    assert origin.verdict == "undetermined"


def test_every_member_but_the_original_has_one_descent() -> None:
    """Whatever the verdict, a reader finds each member once."""
    articles = [
        article(name, credit) for name, credit in (("a", POST), ("b", "said"), ("c", GAZETTE))
    ]

    origin = trace(articles, relations=quoting(articles, Kind.REWRITE))

    assert [d.child for d in origin.descents] == ["a", "b", "c"]
    assert all(0 <= d.probability <= 1 and d.why for d in origin.descents)
