/* Presentation: rectangles become passages of the pages' words, with what a reader asks of them. */
#include "align.h"
#include "sort.h"

static const double ONE = (double)(1 << SHARE_BITS);

typedef struct {
    int64_t a, b, c, d, kind, evidence, matched, longer;
} Passage;

static int holds_same_words(const Work *work, const Rectangle *one) {
    const Side *left = &work->sides[0], *right = &work->sides[1];
    if (one->b - one->a != one->d - one->c) return 0;
    for (int64_t k = 0; k < one->b - one->a; k++) {
        if (left->page[left->own[one->a + k]] != right->page[right->own[one->c + k]]) return 0;
    }
    return 1;
}

static int by_length(const void *one, const void *other) {
    const Run *a = one, *b = other;
    if (a->length != b->length) return a->length > b->length ? -1 : 1;
    if (a->left != b->left) return a->left < b->left ? -1 : 1;
    return (a->right > b->right) - (a->right < b->right);
}

static int by_place(const void *one, const void *other) {
    const Run *a = one, *b = other;
    return (a->left > b->left) - (a->left < b->left);
}

/* The runs, or their parts, inside a rectangle: longest first, none over another, then by place. */
static void clip(Work *work, const Rectangle *one, List *kept) {
    const Run *runs = work->runs.start;
    List inside = {0};
    int64_t least = smaller(work->rules->shortest_run, shorter_side(one));
    for (size_t k = 0; k < work->runs.count && runs[k].left < one->b; k++) {
        int64_t skip = larger(0, larger(one->a - runs[k].left, one->c - runs[k].right));
        int64_t rest = smaller(runs[k].length, smaller(one->b - runs[k].left, one->d - runs[k].right)) - skip;
        if (rest < least) continue;
        Run part = {runs[k].left + skip, runs[k].right + skip, rest};
        list_push(&work->arena, &inside, &part, sizeof part);
    }
    Run *parts = inside.start;
    if (inside.count) qsort(parts, inside.count, sizeof *parts, by_length);
    for (size_t k = 0; k < inside.count; k++) {
        const Run *others = kept->start;
        int is_free = 1;
        for (size_t m = 0; m < kept->count && is_free; m++) {
            is_free = (parts[k].left + parts[k].length <= others[m].left ||
                       others[m].left + others[m].length <= parts[k].left) &&
                      (parts[k].right + parts[k].length <= others[m].right ||
                       others[m].right + others[m].length <= parts[k].right);
        }
        if (is_free) list_push(&work->arena, kept, &parts[k], sizeof *parts);
    }
    if (kept->count) qsort(kept->start, kept->count, sizeof(Run), by_place);
}

/* How many words two spans have in common, each as often as the side that has it less. */
static int64_t count_shared(Work *work, const Rectangle *one) {
    uint64_t *words[2];
    size_t sizes[2] = {(size_t)(one->b - one->a), (size_t)(one->d - one->c)};
    int64_t starts[2] = {one->a, one->c}, shared = 0;
    for (int s = 0; s < 2; s++) {
        const Side *side = &work->sides[s];
        words[s] = arena_take(&work->arena, 2 * sizes[s], sizeof(uint64_t));
        for (size_t k = 0; k < sizes[s]; k++) words[s][k] = (uint64_t)side->page[side->own[starts[s] + (int64_t)k]];
        sort_hashes(words[s], words[s] + sizes[s], sizes[s]);
    }
    for (size_t i = 0, j = 0; i < sizes[0] && j < sizes[1];) {
        if (words[0][i] == words[1][j]) shared++;
        int forward = words[0][i] <= words[1][j], back = words[1][j] <= words[0][i];
        i += (size_t)forward;
        j += (size_t)back;
    }
    return shared;
}

