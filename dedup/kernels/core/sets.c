/* How much sorted sets have in common. */
#include "kernels.h"

static size_t shared(const uint64_t *left, size_t left_size, const uint64_t *right,
                     size_t right_size) {
    size_t i = 0, j = 0, count = 0;
    while (i < left_size && j < right_size) { /* which side moves is noise: no branch on it */
        uint64_t a = left[i], b = right[j];
        count += a == b;
        i += a <= b;
        j += b <= a;
    }
    return count;
}

static int is_set(const uint64_t *hashes, size_t size) {
    int ascending = 1;
    for (size_t i = 1; i < size; i++) ascending &= hashes[i - 1] < hashes[i];
    return ascending;
}

Status overlaps(const Ragged *sets, const int64_t *pairs, size_t count, int64_t *counts,
                Fault *fault) {
    for (size_t row = 0; row < sets->rows; row++) {
        size_t begin, end;
        Status status = row_of(sets->first, row, sets->size, &begin, &end, fault);
        if (status != DONE) return status;
        if (!is_set(sets->hashes + begin, end - begin)) {
            return refuse(fault, "row %lld is no set: its hashes must ascend without repeats; "
                          "pass it through numpy.unique", (long long)row, 0, 0, 0);
        }
    }
    for (size_t i = 0; i < count; i++) {
        int64_t rows[2] = {pairs[2 * i], pairs[2 * i + 1]};
        size_t begin[2], end[2];
        for (int side = 0; side < 2; side++) {
            if (rows[side] < 0 || (uint64_t)rows[side] >= sets->rows) {
                return refuse(fault, "pair %lld names row %lld of %lld", (long long)i,
                              rows[side], (long long)sets->rows, 0);
            }
            Status status = row_of(sets->first, (size_t)rows[side], sets->size, &begin[side],
                                   &end[side], fault);
            if (status != DONE) return status;
        }
        counts[i] = (int64_t)shared(sets->hashes + begin[0], end[0] - begin[0],
                                    sets->hashes + begin[1], end[1] - begin[1]);
    }
    return DONE;
}
