/* From texts straight to words, to signatures, to sets of shingles. */
#include "kernels.h"
#include "sort.h"
#include "xxh64.h"

/* Append the words of one row to `words`. */
static Status take(const Lanes *lanes, const Texts *texts, size_t row, Words *words, int spans, Fault *fault) {
    size_t begin, end, wrong = 0;
    Status status = row_of(texts->offsets, row, texts->size, &begin, &end, fault);
    if (status == DONE && end > begin) {
        status = words_append(lanes, words, texts->utf8 + begin, end - begin, spans, &wrong);
        if (status == REFUSED) {
            refuse_utf8(fault, texts->utf8 + begin, end - begin, row, wrong);
        }
    }
    return status;
}

Status tokenize(const Lanes *lanes, const Texts *texts, Words *words, Buffer *first, Fault *fault) {
    if (buffer_reserve_items(first, texts->rows + 1, sizeof(int64_t)) != DONE ||
        buffer_reserve(&words->bounds, sizeof(int64_t)) != DONE) {
        return OUT_OF_MEMORY;
    }
    int64_t *firsts = first->start;
    *(int64_t *)words->bounds.start = firsts[0] = 0;
    for (size_t row = 0; row < texts->rows; row++) {
        Status status = take(lanes, texts, row, words, 1, fault);
        if (status != DONE) return status;
        firsts[row + 1] = (int64_t)words->count;
    }
    first->size = (texts->rows + 1) * sizeof(int64_t);
    words->bounds.size = (words->count + 1) * sizeof(int64_t);
    words->starts.size = words->ends.size = words->count * sizeof(int64_t);
    return DONE;
}

/* Replace `words` and `hashes` by those of one row: its words, and the hashes of its shingles. */
static Status shingle(const Lanes *lanes, const Texts *texts, size_t row, size_t width,
                      Words *words, Buffer *hashes, Fault *fault) {
    words->count = words->normalized.size = 0;
    Status status = take(lanes, texts, row, words, 0, fault);
    if (status != DONE) return status;
    size_t count = shingle_count(words->count, width);
    hashes->size = count * sizeof(uint64_t);
    if (count == 0) return DONE;
    if (buffer_reserve_items(hashes, count, sizeof(uint64_t)) != DONE) return OUT_OF_MEMORY;
    lanes->hash_shingles(words->normalized.start, words->normalized.room, words->bounds.start,
                         words->count < width ? words->count : width, count, hashes->start);
    return DONE;
}

Status minhash_texts(const Lanes *lanes, const Texts *texts, size_t begin, size_t end,
                     size_t width, const Permutations *permutations, uint32_t *signatures,
                     int64_t *word_counts, uint64_t *digests, Fault *fault) {
    Words words = {0};
    Buffer hashes = {0};
    Status status = DONE;
    for (size_t row = begin; row < end && status == DONE; row++) {
        status = shingle(lanes, texts, row, width, &words, &hashes, fault);
        if (status != DONE) break;
        uint32_t *slots = signatures + row * permutations->slots;
        word_counts[row] = (int64_t)words.count;
        /* Without the space after the last word: the digest of the normalized text. */
        digests[row] = words.count ? xxh64(words.normalized.start, words.normalized.size - 1)
                                   : xxh64(NULL, 0);
        memset(slots, 0xFF, permutations->slots * sizeof *slots);
        lanes->minhash(hashes.start, hashes.size / sizeof(uint64_t), permutations->multipliers,
                       permutations->increments, slots, permutations->slots);
    }
    buffer_free(&hashes);
    words_free(&words);
    return status;
}

Status shingle_sets(const Lanes *lanes, const Texts *texts, size_t begin, size_t end,
                    size_t width, Buffer *sets, Buffer *first, Fault *fault) {
    Words words = {0};
    Buffer hashes = {0}, spare = {0};
    int64_t total = 0;
    Status status = buffer_append(first, &total, sizeof total);
    for (size_t row = begin; row < end && status == DONE; row++) {
        status = shingle(lanes, texts, row, width, &words, &hashes, fault);
        if (status != DONE) break;
        size_t count = hashes.size / sizeof(uint64_t);
        if (count) {
            status = buffer_reserve(&spare, hashes.size);
            if (status != DONE) break;
            sort_hashes(hashes.start, spare.start, count);
            count = drop_repeats(hashes.start, count);
            status = buffer_append(sets, hashes.start, count * sizeof(uint64_t));
            if (status != DONE) break;
        }
        total += (int64_t)count;
        status = buffer_append(first, &total, sizeof total);
    }
    buffer_free(&spare);
    buffer_free(&hashes);
    words_free(&words);
    return status;
}
