"""A story as the page's script reads it: members, texts, origin, spread, quotations, pairs."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from dedup.articles import Article
from dedup.clusters import Refused
from dedup.passages import PassageKind
from dedup.relations import Relation
from dedup.report.choice import ARTICLE_TEXT, choose_pairs
from dedup.report.families import count_voices, families_of
from dedup.report.highlights import nearest_first, partner, strongest_passages, strongest_relations
from dedup.report.ledger import pack_origin
from dedup.report.legible import clip, visible
from dedup.report.makeup import MakeUp
from dedup.report.passages import KIND_NUMBERS, pack_pairs
from dedup.report.propagation import grow_tree
from dedup.report.quotations import trace_quotations
from dedup.report.timeline import lay_out_times
from dedup.report.units import Units
from dedup.report.wording import letter, moment, relation_phrase, shown_headline

if TYPE_CHECKING:
    from dedup.index import Listed, Story

QUOTED_PASSAGES = 3
QUOTED_LENGTH = 320
"""Code points of a passage at the head of a story; the pair views have all of it."""
NAME_LENGTH = 200
"""Code points of titles, publishers and ids; a title of ten million is no title."""
REFUSED_SHOWN = 6
"""Articles that are near a story and not of it; their number is told."""
REFUSED_TITLE = 90

_PART_BEFORE, _PART_AFTER = frozenset("_/."), frozenset("_/")
"""What makes a name the part of a longer one, beside letters and digits."""

_NUMBER = re.compile(
    r"(?<![\w.,:/%$€£+-])\d+(?![\w%/:-]|[.,]\d|\.\w"
    r"| (?:of|texts?|articles?|words?(?! otherwise)|quotations?|outlets?|votes?|members?|copies|"
    r"versions?|times|days?|more|others?|independent|different)\b|[^“”]*”)"
)
"""A number by itself that counts nothing and is not quoted: in our reasons, an article's id."""


def pack_story(
    story: Story,
    listed: Mapping[str, Listed],
    make_ups: Mapping[str, MakeUp],
    refused: Sequence[Refused],
    units: Mapping[str, Units],
    called: Callable[[str], str],
) -> dict[str, Any]:
    """Return what the views of a story and of its pairs show, its texts aside.

    Args:
        story: of two or more articles.
        listed: the articles, by id.
        make_ups: what each member is made of.
        refused: edges that end at a member of this story.
        units: what turns offsets of the members' texts into a browser's.
        called: what an article of another story is called, by id.
    """
    letters = {member: letter(place) for place, member in enumerate(story.members)}
    numbers = {member: place for place, member in enumerate(story.members)}
    chosen, told = choose_pairs(story), name_by_letters(letters)
    strongest = strongest_relations(story)
    families = families_of(story)
    return {
        "members": [
            _member(listed[member], letters, strongest.get(member), numbers, make_ups[member])
            for member in story.members
        ],
        "families": [
            [numbers[family.face], *(numbers[m] for m in family.members if m != family.face)]
            for family in families
        ],
        "voices": count_voices(story),
        "original": numbers.get(story.origin.article or ""),
        "origin": pack_origin(story.origin, listed, numbers, units, told),
        "tree": _tree(story, numbers, told),
        "times": lay_out_times(story.members, listed),
        "quotes": _quotes(story.relations, listed, numbers),
        "lineage": trace_quotations(
            _between([family.face for family in families], story.relations), listed, letters
        ),
        "refused": [
            _refused(edge, called, numbers) for edge in nearest_first(refused, REFUSED_SHOWN)
        ],
        "refused_count": len(refused),
        "compared": len(story.relations),
        **pack_pairs(chosen, numbers, units, told),
    }


def pack_texts(
    story: Story,
    listed: Mapping[str, Listed],
    shown: Collection[str],
    units: Mapping[str, Units],
) -> list[Any]:
    """Return the members' texts with their furniture: each text once, later ones by its number.

    Returns:
        For each member [text, whether it was cut, flat furniture], the number of an earlier
        member with the same text, or None where it is not on the page.
    """
    first: dict[str, int] = {}
    packed: list[Any] = []
    for place, member in enumerate(story.members):
        entry = listed[member]
        text = entry.article.text
        if member not in shown:
            packed.append(None)
        elif first.setdefault(text, place) < place:
            packed.append(first[text])
        else:
            furniture = units[member].all([offset for span in entry.furniture for offset in span])
            cut = text[:ARTICLE_TEXT]
            packed.append([visible(cut), len(cut) < len(text), furniture])
    return packed


def name_by_letters(letters: Mapping[str, str]) -> Callable[[str], str]:
    """Return what puts the members' letters in the place of their ids in a sentence.

    Reasons name articles by id, or by id without a suffix; a reader of the page knows them by
    letter. Short ids and bare words stay, since they may be words of the sentence; numbers are
    letters where nothing is counted.
    """
    names = {}
    for member, name in letters.items():
        stem = re.sub(r"\.\w{2,5}$", "", member)
        names[member] = name
        names.setdefault(stem, name)
        names.setdefault(stem.rpartition("/")[2], name)
    numbers = {n for n in names if n.isdecimal()}
    ids = [n for n in names if n not in numbers and len(n) >= 6 and re.search(r"[\d_./-]", n)]
    if not ids and not numbers:
        return visible
    known: dict[str, str] = {}  # the tree, the pairs and the descents tell the same reasons

    def told(sentence: str) -> str:
        if sentence not in known:
            renamed = _renamed(sentence, names, [i for i in ids if i in sentence])
            if numbers:
                renamed = _NUMBER.sub(lambda n: names.get(n[0], n[0]), renamed)
            known[sentence] = visible(renamed)
        return known[sentence]

    return told


