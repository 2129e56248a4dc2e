/* What is told of a name: where it ends, whether a list could have it, which rules may fit. */
#include "cued_search.h"

enum { RUN, PLAIN, APART };
enum { NOT_LAST, SIGNED, TOP };
enum { MOST_PIECES = 6 };

static int ends_line(const Search *search, size_t at) {
    while (at < search->text->size && search->text->points[at] != '\n') {
        if (search->traits[at++] & WORD) return 0;
    }
    return 1;
}

static uint32_t line_end(const Search *search, Span span) {
    size_t end = span.end;
    uint32_t mark = point(search, end);
    int last = ends_line(search, end);
    if (!last && is_apostrophe(mark) && point(search, end + 1) == 's') {
        last = ends_line(search, end + 2);
    }
    if (!last) return NOT_LAST;
    size_t at = span.start < search->text->size ? span.start : search->text->size;
    for (; at > 0 && search->text->points[at - 1] != '\n'; at--) {
        uint32_t before = search->text->points[at - 1];
        if (before == '-' || before == 0x2013 || before == 0x2014 || before == '(' || before == ':') {
            return SIGNED;
        }
    }
    return span.end <= search->text->top ? TOP : NOT_LAST;
}

/* Whether French contracts an article with what stands at `at`: "déclaré au Monde". */
static int is_contracted(const Search *search, size_t at) {
    const uint32_t *points = search->text->points;
    return at >= 3 && (points[at - 3] == 'a' || points[at - 3] == 'd') && points[at - 2] == 'u' &&
           points[at - 1] == ' ';
}

/* Whether a word stands alone between the blanks of a run, be it as a possessive at its end. */
static int is_piece(const Search *search, size_t word, Span run) {
    size_t start = search->starts[word], end = search->ends[word];
    if (start != run.start && !is(search, start - 1, SPACE)) return 0;
    if (end <= run.end) return end == run.end || is(search, end, SPACE);
    uint32_t mark = point(search, run.end);
    return end == (size_t)run.end + 2 && is_apostrophe(mark) &&
           point(search, end - 1) == 's';
}

/* Whether a word belongs to no name where it has a capital, as it has: "Monday". */
static int is_never_named(const Search *search, size_t word) {
    return has_mark(search, word, NEVER_NAMED) && is(search, search->starts[word], CAPITAL);
}

/* Whether nothing in a run could be of a listed name, or give it the shape of an outlet's. */
static int is_plain(const Search *search, Span run) {
    const uint32_t *points = search->text->points;
    if (run.start > 0 && is(search, run.start - 1, WORD)) return 0;
    for (size_t at = run.start; at < run.end; at++) {
        if (!(search->traits[at] & ORDINARY)) return 0;
        if (at != run.start && !is(search, at - 1, SPACE)) continue;
        uint32_t second = point(search, at + 1);
        if ((points[at] == 'K' || points[at] == 'W') && second >= 'A' && second <= 'Z') return 0;
        if (is_contracted(search, at) || is_apostrophe(second)) return 0;
    }
    size_t word = word_from(search, run.start);
    if (word == search->text->words || search->starts[word] != run.start) return 0;
    for (; word < search->text->words && search->starts[word] < run.end; word++) {
        if (has_mark(search, word, TELLS)) return 0;
        if (is_never_named(search, word) && !is_piece(search, word, run)) return 0;
    }
    return 1;
}

/* What is told of a run or of one of its parts. */
typedef struct {
    Span span;
    uint32_t kind, line_end;
    const uint64_t *near;
} Told;

/* Whether what stands behind a name may be what a rule asks for; inside of a run it is a blank. */
static int may_follow(const Search *search, size_t end, size_t rule, int inside) {
    const uint32_t *signs = search->rules->behind + rule * LONGEST;
    uint32_t here = point(search, end);
    if (signs[0] == 0) return 1;
    for (size_t i = 0; inside && i < LONGEST && signs[i] != 0; i++) {
        if (signs[i] == ' ') return 1;
    }
    if (end >= search->text->size) return 0;
    if (is_apostrophe(here) || here == '"' || here == 0x201D || here == 0xBB) return 1;
    if (here == ' ' && point(search, end + 1) == '(') return 1;
    int blank = here != '\n' && is(search, end, SPACE);
    for (size_t i = 0; i < LONGEST && signs[i] != 0; i++) {
        if (signs[i] == here || (blank && signs[i] == ' ')) return 1;
    }
    return 0;
}

