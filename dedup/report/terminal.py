"""A result for a person at a terminal: as many lines as a verdict needs, at any width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from dedup.articles import Article
from dedup.index import Listed
from dedup.passages import Passage, PassageKind
from dedup.passages.passage import Quad
from dedup.relations import Relation
from dedup.report.families import Family, count_voices, families_of
from dedup.report.highlights import nearest_first, partner, strongest_passages, strongest_relations
from dedup.report.legible import clip, clip_middle, one_line, visible
from dedup.report.lines import ID_LENGTH, NAME_LENGTH, hang, print_line, print_list
from dedup.report.stories import name_by_letters
from dedup.report.titles import telling_title
from dedup.report.wording import (
    KIND_NAMES,
    LABELS,
    counted,
    counts,
    fraction,
    letter,
    name_measures,
    origin_sentence,
    published,
    relation_phrase,
    shown_headline,
    tally,
)

if TYPE_CHECKING:
    from dedup.index import Result, Story

STORIES_IN_FULL = 8
"""Stories that are told in full, largest first; each takes about half a screen."""
STORIES_NAMED = 40
"""Stories beyond those that get a line."""
TITLE_LENGTH = 60
"""Code points of the title of a story that gets a line."""
MEMBERS_SHOWN = 12
"""Texts of a story that are listed; more would push its origin off the screen."""
COPIES_NAMED = 12
LETTER_ROOM = 3
"""Columns for a member's letter; three-letter ones come after 702 members."""
REFUSED_SHOWN = 5
PASSAGES_QUOTED = 3
QUOTE_LENGTH = 240
"""Three lines of 80 columns: enough to know a passage again."""
COMPARED_LENGTH = 600
"""Code points of a passage that a comparison shows; copies share their whole text."""
SENTENCES_SHOWN = 40
"""Pairs of sentences of one passage that a comparison shows."""
NARROWEST_PAIR = 60
"""Columns under which two texts stand one above the other."""


def print_summary(result: Result, console: Console | None = None) -> None:
    """Print what a person wants to know first: stories, origins, strongest passages, omissions.

    Article text is quoted with its control characters visible; it cannot steer the terminal.

    Args:
        result: of a run.
        console: to print on; None is the standard output.
    """
    console = console or Console()
    hang(console, Text(counts(result.articles, result.stories, result.skipped), "bold"))
    if not result.stories and len(result.articles) > 1:
        hang(console, Text("No two articles here are copies, rewrites or of one source."))
    listed = {entry.article.id: entry for entry in result.articles}
    for number, story in enumerate(result.stories[:STORIES_IN_FULL], 1):
        console.print()
        _print_story(number, story, listed, console)
    _print_others(result.stories, listed, console)
    refused = [
        f"“{clip(shown_headline(listed[edge.left]), TITLE_LENGTH)}” and "
        f"“{clip(shown_headline(listed[edge.right]), TITLE_LENGTH)}”: "
        f"{edge.reason} (cosine {fraction(edge.cosine)})"
        for edge in nearest_first(result.refused, REFUSED_SHOWN)
    ]
    skipped = [f"{skipped.place}: {skipped.reason}" for skipped in result.skipped]
    print_list(console, "Near, but kept apart", refused, more=len(result.refused) - len(refused))
    print_list(console, "Skipped", skipped)
    print_list(console, "Notes", result.notes)


def _print_others(stories: Sequence[Story], listed: Mapping[str, Listed], console: Console) -> None:
    """Print a line for each story beyond those in full, and how many have none."""
    others = stories[STORIES_IN_FULL : STORIES_IN_FULL + STORIES_NAMED]
    if not others:
        return
    console.print()
    for number, story in enumerate(others, STORIES_IN_FULL + 1):
        line = Text(clip(telling_title(story, listed), TITLE_LENGTH), "bold")
        line.append(f"  {one_line(story.headline)} {story_size(story)}", "not bold dim")
        hang(console, line, f"{number}.", 5)
    if left := len(stories) - STORIES_IN_FULL - len(others):
        words = f"and {counted(left, 'smaller story', 'smaller stories')}; -o report.html has all"
        hang(console, Text(words), "", 5)


