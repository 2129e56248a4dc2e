/* Signing the begin of a file while others have something else to do. */
#ifndef DEDUP_AHEAD_H
#define DEDUP_AHEAD_H

#include "json.h"

typedef struct {
    int file;
    size_t block; /* bytes read at a time, at least 1 */
    int64_t most; /* bytes, after which no block is begun */
    const Names *names;
    size_t width; /* words in a shingle */
    Permutations permutations;
    const volatile uint8_t *stop; /* not 0 once no other block is wanted */
} Ahead;

/* What was made of the first `end` bytes, whose `count` lines are all plain or blank: the rows of
   json_lines, with places and numbers in the file, the lengths of the texts and their ids; the low
   halves of their signatures, their numbers of words, and their digests. */
typedef struct {
    Buffer lines, lengths, ids, slots, words, digests;
    int64_t count, end;
} Signed;

HIDDEN void signed_free(Signed *made);

HIDDEN Status sign_ahead(const Lanes *lanes, const Ahead *ahead, Signed *out, Fault *fault);

#endif
