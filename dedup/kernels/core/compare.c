/* What two articles have in common, counted: words inside passages, the order of what both tell
   once, facts and stems by weight, words that stand in a row in both.

   Sums of weights are taken in the order in which a sheet lists its stems, so that no number
   depends on the machine. dedup/kernels/_python/comparing.py is the readable twin. */
#include "compare.h"
#include "sort.h"

enum { IN_QUOTATION = 4, KIND_OF_FURNITURE = 3, PASSAGE_WIDTH = 8 };
enum { ROW = 3, PIECE_ROW = 12 };
static const double PIECE_SENTENCE = 0.9;
static const uint64_t MULTIPLIER = UINT64_C(0x9E3779B97F4A7C15);

/* Memory for one pair after the other; `items` of eight bytes. */
typedef struct {
    Buffer memory;
    size_t used;
} Scratch;

static void *take(Scratch *scratch, size_t count) {
    void *given = (uint64_t *)scratch->memory.start + scratch->used;
    scratch->used += count;
    return given;
}

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

/* ---- stems that both have ---- */

/* Mark which stems of each side the other has: 1 anywhere, 2 outside furniture too. Append the
   places of what both tell exactly once to `once`, left before right in one number. */
static size_t meet(const Sheet *left, const Sheet *right, const uint8_t *const owns[2],
                   uint8_t *const met[2], uint64_t *once) {
    size_t count = 0, i = 0, j = 0;
    memset(met[0], 0, left->stem_count);
    memset(met[1], 0, right->stem_count);
    size_t most = left->stem_count;
    while (i < left->stem_count && j < right->stem_count) {
        uint32_t one = left->stems[i], other = right->stems[j];
        if (one == other) {
            met[0][i] = (uint8_t)(1 + owns[1][j]);
            met[1][j] = (uint8_t)(1 + owns[0][i]);
            uint64_t places[2] = {left->places[i], right->places[j]};
            if (places[0] && places[1] && count < most) {
                once[count++] = places[0] << 32 | places[1];
            }
        }
        i += one <= other;
        j += other <= one;
    }
    return count;
}

/* The weight of the facts that the other has not. */
static double sum_missing(const Sheet *sheet, const uint8_t *met) {
    double sum = 0.0;
    for (size_t k = 0; k < sheet->fact_count; k++) {
        size_t stem = sheet->facts[k];
        if (stem < sheet->stem_count && met[stem] == 0) sum += sheet->weights[stem];
    }
    return sum;
}

/* The weight of the own stems that the other has among its own too, and of all of them. */
static double sum_shared(const Sheet *sheet, const uint8_t *met, double *total) {
    double sum = 0.0, all = 0.0;
    for (size_t k = 0; k < sheet->own_count; k++) {
        size_t stem = sheet->own[k];
        if (stem >= sheet->stem_count) continue;
        if (met[stem] == 2) sum += sheet->weights[stem];
        all += sheet->weights[stem];
    }
    *total = all;
    return sum;
}

/* The sum of products of the weights of common terms; `theirs` is zero where there is none. */
static double dot(const Sheet *left, const Sheet *right, double *theirs) {
    double sum = 0.0;
    memset(theirs, 0, right->stem_count * sizeof *theirs);
    for (size_t k = 0; k < right->term_count; k++) {
        size_t place = right->terms[k];
        if (place < right->stem_count) theirs[place] = right->term_weights[k];
    }
    for (size_t k = 0; k < left->term_count; k++) {
        size_t place = left->terms[k];
        if (place >= left->stem_count) continue;
        uint32_t stem = left->stems[place];
        size_t low = 0, high = right->stem_count;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (right->stems[middle] < stem) low = middle + 1;
            else high = middle;
        }
        if (low < right->stem_count && right->stems[low] == stem && theirs[low] != 0.0) {
            sum += left->term_weights[k] * theirs[low];
        }
    }
    return sum;
}

/* ---- the order of what both tell exactly once ---- */

/* How many pairs of numbers stand in descending order; sorts them. */
static int64_t count_inversions(uint64_t *numbers, uint64_t *spare, size_t count) {
    int64_t inversions = 0;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t begin = 0; begin < count; begin += 2 * width) {
            size_t middle = begin + width < count ? begin + width : count;
            size_t end = begin + 2 * width < count ? begin + 2 * width : count;
            size_t i = begin, j = middle, out = begin;
            while (i < middle && j < end) {
                if (numbers[j] < numbers[i]) {
                    inversions += (int64_t)(middle - i);
                    spare[out++] = numbers[j++];
                } else {
                    spare[out++] = numbers[i++];
                }
            }
            while (i < middle) spare[out++] = numbers[i++];
            while (j < end) spare[out++] = numbers[j++];
        }
        memcpy(numbers, spare, count * sizeof *numbers);
    }
    return inversions;
}

