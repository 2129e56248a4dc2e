/* Texts as code points, one after the other, and the spans that are found in each. */
#include "points.h"

/* Read row `row` of some texts; `points` is used again from row to row. */
static Status read_points(Points *points, const Texts *texts, size_t row, Fault *fault) {
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

Status spans_of_each(const Texts *texts, FindSpans find, void *more, Buffer *first, Buffer *spans,
                     Fault *fault) {
    Points points = {0};
    int64_t total = 0;
    Status status = buffer_append(first, &total, sizeof total);
    for (size_t row = 0; row < texts->rows && status == DONE; row++) {
        status = read_points(&points, texts, row, fault);
        if (status == DONE) status = find(&points, more, spans);
        total = (int64_t)(spans->size / sizeof(Span));
        if (status == DONE) status = buffer_append(first, &total, sizeof total);
    }
    buffer_free(&points.memory);
    return status;
}
