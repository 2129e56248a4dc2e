"""The origins room: who was first, why, and how sure; it abstains rather than be wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations, permutations
from pathlib import Path

import pytest
from conftest import skip_unless
from hypothesis import given
from hypothesis import strategies as st

from dedup.articles import Article
from dedup.attributions import find_attributions, same_outlet
from dedup.dossiers import Dossier, open_dossier
from dedup.origins import Member, Origin, common_source, trace_origin
from dedup.origins.tally import number_votes
from dedup.passages import Passage, PassageKind
from dedup.relations import Kind, Relation, relate
from dedup.tokens import tokenize

QUOTED = "the harbour bridge will open before the herring season begins"
"""A quotation that every article of the invented story carries."""


def article(name: str, credit: str, publisher: str | None = None, **known: object) -> Article:
    """Return an article of one invented story that credits its quotation as told."""
    text = (
        f"The harbour bridge stays closed to lorries.\n\n"
        f"“{QUOTED.capitalize()},” harbourmaster Ottilie Marsh {credit}.\n\n"
        f"Engineers found cracked girders below the carriageway in article number {name}. Repair "
        "takes eleven weeks, and ferries carry freight from the northern quay until it is done. "
        "Fishermen asked for cheaper tickets, which the council will discuss next Thursday evening."
    )
    return Article(name, text, publisher=publisher, **known)  # type: ignore[arg-type]


def member(one: Article) -> Member:
    """Return an article as the origins room takes it."""
    tokens = tokenize(one.text)
    return Member(one, tokens, find_attributions(one, tokens))


def _span_of_quotation(text: str) -> tuple[int, int]:
    start = text.index(QUOTED[4:])
    return start, start + len(QUOTED) - 4


def quoting(articles: Sequence[Article], kind: Kind = Kind.QUOTE_ONLY) -> list[Relation]:
    """Return relations of all pairs, each with the shared quotation as its passage."""
    relations = []
    for left, right in combinations(sorted(articles, key=lambda a: a.id), 2):
        spans = [_span_of_quotation(side.text) for side in (left, right)]
        passage = Passage(*spans[0], *spans[1], PassageKind.QUOTATION, 60.0, 1.0)
        relations.append(Relation(left.id, right.id, kind, 0.9, passages=(passage,)))
    return relations


def trace(
    articles: Sequence[Article],
    families: Sequence[Sequence[str]] = (),
    relations: Sequence[Relation] | None = None,
) -> Origin:
    """Return the origin of a story in which every pair shares the quotation."""
    shared = quoting(articles) if relations is None else relations
    return trace_origin([member(one) for one in articles], families, shared)


POST, GAZETTE = "told the Lakeside Post", "told the Harbour Gazette"


def test_agreement_of_independent_texts_names_an_outlet_outside() -> None:
    """Three texts that credit one paper, and nobody another, are enough."""
    origin = trace([article("a", POST), article("b", POST), article("c", POST)])

    assert (origin.verdict, origin.article, origin.name) == ("outside", None, "Lakeside Post")


def test_nothing_is_claimed_where_nobody_is_credited() -> None:
    """Content alone does not tell who was first."""
    origin = trace([article(name, "said") for name in "abc"])

    assert (origin.verdict, origin.name, origin.nearest, origin.probability) == (
        "undetermined",
        None,
        None,
        0.0,
    )


def test_two_texts_outvote_nothing() -> None:
    """In a story of two, agreement may be chance, however often each says it."""
    twice = f"{POST}, in an interview with the Lakeside Post"

    assert trace([article("a", twice), article("b", twice)]).verdict == "undetermined"


def test_one_text_alone_is_not_enough() -> None:
    """What one text of three says of its source is said of one text."""
    origin = trace([article("a", POST), article("b", "said"), article("c", "said")])

    assert origin.why == "The Lakeside Post leads, but only one text credits it."


def test_a_divided_story_is_undetermined() -> None:
    """Two papers credited alike cancel out, however many speak for each."""
    sides = [article(name, POST) for name in "abc"] + [article(name, GAZETTE) for name in "def"]

    assert trace(sides).verdict == "undetermined"


@given(st.integers(1, 6))
def test_copies_of_a_fake_do_not_outvote(copies: int) -> None:
    """A family has one vote, however many copies repeat what one of them made up."""
    true = [article(name, POST) for name in "abc"]
    fakes = [article(f"fake{number}", GAZETTE) for number in range(copies)]

    origin = trace([*true, *fakes], [[fake.id for fake in fakes]])

    assert (origin.verdict, origin.name) == ("outside", "Lakeside Post")


def test_articles_of_one_publisher_have_one_vote() -> None:
    """An outlet that says it five times has said it once."""
    ours = [article(name, POST, "Hillside Herald") for name in "abcde"]

    assert trace(ours).verdict == "undetermined"


def test_the_member_that_the_others_credit_is_the_original() -> None:
    """A member published by the credited outlet is the origin, and it says so itself."""
    own = article("d", "told the Post", "Lakeside Post")

    origin = trace([article("a", POST), article("b", POST), article("c", "said"), own])

    assert (origin.verdict, origin.article, origin.name) == ("in-corpus", "d", "Lakeside Post")


def test_a_supporter_dated_before_a_member_leaves_it_open() -> None:
    """Nobody quotes what is not written yet, where one text is all that speaks for it."""
    own = article("d", "said", "Lakeside Post", published=datetime(2026, 3, 9, tzinfo=UTC))
    early = article("a", POST, published=datetime(2026, 3, 2, tzinfo=UTC))
    articles = [early, article("c", "said"), own]
    relations = quoting(articles, Kind.REWRITE)

    origin = trace(articles, relations=relations)

    assert origin.verdict == "undetermined"
    assert "a, which should have it from there, is dated before it" in origin.why
    undated = [replace(early, published=None), *articles[1:]]
    assert trace(undated, relations=quoting(undated, Kind.REWRITE)).article == "d"


def test_no_clock_outvotes_many_texts() -> None:
    """Pages are dated anew when they are changed: a late date makes a member less sure, no more."""
    own = article("d", "told the Post", "Lakeside Post", published=datetime(2026, 3, 9, tzinfo=UTC))
    others = [article(n, POST, published=datetime(2026, 3, 2, tzinfo=UTC)) for n in "abc"]

    late = trace([*others, own])
    undated = trace([*others, replace(own, published=None)])

    assert (late.article, undated.article) == ("d", "d")
    assert late.probability < undated.probability
    assert "is dated before it" in late.why


def test_an_inferred_time_rules_nothing_out() -> None:
    """A date without a zone, or guessed from an address, is no evidence."""
    own = article("d", "told the Post", "Lakeside Post", published=datetime(2026, 3, 9, tzinfo=UTC))
    guessed = article(
        "a", POST, published=datetime(2026, 3, 2, tzinfo=UTC), published_known="inferred"
    )

    origin = trace([guessed, article("b", POST), article("c", "said"), own])

    assert origin.article == "d"


def test_a_retelling_passes_its_credit_on() -> None:
    """A paper that is credited, but itself credits another, was not the first."""
    teller = article("c", POST, "Hillside Herald")
    own = article("d", "told the Post", "Lakeside Post")

    origin = trace([article("a", "told the Hillside Herald"), article("b", "said"), teller, own])

    assert (origin.verdict, origin.article) == ("in-corpus", "d")


def test_a_line_of_provenance_names_the_source_of_what_others_retell() -> None:
    """A line such as "first appeared in" decides where the other members re-tell that very text."""
    articles = [article(name, "said") for name in "abc"]
    articles[0] = replace(
        articles[0], text="This article first appeared in The Meridian.\n\n" + articles[0].text
    )

    origin = trace(articles, relations=quoting(articles, Kind.REWRITE))

    assert (origin.verdict, origin.name) == ("outside", "The Meridian")


def test_a_line_of_provenance_says_nothing_of_texts_that_do_not_retell_it() -> None:
    """That one text is a reprint tells nothing of independent reports."""
    articles = [article(name, "said") for name in "abc"]
    articles[0] = replace(
        articles[0], text="This article first appeared in The Meridian.\n\n" + articles[0].text
    )

    assert trace(articles).verdict == "undetermined"


def test_an_alias_is_resolved_by_the_story_and_says_how() -> None:
    """A bare "The Post" means the paper that others name in full for the same quotation."""
    origin = trace([article("a", "told The Post"), article("b", POST), article("c", POST)])

    row = next(row for row in origin.evidence if row.article == "a")
    assert (row.outlet, row.resolved_by) == (
        "Lakeside Post",
        "a writes “The Post”; b names Lakeside Post for the same quotation",
    )


def test_an_alias_with_two_meanings_stays_unresolved() -> None:
    """Where two papers of that name are credited alike, neither is meant."""
    articles = [
        article("a", "told The Post"),
        article("b", POST),
        article("c", "told the Harbour Post"),
    ]

    row = next(row for row in trace(articles).evidence if row.article == "a")

    assert (row.outlet, row.resolved_by) == ("The Post", None)


def test_a_vague_name_is_never_claimed() -> None:
    """A name such as "The Tribune" that nobody spells out could be dozens of papers."""
    assert trace([article(name, "told The Tribune") for name in "abcd"]).verdict == "undetermined"


def test_a_credit_for_a_side_matter_is_rejected() -> None:
    """What only one article tells is not the story, whoever it was told to."""
    aside = (
        "\n\nElsewhere, violinist Quentin Abernathy recalled orchestral rehearsals under "
        "chandeliers, trombones, oboes and a Viennese maestro's temper, velvet curtains.\n\n"
        "“My cello was stolen in Trieste by a jealous ventriloquist,” Abernathy told the Opera "
        "Chronicle, describing libretto squabbles, sopranos and an avalanche of bouquets.\n"
    )
    articles = [article(name, POST) for name in "abc"]
    articles[0] = replace(articles[0], text=articles[0].text + aside)

    rows = [row for row in trace(articles).evidence if row.outlet == "Opera Chronicle"]

    assert [row.stance for row in rows] == ["rejected"]
    assert rows[0].rejected_because is not None
    assert "sub-story" in rows[0].rejected_because


def test_a_copied_self_alias_makes_a_member_the_nearest() -> None:
    """Only the house itself, or a close copy, says "The Post" and never spells it out."""
    origin = trace([article("a", POST), article("b", POST), article("c", "told The Post")])

    assert (origin.nearest, "“The Post”" in origin.nearest_because) == ("c", True)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_arrival_changes_nothing(order: tuple[int, ...]) -> None:
    """An origin depends on the set, not on the order it came in."""
    articles = [article("a", POST), article("b", "told The Post"), article("c", GAZETTE)]
    relations = quoting(articles)

    shuffled = trace([articles[i] for i in order], relations=relations[::-1])

    assert shuffled == trace(articles, relations=relations)


def test_more_witnesses_make_it_surer() -> None:
    """The probability grows with every independent text that agrees."""
    sure = [trace([article(n, POST) for n in "abcdefg"[:k]]).probability for k in (3, 4, 5, 7)]

    assert sure == sorted(sure)
    assert len(set(sure)) > 1
    assert sure[-1] <= 0.97


def test_a_row_survives_json() -> None:
    """The ledger is plain values; an unopposed outlet's margin is null."""
    origin = trace([article(name, POST) for name in "abc"])

    row = json.loads(json.dumps(origin.to_dict(), allow_nan=False))["evidence"][0]

    assert origin.to_dict()["margin"] is None
    assert row["outlet"] == "Lakeside Post"


