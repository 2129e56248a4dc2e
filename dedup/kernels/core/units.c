/* Articles cut up for alignment: what begins before each word, heads, units, quotations. */
#include "sheets.h"
#include "sort.h"

enum { SENTENCE = 1, CLAUSE = 2, STOCK = 8, APART = 128 };

/* Memory for the own words of one text, and for the heads of all; `place` holds for heads whose
   `stamp` is the text's. Copies, since the caller's arrays could change without the GIL. */
typedef struct {
    uint32_t *words, *starts, *heads, *stamp, *place;
    uint8_t *flags, *numbers;
    uint64_t *distinct, *spare;
} Workings;

static Status prepare(Workings *work, size_t size, size_t types) {
    if (size > SIZE_MAX / 16 || types > UINT32_MAX) return OUT_OF_MEMORY;
    work->words = malloc((size + 1) * sizeof *work->words);
    work->starts = malloc((size + 1) * sizeof *work->starts);
    work->heads = malloc((size + 1) * sizeof *work->heads);
    work->stamp = calloc(types + 1, sizeof *work->stamp);
    work->place = malloc((types + 1) * sizeof *work->place);
    work->flags = malloc(size + 1);
    work->numbers = malloc(size + 1);
    work->distinct = malloc((size + 1) * sizeof *work->distinct);
    work->spare = malloc((size + 1) * sizeof *work->spare);
    return work->words && work->starts && work->heads && work->stamp && work->place &&
                   work->flags && work->numbers && work->distinct && work->spare
               ? DONE
               : OUT_OF_MEMORY;
}

static void let_go(Workings *work) {
    free(work->words);
    free(work->starts);
    free(work->heads);
    free(work->stamp);
    free(work->place);
    free(work->flags);
    free(work->numbers);
    free(work->distinct);
    free(work->spare);
}

/* The first of some ascending starts that is not below a place. */
static size_t first_from(const uint32_t *starts, size_t count, int64_t place) {
    size_t low = 0;
    while (count > 0) {
        size_t half = count / 2;
        int below = (int64_t)starts[low + half] < place;
        low += below ? half + 1 : 0;
        count = below ? count - half - 1 : half;
    }
    return low;
}

/* Gather the own words of a text and what begins before them; `own` is how many there are. */
static Status read_words(const Uncut *texts, size_t row, size_t begin, size_t end, uint8_t *flags,
                         Workings *work, size_t *own, Fault *fault) {
    size_t count = 0;
    uint32_t before = 0;
    for (size_t i = begin; i < end; i++) {
        uint32_t start = texts->starts[i], head = texts->heads[i];
        uint8_t kind = texts->kinds[i];
        if (start < before) {
            return refuse(fault, "word %lld of text %lld starts at %lld, before the one before it",
                          (long long)(i - begin), (long long)row, start, 0);
        }
        before = start;
        if (head >= texts->types) {
            return refuse(fault, "head %lld of text %lld is not among %lld", head, (long long)row,
                          (long long)texts->types, 0);
        }
        int begins = i == begin || kind & KIND_BEGINS;
        flags[i] = (uint8_t)((kind & KIND_FURNISHED) | (begins ? KIND_BEGINS : 0));
        if (kind & KIND_FURNISHED) continue;
        uint32_t word = (uint32_t)(i - begin);
        int apart = count > 0 && work->words[count - 1] + 1 != word;
        work->words[count] = word;
        work->starts[count] = start;
        work->heads[count] = head;
        work->numbers[count] = (kind & KIND_NUMBER) != 0;
        work->flags[count] = (uint8_t)((begins || apart || count == 0 ? SENTENCE | CLAUSE : 0) |
                                       (apart ? APART : 0) | (kind & (KIND_QUOTED | KIND_STOCK)));
        count++;
    }
    *own = count;
    return DONE;
}

