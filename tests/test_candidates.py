"""Each channel finds what it is for, and no cap is silent."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from strategies import invented_text, replace_words

from dedup.articles import Article
from dedup.candidates import (
    ANCHOR_CAP,
    MAX_TERMS,
    STORY_TERMS,
    Candidates,
    candidate_pairs,
    weigh_terms,
)
from dedup.errors import SchemeMismatch
from dedup.schemes import Banding, Scheme
from dedup.signatures import Signature, sign
from dedup.tokens import tokenize


def signatures_of(texts: list[str]) -> list[Signature]:
    return [sign(tokenize(text), "en") for text in texts]


def found(pairs: object) -> set[tuple[int, int]]:
    return {tuple(pair) for pair in pairs.tolist()}  # type: ignore[attr-defined]


def test_near_duplicates_share_a_band() -> None:
    """A text with one word in fifty replaced is found among forty strangers."""
    texts = [invented_text(i) for i in range(40)]
    copies = [replace_words(texts[i], 0.02, i) for i in range(10)]

    candidates = candidate_pairs(signatures_of(texts + copies))

    assert {(i, 40 + i) for i in range(10)} <= found(candidates.near)


def test_a_shared_paragraph_is_found_wherever_it_stands() -> None:
    """Anchors find a verbatim run between texts that have nothing else in common."""
    paragraph = invented_text(99, sentences=3)
    left = f"{invented_text(1)}\n{paragraph}"
    right = f"{paragraph}\n{invented_text(2)}"

    candidates = candidate_pairs(signatures_of([left, invented_text(3), right]))

    assert (0, 2) in found(candidates.near)


def test_strangers_are_no_candidates() -> None:
    """Texts without a shared run or shared telling words are not compared."""
    candidates = candidate_pairs(signatures_of([invented_text(i) for i in range(30)]))

    assert (len(candidates.near), len(candidates.similar)) == (0, 0)


def test_the_seeds_find_each_other_by_their_terms(seeds: dict[str, Article]) -> None:
    """All ten pairs of rewrites are near by terms, at any number of strangers."""
    texts = [article.text for article in seeds.values()] + [invented_text(i) for i in range(60)]

    candidates = candidate_pairs(signatures_of(texts))

    assert set(combinations(range(5), 2)) <= found(candidates.similar)


def test_the_seeds_find_each_other_among_real_news(
    seeds: dict[str, Article], shared_folder: Path
) -> None:
    """Among 700 real articles each seed's four nearest are the other seeds."""
    texts = [article.text for article in seeds.values()]
    for name in ("basil", "ecbplus"):
        with (shared_folder / name / "articles.jsonl").open(encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines]

    candidates = candidate_pairs(signatures_of(texts))

    cosines = dict(zip(map(tuple, candidates.similar.tolist()), candidates.cosines, strict=True))
    for seed in range(5):
        ranked = sorted((p for p in cosines if seed in p), key=lambda p: -cosines[p])
        assert {other for pair in ranked[:4] for other in pair} == set(range(5))


def test_cosines_are_fractions() -> None:
    """The cosine of a text with its copy is 1, up to rounding, and never more."""
    text = invented_text(5)

    candidates = candidate_pairs(signatures_of([text, text]))

    assert candidates.cosines.tolist() == [pytest.approx(1.0)]
    assert candidates.cosines.max() <= 1.0


def test_a_crowd_of_copies_is_capped_and_reported() -> None:
    """A hundred copies are all tied to the first, not each to each."""
    candidates = candidate_pairs(signatures_of([invented_text(1)] * 100))

    assert found(candidates.near) == {(0, i) for i in range(1, 100)}
    assert max(candidates.capped) == 100


