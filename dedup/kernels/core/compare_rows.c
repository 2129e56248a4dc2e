/* Rows of three words that stand in both of two articles, and the words that were so taken. */
#include "compare_parts.h"

enum { ROW = 3, PIECE_ROW = 12 };
static const double PIECE_SENTENCE = 0.9;
static const uint64_t MULTIPLIER = UINT64_C(0x9E3779B97F4A7C15);

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
size_t slots_for(size_t rows) {
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

void compare_rows(const Sheet *const sheets[2], Scratch *scratch, int64_t *counts) {
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
