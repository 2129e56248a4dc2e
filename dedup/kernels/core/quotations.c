/* Spans inside quote marks; dedup/kernels/_python/quotations.py says the rules. */
#include "letters.h"
#include "points.h"
#include "spans.h"

enum {
    LONGEST = 5000,
    SHORTEST_SINGLE = 15,
    LONGEST_SINGLE = 1200,
    SINGLE_WORDS = 4,
    LONGEST_NAME = 80,
    LONGEST_HANDLE = 15,
    MARKS = 8
};

/* Spans in one paragraph, used again from one to the next. */
typedef struct {
    Buffer doubles, singles;
} Marked;

/* Return the place of an opening mark among those there are, MARKS if it is none. */
static int mark_of(uint32_t point) {
    switch (point) {
    case '"': return 0;
    case 0x201C: return 1;
    case 0x201E: return 2;
    case 0xAB: return 3;
    case 0xBB: return 4;
    case 0x300C: return 5;
    case 0x300E: return 6;
    case 0x2039: return 7;
    default: return MARKS;
    }
}

/* The marks that may close what each opens; German and some Nordic prose sets »...«. */
static const uint32_t CLOSING[MARKS][2] = {
    {'"', '"'},       {0x201D, 0x201D}, {0x201C, 0x201D}, {0xBB, 0xBB},
    {0xAB, 0xAB},     {0x300D, 0x300D}, {0x300F, 0x300F}, {0x203A, 0x203A},
};

static int is_dash(uint32_t point) { return point == 0x2014 || point == 0x2013 || point == '-'; }

/* What a straight mark that opens may stand behind. */
static int may_precede(uint32_t point) {
    return is_space(point) || point == '(' || point == '[' || point == '{' || point == '/' ||
           is_dash(point);
}

/* What a straight mark that opens may stand before. */
static int may_follow(uint32_t point) {
    switch (point) {
    case '[': case '(': case '$': case 0xA3: case 0x20AC: case '.': case 0x2026: case '\'':
    case 0x2018: case 0xBF: case 0xA1:
        return 1;
    default: return is_word(point);
    }
}

/* A mark opens when a word or an opening bracket follows; "»" both opens and closes. */
static int opens(const Points *page, size_t at, size_t end) {
    const uint32_t *p = page->at;
    if (at + 1 >= end) return 0;
    uint32_t following = p[at + 1];
    if (p[at] == '"') return (at == 0 || may_precede(p[at - 1])) && may_follow(following);
    if (p[at] == 0xBB) return !is_space(following) && (at == 0 || is_space(p[at - 1]));
    /* French sets a (narrow) no-break space inside «guillemets». */
    return !is_space(following) || following == 0xA0 || following == 0x202F || p[at] == 0xAB;
}

/* Return where the first mark that closes stands, `end` if none does; `begin` is above 0. */
static size_t closing(const Points *page, int mark, size_t begin, size_t end) {
    const uint32_t *p = page->at;
    uint32_t one = CLOSING[mark][0], other = CLOSING[mark][1];
    for (size_t at = begin; at < end; at++) {
        if (p[at] != one && p[at] != other) continue;
        if (mark) return at;
        uint32_t before = p[at - 1];
        if (is_space(before) || before == '(' || before == '[' || before == 0x2014) continue;
        if (at + 1 >= end || !is_word(p[at + 1])) return at;
    }
    return end;
}

static int is_filled_span(const Points *page, size_t begin, size_t end) {
    return skip_space(page, begin, end) < end;
}

/* Whether the line under a post of a social network stands here: who wrote it, and the handle. */
static int is_posted(const Points *page, size_t at, size_t end) {
    const uint32_t *p = page->at;
    at = skip_space(page, at, end);
    if (at >= end || !is_dash(p[at])) return 0;
    size_t least = at + 1, most = least; /* where the name may begin */
    if (most < end && is_dash(p[most])) most++;
    if (most < end && p[most] == ' ') most++;
    size_t bracket = least;
    while (bracket < end && p[bracket] != '(') bracket++;
    if (bracket + 1 >= end || p[bracket - 1] != ' ' || p[bracket + 1] != '@') return 0;
    /* Some name of 1 to LONGEST_NAME code points stands before the space: begun late, or early. */
    if (bracket - 1 < least + 1 || bracket - 1 > most + LONGEST_NAME) return 0;
    size_t handle = bracket + 2;
    while (handle < end && is_word(p[handle])) handle++;
    return handle > bracket + 2 && handle - bracket - 2 <= LONGEST_HANDLE && handle < end &&
           p[handle] == ')';
}

/* Return how long the speech is that begins behind a single mark at `at`; 0 if none does. */
static size_t single_length(const Points *page, size_t at, size_t end) {
    const uint32_t *p = page->at;
    if ((at > 0 && is_word(p[at - 1])) || at + 1 >= end || !is_word(p[at + 1])) return 0;
    size_t begin = at + 1;
    for (size_t i = begin; i + 1 < end && i - begin <= LONGEST_SINGLE; i++) {
        uint32_t point = p[i], mark = p[i + 1];
        int last = point == '.' || point == ',' || point == '!' || point == '?' || point == 0x2026;
        if (i - begin >= SHORTEST_SINGLE && (mark == 0x2019 || mark == '\'') &&
            (last || is_word(point)) && (i + 2 >= end || !is_word(p[i + 2]))) {
            return i + 1 - begin;
        }
        if (point == 0x2018 || point == '\n') return 0;
    }
    return 0;
}