def test_siblings_of_a_hidden_source_have_a_common_source() -> None:
    """Two texts that share another's quotations are not copies of each other."""
    articles = [article(name, POST) for name in "abc"]

    settled = common_source(quoting(articles), trace(articles))

    assert {relation.kind for relation in settled} == {Kind.COMMON_SOURCE}
    assert settled[0].why == (
        "a and b share quotations of the story of the Lakeside Post, not each other's sentences."
    )


def test_a_retelling_of_a_sibling_joins_the_common_source() -> None:
    """A member that names nobody has the source of the one it re-tells."""
    articles = [*(article(name, POST) for name in "abc"), article("d", "said")]
    relations = [
        replace(r, kind=Kind.REWRITE) if (r.left, r.right) == ("a", "d") else r
        for r in quoting(articles)
    ]

    settled = common_source(relations, trace(articles, relations=relations))

    kinds = {(r.left, r.right): r.kind for r in settled}
    assert kinds.pop(("a", "d")) is Kind.REWRITE
    assert set(kinds.values()) == {Kind.COMMON_SOURCE}


def test_without_an_origin_no_relation_changes() -> None:
    """Who draws on one source is only known once there is one."""
    articles = [article("a", POST), article("b", POST), article("c", GAZETTE)]
    relations = quoting(articles)

    assert common_source(relations, trace(articles)) == relations


