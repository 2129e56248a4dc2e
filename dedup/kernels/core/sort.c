/* Radix sort from the highest byte down; short stretches by insertion. */
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

void sort_hashes(uint64_t *hashes, uint64_t *spare, size_t count) {
    sort_from(hashes, spare, count, 56);
}

size_t drop_repeats(uint64_t *hashes, size_t count) {
    if (count == 0) return 0;
    size_t kept = 1;
    for (size_t i = 1; i < count; i++) {
        uint64_t hash = hashes[i];
        hashes[kept] = hash;
        kept += hash != hashes[kept - 1];
    }
    return kept;
}
