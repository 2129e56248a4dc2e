/* The longest runs of words that pairs of texts have in common, inside quotations and outside. */
#include "kernels.h"

enum { WIDTH = 3 }; /* of a run as common_runs gives it: left, right, length */

/* The most words in a row of one run that are marked on neither side. */
static int64_t unmarked(const uint8_t *left, const uint8_t *right, int64_t length) {
    int64_t most = 0, row = 0;
    for (int64_t i = 0; i < length; i++) {
        row = left[i] || right[i] ? 0 : row + 1;
        if (row > most) most = row;
    }
    return most;
}

Status longest_runs(const Ragged *texts, const uint8_t *marks, const int64_t *pairs, size_t count,
                    size_t shortest, size_t most, int64_t *longest, Fault *fault) {
    Buffer runs = {0};
    Status status = DONE;
    for (size_t pair = 0; pair < count && status == DONE; pair++) {
        size_t begin[2], end[2];
        for (int side = 0; side < 2 && status == DONE; side++) {
            int64_t row = pairs[2 * pair + (size_t)side];
            if (row < 0 || (uint64_t)row >= texts->rows) {
                status = refuse(fault, "pair %lld names row %lld of %lld", (long long)pair, row,
                                (long long)texts->rows, 0);
            } else {
                status = row_of(texts->first, (size_t)row, texts->size, &begin[side], &end[side],
                                fault);
            }
        }
        if (status != DONE) break;
        runs.size = 0;
        const int64_t *words = (const int64_t *)texts->hashes;
        status = common_runs(words + begin[0], end[0] - begin[0], words + begin[1],
                             end[1] - begin[1], shortest, most, &runs);
        int64_t any = 0, own = 0;
        const int64_t *run = runs.start;
        for (size_t i = 0; status == DONE && i < runs.size / sizeof *run; i += WIDTH) {
            int64_t length = run[i + 2];
            if (length > any) any = length;
            if (length <= own) continue;
            int64_t free_words = unmarked(marks + begin[0] + run[i], marks + begin[1] + run[i + 1],
                                          length);
            if (free_words > own) own = free_words;
        }
        longest[2 * pair] = any;
        longest[2 * pair + 1] = own;
    }
    buffer_free(&runs);
    return status;
}
