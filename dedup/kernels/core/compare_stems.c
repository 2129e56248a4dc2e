/* What the stems of two articles tell: which both have, what these weigh, and whether both tell them
   in one order.

   Sums of weights are taken in the order in which a sheet lists its stems, so that no number
   depends on the machine. */
#include "compare_parts.h"
#include "sort.h"

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

/* ---- all of it ---- */

void compare_stems(const Sheet *const sheets[2], Scratch *scratch, int64_t *counts,
                   double *weights) {
    const Sheet *left = sheets[0], *right = sheets[1];
    uint8_t *owns[2], *met[2];
    for (int s = 0; s < 2; s++) {
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
}
