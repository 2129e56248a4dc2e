/* The names in a text that stand near a word which could credit them; _python/cued.py says the same
   in fewer words. Arrays of the caller are copied or checked where they are used. */
#include "cued.h"

enum { WORD = 1, SPACE = 2, OPENS = 4, CAPITAL = 8, DIGIT = 16, ORDINARY = 32, SIGN = 64 };
enum { TAKEN = 128 }; /* inside a span that was given; among the traits of the text's own points */
enum { FOLLOWS, OPENING, LINKS, INNER, BETWEEN, CAPITALS, REACH, ASIDE };
enum { BELONGS, TELLS, NEVER_NAMED };
enum { RUN, PLAIN, APART };
enum { NOT_LAST, SIGNED, TOP };
enum { LONGEST_WALK = 20, WORDS_OPENING = 2, MOST_PIECES = 6, NO_BREAK = 0xA0 };

typedef struct {
    uint32_t start, end;
} Span;

typedef struct {
    const CueRules *rules;
    const CuedText *text;
    Buffer memory, spans, signs;
    uint8_t *traits;
    uint32_t *starts, *ends, *classes; /* checked copies */
    uint64_t *near;                    /* for each span, the rules that may fit, a bit each */
    size_t runs, count, width;         /* spans that are runs, all spans, words of `near` a span */
} Search;

static uint32_t point(const Search *search, size_t at) {
    return at < search->text->size ? search->text->points[at] : 0;
}

static int is_apostrophe(uint32_t here) {
    return here == '\'' || here == 0x2019;
}

static int is(const Search *search, size_t at, int trait) {
    return at < search->text->size && (search->traits[at] & trait) != 0;
}

static int has_mark(const Search *search, size_t word, uint32_t mark) {
    size_t lanes = search->rules->lanes;
    if (mark / 64 >= lanes) return 0;
    return search->rules->marks[search->classes[word] * lanes + mark / 64] >> mark % 64 & 1;
}

/* The first of the words that begins at `at` or behind it. */
static size_t word_from(const Search *search, size_t at) {
    size_t low = 0, high = search->text->words;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (search->starts[middle] < at) low = middle + 1;
        else high = middle;
    }
    return low;
}

static int holds_line_end(const Search *search, size_t from, size_t to) {
    for (size_t at = from; at < to; at++) {
        if (search->text->points[at] == '\n') return 1;
    }
    return 0;
}

/* ---- what is given ---- */

static Status prepare(Search *search, Fault *fault) {
    const CuedText *text = search->text;
    if (text->size >= UINT32_MAX / 2 || text->words > text->size) {
        return refuse(fault, "%lld words in %lld code points: pass one text, and its words",
                      (long long)text->words, (long long)text->size, 0, 0);
    }
    size_t numbers = 3 * text->words;
    Status status = buffer_reserve_items(&search->memory, 4 * numbers + text->size + 1, 1);
    if (status != DONE) return status;
    search->starts = search->memory.start;
    search->ends = search->starts + text->words;
    search->classes = search->ends + text->words;
    search->traits = (uint8_t *)(search->classes + text->words);
    for (size_t i = 0; i < text->size; i++) {
        uint32_t here = text->points[i];
        if (UNLIKELY(here >= CODE_POINTS)) {
            return refuse(fault, "code point %lld at %lld is none", here, (long long)i, 0, 0);
        }
        uint8_t traits = search->rules->traits[here] & 127;
        search->traits[i] = traits;
        if (UNLIKELY(traits & SIGN)) {
            uint32_t at = (uint32_t)i;
            if (buffer_append(&search->signs, &at, sizeof at) != DONE) return OUT_OF_MEMORY;
        }
    }
    uint32_t last = 0;
    for (size_t i = 0; i < text->words; i++) {
        uint32_t start = text->starts[i], end = text->ends[i], class = text->classes[i];
        if (UNLIKELY(start < last || end <= start || end > text->size)) {
            return refuse(fault, "word %lld from %lld to %lld follows none that ends at %lld",
                          (long long)i, start, end, last);
        }
        if (UNLIKELY(class >= search->rules->class_count)) {
            return refuse(fault, "class %lld of word %lld is not among %lld", class, (long long)i,
                          (long long)search->rules->class_count, 0);
        }
        search->starts[i] = start, search->ends[i] = last = end, search->classes[i] = class;
    }
    for (size_t i = 0; i < text->apart_count; i++) {
        size_t end = text->apart[2 * i + 1];
        if (end > text->size) end = text->size;
        for (size_t at = text->apart[2 * i]; at < end; at++) search->traits[at] |= TAKEN;
    }
    return DONE;
}

