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

/* Room for the rest of a text if its words are of simple letters: these fold to at most one and a
   half times their bytes (make_tables.py asserts it) and an ASCII letter to one, so a word and the
   space after it take at most twice its bytes. Two words have a separator between them, or one is
   of a script without spaces and has 3 bytes, so n bytes hold at most (n + 1) / 2 words. */
static Status reserve(Words *words, Scan *scan, int spans) {
    size_t left = scan->size - scan->byte;
    if (left > SIZE_MAX / 64) return OUT_OF_MEMORY;
    size_t most = scan->count + left / 2 + 3;
    Status status =
        buffer_reserve(&words->normalized, scan->written + 2 * left + 8 + READABLE_BEYOND);
    if (status == DONE) status = buffer_reserve_items(&words->bounds, most, sizeof(int64_t));
    if (status == DONE && spans) status = buffer_reserve_items(&words->starts, most, sizeof(int64_t));
    if (status == DONE && spans) status = buffer_reserve_items(&words->ends, most, sizeof(int64_t));
    scan->out = words->normalized.start;
    scan->bounds = words->bounds.start;
    scan->starts = words->starts.start;
    scan->ends = words->ends.start;
    return status;
}

enum { ASCII_LETTER = 1, ASCII_APOSTROPHE = 2, BEYOND_ASCII = 4 };

#define L ASCII_LETTER
#define A ASCII_APOSTROPHE
#define B4 BEYOND_ASCII, BEYOND_ASCII, BEYOND_ASCII, BEYOND_ASCII
#define B32 B4, B4, B4, B4, B4, B4, B4, B4
static const uint8_t BYTE_KIND[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 0 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 1 */
    0, 0, 0, 0, 0, 0, 0, A, 0, 0, 0, 0, 0, 0, 0, 0, /* 2 */
    L, L, L, L, L, L, L, L, L, L, 0, 0, 0, 0, 0, 0, /* 3 */
    0, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 4 */
    L, L, L, L, L, L, L, L, L, L, L, 0, 0, 0, 0, 0, /* 5 */
    A, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 6 */
    L, L, L, L, L, L, L, L, L, L, L, 0, 0, 0, 0, 0, /* 7 */
    B32, B32, B32, B32,
};
#undef L
#undef A
#undef B4
#undef B32

/* Fold a byte that is an ASCII letter, digit or apostrophe. */
INLINE uint8_t fold_byte(uint8_t byte) {
    uint8_t lower = (uint8_t)(byte | (uint8_t)((uint8_t)(byte - 'A') < 26) << 5);
    return byte == '`' ? '\'' : lower;
}

/* Go on while this byte and the next are ASCII. No branch depends on where words end, because
   that is what a processor cannot foresee: every byte is written, and the place for the next one
   moves on where it is a letter's, or the first after a word. */
INLINE void scan_ascii(Scan *scan, int spans) {
    /* Copies: a write through `out` could change whatever `scan` points to. */
    const uint8_t *const text = scan->text;
    uint8_t *const out = scan->out;
    int64_t *const bounds = scan->bounds, *const starts = scan->starts, *const ends = scan->ends;
    const size_t hidden = scan->hidden, last = scan->size - 1;
    size_t byte = scan->byte, start = byte, written = scan->written, count = scan->count;
    unsigned inside = 0, here = BYTE_KIND[text[byte]];
    while (byte < last) {
        unsigned next = BYTE_KIND[text[byte + 1]];
        if (UNLIKELY((here | next) & BEYOND_ASCII)) break;
        unsigned letter = (here | (here >> 1 & inside & next)) & 1;
        out[written] = letter ? fold_byte(text[byte]) : ' ';
        written += letter | inside;
        bounds[count + 1] = (int64_t)written;
        start = letter ? start : byte + 1;
        if (spans) ends[count] = (int64_t)(byte - hidden);
        count += inside & ~letter;
        if (spans) starts[count] = (int64_t)(start - hidden);
        inside = letter;
        here = next;
        byte++;
    }
    scan->count = count;
    /* A word that has not ended is given back, for the plain lane to see as a whole. */
    scan->written = inside ? (size_t)bounds[count] : written;
    scan->byte = inside ? start : byte;
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
    while (scan->byte < scan->size) {
        scan_ascii(scan, spans);
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
