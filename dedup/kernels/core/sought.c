/* Keys looked for among sorted postings in memory, and which of them a sieve lets through.

   A sieve has pieces, each for a stretch of keys: some bytes, in which every key of its postings
   has set four bits (Bloom, "Space/time trade-offs in hash coding with allowable errors", 1970). A
   key of which one is not set is not there. Of keys in no stretch a sieve says nothing, and they
   pass. Bits stand highest first in their bytes. */
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

/* Odd numbers that spread a key's bits over the upper half of a product: the golden ratio's, and
   three of xxHash's primes. */
static const uint64_t SPREADING[] = {0x9E3779B97F4A7C15, 0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F,
                                     0x165667B19E3779F9};
enum { SPREADS = sizeof SPREADING / sizeof *SPREADING };

/* One of a key's bits in a piece of so many bytes, which are under 2**29. */
INLINE uint64_t bit_of(uint64_t key, size_t spread, uint64_t octets) {
    return (key * SPREADING[spread] >> 32) * (octets << 3) >> 32;
}

Status make_sieve(const uint64_t *keys, size_t count, size_t octets, Buffer *bits) {
    if (buffer_reserve(bits, octets) != DONE) return OUT_OF_MEMORY;
    uint8_t *start = bits->start;
    memset(start, 0, octets);
    bits->size = octets;
    for (size_t i = 0; i < count; i++) {
        uint64_t key = keys[i];
        for (size_t spread = 0; spread < SPREADS; spread++) {
            uint64_t bit = bit_of(key, spread, octets);
            start[bit >> 3] |= (uint8_t)(128 >> (bit & 7));
        }
    }
    return DONE;
}

Status sift(const Sieve *sieve, const uint64_t *keys, size_t count, Buffer *passed, Fault *fault) {
    for (size_t i = 0; i < count; i++) {
        uint64_t key = keys[i];
        int64_t place = (int64_t)i;
        size_t after = place_of(sieve->begins, sieve->count, key, 1);
        int may_be = 1;
        if (after && key < sieve->ends[after - 1]) {
            size_t begin, end;
            Status status = row_of(sieve->offsets, after - 1, sieve->size, &begin, &end, fault);
            if (status != DONE) return status;
            if (end - begin >> 29 || begin == end) {
                return refuse(fault, "piece %lld has %lld bytes: 1 to 2**29 - 1 are a sieve's",
                              (long long)(after - 1), (long long)(end - begin), 0, 0);
            }
            for (size_t spread = 0; may_be && spread < SPREADS; spread++) {
                uint64_t bit = bit_of(key, spread, end - begin);
                may_be = sieve->bits[begin + (bit >> 3)] << (bit & 7) & 128;
            }
        }
        if (may_be && buffer_append(passed, &place, sizeof place) != DONE) return OUT_OF_MEMORY;
    }
    return DONE;
}
