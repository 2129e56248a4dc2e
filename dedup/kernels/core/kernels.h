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

/* What signing writes, a row or a number a text. */
typedef struct {
    uint32_t *slots; /* rows of slots; null where their low halves are wanted */
    uint16_t *low;
    int64_t *words;
    uint64_t *digests;
} Signatures;

/* One article as the aligner takes it; dedup/kernels/_arrays.py says what each array is. */
typedef struct {
    const int64_t *page, *own, *heads, *quotations, *bounds;
    const uint64_t *head_keys;
    const uint8_t *marks;
    size_t page_size, size, types, quotation_count, units;
} Strand;

/* What counts as a shared passage, in the order of Rules in dedup/kernels/_arrays.py. */
typedef struct {
    int64_t cosine, dice, mutual, gap, missed, end_cost, window, free_clauses, tail, least_at_edge,
        rounds, shortest, evidence, supported_evidence, support, passes, covered_share, quotations,
        shortest_quotation, own_worth, shared_heads, shared_part, summaries, summary_words,
        summary_shortest, summary_ratio, summary_share, summary_evidence, summary_rest,
        summary_margin, shortest_run, most_occurrences, widest_gap, most_overlap, shortest_chain, most_trimmed, look_back,
        chain_share, verbatim_share, own_run, shortest_furniture, most_cells, leap, sentence_alike,
        brief, brief_evidence, deepest, around_worth, alone, alone_share, doubt, plain,
        plain_share, plain_words, long_share, plain_part, lenience, summary_copied, scattered, phrase,
        sure_share, phrase_worth;
} Rules;

enum {
    RULE_COUNT = sizeof(Rules) / sizeof(int64_t),
    WORTH_STEPS = 128,   /* a worth is looked up by the exponent and the first 7 bits of its chance */
    WORTH_LOWEST = -16,  /* the exponent of the least chance told apart from 0 */
    WORTH_OCTAVES = 20,
    WORTH_COUNT = WORTH_STEPS * WORTH_OCTAVES,
};

/* Rows of weighted terms: terms in 0 .. types - 1, ascending within a row. */
typedef struct {
    const int64_t *first; /* rows + 1 of them */
    const uint32_t *terms;
    size_t rows, size;
    long long types;
} Vectors;

/* Which keys the blocks of a slot cover: those from `begin` on, below `end`; keys have `bits`. */
typedef struct {
    uint64_t slot, begin, end;
    unsigned bits;
} Cover;

/* Blocks as they were read, end to end, and the places under which they were found. */
typedef struct {
    const uint8_t *bytes;
    size_t size;
    const int64_t *offsets; /* count + 1 of them */
    const int64_t *places;
    size_t count;
    unsigned bits;
} Blocks;

/* Pieces side by side, each with bits for the keys of its stretch; sought.c says which. */
typedef struct {
    const uint64_t *begins, *ends;
    const int64_t *offsets; /* one more than pieces */
    size_t count;
    const uint8_t *bits;
    size_t size;
} Sieve;

/* texts.c */
HIDDEN Status tokenize(const Lanes *lanes, const Texts *texts, Words *words, Buffer *first,
                       Fault *fault);
HIDDEN Status minhash_texts(const Lanes *lanes, const Texts *texts, size_t begin, size_t end,
                            size_t width, const Permutations *permutations,
                            const Signatures *signatures, Fault *fault);
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
HIDDEN Status overlaps(const Lanes *lanes, const Ragged *sets, const int64_t *pairs, size_t count,
                       int64_t *overlaps, Fault *fault);

/* postings.c */
HIDDEN Status pack_postings(const uint64_t *keys, const int64_t *owners, size_t count,
                            const int64_t *first, size_t rows, Buffer *packed, Buffer *offsets,
                            Fault *fault);
HIDDEN Status unpack_postings(const uint8_t *packed, size_t size, const int64_t *offsets,
                              size_t runs, Buffer *keys, Buffer *owners, Buffer *first,
                              Fault *fault);

/* blocks.c */
HIDDEN Status pack_blocks(const uint64_t *keys, const int64_t *owners, size_t count, size_t most,
                          const Cover *cover, Buffer *blocks, Buffer *places, Buffer *offsets,
                          Fault *fault);
HIDDEN Status unpack_blocks(const Blocks *blocks, Buffer *keys, Buffer *owners, Buffer *ends,
                            Fault *fault);
