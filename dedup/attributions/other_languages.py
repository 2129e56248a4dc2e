"""The pattern table for languages beside English, joined, and lines of all of them."""

from __future__ import annotations

from dedup.attributions.east_slavic import EAST_SLAVIC
from dedup.attributions.french import FRENCH
from dedup.attributions.german import GERMAN
from dedup.attributions.patterns import REPUBLISHED, row
from dedup.attributions.spanish import SPANISH

_SOURCE = r"fuentes?|quellen?|autor(?:en)?|agentur|джерел[оа]|источники?|źródło|fonte"
_LISTED = r"\w[\w.&’' -]{1,40}"

_SOURCE_LINES = (
    row(
        "source-line",
        REPUBLISHED,
        r"\boriginal-content von:",
        whole_text=True,
        label=True,
        cue=r"content|original|original-content",
        links="von",
        inner=2,
    ),
    # "Quellen: Reuters, dpa"
    row(
        "source-line",
        REPUBLISHED,
        rf"^\W*(?:{_SOURCE})\s*:(?: {_LISTED}[,;/&])*",
        rf"(?:[,;/] ?{_LISTED}|,? (?:y|und|et|та|и|і) {_LISTED}| ?/ ?\w+)*\W*$",
        whole_text=True,
        cue=_SOURCE,
        opens="line",
        reach=8,
    ),
)

OTHER_LANGUAGES = (*_SOURCE_LINES, *SPANISH, *GERMAN, *FRENCH, *EAST_SLAVIC)
"""All rows but the English."""
