/* Words to numbers, and the numbers of a text to the few that tell most. */
#include "kernels.h"
#include "xxh64.h"

/* Distinct words by their hash; a slot holds the high half of it, and the word's number plus 1. */
typedef struct {
    uint64_t *slots;
    size_t mask, count;
} Numbers;

static Status double_slots(Numbers *numbers) {
    size_t size = 2 * (numbers->mask + 1);
    uint64_t *slots = calloc(size, 2 * sizeof *slots);
    if (slots == NULL) return OUT_OF_MEMORY;
    for (size_t old = 0; numbers->slots && old <= numbers->mask; old++) {
        const uint64_t *held = numbers->slots + 2 * old;
        if (held[1] == 0) continue;
        size_t slot = (size_t)held[0] & (size - 1);
        while (slots[2 * slot + 1]) slot = (slot + 1) & (size - 1);
        slots[2 * slot] = held[0];
        slots[2 * slot + 1] = held[1];
    }
    free(numbers->slots);
    numbers->slots = slots;
    numbers->mask = size - 1;
    return DONE;
}

Status number_words(const uint8_t *normalized, size_t size, const int64_t *bounds, size_t words,
                    Buffer *word_numbers, Buffer *firsts, Fault *fault) {
    Numbers numbers = {NULL, 511, 0};
    Status status = double_slots(&numbers);
    if (status == DONE) status = buffer_reserve_items(word_numbers, words + 1, sizeof(int64_t));
    int64_t *out = word_numbers->start;
    for (size_t word = 0; word < words && status == DONE; word++) {
        size_t begin, end;
        status = row_of(bounds, word, size, &begin, &end, fault);
        if (status == DONE && 2 * numbers.count > numbers.mask) status = double_slots(&numbers);
        if (status != DONE) break;
        uint64_t hash = xxh64(normalized + begin, end - begin);
        size_t slot = (size_t)hash & numbers.mask;
        for (;; slot = (slot + 1) & numbers.mask) {
            const uint64_t *held = numbers.slots + 2 * slot;
            if (held[1] == 0) break;
            if (held[0] != hash) continue;
            size_t first_begin, first_end;
            int64_t first = ((int64_t *)firsts->start)[held[1] - 1];
            status = row_of(bounds, (size_t)first, size, &first_begin, &first_end, fault);
            if (status != DONE || (first_end - first_begin == end - begin &&
                                   memcmp(normalized + first_begin, normalized + begin,
                                          end - begin) == 0)) {
                break;
            }
        }
        uint64_t *held = numbers.slots + 2 * slot;
        if (status == DONE && held[1] == 0) {
            int64_t place = (int64_t)word;
            held[0] = hash;
            held[1] = ++numbers.count;
            status = buffer_append(firsts, &place, sizeof place);
        }
        out[word] = (int64_t)held[1] - 1;
    }
    word_numbers->size = words * sizeof(int64_t);
    free(numbers.slots);
    return status;
}

typedef struct {
    double worth;
    int64_t item, count;
} Term;

/* Most worth first; of equals the lowest item. */
static int by_worth(const void *one, const void *other) {
    const Term *a = one, *b = other;
    if (a->worth != b->worth) return a->worth > b->worth ? -1 : 1;
    return (a->item > b->item) - (a->item < b->item);
}

/* Let a term sink in a heap whose root is the weakest. */
static void sink(Term *heap, size_t count, size_t at) {
    Term term = heap[at];
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && by_worth(&heap[child + 1], &heap[child]) > 0) child++;
        if (by_worth(&heap[child], &term) <= 0) break;
        heap[at] = heap[child];
    }
    heap[at] = term;
}

/* Put the `most` strongest of some terms first, in order; return how many there are. Of the some
   hundred that a text has, few are looked at twice: sorting them all took half of the time. */
static size_t choose(Term *terms, size_t count, size_t most) {
    if (count > most) {
        for (size_t at = most / 2; at-- > 0;) sink(terms, most, at);
        for (size_t i = most; i < count; i++) {
            if (by_worth(&terms[i], &terms[0]) >= 0) continue;
            terms[0] = terms[i];
            sink(terms, most, 0);
        }
        count = most;
    }
    qsort(terms, count, sizeof *terms, by_worth);
    return count;
}

/* Count the items of one row into `terms`; `places` is all 0 before and after. */
static Status count_items(const int64_t *items, size_t size, size_t types, uint32_t *places,
                          Term *terms, size_t *count, Fault *fault) {
    Status status = DONE;
    *count = 0;
    for (size_t i = 0; i < size; i++) {
        int64_t item = items[i];
        if (item < -1 || item >= (int64_t)types) {
            status = refuse(fault, "item %lld is not in -1 .. %lld", item, (long long)types - 1, 0,
                            0);
            break;
        }
        if (item < 0) continue;
        if (places[item] == 0) {
            terms[*count].item = item;
            terms[*count].count = 0;
            places[item] = (uint32_t)++*count;
        }
        terms[places[item] - 1].count++;
    }
    for (size_t i = 0; i < *count; i++) places[terms[i].item] = 0;
    return status;
}

Status strongest_terms(const int64_t *first, size_t rows, const int64_t *items, size_t size,
                       const double *rarities, size_t types, const double *frequencies,
                       size_t frequency_count, size_t most, Buffer *out_first, Buffer *out_items,
                       Buffer *counts, Fault *fault) {
    if (size >= UINT32_MAX) return OUT_OF_MEMORY;
    uint32_t *places = calloc(types + 1, sizeof *places);
    Term *terms = malloc((size + 1) * sizeof *terms);
    int64_t total = 0;
    Status status = places && terms ? buffer_append(out_first, &total, sizeof total) : OUT_OF_MEMORY;
    for (size_t row = 0; row < rows && status == DONE; row++) {
        size_t begin, end, found;
        status = row_of(first, row, size, &begin, &end, fault);
        if (status != DONE) break;
        status = count_items(items + begin, end - begin, types, places, terms, &found, fault);
        for (size_t i = 0; i < found && status == DONE; i++) {
            if ((uint64_t)terms[i].count >= frequency_count) {
                status = refuse(fault, "row %lld holds an item %lld times, and %lld frequencies "
                                "were passed; pass one for each count from 0",
                                (long long)row, terms[i].count, (long long)frequency_count, 0);
                break;
            }
            terms[i].worth = frequencies[terms[i].count] * rarities[terms[i].item];
        }
        if (status != DONE) break;
        found = choose(terms, found, most);
        for (size_t i = 0; i < found && status == DONE; i++) {
            status = buffer_append(out_items, &terms[i].item, sizeof terms[i].item);
            if (status == DONE) status = buffer_append(counts, &terms[i].count, sizeof(int64_t));
        }
        total += (int64_t)found;
        if (status == DONE) status = buffer_append(out_first, &total, sizeof total);
    }
    free(places);
    free(terms);
    return status;
}
