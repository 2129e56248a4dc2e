/* Summaries: one paragraph that stands for a page.

   A paragraph is a summary if its words prove more against the whole page than against any part of
   it. The page is what one side has between furniture, the paragraph is on the other. */
#include "align.h"

typedef struct {
    Work *work;
    int side; /* which has the paragraph */
    Span body, page;
    const List *found;
} Pages;

/* The longest stretch of own words without furniture, the first of those. */
static Span find_body(const Side *side) {
    Span best = {0, 0};
    int64_t begin = 0;
    for (int64_t k = 0; k <= side->break_count; k++) {
        int64_t end = k < side->break_count ? side->breaks[k] : side->size;
        if (k == 0 || end - begin > best.last - best.first) best = (Span){begin, end};
        begin = end;
    }
    return best;
}

/* Write what the words of a range of a side are worth, a paragraph against a part of the page;
   return their sum. */
static int64_t weigh_range(const Pages *on, int s, Span range, Span mine, Span part, int64_t *worth) {
    Work *work = on->work;
    look_at(&work->sides[on->side], mine.first, mine.last);
    look_at(&work->sides[1 - on->side], part.first, part.last);
    find_worths(work, s, range.first, range.last, work->rules->missed, worth);
    int64_t sum = 0;
    for (int64_t k = 0; k < range.last - range.first; k++) sum += worth[k];
    return sum;
}

static int ends_here(const Side *side, Span body, int64_t k) {
    return k == body.first || k == body.last || side->marks[k] & ENDS_SENTENCE;
}

/* Find the sentences, about as long as a paragraph, that prove most against the page. */
static int find_likeliest(const Pages *on, int64_t *worth, Span *best) {
    const Side *side = &on->work->sides[on->side];
    int64_t length = on->work->rules->summary_words, most = 0, stop = on->body.first;
    for (int64_t begin = on->body.first; begin < on->body.last; begin++) {
        if (!ends_here(side, on->body, begin)) continue;
        while (stop < on->body.last && (stop - begin < length || !ends_here(side, on->body, stop))) stop++;
        if (2 * (stop - begin) < length) break;
        Span span = {begin, stop};
        int64_t evidence = weigh_range(on, on->side, span, span, on->page, worth);
        if (evidence > most) {
            most = evidence;
            *best = span;
        }
    }
    return most > 0;
}

/* Move the ends of a paragraph until they stay. */
static int settle(const Pages *on, int64_t *worth, Span *mine) {
    const Rules *rules = on->work->rules;
    for (int64_t round = 0; round < rules->rounds; round++) {
        Span near = {larger(on->body.first, mine->first - rules->summary_words),
                     smaller(on->body.last, mine->last + rules->summary_words)};
        Span found, before = *mine;
        weigh_range(on, on->side, near, *mine, on->page, worth);
        if (!best_segment(on->work, &on->work->sides[on->side], near.first, worth, near.last - near.first, &found)) {
            return 0;
        }
        *mine = found;
        if (found.first == before.first && found.last == before.last) break;
    }
    return 1;
}

/* Whether no part of the page says it all: then the paragraph would be from there. */
static int is_of_the_whole(const Pages *on, Span mine, const int64_t *worth, int64_t evidence) {
    Work *work = on->work;
    const Rules *rules = work->rules;
    const Side *other = &work->sides[1 - on->side];
    int64_t size = on->page.last - on->page.first, rest = 0;
    int64_t *against = arena_take(&work->arena, (size_t)size, sizeof *against);
    int64_t *own = arena_take(&work->arena, (size_t)(mine.last - mine.first), sizeof *own);
    Span part = on->page;
    for (int turn = 0; turn < 2; turn++) {
        weigh_range(on, 1 - on->side, on->page, mine, part, against);
        if (!best_segment(work, other, on->page.first, against, size, &part)) return 1;
    }
    int64_t both = weigh_range(on, on->side, mine, mine, part, own) +
                   weigh_range(on, 1 - on->side, part, mine, part, against);
    for (int64_t k = 0; k < mine.last - mine.first; k++) rest += own[k] == rules->missed ? worth[k] : 0;
    return rest >= rules->summary_rest || 2 * (evidence + rules->summary_margin) >= both;
}

static Span span_of(const Rectangle *one, int s) {
    return s == 0 ? (Span){one->a, one->b} : (Span){one->c, one->d};
}

static int64_t shared_words(const Rectangle *one, const Rectangle *other, int s) {
    Span x = span_of(one, s), y = span_of(other, s);
    return larger(0, smaller(x.last, y.last) - larger(x.first, y.first));
}

