"""The reasoning about one story, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from dedup.attributions import in_sentence
from dedup.errors import InputError
from dedup.origins import Evidence, Origin
from dedup.origins.descent import Descent
from dedup.report.families import families_of
from dedup.report.highlights import by_strength, strongest_relations
from dedup.report.legible import clip, one_line, passage_context
from dedup.report.lines import hang, print_list
from dedup.report.makeup import PARTS, make_ups
from dedup.report.stories import name_by_letters
from dedup.report.terminal import about, print_member, print_origin, story_size
from dedup.report.wording import (
    KIND_NAMES,
    fraction,
    letter,
    shown_headline,
    tally,
)

if TYPE_CHECKING:
    from dedup.index import Listed, Result, Story

CONTEXT = 100
"""Code points on either side of an attribution: with it, two lines of 80 columns."""
PAIRS_SHOWN = 40
ROWS_SHOWN = 40
_STANCES = {
    "for": "Speaks for it",
    "against": "Speaks against it, for a rival",
    "rejected": "Read, but counted as nothing",
}


def find_story(result: Result, wanted: str) -> Story:
    """Return the story that a person means.

    Args:
        result: of a run.
        wanted: its number from 1, its id or a beginning of that which no other has, or the id of
            an article in it.

    Raises:
        InputError: there is none, or more than one.
    """
    for story in result.stories:
        if wanted == story.id or wanted in story.members:
            return story
    if wanted.isdecimal() and 1 <= int(wanted) <= len(result.stories):
        return result.stories[int(wanted) - 1]
    found = [story for story in result.stories if wanted and story.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(story.id for story in found[:5])
        raise InputError(wanted, f"begins the ids of {len(found)} stories: {ids}; give more of it")
    known = (
        f"there are {len(result.stories)}, numbered from 1" if result.stories else "there is none"
    )
    if any(entry.article.id == wanted for entry in result.articles):
        raise InputError(wanted, f"is an article that stands alone, in no story; {known}")
    raise InputError(
        wanted, f"is no story of this result; {known}. Give a number, an id, or an article's id"
    )


def print_explanation(result: Result, story: Story, console: Console | None = None) -> None:
    """Print all that the verdict on one story rests on.

    Args:
        result: that the story is of.
        story: one of its stories.
        console: to print on; None is the standard output.
    """
    console = console or Console()
    listed = {entry.article.id: entry for entry in result.articles}
    letters = {member: letter(place) for place, member in enumerate(story.members)}
    told = name_by_letters(letters)
    hang(console, Text(one_line(story.headline), "bold"))
    if story.origin.verdict != "in-corpus":
        hang(console, Text(about(story, listed)))
    hang(console, Text(f"{story.id} · {story_size(story)}", "dim"))
    console.print()
    print_origin(story, letters, listed, console)
    _print_ledger(story.origin, letters, listed, console)
    print_list(
        console, "What would change this", [told(change) for change in story.origin.would_change]
    )
    _print_members(story, letters, listed, console)
    _print_spread(story.origin, letters, console)
    _print_pairs(story, letters, console)
    refused = [
        f"{_called(edge.left, letters, listed)} and {_called(edge.right, letters, listed)}: "
        f"{edge.reason} (cosine {fraction(edge.cosine)})"
        for edge in result.refused
        if edge.left in letters or edge.right in letters
    ]
    print_list(console, "Near, but not joined, because", refused)


def _called(member: str, letters: Mapping[str, str], listed: Mapping[str, Listed]) -> str:
    return letters.get(member) or f"“{clip(shown_headline(listed[member]), 60)}”"


def _print_ledger(
    origin: Origin, letters: Mapping[str, str], listed: Mapping[str, Listed], console: Console
) -> None:
    for stance, title in _STANCES.items():
        rows = [row for row in origin.evidence if row.stance == stance and row.article in letters]
        if not rows:
            continue
        console.print()
        hang(console, Text(title, "bold"))
        for row in rows[:ROWS_SHOWN]:
            _print_evidence(row, letters, listed[row.article], console)
        if len(rows) > ROWS_SHOWN:
            hang(console, Text(f"and {len(rows) - ROWS_SHOWN} more"), "", 3)


def _print_evidence(
    row: Evidence, letters: Mapping[str, str], entry: Listed, console: Console
) -> None:
    text = entry.article.text
    quote = row.written
    if text and row.start < row.end:
        quote = text[slice(*passage_context(text, row.start, row.end, CONTEXT))]
    hang(console, Text(f"“{one_line(quote)}”", "italic"), letters[row.article], 3)
    facts = [row.outlet if row.outlet == row.written else f"{row.outlet}, written “{row.written}”"]
    facts.append(row.pattern.replace("-", " "))
    if row.rejected_because:
        facts.append(f"rejected: {row.rejected_because}")
    else:
        product = f"{fraction(row.centrality)} shared context x {fraction(row.position)} position"
        facts.append(f"{fraction(row.contribution)} ({product})")
    hang(console, Text(one_line(" · ".join(facts)), "dim"), "", 3)


def _print_members(
    story: Story, letters: Mapping[str, str], listed: Mapping[str, Listed], console: Console
) -> None:
    console.print()
    hang(console, Text("The articles", "bold"))
    strongest, parts = strongest_relations(story), make_ups(story, listed)
    for family in sorted(families_of(story), key=lambda family: family.face):
        print_member(family, letters, listed, strongest.get(family.face), console)
        shares = zip(PARTS, parts[family.face], strict=False)
        made = ", ".join(f"{share:.0%} {name}" for name, share in shares if share >= 0.005)
        hang(console, Text(made, "dim"), "", 7)


def _print_spread(origin: Origin, letters: Mapping[str, str], console: Console) -> None:
    told = name_by_letters(letters)
    spread = [
        f"{letters[d.child]} from {_source(d, letters)} ({fraction(d.probability)}): {told(d.why)}"
        for d in origin.descents
        if d.child in letters
    ]
    print_list(console, "How it spread", spread)
    marks = [
        f"{letters[m.article]}: {m.kind.replace('-', ' ')}: {told(m.why)}"
        for m in origin.marks
        if m.article in letters
    ]
    print_list(console, "Traces of copying", marks)
    silent = [
        f"{letters[u.article]}: {told(u.why)}" for u in origin.uncredited if u.article in letters
    ]
    print_list(console, "Credit nobody", silent)


def _source(descent: Descent, letters: Mapping[str, str]) -> str:
    if descent.outside:
        return in_sentence(descent.outside)
    return letters.get(descent.parent or "") or "an unknown text"


def _print_pairs(story: Story, letters: Mapping[str, str], console: Console) -> None:
    told = name_by_letters(letters)
    pairs = [
        f"{letters[r.left]} and {letters[r.right]}: {KIND_NAMES[r.kind]} "
        f"{fraction(r.probability)}; {tally(r.passages)}. {told(r.why)}"
        for r in by_strength(story)
    ]
    print_list(console, "Pair by pair, strongest first", pairs, PAIRS_SHOWN)
