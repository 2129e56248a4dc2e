/* Average linkage by a table of all totals, for components in which many things are linked.

   A heap is told of each change to each of them: of 38,000 links among 295 things it takes ten times
   as long. */
#include "linkage.h"

enum {
    MOST_MEMBERS = 1024, /* 8 MB of totals */
    DENSE = 8            /* of the places in a table, at least one in so many is filled */
};

/* ---- one component ---- */

typedef struct {
    size_t count;
    double *totals; /* of the weights between two groups, each by its lowest member, both ways */
    double *sizes;  /* members of each group; 0 of one that joined another */
    double *means;  /* of each group: the largest mean with one that comes after it, below 0 if none
                       does, */
    uint32_t *best; /* and the first of those with which it has that */
    Buffer memory;  /* for all of these */
} Table;

static void find_best(Table *table, size_t row) {
    const double *totals = table->totals + row * table->count, size = table->sizes[row];
    double best_mean = -1.0;
    size_t best = row;
    for (size_t other = row + 1; other < table->count; other++) {
        if (table->sizes[other] == 0.0) continue;
        double mean = totals[other] / (size * table->sizes[other]);
        if (mean > best_mean) {
            best_mean = mean;
            best = other;
        }
    }
    table->means[row] = best_mean;
    table->best[row] = (uint32_t)best;
}

/* Join `high` to `low`. */
static void join(Table *table, size_t low, size_t high) {
    size_t count = table->count;
    double *sizes = table->sizes, *totals = table->totals;
    sizes[low] += sizes[high];
    sizes[high] = 0.0;
    for (size_t k = 0; k < count; k++) {
        if (sizes[k] == 0.0 || k == low) continue;
        double total = totals[low * count + k] + totals[high * count + k];
        totals[low * count + k] = totals[k * count + low] = total;
    }
    for (size_t k = 0; k < high; k++) {
        if (sizes[k] == 0.0) continue;
        size_t best = table->best[k];
        if (k == low || best == low || best == high) {
            find_best(table, k);
        } else if (k < low) {
            double mean = totals[k * count + low] / (sizes[k] * sizes[low]);
            if (mean > table->means[k] || (mean == table->means[k] && low < best)) {
                table->means[k] = mean;
                table->best[k] = (uint32_t)low;
            }
        }
    }
}

/* Join the two groups with the largest mean, the lowest of those that tie, while it is enough. */
static void join_all(Table *table, double least, const uint32_t *members, int64_t *labels) {
    for (size_t row = 0; row < table->count; row++) find_best(table, row);
    for (;;) {
        size_t low = 0;
        for (size_t row = 1; row < table->count; row++) {
            if (table->sizes[row] != 0.0 && table->means[row] > table->means[low]) low = row;
        }
        if (!(table->means[low] >= least)) return;
        size_t high = table->best[low];
        join(table, low, high);
        labels[members[high]] = members[low];
    }
}

/* ---- all of them ---- */

typedef struct {
    uint32_t *roots;   /* of each thing: the lowest of its component */
    uint32_t *places;  /* of each thing among the members of its component, which ascend */
    uint32_t *members; /* by component */
    uint32_t *sizes;   /* of each root: members, */
    size_t *begins;    /* where these begin in `members`, */
    size_t *ends;      /* where its links end in `links`, */
    uint8_t *other;    /* and whether it is left to the heap */
    Link *links;       /* by component */
} Components;

static uint32_t root_of(uint32_t *roots, uint32_t thing) {
    while (roots[thing] != thing) { /* each step halves the way for the next one */
        roots[thing] = roots[roots[thing]];
        thing = roots[thing];
    }
    return thing;
}