static int is_strong_on(const Pages *on, const Rectangle *one, const Rectangle *summary) {
    return one->evidence >= on->work->rules->evidence && shared_words(one, summary, 1 - on->side) > 0;
}

/* Whether half of a rectangle's words, or more, stand in the paragraph. */
static int is_of_paragraph(const Pages *on, const Rectangle *one, const Rectangle *summary) {
    Span own = span_of(one, on->side);
    return 2 * shared_words(one, summary, on->side) >= own.last - own.first;
}

/* Whether strong passages of the paragraph are from far apart places of the page. */
static int is_said_in_parts(const Pages *on, const Rectangle *summary) {
    const Rectangle *all = on->found->start;
    Span own = span_of(summary, on->side);
    int64_t begin = 0, end = INT64_MAX;
    for (size_t k = 0; k < on->found->count; k++) {
        if (!is_strong_on(on, &all[k], summary) || !is_of_paragraph(on, &all[k], summary)) continue;
        Span part = span_of(&all[k], 1 - on->side);
        begin = larger(begin, part.first);
        end = smaller(end, part.last);
    }
    return begin - end > own.last - own.first;
}

/* Whether one passage that has mostly the same words on both sides makes up the paragraph: then it is
   from there. */
static int is_copied(const Pages *on, const Rectangle *summary) {
    const Rules *rules = on->work->rules;
    const Rectangle *all = on->found->start;
    Span own = span_of(summary, on->side);
    int64_t words = 0;
    for (size_t k = 0; k < on->found->count; k++) {
        if (!is_strong_on(on, &all[k], summary) || !is_of_paragraph(on, &all[k], summary)) continue;
        if (count_heads_shared(on->work, &all[k]) << SHARE_BITS < rules->summary_copied * longer_side(&all[k])) continue;
        words = larger(words, shared_words(&all[k], summary, on->side));
    }
    return words << SHARE_BITS >= rules->summary_share * (own.last - own.first);
}

static int sum_up(const Pages *on, Rectangle *summary) {
    Work *work = on->work;
    const Rules *rules = work->rules;
    int64_t page = on->page.last - on->page.first, said = 0;
    if (page < rules->summary_ratio * rules->summary_shortest) return 0;
    Span mine;
    int64_t *worth = arena_take(&work->arena, (size_t)(on->body.last - on->body.first), sizeof *worth);
    if (!find_likeliest(on, worth, &mine) || !settle(on, worth, &mine)) return 0;
    int64_t words = mine.last - mine.first;
    int64_t evidence = weigh_range(on, on->side, mine, mine, on->page, worth);
    for (int64_t k = 0; k < words; k++) said += worth[k] != rules->missed;
    if (words < rules->summary_shortest || evidence < rules->summary_evidence ||
        page < rules->summary_ratio * words || said << SHARE_BITS < rules->summary_share * words) {
        return 0;
    }
    *summary = on->side == 0
        ? (Rectangle){mine.first, mine.last, on->page.first, on->page.last, evidence}
        : (Rectangle){on->page.first, on->page.last, mine.first, mine.last, evidence};
    if (is_copied(on, summary)) return 0;
    return is_said_in_parts(on, summary) || is_of_the_whole(on, mine, worth, evidence);
}

/* Whether a strong passage mostly outside the paragraph is from the page too. */
static int is_used_elsewhere(const Pages *on, const Rectangle *summary, const List *passages) {
    const Rectangle *all = passages->start;
    for (size_t k = 0; k < passages->count; k++) {
        if (shorter_side(&all[k]) >= on->work->rules->shortest && is_strong_on(on, &all[k], summary) &&
            !is_of_paragraph(on, &all[k], summary)) {
            return 1;
        }
    }
    return 0;
}

/* Find the paragraph of one side that sums up the other; 0 if there is none. */
int find_summary(Work *work, const List *chains, const List *found, Rectangle *summary) {
    Span bodies[2] = {find_body(&work->sides[0]), find_body(&work->sides[1])};
    int known = 0;
    for (int s = 0; s < 2; s++) {
        Pages on = {work, s, bodies[s], bodies[1 - s], found};
        Rectangle one;
        if (!sum_up(&on, &one) || is_used_elsewhere(&on, &one, chains) ||
            is_used_elsewhere(&on, &one, found)) {
            continue;
        }
        if (!known || one.evidence > summary->evidence) *summary = one;
        known = 1;
    }
    return known;
}
