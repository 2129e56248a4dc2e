/* Hashes of the shingles of texts whose words are known. */
#include "kernels.h"

Status shingle_hashes(const Lanes *lanes, const uint8_t *normalized, size_t size,
                      const int64_t *bounds, size_t words, const int64_t *first, size_t rows,
                      size_t width, Buffer *hashes, Buffer *hash_first, Fault *fault) {
    Buffer own = {0}; /* the bounds of one row: checked, then out of reach of other threads */
    int64_t total = 0;
    Status status = buffer_append(hash_first, &total, sizeof total);
    for (size_t row = 0; row < rows && status == DONE; row++) {
        size_t begin, end;
        status = row_of(first, row, words, &begin, &end, fault);
        if (status != DONE) break;
        size_t count = shingle_count(end - begin, width);
        if (count) {
            status = buffer_reserve_items(&own, end - begin + 1, sizeof(int64_t));
            if (status == DONE) {
                status = buffer_reserve(hashes, hashes->size + count * sizeof(uint64_t));
            }
            if (status != DONE) break;
            int64_t *checked = own.start;
            memcpy(checked, bounds + begin, (end - begin + 1) * sizeof *checked);
            int ascending = checked[0] >= 0 && (uint64_t)checked[end - begin] <= size;
            for (size_t i = 0; i < end - begin; i++) ascending &= checked[i] < checked[i + 1];
            if (!ascending) {
                status = refuse(fault,
                                "bounds %lld to %lld of text %lld do not ascend within %lld "
                                "bytes; pass a table that tokenize made",
                                checked[0], checked[end - begin], (long long)row, (long long)size);
                break;
            }
            lanes->hash_shingles(normalized, size, checked,
                                 end - begin < width ? end - begin : width, count,
                                 (uint64_t *)((char *)hashes->start + hashes->size));
            hashes->size += count * sizeof(uint64_t);
            total += (int64_t)count;
        }
        status = buffer_append(hash_first, &total, sizeof total);
    }
    buffer_free(&own);
    return status;
}
