/* Sorting of hashes. */
#ifndef DEDUP_SORT_H
#define DEDUP_SORT_H

#include "base.h"

/* Sort ascending, in time linear in `count` whatever the values are; `spare` has room for all. */
HIDDEN void sort_hashes(uint64_t *hashes, uint64_t *spare, size_t count);

/* The same, faster for many numbers most of whose bits are alike in all: packed pairs. */
HIDDEN void sort_pairs(uint64_t *pairs, uint64_t *spare, size_t count);

/* The same with memory of its own, and each number once: `count` is then how many are left. */
HIDDEN Status sort_distinct(uint64_t *numbers, size_t *count);

/* Drop repeats from ascending hashes; return how many are left. */
HIDDEN size_t drop_repeats(uint64_t *hashes, size_t count);

/* Sorting from the lowest digit up: the bits that a pass looks at. */
enum { DIGIT_BITS = 11, DIGIT_VALUES = 1 << DIGIT_BITS };

INLINE size_t digit_at(uint64_t number, int shift) {
    return number >> shift & (DIGIT_VALUES - 1);
}

/* Make of the sizes of stretches that follow one another where each begins. */
static inline void begins_of(size_t *sizes, size_t count) {
    for (size_t i = 0, begin = 0; i < count; i++) {
        size_t size = sizes[i];
        sizes[i] = begin;
        begin += size;
    }
}

#endif