static size_t count_words(const Points *page, size_t begin, size_t end) {
    size_t words = 0;
    int inside = 0;
    for (size_t i = begin; i < end; i++) {
        int space = is_space(page->at[i]);
        words += !space && !inside;
        inside = !space;
    }
    return words;
}

/* Find speech between double marks; `heir` is what the next paragraph begins with. */
static Status double_marks(const Points *page, size_t begin, size_t end, uint32_t heir,
                           Buffer *spans) {
    size_t barren[MARKS] = {0}; /* up to where no closing mark of a kind stands */
    const uint32_t *p = page->at;
    for (size_t at = begin; at < end; at++) {
        uint32_t point = p[at];
        if (point != '"' && point < 0xAB) continue;
        int mark = mark_of(point);
        if (mark == MARKS || !opens(page, at, end)) continue;
        size_t limit = end - at > LONGEST ? at + LONGEST : end;
        size_t from = at + 1 > barren[mark] ? at + 1 : barren[mark];
        size_t close = closing(page, mark, from, limit);
        if (close >= limit) {
            barren[mark] = limit;
            if (heir != point || limit < end) continue;
            close = end;
        }
        if (is_filled_span(page, at + 1, close) && span_append(spans, at + 1, close) != DONE) {
            return OUT_OF_MEMORY;
        }
        at = close;
    }
    return DONE;
}

/* Return where the next single mark stands, `end` if none does. */
static size_t next_single(const uint32_t *p, size_t at, size_t end) {
    while (at < end && p[at] != 0x2018 && p[at] != '\'') at++;
    return at;
}

/* Find speech in single marks (British house style), in order. */
static Status single_marks(const Points *page, size_t begin, size_t end, Buffer *spans) {
    size_t at = next_single(page->at, begin, end);
    for (; at < end; at = next_single(page->at, at + 1, end)) {
        size_t length = single_length(page, at, end);
        if (length == 0) continue;
        if (count_words(page, at + 1, at + 1 + length) >= SINGLE_WORDS &&
            span_append(spans, at + 1, at + 1 + length) != DONE) {
            return OUT_OF_MEMORY;
        }
        at += length + 1;
    }
    return DONE;
}

/* Hand over the double spans, and between them, in order, the single ones that meet none. */
static Status hand_over(const Marked *marked, Buffer *spans) {
    const Span *ones = marked->doubles.start, *others = marked->singles.start;
    size_t one = 0, last = marked->doubles.size / sizeof *ones;
    size_t other = 0, last_other = marked->singles.size / sizeof *others;
    Status status = DONE;
    while (status == DONE && (one < last || other < last_other)) {
        const Span *next;
        if (other == last_other || (one < last && ones[one].end <= others[other].begin)) {
            next = &ones[one++];
        } else if (one == last || others[other].end <= ones[one].begin) {
            next = &others[other++];
        } else {
            other++; /* inside what stands between double marks, or across */
            continue;
        }
        status = buffer_append(spans, next, sizeof *next);
    }
    return status;
}

/* Find the next paragraph that is not blank, from `at` on; `begin` is the count if none is. */
static void next_paragraph(const Points *page, size_t at, size_t *begin, size_t *end) {
    const size_t count = page->count;
    size_t from;
    do {
        while (at < count && page->at[at] == '\n') at++;
        from = at;
        while (at < count && page->at[at] != '\n') at++;
    } while (from < count && !is_filled_span(page, from, at));
    *begin = from;
    *end = at;
}

static Status find_in_page(const Points *page, void *more, Buffer *spans) {
    Marked *marked = more;
    size_t begin, end, heir_begin, heir_end;
    Status status = DONE;
    next_paragraph(page, 0, &begin, &end);
    for (; begin < page->count && status == DONE; begin = heir_begin, end = heir_end) {
        next_paragraph(page, end, &heir_begin, &heir_end);
        if (heir_begin < page->count && is_posted(page, heir_begin, heir_end)) {
            status = span_append(spans, begin, end);
            continue;
        }
        size_t opening = skip_space(page, heir_begin, heir_end);
        uint32_t heir = opening < heir_end ? page->at[opening] : 0;
        marked->doubles.size = marked->singles.size = 0;
        status = double_marks(page, begin, end, heir, &marked->doubles);
        if (status == DONE) status = single_marks(page, begin, end, &marked->singles);
        if (status == DONE) status = hand_over(marked, spans);
    }
    return status;
}

Status quotation_spans(const Texts *texts, Buffer *first, Buffer *spans, Fault *fault) {
    Marked marked = {0};
    Status status = spans_of_each(texts, find_in_page, &marked, first, spans, fault);
    buffer_free(&marked.doubles);
    buffer_free(&marked.singles);
    return status;
}
