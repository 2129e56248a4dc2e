"""Results made by hand, so that what a report says of them is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dedup.articles import Article
from dedup.clusters import Refused
from dedup.index import Listed, Result, Story
from dedup.origins import Evidence, Origin
from dedup.origins.descent import Descent, Mark, Uncredited
from dedup.passages import Passage, PassageKind
from dedup.readers import Skipped
from dedup.relations import Kind, Relation

HOSTILE = (
    '<script>alert(1)</script> & "x" \x1b[31mred\x1b]0;title\x07 \u202eback\u202c \x9b2J \udc80'
)
"""What an article must not be able to do to a page or a terminal."""

GAZETTE = Article(
    "gazette.txt",
    "The old harbour bridge will close for eleven months, the council decided on Tuesday.\n"
    "“We cannot wait another winter,” mayor Ines Aldana told the Quay Post 🌉.\n"
    f"{HOSTILE}\r\nShare this story",
    publisher="The Gazette </title>",
)
HERALD = Article(
    "herald.txt",
    "Share this story\nFor eleven months the harbour bridge will be shut.\n"
    "Speaking to the Post, mayor Ines Aldana said: “We cannot wait another winter.”\n"
    "Ferries will run every twenty minutes, said the port.",
    title="Bridge shut <b>for</b> eleven months",
    url="javascript:alert(2)",
    published=datetime(2031, 3, 4, 17, 20, tzinfo=UTC),
    published_known="inferred",
)
PORT = Article(
    "port.txt",
    "Ferries will run every twenty minutes, said the port. The bridge stays shut for months.",
    url="https://port.example/ferries",
)
ALONE = Article("alone.txt", "Nothing here is like anything else.", title="A lone article")


def span(article: Article, words: str) -> tuple[int, int]:
    """Return where the words stand in the article."""
    start = article.text.index(words)
    return start, start + len(words)


def passage(
    left: Article,
    right: Article,
    words: tuple[str, str],
    kind: PassageKind,
    evidence: float,
    run: tuple[str, str] | None = None,
) -> Passage:
    """Return the passage of these words in two articles."""
    runs = ((*span(left, run[0]), *span(right, run[1])),) if run else ()
    spans = (*span(left, words[0]), *span(right, words[1]))
    sentences = (spans,) if kind is PassageKind.REWORDED else ()
    return Passage(*spans, kind, evidence, 0.7, runs, sentences)


def related(
    left: Article,
    right: Article,
    kind: Kind,
    passages: Sequence[Passage] = (),
    probability: float = 0.8,
    container: str | None = None,
) -> Relation:
    """Return a relation with a reason that a test can look for."""
    why = f"Because of {left.id} and {right.id}."
    ordered = tuple(sorted(passages))
    measures = {"jaccard": 0.25, "longest_run": 17.0}
    return Relation(left.id, right.id, kind, probability, measures, ordered, why, container)


BRIDGE = ("The old harbour bridge will close for eleven months", "For eleven months the harbour")
QUOTE = ("“We cannot wait another winter,”", "“We cannot wait another winter.”")
SHARE = ("Share this story", "Share this story")
FERRIES = "Ferries will run every twenty minutes, said the port."

REWRITE = related(
    GAZETTE,
    HERALD,
    Kind.REWRITE,
    [
        passage(GAZETTE, HERALD, BRIDGE, PassageKind.REWORDED, 31.4, ("harbour", "harbour")),
        passage(GAZETTE, HERALD, QUOTE, PassageKind.QUOTATION, 22.9),
        passage(GAZETTE, HERALD, SHARE, PassageKind.FURNITURE, 0.0),
    ],
)
REUSE = related(
    HERALD,
    PORT,
    Kind.PARTIAL_REUSE,
    [passage(HERALD, PORT, (FERRIES, FERRIES), PassageKind.VERBATIM, 40.0, (FERRIES, FERRIES))],
    probability=0.7,
)
SAME_EVENT = related(GAZETTE, PORT, Kind.SAME_EVENT, probability=0.6)

ORIGIN = Origin(
    verdict="outside",
    article=None,
    name="Quay Post",
    nearest="herald.txt",
    nearest_because="It alone keeps the short name.",
    probability=0.84,
    margin=None,
    evidence=(
        Evidence(
            "gazette.txt", *span(GAZETTE, "told the Quay Post"), "told", "the Quay Post",
            "Quay Post", None, 2.0, 1.0, 1.0, ("herald.txt",), "for", None,
        ),
        Evidence(
            "herald.txt", *span(HERALD, "Speaking to the Post"), "speaking-to", "the Post",
            "Quay Post", "the full name stands in gazette.txt", 1.4, 1.0, 0.7, (), "for", None,
        ),
        Evidence(
            "herald.txt", *span(HERALD, "said the port"), "said", "the port", "the port",
            None, 0.0, 0.1, 0.5, (), "rejected", "a port is no outlet",
        ),
        Evidence(
            "port.txt", 0, 0, "byline", "The <Tide>", "The Tide",
            None, 0.5, 0.1, 1.0, (), "against", None,
        ),
    ),
    why="Both credit the Quay Post with the quotation they share.",
    would_change=("An article of the Quay Post in the set.",),
)  # fmt: skip
UNDETERMINED = Origin("undetermined", None, None, None, "", 0.0, None, (), "Nothing tells.", ())

STORY = Story(
    id="s3f0c9a1b7e",
    headline="Two rewrites <from> one report by Quay Post that is not in this set.",
    members=("gazette.txt", "herald.txt", "port.txt"),
    medoid="herald.txt",
    families=(("gazette.txt",), ("herald.txt",), ("port.txt",)),
    relations=(REWRITE, SAME_EVENT, REUSE),
    origin=ORIGIN,
)
ARTICLES = (ALONE, GAZETTE, HERALD, PORT)
RESULT = Result(
    articles=tuple(
        Listed(
            article,
            len(article.text.split()),
            (span(article, "Share this story"),) if "Share this" in article.text else (),
        )
        for article in ARTICLES
    ),
    stories=(STORY,),
    refused=(Refused("alone.txt", "port.txt", None, 0.21, "too far from the others"),),
    skipped=(Skipped("empty\x1b[2J.txt", "the file is empty"),),
    notes=("gazette.txt: read as windows-1252",),
    settings={"banding": {"bands": 32, "rows": 4}, "story_affinity": 0.2},
)


SPREAD = replace(
    ORIGIN,
    descents=(
        Descent("gazette.txt", None, "Quay Post", 0.82, "gazette.txt credits it first."),
        Descent("herald.txt", "gazette.txt", None, 0.7, "It re-words gazette.txt."),
        Descent("port.txt", "herald.txt", None, 0.6, "It holds a sentence of herald.txt."),
    ),
    marks=(
        Mark(
            "herald.txt", *span(HERALD, "the Post"), "copied-self-alias", None, 0, 0, 0.4,
            "It says <the Post> without a full name.",
        ),
    ),
    uncredited=(Uncredited("port.txt", "herald.txt", "The Herald", 0.6, "Nobody is credited."),),
)  # fmt: skip
SPREAD_RESULT = replace(RESULT, stories=(replace(STORY, origin=SPREAD),))
"""The same with all that can be said of each member."""


def copies_result(copies: int) -> Result:
    """Return a result of one story: a text at many outlets, and one rewrite of it."""
    names = [f"a{number:04}.txt" for number in range(copies)]
    text = "The tide came in. " * 20
    articles = [
        Article(
            name, text, title="One text", publisher=f"Outlet {number}",
            published=datetime(2031, 3, 4, tzinfo=UTC) + number * timedelta(minutes=7),
        )
        for number, name in enumerate(names)
    ]  # fmt: skip
    other = Article("z.txt", "In came the tide, again and again.", title="Another")
    whole = Passage(0, len(text), 0, len(text), PassageKind.VERBATIM, 90.0, 1.0)
    relations = [Relation(names[0], n, Kind.EXACT, 1.0, {}, (whole,), "Same.") for n in names[1:]]
    reworded = Passage(0, 16, 0, 16, PassageKind.REWORDED, 30.0, 0.6)
    relations.append(Relation(names[0], "z.txt", Kind.REWRITE, 0.8, {}, (reworded,), "Retold."))
    story = Story(
        id="s00000000c0",
        headline="A text at many outlets.",
        members=(*names, "z.txt"),
        medoid=names[0],
        families=(tuple(names), ("z.txt",)),
        relations=tuple(relations),
        origin=UNDETERMINED,
    )
    listed = [Listed(article, len(article.text.split()), ()) for article in (*articles, other)]
    return Result(articles=tuple(listed), stories=(story,))


def large_result(stories: int, members: int, words: int) -> Result:
    """Return a result of many stories in which each pair shares a third of its text."""
    articles, found = [], []
    for number in range(stories):
        text = " ".join(f"word{number}x{i}" for i in range(words))
        names = [f"s{number:03}/a{i:02}.txt" for i in range(members)]
        articles += [Article(name, text) for name in names]
        shared = Passage(0, len(text) // 3, 0, len(text) // 3, PassageKind.REWORDED, 50.0, 0.5)
        pairs = [(a, b) for a in names for b in names if a < b]
        relations = [Relation(a, b, Kind.REWRITE, 0.8, {}, (shared,), "Why.") for a, b in pairs]
        found.append(
            Story(
                id=f"s{number:010x}",
                headline=f"Story {number}.",
                members=tuple(names),
                medoid=names[0],
                families=tuple((name,) for name in names),
                relations=tuple(relations),
                origin=UNDETERMINED,
            )
        )
    listed = tuple(Listed(article, words, ()) for article in articles)
    return Result(articles=listed, stories=tuple(found))