HIDDEN Status find_in_blocks(const Blocks *blocks, const uint64_t *keys, const int64_t *among,
                             size_t count, Buffer *found, Buffer *owners, Fault *fault);
HIDDEN Status merge_postings(const uint64_t *keys, const int64_t *owners, size_t size,
                             const int64_t *first, size_t parts, const int64_t *gone,
                             size_t gone_count, Buffer *merged, Buffer *holders, Fault *fault);

/* sought.c */
HIDDEN Status find_sorted(const uint64_t *held, const int64_t *owners, size_t size,
                          const uint64_t *keys, size_t count, Buffer *found, Buffer *holders);
HIDDEN Status make_sieve(const uint64_t *keys, size_t count, size_t octets, Buffer *bits);
HIDDEN Status sift(const Sieve *sieve, const uint64_t *keys, size_t count, Buffer *passed,
                   Fault *fault);

/* near.c */
HIDDEN Status near_pairs(const Lanes *lanes, const uint16_t *slots, size_t count, size_t width,
                         const int64_t *owners, size_t owned, size_t begin, size_t end, size_t rows,
                         size_t cap, size_t least, Buffer *pairs, Buffer *capped, Fault *fault);

/* pieces.c */
HIDDEN Status gather(const Texts *pieces, const int64_t *order, size_t count, Buffer *out,
                     Fault *fault);
/* `problem` is what errno said of reading, 0 if nothing. */
HIDDEN Status read_spans(int file, const int64_t *spans, size_t count, uint8_t *out, size_t room,
                         size_t *filled, int *problem, Fault *fault);

/* components.c */
HIDDEN Status components(const int64_t *pairs, size_t count, int64_t *labels, size_t things,
                         Fault *fault);

/* order.c */
HIDDEN Status order_numbers(const uint64_t *numbers, size_t count, int64_t *order);
HIDDEN Status distinct_numbers(const uint64_t *numbers, size_t count, Buffer *kept);

/* linkage.c */
HIDDEN Status average_linkage(const int64_t *pairs, const double *weights, size_t count,
                              double least, int64_t *labels, size_t things, Fault *fault);

/* runs.c */
HIDDEN Status common_runs(const int64_t *left, size_t left_size, const int64_t *right,
                          size_t right_size, size_t shortest, size_t most, Buffer *runs);

/* pair_runs.c */
HIDDEN Status longest_runs(const Ragged *texts, const uint8_t *marks, const int64_t *pairs,
                           size_t count, size_t shortest, size_t most, int64_t *longest,
                           Fault *fault);

/* terms.c */
HIDDEN Status nearest_by_terms(const Vectors *vectors, const float *weights, size_t begin,
                               size_t end, double least, size_t most, Buffer *first,
                               Buffer *neighbors, Buffer *cosines, Fault *fault);
HIDDEN Status pair_cosines(const Vectors *vectors, const double *weights, const int64_t *pairs,
                           size_t count, double *cosines, Fault *fault);

/* vocabulary.c */
HIDDEN Status number_words(const uint8_t *normalized, size_t size, const int64_t *bounds,
                           size_t words, Buffer *numbers, Buffer *firsts, Fault *fault);
HIDDEN Status strongest_terms(const int64_t *first, size_t rows, const int64_t *items, size_t size,
                              const double *rarities, size_t types, const double *frequencies,
                              size_t frequency_count, size_t most, Buffer *out_first,
                              Buffer *out_items, Buffer *counts, Fault *fault);

/* entering.c */
HIDDEN Status enter_words(const uint8_t *normalized, size_t size, const int64_t *bounds,
                          size_t words, const int64_t *places, size_t count, uint64_t *slots,
                          size_t pairs, uint64_t secret, uint64_t known, Buffer *numbers,
                          Buffer *fresh, Fault *fault);

/* align.c */
HIDDEN Status align_strands(const Strand *left, const Strand *right, const Rules *rules,
                            const int64_t *worths, const int64_t *logs, size_t log_count,
                            Buffer *passages, Buffer *runs, Buffer *sentences, Fault *fault);

/* How many shingles `words` words make. */
static inline size_t shingle_count(size_t words, size_t width) {
    return words == 0 ? 0 : words <= width ? 1 : words - width + 1;
}

#endif
