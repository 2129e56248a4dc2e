/* Where sentences end; dedup/kernels/_python/sentences.py says the rules. */
#include "letters.h"
#include "points.h"
#include "spans.h"

enum { LOOK_AHEAD = 80, LOOK_BACK = 40, MOST_DIGITS = 2 };

/* A word in lower case, as the lexicon has it. */
typedef struct {
    uint8_t bytes[4 * LOOK_AHEAD];
    size_t size, length; /* in bytes, in code points */
    uint32_t first;
} Lowered;

typedef struct {
    Points points; /* of the text that is read */
    const Lexicon *lexicon;
    double wrapped_share;
    Fault *fault;
} Reading;

static int is_stop(uint32_t point) {
    switch (point) {
    case '.': case '!': case '?': case 0x2026: case 0x61F: case 0x6D4: case 0x589: case 0x964:
        return 1;
    default: return 0;
    }
}

/* A stop that needs no white space behind it. */
static int is_full_stop(uint32_t point) {
    return point == 0x3002 || point == 0xFF01 || point == 0xFF1F || point == 0xFF61;
}

static int is_closer(uint32_t point) {
    switch (point) {
    case ')': case ']': case '}': case '"': case '\'': case 0x201D: case 0x2019: case 0xBB:
    case 0x203A:
        return 1;
    default: return 0;
    }
}

static int is_full_closer(uint32_t point) {
    return point == 0x300D || point == 0x300F || point == 0x201D || point == 0x2019 ||
           point == 0xFF09 || point == ')';
}

static int is_double_closer(uint32_t point) {
    return point == 0x201D || point == '"' || point == 0xBB;
}

static int is_loud(uint32_t point) { return point == '!' || point == '?' || point == 0x2026; }

/* What may stand between a stop and the first letter of the next sentence. */
static int is_opener(uint32_t point) {
    switch (point) {
    case '"': case '\'': case 0x201C: case 0x2018: case 0x201E: case 0xAB: case 0x2039: case '(':
    case '[': case '{': case 0xBF: case 0xA1: case 0x2014: case 0x2013: case '-': case 0x2022:
    case '*': case ' ': case 0xA0: case 0x202F:
        return 1;
    default: return 0;
    }
}

/* What may stand before the word that an abbreviation is asked to end a sentence before. */
static int is_quote_opener(uint32_t point) {
    return point == '"' || point == 0x201C || point == 0x2018 || point == 0xAB || point == '(';
}

static int is_inner(uint32_t point) {
    return point == '.' || point == 0x2019 || point == '\'' || point == '-';
}

/* Return where the stop that begins at `at` ends with its closing marks, or `at` if it is none. */
static size_t stop_end(const Reading *text, size_t at) {
    const uint32_t *p = text->points.at;
    size_t count = text->points.count, end = at;
    if (is_full_stop(p[at])) {
        for (end++; end < count && is_full_closer(p[end]); end++) {}
        return end;
    }
    if (!is_stop(p[at])) return at;
    while (end < count && is_stop(p[end])) end++;
    while (end < count && is_closer(p[end])) end++;
    if (end < count && is_space(p[end])) return end;
    /* No space behind it: "«¡No!»dijo" ends all the same, behind one closing mark at least. */
    size_t loud = at;
    while (loud < count && is_loud(p[loud])) loud++;
    for (end = loud; end < count && is_double_closer(p[end]); end++) {}
    if (loud == at || end == loud) return at;
    if (end < count && !is_space(p[end])) return end;
    return end - 1 > loud ? end - 1 : at;
}

/* Find the word that ends before a place, or before the line end there, read from behind. */
static void last_word(const Reading *text, size_t at, size_t *begin, size_t *end) {
    size_t least = at > LOOK_BACK ? at - LOOK_BACK : 0;
    if (at > least && text->points.at[at - 1] == '\n') at--;
    *end = at;
    for (; at > least; at--) {
        uint32_t point = text->points.at[at - 1];
        if (!is_word(point) && !is_inner(point) && point != '&') break;
    }
    *begin = at;
}