/* Mark the lines that are mostly a date. */
static void mark_datelines(const Uncut *texts, size_t own, Workings *work) {
    for (size_t begin = 0, end; begin < own; begin = end) {
        size_t numbers = work->numbers[begin];
        for (end = begin + 1; end < own && !(work->flags[end] & SENTENCE); end++) {
            numbers += work->numbers[end];
        }
        size_t words = end - begin;
        if (words <= texts->dateline && numbers >= 2 &&
            (double)numbers >= texts->dated * (double)words) {
            for (size_t i = begin; i < end; i++) work->flags[i] |= STOCK;
        }
    }
}

/* Units are sentences; short ones join the next, but never across furniture. */
static Status write_bounds(const Uncut *texts, size_t own, const Workings *work, Buffer *bounds) {
    uint32_t last = 0;
    Status status = buffer_append(bounds, &last, sizeof last);
    for (size_t end = 1; end <= own && status == DONE; end++) {
        uint8_t flags = end < own ? work->flags[end] : SENTENCE | APART;
        if (!(flags & SENTENCE) || (end - last < texts->shortest && !(flags & APART))) continue;
        last = (uint32_t)end;
        status = buffer_append(bounds, &last, sizeof last);
    }
    return status;
}

static Status write_heads(size_t row, size_t own, Workings *work, Cuts *cuts) {
    size_t count = 0;
    for (size_t i = 0; i < own; i++) {
        uint32_t head = work->heads[i];
        work->distinct[count] = head;
        count += work->stamp[head] != row + 1;
        work->stamp[head] = (uint32_t)(row + 1);
    }
    sort_pairs(work->distinct, work->spare, count);
    for (size_t k = 0; k < count; k++) {
        uint32_t head = (uint32_t)work->distinct[k];
        work->place[head] = (uint32_t)k;
        if (buffer_append(&cuts->held, &head, sizeof head) != DONE) return OUT_OF_MEMORY;
    }
    for (size_t i = 0; i < own; i++) {
        if (buffer_append(&cuts->heads, &work->place[work->heads[i]], 4) != DONE) {
            return OUT_OF_MEMORY;
        }
    }
    return DONE;
}

static Status write_ends(Cuts *cuts) {
    int64_t ends[] = {(int64_t)(cuts->heads.size / 4), (int64_t)(cuts->held.size / 4),
                      (int64_t)(cuts->bounds.size / 4)};
    return buffer_append(&cuts->firsts, ends, sizeof ends);
}

static Status cut(const Uncut *texts, size_t row, Workings *work, Cuts *cuts, Fault *fault) {
    size_t begin, end, own, from, to;
    Status status = row_of(texts->first, row, texts->size, &begin, &end, fault);
    if (status == DONE) {
        status = read_words(texts, row, begin, end, cuts->flags, work, &own, fault);
    }
    if (status == DONE) status = row_of(texts->marks.first, row, texts->marks.size, &from, &to, fault);
    if (status != DONE) return status;
    for (size_t i = from; i < to; i++) {
        size_t place = first_from(work->starts, own, texts->marks.items[i]);
        if (place < own) work->flags[place] |= CLAUSE;
    }
    mark_datelines(texts, own, work);
    for (size_t i = 0; i < own; i++) {
        cuts->flags[begin + work->words[i]] |= work->flags[i] & (uint8_t)~APART;
    }
    status = row_of(texts->quotations.first, row, texts->quotations.size, &from, &to, fault);
    if (status != DONE) return status;
    for (size_t i = from; i < to; i++) {
        cuts->quotations[i] = (uint32_t)first_from(work->starts, own, texts->quotations.items[i]);
    }
    status = write_bounds(texts, own, work, &cuts->bounds);
    if (status == DONE) status = write_heads(row, own, work, cuts);
    return status == DONE ? write_ends(cuts) : status;
}

Status cut_units(const Uncut *texts, Cuts *cuts, Fault *fault) {
    Workings work = {0};
    Status status = texts->rows < UINT32_MAX && texts->size < UINT32_MAX
                        ? prepare(&work, texts->size, texts->types)
                        : OUT_OF_MEMORY;
    if (status == DONE) status = write_ends(cuts);
    for (size_t row = 0; row < texts->rows && status == DONE; row++) {
        status = cut(texts, row, &work, cuts, fault);
    }
    let_go(&work);
    return status;
}
