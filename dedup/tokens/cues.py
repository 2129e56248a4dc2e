"""The table of furniture cues: how sites word what they put around an article.

Each pattern is matched against a whole line, case aside, after any leading punctuation. A new cue
is a new row here, with a line in ``tests/test_tokens.py``; what it begins with goes into
``HEADING_STARTS`` or ``LINE_STARTS``, or a test says so.
"""

from __future__ import annotations

import re

HEADINGS = (
    # English
    r"you (?:may|might|'ll|will) (?:also )?(?:like|love|enjoy|be interested in).*",
    r"(?:more|other) (?:posts?|stories|articles|news|coverage|headlines|videos)\b(?!.*[.?!]$).*",
    r"more (?:from|on|in|about) [\w\s&']{2,40}:?",
    r"(?:related|recommended|suggested|trending|popular|similar|latest) "
    r"(?:posts?|stories|articles|news|content|topics|coverage|videos?|reading)\b.{0,20}",
    r"(?:most|top) (?:read|popular|viewed|shared|commented|stories|coverage)\b.{0,30}",
    r"(?:recommended|promoted|sponsored)(?: for you| stories| content| links| by \w+)?:?",
    r"(?:from )?around the web:?",
    r"(?:what to )?read next:?",
    r"up next:?",
    # Spanish
    r"(?:también )?te puede interesar:?",
    r"noticias relacionadas:?",
    r"más noticias:?",
    # German
    r"das könnte sie auch interessieren:?",
    r"mehr zum thema:?",
    r"lesen sie auch:?",
    # French
    r"sur le même sujet:?",
    r"[aà] lire (?:aussi|également):?",
    # Ukrainian, Russian
    r"читайте (?:також|также|ще|еще|ещё):?",
    r"(?:новини|новости) (?:за|по) (?:темою|теме):?",
)
"""Headings under which a site lists other articles."""

HEADING_STARTS = (
    r"\W*(?:you |mo[rs]|oth|re[lca]|sug|tren|pop|sim|lat|top|pro|spo|from|aro|wha|up |tam|te |not"
    r"|más|das|mehr|les|sur|[aà] l|чит|нов)"
)
"""What they begin with, one of all."""

_NETWORK = (
    r"(?:facebook|twitter|tweet|whatsapp|linkedin|reddit|pinterest|e-?mail|print|copy link"
    r"|comments?|close|more|share|save|x|\d+)"
)
_POINTER = (
    r"(?:read more|read also|also read|see also|related|watch|recommended(?: video)?|now playing"
    r"|lea también|lee también|leer más|ver más|lesen sie (?:auch|mehr)|mehr dazu"
    r"|[aà] lire(?: aussi)?|lire aussi|voir aussi"
    r"|читайте (?:також|также|ще|еще|ещё)|дивіться також|смотрите также)"
)
_PICTURE = r"(?:image|photo|picture|foto|фото|video|gallery|slideshow|back to gallery)"

LINES = (
    # share bars
    r"share(?: (?:and follow|(?:this )?story|this|this (?:article|post)))?\W*",
    r"share(?: (?:on|via|this)\b| ?:).{0,80}",
    rf"{_NETWORK}(?:\W+{_NETWORK})*\W*",
    r"like \d+\W+share\b.{0,40}",
    r"follow (?:us|our|me|@\w+)\b.{0,120}",
    r"follow [\w\s]{2,30} on (?:twitter|facebook|x|instagram|telegram)\b.{0,120}",
    r"join (?:our|us on)\b.{0,80}",
    # advertising and the way around it
    r"advertisements?\b.{0,40}",
    r"ad",
    r"scroll (?:to|down)\b.{0,40}",
    r"(?:story|article|post) continues (?:below|after)\b.{0,40}",
    r"continue reading\b.{0,60}",
    # pointers to other articles
    rf"{_POINTER}\s*(?:[:：»|].*|\W*)",
    r"click here\b.{0,120}",
    r"tags?\s*:.*",
    r"(?:view|leave a|post a|show|\d+) comments?\W*",
    # newsletters and apps
    r"(?:sign|signed) (?:me )?up\b.{0,120}",
    r"subscribe\b.{0,120}",
    r".{0,80}\b(?:sign up|subscribe) (?:for|to) (?:our|the)\b.{0,80}",
    r"(?:get|receive) (?:the|our|breaking)\b.{0,80}\bnewsletters?\b.{0,60}",
    r"download (?:our|the)\b.{0,40}\bapp\b.{0,60}",
    # pictures
    rf"{_PICTURE}\s*(?:\d|$|(?:credit|source|courtesy|by)\b|[:：]).*",
    r"(?:file|handout) (?:photo|image|picture)\b.{0,200}",
    # rights
    r"(?:©|\(c\) |copyright\b).{0,400}",
    r".{0,60}all rights reserved\b.{0,300}",
    r"this (?:material|article|story) may not be (?:published|reproduced|copied)\b.*",
    # scripts that were scraped with the page
    r"window\._\w+ ?=.*",
    r".*\b_?taboola\b.*\bpush\b.*",
)
"""Lines that are furniture by themselves."""

LINE_STARTS = (
    r"\W*(?:a(?:rti|d|lso| l)|à l|back|co[pmn]|cl[io]|downl|e-?mail|f(?:ace|oll|oto|ile)"
    r"|g(?:et|all)|hand|image|join|l(?:i[nkr]|e[aes])|m(?:ore|ehr)|now|p(?:i[nc]|rint|ost|hoto)"
    r"|re[dalc]|s(?:h[ao]|ave|cro|tory|ee|ign|ubs|lide)|t(?:w|ag|his)|v(?:er|oi|ie|id)"
    r"|w(?:hats|atch|indow)|x|чит|див|смот|фото|\d|©|\(c\))"
)
"""What they begin with, one of all, but for those with one of ``INNER``."""
INNER = ("sign up", "subscribe", "all rights reserved", "taboola")
"""What stands inside the lines that begin with anything, in lower case."""

BRACKETED = (
    "photo",
    "image",
    "picture",
    "foto",
    "video",
    "read",
    "related",
    "see also",
    "watch",
    "advertisement",
    "story continues",
    "click",
    "source photo",
    "featured image",
)
"""What an aside of the site in brackets begins with: "[READ MORE: …]", "[Photo Credit: …]"."""

_AGENCY = r"(?:AP|EPA|AFP|Reuters|Getty|UPI|DPA|TASS|Xinhua)"

PHOTO_CREDITS = (
    rf"{_AGENCY}\b[^()\n]{{0,40}}?\bphotos?\b",
    r"photo\b",
    r"(?:[\w .]+/)?getty images",
    rf"[\w .,'-]{{2,40}}/(?:{_AGENCY}|Bloomberg|Pool)\b",
)
"""What a photographer's credit in parentheses at the end of a caption begins with."""


def any_line(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern that matches a whole line if any of ``patterns`` does."""
    return re.compile(rf"\W*(?:{'|'.join(patterns)})", re.IGNORECASE)
