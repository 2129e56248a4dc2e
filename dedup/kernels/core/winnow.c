/* Winnowing: the minimum of every window of hashes. */
#include "kernels.h"
#include "sort.h"

enum { WIDE = 64 }; /* windows from here on are not tried hash by hash */

/* The minima of wide windows, in linear time: of every stretch of `window` hashes the minima from
   its ends inward; a window is the end of one stretch and the beginning of the next. */
static void wide_minima(const uint64_t *hashes, size_t count, size_t window, uint64_t *minima,
                        uint64_t *spare) {
    uint64_t from_left = 0;
    for (size_t i = 0; i < count; i++) {
        from_left = i % window == 0 || hashes[i] < from_left ? hashes[i] : from_left;
        spare[i] = from_left;
    }
    uint64_t from_right = UINT64_MAX;
    for (size_t i = count; i-- > 0;) {
        if (i % window == window - 1) from_right = UINT64_MAX;
        from_right = hashes[i] < from_right ? hashes[i] : from_right;
        if (i + window <= count) {
            uint64_t other = spare[i + window - 1];
            minima[i] = from_right < other ? from_right : other;
        }
    }
}

Status winnow(const Lanes *lanes, const Ragged *sequences, size_t window, Buffer *kept,
              Buffer *first, Fault *fault) {
    Buffer minima = {0}, spare = {0};
    int64_t total = 0;
    Status status = buffer_append(first, &total, sizeof total);
    for (size_t row = 0; row < sequences->rows && status == DONE; row++) {
        size_t begin, end;
        status = row_of(sequences->first, row, sequences->size, &begin, &end, fault);
        if (status != DONE) break;
        size_t count = end - begin, span = count < window ? count : window, last = 0;
        if (count) {
            status = buffer_reserve_items(&minima, count, sizeof(uint64_t));
            if (status == DONE) status = buffer_reserve_items(&spare, count, sizeof(uint64_t));
            if (status != DONE) break;
            const uint64_t *hashes = sequences->hashes + begin;
            if (span < WIDE) {
                lanes->window_minima(hashes, count, span, minima.start);
            } else {
                wide_minima(hashes, count, span, minima.start, spare.start);
            }
            /* Windows side by side mostly share their minimum: drop these before sorting. */
            last = drop_repeats(minima.start, count - span + 1);
            sort_hashes(minima.start, spare.start, last);
            last = drop_repeats(minima.start, last);
            status = buffer_append(kept, minima.start, last * sizeof(uint64_t));
            if (status != DONE) break;
        }
        total += (int64_t)last;
        status = buffer_append(first, &total, sizeof total);
    }
    buffer_free(&minima);
    buffer_free(&spare);
    return status;
}
