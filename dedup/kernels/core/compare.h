/* One article as comparisons of pairs take it, and what they count. */
#ifndef DEDUP_COMPARE_H
#define DEDUP_COMPARE_H

#include "base.h"

typedef struct {
    const uint64_t *page;       /* (words) a key of each word */
    const uint8_t *flags;       /* (words) 1 in furniture, 2 in a quotation */
    const uint32_t *sentences;  /* (words) the sentence of each */
    const uint32_t *stems;      /* (stem_count) ascending */
    const uint32_t *places;     /* (stem_count) one more than the word told exactly once, else 0 */
    const double *weights;      /* (stem_count) */
    const uint32_t *own;        /* (own_count) places among stems, as the rest */
    const uint32_t *facts;      /* (fact_count) */
    const uint32_t *terms;      /* (term_count) */
    const double *term_weights; /* (term_count) */
    size_t words, stem_count, own_count, fact_count, term_count;
} Sheet;

enum { /* by their places in a row of counts, the right behind the left */
    COVERED_LEFT = 0,
    NARRATIVE_LEFT = 2,
    TOLD_LEFT = 4,
    CARRIED_LEFT = 6,
    TAKEN_LEFT = 8,
    PIECES_LEFT = 10,
    ONCE_IN_BOTH = 12,
    ASCENT,
    INVERSIONS,
    COUNTS
};
enum { /* the same of weights */
    MISSING_LEFT = 0,
    SHARED_LEFT = 2,
    TOTAL_LEFT = 4,
    COSINE_OF_TERMS = 6,
    WEIGHTS
};

INLINE size_t larger_of(size_t one, size_t other) { return one > other ? one : other; }

/* compare.c: rows of COUNTS and WEIGHTS a pair; `passages` as align_strands gives them. */
HIDDEN Status compare_pairs(const Sheet *sheets, size_t sheet_count, const int64_t *pairs,
                            size_t count, const int64_t *first, const int64_t *passages,
                            size_t passage_count, int64_t *counts, double *weights, Fault *fault);

#endif