/* Whether most matched words of a side stand in quote marks. */
static int mostly_quoted(const Work *work, int s, int64_t first, int64_t last) {
    const Side *side = &work->sides[s], *other = &work->sides[1 - s];
    int64_t matched = 0, quoted = 0;
    for (int64_t k = first; k < last; k++) {
        if (other->counts[side->heads[k]] == 0) continue;
        matched++;
        quoted += (side->marks[k] & IN_QUOTATION) != 0;
    }
    return 2 * quoted > matched;
}

/* Whether most matched words stand in quote marks on a side, and no long run stands outside. The
   rectangle was weighed last: the counts are those of its spans. */
static int is_quotation(const Work *work, const Rectangle *one, const List *runs) {
    if (!mostly_quoted(work, 0, one->a, one->b) && !mostly_quoted(work, 1, one->c, one->d)) return 0;
    const Side *left = &work->sides[0], *right = &work->sides[1];
    const Run *run = runs->start;
    for (size_t r = 0; r < runs->count; r++) {
        int64_t outside = 0;
        for (int64_t k = 0; k < run[r].length; k++) {
            int quoted = (left->marks[run[r].left + k] | right->marks[run[r].right + k]) & IN_QUOTATION;
            outside = quoted ? 0 : outside + 1;
            if (outside >= work->rules->own_run) return 0;
        }
    }
    return 1;
}

static Span on_page(const Side *side, int64_t first, int64_t last) {
    return (Span){side->own[first], side->own[last - 1] + 1};
}

/* ---- the sentences of a re-worded passage, and which of them say the same ---- */

typedef struct {
    Span *spans;     /* of own words */
    int64_t count;
    int64_t *first;  /* (count + 1) where the distinct heads of each begin */
    int32_t *heads;
    int64_t *weights; /* sum of the idf of the distinct heads of each */
} Sentences;

static Sentences find_sentences(Work *work, int s, int64_t first, int64_t last) {
    const Side *side = &work->sides[s];
    size_t size = (size_t)(last - first);
    Sentences found = {
        .spans = arena_take(&work->arena, size, sizeof(Span)),
        .first = arena_take(&work->arena, size + 1, sizeof(int64_t)),
        .heads = arena_take(&work->arena, size, sizeof(int32_t)),
        .weights = arena_zeros(&work->arena, size, sizeof(int64_t)),
    };
    int64_t begin = first, at = 0;
    for (int64_t k = first + 1; k <= last; k++) {
        if (k < last && !(side->marks[k] & ENDS_SENTENCE)) continue;
        found.spans[found.count] = (Span){begin, k};
        found.first[found.count] = at;
        uint32_t stamp = next_stamp(work);
        for (int64_t w = begin; w < k; w++) {
            int32_t head = side->heads[w];
            if (work->stamps[head] == stamp) continue;
            work->stamps[head] = stamp;
            found.heads[at++] = head;
            found.weights[found.count] += work->idf[head];
        }
        found.count++;
        begin = k;
    }
    found.first[found.count] = at;
    return found;
}

/* How alike the sentences of a rectangle are, and which of them are kept. */
typedef struct {
    Sentences sides[2];
    int64_t *alike;   /* by left and right sentence */
    int64_t *best[2]; /* by sentence of a side, the most that one of the other is */
    Span kept[2];
} Likeness;

/* How alike two sentences are: Dice of their distinct heads, each as heavy as its idf. */
static int64_t *compare_sentences(Work *work, const Sentences *left, const Sentences *right) {
    int64_t *alike = arena_take(&work->arena, (size_t)left->count * (size_t)right->count, sizeof *alike);
    for (int64_t i = 0; i < left->count; i++) {
        uint32_t stamp = next_stamp(work);
        for (int64_t z = left->first[i]; z < left->first[i + 1]; z++) work->stamps[left->heads[z]] = stamp;
        for (int64_t j = 0; j < right->count; j++) {
            int64_t shared = 0, all = left->weights[i] + right->weights[j];
            for (int64_t z = right->first[j]; z < right->first[j + 1]; z++) {
                if (work->stamps[right->heads[z]] == stamp) shared += work->idf[right->heads[z]];
            }
            /* One rounding, the same everywhere. */
            double share = all ? (double)(2 * shared) * ONE / (double)all : 0.0;
            alike[i * right->count + j] = (int64_t)share;
        }
    }
    return alike;
}

