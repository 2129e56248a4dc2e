/* Anchors: pairs of units that resemble each other most, and the groups they form. */
#include "align.h"

/* Keep of the near pairs of open units those that are the best for either unit, or for both. */
void find_anchors(Work *work, int64_t least, int mutual, const uint8_t *open_left,
                  const uint8_t *open_right, List *anchors) {
    const Anchor *near = work->near.start;
    int64_t *best_left = arena_zeros(&work->arena, (size_t)work->sides[0].units, sizeof *best_left);
    int64_t *best_right = arena_zeros(&work->arena, (size_t)work->sides[1].units, sizeof *best_right);
    for (int turn = 0; turn < 2; turn++) {
        for (size_t k = 0; k < work->near.count; k++) {
            int64_t i = near[k].left, j = near[k].right, cosine = near[k].cosine;
            if (cosine <= least || (open_left && !open_left[i]) || (open_right && !open_right[j])) continue;
            if (turn == 0) {
                best_left[i] = larger(best_left[i], cosine);
                best_right[j] = larger(best_right[j], cosine);
                continue;
            }
            int for_left = cosine == best_left[i], for_right = cosine == best_right[j];
            if (mutual ? for_left && for_right : for_left || for_right) {
                list_push(&work->arena, anchors, &near[k], sizeof near[k]);
            }
        }
    }
}

static int by_left(const void *one, const void *other) {
    const Anchor *a = one, *b = other;
    if (a->left != b->left) return a->left < b->left ? -1 : 1;
    return (a->right > b->right) - (a->right < b->right);
}

static int by_right(const void *one, const void *other) {
    const Anchor *a = one, *b = other;
    if (a->right != b->right) return a->right < b->right ? -1 : 1;
    return (a->left > b->left) - (a->left < b->left);
}

typedef struct {
    size_t begin, end;
    int side, settled;
} Stretch;

/* Append to `groups` Spans of `grouped`, to which the anchors are copied: the coarsest groups
   without a gap above a side's largest. */
void cluster(Work *work, const Anchor *anchors, size_t count, int64_t left_gap, int64_t right_gap,
             List *groups, List *grouped) {
    if (count == 0) return;
    Arena *arena = &work->arena;
    size_t base = grouped->count;
    for (size_t k = 0; k < count; k++) list_push(arena, grouped, &anchors[k], sizeof *anchors);
    List waiting = {0};
    Stretch all = {base, base + count, 0, 0};
    list_push(arena, &waiting, &all, sizeof all);
    while (waiting.count) {
        Stretch one = ((Stretch *)waiting.start)[--waiting.count];
        Anchor *members = (Anchor *)grouped->start + one.begin;
        size_t size = one.end - one.begin;
        const int64_t *places = work->sides[one.side].places;
        int64_t gap = one.side ? right_gap : left_gap;
        qsort(members, size, sizeof *members, one.side ? by_right : by_left);
        size_t begin = 0, parts = 0;
        for (size_t k = 1; k <= size; k++) {
            if (k < size) {
                int64_t here = one.side ? members[k].right : members[k].left;
                int64_t before = one.side ? members[k - 1].right : members[k - 1].left;
                if (places[here] - places[before] <= gap) continue;
            }
            parts++;
            if (k == size && parts == 1) break; /* it did not fall apart */
            Stretch part = {one.begin + begin, one.begin + k, 1 - one.side, 0};
            list_push(arena, &waiting, &part, sizeof part);
            begin = k;
        }
        if (parts > 1) continue;
        one.side = 1 - one.side;
        if (++one.settled < 2) {
            list_push(arena, &waiting, &one, sizeof one);
        } else {
            qsort(members, size, sizeof *members, by_left);
            Span group = {(int64_t)one.begin, (int64_t)one.end};
            list_push(arena, groups, &group, sizeof group);
        }
    }
}

Rectangle hull(const Work *work, const Anchor *group, size_t count) {
    Rectangle units = {group[0].left, group[0].left, group[0].right, group[0].right, 0};
    for (size_t k = 1; k < count; k++) {
        units.a = smaller(units.a, group[k].left);
        units.b = larger(units.b, group[k].left);
        units.c = smaller(units.c, group[k].right);
        units.d = larger(units.d, group[k].right);
    }
    const int64_t *left = work->sides[0].bounds, *right = work->sides[1].bounds;
    return (Rectangle){left[units.a], left[units.b + 1], right[units.c], right[units.d + 1], 0};
}
