"""Entries: articles, signed, as a store takes them."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import xxhash
from numpy.typing import NDArray

from dedup import kernels
from dedup.articles import Article
from dedup.background import STEMS
from dedup.dossiers import open_dossier, open_dossiers
from dedup.schemes import Banding, Scheme, permutations
from dedup.signatures import Signature, count_terms
from dedup.store import (
    Bundle,
    Channel,
    Entry,
    Settings,
    Spans,
    make_bundles,
    mark_of,
    pack_lines,
    place_keys,
    write_body,
)
from dedup.tokens.repeated import long_lines

PRINT_BITS = 21
"""Of a shingle, where no text is kept: of two articles of 500 words without a common shingle, one
shingle in 4,200 looks common, which adds .0001 to a Jaccard similarity."""
_LOW = 11
"""Bits of a print that are written as they are; the others are told by gaps, in two bits a print.
Of 500 shingles that makes 870 bytes, where three bytes each would be 1,500."""

_NO_COUNTS = np.empty(0, np.int32)
_NO_LINES: Mapping[str, Spans] = {}


def make_entries(
    articles: Sequence[Article], settings: Settings, repeated: Mapping[str, Spans] = _NO_LINES
) -> list[Entry]:
    """Return the entries of some articles.

    Args:
        articles: that are to be kept.
        settings: of the index.
        repeated: furniture that only their publishers' pages show, by id.
    """
    if settings.near_only:
        return _near_entries(articles, settings)
    dossiers = list(open_dossiers(articles, settings.scheme, repeated=repeated))
    keys = _keys_of_each([dossier.signature for dossier in dossiers], settings.banding)
    lines = [repeated.get(dossier.id, ()) for dossier in dossiers]
    bodies, bundles = _bundled(articles, settings.keep_text, lines)
    terms = [count_terms(dossier.signature.terms) for dossier in dossiers]
    vocabulary, stems = _spell([own.numbers for own in terms])
    return [
        Entry(
            id=dossier.id,
            body=body,
            seen=seen_at(dossier.article),
            mark=mark_of(dossier.article.text),
            digest=dossier.signature.digest,
            words=dossier.signature.words,
            language=dossier.language,
            stems=places,
            counts=own.counts,
            keys=found_by,
            prints=pack_lines(line for _, line in hash_lines(dossier.article)),
            bundle=bundle,
            vocabulary=vocabulary,
        )
        for dossier, own, places, found_by, body, bundle in zip(
            dossiers, terms, stems, keys, bodies, bundles, strict=True
        )
    ]


def _spell(numbers: Sequence[NDArray[np.int32]]) -> tuple[list[str], list[NDArray[np.int32]]]:
    """Return the stems that some articles have, each once, and the places of each one's."""
    names = STEMS.names
    every = np.concatenate([_NO_COUNTS, *numbers])
    met = np.zeros(len(names), np.bool_)
    met[every] = True
    used = np.flatnonzero(met)
    places = np.empty(len(met), np.int32)
    places[used] = np.arange(len(used))
    edges = np.cumsum([len(own) for own in numbers])[:-1]
    return [names[number] for number in used.tolist()], np.split(places[every], edges)


def _bundled(
    articles: Sequence[Article], keep_text: bool, lines: Sequence[Spans]
) -> tuple[list[bytes], list[Bundle]]:
    """Return the body of each article, and the bundle that each is in."""
    bodies = [
        write_body(article, keep_text, spans)
        for article, spans in zip(articles, lines, strict=True)
    ]
    return bodies, [one for one in make_bundles(bodies) for _ in range(one.count)]


def hash_lines(article: Article) -> list[tuple[tuple[int, int], int]]:
    """Return the spans of an article's longer lines, and a hash of each with its publisher.

    Without a publisher there are none: only one site's pages have one furniture.
    """
    if not article.publisher:
        return []
    return [
        (
            (start, end),
            xxhash.xxh3_64_intdigest(
                f"{article.publisher}\n{words}".encode("utf-8", "surrogatepass")
            ),
        )
        for start, end, words in long_lines(article.text)
    ]


def sign_words(article: Article, scheme: Scheme) -> Signature:
    """Return the signature of an article; what only a comparison needs is not made."""
    return open_dossier(article, scheme).signature


def near_keys(signature: Signature, banding: Banding) -> NDArray[np.uint64]:
    """Return the keys of the bands and anchors of an article; without words it has none."""
    return _keys_of_each([signature], banding)[0]


def _keys_of_each(signatures: Sequence[Signature], banding: Banding) -> list[NDArray[np.uint64]]:
    """Return the keys of the bands and anchors of some articles, ascending."""
    slots = np.stack([signature.minhash for signature in signatures])
    bands = place_keys(Channel.BAND, kernels.band_keys(slots, banding.bands))
    bands.sort(axis=1)
    sizes = [len(signature.anchors) for signature in signatures]
    # Cut short, hashes that ascend still do; where two become one key, it stands here twice.
    anchors = np.split(
        place_keys(Channel.ANCHOR, np.concatenate([s.anchors for s in signatures])),
        np.cumsum(sizes)[:-1],
    )
    return [
        np.concatenate((own if signature.words else own[:0], more))
        for signature, own, more in zip(signatures, bands, anchors, strict=True)
    ]