def _renamed(sentence: str, names: Mapping[str, str], ids: Sequence[str]) -> str:
    """Return a sentence with ids, the longest first, replaced where they stand by themselves.

    An expression of all ids of a story would do it too, and takes longer to compile than all
    sentences of the story take to search.
    """
    pieces, at = [], 0
    for place, length, name in sorted((i, -len(n), n) for n in ids for i in _places(n, sentence)):
        if place >= at:
            pieces += [sentence[at:place], names[name]]
            at = place - length
    return "".join([*pieces, sentence[at:]])


def _places(name: str, sentence: str) -> Iterator[int]:
    """Yield where a name stands by itself."""
    at = sentence.find(name)
    while at >= 0:
        before, after = sentence[at - 1 : at], sentence[at + len(name) : at + len(name) + 1]
        inside = before.isalnum() or before in _PART_BEFORE
        if not inside and not after.isalnum() and after not in _PART_AFTER:
            yield at
        at = sentence.find(name, at + 1)


def short(name: str | None) -> str:
    """Return a name as the page shows it: one line, controls visible, of bounded length."""
    return clip(name or "", NAME_LENGTH)


def web_address(article: Article) -> str:
    """Return the article's address if it is one that may be followed, else ""."""
    url = article.url or ""
    return visible(url) if url.lower().startswith(("http://", "https://")) else ""


def _member(
    entry: Listed,
    letters: Mapping[str, str],
    tie: Relation | None,
    numbers: Mapping[str, int],
    make_up: MakeUp,
) -> dict[str, Any]:
    article = entry.article
    packed = {
        "letter": letters[article.id],
        "id": short(article.id),
        "title": short(shown_headline(entry)),
        "url": web_address(article),
        "publisher": short(article.publisher),
        "words": entry.words,
        "parts": [round(share, 3) for share in make_up],
        "language": short(article.language),
    }
    if article.published:
        packed |= {
            "time": moment(article.published),
            "iso": article.published.isoformat(),
            "known": article.published_known,
        }
    if tie:
        other = partner(tie, article.id)
        packed["tie"] = [
            relation_phrase(tie, article.id, letters[other]),
            round(tie.probability, 2),
            numbers[other],
            KIND_NUMBERS[tie.kind],
        ]
    return packed


def _between(faces: Sequence[str], relations: Sequence[Relation]) -> list[Relation]:
    held = set(faces)
    return [r for r in relations if r.left in held and r.right in held]


def _tree(
    story: Story, numbers: Mapping[str, int], told: Callable[[str], str]
) -> list[dict[str, Any]]:
    return [
        {
            "member": None if branch.outside else numbers[branch.name],
            "name": short(branch.name) if branch.outside else "",
            "copies": branch.copies,
            "parent": branch.parent,
            "known": branch.known,
            "probability": None if branch.probability is None else round(branch.probability, 2),
            "why": told(branch.why),
            "hidden": branch.hidden,
            "at": [branch.column, branch.row],
        }
        for branch in grow_tree(story)
    ]


def _quotes(
    relations: Sequence[Relation], listed: Mapping[str, Listed], numbers: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Return what a story shares most; what is re-worded also in the words of the other side."""
    packed = []
    for shared in strongest_passages(relations, QUOTED_PASSAGES):
        text = listed[shared.left].article.text
        words = text[shared.passage.left_start : shared.passage.left_end]
        if words:
            text = listed[shared.right].article.text
            other = text[shared.passage.right_start : shared.passage.right_end]
            reworded = shared.passage.kind is PassageKind.REWORDED
            packed.append(
                {
                    "words": clip(words, QUOTED_LENGTH),
                    "other": clip(other, QUOTED_LENGTH) if reworded else "",
                    "kind": str(shared.passage.kind),
                    "in": [numbers[member] for member in shared.holders],
                    "pair": [numbers[shared.left], numbers[shared.right]],
                }
            )
    return packed


def call_shortly(listed: Mapping[str, Listed]) -> Callable[[str], str]:
    """Return what gives an article's headline, cut short, by id."""
    return cache(lambda id_: clip(shown_headline(listed[id_]), REFUSED_TITLE))


def _refused(
    edge: Refused, called: Callable[[str], str], numbers: Mapping[str, int]
) -> dict[str, Any]:
    """Return an edge whose sides are members by number, or others by headline."""
    return {
        "sides": [
            numbers[side] if side in numbers else called(side) for side in (edge.left, edge.right)
        ],
        "kind": KIND_NUMBERS[edge.kind] if edge.kind else None,
        "cosine": f"{edge.cosine:.2f}",
        "reason": visible(edge.reason),
    }
