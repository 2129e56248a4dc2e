/* What making sheets of articles takes and gives. */
#ifndef DEDUP_SHEETS_H
#define DEDUP_SHEETS_H

#include "base.h"

/* What is known of a word before its article is compared; the first four as on a sheet. */
enum { KIND_QUOTED = 4, KIND_STOCK = 8, KIND_FURNISHED = 16, KIND_BEGINS = 32, KIND_NUMBER = 64, KIND_FACT = 128 };

/* Rows of whole numbers. */
typedef struct {
    const int64_t *first; /* one more than rows */
    const int64_t *items;
    size_t size;
} Numbers;

typedef struct {
    const int64_t *first; /* rows + 1 of them: whose words are whose */
    size_t rows, size;
    const uint32_t *starts, *heads; /* of each word: its place in the text, a number below types */
    const uint8_t *kinds;
    size_t types;
    Numbers marks, quotations; /* places in each text */
    size_t shortest, dateline; /* words of a unit, and of a line that is mostly a date */
    double dated;              /* share of numbers in such a line */
} Uncut;

typedef struct {
    uint8_t *flags;                       /* of each word */
    uint32_t *quotations;                 /* of each place */
    Buffer heads, held, bounds, firsts;   /* uint32; rows of three int64 */
} Cuts;

typedef struct {
    const int64_t *first;
    size_t rows, size;
    const uint32_t *stems;
    const double *weights; /* of each word's stem */
    const uint8_t *kinds;
    const uint32_t *ranks; /* of each of `types` stems, by name */
    size_t types;
    const int64_t *term_first;
    const uint32_t *terms;
    const double *frequencies;
    size_t term_size, most;
    double telling, fact, term; /* weights above which a stem is one */
} Unweighed;

typedef struct {
    Buffer stems, places, weights, own, facts, terms, term_weights, firsts; /* firsts: fours */
} Weighed;

HIDDEN Status cut_units(const Uncut *texts, Cuts *cuts, Fault *fault);
HIDDEN Status weigh_stems(const Unweighed *texts, Weighed *weighed, Fault *fault);

#endif
