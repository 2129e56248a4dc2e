"""What the page and the terminal draw from a result: shares, voices, trees, times, quotations."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from results import (
    GAZETTE,
    HERALD,
    PORT,
    QUOTE,
    RESULT,
    SPREAD,
    STORY,
    UNDETERMINED,
    copies_result,
    large_result,
    passage,
    related,
)

from dedup.articles import Article
from dedup.clusters import Refused
from dedup.index import Listed, Story
from dedup.origins import Origin
from dedup.origins.descent import Descent
from dedup.passages import Passage, PassageKind
from dedup.relations import Kind, Relation
from dedup.report.choice import ALL_PAIRS_UP_TO, PAIRS_PER_MEMBER, choose_pairs, choose_texts
from dedup.report.families import count_voices, families_of
from dedup.report.highlights import nearest_first
from dedup.report.makeup import PARTS, make_ups, mean
from dedup.report.once import once_a_story
from dedup.report.overview import refused_of
from dedup.report.propagation import DRAWN, Branch, grow_tree
from dedup.report.quotations import trace_quotations
from dedup.report.stories import REFUSED_SHOWN, call_shortly, name_by_letters, pack_story
from dedup.report.timeline import LANES, lay_out_times
from dedup.report.titles import telling_title
from dedup.report.units import Units
from dedup.report.wording import shown_headline

LISTED = {entry.article.id: entry for entry in RESULT.articles}

ids = st.sampled_from("abcdef")


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """A story of up to six members with any relations, families and descents, cycles included."""
    members = tuple(sorted(draw(st.sets(ids, min_size=2, max_size=6))))
    pairs = [(a, b) for a in members for b in members if a < b]
    relations = tuple(
        Relation(a, b, kind, 0.5, {}, (), "Why.")
        for (a, b) in draw(st.lists(st.sampled_from(pairs), unique=True))
        for kind in [draw(st.sampled_from(Kind))]
    )
    split = draw(st.integers(0, len(members)))
    families = tuple(filter(None, (members[:split],))) + tuple((m,) for m in members[split:])
    parents = st.one_of(st.sampled_from(members), st.none())
    descents = tuple(
        Descent(child, parent, draw(st.sampled_from([None, "X", "Y"])), 0.5, "Told.")
        for child in draw(st.lists(st.sampled_from(members), unique=True, min_size=2))
        for parent in [draw(parents)]
    )
    origin = replace(UNDETERMINED, descents=descents)
    return Story("s1", "A story.", members, members[0], families, relations, origin)


# -- once --


@given(st.lists(st.sampled_from("abc"), max_size=20))
def test_every_story_gets_its_own_answer(asked: list[str]) -> None:
    """An answer that is kept is never given for another story, even one that is equal."""
    known = {name: replace(STORY) for name in "abc"}
    names = {id(story): name for name, story in known.items()}
    worked: list[str] = []

    @once_a_story
    def named(story: Story) -> str:
        worked.append(names[id(story)])
        return worked[-1]

    assert [named(known[name]) for name in asked] == asked
    assert worked == [name for name, _ in groupby(asked)]


# -- units --


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40), st.data())
def test_units_are_what_a_browser_counts(text: str, data: st.DataObject) -> None:
    """An offset in code units is the length of the UTF-16 before it."""
    offset = data.draw(st.integers(0, len(text)))

    assert Units(text).at(offset) == len(text[:offset].encode("utf-16-le")) // 2


# -- make-up --


def test_make_up_of_the_known_story() -> None:
    """Characters are counted once, the strongest kind first, furniture before all."""
    made = make_ups(STORY, LISTED)

    share = dict(zip(PARTS, made["port.txt"], strict=True))
    ferries = len("Ferries will run every twenty minutes, said the port.")
    assert share["verbatim"] == pytest.approx(float(Fraction(ferries, len(PORT.text))))
    assert made["herald.txt"][PARTS.index("furniture")] == len("Share this story") / len(
        HERALD.text
    )


spots = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted)


@given(st.lists(st.tuples(spots, spots, st.sampled_from(PassageKind)), max_size=6), st.lists(spots))
def test_make_ups_are_shares_of_one(
    drawn: list[tuple[list[int], list[int], PassageKind]], furniture: list[list[int]]
) -> None:
    """Whatever overlaps, each character is counted under one head: against a count by hand."""
    passages = tuple(Passage(*left, *right, kind, 1.0, 1.0) for left, right, kind in drawn)
    relation = Relation("a", "b", Kind.REWRITE, 0.8, {}, passages)
    story = Story("s", "S.", ("a", "b"), "a", (("a",), ("b",)), (relation,), UNDETERMINED)
    listed = {
        name: Listed(Article(name, "x" * 50), 1, tuple((s, e) for s, e in furniture))
        for name in "ab"
    }

    made = make_ups(story, listed)["a"]

    ranks = ["furniture", "verbatim", "quotation", "reworded"]
    heads = []
    for at in range(50):
        over = {str(p.kind) for p in passages if p.left_start <= at < p.left_end}
        over |= {"furniture" for s, e in furniture if s <= at < e}
        heads.append(next((name for name in ranks if name in over), "own"))
    assert made == tuple(heads.count(name) / 50 for name in PARTS)


def test_likeness_of_independent_reports_is_no_rewording() -> None:
    """Two who told one event each alone re-worded nothing; what they both quote stays quoted."""
    passages = (
        Passage(0, 40, 0, 40, PassageKind.REWORDED, 30.0, 0.5),
        Passage(40, 60, 40, 60, PassageKind.QUOTATION, 30.0, 0.5),
    )
    relation = Relation("a", "b", Kind.SAME_EVENT, 0.9, {}, passages)
    story = Story("s", "S.", ("a", "b"), "a", (("a",), ("b",)), (relation,), UNDETERMINED)
    listed = {name: Listed(Article(name, "x" * 100), 1, ()) for name in "ab"}

    assert make_ups(story, listed)["a"] == (0.0, 0.0, 0.2, 0.0, 0.8)


def test_a_mean_counts_each_article_alike() -> None:
    """An empty text has no make-up and does not count."""
    assert mean([(1.0, 0.0), (), (0.0, 1.0)]) == (0.5, 0.5)
    assert mean([()]) == ()


# -- families and voices --


def test_copies_are_one_text_and_one_voice() -> None:
    """Three hundred copies and a rewrite are two texts of one source."""
    (story,) = copies_result(300).stories

    assert ([len(f.members) for f in families_of(story)], count_voices(story)) == ([300, 1], 1)


def test_common_quotations_make_no_common_voice() -> None:
    """Who shares only quotations or an event speaks for itself; an outlet outside joins two."""
    apart = replace(
        STORY,
        relations=(
            related(GAZETTE, HERALD, Kind.QUOTE_ONLY),
            related(GAZETTE, PORT, Kind.SAME_EVENT),
        ),
        origin=UNDETERMINED,
    )
    told = tuple(Descent(name, None, "Quay Post", 0.8, "") for name in ("gazette.txt", "port.txt"))

    joined = replace(apart, origin=replace(UNDETERMINED, descents=told))

    assert (count_voices(STORY), count_voices(apart), count_voices(joined)) == (1, 3, 2)


# -- tree --


def test_descents_are_the_tree() -> None:
    """An outlet outside is the root; each member hangs on its parent, with its probability."""
    tree = grow_tree(replace(STORY, origin=SPREAD))

    assert [(b.name, b.outside, b.parent, b.known, b.probability, b.column) for b in tree] == [
        ("Quay Post", True, None, "none", None, 0),
        ("gazette.txt", False, 0, "descent", 0.82, 1),
        ("herald.txt", False, 1, "descent", 0.7, 2),
        ("port.txt", False, 2, "descent", 0.6, 3),
    ]


def test_without_descents_credits_and_likeness_are_told_apart() -> None:
    """The outlet is the root of those that credit it; others hang without direction."""
    tree = {branch.name: branch for branch in grow_tree(STORY)}

    assert {name: branch.known for name, branch in tree.items()} == {
        "Quay Post": "none",
        "gazette.txt": "credit",
        "herald.txt": "credit",
        "port.txt": "alike",
    }


def test_an_undetermined_story_has_no_arrows() -> None:
    """Nothing says who was first, so no edge has a direction."""
    known = {branch.known for branch in grow_tree(replace(STORY, origin=UNDETERMINED))}

    assert known == {"none", "alike"}


@given(stories())
def test_any_story_is_a_tree(story: Story) -> None:
    """Each text stands once, parents first, one column before; a cycle of descents is cut."""
    tree = grow_tree(story)

    faces = [branch.name for branch in tree if not branch.outside]
    assert sorted(faces) == sorted(family.face for family in families_of(story))
    for place, branch in enumerate(tree):
        if branch.parent is not None:
            assert branch.parent < place
            assert tree[branch.parent].column == branch.column - 1


def test_a_circle_of_descents_is_cut() -> None:
    """Three that are each said to come from the next are still a tree of three."""
    story = replace(
        STORY,
        origin=replace(
            UNDETERMINED,
            descents=tuple(
                Descent(child, parent, None, 0.5, "")
                for child, parent in zip(
                    STORY.members, STORY.members[1:] + STORY.members[:1], strict=True
                )
            ),
        ),
    )

    assert sorted(branch.name for branch in grow_tree(story)) == list(STORY.members)


@given(stories())
def test_no_two_nodes_stand_in_one_place(story: Story) -> None:
    """Nodes of a column are at least a row apart."""
    places: dict[int, list[float]] = {}
    for branch in grow_tree(story):
        places.setdefault(branch.column, []).append(branch.row)

    for rows in places.values():
        ordered = sorted(rows)
        assert all(b - a >= 1 for a, b in zip(ordered, ordered[1:], strict=False))


def test_a_large_story_is_drawn_in_part() -> None:
    """What does not fit is counted where it hangs; nothing is lost."""
    (story,) = large_result(stories=1, members=DRAWN + 30, words=3).stories

    tree: list[Branch] = grow_tree(story)

    assert len(tree) <= DRAWN
    assert len(tree) + sum(branch.hidden for branch in tree) == DRAWN + 30


# -- times --


moments = st.none() | st.datetimes(
    datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)
)


@given(st.lists(moments, max_size=30))
def test_any_times_have_places_in_order(times: list[datetime | None]) -> None:
    """Earlier is further left, the ends are the ends, and unknown times are named, not placed."""
    listed = {str(n): Listed(Article(str(n), "x", published=t), 1, ()) for n, t in enumerate(times)}

    line = lay_out_times(list(listed), listed)

    at = [when for _, when in sorted((t, n) for n, t in enumerate(times) if t)]
    assert [dot[0] for dot in line["dots"]] == at
    places = [dot[1] for dot in line["dots"]]
    assert places == sorted(places)
    assert all(0 <= place <= 1 for place in places + [tick[0] for tick in line["ticks"]])
    assert all(dot[2] < line["lanes"] <= LANES for dot in line["dots"])
    assert line["without"] == [n for n, t in enumerate(times) if t is None]


def test_dots_hide_no_dots() -> None:
    """What stands nearer than a dot is wide goes on a lane of its own, while there is one."""
    start = datetime(2031, 3, 4, tzinfo=UTC)
    hours = [0, 0, 2, 4, 100]
    listed = {
        str(n): Listed(Article(str(n), "x", published=start + timedelta(hours=hour)), 1, ())
        for n, hour in enumerate(hours)
    }

    line = lay_out_times(list(listed), listed)

    assert [lane for _, _, lane, _ in line["dots"]] == [0, 1, 2, 0, 0]
    assert line["lanes"] == 3


def test_ticks_stand_at_round_times() -> None:
    """Three days have a tick at each midnight."""
    start = datetime(2031, 3, 4, 17, 20, tzinfo=UTC)
    listed = {
        name: Listed(Article(name, "x", published=start + shift), 1, ())
        for name, shift in (("a", timedelta()), ("b", timedelta(days=3)))
    }

    labels = [label for _, label in lay_out_times(["a", "b"], listed)["ticks"]]

    assert labels == ["2031-03-05", "2031-03-06", "2031-03-07"]


# -- quotations --


def test_a_quotation_goes_from_the_fullest_to_the_shortest() -> None:
    """Versions stand by length, who has which beside them, and words of one's own marked."""
    texts = {
        "a": "“We can not wait for another winter here,” she said.",
        "b": "“We cannot wait for another winter,” she said.",
        "c": "She said: “We cannot wait for another winter.”",
    }
    listed = {name: Listed(Article(name, text), 9, ()) for name, text in texts.items()}

    def quoted(one: str, other: str) -> Relation:
        spans = [(texts[n].index("We"), texts[n].rindex("winter") + 6) for n in (one, other)]
        found = Passage(*spans[0], *spans[1], PassageKind.QUOTATION, 20.0, 0.9)
        return Relation(one, other, Kind.QUOTE_ONLY, 0.9, {}, (found,))

    (quotation,) = trace_quotations(
        [quoted("a", "b"), quoted("b", "c")], listed, {"a": "A", "b": "B", "c": "C"}
    )

    assert quotation == {
        "in": 3,
        "versions": [
            {"words": [["We can not wait for another winter", False]], "in": ["A"]},
            {
                "words": [["We", False], ["cannot", True], ["wait for another winter", False]],
                "in": ["B", "C"],
            },
        ],
    }


