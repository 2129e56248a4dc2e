/* Alignments of many pairs of prepared articles, one after the other. */
#include "kernels.h"

enum { PASSAGE_WIDTH = 8, RUN_WIDTH = 4, SENTENCE_WIDTH = 5 };

static Status append_all(Buffer *to, const Buffer *from) {
    return from->size ? buffer_append(to, from->start, from->size) : DONE;
}

Status align_pairs(const Strand *strands, size_t strand_count, const int64_t *pairs, size_t count,
                   const Rules *rules, const int64_t *worths, const int64_t *logs, size_t log_count,
                   int64_t *counts, Buffer *passages, Buffer *runs, Buffer *sentences,
                   Fault *fault) {
    static const size_t widths[3] = {PASSAGE_WIDTH, RUN_WIDTH, SENTENCE_WIDTH};
    Buffer *all[3] = {passages, runs, sentences};
    Buffer own[3] = {{0}, {0}, {0}};
    Status status = DONE;
    for (size_t pair = 0; pair < count && status == DONE; pair++) {
        int64_t left = pairs[2 * pair], right = pairs[2 * pair + 1];
        if (left < 0 || (uint64_t)left >= strand_count || right < 0 || (uint64_t)right >= strand_count) {
            status = refuse(fault, "pair %lld, %lld and %lld, is not among %lld strands",
                            (long long)pair, (long long)left, (long long)right,
                            (long long)strand_count);
            break;
        }
        for (int k = 0; k < 3; k++) own[k].size = 0;
        status = align_strands(&strands[left], &strands[right], rules, worths, logs, log_count,
                               &own[0], &own[1], &own[2], fault);
        for (int k = 0; k < 3 && status == DONE; k++) {
            counts[3 * pair + (size_t)k] = (int64_t)(own[k].size / (widths[k] * sizeof(int64_t)));
            status = append_all(all[k], &own[k]);
        }
    }
    for (int k = 0; k < 3; k++) buffer_free(&own[k]);
    return status;
}
