/* Chains: verbatim runs that follow each other closely enough to be one copied passage. */
#include "align.h"

static int by_place(const void *one, const void *other) {
    const Run *a = one, *b = other;
    if (a->left != b->left) return a->left < b->left ? -1 : 1;
    if (a->right != b->right) return a->right < b->right ? -1 : 1;
    return (a->length > b->length) - (a->length < b->length);
}

static int by_length(const void *one, const void *other) {
    const Run *a = one, *b = other;
    if (a->length != b->length) return a->length > b->length ? -1 : 1;
    return by_place(one, other);
}

/* Split a run of the pages' words where it enters furniture or leaves it, on either side. */
static void split_run(Work *work, const Run *run) {
    const Side *left = &work->sides[0], *right = &work->sides[1];
    int64_t begin = 0;
    int before = 0;
    for (int64_t k = 0; k <= run->length; k++) {
        int inside = k < run->length && (left->rank[run->left + k] < 0 || right->rank[run->right + k] < 0);
        if (k && (k == run->length || inside != before)) {
            if (k - begin >= work->rules->shortest_run) {
                Run part = {run->left + begin, run->right + begin, k - begin};
                if (!before) {
                    part.left = left->rank[part.left];
                    part.right = right->rank[part.right];
                }
                list_push(&work->arena, before ? &work->furniture : &work->runs, &part, sizeof part);
            }
            begin = k;
        }
        before = inside;
    }
}

void find_runs(Work *work) {
    Buffer found = {0};
    const Side *left = &work->sides[0], *right = &work->sides[1];
    Status status = common_runs(left->page, (size_t)left->page_size, right->page,
                                (size_t)right->page_size, (size_t)work->rules->shortest_run,
                                (size_t)work->rules->most_occurrences, &found);
    size_t count = found.size / sizeof(Run);
    Run *runs = status == DONE ? arena_take(&work->arena, count, sizeof *runs) : NULL;
    if (count && runs) memcpy(runs, found.start, found.size);
    buffer_free(&found);
    if (status != DONE) longjmp(*work->arena.escape, 1);
    for (size_t k = 0; k < count; k++) split_run(work, &runs[k]);
    if (work->runs.count) qsort(work->runs.start, work->runs.count, sizeof(Run), by_place);
    if (work->furniture.count) qsort(work->furniture.start, work->furniture.count, sizeof(Run), by_length);
}

typedef struct {
    Run run;
    int64_t value; /* twice the words, less a half for each word of a gap, of the best chain to it */
    int64_t before;
    size_t number;
    int used;
} Link;

/* What following a run is worth, twice; negative where it may not be followed. */
static int64_t following(const Work *work, const Link *one, const Run *run) {
    const Rules *rules = work->rules;
    int64_t end = one->run.left + one->run.length, bottom = one->run.right + one->run.length;
    int64_t lefts = run->left - end, rights = run->right - bottom;
    if (smaller(lefts, rights) < -rules->most_overlap || larger(lefts, rights) > rules->widest_gap) return -1;
    const int32_t *left = work->sides[0].breaks_to, *right = work->sides[1].breaks_to;
    if (lefts >= 0 && left[run->left] > (end ? left[end - 1] : 0)) return -1;
    if (rights >= 0 && right[run->right] > (bottom ? right[bottom - 1] : 0)) return -1;
    int64_t twice = larger(0, larger(-lefts, -rights));
    int64_t gaps = larger(0, lefts) + larger(0, rights);
    return one->value + 2 * (run->length - twice) - gaps;
}

static int by_value(const void *one, const void *other) {
    const Link *a = *(const Link *const *)one, *b = *(const Link *const *)other;
    if (a->value != b->value) return a->value > b->value ? -1 : 1;
    return by_place(&a->run, &b->run);
}

/* The first step inward at which either text has a boundary; 0 where none has. */
static int64_t inward(const Work *work, int64_t i, int64_t j, int64_t steps, int64_t direction) {
    for (int64_t step = 0; step <= steps; step++) {
        if (work->sides[0].free[i + direction * step] || work->sides[1].free[j + direction * step]) {
            return direction * step;
        }
    }
    return 0;
}

static Rectangle trim(const Work *work, const Run *first, const Run *last) {
    int64_t most = work->rules->most_trimmed;
    int64_t head = inward(work, first->left, first->right, smaller(most, first->length - 1), 1);
    int64_t end = last->left + last->length, bottom = last->right + last->length;
    int64_t foot = inward(work, end, bottom, smaller(most, last->length - 1), -1);
    return (Rectangle){first->left + head, end + foot, first->right + head, bottom + foot, 0};
}

/* List the rectangles of long chains, trimmed to boundaries and weighed. */
void find_chains(Work *work, List *chains) {
    const Run *runs = work->runs.start;
    size_t count = work->runs.count;
    Link *links = arena_take(&work->arena, count, sizeof *links);
    Link **order = arena_take(&work->arena, count, sizeof(Link *));
    for (size_t k = 0; k < count; k++) {
        links[k] = (Link){runs[k], 2 * runs[k].length, -1, k, 0};
        order[k] = &links[k];
        int64_t look_back = smaller((int64_t)k, work->rules->look_back);
        for (size_t m = k - (size_t)look_back; m < k; m++) {
            int64_t reached = following(work, &links[m], &runs[k]);
            if (reached > links[k].value) {
                links[k].value = reached;
                links[k].before = (int64_t)m;
            }
        }
    }
    if (count) qsort(order, count, sizeof *order, by_value);
    for (size_t k = 0; k < count; k++) {
        const Link *last = order[k], *first = NULL;
        int64_t matched = 0;
        for (int64_t at = (int64_t)last->number; at >= 0 && !links[at].used; at = links[at].before) {
            first = &links[at];
            links[at].used = 1;
            matched += first->run.length;
        }
        if (first && matched >= work->rules->shortest_chain) {
            Rectangle one = trim(work, &first->run, &last->run);
            if (one.a >= one.b || one.c >= one.d) continue;
            weigh(work, &one);
            list_push(&work->arena, chains, &one, sizeof one);
        }
    }
}
