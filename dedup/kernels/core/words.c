/* Texts to folded words: a fast lane for ASCII, a plain one for everything else. */
#include "words.h"

#include "unicode.h"
#include "utf8.h"

/* The state of one text. Pointers move when memory grows, so they are reloaded after slow_word. */
typedef struct {
    const uint8_t *text;
    size_t size;
    size_t byte;   /* where we are */
    size_t hidden; /* continuation bytes before `byte`: a code-point offset is byte - hidden */
    uint8_t *out;
    int64_t *bounds, *starts, *ends;
    size_t written, count; /* bytes of `out`, words */
} Scan;

enum { WRITTEN_BEYOND = 32 }; /* bytes that may be written, and mean nothing, after a word */

/* Room for the rest of a text if its words are of simple letters: these fold to at most one and a
   half times their bytes (make_tables.py asserts it) and an ASCII letter to one, so a word and the
   space after it take at most twice its bytes. Two words have a separator between them, or one is
   of a script without spaces and has 3 bytes, so n bytes hold at most (n + 1) / 2 words. */
static Status reserve(Words *words, Scan *scan, int spans) {
    size_t left = scan->size - scan->byte;
    if (left > SIZE_MAX / 64) return OUT_OF_MEMORY;
    size_t most = scan->count + left / 2 + 3;
    Status status =
        buffer_reserve(&words->normalized, scan->written + 2 * left + WRITTEN_BEYOND);
    if (status == DONE) status = buffer_reserve_items(&words->bounds, most, sizeof(int64_t));
    if (status == DONE && spans) status = buffer_reserve_items(&words->starts, most, sizeof(int64_t));
    if (status == DONE && spans) status = buffer_reserve_items(&words->ends, most, sizeof(int64_t));
    scan->out = words->normalized.start;
    scan->bounds = words->bounds.start;
    scan->starts = words->starts.start;
    scan->ends = words->ends.start;
    return status;
}

/* A stretch of text as bits, one a byte, so that words are found sixty-four bytes at a time and
   nothing branches on where they end, which a processor cannot foresee. */
enum { BLOCK = 64, STRETCH = 64 * BLOCK, COPY = 16 };

typedef struct {
    size_t base, size; /* the bytes of the text that it covers */
    uint64_t inside[STRETCH / BLOCK]; /* part of a word, as far as ASCII tells */
    uint64_t beyond[STRETCH / BLOCK]; /* not ASCII */
    uint8_t folded[STRETCH + COPY];
} Stretch;

/* Eight bytes of 0 or 1 to eight bits. */
INLINE uint64_t eight_bits(const uint8_t *bytes) {
    return read_little64(bytes) * 0x0102040810204080ull >> 56;
}

/* Fold a block, and return its bits: ASCII letters and digits, apostrophes, what is not ASCII. */
INLINE void see_block(const uint8_t *restrict text, uint8_t *restrict folded, uint64_t *letters,
                      uint64_t *apostrophes, uint64_t *beyond) {
    uint8_t letter[BLOCK], apostrophe[BLOCK], high[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
        uint8_t byte = text[i], lower = byte | 0x20;
        uint8_t alphabetic = (uint8_t)(lower - 'a') < 26, digit = (uint8_t)(byte - '0') < 10;
        letter[i] = alphabetic | digit;
        apostrophe[i] = (byte == '\'') | (byte == '`');
        high[i] = byte >> 7;
        uint8_t plain = byte == '`' ? '\'' : byte;
        folded[i] = alphabetic ? lower : plain;
    }
    *letters = *apostrophes = *beyond = 0;
    for (int i = 0; i < BLOCK; i += 8) {
        *letters |= eight_bits(letter + i) << i;
        *apostrophes |= eight_bits(apostrophe + i) << i;
        *beyond |= eight_bits(high + i) << i;
    }
}

static void see_stretch(Stretch *stretch, const Scan *scan) {
    size_t left = scan->size - scan->byte, blocks;
    uint64_t letters[STRETCH / BLOCK + 1], apostrophes[STRETCH / BLOCK];
    stretch->base = scan->byte;
    stretch->size = left < STRETCH ? left : STRETCH;
    blocks = (stretch->size + BLOCK - 1) / BLOCK;
    for (size_t b = 0; b < blocks; b++) {
        const uint8_t *text = scan->text + stretch->base + b * BLOCK;
        uint8_t last[BLOCK] = {0}; /* not a byte past the end of a text is read */
        if (stretch->size - b * BLOCK < BLOCK) {
            memcpy(last, text, stretch->size - b * BLOCK);
            text = last;
        }
        see_block(text, stretch->folded + b * BLOCK, &letters[b], &apostrophes[b],
                  &stretch->beyond[b]);
    }
    memset(stretch->folded + blocks * BLOCK, 0, COPY);
    letters[blocks] = 0;
    uint64_t before = 0;
    for (size_t b = 0; b < blocks; b++) { /* an apostrophe between letters is part of a word */
        uint64_t after = letters[b] >> 1 | letters[b + 1] << 63;
        stretch->inside[b] = letters[b] | (apostrophes[b] & after & (letters[b] << 1 | before));
        before = letters[b] >> 63;
    }
}

