/* The aligner: two prepared articles in, the passages they share out. */
#include "align.h"

/* One rectangle for two equal texts, or one for each piece between furniture. */
static void take_same(Work *work) {
    Side *left = &work->sides[0], *right = &work->sides[1];
    int64_t begin = 0;
    for (int64_t at = 1; at <= left->size; at++) {
        int wall = at == left->size || left->breaks_to[at] > left->breaks_to[at - 1] ||
                   right->breaks_to[at] > right->breaks_to[at - 1];
        if (!wall) continue;
        Rectangle one = {begin, at, begin, at, 0};
        weigh(work, &one);
        list_push(&work->arena, &work->taken, &one, sizeof one);
        begin = at;
    }
}

static int same_words(const Work *work) {
    const Side *left = &work->sides[0], *right = &work->sides[1];
    if (left->size != right->size) return 0;
    for (int64_t k = 0; k < left->size; k++) {
        if (left->page[left->own[k]] != right->page[right->own[k]]) return 0;
    }
    return 1;
}

/* List the two halves of a group's left units, clustered again; nothing where it has but one. */
static void halve(Work *work, Span group, List *groups, List *grouped) {
    const Anchor *members = (const Anchor *)grouped->start + group.first;
    size_t count = (size_t)(group.last - group.first), units = 0, middle = 0;
    for (size_t k = 0; k < count; k++) units += k == 0 || members[k].left != members[k - 1].left;
    if (units < 2) return;
    for (size_t k = 0, seen = 0; k < count; k++) {
        seen += k == 0 || members[k].left != members[k - 1].left;
        if (seen == units / 2 + 1) {
            middle = k;
            break;
        }
    }
    int64_t gap = work->rules->gap;
    cluster(work, members, middle, gap, gap, groups, grouped);
    cluster(work, members + middle, count - middle, gap, gap, groups, grouped);
}

/* Cut a group where its rectangle holds a stretch of words that costs too much: the passage ends
   there, and another may begin behind it. 0 where it holds none, or where no anchor lies beyond. */
static int split_at_stretch(Work *work, const Rectangle *one, Span group, List *groups, List *grouped) {
    Span stretch;
    int s = find_stretch(work, one, &stretch);
    if (s < 0) return 0;
    const int64_t *bounds = work->sides[s].bounds;
    const Anchor *members = (const Anchor *)grouped->start + group.first;
    List before = {0}, behind = {0};
    for (int64_t k = 0; k < group.last - group.first; k++) {
        int64_t unit = s ? members[k].right : members[k].left;
        int is_before = bounds[unit] + bounds[unit + 1] < stretch.first + stretch.last;
        list_push(&work->arena, is_before ? &before : &behind, &members[k], sizeof *members);
    }
    if (before.count == 0 || behind.count == 0) return 0;
    int64_t gap = work->rules->gap;
    cluster(work, before.start, before.count, gap, gap, groups, grouped);
    cluster(work, behind.start, behind.count, gap, gap, groups, grouped);
    return 1;
}

/* The rectangles of units that resemble each other and are not covered yet, by place. They change
   only when something is taken. */
static const List *find_resembling(Work *work) {
    List *found = &work->resembling;
    if (!work->near_known) {
        find_near(work);
    } else if (work->taken.count == work->taken_before) {
        return found;
    }
    *found = (List){0};
    work->taken_before = work->taken.count;
    uint8_t *open[2];
    for (int s = 0; s < 2; s++) {
        open[s] = arena_take(&work->arena, (size_t)work->sides[s].units, 1);
        covered(&work->sides[s], work->rules->covered_share, open[s]);
        place_units(work, &work->sides[s]);
    }
    List anchors = {0}, groups = {0}, grouped = {0};
    int64_t gap = work->rules->gap;
    find_anchors(work, 0, work->rules->mutual != 0, open[0], open[1], &anchors);
    cluster(work, anchors.start, anchors.count, gap, gap, &groups, &grouped);
    while (groups.count) {
        Span group = ((Span *)groups.start)[--groups.count];
        const Anchor *members = (const Anchor *)grouped.start + group.first;
        Rectangle whole = hull(work, members, (size_t)(group.last - group.first)), refined;
        if (refine_beside(work, &whole, &refined)) {
            if (split_at_stretch(work, &refined, group, &groups, &grouped)) continue;
            list_push(&work->arena, found, &refined, sizeof refined);
        } else {
            /* A rectangle of whole articles holds any word by chance; its halves may hold more. */
            halve(work, group, &groups, &grouped);
        }
    }
    if (found->count) qsort(found->start, found->count, sizeof(Rectangle), compare_rectangles);
    return found;
}

