/* NFKC, case folding, NFKC again; one apostrophe, no spaces, no joiners. Unicode 14.

   Written from UAX #15 (normalization) and chapter 3.12 of the standard (Hangul). */
#include "fold.h"

#include "unicode.h"
#include "utf8.h"

enum {
    HANGUL_S = 0xAC00,
    HANGUL_L = 0x1100,
    HANGUL_V = 0x1161,
    HANGUL_T = 0x11A7,
    L_COUNT = 19,
    V_COUNT = 21,
    T_COUNT = 28,
    S_COUNT = L_COUNT * V_COUNT * T_COUNT
};

static Status append_point(Buffer *points, uint32_t point) {
    return buffer_append(points, &point, sizeof point);
}

/* Append the full compatibility decomposition of one code point. */
static Status decompose(Buffer *points, uint32_t point) {
    if (point - HANGUL_S < S_COUNT) {
        uint32_t syllable = point - HANGUL_S, final = syllable % T_COUNT;
        Status status = append_point(points, HANGUL_L + syllable / (V_COUNT * T_COUNT));
        if (status == DONE) {
            status = append_point(points, HANGUL_V + syllable / T_COUNT % V_COUNT);
        }
        return status == DONE && final ? append_point(points, HANGUL_T + final) : status;
    }
    size_t block = UNICODE_DECOMPOSED_INDEX[point / UNICODE_BLOCK];
    size_t place = UNICODE_DECOMPOSED_BLOCKS[block * UNICODE_BLOCK + point % UNICODE_BLOCK];
    if (place == 0) return append_point(points, point);
    return buffer_append(points, &UNICODE_DECOMPOSED[place + 1],
                         UNICODE_DECOMPOSED[place] * sizeof(uint32_t));
}

/* Sort each run of marks by combining class, stably. A run of thousands is hostile, and a merge
   of classes, 254 at most, keeps it linear; `spare` has room for `count`. */
static void order_marks(uint32_t *points, uint32_t *spare, size_t count) {
    for (size_t begin = 0; begin < count;) {
        if (character(points[begin])->combining == 0) {
            begin++;
            continue;
        }
        size_t end = begin + 1;
        int sorted = 1;
        for (; end < count && character(points[end])->combining; end++) {
            sorted &= character(points[end - 1])->combining <= character(points[end])->combining;
        }
        if (!sorted) {
            size_t places[257] = {0};
            for (size_t i = begin; i < end; i++) places[character(points[i])->combining + 1]++;
            for (size_t i = 1; i < 257; i++) places[i] += places[i - 1];
            for (size_t i = begin; i < end; i++) {
                spare[places[character(points[i])->combining]++] = points[i];
            }
            memcpy(points + begin, spare, (end - begin) * sizeof *points);
        }
        begin = end;
    }
}

/* Return what two code points compose to, 0 if nothing. */
static uint32_t composed(uint32_t first, uint32_t second) {
    if (first - HANGUL_L < L_COUNT && second - HANGUL_V < V_COUNT) {
        return HANGUL_S + ((first - HANGUL_L) * V_COUNT + (second - HANGUL_V)) * T_COUNT;
    }
    if (first - HANGUL_S < S_COUNT && (first - HANGUL_S) % T_COUNT == 0 &&
        second - HANGUL_T - 1 < T_COUNT - 1) {
        return first + (second - HANGUL_T);
    }
    uint64_t pair = (uint64_t)first << 32 | second;
    size_t low = 0, high = UNICODE_PAIR_COUNT;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (UNICODE_PAIRS[middle] < pair) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < UNICODE_PAIR_COUNT && UNICODE_PAIRS[low] == pair ? UNICODE_COMPOSED[low] : 0;
}

