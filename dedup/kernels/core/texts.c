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

/* Replace `words` by those of one row, and make room behind `hashes` for its shingles. */
static Status take_row(const Lanes *lanes, const Texts *texts, size_t row, size_t width,
                       Words *words, Buffer *hashes, size_t *count, Fault *fault) {
    words->count = words->normalized.size = 0;
    Status status = take(lanes, texts, row, words, 0, fault);
    if (status != DONE) return status;
    *count = shingle_count(words->count, width);
    if (*count > (SIZE_MAX >> 1) / sizeof(uint64_t)) return OUT_OF_MEMORY;
    return buffer_reserve(hashes, hashes->size + *count * sizeof(uint64_t));
}

/* Hash the shingles of the row that was taken to `hashes`. */
static void shingle(const Lanes *lanes, const Words *words, size_t width, size_t count,
                    uint64_t *hashes) {
    if (count == 0) return;
    lanes->hash_shingles(words->normalized.start, words->normalized.room, words->bounds.start,
                         words->count < width ? words->count : width, count, hashes);
}

Status minhash_texts(const Lanes *lanes, const Texts *texts, size_t begin, size_t end,
                     size_t width, const Permutations *permutations,
                     const Signatures *signatures, Fault *fault) {
    const size_t slot_count = permutations->slots;
    Words words = {0};
    Buffer hashes = {0}, one = {0};
    Status status = signatures->slots ? DONE : buffer_reserve_items(&one, slot_count, sizeof(uint32_t));
    for (size_t row = begin; row < end && status == DONE; row++) {
        size_t count;
        status = take_row(lanes, texts, row, width, &words, &hashes, &count, fault);
        if (status != DONE) break;
        shingle(lanes, &words, width, count, hashes.start);
        uint32_t *slots = signatures->slots ? signatures->slots + row * slot_count : one.start;
        signatures->words[row] = (int64_t)words.count;
        /* Without the space after the last word: the digest of the normalized text. */
        signatures->digests[row] =
            words.count ? xxh64(words.normalized.start, words.normalized.size - 1) : xxh64(NULL, 0);
        if (slot_count == 0) continue;
        memset(slots, 0xFF, slot_count * sizeof *slots);
        lanes->minhash(hashes.start, count, permutations->multipliers,
                       permutations->increments, slots, slot_count);
        if (signatures->slots) continue;
        uint16_t *low = signatures->low + row * slot_count;
        for (size_t k = 0; k < slot_count; k++) low[k] = (uint16_t)slots[k];
    }
    buffer_free(&one);
    buffer_free(&hashes);
    words_free(&words);
    return status;
}

/* Make room for about as many shingles as some texts have: most words of news take six bytes. What is
   more grows, and is moved. */
static Status reserve_sets(Buffer *sets, const Texts *texts, size_t begin, size_t end) {
    enum { BYTES = 6 };
    int64_t size = begin < end ? texts->offsets[end] - texts->offsets[begin] : 0;
    if (size < 0 || (uint64_t)size > texts->size) size = 0; /* offsets that lie are refused later */
    return buffer_reserve(sets, (size_t)size / BYTES * sizeof(uint64_t));
}

Status shingle_sets(const Lanes *lanes, const Texts *texts, size_t begin, size_t end,
                    size_t width, Buffer *sets, Buffer *first, Fault *fault) {
    Words words = {0};
    Buffer spare = {0};
    int64_t total = 0;
    Status status = buffer_append(first, &total, sizeof total);
    if (status == DONE) status = reserve_sets(sets, texts, begin, end);
    for (size_t row = begin; row < end && status == DONE; row++) {
        size_t count;
        status = take_row(lanes, texts, row, width, &words, sets, &count, fault);
        if (status == DONE) status = buffer_reserve(&spare, count * sizeof(uint64_t));
        if (status != DONE) break;
        if (count) {
            uint64_t *hashes = (uint64_t *)sets->start + total;
            shingle(lanes, &words, width, count, hashes);
            sort_hashes(hashes, spare.start, count);
            count = drop_repeats(hashes, count);
        }
        total += (int64_t)count;
        sets->size = (size_t)total * sizeof(uint64_t);
        status = buffer_append(first, &total, sizeof total);
    }
    buffer_free(&spare);
    words_free(&words);
    return status;
}
