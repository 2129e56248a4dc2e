/* Each word of a rectangle answers one word of the other side, not several: a sentence more that
   repeats what another has said proves nothing. */
#include "align.h"

int64_t *scratch(Work *work, int64_t size) {
    if ((int64_t)work->pieces.room < size) {
        work->pieces.start = arena_take(&work->arena, 2 * (size_t)size, sizeof(int64_t));
        work->pieces.room = 2 * (size_t)size;
    }
    return work->pieces.start;
}

/* Give a rectangle its evidence: what the words of both sides are worth. */
void weigh(Work *work, Rectangle *one) {
    const Span spans[2] = {{one->a, one->b}, {one->c, one->d}};
    for (int s = 0; s < 2; s++) look_at(&work->sides[s], spans[s].first, spans[s].last);
    one->evidence = 0;
    for (int s = 0; s < 2; s++) {
        Side *side = &work->sides[s], *other = &work->sides[1 - s];
        Span span = spans[s];
        int64_t size = span.last - span.first, missed = missed_on(work, s), *worth = scratch(work, size);
        find_worths(work, s, span.first, span.last, missed, worth);
        look_at(side, span.first, span.first);
        for (int64_t k = 0; k < size; k++) {
            int32_t head = side->heads[span.first + k];
            one->evidence += side->counts[head]++ < other->counts[head] ? worth[k] : missed;
        }
        side->span = span;
    }
}

/* Find where a side best begins, or ends, while the other three ends of the rectangle stay. */
static int64_t find_end(Work *work, int s, Span window, int begins) {
    Side *side = &work->sides[s], *other = &work->sides[1 - s];
    const Span span = side->span;
    int64_t count = begins ? span.last - window.first : window.last - span.first;
    int64_t missed = missed_on(work, s), missed_there = missed_on(work, 1 - s), *worth = scratch(work, count);
    for (int64_t k = 0; k < count; k++) {
        int64_t at = begins ? span.last - 1 - k : span.first + k;
        /* With this word the other side gets an answer to one of its own. */
        worth[k] = -missed_there;
        if (side->marks[at] & STOCK_PHRASE) continue;
        worth[k] += worth_of(work, s, side->heads[at]) + worth_of(work, 1 - s, side->heads[at]);
    }
    look_at(side, span.first, span.first);
    int64_t sum = 0, most = INT64_MIN, best = 0;
    for (int64_t k = 0; k < count; k++) {
        int64_t at = begins ? span.last - 1 - k : span.first + k, end = begins ? at : at + 1;
        sum += side->counts[side->heads[at]]++ < other->counts[side->heads[at]] ? worth[k] : missed;
        int64_t gain = sum - (side->free[end] ? 0 : work->rules->end_cost);
        if (gain > most) { /* of two that are worth the same, the shorter */
            most = gain;
            best = end;
        }
    }
    side->span = begins ? (Span){span.last - count, span.last} : (Span){span.first, span.first + count};
    return best;
}

/* Move the four ends of a rectangle in turn to where it has the most evidence, until they stay. */
void settle_ends(Work *work, const Span windows[2], Span spans[2]) {
    for (int s = 0; s < 2; s++) look_at(&work->sides[s], spans[s].first, spans[s].last);
    int moved = 1;
    for (int64_t round = 0; moved && round < work->rules->rounds; round++) {
        moved = 0;
        for (int k = 0; k < 4; k++) {
            int s = k / 2, begins = k % 2 == 0;
            int64_t at = find_end(work, s, windows[s], begins), *end = begins ? &spans[s].first : &spans[s].last;
            moved |= *end != at;
            *end = at;
            look_at(&work->sides[s], spans[s].first, spans[s].last);
        }
    }
}
