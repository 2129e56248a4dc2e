"""The slow twins: every kernel again, from its definition, in plain ints and sets.

Nothing here is imported from dedup, and nothing here is clever.
"""

from __future__ import annotations

import json
import math
import unicodedata
from itertools import pairwise
from typing import Any

MASK32, MASK64 = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF


def is_spaceless(char: str) -> bool:
    """Return whether a code point belongs to a script written without spaces, by its name."""
    name = unicodedata.name(char, "")
    return name.startswith(
        ("CJK UNIFIED", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
    )


def words(text: str) -> list[tuple[str, int, int]]:
    """Return (folded word, start, end): runs of letters, numbers and marks, apostrophes inside."""
    found = []
    at = 0
    while at < len(text):
        if not _is_letter(text[at]):
            at += 1
            continue
        end = at + 1
        if not is_spaceless(text[at]):
            while end < len(text):
                inside = text[end] in "'’`" and end + 1 < len(text)
                if _is_letter(text[end]) and not is_spaceless(text[end]):
                    end += 1
                elif inside and _is_letter(text[end + 1]) and not is_spaceless(text[end + 1]):
                    end += 2
                else:
                    break
        found.append((fold(text[at:end]), at, end))
        at = end
    return found


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


def fold(word: str) -> str:
    """Return NFKC, case folded, NFKC again, with one kind of apostrophe."""
    plain = unicodedata.normalize("NFKC", word.replace("’", "'").replace("`", "'")).casefold()
    return unicodedata.normalize("NFKC", plain)


def shingles(tokens: list[str], width: int) -> list[str]:
    """Return each run of ``width`` words joined by a space; a short text is one shingle."""
    if not tokens:
        return []
    return [" ".join(tokens[i : i + width]) for i in range(max(1, len(tokens) - width + 1))]


def mixed(value: int) -> int:
    """Return MurmurHash3's 32-bit finalizer."""
    value ^= value >> 16
    value = value * 0x85EBCA6B & MASK32
    value ^= value >> 13
    value = value * 0xC2B2AE35 & MASK32
    return value ^ value >> 16


def minhash(hashes: set[int], multipliers: list[int], increments: list[int]) -> list[int]:
    """Return the minimum of each affine permutation over the low 32 bits of the hashes."""
    return [
        min(((a * mixed(h & MASK32) + b) & MASK32 for h in hashes), default=MASK32)
        for a, b in zip(multipliers, increments, strict=True)
    ]


def winnow(hashes: list[int], window: int) -> set[int]:
    """Return the minimum of every window, or of the whole where it is shorter than one."""
    if not hashes:
        return set()
    return {min(hashes[i : i + window]) for i in range(max(1, len(hashes) - window + 1))}


def band_keys(signature: list[int], bands: int) -> list[int]:
    """Return one 64-bit key a band: its rows mixed into its number by SplitMix64's finalizer."""
    rows = len(signature) // bands
    keys = []
    for band in range(bands):
        key = band + 1
        for value in signature[band * rows : (band + 1) * rows]:
            key = key + 0x9E3779B97F4A7C15 + value & MASK64
            key = (key ^ key >> 30) * 0xBF58476D1CE4E5B9 & MASK64
            key = (key ^ key >> 27) * 0x94D049BB133111EB & MASK64
            key ^= key >> 31
        keys.append(key)
    return keys


def candidate_pairs(keys: list[int], owners: list[int], cap: int) -> set[tuple[int, int]]:
    """Return the pairs of owners of one key; a crowded key pairs all with the lowest alone."""
    holders: dict[int, set[int]] = {}
    for key, owner in zip(keys, owners, strict=True):
        holders.setdefault(key, set()).add(owner)
    pairs = set()
    for group in holders.values():
        firsts = sorted(group) if len(group) <= cap else [min(group)]
        pairs |= {(a, b) for a in firsts for b in group if a < b}
    return pairs


def common_runs(left: list[int], right: list[int], shortest: int) -> set[tuple[int, int, int]]:
    """Return the maximal common runs (left start, right start, length), by trying everything."""
    runs = set()
    for i in range(len(left)):
        for j in range(len(right)):
            if i and j and left[i - 1] == right[j - 1]:
                continue
            length = 0
            while (
                i + length < len(left)
                and j + length < len(right)
                and left[i + length] == right[j + length]
            ):
                length += 1
            if length >= shortest:
                runs.add((i, j, length))
    return runs


def average_linkage(
    count: int, weights: dict[tuple[int, int], float], least: float
) -> list[list[int]]:
    """Return the groups that average linkage joins, by looking at all pairs at every step."""
    groups = [[i] for i in range(count)]
    while True:
        best, chosen = 0.0, None
        for i in range(len(groups)):
            for j in range(i + 1, len(groups)):
                cross = [
                    weights.get((min(a, b), max(a, b)), 0.0) for a in groups[i] for b in groups[j]
                ]
                mean = sum(cross) / len(cross)
                if mean >= least and mean > best + 1e-12:
                    best, chosen = mean, (i, j)
        if chosen is None:
            return sorted(groups)
        i, j = chosen
        groups[i] = sorted(groups[i] + groups.pop(j))
        groups.sort()


def posting_run(postings: dict[int, set[int]]) -> bytes:
    """The bytes of a run: how many keys, three widths, and bits for each key, gaps from 0 on."""
    keys = sorted(postings)
    owners = [sorted(postings[key]) for key in keys]
    if not keys:
        return b""

    def plain(value: int, size: int) -> str:
        return f"{value:0{size}b}"[::-1] if size else ""

    def coded(value: int, low: int) -> str:
        above, size = value >> low, value.bit_length()
        if above > 15:
            return "1" * 16 + plain(size, 6) + plain(value, size)
        return "1" * above + "0" + plain(value & ((1 << low) - 1), low)

    def width(values: list[int]) -> int:
        def cost(low: int) -> float:
            above = {1: 1, 2: 2.5, 3: 5.5, 4: 11.5}  # ones, in the mean, before the zero
            total = 0.0
            for size in (value.bit_length() for value in values):
                if size > low + 4:
                    total += 22 + size
                else:
                    total += low + 1 + above.get(size - low, 0)
            return total

        return min(range(59), key=lambda low: (cost(low), low))

    def less_one(own: list[int]) -> list[int]:
        return [b - a - 1 for a, b in zip(own, own[1:], strict=False)]

    gaps = [b - a for a, b in zip([0, *keys], keys, strict=False)]
    of_gaps, of_firsts = width(gaps), width([own[0] for own in owners])
    of_steps = width([step for own in owners if len(own) < 8 for step in less_one(own)])
    bits = ""
    for gap, own in zip(gaps, owners, strict=True):
        bits += coded(gap, of_gaps) + coded(len(own) - 1, 0)
        mine = of_steps
        if len(own) >= 8:
            mine = width(less_one(own))
            bits += plain(mine, 6)
        bits += coded(own[0], of_firsts) + "".join(coded(step, mine) for step in less_one(own))
    count = (
        bytes([len(keys)]) if len(keys) < 128 else bytes([len(keys) % 128 + 128, len(keys) >> 7])
    )
    octets = [bits[at : at + 8] for at in range(0, len(bits), 8)]
    widths = bytes([of_gaps, of_firsts, of_steps])
    return count + widths + bytes(int(octet[::-1], 2) for octet in octets)


def evidence(
    heads: list[list[int]],
    stock: list[list[int]],
    spans: list[tuple[int, int]],
    kept: float,
    most: float,
    lenience: float,
) -> float:
    """Return how far the words of a rectangle are from chance, in nats, from the definition.

    Args:
        heads: what stands for each word of the left and of the right.
        stock: whether each word is part of a stock phrase.
        spans: the words of the rectangle on either side.
        kept: the share of words that a rewriter keeps.
        most: what one word may add.
        lenience: by how much less a word costs that is left over where its side is longer.
    """
    inside = [heads[side][a:b] for side, (a, b) in enumerate(spans)]
    words_outside = sum(map(len, heads)) - sum(map(len, inside))
    total = 0.0
    for side in (0, 1):
        first = spans[side][0]
        here, there = len(inside[side]), len(inside[1 - side])
        for k, head in enumerate(inside[side]):
            # Each word answers one: of three here and two there, the third is left over.
            if inside[side][: k + 1].count(head) > inside[1 - side].count(head):
                total += math.log(1 - kept) * (1 - lenience * max(0, here - there) / here)
                continue
            if stock[side][first + k]:
                continue
            everywhere = heads[0].count(head) + heads[1].count(head)
            outside = everywhere - inside[0].count(head) - inside[1].count(head)
            rate = (outside + 0.25) / (words_outside + 500)
            chance = 1 - math.exp(-len(inside[1 - side]) * rate)
            total += min(most, math.log((kept + (1 - kept) * chance) / chance))
    return total


def json_text(line: bytes, texts: tuple[str, ...], ids: tuple[str, ...]) -> tuple[str, str]:
    """Return the text and the id of a row, "" where none is stated, by Python's own reader."""
    row = {key.strip().lower(): value for key, value in json.loads(line).items()}
    text = next(row[name] for name in texts if isinstance(row.get(name), str) and row[name].strip())
    own = (row.get(name) for name in ids)
    stated = (str(i) for i in own if isinstance(i, str | int) and not isinstance(i, bool))
    return text, next((i for i in stated if i), "")


def near_pairs(
    slots: list[list[int]],
    owners: list[int],
    bands: tuple[int, int],
    rows: int,
    cap: int,
    least: int,
) -> tuple[list[tuple[int, int]], list[int]]:
    """Return the owners' pairs that share a band and enough slots, and the sizes over the cap."""
    pairs, capped = set(), []
    for band in range(*bands):
        own = {i: slots[i][band * rows : band * rows + rows] for i in owners}
        for i in owners:
            group = [j for j in owners if own[j] == own[i]]
            if len(group) > cap and i == group[0]:
                capped.append(len(group))
            if len(group) <= cap or i == group[0]:
                pairs |= {(i, j) for j in group if i < j}
    equal = {(i, j): sum(a == b for a, b in zip(slots[i], slots[j], strict=True)) for i, j in pairs}
    return sorted(p for p in pairs if equal[p] >= least), sorted(capped, reverse=True)


def components(pairs: list[tuple[int, int]], things: int) -> list[int]:
    """Return the lowest thing that each is connected with."""
    labels = list(range(things))
    for _ in range(things):
        for left, right in pairs:
            labels[left] = labels[right] = min(labels[left], labels[right])
    return labels


def pair_cosines(rows: list[dict[int, float]], pairs: list[tuple[int, int]]) -> list[float]:
    """Return the product of the weights of each pair of rows, summed in the order of the terms."""
    found = []
    for left, right in pairs:
        cosine = 0.0
        for term in sorted(rows[left].keys() & rows[right].keys()):
            cosine += rows[left][term] * rows[right][term]
        found.append(cosine)
    return found


def nearest_by_terms(
    rows: list[dict[int, float]], least: float, most: int
) -> list[list[tuple[int, float]]]:
    """Return each row's best others by the product of their weights, nearest first."""
    found = []
    for row, own in enumerate(rows):
        near = []
        for other, theirs in enumerate(rows):
            shared = sorted(own.keys() & theirs.keys())
            cosine = 0.0
            for term in shared:
                cosine += own[term] * theirs[term]
            if other != row and shared and cosine >= least:
                near.append((other, cosine))
        found.append(sorted(near, key=lambda one: (-one[1], one[0]))[:most])
    return found


def compared(
    left: dict[str, list[int]], right: dict[str, list[int]], passages: list[list[int]]
) -> dict[str, object]:
    """What two sheets have in common, by the names of what is counted; pairs are (left, right)."""
    sides = (left, right)
    found: dict[str, list[object]] = {}
    for side, sheet in enumerate(sides):
        spans = [row[2 * side : 2 * side + 2] for row in passages if row[4] != 3]
        inside = {i for first, last in spans for i in range(first, last)}
        own = {i for i, flag in enumerate(sheet["flags"]) if not flag & 16}
        telling = {i for i in own if not sheet["flags"][i] & 4}
        sentences: dict[int, set[int]] = {}
        for i, flag in enumerate(sheet["flags"]):
            number = max(sentences, default=0) + (flag & 32 != 0)
            sentences.setdefault(number, set()).add(i)
        told = [words & telling for words in sentences.values() if words & telling]
        rows, others = _rows(sheet), set(_rows(sides[1 - side]).values())
        copied = {start for start, row in rows.items() if row in others}
        order = sorted(own)
        taken, pieces = (_in_rows(order, copied, most) for most in (3, 12))
        whole = {
            i
            for words in sentences.values()
            for i in words & own
            if len(words & taken) >= 0.9 * len(words & own)
        }
        weight = dict(zip(sheet["stems"], sheet["weights"], strict=True))
        stems = {name: [sheet["stems"][k] for k in sheet[name]] for name in ("own", "facts")}
        theirs = {sides[1 - side]["stems"][k] for k in sides[1 - side]["own"]}
        for name, value in {
            "COVERED": len(telling & inside),
            "NARRATIVE": len(telling),
            "TOLD": len(told),
            "CARRIED": sum(2 * len(words & inside) >= len(words) for words in told),
            "TAKEN": len(taken),
            "PIECES": len(taken & (pieces | whole)),
            "MISSING": sum(weight[s] for s in stems["facts"] if s not in sides[1 - side]["stems"]),
            "SHARED": sum(weight[s] for s in stems["own"] if s in theirs),
            "TOTAL": sum(weight[s] for s in stems["own"]),
        }.items():
            found.setdefault(name, []).append(value)
    once = [{s: p for s, p in zip(x["stems"], x["places"], strict=True) if p} for x in sides]
    shared = sorted(once[0].keys() & once[1].keys(), key=lambda stem: once[0][stem])
    follow = [once[1][stem] for stem in shared]
    ascents = [0] * len(follow)
    for i, one in enumerate(follow):
        ascents[i] = 1 + max((ascents[k] for k in range(i) if follow[k] < one), default=0)
    vectors = [
        {x["stems"][k]: w for k, w in zip(x["terms"], x["term_weights"], strict=True)}
        for x in sides
    ]
    return dict(found) | {
        "ONCE_IN_BOTH": len(follow),
        "ASCENT": max(ascents, default=0),
        "INVERSIONS": sum(a > b for i, a in enumerate(follow) for b in follow[i + 1 :]),
        "COSINE": sum(w * vectors[1].get(stem, 0.0) for stem, w in vectors[0].items()),
    }


def _rows(sheet: dict[str, list[int]]) -> dict[int, tuple[int, ...]]:
    """Each row of three words that are no furniture, by where it begins among these."""
    own = [n for n, flag in zip(sheet["numbers"], sheet["flags"], strict=True) if not flag & 16]
    return {k: tuple(own[k : k + 3]) for k in range(len(own) - 2)}


def _in_rows(order: list[int], copied: set[int], most: int) -> set[int]:
    """The words that stand in so many in a row or more, every three of which were copied."""
    return {
        order[k]
        for start in range(len(order) - most + 1)
        if all(at in copied for at in range(start, start + most - 2))
        for k in range(start, start + most)
    }


def cut_units(texts: dict[str, Any]) -> dict[str, list[Any]]:
    """The words of some texts cut up for alignment, word by word."""
    out: dict[str, list[Any]] = {name: [] for name in ("flags", "quotations", "heads", "held")}
    out |= {"bounds": [], "first": [[0, 0, 0]]}
    rows = [
        _ragged(texts[first], texts[name])
        for first, name in (
            ("first", "starts"), ("first", "kinds"), ("first", "heads"), ("marks_first", "marks"),
            ("quoted_first", "quotations"),
        )
    ]  # fmt: skip
    for starts, kinds, heads, marks, quotations in zip(*rows, strict=True):
        own = [i for i, kind in enumerate(kinds) if not kind & 16]
        begins = {0} | {i for i, kind in enumerate(kinds) if kind & 32}
        apart = {k for k in range(1, len(own)) if own[k] - own[k - 1] > 1}
        opening = {0} | apart | {k for k, i in enumerate(own) if i in begins}
        from_place = [sum(starts[i] < place for i in own) for place in (*marks, *quotations)]
        clauses = opening | set(from_place[: len(marks)])
        stock = set()
        edges = [*sorted(k for k in opening if k < len(own)), len(own)]
        for a, b in pairwise(edges):
            dates = sum(kinds[own[k]] & 64 > 0 for k in range(a, b))
            if b - a <= texts["dateline"] and dates >= max(2, texts["dated"] * (b - a)):
                stock |= set(range(a, b))
        flags = [(kind & 16) | 32 * (i in begins) for i, kind in enumerate(kinds)]
        for k, i in enumerate(own):
            flags[i] |= (k in opening) | 2 * (k in clauses) | (kinds[i] & 12) | 8 * (k in stock)
        bounds = [0]
        for k in edges[1:] if own else []:
            if k - bounds[-1] >= texts["shortest"] or k in apart or k == len(own):
                bounds.append(k)
        held = sorted({heads[i] for i in own})
        out["flags"] += flags
        out["quotations"] += from_place[len(marks) :]
        out["heads"] += [held.index(heads[i]) for i in own]
        out["held"] += held
        out["bounds"] += bounds
        out["first"].append([len(out[name]) for name in ("heads", "held", "bounds")])
    return out


def weigh_stems(texts: dict[str, Any]) -> dict[str, list[Any]]:
    """The stems of some texts as they are compared, one by one."""
    names = ("stems", "places", "weights", "own", "facts", "terms", "term_weights")
    out: dict[str, list[Any]] = {name: [] for name in names} | {"first": [[0, 0, 0, 0]]}
    rank = texts["ranks"].tolist()
    rows = [
        _ragged(texts[first], texts[name])
        for first, name in (
            ("first", "stems"), ("first", "weights"), ("first", "kinds"), ("term_first", "terms"),
            ("term_first", "frequencies"),
        )
    ]  # fmt: skip
    for stems, weights, kinds, terms, frequencies in zip(*rows, strict=True):
        weight = dict(zip(stems[::-1], weights[::-1], strict=True))
        distinct = sorted(weight)
        told = {
            s: [i for i, kind in enumerate(kinds) if stems[i] == s and not kind & 20]
            for s in distinct
        }
        once = {s for s in distinct if len(told[s]) == 1 and weight[s] > texts["telling"]}
        own = {s for s, kind in zip(stems, kinds, strict=True) if s and not kind & 16}
        facts = {
            s for s in own if weight[s] > texts["fact"] and any(kinds[i] & 128 for i in told[s])
        }
        strong = [
            (-frequency * weight[s], rank[s], s)
            for s, frequency in zip(terms, frequencies, strict=True)
            if weight[s] > texts["term"]
        ]
        best = sorted(strong, key=lambda one: one[:2])[: texts["most"]]
        length = math.sqrt(sum(one[0] ** 2 for one in best)) or 1.0
        by_rank = sorted(best, key=lambda one: one[1])
        out["stems"] += distinct
        out["places"] += [told[s][0] + 1 if s in once else 0 for s in distinct]
        out["weights"] += [weight[s] for s in distinct]
        out["own"] += [distinct.index(s) for s in sorted(own, key=rank.__getitem__)]
        out["facts"] += [distinct.index(s) for s in sorted(facts, key=rank.__getitem__)]
        out["terms"] += [distinct.index(one[2]) for one in by_rank]
        out["term_weights"] += [-one[0] / length for one in by_rank]
        out["first"].append([len(out[name]) for name in ("stems", "own", "facts", "terms")])
    return out


def _ragged(first: Any, items: Any) -> list[list[Any]]:
    return [items[a:b].tolist() for a, b in pairwise(first.tolist())]


SPAN_STOPS = ".!?…؟۔։।"
LOUD, WIDE_STOPS = "!?…", "。！？｡"


def sentences(text: str, rules: dict[str, int], share: float) -> list[tuple[int, int]]:
    """Return the spans of sentences: where stops, line ends and blank lines cut a text."""
    lines = text.split("\n")
    wraps = [b[0] for a, b in pairwise(lines) if a.strip() and b and not b[0].isspace()]
    wrapped = bool(wraps) and sum(c.islower() for c in wraps) > share * len(wraps)
    cuts, at = [0], 0
    while at < len(text):
        end = at + 1
        if text[at] == "\n":
            while end < len(text) and text[end].isspace():
                end += 1
            if not wrapped or "\n" in text[at + 1 : end]:
                cuts.append(end)
        elif (end := _stop(text, at)) > at:
            if _ends(text, at, end, rules):
                cuts.append(end)
        else:
            end = at + 1
        at = end
    found = []
    for a, b in pairwise([*cuts, len(text)]):
        inside = [i for i in range(a, b) if not text[i].isspace()]
        found += [(inside[0], inside[-1] + 1)] if inside else []
    return found


def _run(text: str, at: int, among: str) -> int:
    while at < len(text) and text[at] in among:
        at += 1
    return at


def _stop(text: str, at: int) -> int:
    """Return where a stop ends with its closing marks, ``at`` if it is none."""
    if text[at] in WIDE_STOPS:
        return _run(text, at + 1, "」』”’）)")
    end = _run(text, _run(text, at, SPAN_STOPS), ")]}\"'”’»›")
    if text[at] in SPAN_STOPS and end < len(text) and text[end].isspace():
        return end
    loud = _run(text, at, LOUD)
    ends = range(loud + 1, _run(text, loud, '”"»') + 1) if loud > at else ()
    return max((e for e in ends if e < len(text) and not text[e].isspace()), default=at)


def _ends(text: str, at: int, end: int, rules: dict[str, int]) -> bool:
    abbreviation, stops_too, lead_rule, noun_rule, starter = 1, 2, 4, 8, 16
    if text[at] in WIDE_STOPS + "؟۔։।":
        return True
    after = text[end : end + 80].lstrip()
    if after.lstrip("\"'“‘„«‹([{¿¡—–-•* \u00a0\u202f")[:1].islower():
        return False
    if text[at:end] != ".":
        return True
    written = _word_before(text, at)
    word = _lowered(written.strip(".'’-"))
    if rules.get(word, 0) & abbreviation:
        if "." not in word and not rules[word] & stops_too:
            return False
        first = _word_at(after.lstrip('"“‘«('))
        return first[:1].isupper() and bool(rules.get(_lowered(first), 0) & starter)
    if len(word) == 1 and word.isalpha():
        return False
    noun = _word_at(after)
    if not (word.isdigit() and len(word) <= 2 and noun):
        return True
    before = at - len(written) - 1
    lead = _word_before(text, before) if before >= 0 else ""
    return not (
        rules.get(_lowered(noun), 0) & noun_rule or rules.get(_lowered(lead), 0) & lead_rule
    )


def _lowered(word: str) -> str:
    return "".join(char.lower() for char in word)


def _word_at(text: str) -> str:
    end = 0
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return text[:end]


def _word_before(text: str, end: int) -> str:
    window = text[max(0, end - 40) : end].removesuffix("\n")
    begin = len(window)
    while begin and (window[begin - 1].isalnum() or window[begin - 1] in "_.’'&-"):
        begin -= 1
    return window[begin:]


CLOSERS = {"“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "‹": "›", '"': '"'}


def quotations(text: str) -> list[tuple[int, int]]:
    """Return the spans inside quote marks, paragraph by paragraph."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    spans: list[tuple[int, int]] = []
    for (start, end), (a, b) in pairwise([*paragraphs, (len(text), len(text))]):
        if _posted(text[a:b].lstrip()):
            spans.append((start, end))
        else:
            double = _double(text, start, end, text[a:b].lstrip()[:1])
            single = _single(text, start, end)
            free = [one for one in single if all(one[1] <= s or one[0] >= e for s, e in double)]
            spans += sorted(double + free)
    return spans


def _posted(line: str) -> bool:
    """Return whether a line begins with a dash, a name, and a handle in brackets."""
    name, bracket, rest = line.partition("(")
    handle = _word_at(rest[1:])
    if not (
        bracket and rest[:1] == "@" and name.endswith(" ") and rest[1 + len(handle) :][:1] == ")"
    ):
        return False
    starts = {
        "".join(p) for p in ((d, e, s) for d in "—–-" for e in ("", *"—–-") for s in ("", " "))
    }
    lengths = [len(name) - 1 - len(one) for one in starts if name[:-1].startswith(one)]
    return 1 <= len(handle) <= 15 and any(1 <= length <= 80 for length in lengths)


def _is_word(text: str, at: int, end: int) -> bool:
    return at < end and (text[at].isalnum() or text[at] == "_")


def _opening(text: str, at: int, end: int) -> bool:
    if at + 1 >= end:
        return False
    before, after = text[at - 1] if at else " ", text[at + 1]
    if text[at] == '"':
        inside = _is_word(text, at + 1, end) or after in "[($£€.…'‘¿¡"
        return inside and (before.isspace() or before in "([{—–/-")
    if text[at] == "»":
        return not after.isspace() and before.isspace()
    return not after.isspace() or after in "\u00a0\u202f" or text[at] == "«"


def _double(text: str, start: int, end: int, heir: str) -> list[tuple[int, int]]:
    spans, at = [], start
    while at < end:
        mark = text[at]
        if mark not in CLOSERS or not _opening(text, at, end):
            at += 1
            continue
        limit = min(end, at + 5000)
        close = at + 1
        while close < limit and not (
            text[close] in CLOSERS[mark]
            and (mark != '"' or not (text[close - 1].isspace() or text[close - 1] in "([—"))
            and (mark != '"' or not _is_word(text, close + 1, limit))
        ):
            close += 1
        if close == limit and (heir != mark or limit < end):
            at += 1
            continue
        if text[at + 1 : close].strip():
            spans.append((at + 1, close))
        at = close + 1
    return spans


def _single(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans, at = [], start
    while at < end:
        close = _single_end(text, at, end)
        if close and len(text[at + 1 : close].split()) >= 4:
            spans.append((at + 1, close))
        at = close + 1 if close else at + 1
    return spans


def _single_end(text: str, at: int, end: int) -> int:
    """Return where the mark stands that closes the single one at a place, 0 if none does."""
    if text[at] not in "‘'" or (at and _is_word(text, at - 1, end)):
        return 0
    if not _is_word(text, at + 1, end):
        return 0
    for close in range(at + 17, min(end, at + 1203)):
        if "‘" in text[at + 1 : close]:
            return 0
        last = _is_word(text, close - 1, end) or text[close - 1] in ".,!?…"
        if text[close] in "’'" and last and not _is_word(text, close + 1, end):
            return close
    return 0
