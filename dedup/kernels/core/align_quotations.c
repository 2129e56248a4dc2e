/* Quotations: what both sides put between quote marks. */
#include "align.h"

/* The distinct heads of a span of a side. */
static void distinct_heads(Work *work, const Side *side, Span span, List *heads) {
    uint32_t stamp = next_stamp(work);
    heads->count = 0;
    for (int64_t k = span.first; k < span.last; k++) {
        if (work->stamps[side->heads[k]] == stamp) continue;
        work->stamps[side->heads[k]] = stamp;
        list_push(&work->arena, heads, &side->heads[k], sizeof(int32_t));
    }
}

static void compare_quotations(Work *work, Span left, Span right, int64_t left_heads,
                               int64_t right_heads, int64_t shared, List *found) {
    const Rules *rules = work->rules;
    if (shared < rules->shared_heads ||
        shared << SHARE_BITS < rules->shared_part * smaller(left_heads, right_heads)) {
        return;
    }
    Rectangle whole = {left.first, left.last, right.first, right.last, 0}, core;
    if (refine(work, &whole, &whole, &core) && shorter_side(&core) >= rules->shortest_quotation) {
        list_push(&work->arena, found, &core, sizeof core);
    }
}

/* List the rectangles of what is quoted on both sides, each inside one pair of quotations. */
void find_quotations(Work *work, List *found) {
    const Side *left = &work->sides[0], *right = &work->sides[1];
    int64_t shortest = work->rules->shortest_quotation;
    List *heads = arena_zeros(&work->arena, (size_t)right->quotation_count, sizeof *heads);
    List own = {0};
    for (int64_t j = 0; j < right->quotation_count; j++) {
        distinct_heads(work, right, right->quotations[j], &heads[j]);
    }
    for (int64_t i = 0; i < left->quotation_count; i++) {
        Span one = left->quotations[i];
        if (one.last - one.first < shortest) continue;
        distinct_heads(work, left, one, &own);
        uint32_t stamp = work->stamp;
        for (int64_t j = 0; j < right->quotation_count; j++) {
            Span other = right->quotations[j];
            if (other.last - other.first < shortest) continue;
            const int32_t *theirs = heads[j].start;
            int64_t shared = 0;
            for (size_t k = 0; k < heads[j].count; k++) shared += work->stamps[theirs[k]] == stamp;
            compare_quotations(work, one, other, (int64_t)own.count, (int64_t)heads[j].count, shared, found);
        }
    }
}
