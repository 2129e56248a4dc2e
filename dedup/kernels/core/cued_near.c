/* Which names stand near a cue: seen from it, a rule says where they may begin or end. */
#include "cued_search.h"

enum { FOLLOWS, OPENING, LINKS, INNER, BETWEEN, CAPITALS, REACH, ASIDE }; /* of a rule */
enum { LONGEST_WALK = 20, WORDS_OPENING = 2 };

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

static int holds_line_end(const Search *search, size_t from, size_t to) {
    for (size_t at = from; at < to; at++) {
        if (search->text->points[at] == '\n') return 1;
    }
    return 0;
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

Status cued_near(Search *search, Fault *fault) {
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
