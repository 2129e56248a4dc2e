/* Alignments of many pairs of prepared articles, one after the other. */
#include "compare.h"

enum { PASSAGE_WIDTH = 8, RUN_WIDTH = 4, SENTENCE_WIDTH = 5, END_OF_TEXT = 3 };

/* Items of eight bytes that the arrays of a strand take. */
static size_t room_for(const Sheet *sheet) {
    return sheet->words + 2 * sheet->own_words + sheet->types + 2 * sheet->quotation_count +
           sheet->units + 1 + sheet->own_words / 8 + 1;
}

static int64_t *widen(int64_t **room, const uint32_t *numbers, size_t count) {
    int64_t *wide = *room;
    for (size_t k = 0; k < count; k++) wide[k] = numbers[k];
    *room += count;
    return wide;
}

/* The strand of a sheet, in `room`. Its numbers are copies, which the aligner checks. */
static Status lay_out(const Sheet *sheet, size_t number, int64_t *room, Strand *strand,
                      Fault *fault) {
    int64_t *page = room, *own = page + sheet->words;
    size_t found = 0;
    uint8_t *marks = (uint8_t *)(room + room_for(sheet) - (sheet->own_words / 8 + 1));
    for (size_t i = 0; i < sheet->words; i++) {
        uint8_t flags = sheet->flags[i];
        page[i] = (int64_t)key_of(sheet, i);
        if (flags & IN_FURNITURE) continue;
        if (found < sheet->own_words) {
            marks[found] = flags & MARKS_OF_WORD;
            own[found] = (int64_t)i;
        }
        found++;
    }
    if (found != sheet->own_words) {
        return refuse(fault, "%lld words of sheet %lld are no furniture, of %lld there are heads",
                      (long long)found, (long long)number, (long long)sheet->own_words, 0);
    }
    marks[found] = END_OF_TEXT;
    room = own + sheet->own_words;
    *strand = (Strand){
        .page = page,
        .own = own,
        .heads = widen(&room, sheet->heads, sheet->own_words),
        .marks = marks,
        .page_size = sheet->words,
        .size = sheet->own_words,
        .types = sheet->types,
        .quotation_count = sheet->quotation_count,
        .units = sheet->units,
    };
    strand->quotations = widen(&room, sheet->quotations, 2 * sheet->quotation_count);
    strand->bounds = widen(&room, sheet->bounds, sheet->units + 1);
    strand->head_keys = (uint64_t *)room;
    memcpy(room, sheet->head_keys, sheet->types * sizeof *room);
    return DONE;
}

/* The strands of all sheets in one piece of memory, which the caller frees, as `strands`. */
static Status lay_out_all(const Sheet *sheets, size_t count, Strand **strands, int64_t **memory,
                          Fault *fault) {
    size_t room = 1;
    for (size_t k = 0; k < count; k++) room += room_for(&sheets[k]);
    *strands = calloc(count + 1, sizeof **strands);
    *memory = malloc(room * sizeof **memory);
    if (*strands == NULL || *memory == NULL) return OUT_OF_MEMORY;
    int64_t *at = *memory;
    for (size_t k = 0; k < count; k++) {
        Status status = lay_out(&sheets[k], k, at, &(*strands)[k], fault);
        if (status != DONE) return status;
        at += room_for(&sheets[k]);
    }
    return DONE;
}

Status align_pairs(const Sheet *sheets, size_t sheet_count, const int64_t *pairs, size_t count,
                   const Rules *rules, const int64_t *worths, const int64_t *logs, size_t log_count,
                   int64_t *counts, Buffer *passages, Buffer *runs, Buffer *sentences,
                   Fault *fault) {
    static const size_t widths[3] = {PASSAGE_WIDTH, RUN_WIDTH, SENTENCE_WIDTH};
    Buffer *all[3] = {passages, runs, sentences};
    Buffer own[3] = {{0}, {0}, {0}};
    Strand *strands = NULL;
    int64_t *memory = NULL;
    Status status = check_sheets(sheets, sheet_count, fault);
    if (status == DONE) status = lay_out_all(sheets, sheet_count, &strands, &memory, fault);
    for (size_t pair = 0; pair < count && status == DONE; pair++) {
        const Sheet *two[2];
        status = sheets_of(sheets, sheet_count, pairs, pair, two, fault);
        if (status != DONE) break;
        for (int k = 0; k < 3; k++) own[k].size = 0;
        status = align_strands(&strands[two[0] - sheets], &strands[two[1] - sheets], rules, worths,
                               logs, log_count, &own[0], &own[1], &own[2], fault);
        for (int k = 0; k < 3 && status == DONE; k++) {
            counts[3 * pair + (size_t)k] = (int64_t)(own[k].size / (widths[k] * sizeof(int64_t)));
            status = buffer_append_all(all[k], &own[k]);
        }
    }
    for (int k = 0; k < 3; k++) buffer_free(&own[k]);
    free(strands);
    free(memory);
    return status;
}
