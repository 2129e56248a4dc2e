/* Rectangles of words: where they begin and end. */
#include "align.h"

int compare_rectangles(const void *one, const void *other) {
    const Rectangle *x = one, *y = other;
    const int64_t a[5] = {x->a, x->b, x->c, x->d, x->evidence};
    const int64_t b[5] = {y->a, y->b, y->c, y->d, y->evidence};
    for (int k = 0; k < 5; k++) {
        if (a[k] != b[k]) return a[k] < b[k] ? -1 : 1;
    }
    return 0;
}

/* Find the stretch of words inside a rectangle that costs most, if it costs more than a passage may
   hold; return its side, or -1. */
int find_stretch(Work *work, const Rectangle *one, Span *stretch) {
    int64_t deepest = work->rules->deepest;
    int found = -1;
    if (deepest == 0) return -1;
    const int64_t spans[2][2] = {{one->a, one->b}, {one->c, one->d}};
    for (int s = 0; s < 2; s++) look_at(&work->sides[s], spans[s][0], spans[s][1]);
    for (int s = 0; s < 2; s++) {
        int64_t low = spans[s][0], size = spans[s][1] - low, sum = 0, top = 0, at_top = 0;
        int64_t *worth = scratch(work, size);
        find_worths(work, s, low, spans[s][1], missed_on(work, s), worth);
        for (int64_t k = 0; k < size; k++) {
            sum += worth[k];
            if (sum >= top) {
                top = sum;
                at_top = k + 1;
            } else if (top - sum > deepest) {
                deepest = top - sum;
                *stretch = (Span){low + at_top, low + k + 1};
                found = s;
            }
        }
    }
    return found;
}

/* The segment whose words are worth most, less what its two ends cost; 0 if none is worth more
   than nothing. */
int best_segment(const Work *work, const Side *side, int64_t low, const int64_t *worth,
                 int64_t size, Span *best) {
    int64_t cost = work->rules->end_cost, sum = 0, most = 0;
    int64_t least = side->free[low] ? 0 : cost, at_least = 0;
    for (int64_t k = 0; k < size; k++) {
        sum += worth[k];
        int64_t end_cost = side->free[low + k + 1] ? 0 : cost;
        int64_t gain = sum - end_cost - least;
        if (gain > most) {
            most = gain;
            *best = (Span){low + at_least, low + k + 1};
        }
        if (sum + end_cost <= least) { /* of two that are worth the same, the shorter */
            least = sum + end_cost;
            at_least = k + 1;
        }
    }
    return most > 0;
}

/* Cut the small parts of sentences at the two ends of a segment. */
static Span cut_tails(const Side *side, Span span, int64_t share) {
    int64_t low = span.first + 1, high = span.last - 1;
    while (low < span.last && !(side->marks[low] & ENDS_SENTENCE)) low++;
    if (low == span.last) return span;
    while (!(side->marks[high] & ENDS_SENTENCE)) high--;
    int64_t opened = span.first, closed = span.last;
    while (!(side->marks[opened] & ENDS_SENTENCE)) opened--;
    while (!(side->marks[closed] & ENDS_SENTENCE)) closed++;
    Span cut = span;
    if ((low - span.first) << SHARE_BITS < share * (low - opened)) cut.first = low;
    if ((span.last - high) << SHARE_BITS < share * (closed - high)) cut.last = high;
    return cut.first < cut.last ? cut : span;
}

/* Cut worthless words at ends that are no boundaries. */
static Span cut_trifles(const Work *work, const Side *side, Span span, const int64_t *worth) {
    int64_t least = work->rules->least_at_edge;
    Span cut = span;
    while (cut.last > cut.first + 1 && !side->free[cut.last] && worth[cut.last - 1 - span.first] < least) {
        cut.last--;
    }
    while (cut.first < cut.last - 1 && !side->free[cut.first] && worth[cut.first - span.first] < least) {
        cut.first++;
    }
    return cut;
}

static void finish(Work *work, Span spans[2], Rectangle *refined) {
    if (work->rules->tail > 0) {
        for (int s = 0; s < 2; s++) spans[s] = cut_tails(&work->sides[s], spans[s], work->rules->tail);
    }
    for (int s = 0; s < 2; s++) look_at(&work->sides[s], spans[s].first, spans[s].last);
    for (int s = 0; s < 2; s++) {
        int64_t *worth = scratch(work, spans[s].last - spans[s].first);
        find_worths(work, s, spans[s].first, spans[s].last, missed_on(work, s), worth);
        spans[s] = cut_trifles(work, &work->sides[s], spans[s], worth);
        look_at(&work->sides[s], spans[s].first, spans[s].last);
    }
    *refined = (Rectangle){spans[0].first, spans[0].last, spans[1].first, spans[1].last, 0};
    weigh(work, refined);
}

/* Find the rectangle near `start` with the most evidence, within the words that are free to be
   taken: the best segment of either side in turn until the ends stay, whatever answers what; then each
   end where words answer one another. 0 where there is none. */
int refine(Work *work, const Rectangle *start, const Rectangle *within, Rectangle *refined) {
    int64_t reach = work->rules->window;
    const Span windows[2] = {
        {larger(within->a, start->a - reach), smaller(within->b, start->b + reach)},
        {larger(within->c, start->c - reach), smaller(within->d, start->d + reach)},
    };
    Span spans[2] = {{start->a, start->b}, {start->c, start->d}};
    for (int s = 0; s < 2; s++) look_at(&work->sides[s], spans[s].first, spans[s].last);
    for (int64_t turn = 0; turn < 2 * work->rules->rounds; turn++) {
        int s = (int)(turn % 2);
        Side *side = &work->sides[s];
        int64_t low = windows[s].first, size = windows[s].last - low;
        Span found, before = spans[s];
        if (size <= 0) return 0;
        int64_t *worth = scratch(work, size);
        find_worths(work, s, low, windows[s].last, missed_on(work, s), worth);
        if (!best_segment(work, side, low, worth, size, &found)) return 0;
        spans[s] = found;
        if (turn > 0 && found.first == before.first && found.last == before.last) break;
        look_at(side, found.first, found.last);
    }
    settle_ends(work, windows, spans);
    finish(work, spans, refined);
    return 1;
}
