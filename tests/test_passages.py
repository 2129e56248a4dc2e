from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import invented_sentence, invented_text, invented_words, replace_words, texts

from dedup.articles import Article
from dedup.kernels import Mark
from dedup.passages import (
    COVERAGE,
    EXHAUSTIVE,
    READING,
    RELATED,
    Passage,
    PassageKind,
    Profile,
    align,
    find_stock_phrases,
    prepare,
    word_keys,
)
from dedup.tokens import tokenize

few = settings(max_examples=20)

PROFILES = [READING, COVERAGE, EXHAUSTIVE]
PAIRS = list(combinations(("000", "001", "002", "003", "004"), 2))

FERRY = "The harbour board voted on Tuesday to double the winter ferries to the far islands."
SPEECH = "We will not leave a single island without a doctor when the ice comes in"


@st.composite
def planted(draw: st.DrawFn) -> tuple[str, str, str]:
    """Two unrelated texts, and a passage that stands between the sentences of both."""
    number = draw(st.integers(0, 2**32))
    numbers = random.Random(f"passage {number}")
    passage = " ".join(
        invented_sentence(numbers, invented_words(numbers, 60), 16)
        for _ in range(draw(st.integers(2, 4)))
    )
    left, right = (
        invented_text(2 * number + side, draw(st.integers(4, 12))).split("\n") for side in (0, 1)
    )
    for lines in (left, right):
        lines.insert(draw(st.integers(0, len(lines))), passage)
    return "\n".join(left), "\n".join(right), passage


def sides(left: str, right: str, passage: Passage) -> tuple[str, str]:
    """What the two texts show of a passage."""
    return (
        left[passage.left_start : passage.left_end],
        right[passage.right_start : passage.right_end],
    )


def shared(left: str, right: str, profile: Profile = READING) -> list[tuple[str, str]]:
    """What two texts show of each passage that they share."""
    return [sides(left, right, passage) for passage in align(left, right, profile)]


def words_in_common(left: str, right: str) -> float:
    """The geometric mean of the shares of either text's heads that the other has."""
    one, other = (Counter(word[:5] for word in tokenize(text).words) for text in (left, right))
    return (one & other).total() / (one.total() * other.total()) ** 0.5


def overlap(spans: list[tuple[int, int]]) -> bool:
    """Whether any two spans have a letter in common."""
    ordered = sorted(spans)
    return any(one[1] > other[0] for one, other in pairwise(ordered))


@pytest.mark.parametrize("profile", PROFILES)
@few
@given(planted(), st.floats(0, 0.4), st.integers(0, 99))
def test_mirror(profile: Profile, texts: tuple[str, str, str], share: float, seed: int) -> None:
    """Comparing (b, a) gives exactly the mirror of (a, b), to the last bit of the evidence."""
    left, right, _ = texts
    right = replace_words(right, share, seed)

    mirrored = sorted(passage.mirrored() for passage in align(right, left, profile))

    assert mirrored == align(left, right, profile)


@pytest.mark.parametrize("pair", PAIRS)
def test_mirror_on_seeds(seeds: dict[str, Article], pair: tuple[str, str]) -> None:
    """The mirror law holds where passages are many and weak."""
    left, right = (seeds[name].text for name in pair)

    mirrored = sorted(passage.mirrored() for passage in align(right, left))

    assert mirrored == align(left, right)


def test_mirror_of_itself() -> None:
    """A text that repeats itself mirrors too."""
    text = "\n".join([FERRY, SPEECH + ".", FERRY, FERRY, "Share this", FERRY])

    assert sorted(passage.mirrored() for passage in align(text, text)) == align(text, text)


@few
@given(planted())
def test_planted_passage_is_found_to_the_letter(texts: tuple[str, str, str]) -> None:
    """A verbatim passage is one passage, whose ends are its own."""
    left, right, passage = texts

    assert (passage.removesuffix("."), passage.removesuffix(".")) in shared(left, right)


