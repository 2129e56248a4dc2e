"""Attributions: the sentences in which an article credits an outlet."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dedup.articles import Article
from dedup.attributions.attribution import OWN_OUTLET, Attribution
from dedup.attributions.cues import (
    ARTICLES,
    DATE_LINE,
    DATELINES,
    LABELS,
    NAMES_ALONE,
    PHOTO_CREDIT,
    POSSESSIVE,
    TOP_LINES,
)
from dedup.attributions.english import ENGLISH
from dedup.attributions.known import program_names
from dedup.attributions.mentions import Mention, find_mentions
from dedup.attributions.metadata import in_metadata
from dedup.attributions.other_languages import OTHER_LANGUAGES
from dedup.attributions.outlets import (
    is_alias,
    is_own,
    name_words,
    plain_name,
    same_outlet,
)
from dedup.attributions.patterns import BYLINE, SPOKEN, Pattern, row
from dedup.tokens import Tokens

PATTERNS = (*ENGLISH, *OTHER_LANGUAGES)
"""Tried in this order; of equally heavy rows the earlier wins."""
TOP_BYLINE = row("byline", BYLINE, whole_text=True)
"""People's names and an outlet, on a line of their own at the top."""
ON_AIR = row("said-on", SPOKEN)
_WINDOW = 100
"""Code points before a name in which the words that credit it are looked for."""
_AFTER = 90
_PADDED = 400
"""The same before blanks are put together."""
_BLANKS = re.compile(r"\s+")
_LONGEST_SPAN = 420
"""A sentence longer than this is shown as the part of it around the name."""


def find_attributions(article: Article, tokens: Tokens) -> tuple[Attribution, ...]:
    """Return the attributions of an article, metadata first, then in the order of the text.

    Args:
        article: with what is known of its own outlet.
        tokens: of its text, furniture marked.
    """
    return (*in_metadata(article), *_in_text(article, tokens))


def _in_text(article: Article, tokens: Tokens) -> list[Attribution]:
    text = article.text
    photos = [_photo_credit(article, tokens, m) for m in PHOTO_CREDIT.finditer(text)]
    pictured = [(a.start, a.end) for a in photos]
    datelines = list(_datelines(article, tokens))
    dated = [(a.start, a.end) for a in datelines]
    mentions = [m for m in find_mentions(text) if not _inside(m.start, pictured + dated)]
    agencies = [a.outlet for a in datelines]
    fuller = _fuller_names(mentions, tokens)
    top = _top(text)
    found = []
    for mention in mentions:
        labelled = _label(text, mention)
        pattern = _heaviest(text, mention, labelled)
        if pattern is None and _is_program(text, mention):
            pattern = ON_AIR
        if pattern is None and mention.end <= top and _is_signed(text, mention):
            pattern = TOP_BYLINE
        if pattern is None:
            continue
        known = mention.recognized or bool(labelled) or pattern.label
        known = known or any(same_outlet(mention.name, agency) for agency in agencies)
        found.append(_attribution(article, tokens, mention, pattern, fuller, known))
    found = _without_lists(found)
    return sorted([*photos, *datelines, *found], key=lambda a: (a.start, a.end, a.pattern))


def _top(text: str) -> int:
    """Return where the lines end in which a byline may stand without "By"."""
    lines = [match.end() for match in re.finditer(r"^.*\S.*$", text, re.MULTILINE)]
    return lines[min(TOP_LINES, len(lines)) - 1] if lines else 0


def _is_program(text: str, mention: Mention) -> bool:
    """Return whether a name is a program's, and somebody or something was on it."""
    written = " ".join(text[mention.start : mention.end].casefold().split())
    before = text[max(0, mention.start - 20) : mention.start].rstrip(" “\"‘'")
    return written in program_names() and bool(re.search(r"(?i)\bon$", before))


def _is_signed(text: str, mention: Mention) -> bool:
    """Return whether a name ends a line of people's names: "Ann Lee and Bo Day, Gazette"."""
    line = text.rfind("\n", 0, mention.start) + 1
    names = NAMES_ALONE.fullmatch(ARTICLES.sub("", text[line : mention.start]).rstrip())
    if _following(text, mention.end).strip(" •|") or not names or not mention.recognized:
        return False
    return not names.group() or bool(names["more"]) or not DATE_LINE.search(text, 0, line)


def _without_lists(found: list[Attribution]) -> list[Attribution]:
    """Return what was found, sign-offs for different outlets rejected: they are a list of links."""
    signed = {a.outlet for a in found if a.pattern == "sign-off" and a.recognized}
    if len(signed) < 2:
        return found
    reason = "one of several outlets that stand on lines of their own, as in a list of links"
    return [
        replace(a, rejected_because=a.rejected_because or reason) if a.pattern == "sign-off" else a
        for a in found
    ]


