/* Records of tables, comma- or tab-separated, to texts and ids, without a Python object for each.

   A record is plain if it is UTF-8, has as many cells as the header, nothing between a closing quote
   and what ends the cell, and a text that is not blank. Every other record is odd, and somebody who
   has words for what is wrong must read it; where it ends is where Python's csv module, when it is
   strict, ends it: behind the line in which it found the mistake. */
#include "csv.h"

#include "blank.h"
#include "written.h"

typedef struct {
    const uint8_t *begin, *end; /* between its quotes, if it has any */
    int doubled;                /* whether quotes are doubled inside */
} Cell;

typedef struct {
    const Lanes *lanes;
    const Layout *layout;
    const uint8_t *at, *end;
    const uint8_t *stops; /* for each byte, whether it may end a cell without quotes */
    int64_t lines;        /* line ends passed */
    int odd;
    Cell cells[MOST_WANTED];
} Record;

INLINE int ends_line(uint8_t byte) { return byte == '\n' || byte == '\r'; }

/* Move past a line feed, a carriage return, or the two together. */
INLINE void pass_line_end(Record *record) {
    int two = *record->at == '\r' && record->end - record->at > 1 && record->at[1] == '\n';
    record->at += two ? 2 : 1;
    record->lines++;
}

/* Move past bytes that are not ASCII. */
static void pass_wide(Record *record) {
    while (record->at < record->end && *record->at >= 0x80) {
        size_t width;
        uint32_t point = utf8_decode(record->at, (size_t)(record->end - record->at), &width);
        record->odd |= point == NOT_UTF8;
        record->at += width;
    }
}

/* Move past a cell and its closing quote, the opening one being behind us; return whether there is
   one. */
static int pass_quoted(Record *record, Cell *cell) {
    cell->begin = record->at;
    for (;;) {
        record->at += record->lanes->plain_run(record->at, (size_t)(record->end - record->at));
        if (record->at == record->end) return 0;
        uint8_t byte = *record->at;
        if (byte >= 0x80) {
            pass_wide(record);
        } else if (ends_line(byte)) {
            pass_line_end(record);
        } else if (byte != '"') {
            record->at++;
        } else if (record->end - record->at > 1 && record->at[1] == '"') {
            cell->doubled = 1;
            record->at += 2;
        } else {
            cell->end = record->at++;
            return 1;
        }
    }
}

/* Move to the end of a cell without quotes. */
static void pass_bare(Record *record, Cell *cell) {
    cell->begin = record->at;
    for (;;) {
        while (record->at < record->end && !record->stops[*record->at]) record->at++;
        if (record->at == record->end || *record->at < 0x80) break;
        pass_wide(record);
    }
    cell->end = record->at;
}

/* Move past a record; return whether a line end was there to end it. */
static int pass_record(Record *record) {
    const Layout *layout = record->layout;
    int64_t column = 0;
    for (;; column++) {
        Cell cell = {0};
        if (record->at < record->end && *record->at == '"') {
            record->at++;
            if (!pass_quoted(record, &cell)) {
                record->odd = 1;
                return 0;
            }
            if (record->at < record->end && *record->at != layout->delimiter &&
                !ends_line(*record->at)) {
                record->odd = 1;
                while (record->at < record->end && !ends_line(*record->at)) record->at++;
            }
        } else {
            pass_bare(record, &cell);
        }
        for (int i = 0; i < layout->count; i++) {
            if (layout->wanted[i] == column) record->cells[i] = cell;
        }
        if (record->at == record->end || *record->at != layout->delimiter) break;
        record->at++;
    }
    record->odd |= column + 1 != layout->columns;
    if (record->at == record->end) return 0;
    pass_line_end(record);
    return 1;
}

/* Write a cell with its quotes single to `out`, which has room for its bytes; return the new end. */
static uint8_t *write_cell(const Cell *cell, uint8_t *out) {
    const uint8_t *at = cell->begin, *end = cell->end;
    while (cell->doubled && at < end) {
        const uint8_t *quote = memchr(at, '"', (size_t)(end - at));
        if (quote == NULL) break;
        size_t size = (size_t)(quote + 1 - at);
        memcpy(out, at, size);
        out += size;
        at = quote + 2;
    }
    memcpy(out, at, (size_t)(end - at));
    return out + (end - at);
}

/* Append a record's text and id; return 0 if no text is there, or the id is unusual. */
static int take(const Record *record, Written *written, Status *status) {
    Buffer *ids = written->ids;
    const Layout *layout = record->layout;
    int taken = 0;
    for (int i = 0; i < layout->texts && !taken; i++) {
        uint8_t *end = write_cell(&record->cells[i], written->text);
        taken = is_filled(written->text, end);
        if (taken) written->text = end;
    }
    if (!taken) return 0;
    for (int i = layout->texts; i < layout->count; i++) {
        const Cell *cell = &record->cells[i];
        size_t size = (size_t)(cell->end - cell->begin);
        if (size == 0) continue;
        *status = buffer_reserve(ids, ids->size + size + 1);
        if (*status != DONE) return 0;
        uint8_t *begin = (uint8_t *)ids->start + ids->size, *end = write_cell(cell, begin);
        if (memchr(begin, '\n', (size_t)(end - begin)) != NULL) return 0; /* it would end the id */
        ids->size += (size_t)(end - begin);
        break;
    }
    return 1;
}

Status csv_rows(const Lanes *lanes, const uint8_t *block, size_t size, const Layout *layout,
                int final, uint8_t *texts, Buffer *records, Buffer *offsets, Buffer *ids,
                int64_t *lines, int64_t *read) {
    const uint8_t *at = block, *stop = block + size;
    uint8_t stops[256] = {0};
    memset(stops + 0x80, 1, 0x80);
    stops['\n'] = stops['\r'] = stops[layout->delimiter] = 1;
    int64_t number = 0;
    Written written = {.texts = texts, .rows = records, .offsets = offsets, .ids = ids};
    Status status = written_begin(&written);
    while (at < stop && status == DONE) {
        Record record = {.lanes = lanes, .layout = layout, .at = at, .end = stop, .stops = stops};
        int empty = ends_line(*at), ended = 1;
        if (empty) {
            pass_line_end(&record);
        } else {
            ended = pass_record(&record);
        }
        /* Behind a carriage return at the very end, a line feed may follow. */
        if (!final && (!ended || (record.at == stop && stop[-1] == '\r'))) break;
        if (!empty) {
            uint8_t *text = written.text;
            size_t known = ids->size;
            int plain = !record.odd && take(&record, &written, &status);
            if (status == DONE) {
                status = written_row(&written, text, known, at - block, record.at - block, number,
                                     plain);
            }
        }
        number += record.lines;
        at = record.at;
    }
    *lines = number;
    *read = at - block;
    return status;
}