def test_a_stock_phrase_is_capped_and_reported() -> None:
    """A paragraph in more articles than an anchor may stand in ties each to the first alone."""
    paragraph = invented_text(99, sentences=3)
    texts = [f"{invented_text(i)}\n{paragraph}" for i in range(ANCHOR_CAP + 1)]

    few, many = candidate_pairs(signatures_of(texts[:-1])), candidate_pairs(signatures_of(texts))

    assert (few.capped, found(few.near)) == ((), set(combinations(range(ANCHOR_CAP), 2)))
    assert set(many.capped) == {ANCHOR_CAP + 1}
    assert found(many.near) == {(0, i) for i in range(1, ANCHOR_CAP + 1)}


def test_what_is_found_by_few_terms_is_weighed_by_more(seeds: dict[str, Article]) -> None:
    """Cosines are of twice as many terms as pairs are found by, multiplied out here."""
    signatures = signatures_of([article.text for article in seeds.values()])

    candidates = candidate_pairs(signatures)

    fuller = weigh_terms(signatures, STORY_TERMS)
    ends = fuller.first.tolist()
    vectors = [
        dict(zip(fuller.terms[a:b].tolist(), fuller.weights[a:b].tolist(), strict=True))
        for a, b in zip(ends, ends[1:], strict=False)
    ]
    assert all(MAX_TERMS < len(vector) <= STORY_TERMS for vector in vectors)
    assert candidates.cosines.tolist() == pytest.approx(
        [
            sum(weight * vectors[j].get(term, 0.0) for term, weight in vectors[i].items())
            for i, j in candidates.similar.tolist()
        ]
    )


def test_texts_without_words_meet_nobody() -> None:
    """Empty signatures are alike but are no candidates."""
    candidates = candidate_pairs(signatures_of(["", " ", "—"]))

    assert (len(candidates.near), len(candidates.similar)) == (0, 0)


def test_no_article_makes_no_pairs() -> None:
    """The empty corpus is a corpus."""
    candidates = candidate_pairs([])

    assert isinstance(candidates, Candidates)
    assert len(candidates.near) == 0


def test_schemes_do_not_mix() -> None:
    """Signatures of two schemes are refused by name."""
    mixed = [sign(tokenize("a b c"), "en"), sign(tokenize("a b c"), "en", Scheme(hash_seed=2))]

    with pytest.raises(SchemeMismatch, match="hash_seed: 1 against 2"):
        candidate_pairs(mixed)


def test_a_banding_must_fit_the_slots() -> None:
    """Slots left over would be lost in silence."""
    with pytest.raises(ValueError, match="20 bands of 5 rows need 100 slots, the scheme has 128"):
        candidate_pairs(signatures_of(["a b c"]), Banding(bands=20, rows=5))


def test_a_language_is_weighed_by_its_own_articles() -> None:
    """Among many articles in English, the commonest words of two German ones tell nothing."""
    english = [sign(tokenize("The red ferry sank."), "en")] * 20_000
    german = [
        sign(tokenize(text), "de")
        for text in (
            "Die Stadt hat am Montag nicht für die Brücke und auch nicht für die Schule bezahlt.",
            "Der Zug ist am Freitag nicht mit den anderen und auch nicht für sich gefahren.",
        )
    ]

    vectors = weigh_terms([*german, *english])

    one, two = (
        set(vectors.terms[vectors.first[i] : vectors.first[i + 1]].tolist()) for i in (0, 1)
    )
    assert one
    assert not one & two


@pytest.mark.parametrize("most", [5, 48])
def test_an_article_keeps_its_strongest_terms(most: int) -> None:
    """Unit vectors of the strongest terms, ascending; the strongest five are among all 48."""
    signatures = signatures_of([invented_text(i) for i in range(12)])

    few, all_of_them = weigh_terms(signatures, most), weigh_terms(signatures, 48)

    for i in range(12):
        own = slice(few.first[i], few.first[i + 1])
        terms = few.terms[own].tolist()
        assert terms == sorted(terms)
        assert 0 < len(terms) <= most
        assert set(terms) <= set(all_of_them.terms[all_of_them.first[i] :][:48].tolist())
        assert few.weights[own] @ few.weights[own] == pytest.approx(1)