def test_two_quotations_of_one_article_stay_two() -> None:
    """Quotations that do not overlap are not one, although the same two articles share them."""
    relation = related(
        GAZETTE,
        HERALD,
        Kind.QUOTE_ONLY,
        [
            passage(GAZETTE, HERALD, QUOTE, PassageKind.QUOTATION, 20.0),
            passage(GAZETTE, HERALD, ("harbour", "harbour"), PassageKind.QUOTATION, 20.0),
        ],
    )

    assert len(trace_quotations([relation], LISTED, dict.fromkeys(LISTED, "X"))) == 2


# -- choice --


def test_small_stories_keep_every_pair() -> None:
    """Nothing is left out while there is room."""
    assert {(r.left, r.right) for r in choose_pairs(STORY)} == {
        (r.left, r.right) for r in STORY.relations
    }


@pytest.mark.parametrize("members", [ALL_PAIRS_UP_TO + 1, 60])
def test_a_large_story_keeps_each_member(members: int) -> None:
    """Pairs grow with the members, not with their square, and each member has its strongest."""
    (story,) = large_result(stories=1, members=members, words=3).stories

    chosen = choose_pairs(story)

    assert {side for r in chosen for side in (r.left, r.right)} == set(story.members)
    assert len(chosen) <= PAIRS_PER_MEMBER * members


