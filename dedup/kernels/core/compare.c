/* What two articles have in common, counted: words inside passages, and what compare_stems.c and
   compare_rows.c count. dedup/kernels/_python/comparing*.py are the twins. */
#include "compare_parts.h"

enum { IN_QUOTATION = 4, KIND_OF_FURNITURE = 3, PASSAGE_WIDTH = 8 };

/* ---- words inside passages ---- */

/* Count the narrative words of a side, its sentences that have any, and of both what is covered. */
static void count_covered(const Sheet *sheet, const uint8_t *covered, int64_t *counts, int side) {
    int64_t words = 0, inside = 0, told = 0, carried = 0, in_sentence = 0, of_these = 0;
    for (size_t i = 0; i < sheet->words; i++) {
        if ((sheet->flags[i] & (IN_QUOTATION | IN_FURNITURE)) == 0) {
            in_sentence++;
            of_these += covered[i];
        }
        if (i + 1 < sheet->words && !(sheet->flags[i + 1] & BEGINS_SENTENCE)) continue;
        words += in_sentence;
        inside += of_these;
        told += in_sentence > 0;
        carried += in_sentence > 0 && 2 * of_these >= in_sentence;
        in_sentence = of_these = 0;
    }
    counts[COVERED_LEFT + side] = inside;
    counts[NARRATIVE_LEFT + side] = words;
    counts[TOLD_LEFT + side] = told;
    counts[CARRIED_LEFT + side] = carried;
}

static Status cover(const Sheet *const sheets[2], const int64_t *passages, size_t count,
                    uint8_t *const covered[2], Fault *fault) {
    for (int s = 0; s < 2; s++) memset(covered[s], 0, sheets[s]->words);
    for (size_t k = 0; k < count; k++, passages += PASSAGE_WIDTH) {
        if (passages[4] == KIND_OF_FURNITURE) continue;
        for (int s = 0; s < 2; s++) {
            int64_t first = passages[2 * s], last = passages[2 * s + 1];
            if (first < 0 || last < first || (uint64_t)last > sheets[s]->words) {
                return refuse(fault, "passage %lld, words %lld to %lld, is not among %lld words",
                              (long long)k, first, last, (long long)sheets[s]->words);
            }
            memset(covered[s] + first, 1, (size_t)(last - first));
        }
    }
    return DONE;
}

/* ---- one pair ---- */

/* Eight bytes each that the steps below take for one pair. */
static size_t room_for(const Sheet *left, const Sheet *right) {
    size_t words = left->words + right->words, stems = left->stem_count + right->stem_count;
    return 9 * words + 8 * stems + slots_for(larger_of(left->words, right->words)) + 64;
}

static Status compare_two(const Sheet *const sheets[2], const int64_t *passages, size_t count,
                          long long parts, Scratch *scratch, int64_t *counts, double *weights,
                          Fault *fault) {
    if (buffer_reserve_items(&scratch->memory, room_for(sheets[0], sheets[1]), 8) != DONE) {
        return OUT_OF_MEMORY;
    }
    scratch->used = 0;
    memset(counts, 0, COUNTS * sizeof *counts);
    for (int k = 0; k < WEIGHTS; k++) weights[k] = 0.0;
    if (parts & COUNT_PASSAGES) {
        uint8_t *covered[2] = {take(scratch, sheets[0]->words), take(scratch, sheets[1]->words)};
        Status status = cover(sheets, passages, count, covered, fault);
        if (status != DONE) return status;
        for (int s = 0; s < 2; s++) count_covered(sheets[s], covered[s], counts, s);
    }
    if (parts & COUNT_STEMS) compare_stems(sheets, scratch, counts, weights);
    if (parts & COUNT_ROWS) compare_rows(sheets, scratch, counts);
    return DONE;
}

/* Refuse a list of places of which one lies beyond. */
static Status check_places(const uint32_t *places, size_t count, size_t most, size_t number,
                           Fault *fault) {
    for (size_t k = 0; k < count; k++) {
        if (places[k] < most) continue;
        return refuse(fault, "place %lld of sheet %lld is not among %lld", (long long)places[k],
                      (long long)number, (long long)most, 0);
    }
    return DONE;
}

static Status check_sheet(const Sheet *sheet, size_t number, Fault *fault) {
    for (size_t k = 1; k < sheet->stem_count; k++) {
        if (sheet->stems[k] > sheet->stems[k - 1]) continue;
        return refuse(fault, "stem %lld of sheet %lld is %lld; pass ascending ones", (long long)k,
                      (long long)number, (long long)sheet->stems[k], 0);
    }
    const struct {
        const uint32_t *places;
        size_t count, most;
    } lists[] = {
        {sheet->numbers, sheet->words, sheet->key_count},
        {sheet->own, sheet->own_count, sheet->stem_count},
        {sheet->facts, sheet->fact_count, sheet->stem_count},
        {sheet->terms, sheet->term_count, sheet->stem_count},
    };
    Status status = DONE;
    for (size_t k = 0; k < sizeof lists / sizeof *lists && status == DONE; k++) {
        status = check_places(lists[k].places, lists[k].count, lists[k].most, number, fault);
    }
    return status;
}

Status check_sheets(const Sheet *sheets, size_t count, Fault *fault) {
    Status status = DONE;
    for (size_t k = 0; k < count && status == DONE; k++) status = check_sheet(&sheets[k], k, fault);
    return status;
}

Status sheets_of(const Sheet *sheets, size_t count, const int64_t *pairs, size_t pair,
                 const Sheet *two[2], Fault *fault) {
    for (size_t s = 0; s < 2; s++) {
        int64_t place = pairs[2 * pair + s];
        if (place < 0 || (uint64_t)place >= count) {
            return refuse(fault, "pair %lld names sheet %lld of %lld", (long long)pair, place,
                          (long long)count, 0);
        }
        two[s] = &sheets[place];
    }
    return DONE;
}

Status compare_pairs(const Sheet *sheets, size_t sheet_count, const int64_t *pairs, size_t count,
                     const int64_t *first, const int64_t *passages, size_t passage_count,
                     long long parts, int64_t *counts, double *weights, Fault *fault) {
    Status status = check_sheets(sheets, sheet_count, fault);
    Scratch scratch = {{0}, 0};
    for (size_t pair = 0; pair < count && status == DONE; pair++) {
        const Sheet *two[2];
        size_t begin = 0, end = 0;
        status = sheets_of(sheets, sheet_count, pairs, pair, two, fault);
        if (status == DONE) status = row_of(first, pair, passage_count, &begin, &end, fault);
        if (status == DONE) {
            const int64_t *own = end > begin ? passages + PASSAGE_WIDTH * begin : NULL;
            status = compare_two(two, own, end - begin, parts, &scratch, counts + COUNTS * pair,
                                 weights + WEIGHTS * pair, fault);
        }
    }
    buffer_free(&scratch.memory);
    return status;
}
