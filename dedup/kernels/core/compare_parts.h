/* The parts of a comparison: each counts one thing that two articles have in common. */
#ifndef DEDUP_COMPARE_PARTS_H
#define DEDUP_COMPARE_PARTS_H

#include "compare.h"

/* Memory for one pair after the other; `items` of eight bytes. */
typedef struct {
    Buffer memory;
    size_t used;
} Scratch;

INLINE void *take(Scratch *scratch, size_t count) {
    void *given = (uint64_t *)scratch->memory.start + scratch->used;
    scratch->used += count;
    return given;
}

/* compare_stems.c: stems, facts, terms, and the order of what both tell exactly once. */
HIDDEN void compare_stems(const Sheet *const sheets[2], Scratch *scratch, int64_t *counts,
                          double *weights);

/* compare_rows.c: words that stand in a row in both; it takes room for `slots_for` of the larger
   number of words. */
HIDDEN void compare_rows(const Sheet *const sheets[2], Scratch *scratch, int64_t *counts);
HIDDEN size_t slots_for(size_t rows);

#endif
