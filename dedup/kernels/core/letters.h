/* What Python's str says of one code point, as of Unicode 14; the tables are in letter_tables.c. */
#ifndef DEDUP_LETTERS_H
#define DEDUP_LETTERS_H

#include "base.h"

enum { LOWER = 1, UPPER = 2, WORD = 4, ALPHABETIC = 8, DIGIT = 16 };
/* str.islower, isupper, isalnum or "_", isalpha, isdigit */

typedef struct {
    uint8_t flags;
    int32_t lower; /* from a code point to the first of what str.lower makes of it */
} Letter;

enum { LETTER_BLOCK = 128, CAPITAL_I_DOTTED = 0x130, DOT_ABOVE = 0x307 };
/* Of all code points one has two in lower case: the dotted capital i, an i and a dot above. */

extern HIDDEN const Letter LETTER_RECORDS[];
extern HIDDEN const uint8_t LETTER_INDEX[], LETTER_BLOCKS[];

/* `point` must be at most 0x10FFFF. */
static inline const Letter *letter(uint32_t point) {
    size_t block = LETTER_INDEX[point / LETTER_BLOCK];
    return &LETTER_RECORDS[LETTER_BLOCKS[block * LETTER_BLOCK + point % LETTER_BLOCK]];
}

INLINE int is_word(uint32_t point) { return letter(point)->flags & WORD; }

#endif