/* Whether a chain covers so little of a rectangle, on both sides, that it is a part of it; what is
   around it must prove something too. */
static int is_part(const Work *work, const Rectangle *chain, const Rectangle *whole) {
    int64_t left = smaller(chain->b, whole->b) - larger(chain->a, whole->a);
    int64_t right = smaller(chain->d, whole->d) - larger(chain->c, whole->c);
    int64_t share = work->rules->chain_share, least = work->rules->around_worth;
    int64_t around = whole->b - whole->a + whole->d - whole->c - (left + right);
    if (least && whole->evidence - chain->evidence < least * around) return 0;
    return 2 * left > chain->b - chain->a && 2 * right > chain->d - chain->c &&
           left << SHARE_BITS < share * (whole->b - whole->a) &&
           right << SHARE_BITS < share * (whole->d - whole->c);
}

static int lies_in(const Rectangle *one, const Rectangle *other) {
    return other->a <= one->a && one->b <= other->b && other->c <= one->c && one->d <= other->d;
}

/* Drop the chains that are merely a part of some strong rectangle. */
static void yield_chains(Work *work, List *chains, const List *found) {
    Rectangle *all = chains->start;
    const Rectangle *wholes = found->start;
    size_t kept = 0;
    for (size_t k = 0; k < chains->count; k++) {
        int part = 0;
        for (size_t m = 0; m < found->count && !part; m++) {
            part = wholes[m].evidence >= work->rules->evidence && is_part(work, &all[k], &wholes[m]);
        }
        if (!part) all[kept++] = all[k];
    }
    chains->count = kept;
}

/* Drop the quotations that are merely a part of some strong rectangle. */
static void yield_quotations(Work *work, List *quotations, const List *found) {
    Rectangle *all = quotations->start;
    const Rectangle *wholes = found->start;
    uint8_t *part = arena_zeros(&work->arena, quotations->count, 1);
    for (size_t m = 0; m < found->count; m++) {
        if (wholes[m].evidence < work->rules->evidence) continue;
        /* What the words around the quotations prove. */
        int64_t evidence = wholes[m].evidence;
        int64_t words = wholes[m].b - wholes[m].a + wholes[m].d - wholes[m].c;
        for (size_t k = 0; k < quotations->count; k++) {
            if (!lies_in(&all[k], &wholes[m])) continue;
            evidence -= all[k].evidence;
            words -= all[k].b - all[k].a + all[k].d - all[k].c;
        }
        if (evidence < work->rules->own_worth * words || words <= 0) continue;
        for (size_t k = 0; k < quotations->count; k++) part[k] |= (uint8_t)lies_in(&all[k], &wholes[m]);
    }
    size_t kept = 0;
    for (size_t k = 0; k < quotations->count; k++) {
        if (!part[k]) all[kept++] = all[k];
    }
    quotations->count = kept;
}

/* Where nothing else was found, a brief passage counts if it proves more. */
static void take_brief(Work *work) {
    List sure = {0};
    if (work->taken.count || work->rules->brief == 0) return;
    const List *found = find_resembling(work);
    const Rectangle *all = found->start;
    for (size_t k = 0; k < found->count; k++) {
        if (all[k].evidence >= work->rules->brief_evidence) list_push(&work->arena, &sure, &all[k], sizeof *all);
    }
    select_from(work, &sure, work->rules->brief);
}

/* Chains first, then what both quote, then whatever resembles, the best first. */
static void gather_passages(Work *work) {
    const Rules *rules = work->rules;
    List chains = {0}, quotations = {0};
    Rectangle summary;
    find_chains(work, &chains);
    const List found = *find_resembling(work);
    yield_chains(work, &chains, &found);
    select_from(work, &chains, rules->shortest);
    if (rules->quotations) {
        find_quotations(work, &quotations);
        yield_quotations(work, &quotations, &found);
        select_from(work, &quotations, rules->shortest_quotation);
    }
    if (rules->summaries && find_summary(work, &chains, &found, &summary)) take_summary(work, &summary);
    for (int64_t pass = 0; pass < rules->passes; pass++) {
        size_t before = work->taken.count;
        select_from(work, find_resembling(work), rules->shortest);
        if (work->taken.count == before) break; /* nor would another pass find any */
    }
    take_brief(work);
}

