/* The connected components of pairs, by union and find. */
#include "kernels.h"

static int64_t root_of(int64_t *parents, int64_t thing) {
    while (parents[thing] != thing) { /* each step halves the way for the next one */
        parents[thing] = parents[parents[thing]];
        thing = parents[thing];
    }
    return thing;
}

Status components(const int64_t *pairs, size_t count, int64_t *labels, size_t things,
                  Fault *fault) {
    for (size_t i = 0; i < things; i++) labels[i] = (int64_t)i;
    for (size_t i = 0; i < count; i++) {
        int64_t left = pairs[2 * i], right = pairs[2 * i + 1];
        if (left < 0 || right < 0 || (uint64_t)left >= things || (uint64_t)right >= things) {
            return refuse(fault, "pair %lld names %lld and %lld of %lld things", (long long)i, left,
                          right, (long long)things);
        }
        left = root_of(labels, left);
        right = root_of(labels, right);
        /* The lower one stays the root, so that a component goes by its lowest member. */
        labels[left < right ? right : left] = left < right ? left : right;
    }
    for (size_t i = 0; i < things; i++) labels[i] = labels[labels[i]]; /* the lower came first */
    return DONE;
}