/* The length of the longest ascending subsequence; the numbers differ. */
static int64_t longest_ascent(const uint64_t *numbers, size_t count, uint64_t *tails) {
    size_t length = 0;
    for (size_t k = 0; k < count; k++) {
        size_t low = 0, high = length;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (tails[middle] < numbers[k]) low = middle + 1;
            else high = middle;
        }
        tails[low] = numbers[k];
        length += low == length;
    }
    return (int64_t)length;
}

static void follow(uint64_t *once, uint64_t *spare, size_t count, int64_t *counts) {
    sort_pairs(once, spare, count);
    for (size_t k = 0; k < count; k++) once[k] &= UINT32_MAX;
    counts[ONCE_IN_BOTH] = (int64_t)count;
    counts[ASCENT] = longest_ascent(once, count, spare);
    counts[INVERSIONS] = count_inversions(once, spare, count);
}

/* ---- rows of three words that stand in both ---- */

/* List the rows of the words outside furniture; return how many words these are. */
static size_t list_rows(const Sheet *sheet, uint64_t *rows, uint32_t *sentences) {
    size_t own = 0;
    uint32_t sentence = 0;
    uint64_t words[ROW] = {0};
    for (size_t i = 0; i < sheet->words; i++) {
        uint8_t flags = sheet->flags[i];
        sentence += (flags & BEGINS_SENTENCE) != 0;
        if (flags & IN_FURNITURE) continue;
        for (int k = 0; k + 1 < ROW; k++) words[k] = words[k + 1];
        words[ROW - 1] = key_of(sheet, i);
        sentences[own++] = sentence;
        if (own < ROW) continue;
        uint64_t key = 0;
        for (int k = 0; k < ROW; k++) key = key * MULTIPLIER + words[k];
        rows[own - ROW] = key;
    }
    return own;
}

/* A table of rows, each as often as there is room for one more: twice as many slots, and some. */
static size_t slots_for(size_t rows) {
    size_t slots = 16;
    while (slots < 2 * rows) slots *= 2;
    return slots;
}

static size_t slot_of(uint64_t key, size_t slots) {
    return (size_t)(key ^ key >> 32) & (slots - 1);
}

/* Mark which rows of one the other has. */
static void find_rows(const uint64_t *one, size_t count, const uint64_t *other, size_t other_count,
                      uint64_t *table, uint8_t *found) {
    size_t slots = slots_for(other_count);
    uint8_t has_zero = 0;
    memset(table, 0, slots * sizeof *table);
    for (size_t k = 0; k < other_count; k++) {
        if (other[k] == 0) {
            has_zero = 1;
            continue;
        }
        size_t slot = slot_of(other[k], slots);
        while (table[slot] && table[slot] != other[k]) slot = (slot + 1) & (slots - 1);
        table[slot] = other[k];
    }
    for (size_t k = 0; k < count; k++) {
        size_t slot = slot_of(one[k], slots);
        while (table[slot] && table[slot] != one[k]) slot = (slot + 1) & (slots - 1);
        found[k] = one[k] == 0 ? has_zero : table[slot] != 0;
    }
}

/* Mark words that stand in rows: 1, and 2 more where they are a piece. */
static void mark_taken(const uint8_t *found, size_t rows, uint8_t *taken) {
    for (size_t k = 0; k < rows; k++) {
        if (!found[k]) continue;
        size_t end = k;
        while (end < rows && found[end]) end++;
        size_t last = end + ROW - 1;
        uint8_t mark = last - k >= PIECE_ROW ? 3 : 1;
        for (size_t w = k; w < last; w++) taken[w] |= mark;
        k = end - 1;
    }
}

/* Count the words that were taken, and of those the ones that came in pieces. */
static void count_taken(const uint8_t *taken, const uint32_t *sentences, size_t words,
                        int64_t *counts, int side) {
    int64_t all = 0, pieces = 0;
    for (size_t begin = 0; begin < words;) {
        size_t end = begin;
        int64_t inside = 0, in_rows = 0;
        for (; end < words && sentences[end] == sentences[begin]; end++) {
            inside += taken[end] & 1;
            in_rows += taken[end] >> 1;
        }
        int whole = (double)inside >= PIECE_SENTENCE * (double)(end - begin);
        all += inside;
        pieces += whole ? inside : in_rows;
        begin = end;
    }
    counts[TAKEN_LEFT + side] = all;
    counts[PIECES_LEFT + side] = pieces;
}

