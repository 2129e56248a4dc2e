/* The runs of capitalized words in a text, joiners between. */
#include "cued_search.h"

enum { NO_BREAK = 0xA0 };

static size_t over_word(const Search *search, size_t at) {
    while (is(search, at, WORD)) at++;
    return at;
}

/* Return where the capitalized word at `at` ends: "Al-Jazeera", "AT&T", "O'Brien", "Brien" of
   "Brien's". */
static size_t over_capitalized(const Search *search, size_t at) {
    uint32_t first = point(search, at);
    if ((first == 'S' || first == 'F' || first == 'M') && point(search, at + 1) == 't' &&
        point(search, at + 2) == '.' && point(search, at + 3) == ' ' && is(search, at + 4, OPENS)) {
        at += 4; /* "St. Louis" */
    }
    at = over_word(search, at + 1);
    for (;;) {
        uint32_t mark = point(search, at);
        int dotted = mark == '.' || mark == 0x2019 || mark == '\'';
        if (!dotted && mark != '-' && mark != '/' && mark != '&') return at;
        if (!is(search, at + 1, WORD)) return at;
        if (dotted && point(search, at + 1) == 's' && !is(search, at + 2, WORD)) return at;
        at = over_word(search, at + 1);
    }
}

static int is_blank(const Search *search, size_t at) {
    uint32_t here = point(search, at);
    return at < search->text->size && (here == ' ' || here == NO_BREAK);
}

/* Return where what follows the joiner at `at` and a blank begins; `at` without one. */
static size_t over_joiner(const Search *search, size_t at) {
    size_t size = 0;
    while (size <= LONGEST && at + size < search->text->size && !is_blank(search, at + size)) size++;
    if (size == 0 || size > LONGEST || !is_blank(search, at + size)) return at;
    for (size_t i = 0; i < search->rules->joiner_count; i++) {
        const uint32_t *joiner = search->rules->joiners + i * LONGEST;
        size_t same = 0;
        while (same < size && joiner[same] == search->text->points[at + same]) same++;
        if (same == size && (size == LONGEST || joiner[size] == 0)) return at + size + 1;
    }
    return at;
}

static size_t over_run(const Search *search, size_t at) {
    size_t end = over_capitalized(search, at);
    while (is_blank(search, end)) {
        size_t next = over_joiner(search, end + 1);
        if (!is(search, next, OPENS)) break;
        end = over_capitalized(search, next);
    }
    if (is_blank(search, end) && is(search, end + 1, DIGIT)) {
        size_t last = end + 2 + is(search, end + 2, DIGIT);
        if (!is(search, last, WORD)) end = last;
    }
    return end;
}

static Status add_run(Search *search, size_t start, size_t end) {
    if (search->traits[start] & TAKEN) return DONE;
    Span span = {(uint32_t)start, (uint32_t)end};
    return buffer_append(&search->spans, &span, sizeof span);
}

/* Add a run, cut as is said. */
static Status add_parts(Search *search, size_t start, size_t end) {
    const CuedText *text = search->text;
    for (size_t i = 0; i < text->cut_count; i++) {
        size_t stop = text->cuts[2 * i], next = text->cuts[2 * i + 1];
        if (stop <= start || next < stop || next >= end) continue;
        if (add_run(search, start, stop) != DONE) return OUT_OF_MEMORY;
        start = next;
    }
    return add_run(search, start, end);
}

Status cued_runs(Search *search, FoundNames *found) {
    const uint32_t *points = search->text->points;
    size_t at = 0, size = search->text->size;
    while (at < size) {
        if (LIKELY(!(search->traits[at] & OPENS))) {
            at++;
            continue;
        }
        size_t start = at, end = over_run(search, at);
        for (at++; at < end; at++) {
            if (points[at] < 'A' || points[at] > 'Z') continue;
            uint32_t before = points[at - 1], here = (uint32_t)at;
            if (before < 'a' || before > 'z') continue;
            if (buffer_append(&found->glued, &here, sizeof here) != DONE) return OUT_OF_MEMORY;
        }
        if (add_parts(search, start, end) != DONE) return OUT_OF_MEMORY;
    }
    return DONE;
}
