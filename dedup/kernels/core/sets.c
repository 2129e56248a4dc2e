/* How much sorted sets have in common. */
#include "kernels.h"

/* Take one step: which side moves is noise, so there is no branch on it. What both sides have moves
   both: as many as the moves are more than the steps. */
INLINE void step(Walk *walk) {
    uint64_t a = *walk->left, b = *walk->right;
    walk->left += as_number(a <= b);
    walk->right += as_number(b <= a);
}

/* How many steps can be taken before a side may be at its end. */
static inline size_t steps_left(const Walk *walk) {
    size_t left = (size_t)(walk->left_end - walk->left);
    size_t right = (size_t)(walk->right_end - walk->right);
    return left < right ? left : right;
}

/* The first of some ascending hashes that is at least `value`. */
static const uint64_t *lower_bound(const uint64_t *hashes, size_t count, uint64_t value) {
    while (count) {
        size_t half = count / 2;
        if (hashes[half] < value) {
            hashes += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return hashes;
}

/* Walk until a side ends; return how many steps that took. */
static size_t walk_on(Walk *walk) {
    size_t taken = 0;
    for (size_t steps; (steps = steps_left(walk)) > 0; taken += steps) {
        Walk own = *walk;
        for (size_t i = 0; i < steps; i++) step(&own);
        *walk = own;
    }
    return taken;
}

/* Each step waits for the one before it, so four walks, through a quarter of all values each, take
   hardly longer than one. Return how many hashes are on both sides. */
static size_t walk_quarters(const Walk *all) {
    enum { WALKS = 4 };
    Walk walks[WALKS];
    size_t taken = 0, moved = 0, steps;
    for (uint64_t k = 0; k < WALKS; k++) {
        const uint64_t *left = k ? walks[k - 1].left_end : all->left;
        const uint64_t *right = k ? walks[k - 1].right_end : all->right;
        uint64_t next = (k + 1) << 62;
        walks[k].left = left;
        walks[k].right = right;
        walks[k].left_end =
            k == 3 ? all->left_end : lower_bound(left, (size_t)(all->left_end - left), next);
        walks[k].right_end =
            k == 3 ? all->right_end : lower_bound(right, (size_t)(all->right_end - right), next);
        moved -= (size_t)(left - all->left) + (size_t)(right - all->right);
    }
    do {
        steps = SIZE_MAX;
        for (int k = 0; k < WALKS; k++) {
            size_t own = steps_left(&walks[k]);
            steps = own < steps ? own : steps;
        }
        Walk a = walks[0], b = walks[1], c = walks[2], d = walks[3];
        for (size_t i = 0; i < steps; i++) {
            step(&a);
            step(&b);
            step(&c);
            step(&d);
        }
        walks[0] = a;
        walks[1] = b;
        walks[2] = c;
        walks[3] = d;
        taken += WALKS * steps;
    } while (steps > 4);
    for (int k = 0; k < WALKS; k++) {
        taken += walk_on(&walks[k]);
        moved += (size_t)(walks[k].left - all->left) + (size_t)(walks[k].right - all->right);
    }
    return moved - taken;
}

static size_t shared(const Lanes *lanes, Walk walk) {
    enum { FEW = 32 }; /* steps, for which no quarters are looked for */
    size_t count = lanes->shared_blocks(&walk);
    if (steps_left(&walk) > FEW) return count + walk_quarters(&walk);
    Walk rest = walk;
    size_t taken = walk_on(&rest);
    return count + (size_t)(rest.left - walk.left) + (size_t)(rest.right - walk.right) - taken;
}

static Status check_sets(const Lanes *lanes, const Ragged *sets, Fault *fault) {
    for (size_t row = 0; row < sets->rows; row++) {
        size_t begin, end;
        Status status = row_of(sets->first, row, sets->size, &begin, &end, fault);
        if (status != DONE) return status;
        if (!lanes->ascends(sets->hashes + begin, end - begin)) {
            return refuse(fault, "row %lld is no set: its hashes must ascend without repeats; "
                          "pass it through numpy.unique", (long long)row, 0, 0, 0);
        }
    }
    return DONE;
}

Status overlaps(const Lanes *lanes, const Ragged *sets, const int64_t *pairs, size_t count,
                int64_t *counts, Fault *fault) {
    Status status = check_sets(lanes, sets, fault);
    for (size_t i = 0; i < count && status == DONE; i++) {
        int64_t rows[2] = {pairs[2 * i], pairs[2 * i + 1]};
        size_t begin[2], end[2];
        for (int side = 0; side < 2 && status == DONE; side++) {
            if (rows[side] < 0 || (uint64_t)rows[side] >= sets->rows) {
                status = refuse(fault, "pair %lld names row %lld of %lld", (long long)i,
                                rows[side], (long long)sets->rows, 0);
            } else {
                status = row_of(sets->first, (size_t)rows[side], sets->size, &begin[side],
                                &end[side], fault);
            }
        }
        if (status != DONE) break;
        const uint64_t *hashes = sets->hashes;
        counts[i] = (int64_t)shared(lanes, (Walk){hashes + begin[0], hashes + end[0],
                                                  hashes + begin[1], hashes + end[1]});
    }
    return status;
}
