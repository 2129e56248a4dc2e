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
    Side *side = &work->sides[s];
    const int32_t *theirs = work->sides[1 - s].counts;
    const Span span = side->span, reach = begins ? (Span){window.first, span.last} : (Span){span.first, window.last};
    int64_t count = reach.last - reach.first, missed = missed_on(work, s), *gains = scratch(work, count);
    find_gains(work, s, reach.first, reach.last, gains);
    look_at(side, span.first, span.first);
    int64_t sum = 0, most = INT64_MIN, best = 0;
    for (int64_t k = 0; k < count; k++) {
        int64_t at = begins ? span.last - 1 - k : span.first + k, end = begins ? at : at + 1;
        int32_t head = side->heads[at];
        sum += side->counts[head]++ < theirs[head] ? gains[at - reach.first] : missed;
        int64_t gain = sum - (side->free[end] ? 0 : work->rules->end_cost);
        if (gain > most) { /* of two that are worth the same, the shorter */
            most = gain;
            best = end;
        }
    }
    side->span = reach;
    return best;
}

/* Move the four ends of a rectangle in turn to where it has the most evidence, until they stay. */
void settle_ends(Work *work, const Span windows[2], Span spans[2]) {
    for (int s = 0; s < 2; s++) look_at(&work->sides[s], spans[s].first, spans[s].last);
    int stayed = 0; /* the ends, one after the other, that did not move */
    for (int64_t turn = 0; stayed < 4 && turn < 4 * work->rules->rounds; turn++) {
        int s = turn % 4 / 2, begins = turn % 2 == 0;
        int64_t at = find_end(work, s, windows[s], begins), *end = begins ? &spans[s].first : &spans[s].last;
        stayed = *end == at ? stayed + 1 : 0;
        *end = at;
        look_at(&work->sides[s], spans[s].first, spans[s].last);
    }
}
