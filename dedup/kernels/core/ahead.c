/* Lines of a file from its begin on, parsed and signed block by block, until somebody wants the
   processor for something else. */
#include "ahead.h"

/* Read a block; return how many bytes of whole lines it has, 0 where the file ends within it. What is
   wrong, the reader will meet again, and has words for. */
static size_t read_block(const Ahead *ahead, int64_t at, uint8_t *block) {
    const int64_t span[2] = {at, at + (int64_t)ahead->block};
    size_t filled;
    int problem;
    Fault fault;
    Status status = read_spans(ahead->file, span, 1, block, ahead->block, &filled, &problem, &fault);
    if (status != DONE || filled < ahead->block) return 0;
    while (filled && block[filled - 1] != '\n') filled--;
    return filled;
}

/* Make the rows of a block, of `count` lines, those of the file; return 0 if one is not plain. */
static int place_rows(int64_t *rows, size_t size, int64_t at, int64_t count) {
    enum { COLUMNS = 4 };
    for (size_t i = 0; i < size; i += COLUMNS) {
        if (!rows[i + 3]) return 0;
        rows[i] += at;
        rows[i + 1] += at;
        rows[i + 2] += count;
    }
    return 1;
}

/* Sign the texts of a block, and append what was made of them. */
static Status sign_block(const Lanes *lanes, const Ahead *ahead, const Texts *texts, Signed *out,
                         Fault *fault) {
    size_t slots = ahead->permutations.slots, wide = slots * sizeof(uint16_t);
    if (slots && texts->rows > (SIZE_MAX >> 2) / wide) return OUT_OF_MEMORY;
    if (buffer_reserve(&out->slots, out->slots.size + texts->rows * wide) != DONE ||
        buffer_reserve(&out->words, out->words.size + texts->rows * sizeof(int64_t)) != DONE ||
        buffer_reserve(&out->digests, out->digests.size + texts->rows * sizeof(uint64_t)) != DONE) {
        return OUT_OF_MEMORY;
    }
    size_t before = out->words.size / sizeof(int64_t);
    Signatures signatures = {.low = slots ? (uint16_t *)out->slots.start + before * slots : NULL,
                             .words = (int64_t *)out->words.start + before,
                             .digests = (uint64_t *)out->digests.start + before};
    Status status = minhash_texts(lanes, texts, 0, texts->rows, ahead->width, &ahead->permutations,
                                  &signatures, fault);
    if (status != DONE) return status;
    out->slots.size += texts->rows * wide;
    out->words.size += texts->rows * sizeof(int64_t);
    out->digests.size += texts->rows * sizeof(uint64_t);
    for (size_t i = 0; i < texts->rows && status == DONE; i++) {
        int64_t length = texts->offsets[i + 1] - texts->offsets[i];
        status = buffer_append(&out->lengths, &length, sizeof length);
    }
    return status;
}

void signed_free(Signed *made) {
    Buffer *parts[] = {&made->lines, &made->lengths, &made->ids,
                       &made->slots, &made->words,   &made->digests};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) buffer_free(parts[i]);
}

Status sign_ahead(const Lanes *lanes, const Ahead *ahead, Signed *out, Fault *fault) {
    Buffer offsets = {0}, lines = {0}, ids = {0};
    uint8_t *block = malloc(2 * ahead->block);
    Status status = block == NULL ? OUT_OF_MEMORY : DONE;
    while (status == DONE && !*ahead->stop && out->end < ahead->most) {
        uint8_t *room = block + ahead->block;
        size_t size = read_block(ahead, out->end, block);
        int64_t count = 0;
        if (size == 0) break;
        lines.size = offsets.size = ids.size = 0;
        status = json_lines(lanes, block, size, ahead->names, room, &lines, &offsets, &ids, &count);
        if (status != DONE || !place_rows(lines.start, lines.size / sizeof(int64_t), out->end, out->count)) {
            break; /* a line that is not plain is left to the reader with all of its block */
        }
        const int64_t *ends = offsets.start;
        size_t rows = offsets.size / sizeof(int64_t) - 1;
        Texts texts = {room, (size_t)ends[rows], ends, rows};
        if (rows) status = sign_block(lanes, ahead, &texts, out, fault);
        if (status == DONE) status = buffer_append_all(&out->lines, &lines);
        if (status == DONE) status = buffer_append_all(&out->ids, &ids);
        out->count += count;
        out->end += (int64_t)size;
    }
    free(block);
    buffer_free(&offsets);
    buffer_free(&lines);
    buffer_free(&ids);
    return status;
}
