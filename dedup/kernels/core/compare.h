/* One article as comparisons of pairs take it, and what they count. */
#ifndef DEDUP_COMPARE_H
#define DEDUP_COMPARE_H

#include "kernels.h"

/* Of a word's flags; the first four are the aligner's marks before it. */
enum { MARKS_OF_WORD = 15, IN_FURNITURE = 16, BEGINS_SENTENCE = 32 };

typedef struct {
    const uint32_t *numbers;    /* (words) places among keys */
    const uint64_t *keys;       /* (key_count) of the words of this article and others */
    const uint8_t *flags;       /* (words) */
    const uint32_t *heads;      /* (own_words) outside furniture, as a Strand has the next four */
    const uint64_t *head_keys;  /* (types) */
    const uint32_t *quotations; /* (2 * quotation_count) */
    const uint32_t *bounds;     /* (units + 1) */
    const uint32_t *stems;      /* (stem_count) ascending */
    const uint32_t *places;     /* (stem_count) one more than the word told exactly once, else 0 */
    const double *weights;      /* (stem_count) */
    const uint32_t *own;        /* (own_count) places among stems, as the rest */
    const uint32_t *facts;      /* (fact_count) */
    const uint32_t *terms;      /* (term_count) */
    const double *term_weights; /* (term_count) */
    size_t words, key_count, own_words, types, quotation_count, units;
    size_t stem_count, own_count, fact_count, term_count;
} Sheet;

INLINE uint64_t key_of(const Sheet *sheet, size_t word) {
    uint32_t number = sheet->numbers[word];
    return number < sheet->key_count ? sheet->keys[number] : 0;
}

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

/* compare.c: whether the arrays of a sheet agree; what is read again is looked at again, since another
   thread may write to the caller's. */
HIDDEN Status check_sheets(const Sheet *sheets, size_t count, Fault *fault);

/* Two sheets of a pair. */
HIDDEN Status sheets_of(const Sheet *sheets, size_t count, const int64_t *pairs, size_t pair,
                        const Sheet *two[2], Fault *fault);

/* What of a pair is counted. */
enum { COUNT_PASSAGES = 1, COUNT_STEMS = 2, COUNT_ROWS = 4 };

/* rows of COUNTS and WEIGHTS a pair, 0 where a part is not asked for; `passages` as align_strands
   gives them. */
HIDDEN Status compare_pairs(const Sheet *sheets, size_t sheet_count, const int64_t *pairs,
                            size_t count, const int64_t *first, const int64_t *passages,
                            size_t passage_count, long long parts, int64_t *counts,
                            double *weights, Fault *fault);

/* align_pairs.c: three counts a pair, of passages, runs and sentences; each pair numbers its own. */
HIDDEN Status align_pairs(const Sheet *sheets, size_t sheet_count, const int64_t *pairs,
                          size_t count, const Rules *rules, const int64_t *worths,
                          const int64_t *logs, size_t log_count, int64_t *counts, Buffer *passages,
                          Buffer *runs, Buffer *sentences, Fault *fault);

#endif