/* ---- runs of capitalized words ---- */

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

static Status find_runs(Search *search, FoundNames *found) {
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

/* The spans that were given stand behind the runs. */
static Status add_apart(Search *search) {
    search->runs = search->spans.size / sizeof(Span);
    for (size_t i = 0; i < search->text->apart_count; i++) {
        Span span = {search->text->apart[2 * i], search->text->apart[2 * i + 1]};
        if (buffer_append(&search->spans, &span, sizeof span) != DONE) return OUT_OF_MEMORY;
    }
    search->count = search->spans.size / sizeof(Span);
    search->width = (search->rules->rule_count + 63) / 64;
    search->near = calloc(search->count * search->width + 1, sizeof *search->near);
    return search->near ? DONE : OUT_OF_MEMORY;
}

/* ---- which of them stand near a cue ---- */

/* Note a rule for the names that lie between `first` and `last`, be it in part. */
static void touch(Search *search, size_t first, size_t last, uint32_t rule) {
    const Span *spans = search->spans.start;
    size_t low = 0, high = search->runs, place = rule / 64;
    uint64_t bit = (uint64_t)1 << rule % 64;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (spans[middle].start < first) low = middle + 1;
        else high = middle;
    }
    if (low > 0 && spans[low - 1].end > first) low--;
    for (; low < search->runs && spans[low].start < last; low++) {
        search->near[low * search->width + place] |= bit;
    }
    for (size_t i = search->runs; i < search->count; i++) {
        if (spans[i].start < last && first < spans[i].end) {
            search->near[i * search->width + place] |= bit;
        }
    }
}

/* From where a word begins to behind the first letter of another. */
static void touch_words(Search *search, ptrdiff_t first, size_t last, uint32_t rule) {
    size_t begin = first > 0 ? (size_t)first : 0;
    begin = begin < search->text->words ? search->starts[begin] : 0;
    size_t end = search->text->size;
    if (last < search->text->words) {
        end = search->starts[last] + (size_t)1;
        if (is_apostrophe(point(search, end))) end += 2; /* "l'AFP": it is behind its article */
    }
    touch(search, begin, end, rule);
}

/* Whether a word begins with a capital, or goes on what stands before it. */
static int is_capital(const Search *search, size_t word) {
    size_t start = search->starts[word];
    return is(search, start, CAPITAL) || (start > 0 && !is(search, start - 1, SPACE));
}

/* Whether a word is one of the first of its line (1), or the first of a clause (2). */
static int opens(const Search *search, size_t word, uint32_t what) {
    if (what == 0 || word == 0 || word == search->text->words) return 1;
    if (what == 2) {
        for (size_t at = search->ends[word - 1]; at < search->starts[word]; at++) {
            if (!is(search, at, SPACE) || search->text->points[at] == '\n') return 1;
        }
        return 0;
    }
    return word < WORDS_OPENING || holds_line_end(search, search->starts[word - WORDS_OPENING],
                                                    search->starts[word]);
}

static int follows_bracket(const Search *search, size_t word) {
    size_t start = search->starts[word];
    return start > 0 && search->text->points[start - 1] == '(';
}

/* The first word in which a name may end that this cue follows. */
static ptrdiff_t back(const Search *search, size_t word, const uint32_t *rule) {
    if (rule[BETWEEN] == NO_MARK) return (ptrdiff_t)word - (ptrdiff_t)rule[REACH];
    ptrdiff_t first = (ptrdiff_t)word - 1;
    ptrdiff_t farthest = word > LONGEST_WALK ? (ptrdiff_t)word - LONGEST_WALK : 0;
    while (first > farthest && (has_mark(search, (size_t)first, rule[BETWEEN]) ||
                                (rule[CAPITALS] && is_capital(search, (size_t)first)) ||
                                follows_bracket(search, (size_t)first))) {
        first--;
    }
    return first;
}

/* The last word in which a name may begin: past what belongs to one before it. */
static size_t onward(const Search *search, size_t link, const uint32_t *rule) {
    if (rule[REACH]) return link + rule[REACH];
    size_t last = link + 1, stop = link + LONGEST_WALK;
    if (stop > search->text->words) stop = search->text->words;
    while (last < stop && (is_capital(search, last) || has_mark(search, last, BELONGS) ||
                           point(search, search->ends[last]) == '-')) {
        last++;
    }
    return last;
}