@few
@given(planted())
def test_planted_passage_is_verbatim(texts: tuple[str, str, str]) -> None:
    """Equal words are of kind verbatim, and one run."""
    left, right, _ = texts

    found = max(align(left, right), key=lambda one: one.evidence)

    assert (found.kind, found.identity, len(found.runs)) == (PassageKind.VERBATIM, 1.0, 1)


@few
@given(planted(), st.integers(0, 99))
def test_changed_words_make_it_reworded(texts: tuple[str, str, str], seed: int) -> None:
    """A passage in which one word in five was replaced is found, and not called verbatim."""
    left, right, passage = texts
    changed = right.replace(passage, replace_words(passage, 0.2, seed))

    found = align(left, changed, RELATED)

    assert {one.kind for one in found} <= {PassageKind.REWORDED} and len(found) > 0


@few
@given(planted(), st.integers(0, 2**32))
def test_unrelated_text_removes_nothing(texts: tuple[str, str, str], seed: int) -> None:
    """What is appended to both sides and has nothing in common takes no passage away."""
    left, right, passage = texts

    tails = [invented_text(10**12 + 2 * seed + side, 20) for side in (0, 1)]

    longer = shared(left + "\n" + tails[0], right + "\n" + tails[1])

    assert (passage.removesuffix("."), passage.removesuffix(".")) in longer


@pytest.mark.parametrize("profile", PROFILES)
@given(st.integers(0, 2**32))
def test_unrelated_texts_share_nothing(profile: Profile, seed: int) -> None:
    """Texts whose only common words are those of the grammar have no passage."""
    assert align(invented_text(seed), invented_text(seed + 1), profile) == []


@pytest.mark.parametrize("profile", PROFILES)
@few
@given(planted(), st.floats(0, 0.3))
def test_passages_do_not_overlap(
    profile: Profile, texts: tuple[str, str, str], share: float
) -> None:
    """No letter stands in two passages, on either side."""
    left, right, passage = texts
    both = left + "\n" + replace_words(right, share, 1) + "\n" + passage

    found = align(both, right, profile)

    assert not overlap([(p.left_start, p.left_end) for p in found])
    assert not overlap([(p.right_start, p.right_end) for p in found])


@few
@given(planted(), st.floats(0, 0.3))
def test_runs_are_verbatim_and_inside(texts: tuple[str, str, str], share: float) -> None:
    """A run has the same words on both sides and lies within its passage."""
    left, right, _ = texts
    changed = replace_words(right, share, 2)

    runs = [(passage, run) for passage in align(left, changed) for run in passage.runs]

    for passage, (a, b, c, d) in runs:
        assert tokenize(left[a:b]).words == tokenize(changed[c:d]).words
        assert passage.left_start <= a < b <= passage.left_end
        assert passage.right_start <= c < d <= passage.right_end


@few
@given(planted())
def test_sorted_by_left_start(texts: tuple[str, str, str]) -> None:
    """Passages come in the order of the left text."""
    left, right, passage = texts

    starts = [one.left_start for one in align(left + "\n" + right, right + "\n" + left + passage)]

    assert starts == sorted(starts)


@few
@given(planted())
def test_prepared_once_is_the_same(texts: tuple[str, str, str]) -> None:
    """Text, tokens and prepared units give the same passages."""
    left, right, _ = texts
    units = prepare(tokenize(left)), prepare(tokenize(right))

    prepared = [align(*units, profile) for profile in PROFILES]

    assert prepared == [align(left, tokenize(right), profile) for profile in PROFILES]


def test_equal_texts_are_one_passage() -> None:
    """However short, two texts of the same words are one verbatim passage."""
    (found,) = align("Ferries doubled!", "Ferries: doubled")

    assert (found.kind, found.right_end, found.identity) == (PassageKind.VERBATIM, 16, 1.0)


def surrounded(passage: str, seed: int) -> str:
    """Return a text of no language with a passage in its middle."""
    return "\n".join([invented_text(seed, 6), passage, invented_text(seed + 1, 6)])