class Story:
    """Members of one story with all their relations, to be traced in any selection."""

    def __init__(self, articles: Sequence[Article]) -> None:
        dossiers = [open_dossier(one) for one in articles]
        self.members = [_opened(dossier) for dossier in dossiers]
        self.relations = [relate(left, right) for left, right in combinations(dossiers, 2)]

    def trace(self, ids: Sequence[str], families: Sequence[Sequence[str]] = ()) -> Origin:
        """Return the origin of the story that these members alone make."""
        chosen = [m for m in self.members if m.id in ids]
        inner = [r for r in self.relations if r.left in ids and r.right in ids]
        return trace_origin(chosen, families, inner)


def _opened(dossier: Dossier) -> Member:
    return Member(
        dossier.article, dossier.tokens, find_attributions(dossier.article, dossier.tokens)
    )


@pytest.fixture(scope="module")
def seed_story(seeds: dict[str, Article]) -> Story:
    """The five seeds, called by their numbers."""
    return Story([replace(one, id=number) for number, one in seeds.items()])


def test_every_seed_that_names_its_source_puts_it_first(seed_story: Story) -> None:
    """In all 28 selections that hold 000, 002 or 004 the New York Post leads the ledger."""
    numbers = [m.id for m in seed_story.members]
    selections = [ids for size in range(1, 6) for ids in combinations(numbers, size)]
    naming = [ids for ids in selections if {"000", "002", "004"} & set(ids)]

    leaders = {seed_story.trace(ids).evidence[0].outlet for ids in naming}

    assert (len(naming), leaders) == (28, {"New York Post"})


