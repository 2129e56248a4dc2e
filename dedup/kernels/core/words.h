/* Texts to folded words. */
#ifndef DEDUP_WORDS_H
#define DEDUP_WORDS_H

#include "base.h"
#include "fold.h"
#include "lanes.h"

/* The words of texts, as WordTable of the face describes them. Zero it first; end with words_free. */
typedef struct {
    Buffer normalized;           /* the folded words, a space after each */
    Buffer bounds, starts, ends; /* int64_t; bounds has one more than there are words */
    size_t count;
    Folder folder;
    Buffer folded;
} Words;

/* Append the words of text[0:size] to `words`. Spans in code points are kept if asked. If the text
   is not UTF-8, return REFUSED and where, in bytes, in `wrong`. */
HIDDEN Status words_append(const Lanes *lanes, Words *words, const uint8_t *text, size_t size,
                           int spans, size_t *wrong);

HIDDEN void words_free(Words *words);

HIDDEN Status refuse_utf8(Fault *fault, const uint8_t *text, size_t size, size_t row, size_t wrong);

#endif
