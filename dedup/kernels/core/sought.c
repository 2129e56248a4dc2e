/* Keys looked for among sorted postings in memory, and which of them a sieve lets through.

   A sieve has pieces, each for a stretch of keys and with a bit for each part of it: the bit of a
   key is as far into the piece as the key into the stretch. Of keys in no stretch it says nothing,
   and they pass. Bits stand highest first in their bytes. */
#include "kernels.h"

/* The first place of `size` ascending numbers that is not below `key`, or above it. */
INLINE size_t place_of(const uint64_t *numbers, size_t size, uint64_t key, int above) {
    size_t low = 0, high = size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (numbers[middle] < key || (above && numbers[middle] == key)) low = middle + 1;
        else high = middle;
    }
    return low;
}

Status find_sorted(const uint64_t *held, const int64_t *owners, size_t size, const uint64_t *keys,
                   size_t count, Buffer *found, Buffer *holders) {
    for (size_t i = 0; i < count; i++) {
        uint64_t key = keys[i]; /* once: another thread may write to it */
        int64_t place = (int64_t)i;
        for (size_t at = place_of(held, size, key, 0); at < size && held[at] == key; at++) {
            if (buffer_append(found, &place, sizeof place) != DONE ||
                buffer_append(holders, &owners[at], sizeof *owners) != DONE) {
                return OUT_OF_MEMORY;
            }
        }
    }
    return DONE;
}

Status sift(const Sieve *sieve, const uint64_t *keys, size_t count, Buffer *passed, Fault *fault) {
    for (size_t i = 0; i < count; i++) {
        uint64_t key = keys[i];
        int64_t place = (int64_t)i;
        int may_be = 1;
        size_t after = place_of(sieve->begins, sieve->count, key, 1);
        uint64_t begin = after ? sieve->begins[after - 1] : 0;
        uint64_t end = after ? sieve->ends[after - 1] : 0;
        if (key >= begin && key < end) {
            uint64_t bit = (key - begin) * sieve->sizes[after - 1] / (end - begin);
            uint64_t first = sieve->first[after - 1];
            if (first >= sieve->octets || bit >> 3 >= sieve->octets - first) {
                return refuse(fault, "key %lld: its bit is beyond the %lld bytes of the sieve",
                              place, (long long)sieve->octets, 0, 0);
            }
            may_be = sieve->bits[first + (bit >> 3)] << (bit & 7) & 128;
        }
        if (may_be && buffer_append(passed, &place, sizeof place) != DONE) return OUT_OF_MEMORY;
    }
    return DONE;
}