/* Compare the sentences of a rectangle; 0 where they are too many. */
static int find_likeness(Work *work, const Rectangle *one, Likeness *on) {
    on->sides[0] = find_sentences(work, 0, one->a, one->b);
    on->sides[1] = find_sentences(work, 1, one->c, one->d);
    int64_t rows = on->sides[0].count, columns = on->sides[1].count;
    if (rows > work->rules->most_cells / columns) return 0;
    on->alike = compare_sentences(work, &on->sides[0], &on->sides[1]);
    for (int s = 0; s < 2; s++) {
        on->best[s] = arena_zeros(&work->arena, (size_t)on->sides[s].count, sizeof *on->best[s]);
        on->kept[s] = (Span){0, on->sides[s].count};
    }
    for (int64_t i = 0; i < rows; i++) {
        for (int64_t j = 0; j < columns; j++) {
            on->best[0][i] = larger(on->best[0][i], on->alike[i * columns + j]);
            on->best[1][j] = larger(on->best[1][j], on->alike[i * columns + j]);
        }
    }
    return 1;
}

/* Whether two sentences are that much alike, and one of them is like no other so much. */
static int are_best(const Likeness *on, int64_t i, int64_t j, int64_t least) {
    int64_t cell = on->alike[i * on->sides[1].count + j];
    return cell >= least && (cell == on->best[0][i] || cell == on->best[1][j]);
}

/* Cut the sentences before the first and behind the last that are alike; 0 where none is cut. */
static int cut_ends(const Work *work, Likeness *on, Rectangle *one) {
    int64_t rows = on->sides[0].count, columns = on->sides[1].count;
    Span left = {rows, 0}, right = {columns, 0};
    if (work->rules->end_alike == 0) return 0;
    for (int64_t i = 0; i < rows; i++) {
        for (int64_t j = 0; j < columns; j++) {
            if (!are_best(on, i, j, work->rules->end_alike)) continue;
            left = (Span){smaller(left.first, i), larger(left.last, i + 1)};
            right = (Span){smaller(right.first, j), larger(right.last, j + 1)};
        }
    }
    if (left.last == 0 || (left.last - left.first == rows && right.last - right.first == columns)) return 0;
    on->kept[0] = left;
    on->kept[1] = right;
    one->a = on->sides[0].spans[left.first].first;
    one->b = on->sides[0].spans[left.last - 1].last;
    one->c = on->sides[1].spans[right.first].first;
    one->d = on->sides[1].spans[right.last - 1].last;
    return 1;
}

/* Append the pairs of sentences that were kept and are the best for either of the two. */
static Status append_sentences(const Work *work, const Likeness *on, int64_t passage, Buffer *sentences) {
    Span left = on->kept[0], right = on->kept[1];
    int alone = left.last - left.first == 1 && right.last - right.first == 1;
    for (int64_t i = left.first; i < left.last; i++) {
        for (int64_t j = right.first; j < right.last; j++) {
            if (!alone && !are_best(on, i, j, work->rules->sentence_alike)) continue;
            Span a = on_page(&work->sides[0], on->sides[0].spans[i].first, on->sides[0].spans[i].last);
            Span b = on_page(&work->sides[1], on->sides[1].spans[j].first, on->sides[1].spans[j].last);
            int64_t row[5] = {passage, a.first, a.last, b.first, b.last};
            if (buffer_append(sentences, row, sizeof row) != DONE) return OUT_OF_MEMORY;
        }
    }
    return DONE;
}

/* Weigh a rectangle and list the runs inside it; return the words that stand in them. */
static int64_t look_inside(Work *work, Rectangle *one, List *inside) {
    *inside = (List){0};
    weigh(work, one); /* for the counts, too */
    if (holds_same_words(work, one)) { /* however short, or full of refrains */
        Run all = {one->a, one->c, one->b - one->a};
        list_push(&work->arena, inside, &all, sizeof all);
    } else {
        clip(work, one, inside);
    }
    int64_t in_runs = 0;
    const Run *run = inside->start;
    for (size_t k = 0; k < inside->count; k++) in_runs += run[k].length;
    return in_runs;
}

