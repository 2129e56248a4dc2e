/* Selection: which of the rectangles that were found become passages. */
#include "align.h"

static int is_enough(const Work *work, const Rectangle *one, int64_t shortest) {
    int64_t least = work->rules->supported_evidence;
    if (shorter_side(one) < work->rules->alone) least *= 2;
    return shorter_side(one) >= shortest && longer_side(one) >= work->rules->least_longer &&
           one->evidence >= least;
}

/* Put a span into a side's ascending list. */
static void insert(Work *work, Side *side, Span span) {
    list_push(&work->arena, &side->taken, &span, sizeof span);
    Span *taken = side->taken.start;
    size_t k = side->taken.count - 1;
    for (; k > 0 && (taken[k - 1].first > span.first ||
                     (taken[k - 1].first == span.first && taken[k - 1].last > span.last)); k--) {
        taken[k] = taken[k - 1];
    }
    taken[k] = span;
}

static void prepare_walls(Work *work, Side *side) {
    if (side->taken.count) return;
    insert(work, side, (Span){0, 0});
    for (int64_t k = 0; k < side->break_count; k++) insert(work, side, (Span){side->breaks[k], side->breaks[k]});
    insert(work, side, (Span){side->size, side->size});
}

/* The longest free part of a span, and the free interval around it. */
static int find_freest(const Side *side, Span span, Span *part, Span *around) {
    const Span *taken = side->taken.start;
    int found = 0;
    for (size_t k = 1; k < side->taken.count; k++) {
        int64_t low = taken[k - 1].last, high = taken[k].first;
        if (low >= span.last) break;
        int64_t start = larger(low, span.first), end = smaller(high, span.last);
        if (start < end && (!found || end - start > part->last - part->first)) {
            *part = (Span){start, end};
            *around = (Span){low, high};
            found = 1;
        }
    }
    return found;
}

/* Refine a rectangle within free words and furniture's walls; 0 if nothing is left. */
int refine_beside(Work *work, const Rectangle *one, Rectangle *refined) {
    Span left, left_free, right, right_free;
    for (int s = 0; s < 2; s++) prepare_walls(work, &work->sides[s]);
    if (!find_freest(&work->sides[0], (Span){one->a, one->b}, &left, &left_free)) return 0;
    if (!find_freest(&work->sides[1], (Span){one->c, one->d}, &right, &right_free)) return 0;
    Rectangle start = {left.first, left.last, right.first, right.last, 0};
    Rectangle within = {left_free.first, left_free.last, right_free.first, right_free.last, 0};
    return refine(work, &start, &within, refined);
}

/* Whether a rectangle comes before another: by evidence, then by place. */
static int comes_before(const Rectangle *one, const Rectangle *other) {
    if (one->evidence != other->evidence) return one->evidence > other->evidence;
    return compare_rectangles(one, other) < 0;
}

static void sift_up(Rectangle *heap, size_t at) {
    Rectangle one = heap[at];
    for (; at && comes_before(&one, &heap[(at - 1) / 2]); at = (at - 1) / 2) heap[at] = heap[(at - 1) / 2];
    heap[at] = one;
}

static Rectangle pop(List *heap) {
    Rectangle *all = heap->start, top = all[0], last = all[--heap->count];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < heap->count; at = child) {
        if (child + 1 < heap->count && comes_before(&all[child + 1], &all[child])) child++;
        if (!comes_before(&all[child], &last)) break;
        all[at] = all[child];
    }
    all[at] = last;
    return top;
}

static int is_free(const Work *work, const Rectangle *one) {
    const Rectangle *taken = work->taken.start;
    for (size_t k = 0; k < work->taken.count; k++) {
        if (overlap(one, &taken[k])) return 0;
    }
    return 1;
}

static void take(Work *work, const Rectangle *one) {
    for (int s = 0; s < 2; s++) prepare_walls(work, &work->sides[s]);
    list_push(&work->arena, &work->taken, one, sizeof *one);
    insert(work, &work->sides[0], (Span){one->a, one->b});
    insert(work, &work->sides[1], (Span){one->c, one->d});
}