def test_furniture_pairs_nothing() -> None:
    """What two articles share in furniture alone is furniture, and worth nothing."""
    teaser = f"You may also like\n{FERRY}"

    found = align(invented_text(1) + "\n" + teaser, invented_text(2) + "\n" + teaser)

    assert [(one.kind, one.evidence) for one in found] == [(PassageKind.FURNITURE, 0.0)]


def test_furniture_on_one_side_is_no_evidence() -> None:
    """A teaser on one page that is the article of another is furniture."""
    left = invented_text(1) + "\nYou may also like\n" + FERRY

    found = align(left, surrounded(FERRY, 5))

    assert [(one.kind, one.evidence) for one in found] == [(PassageKind.FURNITURE, 0.0)]


def test_passages_stop_at_furniture() -> None:
    """A line of the site between two paragraphs is in no passage, even where both sides go on."""
    story = invented_text(3, 12).split("\n")
    left = "\n".join([*story[:2], "Share and Follow", *story[2:]])

    found = shared(left, "\n".join(story) + "\n" + invented_text(4, 5))

    assert len(found) == 2 and not any("Share" in a for a, _ in found)


def test_quotation_comes_out_clean() -> None:
    """A quotation ends at its marks, however it is introduced."""
    left = surrounded(f"“{SPEECH},” said Mira Holm, who chairs the board.", 7)
    right = surrounded(f'Holm, the board\'s chairwoman, told reporters: "{SPEECH}."', 9)

    first, *others = shared(left, right)

    assert first == (SPEECH, SPEECH)
    assert not any("doctor" in side for both in others for side in both)


def test_quotation_is_called_so() -> None:
    """Words inside quote marks on one side make a quotation."""
    left = surrounded(f"“{SPEECH},” said Mira Holm, who chairs the board.", 7)

    found = align(left, surrounded(f"Holm promised them this. {SPEECH}.", 9))

    assert [one.kind for one in found] == [PassageKind.QUOTATION]


def test_retranslated_quotation_is_found() -> None:
    """A quotation that went through another language is found although its words differ."""
    left = surrounded(f"“{SPEECH},” said Mira Holm, who chairs the board.", 7)
    again = "Not one island shall be left without a doctor when the ice comes"

    right = surrounded(f"“{again}”, according to Mira Holm.", 9)

    assert (PassageKind.QUOTATION, SPEECH) in [
        (one.kind, sides(left, right, one)[0]) for one in align(left, right)
    ]


def test_narrative_with_a_quotation_is_no_quotation() -> None:
    """A copied paragraph with speech in it is verbatim: twelve words of it are the writer's own."""
    paragraph = f"{FERRY} “{SPEECH}, and this is a promise to all of them,” said Mira Holm."

    found = align(surrounded(paragraph, 7), surrounded(paragraph, 9))

    assert [one.kind for one in found] == [PassageKind.VERBATIM]


def test_dateline_is_no_evidence() -> None:
    """When two pages were updated on one day, that says nothing of either."""
    left, right = (
        f"Updated July {day}, 2018 at 7:08 AM\n{invented_text(seed, 6)}"
        for day, seed in ((16, 1), (16, 2))
    )

    marks = prepare(tokenize(left)).sentences.marks[:8]

    assert all(mark & Mark.STOCK for mark in marks) and align(left, right) == []


def story_about(numbers: random.Random, subject: str) -> str:
    """Return an article of its own words, in which a subject is named between others each time."""
    lines = invented_text(numbers.randrange(10**9), 6).split("\n")
    own = invented_words(numbers, 2)
    return "\n".join([*lines, f"{own[0]} {subject} {own[1]}."])


