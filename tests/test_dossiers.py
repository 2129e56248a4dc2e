"""Dossiers: opened together or alone, they say the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import invented_text, texts

from dedup import dossiers
from dedup.articles import Article
from dedup.dossiers import Dossier, open_dossier, open_dossiers
from dedup.passages import prepare

NEWS = st.sampled_from(
    [
        "",
        "1,300 men and 1 300 women; 12,300,405 in all. Share this story",
        "The mayor said on Monday that the bridge is closed. “It rains,” she said.\nRead more: no",
        "Die Brücke ist seit dem 3. März gesperrt, sagte die Bürgermeisterin am Montag.",
        "Міст закрито з понеділка, сказала мерка. 1 300 людей чекають на березі річки.",
        "東京で雨が降る。",
        "a b c 300",
        "400",
    ]
)


def facts(dossier: Dossier) -> list[object]:
    """Return all that a dossier says."""
    own = dossier.signature
    return [
        dossier.id,
        dossier.language,
        dossier.tokens.words,
        dossier.stems,
        dossier.rarity.tolist(),
        own.digest,
        own.words,
        own.shingles.tolist(),
        own.minhash.tolist(),
        own.anchors.tolist(),
        list(own.terms.items()),
        len(prepare(dossier.tokens)),
    ]


@given(st.lists(st.one_of(NEWS, texts), max_size=8), st.integers(1, 3), st.integers(1, 200))
def test_articles_opened_together_are_as_opened_alone(
    many: list[str], threads: int, letters: int
) -> None:
    """Whatever else is in the batch, however large it is, on any threads."""
    articles = [Article(id=str(i), text=text) for i, text in enumerate(many)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dossiers, "BATCH_LETTERS", letters)
        together = list(open_dossiers(articles, threads=threads))

    assert [facts(one) for one in together] == [facts(open_dossier(a)) for a in articles]


def test_what_only_a_corpus_shows_is_furniture() -> None:
    """By id, of the article that has it and of no other, alone as together."""
    own, line = invented_text(3), "All news of the harbour in one place."
    articles = [Article(id=name, text=f"{own}\n{line}") for name in "ab"]
    span = (len(own) + 1, len(own) + 1 + len(line))

    together = list(open_dossiers(articles, repeated={"b": [span]}))

    alone = [open_dossier(articles[0]), open_dossier(articles[1], repeated=[span])]
    assert [one.tokens.furnished.sum() for one in together] == [0, len(line.split())]
    assert together[1].tokens.furnished[-8:].all()
    assert [facts(one) for one in together] == [facts(one) for one in alone]


@pytest.mark.parametrize("gap", [",", ".", "\u00a0", "\u202f", "'", "’"])
def test_a_number_is_one_word_however_it_is_grouped(gap: str) -> None:
    """Three digits behind one to three, and behind three."""
    text = f"They had 1{gap}300 and 12{gap}300{gap}405 men in the 1900's"

    stems = open_dossier(Article(id="a", text=text)).stems

    assert [stem for stem in stems if stem.isdecimal()] == ["1300", "12300405", "1900"]


@pytest.mark.parametrize("apart", ["2026, 300", "1 300", "2026,300", "12,3000", "12/300"])
def test_two_numbers_stay_two(apart: str) -> None:
    """A year before a number, a list, and what a plain space parts."""
    stems = open_dossier(Article(id="a", text=f"They had {apart} men")).stems

    assert sum(stem.isdecimal() for stem in stems) == 2


def test_no_number_goes_on_in_another_text() -> None:
    """The first word of a text stands where the last of the one before would go on."""
    articles = [Article(id="a", text="12"), Article(id="b", text="   300")]

    together = list(open_dossiers(articles))

    assert [one.stems for one in together] == [("12",), ("300",)]


def test_a_stated_language_is_taken() -> None:
    """By its first two letters, whatever the words are."""
    articles = [Article(id=str(i), text="the bridge", language=said) for i, said in
                enumerate(["DE-at", "", None])]  # fmt: skip

    assert [one.language for one in open_dossiers(articles)] == ["de", "en", "en"]


def test_signatures_are_what_their_definition_says() -> None:
    """Shingles are distinct and ascending; terms are the rarest stems, by weight, then by name."""
    text = invented_text(7)

    dossier = open_dossier(Article(id="a", text=text))

    own = dossier.signature
    rarity = dict(zip(dossier.stems, dossier.rarity.tolist(), strict=True))
    weights = [(-weight * rarity[stem], stem) for stem, weight in own.terms.items()]
    assert own.shingles.tolist() == sorted(set(own.shingles.tolist()))
    assert weights == sorted(weights)
    left = [w for stem, w in rarity.items() if stem not in own.terms]
    assert len(own.terms) == 96
    assert all(w <= -weights[-1][0] for w in left)