@dataclass(frozen=True, slots=True, eq=False)
class WholeText:
    """What a whole text is found by, nothing taken for furniture, as the near path does.

    Attributes:
        digest: of its words, 16 bytes.
        words: how many.
        keys: of its bands, ascending; without words there are none.
    """

    digest: bytes
    words: int
    keys: NDArray[np.uint64]


def sign_whole(article: Article, settings: Settings) -> WholeText:
    """Return what one whole text is found by."""
    return _sign_wholes(*_utf8([article.text]), settings)[0]


def _sign_wholes(utf8: bytes, offsets: NDArray[np.int64], settings: Settings) -> list[WholeText]:
    scheme, banding = settings.scheme, settings.banding
    slots, words, digests = kernels.minhash_texts(
        utf8, offsets, scheme.shingle, *permutations(scheme.slots, scheme.hash_seed)
    )
    used = np.ascontiguousarray(slots[:, : banding.bands * banding.rows])
    keys = place_keys(Channel.BAND, kernels.band_keys(used, banding.bands))
    keys.sort(axis=1)
    whole = np.stack((digests.view(np.int64), words), axis=1).astype("<i8")
    return [
        WholeText(digest.tobytes(), count, own if count else own[:0])
        for digest, count, own in zip(whole, words.tolist(), keys, strict=True)
    ]


def _near_entries(articles: Sequence[Article], settings: Settings) -> list[Entry]:
    utf8, offsets = _utf8([article.text for article in articles])
    bodies, bundles = _bundled(articles, settings.keep_text, [()] * len(articles))
    prints = [b""] * len(articles)
    if not settings.keep_text:
        hashes, first = kernels.shingle_sets(utf8, offsets, settings.scheme.shingle)
        prints = [pack_prints(own) for own in np.split(hashes, first[1:-1])]
    return [
        Entry(
            id=article.id,
            body=body,
            seen=seen_at(article),
            mark=mark_of(article.text),
            digest=text.digest,
            words=text.words,
            language="",
            stems=_NO_COUNTS,
            counts=_NO_COUNTS,
            keys=text.keys,
            prints=own,
            bundle=bundle,
        )
        for article, text, own, body, bundle in zip(
            articles, _sign_wholes(utf8, offsets, settings), prints, bodies, bundles, strict=True
        )
    ]


def _utf8(texts: Sequence[str]) -> tuple[bytes, NDArray[np.int64]]:
    encoded = [text.encode("utf-8", "replace") for text in texts]
    return b"".join(encoded), np.cumsum([0] + [len(one) for one in encoded], dtype=np.int64)


def shingles_of(texts: Sequence[str], scheme: Scheme) -> list[NDArray[np.uint64]]:
    """Return the distinct shingle hashes of some whole texts, ascending."""
    hashes, first = kernels.shingle_sets(*_utf8(texts), scheme.shingle)
    return np.split(hashes, first[1:-1]) if texts else []


def pack_prints(hashes: NDArray[np.uint64]) -> bytes:
    """Return shingle hashes cut to 21 bits, in about 14 bits each.

    References:
        Elias, "Efficient storage and retrieval by content and address of static files", 1974.
    """
    prints = np.unique(hashes >> np.uint64(64 - PRINT_BITS)).astype(np.int64)
    bits = np.zeros(len(prints) + (1 << (PRINT_BITS - _LOW)), np.uint8)
    bits[(prints >> _LOW) + np.arange(len(prints))] = 1
    low = (prints[:, None] >> np.arange(_LOW)) & 1
    packed = np.packbits(bits).tobytes() + np.packbits(low.astype(np.uint8)).tobytes()
    return len(prints).to_bytes(4, "little") + packed


def unpack_prints(packed: bytes) -> NDArray[np.uint64]:
    """Return the prints that ``pack_prints`` packed, ascending."""
    count = int.from_bytes(packed[:4], "little")
    octets = np.frombuffer(packed, np.uint8, offset=4)
    size = count + (1 << (PRINT_BITS - _LOW))
    bits = np.unpackbits(octets[: (size + 7) // 8], count=size)
    low = np.unpackbits(octets[(size + 7) // 8 :], count=count * _LOW).reshape(count, _LOW)
    high = np.flatnonzero(bits) - np.arange(count)
    return (high << _LOW | low @ (1 << np.arange(_LOW))).astype(np.uint64)


def seen_at(article: Article) -> int:
    """Return when an article was published, or now, in seconds since 1970."""
    return int(article.published.timestamp() if article.published else time.time())