def test_what_all_print_in_ever_other_words_is_stock() -> None:
    """A name is stock where many articles print it; a sentence that they copied is not."""
    numbers = random.Random(4)
    subject, copied = "harbour minister Mira Holm", SPEECH.rstrip(".")
    texts = [story_about(numbers, subject) + f"\nIn short: {copied}. So it was." for _ in range(14)]

    stock = find_stock_phrases([word_keys(tokenize(text)) for text in texts])

    tokens = tokenize(texts[0])
    covered = stock.cover(*word_keys(tokens))
    found = {word for word, is_stock in zip(tokens.words, covered, strict=True) if is_stock}
    assert found == set(subject.lower().split())


def test_two_articles_have_no_stock_phrases() -> None:
    """What two texts alone have in common is all that is known of them."""
    assert len(find_stock_phrases([word_keys(tokenize(FERRY))] * 2)) == 0


def test_stock_phrase_stands_for_nothing() -> None:
    """A passage that is nothing but a stock phrase is none."""
    numbers = random.Random(5)
    subject = "harbour minister Mira Holm on Tuesday night"
    texts = [story_about(numbers, subject) for _ in range(14)]
    stock = find_stock_phrases([word_keys(tokenize(text)) for text in texts])

    found = [
        len(align(*(prepare(tokenize(text), known) for text in texts[:2]), RELATED))
        for known in (None, stock)
    ]

    assert found[0] > found[1] == 0


QUAKE = (
    "A strong earthquake of magnitude 4.4 shook the island of Norby on Sunday, and the geological "
    "survey said no damage or injuries were reported. The quake struck 23 miles off the coast at a "
    "depth of seven miles, and no tsunami warning was issued."
)
OTHER_QUAKE = (
    "No injuries were reported after an earthquake of magnitude 6.1 hit Sund in July. Houses shook "
    "on the island, and people ran to the hills when a tsunami warning sounded; the survey gave "
    "the depth as 31 miles."
)
"""Two reports of one kind of event, not of one event."""


def test_two_reports_of_one_kind_of_event_share_nothing() -> None:
    """What they have in common is their subject's words, unless one is known to be from the other.

    A sentence that both have to the letter, or a quotation, changes that.
    """
    said = f"“{SPEECH},” said Mira Holm."

    shown = [
        len(align(surrounded(left, 7), surrounded(right, 9), profile))
        for left, right, profile in (
            (QUAKE, OTHER_QUAKE, READING),
            (QUAKE, OTHER_QUAKE, RELATED),
            (f"{QUAKE} {FERRY}", f"{OTHER_QUAKE} {FERRY}", READING),
            (f"{QUAKE} {said}", f"{OTHER_QUAKE} {said}", READING),
        )
    ]

    assert shown[0] == 0 and min(shown[1:]) > 0


PAGE = (
    "The harbour of Norby is to be rebuilt after the storm of last winter. {}\n"
    "Fishermen asked for a longer breakwater at a meeting in the town hall. {}\n"
    "The council set aside forty million crowns for stone and cranes. {}\n"
    "An engineer from Oslo warned that the seabed consists of soft clay. {}\n"
    "Work begins in April and should be finished before the herring season. {}\n"
    "Opponents fear that seals will lose the beach on which they breed. {}"
)
SUMMARY = (
    "After the winter storm Norby rebuilds its harbour: fishermen wanted the breakwater longer, "
    "the council set aside forty million crowns for cranes and stone, although an Oslo engineer "
    "warned of soft clay in the seabed; work begins in April to be finished before the herring "
    "season, while opponents fear the seals will lose their beach, on which they breed, the "
    "meeting in the town hall was told."
)


def test_summary_stands_for_its_page() -> None:
    """A paragraph that condenses a page is one passage with all of the page, in EXHAUSTIVE."""
    page = PAGE.format(*(invented_text(100 + k, 3) for k in range(6)))
    paper = f"{invented_text(1, 20)}\n{SUMMARY}\n{invented_text(2, 20)}"

    found = align(prepare(tokenize(paper, ())), prepare(tokenize(page, ())), EXHAUSTIVE)

    assert [paper[p.left_start : p.left_end] for p in found] == [SUMMARY.removesuffix(".")]
    assert (found[0].right_start, found[0].right_end >= len(page) - 1) == (0, True)