/* Return where a run of letters and digits ends, before `limit`. */
static size_t word_end(const Reading *text, size_t at, size_t limit) {
    while (at < limit && is_word(text->points.at[at])) at++;
    return at;
}

/* `end - begin` must be at most LOOK_AHEAD. */
static void lower(const Reading *text, size_t begin, size_t end, Lowered *word) {
    word->size = word->length = 0;
    for (size_t i = begin; i < end; i++) {
        uint32_t point = text->points.at[i], lowered = (uint32_t)((int32_t)point + letter(point)->lower);
        if (word->length++ == 0) word->first = lowered;
        word->size += utf8_encode(lowered, word->bytes + word->size);
        if (point == CAPITAL_I_DOTTED) {
            word->size += utf8_encode(DOT_ABOVE, word->bytes + word->size);
            word->length++;
        }
    }
}

/* Return what the lexicon says of a word, 0 if nothing. */
static Status kind_of(const Reading *text, const Lowered *word, int *kind) {
    const Lexicon *lexicon = text->lexicon;
    size_t low = 0, high = lexicon->count;
    *kind = 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2, begin, end;
        Status status = row_of(lexicon->bounds, middle, lexicon->size, &begin, &end, text->fault);
        if (status != DONE) return status;
        size_t shorter = end - begin < word->size ? end - begin : word->size;
        int order = shorter ? memcmp(lexicon->words + begin, word->bytes, shorter) : 0;
        if (order == 0 && end - begin == word->size) {
            *kind = lexicon->kinds[middle];
            return DONE;
        }
        if (order < 0 || (order == 0 && end - begin < word->size)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return DONE;
}

/* Whether "U.S." or "p.m." ends a sentence: before a word that seldom begins a name. */
static Status abbreviation_ends(const Reading *text, size_t after, size_t limit, int *ends) {
    while (after < limit && is_quote_opener(text->points.at[after])) after++;
    size_t end = word_end(text, after, limit);
    *ends = 0;
    if (after == end || !(letter(text->points.at[after])->flags & UPPER)) return DONE;
    Lowered word;
    int kind;
    lower(text, after, end, &word);
    Status status = kind_of(text, &word, &kind);
    *ends = (kind & STARTER) != 0;
    return status;
}

/* Whether a number before a stop is a German ordinal: "3. März", "im 8. Jahrhundert". */
static Status is_ordinal(const Reading *text, size_t number, size_t after, size_t limit,
                         int *ordinal) {
    size_t end = word_end(text, after, limit), begin = end;
    Lowered word;
    int kind = 0;
    *ordinal = 0;
    if (after == end) return DONE;
    lower(text, after, end, &word);
    Status status = kind_of(text, &word, &kind);
    *ordinal = (kind & ORDINAL_NOUN) != 0;
    if (status != DONE || *ordinal) return status;
    if (number > 0) last_word(text, number - 1, &begin, &end);
    lower(text, begin, end, &word);
    status = kind_of(text, &word, &kind);
    *ordinal = (kind & ORDINAL_LEAD) != 0;
    return status;
}

/* Whether the stop "." at `stop` ends a sentence; `after` is what follows, up to `limit`. */
static Status ends_at_point(const Reading *text, size_t stop, size_t after, size_t limit,
                            int *ends) {
    size_t begin, end;
    last_word(text, stop, &begin, &end);
    size_t number = stop - (end - begin); /* as long as the word, a line end or not */
    while (begin < end && is_inner(text->points.at[begin])) begin++;
    while (begin < end && is_inner(text->points.at[end - 1])) end--;
    Lowered word;
    int kind, dotted = 0, digits = 1;
    lower(text, begin, end, &word);
    for (size_t i = begin; i < end; i++) {
        dotted |= text->points.at[i] == '.';
        digits &= (letter(text->points.at[i])->flags & DIGIT) != 0;
    }
    Status status = kind_of(text, &word, &kind);
    *ends = 1;
    if (status != DONE) return status;
    if (kind & ABBREVIATION) {
        if (dotted || kind & STOPS_TOO) return abbreviation_ends(text, after, limit, ends);
        *ends = 0;
    } else if (word.length == 1 && letter(word.first)->flags & ALPHABETIC) {
        *ends = 0; /* an initial or a short form: "J. Smith" */
    } else if (word.length && word.length <= MOST_DIGITS && digits) {
        int ordinal;
        status = is_ordinal(text, number, after, limit, &ordinal);
        *ends = !ordinal;
    }
    return status;
}

/* Whether a stop from `stop` to `end`, closing marks included, ends a sentence. */
static Status is_end(const Reading *text, size_t stop, size_t end, int *ends) {
    const uint32_t *p = text->points.at;
    uint32_t first = p[stop];
    *ends = 1;
    if (is_full_stop(first) || first == 0x61F || first == 0x6D4 || first == 0x589 || first == 0x964) {
        return DONE;
    }
    size_t count = text->points.count, limit = count - end > LOOK_AHEAD ? end + LOOK_AHEAD : count;
    size_t after = skip_space(&text->points, end, limit), following = after;
    while (following < limit && is_opener(p[following])) following++;
    if (following < limit && letter(p[following])->flags & LOWER) {
        *ends = 0;
        return DONE;
    }
    if (first != '.' || end != stop + 1) return DONE;
    return ends_at_point(text, stop, after, limit, ends);
}

/* Whether lines end where the page did, in the middle of sentences. */
static int is_hard_wrapped(const Reading *text) {
    size_t wraps = 0, lower_case = 0;
    int filled = 0; /* whether this line is, so far */
    for (size_t i = 0; i < text->points.count; i++) {
        uint32_t point = text->points.at[i];
        if (point != '\n') {
            if (!filled) filled = !is_space(point);
            continue;
        }
        if (filled && i + 1 < text->points.count && !is_space(text->points.at[i + 1])) {
            wraps++;
            lower_case += letter(text->points.at[i + 1])->flags & LOWER;
        }
        filled = 0;
    }
    return wraps && (double)lower_case > text->wrapped_share * (double)wraps;
}

/* Return where the white space from a line end on ends, and whether another line end is in it. */
static size_t break_end(const Reading *text, size_t at, int *blank) {
    const Points *points = &text->points;
    *blank = 0;
    for (at++; at < points->count && is_space(points->at[at]); at++) *blank |= points->at[at] == '\n';
    return at;
}

/* Note a sentence without the white space around it; white space alone is none. */
static Status note(const Reading *text, size_t begin, size_t end, Buffer *spans) {
    begin = skip_space(&text->points, begin, end);
    while (begin < end && is_space(text->points.at[end - 1])) end--;
    return begin < end ? span_append(spans, begin, end) : DONE;
}

static Status find_in_text(const Points *points, void *more, Buffer *spans) {
    Reading *text = more;
    text->points = *points;
    int wrapped = is_hard_wrapped(text);
    size_t begin = 0, at = 0;
    while (at < text->points.count) {
        uint32_t point = text->points.at[at];
        int ends = 0;
        size_t end = at;
        if (point == '\n') {
            end = break_end(text, at, &ends);
            ends |= !wrapped;
        } else if (point == '.' || point == '!' || point == '?' || point >= 0x589) {
            end = stop_end(text, at);
            Status status = end > at ? is_end(text, at, end, &ends) : DONE;
            if (status != DONE) return status;
        }
        if (ends) {
            if (note(text, begin, end, spans) != DONE) return OUT_OF_MEMORY;
            begin = end;
        }
        at = end > at ? end : at + 1;
    }
    return note(text, begin, text->points.count, spans);
}

Status sentence_spans(const Texts *texts, const Lexicon *lexicon, double wrapped_share,
                      Buffer *first, Buffer *spans, Fault *fault) {
    Reading reading = {.lexicon = lexicon, .wrapped_share = wrapped_share, .fault = fault};
    return spans_of_each(texts, find_in_text, &reading, first, spans, fault);
}