/* Compose in place; return how many code points are left. */
static size_t compose(uint32_t *points, size_t count) {
    size_t kept = 0, starter = SIZE_MAX;
    unsigned before = 0; /* combining class of the last one kept after the starter, 0 if none */
    for (size_t i = 0; i < count; i++) {
        uint32_t point = points[i];
        unsigned combining = character(point)->combining;
        /* A mark is blocked from its starter by one of its own or a higher class between them,
           a starter by anything between. */
        if (starter != SIZE_MAX && (kept == starter + 1 || before < combining)) {
            uint32_t one = composed(points[starter], point);
            if (one) {
                points[starter] = one;
                continue;
            }
        }
        if (combining == 0) starter = kept;
        before = combining;
        points[kept++] = point;
    }
    return kept;
}

/* folder->points to NFKC of itself. */
static Status normalize(Folder *folder) {
    const uint32_t *points = folder->points.start;
    size_t count = folder->points.size / sizeof *points;
    folder->other.size = 0;
    for (size_t i = 0; i < count; i++) {
        if (decompose(&folder->other, points[i]) != DONE) return OUT_OF_MEMORY;
    }
    Buffer taken = folder->points;
    folder->points = folder->other;
    folder->other = taken;
    if (buffer_reserve(&folder->other, folder->points.size) != DONE) return OUT_OF_MEMORY;
    count = folder->points.size / sizeof *points;
    order_marks(folder->points.start, folder->other.start, count);
    folder->points.size = compose(folder->points.start, count) * sizeof *points;
    return DONE;
}

/* folder->points to its full case folding. */
static Status fold_case(Folder *folder) {
    const uint32_t *points = folder->points.start;
    size_t count = folder->points.size / sizeof *points;
    folder->other.size = 0;
    for (size_t i = 0; i < count; i++) {
        const Character *of = character(points[i]);
        Status status = DONE;
        if (of->many == 0) {
            status = append_point(&folder->other, (uint32_t)((int32_t)points[i] + of->delta));
        }
        for (size_t k = 0; of->many && k < 3 && UNICODE_FOLDS[3 * of->many + k]; k++) {
            if (status == DONE) {
                status = append_point(&folder->other, UNICODE_FOLDS[3 * of->many + k]);
            }
        }
        if (status != DONE) return status;
    }
    Buffer taken = folder->points;
    folder->points = folder->other;
    folder->other = taken;
    return DONE;
}

/* folder->points with one apostrophe and without joiners, and if asked without spaces. */
static void simplify(Folder *folder, int without_spaces) {
    uint32_t *points = folder->points.start;
    size_t count = folder->points.size / sizeof *points, kept = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned flags = character(points[i])->flags;
        if (flags & IS_JOINER || (without_spaces && points[i] == ' ')) continue;
        points[kept++] = flags & IS_APOSTROPHE ? '\'' : points[i];
    }
    folder->points.size = kept * sizeof *points;
}

Status fold_word(Folder *folder, const uint8_t *text, size_t size, Buffer *folded) {
    folder->points.size = 0;
    for (size_t i = 0, width; i < size; i += width) {
        uint32_t point = utf8_decode(text + i, size - i, &width);
        /* The caller has decoded these bytes before, but another thread may have written to them
           since; what is no code point must not reach the tables. */
        if (point == NOT_UTF8) point = 0xFFFD;
        if (append_point(&folder->points, point) != DONE) return OUT_OF_MEMORY;
    }
    simplify(folder, 0);
    if (normalize(folder) != DONE || fold_case(folder) != DONE || normalize(folder) != DONE) {
        return OUT_OF_MEMORY;
    }
    simplify(folder, 1);
    const uint32_t *points = folder->points.start;
    size_t count = folder->points.size / sizeof *points;
    folded->size = 0;
    if (buffer_reserve_items(folded, count, 4) != DONE) return OUT_OF_MEMORY;
    for (size_t i = 0; i < count; i++) {
        folded->size += utf8_encode(points[i], (uint8_t *)folded->start + folded->size);
    }
    return DONE;
}

void folder_free(Folder *folder) {
    buffer_free(&folder->points);
    buffer_free(&folder->other);
}