def print_comparison(
    relation: Relation, left: Article, right: Article, console: Console | None = None
) -> None:
    """Print what two articles are to each other, why, and what they share, side by side.

    Args:
        relation: of the two.
        left: the article of its left side.
        right: the article of its right side.
        console: to print on; None is the standard output. Under ``NARROWEST_PAIR`` columns, the
            sides stand one above the other.
    """
    console = console or Console()
    for number, article in enumerate((left, right)):
        about = " · ".join(filter(None, (article.publisher, published(article))))
        title = clip(shown_headline(Listed(article, 0, ())), NAME_LENGTH)
        hang(console, Text(title, "bold"), letter(number), 3)
        name = clip_middle(article.id, ID_LENGTH)
        hang(console, Text(f"{name} · {one_line(about)}" if about else name, "dim"), "", 3)
    console.print()
    verdict = Text(KIND_NAMES[relation.kind].capitalize(), "bold cyan")
    phrase = relation_phrase(relation, relation.left, "B")
    verdict.append(f"  {fraction(relation.probability)}  A: {phrase}.", "not bold default")
    hang(console, verdict)
    told = name_by_letters({left.id: "A", right.id: "B"})
    hang(console, Text(one_line(told(relation.why))))
    console.print()
    hang(console, Text(tally(relation.passages), "bold"))
    for number, passage in enumerate(relation.passages, 1):
        console.print()
        _print_passage(number, passage, (left.text, right.text), console)
    measures = name_measures(relation.measures)
    longest = max((len(name) for name, _ in measures), default=0)
    console.print("\nMeasures", style="bold")
    for name, value in measures:
        hang(console, Text(f"{name:<{longest}}  {value}"))


def _print_story(number: int, story: Story, listed: dict[str, Listed], console: Console) -> None:
    letters = {member: letter(place) for place, member in enumerate(story.members)}
    hang(console, Text(one_line(story.headline), "bold"), f"{number}.", 4)
    if story.origin.verdict != "in-corpus":  # which the headline names
        hang(console, Text(about(story, listed)), "", 4)
    hang(console, Text(story_size(story), "dim"), "", 4)
    print_origin(story, letters, listed, console)
    console.print()
    families = sorted(families_of(story), key=lambda family: family.face)
    strongest = strongest_relations(story)
    for family in families[:MEMBERS_SHOWN]:
        print_member(family, letters, listed, strongest.get(family.face), console)
    if len(families) > MEMBERS_SHOWN:
        left = sum(len(family.members) for family in families[MEMBERS_SHOWN:])
        texts = counted(len(families) - MEMBERS_SHOWN, "other text")
        hang(console, Text(f"and {counted(left, 'article')} with {texts}"), "", 7)
    for shared in strongest_passages(story.relations, PASSAGES_QUOTED):
        text = listed[shared.left].article.text
        words = text[shared.passage.left_start : shared.passage.left_end]
        if not words:  # the result was kept without its texts
            continue
        holders = ", ".join(letters[member] for member in shared.holders)
        console.print()
        hang(console, Text(clip(words, QUOTE_LENGTH), "italic"), "    >", 7)
        hang(console, Text(f"{shared.passage.kind}, in {holders}", "dim"), "", 7)


def about(story: Story, listed: Mapping[str, Listed]) -> str:
    """Return what a story is about: the title by which a reader knows it, and how many others."""
    title = clip(telling_title(story, listed), NAME_LENGTH)
    return f"“{title}” and {counted(len(story.members) - 1, 'other')}"


def story_size(story: Story) -> str:
    """Return how many articles, texts and independent voices a story has."""
    voices, texts = count_voices(story), len(families_of(story))
    parts = [
        counted(len(story.members), "article"),
        counted(texts, "text") if texts < len(story.members) else "",
        "1 source" if voices == 1 else counted(voices, "independent voice"),
    ]
    return ", ".join(part for part in parts if part)


