/* The kernels, as module.c calls them: without the GIL, on memory that it holds for them.

   Semantics are those of dedup/kernels/_python/. Arrays that come from the caller are read with
   care: each offset is checked where it is used. */
#ifndef DEDUP_KERNELS_H
#define DEDUP_KERNELS_H

#include "base.h"
#include "lanes.h"
#include "words.h"

typedef struct {
    const uint8_t *utf8;
    size_t size;
    const int64_t *offsets; /* rows + 1 of them */
    size_t rows;
} Texts;

typedef struct {
    const uint64_t *hashes;
    size_t size;
    const int64_t *first; /* rows + 1 of them */
    size_t rows;
} Ragged;

typedef struct {
    const uint32_t *multipliers, *increments;
    size_t slots;
} Permutations;

/* texts.c */
HIDDEN Status tokenize(const Texts *texts, Words *words, Buffer *first, Fault *fault);
HIDDEN Status minhash_texts(const Lanes *lanes, const Texts *texts, size_t begin, size_t end,
                            size_t width, const Permutations *permutations, uint32_t *signatures,
                            int64_t *word_counts, Fault *fault);
HIDDEN Status shingle_sets(const Lanes *lanes, const Texts *texts, size_t begin, size_t end,
                           size_t width, Buffer *hashes, Buffer *first, Fault *fault);

/* shingles.c */
HIDDEN Status shingle_hashes(const Lanes *lanes, const uint8_t *normalized, size_t size,
                             const int64_t *bounds, size_t words, const int64_t *first,
                             size_t rows, size_t width, Buffer *hashes, Buffer *hash_first,
                             Fault *fault);

/* minhash.c */
HIDDEN Status minhash(const Lanes *lanes, const Ragged *sets, const Permutations *permutations,
                      uint32_t *signatures, Fault *fault);

/* winnow.c */
HIDDEN Status winnow(const Lanes *lanes, const Ragged *sequences, size_t window, Buffer *kept,
                     Buffer *first, Fault *fault);

/* pairs.c */
HIDDEN Status candidate_pairs(const uint64_t *keys, const int64_t *owners, size_t count,
                              size_t cap, Buffer *pairs, Buffer *capped, Fault *fault);

/* sets.c */
HIDDEN Status overlaps(const Ragged *sets, const int64_t *pairs, size_t count, int64_t *overlaps,
                       Fault *fault);

/* postings.c */
HIDDEN Status pack_postings(const uint64_t *keys, const int64_t *owners, size_t count, size_t most,
                            Buffer *packed, Buffer *first, Buffer *offsets, Fault *fault);
HIDDEN Status unpack_postings(const uint8_t *packed, size_t size, const int64_t *offsets,
                              const uint64_t *bases, size_t blocks, Buffer *keys, Buffer *owners,
                              Buffer *first, Fault *fault);

/* runs.c */
HIDDEN Status common_runs(const int64_t *left, size_t left_size, const int64_t *right,
                          size_t right_size, size_t shortest, size_t most, Buffer *runs);

/* How many shingles `words` words make. */
static inline size_t shingle_count(size_t words, size_t width) {
    return words == 0 ? 0 : words <= width ? 1 : words - width + 1;
}

#endif
