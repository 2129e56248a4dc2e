"""Words that give the names of news outlets their shape."""

from __future__ import annotations

import re


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


HEADS = _words(
    # English
    "post times journal news tribune guardian herald gazette chronicle telegraph observer "
    "examiner independent ledger courier dispatch inquirer enquirer star sun mirror mail express "
    "standard record register review bulletin globe daily weekly today press reporter monitor "
    "sentinel citizen republic echo argus advertiser advocate beacon banner mercury statesman "
    "spectator insider intelligencer gleaner recorder gazetteer "
    "wire newswire newspaper newspapers magazine radio television tv "
    "broadcasting newsroom wires picayune sanomat media "
    # Spanish, Portuguese, French, Italian, German, Dutch, Polish
    "diario periódico noticias prensa gaceta heraldo jornal folha correio gazzetta giornale "
    "messaggero rundfunk fernsehen "
    "zeitung tageblatt tagblatt anzeiger nachrichten rundschau kurier morgenpost "
    "allgemeine presse agentur dagblad gazeta dziennik "
    # Ukrainian and Russian
    "правда новини новости вісті известия газета радіо радио тб тв"
)
"""Last words of names that are newspapers, agencies and stations; parties' names are not here."""

FIRST = _words("daily evening morning sunday weekly diario radio радіо радио газета")
"""First words of such names, when another capitalized word follows."""

BROADCASTS = _words("radio радіо радио")
"""Of those, the heads that names begin with and end with: Radio Capital, Copper Range Radio."""

BARE_HEADS = _words("today daily weekly news tv television radio newswire wire")
"""Heads of names that sentences use without "the": Fox News."""

ENDINGS = frozenset(
    (
        "news agency",
        "press agency",
        "news service",
        "news services",
        "news network",
        "news channel",
        "news group",
        "broadcasting network",
        "broadcasting corporation",
        "broadcasting company",
        "broadcasting service",
        "television network",
        "television channel",
        "radio network",
        "public radio",
        "public media",
        "public television",
    )
)
"""Last two words of names that are agencies and networks: the Ostermoor News Network."""

NOT_NEWS = frozenset(
    (
        "drought monitor",
        "federal register",
        "congressional record",
        "posture review",
        "defense review",
        "law review",
        "public record",
        "world record",
        "contact reporter",
        "social media",
        "news media",
        "state media",
        "mass media",
        "mainstream media",
        "american media",
        "russian media",
        "western media",
        "foreign media",
        "local media",
        "liberal media",
    )
)
"""Names of the same shape that belong to offices, documents and jobs."""

OF_ANOTHER_KIND = _words("journal review bulletin register record")
"""Heads that are no outlet when "of …" follows: the Journal of Medicine."""

NEVER_FIRST = _words(
    "a an the as at by for from if in on to of and but or so when while after before since with "
    "that this these those he she they it we i you his her their its our what who how why "
    "laut wie nach gegenüber auf dem den zum vom beim im según selon dans за як по как об про "
    "meanwhile according speaking also however yet then there here last earlier later "
    "monday tuesday wednesday thursday friday saturday january february march april may june july "
    "august september october november december spring summer fall autumn winter "
    "published updated posted another other one two three several some many most each every both "
    "no all former"
)
"""Capitalized at a sentence's start, or before a name, and no part of one."""

GENERIC = _words(
    "press agency news media online newspaper daily agence agentur group network newswire wire "
    "service services international digital"
)
"""Words that may be missing from a short form: NORDA is the Norda Press Agency."""

SEPARATOR = re.compile(
    r"\w*(?:bericht(?:e|s|es|en)?|artikel(?:s|n)?|informationen|angaben|anfrage|nachfrage|recherchen?|"
    r"umfrage|interview(?:s)?|gespräch(?:s)?|beitrag(?:s)?|berufung|verweis|agence|источники?|джерела?)",
    re.IGNORECASE,
)
"""Nouns with capitals, as all German ones have, before a name and no part of it."""
KIND_FIRST = re.compile(
    r"\w*(?:zeitung|sender|agentur|magazin|portal|station|blatt)|агентство|видання|издание|газета",
    re.IGNORECASE,
)
"""Such nouns that say what the name behind them is: "die Lokalzeitung Ostermark"."""

STATION = re.compile(r"(?:[KW][A-Z]{3}|Channel(?= (?:\d|One|Two)))(?: (?:\d{1,2}|One|Two|TV))?")
"""Stations by call letters or number: KHOU 11, Channel One."""
NO_STATION = _words("wada wipo kfor wwii wimp wasp know want with what when")
"""Four capitals that begin with K or W and are no call letters."""
