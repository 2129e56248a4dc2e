/* Two articles in one numbering, and which of their units resemble each other. */
#include <math.h>

#include "align.h"

enum { MOST_WORDS = 1 << 26, MOST_IDF = 1 << 21, UNIT_LENGTH = 1 << 20 };

/* Copies are private, and what is read is checked: another thread may write to the caller's. */
static int64_t *ascending(Arena *arena, const int64_t *numbers, size_t count, int64_t limit,
                          int strictly, size_t *wrong) {
    int64_t *copy = arena_take(arena, count, sizeof *copy);
    int64_t before = strictly ? -1 : 0;
    *wrong = count;
    for (size_t i = 0; i < count; i++) {
        copy[i] = numbers[i];
        if (copy[i] < before + strictly || copy[i] >= limit) {
            *wrong = i;
            return copy;
        }
        before = copy[i];
    }
    return copy;
}

static Status copy_places(Work *work, Side *side, const Strand *strand, Fault *fault) {
    Arena *arena = &work->arena;
    size_t n = strand->size, wrong;
    side->own = ascending(arena, strand->own, n, (int64_t)strand->page_size, 1, &wrong);
    if (wrong < n) {
        return refuse(fault, "own word %lld of %lld is not in its place on a page of %lld words; "
                      "pass ascending indices", (long long)wrong, (long long)n,
                      (long long)strand->page_size, 0);
    }
    side->bounds = ascending(arena, strand->bounds, strand->units + 1, (int64_t)n + 1, 1, &wrong);
    if (wrong <= strand->units || side->bounds[0] != 0 || side->bounds[strand->units] != (int64_t)n) {
        return refuse(fault, "the bounds of %lld units do not partition %lld words; pass ascending "
                      "ones from 0", (long long)strand->units, (long long)n, 0, 0);
    }
    side->quotations = arena_take(arena, strand->quotation_count, sizeof(Span));
    for (size_t k = 0; k < strand->quotation_count; k++) {
        Span one = {strand->quotations[2 * k], strand->quotations[2 * k + 1]};
        if (one.first < 0 || one.last < one.first || one.last > (int64_t)n) {
            return refuse(fault, "quotation %lld, words %lld to %lld, is not among %lld words",
                          (long long)k, (long long)one.first, (long long)one.last, (long long)n);
        }
        side->quotations[k] = one;
    }
    return DONE;
}

static void mark_ends(Work *work, Side *side, const Strand *strand) {
    size_t n = strand->size;
    side->marks = arena_take(&work->arena, n + 1, 1);
    side->free = arena_take(&work->arena, n + 1, 1);
    memcpy(side->marks, strand->marks, n + 1);
    side->marks[0] |= ENDS_SENTENCE | ENDS_CLAUSE; /* a text begins and ends as a sentence does */
    side->marks[n] |= ENDS_SENTENCE | ENDS_CLAUSE;
    int free_mark = work->rules->free_clauses ? ENDS_CLAUSE | ENDS_SENTENCE : ENDS_SENTENCE;
    for (size_t k = 0; k <= n; k++) side->free[k] = (side->marks[k] & free_mark) != 0;
}

static void find_breaks(Work *work, Side *side) {
    Arena *arena = &work->arena;
    side->rank = arena_take(arena, (size_t)side->page_size, sizeof *side->rank);
    for (int64_t i = 0; i < side->page_size; i++) side->rank[i] = -1;
    side->breaks = arena_take(arena, (size_t)side->size, sizeof *side->breaks);
    side->breaks_to = arena_zeros(arena, (size_t)side->size + 1, sizeof *side->breaks_to);
    for (int64_t k = 0; k < side->size; k++) {
        side->rank[side->own[k]] = k;
        if (k && side->own[k] - side->own[k - 1] > 1) side->breaks[side->break_count++] = k;
        side->breaks_to[k] = (int32_t)side->break_count;
    }
    side->breaks_to[side->size] = (int32_t)side->break_count;
    side->places = arena_take(arena, (size_t)side->units, sizeof *side->places);
}

typedef struct {
    int32_t head, tf;
    int64_t unit;
} Cell;

/* List the distinct heads of each unit as they come, and how often it holds each; count by head, at
   the place behind it, the units that hold it. */
static Cell *find_cells(Work *work, Side *side, int64_t *holding) {
    Cell *cells = arena_take(&work->arena, (size_t)side->size, sizeof *cells);
    int64_t *last = arena_zeros(&work->arena, (size_t)work->types, sizeof *last); /* by head; plus 1 */
    int64_t at = 0;
    for (int64_t u = 0; u < side->units; u++) {
        side->row_first[u] = at;
        for (int64_t k = side->bounds[u]; k < side->bounds[u + 1]; k++) {
            int32_t head = side->heads[k];
            if (last[head] > side->row_first[u]) {
                cells[last[head] - 1].tf++;
            } else {
                cells[at] = (Cell){head, 1, u};
                holding[head + 1]++;
                last[head] = ++at;
            }
        }
    }
    side->row_first[side->units] = at;
    return cells;
}

