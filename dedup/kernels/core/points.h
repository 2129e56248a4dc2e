/* A text as code points, so that a rule can look at any of them, before and behind. */
#ifndef DEDUP_POINTS_H
#define DEDUP_POINTS_H

#include "blank.h"
#include "kernels.h"
#include "letters.h"
#include "utf8.h"

typedef struct {
    uint32_t *at;
    size_t count;
    Buffer memory;
} Points;

/* Read row `row` of some texts; `points` is used again from row to row. */
static inline Status points_read(Points *points, const Texts *texts, size_t row, Fault *fault) {
    size_t begin, end, width;
    Status status = row_of(texts->offsets, row, texts->size, &begin, &end, fault);
    if (status == DONE) {
        status = buffer_reserve_items(&points->memory, end - begin + 8, sizeof(uint32_t));
    }
    if (status != DONE) return status;
    const uint8_t *text = texts->utf8 + begin;
    size_t size = end - begin, byte = 0;
    uint32_t *out = points->memory.start;
    while (byte < size) {
        while (size - byte >= 8 && !(read_little64(text + byte) & 0x8080808080808080u)) {
            for (int i = 0; i < 8; i++) out[i] = text[byte + i];
            out += 8;
            byte += 8;
        }
        if (byte == size) break;
        uint32_t point = utf8_decode(text + byte, size - byte, &width);
        if (point == NOT_UTF8) return refuse_utf8(fault, text, size, row, byte);
        *out++ = point;
        byte += width;
    }
    points->at = points->memory.start;
    points->count = (size_t)(out - points->at);
    return DONE;
}

/* Note a span, without the white space around it; one of white space alone is none. */
static inline Status span_append(Buffer *spans, const Points *points, size_t begin, size_t end) {
    while (begin < end && is_space(points->at[begin])) begin++;
    while (begin < end && is_space(points->at[end - 1])) end--;
    int64_t span[2] = {(int64_t)begin, (int64_t)end};
    return begin < end ? buffer_append(spans, span, sizeof span) : DONE;
}

#endif