def print_member(
    family: Family,
    letters: Mapping[str, str],
    listed: Mapping[str, Listed],
    tie: Relation | None,
    console: Console,
) -> None:
    """Print one text of a story: its headline, where it is from, its copies, what ties it.

    Args:
        family: the member that stands for the text, and the others that have it.
        letters: the members' short names, by id.
        listed: the articles, by id.
        tie: the relation that ties it to the story most.
        console: to print on.
    """
    face = family.face
    article = listed[face].article
    title = clip(shown_headline(listed[face]), NAME_LENGTH)
    hang(console, Text(title), f"    {letters[face]}", 4 + LETTER_ROOM)
    about = (clip_middle(face, ID_LENGTH), article.publisher, published(article))
    line = " · ".join(one_line(part) for part in about if part)
    hang(console, Text(line, "dim"), "", 4 + LETTER_ROOM)
    copies = [member for member in family.members if member != face]
    if copies:
        names = ", ".join(letters[member] for member in copies[:COPIES_NAMED])
        more = f" and {len(copies) - COPIES_NAMED} more" if len(copies) > COPIES_NAMED else ""
        line = f"+ {counted(len(copies), 'copy', 'copies')} of this text: {names}{more}"
        hang(console, Text(line), "", 4 + LETTER_ROOM)
    if tie:
        phrase = relation_phrase(tie, face, letters[partner(tie, face)])
        line = f"{tie.kind} ({fraction(tie.probability)}): {phrase}"
        hang(console, Text(line, "cyan"), "", 4 + LETTER_ROOM)


def print_origin(
    story: Story, letters: Mapping[str, str], listed: Mapping[str, Listed], console: Console
) -> None:
    """Print the verdict on a story's origin and its reason."""
    origin = story.origin
    called = {
        member: f"{name}, “{clip(shown_headline(listed[member]), NAME_LENGTH)}”"
        for member, name in letters.items()
    }
    sentence = Text(one_line(origin_sentence(origin, called)), "bold cyan")
    if origin.verdict != "undetermined":
        sentence.append(f"  {fraction(origin.probability)}", "not bold default")
    hang(console, sentence, "", 4)
    told = name_by_letters(letters)
    hang(console, Text(one_line(told(origin.why))), "", 4)
    if origin.nearest is not None and origin.nearest != origin.article:
        nearest = (
            f"Nearest here: {letters[origin.nearest]}. {one_line(told(origin.nearest_because))}"
        )
        hang(console, Text(nearest), "", 4)


def _print_passage(number: int, passage: Passage, texts: tuple[str, str], console: Console) -> None:
    head = Text(f"{LABELS[passage.kind]}{number} {passage.kind}", "bold")
    head.append(f"  same words {fraction(passage.identity)}", "not bold dim")
    if passage.kind is not PassageKind.FURNITURE:
        head.append(f", evidence {passage.evidence:.0f}", "not bold dim")
    hang(console, head)
    # Sentence beside sentence is read at once; a whole page beside another is not.
    pairs = passage.sentences if len(passage.sentences) > 1 else (_whole(passage),)
    for place, (left_start, left_end, right_start, right_end) in enumerate(pairs[:SENTENCES_SHOWN]):
        if place:
            print_line(console, Text("·", "dim"))
        left = _with_runs(texts[0], passage, left_start, left_end)
        right = _with_runs(texts[1], passage.mirrored(), right_start, right_end)
        _print_beside(left, right, console)
    if len(pairs) > SENTENCES_SHOWN:
        left_over = counted(len(pairs) - SENTENCES_SHOWN, "more pair of sentences", "more pairs")
        hang(console, Text(f"and {left_over}", "dim"))


def _whole(passage: Passage) -> Quad:
    return passage.left_start, passage.left_end, passage.right_start, passage.right_end


def _print_beside(left: Text, right: Text, console: Console) -> None:
    """Print two texts in columns, or under each other where the terminal is narrow."""
    if console.width < NARROWEST_PAIR:
        for place, side in enumerate((left, right)):
            hang(console, side, letter(place), 3)
        return
    width = (console.width - 3) // 2
    lines = [side.wrap(console, width) for side in (left, right)]
    for row in range(max(map(len, lines))):
        one, two = (side[row] if row < len(side) else Text() for side in lines)
        one.truncate(width, pad=True)
        two.rstrip()
        print_line(console, Text.assemble(one, (" │ " if two else " │", "dim"), two))


def _with_runs(text: str, passage: Passage, start: int, end: int) -> Text:
    """Return words of the passage's left side on one line, verbatim runs bold."""
    shown = min(end, start + COMPARED_LENGTH)
    words = visible(text[start:shown])
    side = Text(words.translate(dict.fromkeys(map(ord, "\t\r\n"), " ")), overflow="fold")
    for first, last, *_ in passage.runs:
        if last > start and first < shown:
            side.stylize("bold", max(first - start, 0), last - start)
    if shown < end:
        side.append("…")
    return side