/* What a rectangle is that was looked into last. */
static int64_t tell_kind(const Work *work, const Rectangle *one, const List *inside, int64_t in_runs) {
    if (is_quotation(work, one, inside)) return KIND_QUOTATION;
    int is_verbatim = in_runs << SHARE_BITS >= work->rules->verbatim_share * longer_side(one);
    return is_verbatim ? KIND_VERBATIM : KIND_REWORDED;
}

static Status present_one(Work *work, const Rectangle *given, Buffer *passages, Buffer *runs,
                          Buffer *sentences) {
    Rectangle one = *given;
    List inside;
    Likeness on;
    int64_t number = (int64_t)(passages->size / sizeof(Passage));
    int64_t in_runs = look_inside(work, &one, &inside), kind = tell_kind(work, &one, &inside, in_runs);
    one.evidence = given->evidence; /* a summary keeps what it was given */
    int compared = kind == KIND_REWORDED && find_likeness(work, &one, &on);
    if (compared && cut_ends(work, &on, &one)) {
        in_runs = look_inside(work, &one, &inside);
        kind = tell_kind(work, &one, &inside, in_runs);
        if (one.evidence < work->rules->supported_evidence) return DONE;
    }
    Span left = on_page(&work->sides[0], one.a, one.b), right = on_page(&work->sides[1], one.c, one.d);
    int64_t matched = larger(in_runs, count_shared(work, &one));
    Passage passage = {left.first, left.last, right.first, right.last, kind, one.evidence, matched, longer_side(&one)};
    if (buffer_append(passages, &passage, sizeof passage) != DONE) return OUT_OF_MEMORY;
    const Run *run = inside.start;
    for (size_t k = 0; k < inside.count; k++) {
        int64_t row[4] = {number, work->sides[0].own[run[k].left], work->sides[1].own[run[k].right], run[k].length};
        if (buffer_append(runs, row, sizeof row) != DONE) return OUT_OF_MEMORY;
    }
    return compared && kind == KIND_REWORDED ? append_sentences(work, &on, number, sentences) : DONE;
}

/* Append the runs inside furniture, the longest first, beside the passages there are already. */
static Status present_furniture(Work *work, Buffer *passages, Buffer *runs) {
    const Run *run = work->furniture.start;
    for (size_t k = 0; k < work->furniture.count; k++) {
        if (run[k].length < work->rules->shortest_furniture) break;
        Rectangle one = {run[k].left, run[k].left + run[k].length, run[k].right, run[k].right + run[k].length, 0};
        const Passage *others = passages->start;
        int64_t number = (int64_t)(passages->size / sizeof(Passage));
        int is_free = 1;
        for (int64_t m = 0; m < number && is_free; m++) {
            Rectangle other = {others[m].a, others[m].b, others[m].c, others[m].d, 0};
            is_free = !overlap(&one, &other);
        }
        if (!is_free) continue;
        Passage passage = {one.a, one.b, one.c, one.d, KIND_FURNITURE, 0, run[k].length, run[k].length};
        int64_t row[4] = {number, one.a, one.c, run[k].length};
        if (buffer_append(passages, &passage, sizeof passage) != DONE) return OUT_OF_MEMORY;
        if (buffer_append(runs, row, sizeof row) != DONE) return OUT_OF_MEMORY;
    }
    return DONE;
}

Status present(Work *work, Buffer *passages, Buffer *runs, Buffer *sentences) {
    const Rectangle *taken = work->taken.start;
    for (size_t k = 0; k < work->taken.count; k++) {
        Status status = present_one(work, &taken[k], passages, runs, sentences);
        if (status != DONE) return status;
    }
    return present_furniture(work, passages, runs);
}