def test_page_with_a_copied_passage_is_not_summed_up() -> None:
    """Where another strong passage is from the page, the paragraph is matched part by part."""
    page = PAGE.format(*(invented_text(100 + k, 3) for k in range(6)))
    copied = page.split("\n")[3]
    paper = f"{copied}\n{invented_text(1, 20)}\n{SUMMARY}\n{invented_text(2, 20)}"

    found = align(prepare(tokenize(paper, ())), prepare(tokenize(page, ())), EXHAUSTIVE)

    assert copied.removesuffix(".") in [paper[p.left_start : p.left_end] for p in found]
    assert all(p.right_end - p.right_start < len(page) / 2 for p in found)


def test_a_sentence_that_says_it_again_is_no_part() -> None:
    """Its words answer words that others have answered already: they prove nothing twice."""
    numbers = random.Random(3)
    told = " ".join(invented_sentence(numbers, invented_words(numbers, 60), 16) for _ in range(3))
    reworded = replace_words(told, 0.3, 5)
    kept = set(told.replace(".", "").split()) & set(reworded.replace(".", "").split())
    said = sorted(word for word in kept if len(word) > 4)
    again = " ".join(numbers.sample(said, 10)).capitalize() + "."
    left = "\n".join((invented_text(1, 8), told, invented_text(2, 8)))
    right = "\n".join((invented_text(3, 8), f"{reworded} {again}", invented_text(4, 8)))

    for profile in (RELATED, COVERAGE, EXHAUSTIVE):
        (found,) = align(left, right, profile)
        assert reworded.rstrip(".").endswith(right[found.right_start : found.right_end][-30:])


def test_who_leaves_out_words_is_still_a_copyist() -> None:
    """Every third word of a passage is gone: the words left over on the longer side cost little."""
    numbers = random.Random(8)
    words = invented_words(numbers, 90)
    told = " ".join(invented_sentence(numbers, words, 16) for _ in range(4))
    short = " ".join(word for k, word in enumerate(told.split()) if k % 3)
    left, right = f"{invented_text(5, 8)}\n{told}", f"{short}\n{invented_text(6, 8)}"

    (found,) = align(left, right, EXHAUSTIVE)

    assert left[found.left_start : found.left_end] in told
    assert found.left_end - found.left_start > 0.9 * len(told)


def test_two_articles_alone_show_no_titles() -> None:
    """Beside a copied paragraph, a title in other surroundings stays unseen.

    No corpus says which phrases are stock where there are but two articles: a few words beside
    others need twice the evidence.
    """
    copied = invented_text(40, 4)
    title = "Secretary Mira Holm"
    left, right = (
        f"{copied}\n{invented_text(41 + k, 5)}\n{before} {title}. {invented_text(51 + k, 5)}"
        for k, before in ((0, "Nobody had told"), (1, "It rained when in came"))
    )

    found = [sides(left, right, p) for p in align(left, right)]

    assert [pair for pair in found if pair[0] in copied] == found != []


def test_paragraph_copied_from_one_part_is_no_summary() -> None:
    """A page is summed up by what is said all over it, not by what stands in one place."""
    numbers = random.Random(12)
    words = invented_words(numbers, 200)
    page = [" ".join(invented_sentence(numbers, words, 16) for _ in range(5)) for _ in range(8)]
    left = f"{invented_text(7, 12)}\n{replace_words(page[3], 0.25, 9)}\n{invented_text(8, 12)}"
    right = "\n".join(page)

    (found,) = align(left, right, EXHAUSTIVE)

    assert found.right_end - found.right_start < 1.2 * len(page[3])


