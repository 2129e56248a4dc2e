/* Sorting of hashes. */
#ifndef DEDUP_SORT_H
#define DEDUP_SORT_H

#include "base.h"

/* Sort ascending, in time linear in `count` whatever the values are; `spare` has room for all. */
HIDDEN void sort_hashes(uint64_t *hashes, uint64_t *spare, size_t count);

/* The same, faster for many numbers most of whose bits are alike in all: packed pairs. */
HIDDEN void sort_pairs(uint64_t *pairs, uint64_t *spare, size_t count);

/* Drop repeats from ascending hashes; return how many are left. */
HIDDEN size_t drop_repeats(uint64_t *hashes, size_t count);

#endif
