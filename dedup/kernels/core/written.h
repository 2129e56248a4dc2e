/* Rows as json_lines and csv_rows write them: texts side by side, ids, and where each row stood. */
#ifndef DEDUP_WRITTEN_H
#define DEDUP_WRITTEN_H

#include "base.h"

typedef struct {
    uint8_t *texts, *text; /* their begin, and where the next text goes */
    Buffer *rows, *offsets, *ids;
} Written;

static inline Status written_begin(Written *written) {
    int64_t none = 0;
    written->text = written->texts;
    return buffer_append(written->offsets, &none, sizeof none);
}

/* Note a row; of one that is not plain, take back what was written behind `text` and `ids_size`. */
static inline Status written_row(Written *written, uint8_t *text, size_t ids_size, ptrdiff_t begin,
                                 ptrdiff_t end, int64_t number, int plain) {
    Status status = DONE;
    if (plain) {
        int64_t size = written->text - written->texts;
        status = buffer_append(written->offsets, &size, sizeof size);
        if (status == DONE) status = buffer_append(written->ids, "\n", 1);
    } else {
        written->text = text;
        written->ids->size = ids_size;
    }
    int64_t row[4] = {begin, end, number, plain};
    if (status == DONE) status = buffer_append(written->rows, row, sizeof row);
    return status;
}

#endif
