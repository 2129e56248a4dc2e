/* What is found by other marks than resemblance of neighbours: quotations, and summaries. */
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

/* Whether a rectangle holds most anchors of a group: then it says where the paragraph is from. */
static int answers(const Work *work, const Rectangle *one, const Anchor *group, size_t count) {
    const int64_t *left = work->sides[0].bounds, *right = work->sides[1].bounds;
    int64_t inside = 0;
    for (size_t k = 0; k < count; k++) {
        const Anchor *anchor = &group[k];
        inside += left[anchor->left] < one->b && one->a < left[anchor->left + 1] &&
                  right[anchor->right] < one->d && one->c < right[anchor->right + 1];
    }
    return inside << SHARE_BITS > work->rules->most_in_one * (int64_t)count;
}

/* How many units of a side a group has. */
static int64_t count_units(Work *work, const Anchor *group, size_t count, int s) {
    uint8_t *seen = arena_zeros(&work->arena, (size_t)work->sides[s].units, 1);
    int64_t units = 0;
    for (size_t k = 0; k < count; k++) {
        uint8_t *unit = &seen[s ? group[k].right : group[k].left];
        units += !*unit;
        *unit = 1;
    }
    return units;
}

static int is_summary(Work *work, const Anchor *group, size_t count, const Rectangle *one) {
    const Rules *rules = work->rules;
    int longer = one->b - one->a == longer_side(one) ? 0 : 1;
    const Side *page = &work->sides[longer];
    if (longer_side(one) < rules->summary_ratio * shorter_side(one) ||
        longer_side(one) << SHARE_BITS < rules->page_share * page->size) {
        return 0;
    }
    return count_units(work, group, count, 0) >= rules->summary_units &&
           count_units(work, group, count, 1) >= rules->summary_units;
}

/* List rectangles far longer on one side, whose units resemble each other in many places. */
void find_summaries(Work *work, const List *rectangles, List *found) {
    const Rules *rules = work->rules;
    const Rectangle *known = rectangles->start;
    Rectangle whole = {0, work->sides[0].size, 0, work->sides[1].size, 0};
    List anchors = {0}, groups = {0}, grouped = {0};
    find_anchors(work, rules->summary_cosine, 1, NULL, NULL, &anchors);
    cluster(work, anchors.start, anchors.count, rules->gap, rules->summary_gap, &groups, &grouped);
    cluster(work, anchors.start, anchors.count, rules->summary_gap, rules->gap, &groups, &grouped);
    for (size_t g = 0; g < groups.count; g++) {
        Span members = ((Span *)groups.start)[g];
        const Anchor *group = (const Anchor *)grouped.start + members.first;
        size_t count = (size_t)(members.last - members.first);
        Rectangle one = hull(work, group, count), core;
        if (!is_summary(work, group, count, &one)) continue;
        int answered = 0;
        for (size_t k = 0; k < rectangles->count; k++) answered |= answers(work, &known[k], group, count);
        if (!answered && refine(work, &one, &whole, &core) && core.evidence >= rules->evidence) {
            one.evidence = core.evidence;
            list_push(&work->arena, found, &one, sizeof one);
        }
    }
}
