/* How much sorted sets have in common. */
#include "kernels.h"

/* Two ascending runs that are walked side by side. */
typedef struct {
    const uint64_t *left, *left_end, *right, *right_end;
} Walk;

/* Take one step: which side moves is noise, so there is no branch on it. */
INLINE size_t step(Walk *walk) {
    uint64_t a = *walk->left, b = *walk->right;
    walk->left += a <= b;
    walk->right += b <= a;
    return a == b;
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

/* Each step waits for the one before it, so four walks, through a quarter of all values each, take
   hardly longer than one. */
static size_t shared(const uint64_t *left, size_t left_size, const uint64_t *right,
                     size_t right_size) {
    enum { WALKS = 4 };
    Walk walks[WALKS];
    size_t count = 0, steps;
    const uint64_t *left_end = left + left_size, *right_end = right + right_size;
    for (uint64_t k = 0; k < WALKS; k++) {
        walks[k].left = k ? walks[k - 1].left_end : left;
        walks[k].right = k ? walks[k - 1].right_end : right;
        uint64_t next = (k + 1) << 62;
        walks[k].left_end =
            k == 3 ? left_end : lower_bound(walks[k].left, (size_t)(left_end - walks[k].left), next);
        walks[k].right_end = k == 3 ? right_end
                                    : lower_bound(walks[k].right,
                                                  (size_t)(right_end - walks[k].right), next);
    }
    do {
        steps = SIZE_MAX;
        for (int k = 0; k < WALKS; k++) {
            size_t own = steps_left(&walks[k]);
            steps = own < steps ? own : steps;
        }
        Walk a = walks[0], b = walks[1], c = walks[2], d = walks[3];
        for (size_t i = 0; i < steps; i++) {
            count += step(&a);
            count += step(&b);
            count += step(&c);
            count += step(&d);
        }
        walks[0] = a;
        walks[1] = b;
        walks[2] = c;
        walks[3] = d;
    } while (steps > 4);
    for (int k = 0; k < WALKS; k++) {
        while ((steps = steps_left(&walks[k])) > 0) {
            for (size_t i = 0; i < steps; i++) count += step(&walks[k]);
        }
    }
    return count;
}

static int is_set(const uint64_t *hashes, size_t size) {
    int ascending = 1;
    for (size_t i = 1; i < size; i++) ascending &= hashes[i - 1] < hashes[i];
    return ascending;
}

static Status check_sets(const Ragged *sets, Fault *fault) {
    for (size_t row = 0; row < sets->rows; row++) {
        size_t begin, end;
        Status status = row_of(sets->first, row, sets->size, &begin, &end, fault);
        if (status != DONE) return status;
        if (!is_set(sets->hashes + begin, end - begin)) {
            return refuse(fault, "row %lld is no set: its hashes must ascend without repeats; "
                          "pass it through numpy.unique", (long long)row, 0, 0, 0);
        }
    }
    return DONE;
}

Status overlaps(const Ragged *sets, const int64_t *pairs, size_t count, int64_t *counts,
                Fault *fault) {
    Status status = check_sets(sets, fault);
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
        counts[i] = (int64_t)shared(sets->hashes + begin[0], end[0] - begin[0],
                                    sets->hashes + begin[1], end[1] - begin[1]);
    }
    return status;
}
