"""A result as one HTML page that needs nothing else: no network, no file beside it."""

from __future__ import annotations

from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from dedup.report.blocks import Blocks, open_block
from dedup.report.choice import choose_texts
from dedup.report.legible import visible
from dedup.report.makeup import make_ups
from dedup.report.overview import pack_line, pack_overview, refused_of
from dedup.report.stories import call_shortly, pack_story, pack_texts
from dedup.report.units import Units
from dedup.report.wording import counts

if TYPE_CHECKING:
    from dedup.index import Result

_TEMPLATES = Path(__file__).with_name("templates")
_SCRIPTS = (
    "elements.js", "overview.js", "spread.js", "story.js", "marking.js", "pair.js", "views.js",
)  # fmt: skip
"""The parts of the page's one script, each after those it uses."""


def to_html(result: Result) -> str:
    """Return the report on a result: one HTML page that works without network.

    The overview is in the page's first data block; stories and their texts follow, several to a
    block, and are read when one of them is opened. Everything that comes from an article is data
    and shown as text: the page's policy forbids it to load or send anything, to run any script
    but its own, and its script to make HTML of strings.
    """
    listed = {entry.article.id: entry for entry in result.articles}
    shown, refused = choose_texts(result.stories, listed), refused_of(result)
    style, script = _part("style.css"), "".join(map(_part, _SCRIPTS))
    lines, called = [], call_shortly(listed)
    with ThreadPoolExecutor(1) as compressing:  # without the lock, while the next is written
        stories, texts = Blocks("stories", compressing), Blocks("texts", compressing)
        for number, story in enumerate(result.stories, 1):
            parts = make_ups(story, listed)
            units = {member: Units(listed[member].article.text) for member in story.members}
            lines.append(pack_line(number, story, listed, parts))
            stories.add(pack_story(story, listed, parts, refused.get(story.id, ()), units, called))
            texts.add(pack_texts(story, listed, shown, units))
        blocks = [*stories.finish(), *texts.finish()]
    firsts = {"stories": stories.firsts, "texts": texts.firsts}
    return (
        _environment()
        .get_template("page.html")
        .render(
            style=Markup(style),
            script=Markup(script),
            policy=_policy(style, script),
            counts=counts(result.articles, result.stories, result.skipped),
            overview=open_block(pack_overview(result, listed, lines) | {"blocks": firsts}),
            stories=lines,
            blocks=blocks,
        )
    )


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