static Status tell_name(const Search *search, const Told *told, Span name, FoundNames *found) {
    size_t before = found->rows.size;
    for (size_t i = 0; i < search->width; i++) {
        for (uint64_t bits = told->near[i]; bits; bits &= bits - 1) {
            uint32_t rule = (uint32_t)(i * 64 + lowest_bit(bits));
            if (!may_follow(search, name.end, rule, told->kind == RUN)) continue;
            if (buffer_append(&found->rows, &rule, sizeof rule) != DONE) return OUT_OF_MEMORY;
        }
    }
    uint32_t count = (uint32_t)((found->rows.size - before) / sizeof count);
    if (count == 0 && told->kind == PLAIN && told->line_end != SIGNED) return DONE;
    if (count == 0 && told->kind == RUN && told->line_end == NOT_LAST) return DONE;
    uint32_t row[] = {told->span.start, told->span.end, name.start,      name.end,
                      told->kind,       told->line_end, count};
    return buffer_append(&found->names, row, sizeof row);
}

/* Words of a run, one after the other, that are no name's end: how many, the last that has a capital,
   and where they, that one and the sixth stand. */
typedef struct {
    size_t pieces, capitals, start, last, sixth;
} Part;

static Status tell_part(const Search *search, const Told *told, const Part *part,
                        FoundNames *found) {
    if (part->capitals == 0) return DONE;
    size_t end = part->capitals > MOST_PIECES ? part->sixth : part->last;
    Span name = {(uint32_t)part->start, (uint32_t)end};
    if (part->start >= 4) {
        const uint32_t *before = search->text->points + part->start - 4;
        int article = before[0] == 'T' || (before[0] == 't' && part->capitals == 1);
        if (article && before[1] == 'h' && before[2] == 'e' && before[3] == ' ') name.start -= 4;
    }
    return tell_name(search, told, name, found);
}

/* A name for each part of a plain run between words that are never named: six words at most, up to
   the last that has a capital. */
static Status tell_plain(const Search *search, const Told *told, FoundNames *found) {
    Part part = {0};
    Status status = DONE;
    for (size_t at = told->span.start; at < told->span.end && status == DONE;) {
        size_t start = at, word = word_from(search, at);
        while (at < told->span.end && !is(search, at, SPACE)) at++;
        if (word < search->text->words && search->starts[word] == start &&
            is_never_named(search, word)) {
            status = tell_part(search, told, &part, found);
            part = (Part){0};
        } else if (part.pieces > 0 || is(search, start, CAPITAL)) {
            if (part.pieces++ == 0) part.start = start;
            if (part.pieces == MOST_PIECES) part.sixth = at;
            if (is(search, start, CAPITAL)) part.capitals = part.pieces, part.last = at;
        }
        while (at < told->span.end && is(search, at, SPACE)) at++;
    }
    return status == DONE ? tell_part(search, told, &part, found) : status;
}

Status cued_told(const Search *search, size_t place, FoundNames *found) {
    Told told = {((const Span *)search->spans.start)[place], place < search->runs ? RUN : APART, 0,
                 search->near + place * search->width};
    int any = 0;
    for (size_t i = 0; i < search->width; i++) any |= told.near[i] != 0;
    told.line_end = line_end(search, told.span);
    if (told.kind == APART) return tell_name(search, &told, told.span, found);
    if (!any && told.line_end == NOT_LAST) return DONE;
    if (!is_plain(search, told.span)) return tell_name(search, &told, told.span, found);
    if (!any && told.line_end == TOP) return DONE; /* a byline there needs a known outlet */
    told.kind = PLAIN;
    return tell_plain(search, &told, found);
}
