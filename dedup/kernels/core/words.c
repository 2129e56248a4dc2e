/* Texts to folded words: a fast lane for ASCII, a plain one for everything else. */
#include "words.h"

#include "unicode.h"
#include "utf8.h"

/* Room for the rest of a text if its words are of simple letters: these fold to at most one and a
   half times their bytes (make_tables.py asserts it) and an ASCII letter to one, so a word and the
   space after it take at most twice its bytes. Two words have a separator between them, or one is
   of a script without spaces and has 3 bytes, so n bytes hold at most (n + 1) / 2 words. */
static Status reserve(Words *words, Scan *scan, int spans) {
    size_t left = scan->size - scan->byte;
    if (left > SIZE_MAX / 64) return OUT_OF_MEMORY;
    size_t most = scan->count + left / 2 + 3 + PLACES_BEYOND;
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

Status words_append(const Lanes *lanes, Words *words, const uint8_t *text, size_t size, int spans,
                    size_t *wrong) {
    Scan scan = {.text = text, .size = size, .written = words->normalized.size, .count = words->count};
    if (reserve(words, &scan, spans) != DONE) return OUT_OF_MEMORY;
    if (words->count == 0) scan.bounds[0] = 0;
    while (scan.byte < size) {
        if (text[scan.byte] < 0x80) {
            lanes->ascii_words(&scan, spans);
            if (scan.byte == size) break;
        }
        Status status = slow_word(words, &scan, spans, wrong);
        if (UNLIKELY(status != DONE)) return status;
    }
    words->normalized.size = scan.written;
    words->count = scan.count;
    return DONE;
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