def test_texts_fit_the_page() -> None:
    """Whole stories, largest first, while there is room; a text that repeats counts once."""
    result = large_result(stories=3, members=4, words=20)
    listed = {entry.article.id: entry for entry in result.articles}
    length = len(result.articles[0].article.text)

    assert choose_texts(result.stories, listed, 2 * length + 9) == {
        member for story in result.stories[:2] for member in story.members
    }


# -- words --


def test_reasons_name_members_by_letter() -> None:
    """An id, or one without its suffix or folder, is the letter; a part of a longer one is not."""
    told = name_by_letters({"in/001_abc.txt": "A", "in/001_abcd.txt": "B"})

    assert told("001_abcd re-words in/001_abc.txt, not 001_abcde") == "B re-words A, not 001_abcde"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "5 and 12 share 12 quotations, not their telling.",
            "A and B share 12 quotations, not their telling.",
        ),
        (
            "12 quotes 5 of the 12 words that stand in 5.",
            "B quotes 5 of the 12 words that stand in A.",
        ),
        (
            "5 words otherwise what 12 and 5 more quote alike.",
            "A words otherwise what B and 5 more quote alike.",
        ),
        (
            "12% of 5's sentences re-word 12's: a light revision.",
            "12% of A's sentences re-word B's: a light revision.",
        ),
        (
            "5 credits the 12, dated before 2018-12-05 05:12 UTC.",
            "A credits the B, dated before 2018-12-05 05:12 UTC.",
        ),
        (
            "5 puts “12 of them” into words; 5.12 is no 5-word run.",
            "A puts “12 of them” into words; 5.12 is no 5-word run.",
        ),
        (
            "Four of 5 independent texts; more than 12 days.",
            "Four of 5 independent texts; more than 12 days.",
        ),
    ],
)
def test_numbers_are_letters_where_nothing_is_counted(sentence: str, told: str) -> None:
    """Ids of many archives are numbers; a reader of the page knows their articles by letter."""
    assert name_by_letters({"5": "A", "in/12.txt": "B"})(sentence) == told