def _attribution(
    article: Article,
    tokens: Tokens,
    mention: Mention,
    pattern: Pattern,
    fuller: Sequence[Mention],
    known: bool,
) -> Attribution:
    outlet, resolved_by = _resolve(mention, fuller)
    start, end = _span(tokens, mention.start, mention.end)
    attribution = Attribution(
        article=article.id,
        start=start,
        end=end,
        pattern=pattern.name,
        weight=pattern.weight,
        written=article.text[mention.start : mention.end],
        outlet=outlet,
        recognized=known,
        whole_text=pattern.whole_text,
        resolved_by=resolved_by,
    )
    return _judged(article, tokens, attribution, mention.start)


def _judged(article: Article, tokens: Tokens, found: Attribution, at: int) -> Attribution:
    """Return what was found, rejected where it stands in furniture or names the own outlet."""
    if _inside(at, tokens.furniture):
        return replace(found, rejected_because="inside site furniture, not the article's text")
    if is_own(found.outlet, article) or is_own(found.written, article):
        return replace(found, rejected_because=OWN_OUTLET)
    return found


def _heaviest(text: str, mention: Mention, labelled: int | None) -> Pattern | None:
    """Return the heaviest pattern whose words stand around a name, or None."""
    line = text.rfind("\n", 0, mention.start) + 1
    first = max(line, mention.start - _PADDED)
    # Scraped bylines are set with dozens of blanks.
    before = _BLANKS.sub(" ", text[first : mention.start if labelled is None else labelled])
    cut = first > line or len(before) > _WINDOW
    before = ARTICLES.sub("", before[-_WINDOW:]).rstrip()
    if cut:
        before = "…" + before
    ends = {mention.end, mention.run_end}
    after = [_following(text, end) for end in ends]
    fitting = (
        pattern
        for pattern in PATTERNS
        if (pattern.before is None or pattern.before.search(before))
        and (pattern.after is None or any(pattern.after.match(one) for one in after))
    )
    return max(fitting, key=lambda pattern: pattern.weight, default=None)


def _following(text: str, end: int) -> str:
    """Return what follows a name in its line, a possessive left out, blanks as single ones."""
    line = text[end : end + _PADDED].split("\n")[0]
    own = POSSESSIVE.match(line)
    return _BLANKS.sub(" ", line[own.end() :] if own else line)[:_AFTER]


def _label(text: str, mention: Mention) -> int | None:
    """Return where the label before a name begins ("the German daily"); None without one."""
    line = text.rfind("\n", 0, mention.start) + 1
    window = text[max(line, mention.start - 60) : mention.start].rstrip("\"“”«„‘'( ")
    found = LABELS.search(window + " ")
    return max(line, mention.start - 60) + found.start() if found else None


def _fuller_names(mentions: Sequence[Mention], tokens: Tokens) -> list[Mention]:
    return [
        m
        for m in mentions
        if m.recognized and len(name_words(m.name)) > 1 and not _inside(m.start, tokens.furniture)
    ]


def _resolve(mention: Mention, fuller: Sequence[Mention]) -> tuple[str, str | None]:
    """Return the outlet an alias stands for in its own article, and how that is known.

    Of several fuller names the nearest before it is meant, failing that the first after it.
    """
    if not is_alias(mention.name):
        return mention.name, None
    fitting = [m for m in fuller if m.name != mention.name and same_outlet(mention.name, m.name)]
    if not fitting:
        return mention.name, None
    earlier = [m for m in fitting if m.start < mention.start]
    chosen = earlier[-1] if earlier else fitting[0]
    return chosen.name, f"the same article names {chosen.name}"


def _datelines(article: Article, tokens: Tokens) -> Iterator[Attribution]:
    for expression in DATELINES:
        for match in expression.finditer(article.text):
            written = match.group("outlet").strip()
            mention = next(iter(find_mentions(written)), None)
            listed = mention is not None and mention.recognized
            # "The Alliance (NATO) - " begins a sentence; agencies set the place in capitals.
            if not listed and not (match.group("place") or "").split(",")[0].isupper():
                continue
            name = mention.name if mention else plain_name(written)
            found = Attribution(
                article=article.id,
                start=match.start(),
                end=match.end(),
                pattern="dateline",
                weight=BYLINE,
                written=written,
                outlet=name,
                recognized=True,
                whole_text=True,
            )
            yield _judged(article, tokens, found, match.start("outlet"))


def _photo_credit(article: Article, tokens: Tokens, match: re.Match[str]) -> Attribution:
    written = (match.group("outlet") or match.group("agency")).strip(" .")
    start, end = _span(tokens, match.start(), match.end())
    return Attribution(
        article=article.id,
        start=start,
        end=end,
        pattern="photo-credit",
        weight=0.0,
        written=written,
        outlet=next((m.name for m in find_mentions(written)), plain_name(written)),
        recognized=True,
        rejected_because="photo credit",
    )


def _span(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Return the sentence that holds a name, or the part of a long one around it."""
    openings = [first for first, _ in tokens.sentences]
    number = bisect_right(openings, start) - 1
    first, last = tokens.sentences[number] if number >= 0 else (start, end)
    last = max(last, end)
    if last - first > _LONGEST_SPAN:
        return max(first, start - _LONGEST_SPAN // 2), min(last, end + _LONGEST_SPAN // 2)
    return first, last


def _inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)
