"""Furniture: what a site puts around an article, found from cues in the text itself.

Share bars, teasers, "READ MORE", photo credits, newsletter plugs, captions printed twice. It stays
in the text and its spans are known; it is no evidence of anything.
"""

from __future__ import annotations

import re

Span = tuple[int, int]

_LINE = re.compile(r"[^\n]+")

_TAIL = re.compile(
    r"""^\W*(?:
      you\ (?:may|might|'ll|will)\ (?:also\ )?(?:like|love|enjoy|be\ interested\ in) |
      (?:more|other)\ (?:posts?|stories|articles|news|coverage|headlines|videos)\b(?!.*[.?!]$) |
      more\ (?:from|on|in|about)\ [\w\s&']{2,40}:?$ |
      (?:related|recommended|suggested|trending|popular|similar|latest)\ 
        (?:posts?|stories|articles|news|content|topics|coverage|video|videos|reading)\b.{0,20}$ |
      (?:most|top)\ (?:read|popular|viewed|shared|commented|stories|coverage)\b.{0,30}$ |
      (?:recommended|promoted|sponsored)(?:\ for\ you|\ stories|\ content|\ links|\ by\ \w+)?:?$ |
      around\ the\ web:?$ | from\ around\ the\ web:?$ | read\ next:?$ | up\ next:?$ | what\ to\ read\ next:?$ |
      te\ puede\ interesar:?$ | tambi[eé]n\ te\ puede\ interesar:?$ | noticias\ relacionadas:?$ |
      m[aá]s\ noticias:?$ | das\ k[oö]nnte\ sie\ auch\ interessieren:?$ | mehr\ zum\ thema:?$ |
      lesen\ sie\ auch:?$ | sur\ le\ m[eê]me\ sujet:?$ | [aà]\ lire\ (?:aussi|[eé]galement):?$ |
      читайте\ (?:також|также|ще|еще|ещё):?$ | (?:новини|новости)\ (?:за|по)\ (?:темою|теме):?$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""A heading after which a site lists other articles."""

_LINE_CUE = re.compile(
    r"""^\W*(?:
      share(?:\ (?:and\ follow|this(?:\ (?:story|article|post))?|story|on\b.*|via\b.*)|\s*:.*)?\W*$ |
      share\ (?:on|this)\b.{0,80}$ |
      (?:facebook|twitter|tweet|whatsapp|linkedin|reddit|pinterest|email|e-mail|print|copy\ link|
         comments?|close|more|share|save|x)(?:\W+(?:facebook|twitter|tweet|whatsapp|linkedin|reddit|
         pinterest|email|e-mail|print|copy\ link|comments?|close|more|share|save|x|\d+))*\W*$ |
      like\ \d+\W+share\b.{0,40}$ |
      advertisements?\b.{0,40}$ | ad\W*$ | scroll\ (?:to|down)\b.{0,40}$ | story\ continues\ below\b.{0,40}$ |
      (?:article|post)\ continues\ (?:below|after)\b.{0,40}$ |
      (?:read\ more|read\ also|also\ read|see\ also|related|watch|recommended|recommended\ video|now\ playing|
         lea\ tambi[eé]n|lee\ tambi[eé]n|leer\ m[aá]s|ver\ m[aá]s|lesen\ sie\ (?:auch|mehr)|mehr\ dazu|[aà]\ lire(?:\ aussi)?|
         lire\ aussi|voir\ aussi|читайте\ (?:також|также|ще|еще|ещё)|дивіться\ також|смотрите\ также)\s*(?:[:：»|].*|\W*$) |
      (?:image|photo|picture|foto|фото|video|gallery|slideshow|back\ to\ gallery)\s*(?:\d|$|(?:credit|source|courtesy|by)\b|[:：]).* |
      (?:file|handout)\ (?:photo|image|picture)\b.{0,200}$ |
      (?:sign|signed)\ (?:me\ )?up\b.{0,120}$ | subscribe\b.{0,120}$ | (?:get|receive)\ (?:the|our|breaking)\b.{0,80}\bnewsletters?\b.{0,60}$ |
      .{0,80}\b(?:sign\ up|subscribe)\ (?:for|to)\ (?:our|the)\b.{0,80}$ |
      follow\ (?:us|our|me|@\w+|[\w\s]{2,30}\ on\ (?:twitter|facebook|x|instagram|telegram))\b.{0,120}$ |
      join\ (?:our|us\ on)\b.{0,80}$ | click\ here\b.{0,120}$ | download\ (?:our|the)\b.{0,40}\bapp\b.{0,60}$ |
      (?:view|leave\ a|post\ a|show|\d+)\ comments?\W*$ | continue\ reading\b.{0,60}$ | tags?\s*:.* |
      (?:©|\(c\)\ |copyright\b).{0,400} | .{0,60}all\ rights\ reserved\b.{0,300} |
      this\ (?:material|article|story)\ may\ not\ be\ (?:published|reproduced|copied)\b.* |
      window\._\w+\ ?=.* | .*\b_?taboola\b.*\bpush\b.*
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
"""A line that is furniture by itself."""

_BRACKETED = re.compile(
    r"[\[(]\s*(?:photo|image|picture|foto|video|read\ more|read|related|see\ also|watch|advertisement|"
    r"story\ continues|click|source\ photo|featured\ image)\b[^\[\]\n]{0,300}[\])]",
    re.IGNORECASE,
)
"""An aside of the site inside brackets: "[READ MORE: …]", "[Photo Credit: …]"."""

_PHOTO_CREDIT = re.compile(
    r"\(\s*(?:(?:AP|EPA|AFP|Reuters|Getty|UPI|DPA|TASS|Xinhua)\b[^()\n]{0,40}?\bphotos?\b|photo\b|(?:[\w .]+/)?getty\ images|"
    r"[\w .,'-]{2,40}/(?:AP|AFP|Getty|Reuters|EPA|Bloomberg|Pool)\b)[^()\n]{0,200}\)?\s*$",
    re.IGNORECASE,
)
"""A line that ends in a photographer's credit is a caption."""

_PROSE_WORDS = 12
_LONGEST_HEADING = 90
_LARGEST_BOX = 0.5
"""Share of a page's words; teasers take up a third of the worst page seen, not half."""
_MIN_REPEAT_WORDS = 6


def find_furniture(text: str) -> list[Span]:
    """Return the code-point spans of furniture in ``text``, sorted, not overlapping."""
    lines = [(m.start(), m.end(), m.group().strip()) for m in _LINE.finditer(text) if m.group().strip()]
    marked = [_is_furniture(line) for _, _, line in lines]
    _mark_tails(lines, marked)
    _mark_repeats(lines, marked)
    spans = [(start, end) for (start, end, _), out in zip(lines, marked, strict=True) if out]
    spans.extend(match.span() for match in _BRACKETED.finditer(text))
    return _merged(text, spans)


def _is_furniture(line: str) -> bool:
    if len(line) > 1200:
        return "_taboola" in line
    return bool(_LINE_CUE.match(line) or _PHOTO_CREDIT.search(line))


def _mark_tails(lines: list[tuple[int, int, str]], marked: list[bool]) -> None:
    """Mark a heading such as "You may also like" and the teasers under it.

    The teasers end where the article goes on: at two lines of prose in a row that end like
    sentences. Sites cut teasers with an ellipsis, and headlines end without a stop. A box that
    would be most of the page is the page: it ends at its first line of prose.
    """
    prose = [_is_prose(line) for _, _, line in lines]
    words = [len(line.split()) for _, _, line in lines]
    number = 1
    while number < len(lines):
        line = lines[number][2]
        if len(line) > _LONGEST_HEADING or not _TAIL.match(line):
            number += 1
            continue
        goes_on = (i for i in range(number + 1, len(lines) - 1) if prose[i] and prose[i + 1])
        end = next(goes_on, len(lines))
        if sum(words[number:end]) > _LARGEST_BOX * sum(words):
            end = next((i for i in range(number + 1, len(lines)) if prose[i]), number + 1)
        marked[number:end] = [True] * (end - number)
        number = end


def _is_prose(line: str) -> bool:
    bare = line.rstrip("\"'”’»)")
    return len(line.split()) >= _PROSE_WORDS and bare.endswith((".", "!", "?")) and not bare.endswith("...")


def _mark_repeats(lines: list[tuple[int, int, str]], marked: list[bool]) -> None:
    """Mark the second printing of a line: captions stand above and below their picture."""
    seen: set[str] = set()
    for number, (_, _, line) in enumerate(lines):
        if len(line.split()) < _MIN_REPEAT_WORDS:
            continue
        if line in seen:
            marked[number] = True
        seen.add(line)


def _merged(text: str, spans: list[Span]) -> list[Span]:
    """Join spans that touch or have only white space between them."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