def test_no_selection_of_seeds_claims_anything_else(seed_story: Story) -> None:
    """The honest answers are the New York Post and none."""
    numbers = [m.id for m in seed_story.members]
    selections = [ids for size in range(1, 6) for ids in combinations(numbers, size)]

    assert {seed_story.trace(ids).name for ids in selections} == {None, "New York Post"}


@pytest.fixture(scope="module")
def labelled(shared_folder: Path) -> list[tuple[Story, Article, list[str]]]:
    """Stories with a known original: the story, its original, the ids of the members."""
    path = shared_folder / "newsderive" / "articles.jsonl"
    skip_unless(path.is_file(), str(path))
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return list(_stories(rows))


def _stories(rows: list[dict[str, str]]) -> Iterator[tuple[Story, Article, list[str]]]:
    for number in sorted({row["story"] for row in rows}):
        own = [row for row in rows if row["story"] == number]
        articles = [
            Article(r["id"], r["text"], url=r["url"], publisher=r["publisher"], author=r["author"])
            for r in own
        ]
        original = articles[[row["kind"] for row in own].index("original")]
        yield Story(articles), original, [one.id for one in articles]


def test_labelled_originals_are_found_without_dates(
    labelled: list[tuple[Story, Article, list[str]]],
) -> None:
    """In stories that hold their original it is named, every time."""
    named = [(story.trace(ids).article, original.id) for story, original, ids in labelled]

    assert all(found == true for found, true in named)


