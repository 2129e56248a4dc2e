/* The names in a text that stand near a word which could credit them; _python/cued/ says the same
   in fewer words. Arrays of the caller are copied or checked where they are used. */
#include "cued_search.h"

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

Status cued_names(const CueRules *rules, const CuedText *text, FoundNames *found, Fault *fault) {
    Search search = {.rules = rules, .text = text};
    Status status = prepare(&search, fault);
    if (status == DONE) status = cued_runs(&search, found);
    if (status == DONE) status = add_apart(&search);
    if (status == DONE) status = join_marks(&search, found);
    if (status == DONE) status = cued_near(&search, fault);
    for (size_t i = 0; i < search.count && status == DONE; i++) {
        status = cued_told(&search, i, found);
    }
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