static int has_long_run(const Work *work) {
    const Run *run = work->runs.start;
    for (size_t k = 0; k < work->runs.count; k++) {
        if (run[k].length >= work->rules->own_run) return 1;
    }
    return 0;
}

static void choose(Work *work) {
    gather_passages(work);
    keep_supported(work);
    if (work->taken.count == 0 || work->summary.b || has_long_run(work)) return;
    if ((work->rules->doubt && !is_told_alike(work)) || !is_sure(work)) work->taken.count = 0;
}

enum { MOST_RULE_BITS = 30, MOST_EVIDENCE_BITS = 42 };

static Status check_rules(const Rules *rules, const int64_t *worths, Fault *fault) {
    int64_t values[RULE_COUNT];
    memcpy(values, rules, sizeof values);
    for (int k = 0; k < RULE_COUNT; k++) {
        const int64_t *place = (const int64_t *)rules + k;
        int bits = MOST_RULE_BITS;
        if (place == &rules->cosine || place == &rules->evidence ||
            place == &rules->supported_evidence || place == &rules->support ||
            place == &rules->brief_evidence || place == &rules->deepest ||
            place == &rules->summary_evidence || place == &rules->summary_rest ||
            place == &rules->summary_margin || place == &rules->doubt ||
            place == &rules->plain || place == &rules->plain_part ||
            place == &rules->scattered) {
            bits = MOST_EVIDENCE_BITS;
        }
        int64_t most = (int64_t)1 << bits, least = 0;
        if (place == &rules->missed) {
            least = -most;
            most = 0;
        }
        if (values[k] < least || values[k] > most) {
            return refuse(fault, "rule %lld is %lld; it must be from %lld to %lld", k, values[k], least, most);
        }
    }
    const int64_t positive[] = {rules->shortest_run, rules->most_occurrences, rules->rounds,
                                rules->shortest, rules->shortest_quotation};
    for (size_t k = 0; k < sizeof positive / sizeof *positive; k++) {
        if (positive[k] >= 1) continue;
        return refuse(fault, "a shortest length, most_occurrences or rounds is %lld; it must be at "
                      "least 1", positive[k], 0, 0, 0);
    }
    for (int k = 0; k < WORTH_COUNT; k++) {
        if (worths[k] < 0 || worths[k] > (int64_t)1 << 20) {
            return refuse(fault, "worth %lld is %lld; it must be from 0 to 2^20", k, worths[k], 0, 0);
        }
    }
    return DONE;
}

static Status align_in(Work *work, const Strand *left, const Strand *right, const int64_t *logs,
                       size_t log_count, Buffer *passages, Buffer *runs, Buffer *sentences,
                       Fault *fault) {
    jmp_buf escape;
    work->arena.escape = &escape;
    if (setjmp(escape)) return OUT_OF_MEMORY;
    Status status = pair_strands(work, left, right, logs, log_count, fault);
    if (status != DONE) return status;
    find_runs(work);
    if (left->size && right->size) {
        if (same_words(work)) {
            take_same(work);
        } else {
            choose(work);
        }
    }
    return present(work, passages, runs, sentences);
}

Status align_strands(const Strand *left, const Strand *right, const Rules *rules,
                     const int64_t *worths, const int64_t *logs, size_t log_count,
                     Buffer *passages, Buffer *runs, Buffer *sentences, Fault *fault) {
    int64_t own_worths[WORTH_COUNT];
    Rules own_rules = *rules;
    memcpy(own_worths, worths, sizeof own_worths);
    Status status = check_rules(&own_rules, own_worths, fault);
    if (status != DONE) return status;
    Work work = {.rules = &own_rules, .worths = own_worths, .prices = {{.there = -1}, {.there = -1}}};
    status = align_in(&work, left, right, logs, log_count, passages, runs, sentences, fault);
    arena_free(&work.arena);
    return status;
}
