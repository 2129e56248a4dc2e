/* What the files of cued_names share: a text that is searched, and what is asked of its points and
   words. dedup/kernels/_python/cued/ is the readable twin, file by file. */
#ifndef DEDUP_CUED_SEARCH_H
#define DEDUP_CUED_SEARCH_H

#include "cued.h"

enum { WORD = 1, SPACE = 2, OPENS = 4, CAPITAL = 8, DIGIT = 16, ORDINARY = 32, SIGN = 64 };
enum { TAKEN = 128 }; /* inside a span that was given; among the traits of the text's own points */
enum { BELONGS, TELLS, NEVER_NAMED }; /* marks of words */

typedef struct {
    uint32_t start, end;
} Span;

typedef struct {
    const CueRules *rules;
    const CuedText *text;
    Buffer memory, spans, signs;
    uint8_t *traits;
    uint32_t *starts, *ends, *classes; /* checked copies */
    uint64_t *near;                    /* for each span, the rules that may fit, a bit each */
    size_t runs, count, width;         /* spans that are runs, all spans, words of `near` a span */
} Search;

INLINE uint32_t point(const Search *search, size_t at) {
    return at < search->text->size ? search->text->points[at] : 0;
}

INLINE int is_apostrophe(uint32_t here) {
    return here == '\'' || here == 0x2019;
}

INLINE int is(const Search *search, size_t at, int trait) {
    return at < search->text->size && (search->traits[at] & trait) != 0;
}

INLINE int has_mark(const Search *search, size_t word, uint32_t mark) {
    size_t lanes = search->rules->lanes;
    if (mark / 64 >= lanes) return 0;
    return search->rules->marks[search->classes[word] * lanes + mark / 64] >> mark % 64 & 1;
}

/* The first of the words that begins at `at` or behind it. */
static inline size_t word_from(const Search *search, size_t at) {
    size_t low = 0, high = search->text->words;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (search->starts[middle] < at) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* cued_runs.c: add the runs of capitalized words to the spans, and note where two are glued. */
HIDDEN Status cued_runs(Search *search, FoundNames *found);

/* cued_near.c: note the rules of each cue for the spans that stand near it. */
HIDDEN Status cued_near(Search *search, Fault *fault);

/* cued_told.c: add the names in one of the spans that a rule may fit, or that end a line. */
HIDDEN Status cued_told(const Search *search, size_t place, FoundNames *found);

#endif
