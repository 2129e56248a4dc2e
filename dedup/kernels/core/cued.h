/* The names in a text that stand near a word which could credit them. */
#ifndef DEDUP_CUED_H
#define DEDUP_CUED_H

#include "base.h"

enum { CODE_POINTS = 0x110000, LONGEST = 8, RULE = 8, NO_MARK = 0xFFFFFFFFu };
/* LONGEST: code points of a joiner or a sign. RULE: numbers in a rule. */

/* What ``CueRules`` of the face describes. `rows` is an array of `row_count` places in `rules`. */
typedef struct {
    const uint8_t *traits;
    const uint32_t *joiners;
    size_t joiner_count;
    const uint64_t *marks;
    size_t class_count, lanes;
    const int64_t *first;
    const uint32_t *rows;
    size_t row_count;
    const uint32_t *rules;
    size_t rule_count;
    const uint32_t *signs, *sign_classes;
    size_t sign_count;
} CueRules;

/* A text, its words, spans that are names whatever their capitals, and where runs are cut. */
typedef struct {
    const uint32_t *points;
    size_t size;
    const uint32_t *starts, *ends, *classes;
    size_t words;
    const uint32_t *apart;
    size_t apart_count;
    const uint32_t *cuts;
    size_t cut_count, top;
} CuedText;

/* Names are rows of seven; all are uint32_t, but marks. Zero it first; end with found_names_free. */
typedef struct {
    Buffer names, rows, glued, marks; /* marks: uint64_t, a lane each */
} FoundNames;

HIDDEN Status cued_names(const CueRules *rules, const CuedText *text, FoundNames *found,
                         Fault *fault);

HIDDEN void found_names_free(FoundNames *found);

#endif