/* The distinct heads of each unit, ascending, and how often it holds each: cells are put in the order
   of their heads and dealt to their units again, so that nothing is compared. */
static void shelve(Work *work, Side *side) {
    Arena *arena = &work->arena;
    side->row_first = arena_take(arena, (size_t)side->units + 1, sizeof *side->row_first);
    side->columns = arena_take(arena, (size_t)side->size, sizeof *side->columns);
    side->tf = arena_take(arena, (size_t)side->size, sizeof *side->tf);
    int64_t *next = arena_zeros(arena, (size_t)work->types + 1, sizeof *next); /* of each head */
    const Cell *cells = find_cells(work, side, next);
    int64_t count = side->row_first[side->units];
    int64_t *order = arena_take(arena, (size_t)count, sizeof *order);
    for (int32_t head = 0; head < work->types; head++) next[head + 1] += next[head];
    for (int64_t z = 0; z < count; z++) order[next[cells[z].head]++] = z;
    next = arena_take(arena, (size_t)side->units, sizeof *next); /* of each unit */
    memcpy(next, side->row_first, (size_t)side->units * sizeof *next);
    for (int64_t z = 0; z < count; z++) {
        const Cell *cell = &cells[order[z]];
        int64_t place = next[cell->unit]++;
        side->columns[place] = cell->head;
        side->tf[place] = cell->tf;
    }
}

/* Number the heads of both by the order of their keys, which is the same from either side. */
static Status number_heads(Work *work, const Strand *strands[2], Fault *fault) {
    int32_t *numbers[2];
    size_t at[2] = {0, 0};
    for (int s = 0; s < 2; s++) numbers[s] = arena_take(&work->arena, strands[s]->types, sizeof(int32_t));
    work->types = 0;
    uint64_t before = 0;
    while (at[0] < strands[0]->types || at[1] < strands[1]->types) {
        uint64_t keys[2];
        int has[2];
        for (int s = 0; s < 2; s++) {
            has[s] = at[s] < strands[s]->types;
            keys[s] = has[s] ? strands[s]->head_keys[at[s]] : UINT64_MAX;
        }
        uint64_t least = !has[1] || (has[0] && keys[0] <= keys[1]) ? keys[0] : keys[1];
        if (work->types && least <= before) {
            return refuse(fault, "head %lld of the left or %lld of the right is out of order; pass "
                          "ascending keys", (long long)at[0], (long long)at[1], 0, 0);
        }
        before = least;
        for (int s = 0; s < 2; s++) {
            if (has[s] && keys[s] == least) numbers[s][at[s]++] = work->types;
        }
        work->types++;
    }
    for (int s = 0; s < 2; s++) {
        Side *side = &work->sides[s];
        side->heads = arena_take(&work->arena, (size_t)side->size, sizeof *side->heads);
        for (int64_t k = 0; k < side->size; k++) {
            int64_t head = strands[s]->heads[k];
            if (head < 0 || (uint64_t)head >= strands[s]->types) {
                return refuse(fault, "head %lld of word %lld is not among %lld", (long long)head,
                              (long long)k, (long long)strands[s]->types, 0);
            }
            side->heads[k] = numbers[s][head];
        }
    }
    return DONE;
}

/* idf is ln(units in both / units that hold the head), from the pair alone. */
static Status weigh_heads(Work *work, const int64_t *logs, size_t log_count, Fault *fault) {
    size_t types = (size_t)work->types;
    int64_t units = work->sides[0].units + work->sides[1].units;
    if ((uint64_t)units >= log_count) {
        return refuse(fault, "%lld logarithms are too few for %lld units; pass one for each number "
                      "from 0", (long long)log_count, (long long)units, 0, 0);
    }
    int64_t *own_logs = arena_take(&work->arena, (size_t)units + 1, sizeof *own_logs);
    for (int64_t k = 0; k <= units; k++) {
        own_logs[k] = logs[k];
        if (own_logs[k] < 0 || own_logs[k] > MOST_IDF) {
            return refuse(fault, "logarithm %lld is %lld; it must be from 0 to 2^21", (long long)k,
                          (long long)own_logs[k], 0, 0);
        }
    }
    int64_t *holding = arena_zeros(&work->arena, types, sizeof *holding);
    work->totals = arena_zeros(&work->arena, types, sizeof *work->totals);
    work->idf = arena_take(&work->arena, types, sizeof *work->idf);
    work->stamps = arena_zeros(&work->arena, types, sizeof *work->stamps);
    for (int s = 0; s < 2; s++) {
        Side *side = &work->sides[s];
        side->counts = arena_zeros(&work->arena, types, sizeof *side->counts);
        for (int64_t k = 0; k < side->size; k++) work->totals[side->heads[k]]++;
        for (int64_t z = 0; z < side->row_first[side->units]; z++) holding[side->columns[z]]++;
    }
    int64_t all = own_logs[units];
    for (size_t type = 0; type < types; type++) {
        int64_t idf = holding[type] ? all - own_logs[holding[type]] : 0;
        work->idf[type] = larger(0, idf);
    }
    return DONE;
}