/* Return the first byte from `from` on that is not ASCII, or the size of the stretch. */
INLINE size_t ascii_end(const Stretch *stretch, size_t from) {
    for (size_t b = from / BLOCK; b * BLOCK < stretch->size; b++) {
        uint64_t beyond = stretch->beyond[b];
        if (b == from / BLOCK) beyond &= ~0ull << from % BLOCK;
        if (beyond) return b * BLOCK + lowest_bit(beyond);
    }
    return stretch->size;
}

/* Write down where words begin and end within from .. limit, by turns; return how many edges. */
INLINE size_t find_edges(const Stretch *stretch, size_t from, size_t limit, uint16_t *edges) {
    size_t count = 0;
    uint64_t before = 0;
    for (size_t b = from / BLOCK; b * BLOCK < limit; b++) {
        uint64_t inside = stretch->inside[b];
        if (b == from / BLOCK) inside &= ~0ull << from % BLOCK;
        if (limit - b * BLOCK < BLOCK) inside &= ~(~0ull << (limit - b * BLOCK));
        uint64_t turns = inside ^ (inside << 1 | before);
        before = inside >> 63;
        while (turns) { /* eight at a time: how many there are is noise, whether over 16 less so */
            for (int i = 0; i < 8; i++) {
                edges[count] = (uint16_t)(b * BLOCK + lowest_bit(turns | 1ull << 63));
                count += turns != 0;
                turns &= turns - 1;
            }
        }
    }
    if (before) edges[count++] = (uint16_t)limit;
    return count;
}

/* Take the words from here on while all is ASCII. A word at the end of the stretch, or touching
   what is not ASCII, is left to be seen as a whole. Return whether the stretch was the limit. */
INLINE int scan_ascii(Scan *scan, const Stretch *stretch, int spans) {
    uint16_t edges[STRETCH + 8];
    size_t from = scan->byte - stretch->base, limit = ascii_end(stretch, from);
    size_t count = find_edges(stretch, from, limit, edges), next = limit;
    if (stretch->base + limit < scan->size && count) {
        size_t end = edges[count - 1];
        if (end == limit || (end == limit - 1 && stretch->folded[end] == '\'')) {
            count -= 2;
            next = edges[count];
        }
    }
    /* Copies: a write through `out` could change whatever `scan` points to. */
    uint8_t *const start = scan->out, *out = start + scan->written;
    int64_t *bounds = scan->bounds + scan->count + 1;
    const int64_t shift = (int64_t)stretch->base - (int64_t)scan->hidden;
    for (size_t i = 0; i < count; i += 2) {
        const uint8_t *word = stretch->folded + edges[i];
        size_t size = (size_t)(edges[i + 1] - edges[i]);
        memcpy(out, word, COPY); /* of a fixed size, so that most words take no loop */
        if (UNLIKELY(size > COPY)) memcpy(out + COPY, word + COPY, size - COPY);
        out[size] = ' ';
        out += size + 1;
        *bounds++ = out - start;
        if (spans) {
            scan->starts[scan->count + i / 2] = edges[i] + shift;
            scan->ends[scan->count + i / 2] = edges[i + 1] + shift;
        }
    }
    scan->written = (size_t)(out - start);
    scan->count += count / 2;
    scan->byte = stretch->base + next;
    return limit == stretch->size;
}

/* Find where the word that begins here ends, and write it as if all its letters were simple.
   Return REFUSED if it is not UTF-8; otherwise whether they all are in `simple`. */
INLINE Status scan_word(const Scan *scan, size_t *end, size_t *hidden, uint8_t **out, int *simple) {
    size_t byte = scan->byte, width;
    while (byte < scan->size) {
        uint32_t point = utf8_decode(scan->text + byte, scan->size - byte, &width);
        if (point == NOT_UTF8) {
            *end = byte;
            return REFUSED;
        }
        const Character *of = character(point);
        if (of->kind == APOSTROPHE) {
            if (byte + width >= scan->size) break;
            size_t after;
            uint32_t follower =
                utf8_decode(scan->text + byte + width, scan->size - byte - width, &after);
            if (follower == NOT_UTF8) {
                *end = byte + width;
                return REFUSED;
            }
            if (character(follower)->kind != LETTER) break;
        } else if (of->kind != LETTER) {
            break;
        }
        if (of->flags & SIMPLE) {
            *out += utf8_encode((uint32_t)((int32_t)point + of->delta), *out);
        } else if (of->flags & IS_APOSTROPHE) {
            *(*out)++ = '\'';
        } else if (!(of->flags & IS_JOINER)) {
            *simple = 0;
        }
        byte += width;
        *hidden += width - 1;
    }
    *end = byte;
    return DONE;
}

