/* What a code point is to the tokenizer, and how it folds. The tables are those of Unicode 14. */
#ifndef DEDUP_UNICODE_H
#define DEDUP_UNICODE_H

#include <stddef.h>
#include <stdint.h>

#include "base.h"

enum { OTHER, LETTER, LONE, APOSTROPHE };
/* LONE: a letter of a script written without spaces, a word by itself. */

enum { SIMPLE = 1, IS_APOSTROPHE = 2, IS_JOINER = 4 };
/* SIMPLE: among others of its kind, all of folding is to add `delta`; most letters are. */

typedef struct {
    uint8_t kind, combining, flags, many; /* many: row of UNICODE_FOLDS, 0 if it folds to one */
    int32_t delta;                        /* from a code point to the one that it folds to */
} Character;

enum { UNICODE_BLOCK = 128 };

extern HIDDEN const Character UNICODE_RECORDS[];
extern HIDDEN const uint16_t UNICODE_RECORD_INDEX[], UNICODE_RECORD_BLOCKS[];
extern HIDDEN const uint32_t UNICODE_FOLDS[];
extern HIDDEN const uint16_t UNICODE_DECOMPOSED_INDEX[], UNICODE_DECOMPOSED_BLOCKS[];
extern HIDDEN const uint32_t UNICODE_DECOMPOSED[];
extern HIDDEN const uint64_t UNICODE_PAIRS[];
extern HIDDEN const uint32_t UNICODE_COMPOSED[];
extern HIDDEN const size_t UNICODE_PAIR_COUNT;

/* `point` must be at most 0x10FFFF, which utf8_decode gives and folding keeps. */
static inline const Character *character(uint32_t point) {
    size_t block = UNICODE_RECORD_INDEX[point / UNICODE_BLOCK];
    return &UNICODE_RECORDS[UNICODE_RECORD_BLOCKS[block * UNICODE_BLOCK + point % UNICODE_BLOCK]];
}

#endif
