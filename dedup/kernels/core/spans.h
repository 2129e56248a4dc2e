/* Spans of code points that a text has by its punctuation: sentences, and quotations. */
#ifndef DEDUP_SPANS_H
#define DEDUP_SPANS_H

#include "kernels.h"

/* What a word says of the stop beside it; dedup/kernels/_spans.py names them too. */
enum { ABBREVIATION = 1, STOPS_TOO = 2, ORDINAL_LEAD = 4, ORDINAL_NOUN = 8, STARTER = 16 };

/* Words in lower case, ascending by their bytes, and what each says. */
typedef struct {
    const uint8_t *words;
    size_t size;
    const int64_t *bounds; /* count + 1 of them */
    const uint8_t *kinds;
    size_t count;
} Lexicon;

/* sentences.c */
HIDDEN Status sentence_spans(const Texts *texts, const Lexicon *lexicon, double wrapped_share,
                             Buffer *first, Buffer *spans, Fault *fault);

/* quotations.c */
HIDDEN Status quotation_spans(const Texts *texts, Buffer *first, Buffer *spans, Fault *fault);

#endif