/* Take the word that begins here, of any letters, or one code point that begins none. */
static Status slow_word(Words *words, Scan *scan, int spans, size_t *wrong) {
    size_t width;
    uint32_t point = utf8_decode(scan->text + scan->byte, scan->size - scan->byte, &width);
    if (point == NOT_UTF8) {
        *wrong = scan->byte;
        return REFUSED;
    }
    const Character *of = character(point);
    size_t begin = scan->byte, end = begin + width, hidden = scan->hidden + width - 1;
    uint8_t *out = scan->out + scan->written;
    int simple = 1;
    if (of->kind == LETTER) {
        hidden = scan->hidden;
        if (scan_word(scan, &end, &hidden, &out, &simple) != DONE) {
            *wrong = end;
            return REFUSED;
        }
    } else if (of->kind != LONE) {
        scan->byte = end;
        scan->hidden = hidden;
        return DONE;
    } else if (of->flags & SIMPLE) {
        out += utf8_encode((uint32_t)((int32_t)point + of->delta), out);
    } else {
        simple = 0;
    }
    size_t size = (size_t)(out - (scan->out + scan->written));
    int64_t first = (int64_t)(begin - scan->hidden), last = (int64_t)(end - hidden);
    if (!simple) {
        if (fold_word(&words->folder, scan->text + begin, end - begin, &words->folded) != DONE) {
            return OUT_OF_MEMORY;
        }
        size = words->folded.size;
    }
    scan->byte = end;
    scan->hidden = hidden;
    if (size == 0) return DONE;
    if (!simple) {
        size_t written = scan->written;
        scan->written += size + 1;
        if (reserve(words, scan, spans) != DONE) return OUT_OF_MEMORY;
        scan->written = written;
        memcpy(scan->out + written, words->folded.start, size);
    }
    scan->written += size;
    scan->out[scan->written++] = ' ';
    if (spans) {
        scan->starts[scan->count] = first;
        scan->ends[scan->count] = last;
    }
    scan->bounds[++scan->count] = (int64_t)scan->written;
    return DONE;
}

INLINE Status scan_text(Words *words, Scan *scan, int spans, size_t *wrong) {
    Stretch stretch;
    stretch.base = stretch.size = 0;
    while (scan->byte < scan->size) {
        if (scan->text[scan->byte] < 0x80) {
            if (scan->byte >= stretch.base + stretch.size) see_stretch(&stretch, scan);
            int exhausted = scan_ascii(scan, &stretch, spans);
            if (scan->byte == scan->size) break;
            if (exhausted && scan->byte > stretch.base) {
                stretch.size = 0; /* the word that was cut begins the next stretch */
                continue;
            }
        }
        Status status = slow_word(words, scan, spans, wrong);
        if (UNLIKELY(status != DONE)) return status;
    }
    return DONE;
}

Status words_append(Words *words, const uint8_t *text, size_t size, int spans, size_t *wrong) {
    Scan scan = {.text = text, .size = size, .written = words->normalized.size, .count = words->count};
    if (reserve(words, &scan, spans) != DONE) return OUT_OF_MEMORY;
    if (words->count == 0) scan.bounds[0] = 0;
    /* Two copies of the loop, so that neither asks at every byte whether spans are wanted. */
    Status status = spans ? scan_text(words, &scan, 1, wrong) : scan_text(words, &scan, 0, wrong);
    words->normalized.size = scan.written;
    words->count = scan.count;
    return status;
}

void words_free(Words *words) {
    buffer_free(&words->normalized);
    buffer_free(&words->bounds);
    buffer_free(&words->starts);
    buffer_free(&words->ends);
    buffer_free(&words->folded);
    folder_free(&words->folder);
}

Status refuse_utf8(Fault *fault, const uint8_t *text, size_t size, size_t row, size_t wrong) {
    return refuse(fault,
                  "text %lld is not utf-8: byte %lld at %lld of its %lld; decode it with "
                  "errors=\"replace\" first",
                  (long long)row, text[wrong], (long long)wrong, (long long)size);
}