static void find_components(Components *found, const Link *links, size_t count, size_t things) {
    for (size_t i = 0; i < things; i++) found->roots[i] = (uint32_t)i;
    for (size_t i = 0; i < count; i++) {
        uint32_t left = root_of(found->roots, links[i].left);
        uint32_t right = root_of(found->roots, links[i].right);
        found->roots[left < right ? right : left] = left < right ? left : right;
    }
    for (size_t i = 0; i < things; i++) {
        found->roots[i] = found->roots[found->roots[i]]; /* the lower came first */
        found->places[i] = found->sizes[found->roots[i]]++;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t root = found->roots[links[i].left];
        found->ends[root]++;
        found->other[root] |= !(links[i].weight > 0);
    }
}

/* Put things by component, and the links of those for tables; close the ranks of the others, and
   return how many those are. */
static size_t sort_links(Components *found, Link *links, size_t count, size_t things) {
    size_t first_link = 0, first_member = 0, left = 0;
    for (size_t i = 0; i < things; i++) {
        uint64_t size = found->sizes[i];
        found->other[i] |= size > MOST_MEMBERS || found->ends[i] * (uint64_t)DENSE < size * size;
        size_t own = found->other[i] ? 0 : found->ends[i];
        found->ends[i] = first_link; /* for now, where they begin */
        found->begins[i] = first_member;
        first_link += own;
        first_member += size;
    }
    for (size_t i = 0; i < things; i++) {
        found->members[found->begins[found->roots[i]] + found->places[i]] = (uint32_t)i;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t root = found->roots[links[i].left];
        if (found->other[root]) {
            links[left++] = links[i];
        } else {
            found->links[found->ends[root]++] = links[i];
        }
    }
    return left;
}

static Status join_component(Table *table, const Components *found, size_t root, size_t begin,
                             double least, int64_t *labels) {
    size_t count = table->count = found->sizes[root];
    Status status = buffer_reserve_items(&table->memory, count * (count + 3), sizeof(double));
    if (status != DONE) return status;
    table->totals = table->memory.start;
    table->sizes = table->totals + count * count;
    table->means = table->sizes + count;
    table->best = (uint32_t *)(void *)(table->means + count);
    memset(table->totals, 0, count * count * sizeof *table->totals);
    for (size_t i = 0; i < count; i++) table->sizes[i] = 1.0;
    for (size_t i = begin; i < found->ends[root]; i++) { /* of two of one pair the last counts */
        const Link *link = &found->links[i];
        size_t left = found->places[link->left], right = found->places[link->right];
        table->totals[left * count + right] = table->totals[right * count + left] = link->weight;
    }
    join_all(table, least, found->members + found->begins[root], labels);
    return DONE;
}

static Status join_components(Components *found, Link *links, size_t *count, double least,
                              int64_t *labels, size_t things) {
    find_components(found, links, *count, things);
    *count = sort_links(found, links, *count, things);
    Table table = {0};
    Status status = DONE;
    for (size_t root = 0, begin = 0; root < things && status == DONE; root++) {
        if (found->sizes[root] < 2 || found->other[root]) continue;
        status = join_component(&table, found, root, begin, least, labels);
        begin = found->ends[root];
    }
    buffer_free(&table.memory);
    return status;
}

Status join_in_tables(Link *links, size_t *count, double least, int64_t *labels, size_t things) {
    if (!(least > 0)) return DONE; /* what is not linked would join, too */
    Components found = {0};
    size_t room = things ? things : 1;
    found.roots = malloc(room * sizeof *found.roots);
    found.places = malloc(room * sizeof *found.places);
    found.members = malloc(room * sizeof *found.members);
    found.sizes = calloc(room, sizeof *found.sizes);
    found.begins = malloc(room * sizeof *found.begins);
    found.ends = calloc(room, sizeof *found.ends);
    found.other = calloc(room, sizeof *found.other);
    found.links = malloc(*count ? *count * sizeof *found.links : 1);
    Status status = found.roots && found.places && found.members && found.sizes && found.begins &&
                            found.ends && found.other && found.links
                        ? join_components(&found, links, count, least, labels, things)
                        : OUT_OF_MEMORY;
    free(found.roots);
    free(found.places);
    free(found.members);
    free(found.sizes);
    free(found.begins);
    free(found.ends);
    free(found.other);
    free(found.links);
    return status;
}
