/* Radix sort from the highest byte down; short stretches by insertion. What is short, and spread as
   hashes are, by one pass over as many places as there are values. */
#include "sort.h"

enum { FEW = 24 }; /* as many are sorted by insertion */

static void insert_each(uint64_t *hashes, size_t count) {
    for (size_t i = 1; i < count; i++) {
        uint64_t hash = hashes[i];
        size_t k = i;
        for (; k > 0 && hashes[k - 1] > hash; k--) hashes[k] = hashes[k - 1];
        hashes[k] = hash;
    }
}

static void sort_from(uint64_t *hashes, uint64_t *spare, size_t count, int shift) {
    while (count > FEW) {
        size_t places[257] = {0}, most = 0;
        for (size_t i = 0; i < count; i++) places[(hashes[i] >> shift & 255) + 1]++;
        for (size_t i = 1; i < 257; i++) {
            most = places[i] > most ? places[i] : most;
            places[i] += places[i - 1];
        }
        if (most == count) { /* all have this byte: pass it over */
            if (shift == 0) return;
            shift -= 8;
            continue;
        }
        for (size_t i = 0; i < count; i++) spare[places[hashes[i] >> shift & 255]++] = hashes[i];
        memcpy(hashes, spare, count * sizeof *hashes);
        if (shift == 0) return;
        if (most <= FEW) break; /* hashes of one text: all are near their place by now */
        for (size_t digit = 0, begin = 0; digit < 256; digit++) {
            size_t size = places[digit] - begin; /* by now, places[d] is where digit d ends */
            if (size > 1) sort_from(hashes + begin, spare, size, shift - 8);
            begin += size;
        }
        return;
    }
    insert_each(hashes, count);
}

enum { MOST_BITS = 12, SPREAD = 1 << MOST_BITS }; /* 8 kB of places */

/* Sort hashes that are spread evenly; return whether they are. Almost all are next to their place
   after one pass: a text of 500 shingles takes 3 ns a shingle, 7 by bytes. */
static int sort_spread(uint64_t *hashes, uint64_t *spare, size_t count) {
    uint16_t places[SPREAD];
    int bits = 6;
    while (bits < MOST_BITS && 2 * count >> bits) bits++;
    const int shift = 64 - bits;
    memset(places, 0, sizeof *places << bits);
    for (size_t i = 0; i < count; i++) places[hashes[i] >> shift]++;
    /* Sums of four places at a time; whether one is over FEW shows in the highest bits. */
    const uint64_t each = 0x0001000100010001;
    uint64_t begin = 0, over = 0;
    for (size_t i = 0; i < (size_t)1 << bits; i += 4) {
        uint16_t *at = places + i;
        uint64_t four = at[0] | (uint64_t)at[1] << 16 | (uint64_t)at[2] << 32 | (uint64_t)at[3] << 48;
        uint64_t sums = four * each, begins = (sums << 16) + begin * each;
        for (int k = 0; k < 4; k++) at[k] = (uint16_t)(begins >> 16 * k);
        over |= four + each * (0x7FFF - FEW);
        begin += sums >> 48;
    }
    if (over & each << 15) return 0;
    for (size_t i = 0; i < count; i++) spare[places[hashes[i] >> shift]++] = hashes[i];
    hashes[0] = spare[0];
    for (size_t i = 1; i < count; i++) {
        uint64_t hash = spare[i];
        size_t k = i;
        for (; k > 0 && hashes[k - 1] > hash; k--) hashes[k] = hashes[k - 1];
        hashes[k] = hash;
    }
    return 1;
}

/* The highest byte in which not all are alike; small numbers differ in the last one or two. */
static int first_shift(const uint64_t *hashes, size_t count) {
    uint64_t varying = 1;
    for (size_t i = 1; i < count; i++) varying |= hashes[i] ^ hashes[0];
    return (int)(highest_bit(varying) / 8 * 8);
}

void sort_hashes(uint64_t *hashes, uint64_t *spare, size_t count) {
    if (count > FEW && count <= SPREAD && sort_spread(hashes, spare, count)) return;
    sort_from(hashes, spare, count, count > FEW ? first_shift(hashes, count) : 0);
}

void sort_pairs(uint64_t *pairs, uint64_t *spare, size_t count) {
    uint64_t any = 0, all = ~0ull, *from = pairs, *to = spare;
    if (count <= SPREAD) {
        sort_hashes(pairs, spare, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        any |= pairs[i];
        all &= pairs[i];
    }
    for (int shift = 0; shift < 64; shift += DIGIT_BITS) { /* each pass keeps the order of the last */
        if (digit_at(any ^ all, shift) == 0) continue;
        size_t places[DIGIT_VALUES] = {0};
        for (size_t i = 0; i < count; i++) places[digit_at(from[i], shift)]++;
        begins_of(places, DIGIT_VALUES);
        for (size_t i = 0; i < count; i++) to[places[digit_at(from[i], shift)]++] = from[i];
        uint64_t *done = from;
        from = to;
        to = done;
    }
    if (from != pairs) memcpy(pairs, from, count * sizeof *pairs);
}

Status sort_distinct(uint64_t *numbers, size_t *count) {
    uint64_t *spare = malloc((*count + 1) * sizeof *spare);
    if (spare == NULL) return OUT_OF_MEMORY;
    sort_pairs(numbers, spare, *count);
    *count = drop_repeats(numbers, *count);
    free(spare);
    return DONE;
}

size_t drop_repeats(uint64_t *hashes, size_t count) {
    if (count == 0) return 0;
    size_t kept = 1;
    uint64_t before = hashes[0];
    for (size_t i = 1; i < count; i++) {
        uint64_t hash = hashes[i];
        hashes[kept] = hash;
        kept += hash != before;
        before = hash;
    }
    return kept;
}
