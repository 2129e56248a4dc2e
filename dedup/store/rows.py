"""Rows: articles as bytes, and back, with what proves them whole."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from operator import attrgetter
from typing import Any

import numpy as np
import xxhash
from numpy.typing import NDArray

from dedup import kernels
from dedup.articles import Article
from dedup.store.blocks import DamagedError, seal, unseal
from dedup.store.contract import Entry, Row, Spans

_BESIDE = [name for name in Article.__dataclass_fields__ if name not in ("id", "text")]
_beside = attrgetter(*_BESIDE)
_NOTHING = _beside(Article(id="-", text=""))

Terms = NDArray[np.int64]
"""Shape (t, 2): numbers of terms, ascending, and how often each occurs."""
NO_TERMS: Terms = np.empty((0, 2), np.int64)

_HEAD = struct.Struct("<q8s16sIBBHHH")


def mark_of(text: str) -> bytes:
    """Return what another text has another of: XXH3-64 of its UTF-8, lone surrogates included."""
    return xxhash.xxh3_64_digest(text.encode("utf-8", "surrogatepass"))


def pack_row(kept: Row | Entry, number: int, leads: bool, terms: bytes) -> bytes:
    """Return a row as bytes that ``unpack_rows`` takes.

    Args:
        kept: an article that comes, or moves.
        number: of the article.
        leads: whether it is found by keys of its own.
        terms: as ``pack_terms`` packs them; b"" for none.
    """
    name = kept.id.encode("utf-8", "surrogatepass")
    language = kept.language.encode("utf-8", "surrogatepass")
    head = _HEAD.pack(
        kept.seen, kept.mark, kept.digest, kept.words, leads, len(language), len(name) & 0xFFFF,
        len(name) >> 16, len(terms),
    )  # fmt: skip
    return seal(head + name + language + terms + kept.prints, number)


def pack_terms(held: Sequence[Terms]) -> list[bytes]:
    """Return the terms of some articles as ``pack_row`` takes them."""
    terms = np.concatenate([NO_TERMS, *held])
    first = np.cumsum([0, *map(len, held)], dtype=np.int64)
    numbers = np.ascontiguousarray(terms[:, 0]).view(np.uint64)
    # Most terms occur once: nought takes one bit.
    packed, offsets = kernels.pack_postings(numbers, terms[:, 1] - 1, first)
    return [packed[begin:end] for begin, end in pairwise(offsets.tolist())]


def _unpack_terms(packed: Sequence[bytes]) -> list[Terms]:
    """Return the terms of some rows, which are unpacked in one go."""
    sizes = np.cumsum([0, *map(len, packed)], dtype=np.int64)
    numbers, counts, first = kernels.unpack_postings(b"".join(packed), sizes)
    terms = np.stack((numbers.view(np.int64), counts + 1), axis=1)
    return [terms[begin:end] for begin, end in pairwise(first.tolist())]


def unpack_rows(sealed: Sequence[tuple[int, bytes]]) -> list[Row]:
    """Return the rows that ``pack_row`` packed, with their numbers.

    Raises:
        DamagedError: one is not as it was written.
    """
    return parse_rows(
        [(number, unseal(row, f"article {number}", number)) for number, row in sealed]
    )


def parse_rows(bodies: Sequence[tuple[int, bytes]]) -> list[Row]:
    """Return the rows in bytes that are known to be whole; their terms are unpacked in one go.

    Raises:
        DamagedError: one is no row.
    """
    heads = [parse_head(number, body) for number, body in bodies]
    try:
        terms = _unpack_terms([packed for _, packed in heads])
    except ValueError as error:
        raise DamagedError(f"articles from {bodies[0][0]} on: {error}") from error
    return [
        Row(**head, terms=own if len(own) else NO_TERMS)
        for (head, _), own in zip(heads, terms, strict=True)
    ]


def parse_head(number: int, body: bytes) -> tuple[dict[str, Any], bytes]:
    """Return what a row holds beside its terms, and those, packed.

    Raises:
        DamagedError: it is no row.
    """
    try:
        seen, mark, digest, words, leads, tongue, low, high, packed = _HEAD.unpack_from(body)
    except struct.error as error:
        raise DamagedError(f"article {number}: {error}") from error
    at = _HEAD.size
    name, at = body[at : at + (high << 16 | low)], at + (high << 16 | low)
    language, at = body[at : at + tongue], at + tongue
    head = {
        "number": number,
        "id": name.decode("utf-8", "surrogatepass"),
        "seen": seen,
        "mark": mark,
        "digest": digest,
        "words": words,
        "language": language.decode("utf-8", "surrogatepass"),
        "leads": bool(leads),
        "prints": body[at + packed :],
    }
    return head, body[at : at + packed]


def write_body(article: Article, keep_text: bool, repeated: Spans = ()) -> bytes:
    """Return what is kept of an article beside its row, as ``parse_body`` reads it.

    Args:
        article: that is kept.
        keep_text: whether its text is.
        repeated: which lines of it are furniture because its publisher repeats them.
    """
    values = pack_article(article)
    del values["id"], values["text"]
    if repeated:
        values["repeated"] = repeated
    beside = json.dumps(values, separators=(",", ":")) if values else ""
    plain = f"{beside}\n{article.text}" if keep_text else beside
    return plain.encode("utf-8", "surrogatepass")


def parse_body(row: Row, plain: bytes, keep_text: bool) -> tuple[Article, Spans]:
    """Return the article and the lines that ``write_body`` wrote, from a body that is whole.

    Raises:
        DamagedError: it is no body, or of another row.
    """
    try:
        beside, _, text = plain.decode("utf-8", "surrogatepass").partition("\n")
        values = json.loads(beside) if beside else {}
        repeated = tuple((start, end) for start, end in values.pop("repeated", ()))
        article = unpack_article({**values, "id": row.id, "text": text})
    except (ValueError, TypeError, KeyError) as error:
        raise DamagedError(f"article {row.number} cannot be read back ({error})") from error
    if keep_text and mark_of(article.text) != row.mark:
        raise DamagedError(f"article {row.number} has another text than was written")
    return article, repeated


def pack_article(article: Article) -> dict[str, Any]:
    """Return an article as plain values that JSON holds; times in ISO 8601."""
    packed: dict[str, Any] = {"id": article.id, "text": article.text}
    beside = _beside(article)
    if beside == _NOTHING:
        return packed
    packed |= {
        name: value for name, value in zip(_BESIDE, beside, strict=True) if value or value == ""
    }
    if article.published:
        packed["published"] = article.published.isoformat()
    if article.extra:
        packed["extra"] = json.loads(json.dumps(dict(article.extra), default=str))
    return packed


def unpack_article(packed: Mapping[str, Any]) -> Article:
    """Return the article that ``pack_article`` packed."""
    values = dict(packed)
    if "published" in values:
        values["published"] = datetime.fromisoformat(values["published"])
    values["links"] = tuple(values.get("links", ()))
    return Article(**values)