@pytest.mark.parametrize("words", [24, 39, 40, 60])
def test_a_notice_is_no_passage_of_a_document(words: int) -> None:
    """What two documents print alike is shown by EXHAUSTIVE from forty words on the longer side."""
    notice = invented_sentence(random.Random(words), invented_words(random.Random(9), 200), words)
    left, right = surrounded(notice, 61), surrounded(notice, 63)

    found = [sides(left, right, passage)[0] for passage in align(left, right, EXHAUSTIVE)]

    assert found == ([notice.rstrip(".")] if words >= EXHAUSTIVE.least_longer else [])


def test_weak_passages_need_strong_ones() -> None:
    """Where nothing else is shared, one weak resemblance is not shown."""
    hint = "The harbour board votes next week."

    assert align(surrounded(FERRY, 1), surrounded(hint, 3)) == []


@given(st.integers(0, 2**32), st.floats(0.25, 0.75), st.integers(2, 12))
def test_a_pair_is_shown_for_one_passage_with_enough_words_in_common(
    number: int, share: float, sentences: int
) -> None:
    """Whole or not at all: by its most alike passage, or by twelve words in a row in both."""
    told = invented_text(3 * number, sentences)
    left = f"{told}\n{invented_text(3 * number + 1, 6)}"
    right = f"{invented_text(3 * number + 2, 6)}\n{replace_words(told, share, number)}"
    asking = replace(RELATED, sure_share=0.48)

    found = align(left, right, RELATED)

    is_sure = any(
        one.evidence >= asking.evidence and words_in_common(*sides(left, right, one)) >= 0.48
        for one in found
    )
    has_run = any(len(tokenize(left[a:b])) >= 12 for one in found for a, b, _, _ in one.runs)
    assert align(left, right, asking) == (found if is_sure or has_run else [])


@pytest.mark.parametrize("pair", PAIRS)
def test_seeds_share_the_arsenal_quotation(
    seeds: dict[str, Article], pair: tuple[str, str]
) -> None:
    """The quotation that all five print, re-translated by two, stands between every pair."""
    left, right = (seeds[name].text for name in pair)

    found = [sides(left, right, one) for one in align(left, right)]

    assert any(all("need this" in side and "arsenal" in side for side in both) for both in found)


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ("000", "001", ("millions of cheap drones", "millions of cheap drones")),
        ("000", "001", ("acquires American weaponry", "purchasing a range of American weapons")),
        ("000", "001", ("America and other European partners",) * 2),
        ("000", "001", ("really a mega deal, a win-win",) * 2),
        ("000", "001", ("rivals such as Russia and China", "behind that of Russia and China")),
        ("001", "003", ("suicide drones in-house", "suicide drones inspired")),
        ("001", "003", ("117 Ukrainian drones", "117 Ukrainian drones")),
        ("001", "003", ("missile plant in Izhevsk", "the city of Izhevsk")),
        ("001", "003", ("Russian Su-30 fighter jet", "Russian Su-30 fighter jet")),
        ("001", "003", ("trails behind that of Russia", "lagging behind the advances")),
        ("001", "003", ("rebuild the military", "rebuild the army")),
        ("001", "003", ("penetrate Russia’s defenses", "penetrate Russian defenses")),
        ("000", "004", ("Denmark, Norway, and Germany",) * 2),
        ("001", "004", ("Denmark, Norway and Germany", "Denmark, Norway, and Germany")),
    ],
)
def test_seeds_share(
    seeds: dict[str, Article], left: str, right: str, words: tuple[str, str]
) -> None:
    """What a reader of the seeds finds, the aligner finds."""
    found = shared(seeds[left].text, seeds[right].text)

    assert any(words[0] in a and words[1] in b for a, b in found)