Status pair_strands(Work *work, const Strand *left, const Strand *right, const int64_t *logs,
                    size_t log_count, Fault *fault) {
    const Strand *strands[2] = {left, right};
    Status status;
    for (int s = 0; s < 2; s++) {
        if (strands[s]->page_size > MOST_WORDS || strands[s]->types > MOST_WORDS) {
            return refuse(fault, "a page of %lld words is too long to align", (long long)strands[s]->page_size, 0, 0, 0);
        }
        Side *side = &work->sides[s];
        side->size = (int64_t)strands[s]->size;
        side->page_size = (int64_t)strands[s]->page_size;
        side->units = (int64_t)strands[s]->units;
        side->quotation_count = (int64_t)strands[s]->quotation_count;
        side->page = strands[s]->page;
        if ((status = copy_places(work, side, strands[s], fault)) != DONE) return status;
        mark_ends(work, side, strands[s]);
        find_breaks(work, side);
    }
    if ((status = number_heads(work, strands, fault)) != DONE) return status;
    for (int s = 0; s < 2; s++) shelve(work, &work->sides[s]);
    return weigh_heads(work, logs, log_count, fault);
}

/* A fresh stamp: no head has it. */
uint32_t next_stamp(Work *work) {
    if (++work->stamp == 0) {
        memset(work->stamps, 0, (size_t)work->types * sizeof *work->stamps);
        work->stamp = 1;
    }
    return work->stamp;
}

/* The tf-idf row of each unit, of length 2^20. */
static void make_rows(Work *work, Side *side) {
    int64_t cells = side->row_first[side->units];
    side->weights = arena_take(&work->arena, (size_t)cells, sizeof *side->weights);
    for (int64_t u = 0; u < side->units; u++) {
        double squares = 0.0;
        for (int64_t z = side->row_first[u]; z < side->row_first[u + 1]; z++) {
            double weight = (double)(side->tf[z] * work->idf[side->columns[z]]);
            squares += weight * weight;
        }
        double length = sqrt(squares);
        for (int64_t z = side->row_first[u]; z < side->row_first[u + 1]; z++) {
            double weight = (double)(side->tf[z] * work->idf[side->columns[z]]);
            side->weights[z] = squares > 0 ? (int64_t)(weight * UNIT_LENGTH / length + 0.5) : 0;
        }
    }
}

typedef struct {
    int64_t row, weight;
} Posting;

static Posting *post(Work *work, const Side *side, int64_t *first) {
    int64_t cells = side->row_first[side->units];
    Posting *postings = arena_take(&work->arena, (size_t)cells, sizeof *postings);
    for (int64_t z = 0; z < cells; z++) first[side->columns[z] + 1]++;
    for (int32_t type = 0; type < work->types; type++) first[type + 1] += first[type];
    int64_t *next = arena_take(&work->arena, (size_t)work->types, sizeof *next);
    memcpy(next, first, (size_t)work->types * sizeof *next);
    for (int64_t u = 0; u < side->units; u++) {
        for (int64_t z = side->row_first[u]; z < side->row_first[u + 1]; z++) {
            postings[next[side->columns[z]]++] = (Posting){u, side->weights[z]};
        }
    }
    return postings;
}

/* List the pairs of units whose cosine and Dice are above the least. */
void find_near(Work *work) {
    Side *left = &work->sides[0], *right = &work->sides[1];
    const Rules *rules = work->rules;
    work->near_known = 1;
    if (right->units && left->units > rules->most_cells / right->units) return;
    make_rows(work, left);
    make_rows(work, right);
    int64_t *first = arena_zeros(&work->arena, (size_t)work->types + 1, sizeof *first);
    const Posting *postings = post(work, right, first);
    int64_t *cosine = arena_zeros(&work->arena, (size_t)right->units, sizeof *cosine);
    int64_t *shared = arena_zeros(&work->arena, (size_t)right->units, sizeof *shared);
    for (int64_t i = 0; i < left->units; i++) {
        int64_t size = left->row_first[i + 1] - left->row_first[i];
        for (int64_t z = left->row_first[i]; z < left->row_first[i + 1]; z++) {
            int64_t weight = left->weights[z];
            int32_t type = left->columns[z];
            for (int64_t p = first[type]; p < first[type + 1]; p++) {
                cosine[postings[p].row] += weight * postings[p].weight;
                shared[postings[p].row]++;
            }
        }
        for (int64_t j = 0; j < right->units; j++) {
            if (shared[j] == 0) continue;
            int64_t both = size + right->row_first[j + 1] - right->row_first[j];
            if (cosine[j] > rules->cosine && (2 * shared[j] << SHARE_BITS) > rules->dice * both) {
                Anchor one = {i, j, cosine[j]};
                list_push(&work->arena, &work->near, &one, sizeof one);
            }
            cosine[j] = shared[j] = 0;
        }
    }
}