static void compare_rows(const Sheet *const sheets[2], Scratch *scratch, int64_t *counts) {
    uint64_t *rows[2];
    uint32_t *sentences[2];
    size_t words[2], most = larger_of(sheets[0]->words, sheets[1]->words);
    for (int s = 0; s < 2; s++) {
        rows[s] = take(scratch, sheets[s]->words);
        sentences[s] = take(scratch, sheets[s]->words);
        words[s] = list_rows(sheets[s], rows[s], sentences[s]);
    }
    uint64_t *table = take(scratch, slots_for(most));
    uint8_t *found = take(scratch, most), *taken = take(scratch, most);
    for (int s = 0; s < 2; s++) {
        size_t count = words[s] < ROW ? 0 : words[s] - ROW + 1;
        size_t others = words[1 - s] < ROW ? 0 : words[1 - s] - ROW + 1;
        find_rows(rows[s], count, rows[1 - s], others, table, found);
        memset(taken, 0, words[s]);
        mark_taken(found, count, taken);
        count_taken(taken, sentences[s], words[s], counts, s);
    }
}

/* ---- one pair ---- */

/* Eight bytes each that the steps below take for one pair. */
static size_t room_for(const Sheet *left, const Sheet *right) {
    size_t words = left->words + right->words, stems = left->stem_count + right->stem_count;
    return 9 * words + 8 * stems + slots_for(larger_of(left->words, right->words)) + 64;
}

static Status compare_two(const Sheet *const sheets[2], const int64_t *passages, size_t count,
                          Scratch *scratch, int64_t *counts, double *weights, Fault *fault) {
    if (buffer_reserve_items(&scratch->memory, room_for(sheets[0], sheets[1]), 8) != DONE) {
        return OUT_OF_MEMORY;
    }
    scratch->used = 0;
    const Sheet *left = sheets[0], *right = sheets[1];
    uint8_t *covered[2] = {take(scratch, left->words), take(scratch, right->words)};
    Status status = cover(sheets, passages, count, covered, fault);
    if (status != DONE) return status;
    uint8_t *owns[2], *met[2];
    for (int s = 0; s < 2; s++) {
        count_covered(sheets[s], covered[s], counts, s);
        owns[s] = take(scratch, sheets[s]->stem_count);
        met[s] = take(scratch, sheets[s]->stem_count);
        memset(owns[s], 0, sheets[s]->stem_count);
        for (size_t k = 0; k < sheets[s]->own_count; k++) {
            size_t place = sheets[s]->own[k];
            if (place < sheets[s]->stem_count) owns[s][place] = 1;
        }
    }
    uint64_t *once = take(scratch, left->stem_count), *spare = take(scratch, left->stem_count);
    size_t shared = meet(left, right, (const uint8_t *const *)owns, met, once);
    follow(once, spare, shared, counts);
    for (int s = 0; s < 2; s++) {
        weights[MISSING_LEFT + s] = sum_missing(sheets[s], met[s]);
        weights[SHARED_LEFT + s] = sum_shared(sheets[s], met[s], &weights[TOTAL_LEFT + s]);
    }
    weights[COSINE_OF_TERMS] = dot(left, right, take(scratch, right->stem_count));
    compare_rows(sheets, scratch, counts);
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
                     int64_t *counts, double *weights, Fault *fault) {
    Status status = check_sheets(sheets, sheet_count, fault);
    Scratch scratch = {{0}, 0};
    for (size_t pair = 0; pair < count && status == DONE; pair++) {
        const Sheet *two[2];
        size_t begin = 0, end = 0;
        status = sheets_of(sheets, sheet_count, pairs, pair, two, fault);
        if (status == DONE) status = row_of(first, pair, passage_count, &begin, &end, fault);
        if (status == DONE) {
            const int64_t *own = end > begin ? passages + PASSAGE_WIDTH * begin : NULL;
            status = compare_two(two, own, end - begin, &scratch, counts + COUNTS * pair,
                                 weights + WEIGHTS * pair, fault);
        }
    }
    buffer_free(&scratch.memory);
    return status;
}