@pytest.mark.parametrize("pair", PAIRS)
def test_seeds_share_no_furniture(seeds: dict[str, Article], pair: tuple[str, str]) -> None:
    """Teasers and the photo credit are in no passage."""
    strangers = ("Photo Credit", "Share and Follow", "You May Also Like", "Jacksonville", "SNAP")
    left, right = (seeds[name].text for name in pair)

    found = [side for both in shared(left, right) for side in both]

    assert not any(stranger in side for side in found for stranger in strangers)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("", ""),
        ("", FERRY),
        ("one", "one"),
        ("one", "two"),
        ("...", "?!"),
        ("的" * 3000, "的" * 2999),
        ("港口委员会周二投票决定增加冬季渡轮。" * 4, "港口委员会周二投票决定,增加冬季的渡轮。"),
        ("\ud800 " + FERRY, FERRY + "\udfff"),
        ("no " * 3000, "no " * 2000),
        ("\n".join(FERRY for _ in range(50)), FERRY),
    ],
)
def test_any_text_is_aligned(left: str, right: str, profile: Profile) -> None:
    """Slices stay inside the texts, whatever the texts are."""
    found = align(left, right, profile)

    assert all(all(side.strip() for side in sides(left, right, one)) for one in found)


def test_word_of_ten_megabytes() -> None:
    """One word is one word, however long."""
    tokens = tokenize("a" * 10_000_000)

    assert [one.right_end for one in align(tokens, tokens)] == [10_000_000]


@given(texts, texts)
def test_any_strings_are_aligned(left: str, right: str) -> None:
    """Spans are ordered and inside their texts, on any string."""
    for one in align(left, right):
        assert 0 <= one.left_start < one.left_end <= len(left)
        assert 0 <= one.right_start < one.right_end <= len(right)


def test_books_too_long_to_compare_are_searched_for_copies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where sentences are too many to compare, long verbatim passages are found all the same."""
    monkeypatch.setattr("dedup.passages.bounds.MOST_CELLS", 0)
    few_cells = replace(READING, evidence=54.9)  # a profile that no test before has put in rules
    passage = invented_text(8, 6)

    found = align(surrounded(passage, 1), surrounded(passage, 3), few_cells)

    assert sum(one.left_end - one.left_start for one in found) > 0.9 * len(passage)


def test_planted_passage_in_chinese() -> None:
    """A sentence without spaces is found between texts that share single signs only."""
    shared_part = "港口委员会周二投票决定把前往外岛的冬季渡轮数量增加一倍"
    left = "今天天气很好，孩子们在公园里玩耍。" + shared_part + "。晚上全家一起看了电影。"
    right = "股市收盘上涨，分析师表示乐观。" + shared_part + "。专家建议投资者保持谨慎。"

    assert (shared_part, shared_part) in shared(left, right)


def test_units_end_at_furniture() -> None:
    """An aside of the site in the middle of a sentence ends a unit."""
    text = FERRY.replace("winter", "[READ MORE: Islands in winter] winter")

    units = prepare(tokenize(text))

    breaks = np.flatnonzero(np.diff(units.sentences.own) > 1) + 1
    assert set(breaks.tolist()) < set(units.strand(99).bounds.tolist())


def test_runs_do_not_overlap() -> None:
    """A phrase that one side repeats is one run, not one for each repetition."""
    phrase = "the harbour board voted on Tuesday"
    left = surrounded(f"{phrase} and {phrase} but later {SPEECH} again.".capitalize(), 1)
    right = surrounded(f"{phrase} or so, and then {SPEECH} again.".capitalize(), 3)

    found = max(align(left, right), key=lambda one: len(one.runs))

    assert found.runs and not overlap([run[2:] for run in found.runs])


def test_to_dict_and_mirror() -> None:
    """A passage mirrors into the other text's view, runs included."""
    runs, sentences = ((1, 2, 10, 11),), ((1, 3, 12, 16), (3, 5, 10, 12))
    passage = Passage(1, 5, 10, 16, PassageKind.REWORDED, 12.344, 0.5, runs, sentences)

    assert passage.mirrored().to_dict() == {
        "left_start": 10,
        "left_end": 16,
        "right_start": 1,
        "right_end": 5,
        "kind": "reworded",
        "evidence": 12.34,
        "identity": 0.5,
        "runs": [[10, 11, 1, 2]],
        "sentences": [[10, 12, 3, 5], [12, 16, 1, 3]],
    }
