/* The stems of articles as they are compared: which there are, where, and what they tell. */
#include <math.h>

#include "sheets.h"
#include "sort.h"

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF /* a fused multiply-add would round otherwise than the twin does */
#endif

/* A stem of one text. */
typedef struct {
    double weight;
    uint32_t stem, count, at; /* in the narrative: how often, and one more than the last place */
    uint8_t seen, own, fact;
} Stem;

/* A term of one text. */
typedef struct {
    double strength;
    uint32_t rank, place;
} Term;

/* Memory for the words of one text, and for the stems of all; `place` holds for stems whose `stamp`
   is the text's. */
typedef struct {
    uint32_t *words, *stamp, *place;
    uint64_t *distinct, *spare;
    Stem *stems;
    Term *best;
} Workings;

static Status prepare(Workings *work, const Unweighed *texts) {
    size_t size = texts->size, types = texts->types;
    if (size > SIZE_MAX / 64 || types > UINT32_MAX || texts->rows >= UINT32_MAX ||
        size >= UINT32_MAX || texts->term_size > SIZE_MAX / 64) {
        return OUT_OF_MEMORY;
    }
    work->words = malloc((size + 1) * sizeof *work->words);
    work->stamp = calloc(types + 1, sizeof *work->stamp);
    work->place = malloc((types + 1) * sizeof *work->place);
    work->distinct = malloc((size + 1) * sizeof *work->distinct);
    work->spare = malloc((size + 1) * sizeof *work->spare);
    work->stems = malloc((size + 1) * sizeof *work->stems);
    work->best = malloc((texts->term_size + 1) * sizeof *work->best);
    return work->words && work->stamp && work->place && work->distinct && work->spare &&
                   work->stems && work->best
               ? DONE
               : OUT_OF_MEMORY;
}

static void let_go(Workings *work) {
    free(work->words);
    free(work->stamp);
    free(work->place);
    free(work->distinct);
    free(work->spare);
    free(work->stems);
    free(work->best);
}

/* Find the distinct stems of a text, ascending; `count` is how many there are. */
static Status read_stems(const Unweighed *texts, size_t row, size_t begin, size_t end,
                         Workings *work, size_t *count, Fault *fault) {
    size_t distinct = 0;
    for (size_t i = begin; i < end; i++) {
        uint32_t stem = texts->stems[i];
        if (stem >= texts->types) {
            return refuse(fault, "stem %lld of text %lld is not among %lld", stem, (long long)row,
                          (long long)texts->types, 0);
        }
        work->words[i - begin] = stem;
        work->distinct[distinct] = stem;
        distinct += work->stamp[stem] != row + 1;
        work->stamp[stem] = (uint32_t)(row + 1);
    }
    sort_pairs(work->distinct, work->spare, distinct);
    for (size_t k = 0; k < distinct; k++) {
        uint32_t stem = (uint32_t)work->distinct[k];
        work->place[stem] = (uint32_t)k;
        work->stems[k] = (Stem){.stem = stem};
    }
    *count = distinct;
    return DONE;
}

static void count_words(const Unweighed *texts, size_t begin, size_t end, Workings *work) {
    for (size_t i = begin; i < end; i++) {
        uint32_t number = work->words[i - begin];
        Stem *stem = &work->stems[work->place[number]];
        uint8_t kind = texts->kinds[i];
        if (!stem->seen) stem->weight = texts->weights[i];
        stem->seen = 1;
        if (kind & KIND_FURNISHED) continue;
        stem->own |= number > 0;
        if (kind & KIND_QUOTED) continue;
        stem->count++;
        stem->at = (uint32_t)(i - begin + 1);
        stem->fact |= kind & KIND_FACT && stem->weight > texts->fact;
    }
}

static Status write_stems(const Unweighed *texts, size_t count, Workings *work, Weighed *out) {
    size_t own = 0;
    for (uint32_t k = 0; k < count; k++) {
        const Stem *stem = &work->stems[k];
        uint32_t place = stem->count == 1 && stem->weight > texts->telling ? stem->at : 0;
        if (buffer_append(&out->stems, &stem->stem, sizeof stem->stem) != DONE ||
            buffer_append(&out->places, &place, sizeof place) != DONE ||
            buffer_append(&out->weights, &stem->weight, sizeof stem->weight) != DONE) {
            return OUT_OF_MEMORY;
        }
        if (stem->own) work->distinct[own++] = (uint64_t)texts->ranks[stem->stem] << 32 | k;
    }
    sort_pairs(work->distinct, work->spare, own);
    for (size_t i = 0; i < own; i++) {
        uint32_t place = (uint32_t)work->distinct[i];
        if (buffer_append(&out->own, &place, sizeof place) != DONE ||
            (work->stems[place].fact &&
             buffer_append(&out->facts, &place, sizeof place) != DONE)) {
            return OUT_OF_MEMORY;
        }
    }
    return DONE;
}