/* Take rectangles by evidence, each cut to the words that are free when its turn comes. */
void select_from(Work *work, const List *found, int64_t shortest) {
    const Rectangle *all = found->start;
    List heap = {0};
    for (size_t k = 0; k < found->count; k++) {
        if (!is_enough(work, &all[k], shortest)) continue;
        list_push(&work->arena, &heap, &all[k], sizeof *all);
        sift_up(heap.start, heap.count - 1);
    }
    while (heap.count) {
        Rectangle one = pop(&heap), rest;
        if (is_free(work, &one)) {
            take(work, &one);
        } else if (refine_beside(work, &one, &rest) && rest.evidence < one.evidence &&
                   is_enough(work, &rest, shortest)) {
            list_push(&work->arena, &heap, &rest, sizeof rest);
            sift_up(heap.start, heap.count - 1);
        }
    }
}

/* Number the units of a side, with a leap wherever furniture or a passage stands between two. */
void place_units(Work *work, Side *side) {
    prepare_walls(work, side);
    const Span *taken = side->taken.start;
    size_t passed = 0;
    for (int64_t u = 0; u < side->units; u++) {
        int64_t twice_middle = side->bounds[u] + side->bounds[u + 1];
        while (passed < side->taken.count && 2 * taken[passed].last <= twice_middle) passed++;
        side->places[u] = u + work->rules->leap * (int64_t)passed;
    }
}

/* Say of each unit of a side whether less than a share of it stands in what was taken. */
void covered(const Side *side, int64_t share, uint8_t *open) {
    const Span *taken = side->taken.start;
    size_t at = 0;
    for (int64_t u = 0; u < side->units; u++) {
        int64_t low = side->bounds[u], high = side->bounds[u + 1], words = 0;
        while (at < side->taken.count && taken[at].last <= low) at++;
        for (size_t k = at; k < side->taken.count && taken[k].first < high; k++) {
            words += larger(0, smaller(high, taken[k].last) - larger(low, taken[k].first));
        }
        open[u] = words << SHARE_BITS < share * (high - low);
    }
}

/* How many heads two spans have in common, each as often as the side that has it less. */
int64_t count_heads_shared(Work *work, const Rectangle *one) {
    const Side *left = &work->sides[0], *right = &work->sides[1];
    Rectangle weighed = *one;
    weigh(work, &weighed); /* for the counts */
    uint32_t stamp = next_stamp(work);
    int64_t shared = 0;
    for (int64_t k = one->a; k < one->b; k++) {
        int32_t head = left->heads[k];
        if (work->stamps[head] == stamp) continue;
        work->stamps[head] = stamp;
        shared += smaller(left->counts[head], right->counts[head]);
    }
    return shared;
}

/* Take a summary if all of its words are free. */
void take_summary(Work *work, const Rectangle *summary) {
    if (!is_free(work, summary)) return;
    take(work, summary);
    work->summary = *summary;
}

static int is_mostly_quoted(const Side *side, int64_t first, int64_t last) {
    int64_t quoted = 0;
    for (int64_t k = first; k < last; k++) quoted += (side->marks[k] & IN_QUOTATION) != 0;
    return 2 * quoted > last - first;
}

static int is_quoted(const Work *work, const Rectangle *one) {
    return is_mostly_quoted(&work->sides[0], one->a, one->b) ||
           is_mostly_quoted(&work->sides[1], one->c, one->d);
}

static int is_strong(Work *work, const Rectangle *one) {
    const Rules *rules = work->rules;
    if (compare_rectangles(one, &work->summary) == 0) return 1;
    if (one->evidence < rules->evidence || shorter_side(one) < rules->alone) return 0;
    return rules->alone_share == 0 ||
           count_heads_shared(work, one) << SHARE_BITS >= rules->alone_share * longer_side(one);
}

