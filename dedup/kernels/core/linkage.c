/* Sparse average linkage: the two groups with the largest mean weight join first. */
#include "linkage.h"

typedef struct {
    uint32_t other; /* a group, by its lowest member */
    double total;   /* the weights between the two groups */
} Tie;

typedef struct {
    Tie *ties; /* ascending by `other` */
    size_t count, room;
    double size; /* members */
} Group;

typedef struct {
    double mean;
    uint32_t low, high;
} Offer;

typedef struct {
    Offer *offers; /* a heap, the best on top */
    size_t count, room;
} Offers;

/* ---- the heap ---- */

static inline int beats(const Offer *one, const Offer *other) {
    if (one->mean != other->mean) return one->mean > other->mean;
    return one->low != other->low ? one->low < other->low : one->high < other->high;
}

static void sink(Offer *offers, size_t count, size_t at) {
    Offer one = offers[at];
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && beats(&offers[child + 1], &offers[child])) child++;
        if (!beats(&offers[child], &one)) break;
        offers[at] = offers[child];
    }
    offers[at] = one;
}

static Status push(Offers *heap, Offer one) {
    if (heap->count == heap->room) {
        size_t room = heap->room ? 2 * heap->room : 64;
        if (room > SIZE_MAX / 2 / sizeof one) return OUT_OF_MEMORY;
        Offer *offers = realloc(heap->offers, room * sizeof one);
        if (offers == NULL) return OUT_OF_MEMORY;
        heap->offers = offers;
        heap->room = room;
    }
    size_t at = heap->count++;
    for (; at > 0 && beats(&one, &heap->offers[(at - 1) / 2]); at = (at - 1) / 2) {
        heap->offers[at] = heap->offers[(at - 1) / 2];
    }
    heap->offers[at] = one;
    return DONE;
}

static Offer pop(Offers *heap) {
    Offer best = heap->offers[0];
    heap->offers[0] = heap->offers[--heap->count];
    if (heap->count) sink(heap->offers, heap->count, 0);
    return best;
}

/* ---- groups ---- */