static inline int is_better(const Term *one, const Term *other) {
    return one->strength != other->strength ? one->strength > other->strength
                                            : one->rank < other->rank;
}

/* Find the strongest terms of a text, the strongest first; of equals the earlier one. */
static Status read_terms(const Unweighed *texts, size_t row, Workings *work, size_t *count,
                         Fault *fault) {
    size_t begin, end, kept = 0;
    Status status = row_of(texts->term_first, row, texts->term_size, &begin, &end, fault);
    if (status != DONE) return status;
    for (size_t i = begin; i < end; i++) {
        uint32_t stem = texts->terms[i];
        if (stem >= texts->types || work->stamp[stem] != row + 1) {
            return refuse(fault, "term %lld is no stem of text %lld", stem, (long long)row, 0, 0);
        }
        uint32_t place = work->place[stem];
        double weight = work->stems[place].weight;
        Term term = {texts->frequencies[i] * weight, texts->ranks[stem], place};
        if (!isfinite(term.strength)) {
            return refuse(fault, "the strength of term %lld of text %lld is no number", stem,
                          (long long)row, 0, 0);
        }
        if (!(weight > texts->term)) continue;
        if (kept == texts->most) {
            if (kept == 0 || !is_better(&term, &work->best[kept - 1])) continue;
            kept--;
        }
        size_t at = kept++;
        for (; at > 0 && is_better(&term, &work->best[at - 1]); at--) {
            work->best[at] = work->best[at - 1];
        }
        work->best[at] = term;
    }
    *count = kept;
    return DONE;
}

/* Write the terms as a unit vector, by rank. */
static Status write_terms(size_t count, Term *best, Weighed *out) {
    double squares = 0.0, norm = 1.0;
    for (size_t i = 0; i < count; i++) squares += best[i].strength * best[i].strength;
    if (count > 0) norm = sqrt(squares);
    if (norm == 0.0) norm = 1.0;
    for (size_t i = 1; i < count; i++) {
        Term term = best[i];
        size_t at = i;
        for (; at > 0 && best[at - 1].rank > term.rank; at--) best[at] = best[at - 1];
        best[at] = term;
    }
    for (size_t i = 0; i < count; i++) {
        double weight = best[i].strength / norm;
        if (buffer_append(&out->terms, &best[i].place, sizeof best[i].place) != DONE ||
            buffer_append(&out->term_weights, &weight, sizeof weight) != DONE) {
            return OUT_OF_MEMORY;
        }
    }
    return DONE;
}

static Status write_ends(Weighed *out) {
    int64_t ends[] = {(int64_t)(out->stems.size / 4), (int64_t)(out->own.size / 4),
                      (int64_t)(out->facts.size / 4), (int64_t)(out->terms.size / 4)};
    return buffer_append(&out->firsts, ends, sizeof ends);
}

static Status weigh(const Unweighed *texts, size_t row, Workings *work, Weighed *out,
                    Fault *fault) {
    size_t begin, end, stems, terms;
    Status status = row_of(texts->first, row, texts->size, &begin, &end, fault);
    if (status == DONE) status = read_stems(texts, row, begin, end, work, &stems, fault);
    if (status != DONE) return status;
    count_words(texts, begin, end, work);
    status = write_stems(texts, stems, work, out);
    if (status == DONE) status = read_terms(texts, row, work, &terms, fault);
    if (status == DONE) status = write_terms(terms, work->best, out);
    return status == DONE ? write_ends(out) : status;
}

Status weigh_stems(const Unweighed *texts, Weighed *out, Fault *fault) {
    Workings work = {0};
    Status status = prepare(&work, texts);
    if (status == DONE) status = write_ends(out);
    for (size_t row = 0; row < texts->rows && status == DONE; row++) {
        status = weigh(texts, row, &work, out, fault);
    }
    let_go(&work);
    return status;
}