/* `word`: the cue, or the word behind it where the cue is a sign. */
static void reach(Search *search, size_t word, uint32_t place) {
    uint32_t rule[RULE];
    memcpy(rule, search->rules->rules + (size_t)place * RULE, sizeof rule);
    if (rule[FOLLOWS]) {
        ptrdiff_t first = back(search, word, rule);
        if (!rule[ASIDE]) {
            touch_words(search, first, word, place);
        } else if (word > 0 && first < (ptrdiff_t)word - 1) {
            touch(search, search->starts[first > 0 ? first : 0], search->starts[word - 1], place);
        }
        return;
    }
    if (!opens(search, word, rule[OPENING])) return;
    size_t end = word + (size_t)rule[INNER] + 1;
    if (end > search->text->words) end = search->text->words;
    for (size_t link = word + (rule[LINKS] != NO_MARK); link < end; link++) {
        if (rule[LINKS] == NO_MARK || has_mark(search, link, rule[LINKS])) {
            touch_words(search, (ptrdiff_t)link, onward(search, link, rule), place);
        }
    }
}

static Status reach_all(Search *search, size_t word, size_t class, Fault *fault) {
    const CueRules *rules = search->rules;
    size_t begin, end;
    Status status = row_of(rules->first, class, rules->row_count, &begin, &end, fault);
    for (size_t i = begin; status == DONE && i < end; i++) {
        uint32_t place = rules->rows[i];
        if (place >= rules->rule_count) {
            return refuse(fault, "rule %lld is not among %lld", place, (long long)rules->rule_count,
                          0, 0);
        }
        reach(search, word, place);
    }
    return status;
}

static Status reach_sign(Search *search, size_t at, Fault *fault) {
    const CueRules *rules = search->rules;
    Status status = DONE;
    for (size_t i = 0; i < rules->sign_count && status == DONE; i++) {
        const uint32_t *sign = rules->signs + i * LONGEST;
        size_t same = 0;
        while (same < LONGEST && sign[same] != 0 && at + same < search->text->size &&
               sign[same] == search->text->points[at + same]) {
            same++;
        }
        if (same == 0 || (same < LONGEST && sign[same] != 0)) continue;
        uint32_t class = rules->sign_classes[i];
        if (class >= rules->class_count) {
            return refuse(fault, "class %lld of sign %lld is not among %lld", class, (long long)i,
                          (long long)rules->class_count, 0);
        }
        status = reach_all(search, word_from(search, at), class, fault);
    }
    return status;
}

static Status join_marks(const Search *search, FoundNames *found) {
    const CueRules *rules = search->rules;
    size_t width = rules->lanes * sizeof(uint64_t);
    if (buffer_reserve(&found->marks, width + 1) != DONE) return OUT_OF_MEMORY;
    uint64_t *marks = found->marks.start;
    memset(marks, 0, width);
    for (size_t i = 0; i < search->text->words; i++) {
        const uint64_t *own = rules->marks + search->classes[i] * rules->lanes;
        for (size_t lane = 0; lane < rules->lanes; lane++) marks[lane] |= own[lane];
    }
    found->marks.size = width;
    return DONE;
}

static Status find_near(Search *search, Fault *fault) {
    Status status = DONE;
    for (size_t i = 0; i < search->text->words && status == DONE; i++) {
        size_t class = search->classes[i];
        if (LIKELY(search->rules->first[class] == search->rules->first[class + 1])) continue;
        status = reach_all(search, i, class, fault);
    }
    const uint32_t *signs = search->signs.start;
    size_t count = search->signs.size / sizeof *signs;
    for (size_t i = 0; i < count && status == DONE; i++) {
        status = reach_sign(search, signs[i], fault);
    }
    return status;
}

/* ---- what is told of them ---- */

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

static Status tell(const Search *search, size_t place, FoundNames *found) {
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

Status cued_names(const CueRules *rules, const CuedText *text, FoundNames *found, Fault *fault) {
    Search search = {.rules = rules, .text = text};
    Status status = prepare(&search, fault);
    if (status == DONE) status = find_runs(&search, found);
    if (status == DONE) status = add_apart(&search);
    if (status == DONE) status = join_marks(&search, found);
    if (status == DONE) status = find_near(&search, fault);
    for (size_t i = 0; i < search.count && status == DONE; i++) status = tell(&search, i, found);
    buffer_free(&search.memory);
    buffer_free(&search.spans);
    buffer_free(&search.signs);
    free(search.near);
    return status;
}

void found_names_free(FoundNames *found) {
    buffer_free(&found->names);
    buffer_free(&found->rows);
    buffer_free(&found->glued);
    buffer_free(&found->marks);
}