/* Whether the geometric mean of both sides' shares of common heads is enough. */
static int is_alike(Work *work, const Rectangle *one) {
    double shared = (double)count_heads_shared(work, one);
    double least = (double)work->rules->sure_share / (1 << SHARE_BITS);
    return shared * shared >= least * least * ((double)longer_side(one) * (double)shorter_side(one));
}

/* Whether one of what was taken has enough in common, of the words of both sides. */
int is_sure(Work *work) {
    const Rectangle *taken = work->taken.start;
    if (work->rules->sure_share == 0) return 1;
    for (size_t k = 0; k < work->taken.count; k++) {
        if (taken[k].evidence >= work->rules->evidence && is_alike(work, &taken[k])) return 1;
    }
    return 0;
}

/* Whether two articles tell something alike, and not merely tell of one subject: what was taken proves
   enough together, or one rectangle is the same for certain, or mostly quoted on a side. */
int is_told_alike(Work *work) {
    const Rules *rules = work->rules;
    const Rectangle *taken = work->taken.start;
    int64_t total = 0;
    for (size_t k = 0; k < work->taken.count; k++) {
        const Rectangle *one = &taken[k];
        total += one->evidence >= rules->plain_part ? one->evidence : 0;
        if (one->evidence >= rules->evidence && is_quoted(work, one)) return 1;
        int64_t least = shorter_side(one) < rules->plain_words ? rules->plain_share : rules->long_share;
        if (one->evidence >= rules->plain &&
            count_heads_shared(work, one) << SHARE_BITS >= least * longer_side(one)) {
            return 1;
        }
    }
    return total >= rules->doubt;
}

/* Whether two spans have some heads in common that stand in a row on both sides, and prove something
   themselves: names and turns of phrase that both articles are full of do not. */
static int has_phrase(Work *work, const Rectangle *one) {
    const int32_t *left = work->sides[0].heads, *right = work->sides[1].heads;
    int64_t words = work->rules->phrase, size = one->b - one->a;
    int64_t *worths = scratch(work, size + one->d - one->c);
    look_at(&work->sides[0], one->a, one->b);
    look_at(&work->sides[1], one->c, one->d);
    find_worths(work, 0, one->a, one->b, 0, worths);
    find_worths(work, 1, one->c, one->d, 0, worths + size);
    for (int64_t i = one->a; i + words <= one->b; i++) {
        for (int64_t j = one->c; j + words <= one->d; j++) {
            int64_t k = 0, worth = 0;
            for (; k < words && left[i + k] == right[j + k]; k++) {
                worth += worths[i + k - one->a] + worths[size + j + k - one->c];
            }
            if (k == words && worth >= work->rules->phrase_worth) return 1;
        }
    }
    return 0;
}

/* Whether a rectangle beside strong ones is more than a name or scattered words. */
static int is_told(Work *work, const Rectangle *one) {
    const Rules *rules = work->rules;
    if (rules->scattered && count_heads_shared(work, one) < rules->shortest) return 0;
    return one->evidence >= rules->scattered || has_phrase(work, one);
}

/* Keep the rectangles with enough evidence, alone or with strong ones beside them, by place. */
void keep_supported(Work *work) {
    Rectangle *taken = work->taken.start;
    int64_t strong = 0;
    size_t kept = 0;
    uint8_t *is = arena_take(&work->arena, work->taken.count, 1);
    for (size_t k = 0; k < work->taken.count; k++) {
        is[k] = (uint8_t)is_strong(work, &taken[k]);
        if (is[k]) strong += taken[k].evidence;
    }
    for (size_t k = 0; k < work->taken.count; k++) {
        if (is[k] || (strong >= work->rules->support && is_told(work, &taken[k]))) taken[kept++] = taken[k];
    }
    work->taken.count = kept;
    if (kept) qsort(taken, kept, sizeof *taken, compare_rectangles);
}
