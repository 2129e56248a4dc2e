"""A result as one HTML page that needs nothing else: no network, no file beside it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import jinja2
from markupsafe import Markup

from dedup.report.blocks import Block, Blocks, open_block
from dedup.report.choice import choose_texts
from dedup.report.legible import visible
from dedup.report.makeup import make_ups
from dedup.report.overview import (
    ALONE_SHOWN,
    lone_articles,
    pack_line,
    pack_lone,
    pack_overview,
    refused_of,
)
from dedup.report.stories import call_shortly, pack_story, pack_texts
from dedup.report.units import Units
from dedup.report.wording import counted, counts

if TYPE_CHECKING:
    from dedup.index import Listed, Result

_TEMPLATES = Path(__file__).with_name("templates")
WITHOUT_SCRIPT = 200
"""Stories that are named to a reader without scripts; everyone else waits for them to arrive."""
TOLD_WITHOUT_SCRIPT = 20
"""Stories that are told to such a reader with origin, articles and what they share: 3 kB each."""
MEMBERS_WITHOUT_SCRIPT = 12
_SCRIPTS = (
    "elements.js", "overview.js", "spread.js", "story.js", "marking.js", "pair.js", "views.js",
)  # fmt: skip
"""The parts of the page's one script, each after those it uses."""


def to_html(result: Result) -> str:
    """Return the report on a result: one HTML page that works without network.

    What the first view is drawn from stands open before the script: the begin of the overview, and
    a story that is the only one. The rest of the overview, stories and their texts follow, several
    to a block, and are unpacked when they are asked for. Everything that comes from an article is
    data and shown as text: the page's policy forbids it to load or send anything, to run any script
    but its own, and its script to make HTML of strings.
    """
    listed = {entry.article.id: entry for entry in result.articles}
    alone, told = lone_articles(result), _Told([], [])
    with ThreadPoolExecutor(1) as compressing:  # without the lock, while the next is written
        kinds = _blocks_of(result, listed, alone, told, compressing)
        blocks = [block for kind in kinds.values() for block in kind.finish()]
    firsts = {name: kind.firsts for name, kind in kinds.items()}
    overview = open_block(pack_overview(result, listed, alone) | {"blocks": firsts})
    opened = [block for kind in kinds.values() for block in kind.opened]
    style, script = _part("style.css"), "".join(map(_part, _SCRIPTS))
    return (
        _environment()
        .get_template("page.html")
        .render(
            style=Markup(style),
            script=Markup(script),
            policy=_policy(style, script),
            counts=counts(result.articles, result.stories, result.skipped),
            opened=[Block("overview", overview, packed=False), *opened],
            blocks=blocks,
            told=told.stories,
            named=told.lines,
            most=MEMBERS_WITHOUT_SCRIPT,
            left=_left_out(len(result.stories) - WITHOUT_SCRIPT),
        )
    )


def _blocks_of(
    result: Result,
    listed: Mapping[str, Listed],
    alone: Sequence[Listed],
    told: _Told,
    compressing: Executor,
) -> dict[str, Blocks]:
    """Return the blocks of each kind, not yet finished; ``told`` takes stories while it may."""
    only = len(result.stories) == 1
    lines, lone = (Blocks(name, compressing, opens=True) for name in ("lines", "alone"))
    stories, texts = (Blocks(name, compressing, opens=only) for name in ("stories", "texts"))
    for line, story, story_texts in _packed(result, listed):
        lines.add(line)
        stories.add(story)
        texts.add(story_texts)
        told.add(line, story)
    for entry in alone[:ALONE_SHOWN]:
        lone.add(pack_lone(entry))
    return {"lines": lines, "alone": lone, "stories": stories, "texts": texts}


class _Told(NamedTuple):
    """What a reader without scripts is told: stories in full, then others in a line."""

    stories: list[dict[str, Any]]
    lines: list[dict[str, Any]]

    def add(self, line: dict[str, Any], story: dict[str, Any]) -> None:
        """Take the next story, as long as there is room for it."""
        if len(self.stories) < TOLD_WITHOUT_SCRIPT:
            self.stories.append(line | story)
        elif len(self.stories) + len(self.lines) < WITHOUT_SCRIPT:
            self.lines.append(line)


def _packed(
    result: Result, listed: Mapping[str, Listed]
) -> Iterator[tuple[dict[str, Any], dict[str, Any], list[Any]]]:
    """Yield of each story its line, what its views show, and its texts."""
    shown, refused = choose_texts(result.stories, listed), refused_of(result)
    called = call_shortly(listed)
    for number, story in enumerate(result.stories, 1):
        parts = make_ups(story, listed)
        units = {member: Units(listed[member].article.text) for member in story.members}
        yield (
            pack_line(number, story, listed, parts),
            pack_story(story, listed, parts, refused.get(story.id, ()), units, called),
            pack_texts(story, listed, shown, units),
        )


def _left_out(number: int) -> str:
    return counted(number, "smaller story", "smaller stories") if number > 0 else ""


def _part(name: str) -> str:
    """Return a part of the page, with line ends as parsers of HTML see them."""
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Return the content security policy that allows these two parts and nothing else."""
    return (
        f"default-src 'none'; style-src '{_source(style)}'; script-src '{_source(script)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    )


def _source(part: str) -> str:
    return "sha256-" + b64encode(sha256(part.encode("utf-8")).digest()).decode("ascii")


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: object) -> object:
    """Return what a template prints; strings with their controls visible, ready HTML as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