def test_short_ids_stay_words_of_a_sentence() -> None:
    """A member called 6 does not turn 6 outlets into A outlets."""
    assert name_by_letters({"6": "A", "report": "B"})("6 of 9 report") == "6 of 9 report"


@pytest.mark.parametrize(
    ("text", "title", "shown"),
    [
        ("date 2025-07-19 The bridge is shut", None, "The bridge is shut"),
        ("Published: 2025-07-19T14:05Z The bridge", None, "The bridge"),
        ("date 2025-07-19", None, "date 2025-07-19"),
        ("A date 2025-07-19 is set", None, "A date 2025-07-19 is set"),
        ("x", "date 2025-07-19 as a title", "date 2025-07-19 as a title"),
    ],
)
def test_a_scrapers_date_is_no_headline(text: str, title: str | None, shown: str) -> None:
    """What a scraper wrote before the text is not shown as its headline; a given title is."""
    assert shown_headline(Listed(Article("a", text, title=title), 1, ())) == shown


@pytest.mark.parametrize(
    ("text", "furniture", "shown"),
    [
        ("share\n\nmore_vert\n\nThe bridge is shut\nSince May.", (), "The bridge is shut"),
        ("A \u00a0 A\n\nThe bridge is shut", (), "The bridge is shut"),
        ("Print\nBy our own reporter\nThe bridge is shut", ((6, 25),), "The bridge is shut"),
        ("Print\nThe bridge is shut", ((0, 24),), "The bridge is shut"),
        ("Bridge shut", (), "Bridge shut"),
        ("大桥关闭\nThe bridge is shut", (), "大桥关闭"),
    ],
)
def test_a_button_is_no_headline(
    text: str, furniture: tuple[tuple[int, int], ...], shown: str
) -> None:
    """A line of one or two words gives way to the first that may be a title, if there is one."""
    assert shown_headline(Listed(Article("a", text), 1, furniture)) == shown