/* The first tie of a group that does not come before `other`. */
static size_t place_of(const Group *group, uint32_t other) {
    size_t low = 0, high = group->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (group->ties[middle].other < other) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static inline int is_at(const Group *group, size_t place, uint32_t other) {
    return place < group->count && group->ties[place].other == other;
}

static Status make_room(Group *group, size_t count) {
    if (count <= group->room) return DONE;
    size_t room = count > 2 * group->room ? count : 2 * group->room;
    Tie *ties = realloc(group->ties, room * sizeof *ties);
    if (ties == NULL) return OUT_OF_MEMORY;
    group->ties = ties;
    group->room = room;
    return DONE;
}

static Status set_tie(Group *group, uint32_t other, double total) {
    size_t place = place_of(group, other);
    if (!is_at(group, place, other)) {
        if (make_room(group, group->count + 1) != DONE) return OUT_OF_MEMORY;
        memmove(group->ties + place + 1, group->ties + place,
                (group->count - place) * sizeof *group->ties);
        group->count++;
    }
    group->ties[place] = (Tie){other, total};
    return DONE;
}

static void drop_tie(Group *group, uint32_t other) {
    size_t place = place_of(group, other);
    if (!is_at(group, place, other)) return;
    memmove(group->ties + place, group->ties + place + 1,
            (group->count - place - 1) * sizeof *group->ties);
    group->count--;
}

/* Join `high` to `low`, and offer what comes of it. */
static Status join(Group *groups, uint32_t low, uint32_t high, Offers *heap) {
    Group *group = &groups[low], *gone = &groups[high];
    drop_tie(group, high);
    for (size_t i = 0; i < gone->count; i++) {
        uint32_t other = gone->ties[i].other;
        if (other == low) continue;
        size_t place = place_of(group, other);
        double before = is_at(group, place, other) ? group->ties[place].total : 0.0;
        double total = before + gone->ties[i].total;
        drop_tie(&groups[other], high);
        if (set_tie(group, other, total) != DONE || set_tie(&groups[other], low, total) != DONE) {
            return OUT_OF_MEMORY;
        }
    }
    group->size += gone->size;
    free(gone->ties);
    *gone = (Group){0};
    for (size_t i = 0; i < group->count; i++) {
        uint32_t other = group->ties[i].other;
        double mean = group->ties[i].total / (group->size * groups[other].size);
        Offer offer = {mean, low < other ? low : other, low < other ? other : low};
        if (push(heap, offer) != DONE) return OUT_OF_MEMORY;
    }
    return DONE;
}

static Status join_all(Group *groups, int64_t *labels, double least, Offers *heap) {
    while (heap->count) {
        Offer best = pop(heap);
        if (!(best.mean >= least)) break;
        const Group *group = &groups[best.low];
        size_t place = place_of(group, best.high);
        /* A group goes by its lowest member; an offer whose mean has moved since is stale. */
        if (!is_at(group, place, best.high)) continue;
        double mean = group->ties[place].total / (group->size * groups[best.high].size);
        if (mean != best.mean) continue;
        if (join(groups, best.low, best.high, heap) != DONE) return OUT_OF_MEMORY;
        labels[best.high] = best.low;
    }
    return DONE;
}

/* Copy pairs that were looked at: the caller's array could change. */
static Status link_all(Link *links, const int64_t *pairs, const double *weights, size_t count,
                       size_t things, Fault *fault) {
    for (size_t i = 0; i < count; i++) {
        int64_t left = pairs[2 * i], right = pairs[2 * i + 1];
        if (left < 0 || right <= left || (uint64_t)right >= things) {
            return refuse(fault, "pair %lld names %lld and %lld of %lld things; pass them ascending",
                          (long long)i, left, right, (long long)things);
        }
        links[i] = (Link){(uint32_t)left, (uint32_t)right, weights[i]};
    }
    return DONE;
}

/* Tie the two things of each link; a pair that is there twice keeps its last weight. */
static Status tie_all(Group *groups, const Link *links, size_t count, Offers *heap) {
    for (size_t i = 0; i < count; i++) {
        uint32_t left = links[i].left, right = links[i].right;
        if (set_tie(&groups[left], right, links[i].weight) != DONE ||
            set_tie(&groups[right], left, links[i].weight) != DONE ||
            push(heap, (Offer){links[i].weight, left, right}) != DONE) {
            return OUT_OF_MEMORY;
        }
    }
    return DONE;
}

static Status join_others(const Link *links, size_t count, double least, int64_t *labels,
                          size_t things) {
    Group *groups = calloc(things ? things : 1, sizeof *groups);
    if (groups == NULL) return OUT_OF_MEMORY;
    for (size_t i = 0; i < things; i++) groups[i].size = 1.0;
    Offers heap = {0};
    Status status = tie_all(groups, links, count, &heap);
    if (status == DONE) status = join_all(groups, labels, least, &heap);
    for (size_t i = 0; i < things; i++) free(groups[i].ties);
    free(groups);
    free(heap.offers);
    return status;
}

Status average_linkage(const int64_t *pairs, const double *weights, size_t count, double least,
                       int64_t *labels, size_t things, Fault *fault) {
    if (things > UINT32_MAX || count > SIZE_MAX / sizeof(Link)) return OUT_OF_MEMORY;
    for (size_t i = 0; i < things; i++) labels[i] = (int64_t)i;
    Link *links = malloc(count ? count * sizeof *links : 1);
    if (links == NULL) return OUT_OF_MEMORY;
    Status status = link_all(links, pairs, weights, count, things, fault);
    if (status == DONE) status = join_in_tables(links, &count, least, labels, things);
    if (status == DONE && count) status = join_others(links, count, least, labels, things);
    free(links);
    /* A group that joined another is named by one that is lower, whose name is known by then. */
    for (size_t i = 0; i < things && status == DONE; i++) labels[i] = labels[labels[i]];
    return status;
}