def test_a_missing_original_is_never_mistaken(
    labelled: list[tuple[Story, Article, list[str]]],
) -> None:
    """Without the original its publisher is named, in half of the stories, or nobody."""
    named = []
    for story, original, ids in labelled:
        origin = story.trace([i for i in ids if i != original.id])
        assert origin.verdict != "in-corpus"
        if origin.name:
            named.append(same_outlet(origin.name, original.publisher or ""))

    assert all(named)
    assert len(named) >= len(labelled) / 2


def test_a_fake_and_its_copies_never_win(
    labelled: list[tuple[Story, Article, list[str]]],
) -> None:
    """A credit that one member made up is outvoted or leaves the story undetermined."""
    made_up = " “All will know it soon,” an official told the Daily Planet Gazette in an interview."
    for story, _, ids in labelled[::2]:  # every second, for time
        first = next(m.article for m in story.members if "-backtranslated" in m.id)
        text = first.text.replace("\n\n", made_up + "\n\n", 1)
        fakes = [replace(first, id=f"fake{n}", publisher=f"Site {n}", text=text) for n in range(3)]
        crowd = Story([m.article for m in story.members if m.id != first.id] + fakes)

        origin = crowd.trace([m.id for m in crowd.members], [[fake.id for fake in fakes]])

        assert len(crowd.members) == len(ids) + 2
        assert origin.name != "Daily Planet Gazette"


def test_no_single_member_decides(labelled: list[tuple[Story, Article, list[str]]]) -> None:
    """Whichever member is taken away, the answer is the original or an abstention."""
    wrong = [
        (left_out, origin.article)
        for story, original, ids in labelled
        for left_out in ids
        if left_out != original.id
        for origin in [story.trace([i for i in ids if i != left_out])]
        if origin.verdict != "undetermined" and origin.article != original.id
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("publisher", "bylines", "votes"),
    [
        ("yahoo.com/news", ("By Ann Lee, Reuters", "By Bo Day, Associated Press"), 2),
        ("MSN", ("By Ann Lee, Reuters", "By Bo Day, Reuters"), 1),
        ("www.msn.com", ("Ann Lee", "Bo Day"), 2),
        ("Harbour Gazette", ("By Ann Lee, Reuters", "By Bo Day, Associated Press"), 1),
    ],
)
def test_an_aggregator_votes_for_each_house_it_carries(
    publisher: str, bylines: tuple[str, str], votes: int
) -> None:
    """Two texts at one house are one vote; at an aggregator, those that credit one house."""
    members = [
        member(Article(name, f"{byline}\n\nThe bridge is closed.", publisher=publisher))
        for name, byline in zip("ab", bylines, strict=True)
    ]

    assert len(set(number_votes(members, []).values())) == votes


@given(st.permutations(range(4)))
def test_stems_of_a_dossier_change_no_verdict(order: list[int]) -> None:
    """What the path hands on for speed is what the room works out for itself."""
    texts = ("told the New York Post", "told the Courier", "said", "told the New York Post again")
    dossiers = [
        open_dossier(Article(str(n), f"“The bridge stays closed for now,” Lind {texts[n]}."))
        for n in order
    ]
    plain = [member(d.article) for d in dossiers]
    known = [
        replace(m, stems=d.stems, rarity=d.rarity) for m, d in zip(plain, dossiers, strict=True)
    ]
    relations = [relate(*pair) for pair in combinations(dossiers, 2)]

    assert trace_origin(known, [], relations) == trace_origin(plain, [], relations)