@pytest.mark.parametrize(
    ("origin", "faces"),
    [
        (replace(UNDETERMINED, verdict="in-corpus", article="b", nearest="c"), ["b", "d"]),
        (replace(UNDETERMINED, nearest="c"), ["c", "d"]),
        (UNDETERMINED, ["a", "d"]),
        (replace(UNDETERMINED, nearest="e"), ["a", "e"]),
    ],
)
def test_a_text_has_the_face_that_tells_most(origin: Origin, faces: list[str]) -> None:
    """The original before the nearest before the medoid; where none of them has it, the first."""
    families = (("a", "b", "c"), ("d", "e"))
    story = Story("s", "S.", tuple("abcde"), "a", families, (), origin)

    assert [family.face for family in families_of(story)] == faces


def test_the_nearest_of_what_was_refused_is_told_first() -> None:
    """By cosine, then by id; no more than are wanted, of all that there are."""
    edges = [
        Refused(left, right, None, cosine, "far from the others")
        for left, right, cosine in (
            ("a", "b", 0.3), ("b", "c", 0.5), ("a", "d", 0.5), ("c", "d", 0.4), ("a", "c", 0.2),
        )
    ]  # fmt: skip

    told = [(edge.left, edge.right) for edge in nearest_first(edges, 3)]

    assert told == [("a", "d"), ("b", "c"), ("c", "d")]


def test_a_story_tells_what_was_refused_at_its_ends() -> None:
    """Each edge once, of as many as are read; how many there are is told."""
    others = tuple(Listed(Article(f"other{n}", f"Other {n}."), 2, ()) for n in range(9))
    inside = Refused("gazette.txt", "herald.txt", None, 0.9, "told apart")
    edges = (inside, *(Refused("herald.txt", o.article.id, None, 0.3, "far") for o in others))
    result = replace(RESULT, articles=(*RESULT.articles, *others), refused=edges)
    found = refused_of(result)[STORY.id]
    listed = {entry.article.id: entry for entry in result.articles}
    units = {member: Units(listed[member].article.text) for member in STORY.members}
    parts = make_ups(STORY, listed)

    packed = pack_story(STORY, listed, parts, found, units, call_shortly(listed))

    assert found == list(edges)
    assert packed["refused_count"] == len(edges)
    assert [edge["sides"] for edge in packed["refused"]] == [
        [0, 1], *([1, f"Other {n}."] for n in range(REFUSED_SHOWN - 1))
    ]  # fmt: skip


FIVE_DAYS, SHARE_BAR = "Sunday, Jul 15th 5-Day Forecast", "FacebookEmail Twitter Pinterest"


@pytest.mark.parametrize(
    ("titles", "families", "told"),
    [
        # The title that is likest to those of the other texts, copies aside.
        (("Menu", "The bridge is shut", "Harbour bridge shut"), ("a", "b", "c"), 2),
        # One text: its face is called by its menu, its copies by their subject.
        ((SHARE_BAR, "The bridge is shut", "Harbour bridge shut"), ("abc",), 2),
        # A face that shares a word with a copy keeps its name, whatever is likest.
        (("A bridge", "The bridge is shut", "Harbour bridge is shut"), ("abc",), 0),
        # Nothing is like anything: what the story is nearest to stays its name.
        ((SHARE_BAR, FIVE_DAYS, "Bridge shut"), ("abc",), 0),
    ],
)
def test_a_story_is_called_by_a_title_that_tells(
    titles: tuple[str, ...], families: tuple[str, ...], told: int
) -> None:
    """A menu shares no word with what the other texts and copies are called."""
    listed = {
        name: Listed(Article(name, "Text.", title=title), 1, ())
        for name, title in zip("abc", titles, strict=True)
    }
    story = Story("s", "S.", tuple("abc"), "a", tuple(map(tuple, families)), (), UNDETERMINED)

    assert telling_title(story, listed) == titles[told]
