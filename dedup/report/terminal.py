"""A result for a person at a terminal: as many lines as a verdict needs, at any width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from dedup.articles import Article
from dedup.passages import Passage, PassageKind
from dedup.relations import Relation
from dedup.report.highlights import partner, strongest_passages, strongest_relations
from dedup.report.legible import clip, clip_middle, one_line, visible
from dedup.report.wording import (
    KIND_NAMES,
    LABELS,
    counts,
    fraction,
    letter,
    name_measures,
    origin_sentence,
    published,
    relation_phrase,
    tally,
)

if TYPE_CHECKING:
    from dedup.index import Listed, Result, Story

MEMBERS_SHOWN = 12
"""Members of a story that are listed; more would push its origin off the screen."""
REFUSED_SHOWN = 5
PASSAGES_QUOTED = 3
QUOTE_LENGTH = 240
"""Three lines of 80 columns: enough to know a passage again."""
TITLE_LENGTH = 100
ID_LENGTH = 60
COMPARED_LENGTH = 600
"""Code points of a passage that a comparison shows; copies share their whole text."""
NARROWEST_PAIR = 60
"""Columns under which two texts stand one above the other."""
NARROWEST = 20
"""Columns under which lines are cut by the terminal and no longer by us."""


def print_summary(result: Result, console: Console | None = None) -> None:
    """Print what a person wants to know first: stories, origins, strongest passages, omissions.

    Article text is quoted with its control characters visible; it cannot steer the terminal.

    Args:
        result: of a run.
        console: to print on; None is the standard output.
    """
    console = console or Console()
    _hang(console, Text(counts(result.articles, result.stories, result.skipped), "bold"))
    if not result.stories:
        _hang(console, Text("No two articles here are copies, rewrites or of one source."))
    listed = {entry.article.id: entry for entry in result.articles}
    for number, story in enumerate(result.stories, 1):
        console.print()
        _print_story(number, story, listed, console)
    refused = [
        f"{clip_middle(edge.left, ID_LENGTH)} and {clip_middle(edge.right, ID_LENGTH)}: "
        f"{edge.reason} (cosine {fraction(edge.cosine)})"
        for edge in result.refused
    ]
    skipped = [f"{skipped.place}: {skipped.reason}" for skipped in result.skipped]
    _print_list(console, "Near, but kept apart", refused, REFUSED_SHOWN)
    _print_list(console, "Skipped", skipped)
    _print_list(console, "Notes", result.notes)


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
        _hang(console, Text(clip(article.headline, TITLE_LENGTH), "bold"), letter(number), 3)
        name = clip_middle(article.id, ID_LENGTH)
        _hang(console, Text(f"{name} · {one_line(about)}" if about else name, "dim"), "", 3)
    console.print()
    verdict = Text(KIND_NAMES[relation.kind].capitalize(), "bold cyan")
    phrase = relation_phrase(relation, relation.left, "B")
    verdict.append(f"  {fraction(relation.probability)}  A: {phrase}.", "not bold default")
    _hang(console, verdict)
    _hang(console, Text(one_line(relation.why)))
    console.print()
    measures = name_measures(relation.measures)
    longest = max((len(name) for name, _ in measures), default=0)
    for name, value in measures:
        _hang(console, Text(f"{name:<{longest}}  {value}"))
    console.print()
    _hang(console, Text(tally(relation.passages), "bold"))
    for number, passage in enumerate(relation.passages, 1):
        console.print()
        _print_passage(number, passage, (left.text, right.text), console)


def _print_story(number: int, story: Story, listed: dict[str, Listed], console: Console) -> None:
    letters = {member: letter(place) for place, member in enumerate(story.members)}
    _hang(console, Text(one_line(story.headline), "bold"), f"{number}.", 4)
    _print_origin(story, letters, listed, console)
    strongest = strongest_relations(story)
    console.print()
    for member in story.members[:MEMBERS_SHOWN]:
        article = listed[member].article
        _hang(console, Text(clip(article.headline, TITLE_LENGTH)), f"    {letters[member]}", 7)
        about = (clip_middle(member, ID_LENGTH), article.publisher, published(article))
        _hang(console, Text(" · ".join(one_line(part) for part in about if part), "dim"), "", 7)
        if relation := strongest.get(member):
            tie = relation_phrase(relation, member, letters[partner(relation, member)])
            sure = fraction(relation.probability)
            _hang(console, Text(f"{relation.kind} ({sure}): {tie}", "cyan"), "", 7)
    if len(story.members) > MEMBERS_SHOWN:
        _hang(console, Text(f"and {len(story.members) - MEMBERS_SHOWN} more"), "", 7)
    for shared in strongest_passages(story.relations, PASSAGES_QUOTED):
        text = listed[shared.left].article.text
        words = text[shared.passage.left_start : shared.passage.left_end]
        holders = ", ".join(letters[member] for member in shared.holders)
        console.print()
        _hang(console, Text(clip(words, QUOTE_LENGTH), "italic"), "    >", 7)
        _hang(console, Text(f"{shared.passage.kind}, in {holders}", "dim"), "", 7)


def _print_origin(
    story: Story, letters: dict[str, str], listed: dict[str, Listed], console: Console
) -> None:
    origin = story.origin
    called = {
        member: f"{name}, “{clip(listed[member].article.headline, TITLE_LENGTH)}”"
        for member, name in letters.items()
    }
    sentence = Text(one_line(origin_sentence(origin, called)), "bold cyan")
    if origin.verdict != "undetermined":
        sentence.append(f"  {fraction(origin.probability)}", "not bold default")
    _hang(console, sentence, "", 4)
    _hang(console, Text(one_line(origin.why)), "", 4)
    if origin.nearest is not None and origin.nearest != origin.article:
        nearest = f"Nearest here: {letters[origin.nearest]}. {one_line(origin.nearest_because)}"
        _hang(console, Text(nearest), "", 4)


def _print_passage(number: int, passage: Passage, texts: tuple[str, str], console: Console) -> None:
    head = Text(f"{LABELS[passage.kind]}{number} {passage.kind}", "bold")
    head.append(f"  same words {fraction(passage.identity)}", "not bold dim")
    if passage.kind is not PassageKind.FURNITURE:
        head.append(f", evidence {passage.evidence:.0f}", "not bold dim")
    _hang(console, head)
    sides = [
        _with_runs(texts[0], passage),
        _with_runs(texts[1], passage.mirrored()),
    ]
    if console.width < NARROWEST_PAIR:
        for place, side in enumerate(sides):
            _hang(console, side, letter(place), 3)
        return
    width = (console.width - 3) // 2
    lines = [side.wrap(console, width) for side in sides]
    for row in range(max(map(len, lines))):
        left, right = (side[row] if row < len(side) else Text() for side in lines)
        left.truncate(width, pad=True)
        right.rstrip()
        _print_line(console, Text.assemble(left, (" │ ", "dim"), right))


def _with_runs(text: str, passage: Passage) -> Text:
    """Return the left side's words on one line, verbatim runs bold."""
    end = min(passage.left_end, passage.left_start + COMPARED_LENGTH)
    words = visible(text[passage.left_start : end])
    side = Text(words.translate(dict.fromkeys(map(ord, "\t\r\n"), " ")), overflow="fold")
    for start, stop, *_ in passage.runs:
        side.stylize("bold", start - passage.left_start, stop - passage.left_start)
    if end < passage.left_end:
        side.append("…")
    return side


def _print_list(
    console: Console, title: str, lines: Sequence[str], limit: int | None = None
) -> None:
    """Print lines under a title, at most ``limit`` of them; nothing where there are none."""
    if not lines:
        return
    console.print()
    _hang(console, Text(title, "bold"))
    shown = lines[:limit]
    for line in shown:
        _hang(console, Text(one_line(line)), "-", 2)
    if len(lines) > len(shown):
        _hang(console, Text(f"and {len(lines) - len(shown)} more"), "", 2)


def _hang(console: Console, body: Text, head: str = "", indent: int = 0) -> None:
    """Print text under a hanging indent, in whose first line ``head`` stands."""
    body.overflow = "fold"
    for number, line in enumerate(body.wrap(console, max(NARROWEST, console.width - indent))):
        line.rstrip()
        start = head if number == 0 else ""
        _print_line(console, Text.assemble((f"{start:<{indent}}", "bold"), line))


def _print_line(console: Console, line: Text) -> None:
    """Print one line; what the terminal's encoding cannot hold becomes a question mark."""
    if not console.encoding.startswith("utf"):
        line.plain = line.plain.encode(console.encoding, "replace").decode(console.encoding)
    console.print(line, soft_wrap=True)
