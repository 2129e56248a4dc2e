"""A result as one HTML page that needs nothing else: no network, no file beside it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from dedup.articles import Article
from dedup.report.choice import choose_depths
from dedup.report.legible import visible
from dedup.report.stories import view_story
from dedup.report.wording import KIND_NAMES, counted, counts, fraction, published

if TYPE_CHECKING:
    from dedup.index import Result

_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class LoneView:
    """An article that belongs to no story."""

    id: str
    title: str
    publisher: str
    published: str
    words: int


@dataclass(frozen=True, slots=True)
class RefusedView:
    """Two articles that were near but kept apart."""

    left: str
    right: str
    kind_name: str
    cosine: str
    reason: str


def to_html(result: Result) -> str:
    """Return the report on a result: one HTML page that works without network and scripts.

    Everything that comes from an article is shown as text. The page's own policy forbids it to
    load or send anything, and to run any script but its own.
    """
    listed = {entry.article.id: entry for entry in result.articles}
    lengths = {name: len(entry.article.text) for name, entry in listed.items()}
    depths = choose_depths(result.stories, lengths)
    told = {member for story in result.stories for member in story.members}
    style, script = _part("style.css"), _part("page.js")
    return (
        _environment()
        .get_template("page.html")
        .render(
            style=Markup(style),
            script=Markup(script),
            policy=_policy(style, script),
            counts=counts(result.articles, result.stories, result.skipped),
            stories=[
                view_story(number, story, listed, shown)
                for number, (story, shown) in enumerate(zip(result.stories, depths, strict=True), 1)
            ],
            alone=[
                _lone(entry.article, entry.words)
                for entry in result.articles
                if entry.article.id not in told
            ],
            refused=[
                RefusedView(
                    listed[edge.left].article.headline,
                    listed[edge.right].article.headline,
                    KIND_NAMES[edge.kind] if edge.kind else "",
                    fraction(edge.cosine),
                    edge.reason,
                )
                for edge in result.refused
            ],
            skipped=result.skipped,
            notes=result.notes,
            settings=_flattened("", result.settings),
        )
    )


def _lone(article: Article, words: int) -> LoneView:
    return LoneView(
        article.id, article.headline, article.publisher or "", published(article), words
    )


def _flattened(prefix: str, settings: object) -> list[tuple[str, str]]:
    """Return settings as lines of a table, names of nested ones joined by dots."""
    if isinstance(settings, dict):
        return [
            line
            for key, value in settings.items()
            for line in _flattened(f"{prefix}.{key}" if prefix else str(key), value)
        ]
    return [(prefix, str(settings))]


def _part(name: str) -> str:
    """Return a part of the page, with line ends as parsers of HTML see them."""
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Return the content security policy that allows these two parts and nothing else."""
    return (
        f"default-src 'none'; style-src '{_source(style)}'; script-src '{_source(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _source(part: str) -> str:
    return "sha256-" + b64encode(sha256(part.encode("utf-8")).digest()).decode("ascii")


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(fraction=fraction, counted=counted)
    return environment


def _shown(value: object) -> object:
    """Return what a template prints; strings with their controls visible, ready HTML as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
