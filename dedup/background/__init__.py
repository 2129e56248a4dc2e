"""The language background: which words a language uses often, so that a rare one tells."""

from dedup.background.background import SMOOTHING, Background, background
from dedup.background.languages import detect_language, detect_languages
from dedup.background.names import STEMS, Stems, strip_accents

__all__ = [
    "SMOOTHING",
    "STEMS",
    "Background",
    "Stems",
    "background",
    "detect_language",
    "detect_languages",
    "strip_accents",
]
