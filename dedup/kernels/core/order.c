/* The order of many numbers, in time linear in how many they are. */
#include "kernels.h"
#include "sort.h"

typedef struct {
    uint64_t number;
    int64_t place;
} Placed;

/* Sort by the lowest digit first; each pass keeps the order of the one before. Return where it is. */
static Placed *sort_placed(Placed *from, Placed *to, size_t count, uint64_t varying) {
    for (int shift = 0; shift < 64; shift += DIGIT_BITS) {
        if (digit_at(varying, shift) == 0) continue;
        size_t places[DIGIT_VALUES] = {0};
        for (size_t i = 0; i < count; i++) places[digit_at(from[i].number, shift)]++;
        begins_of(places, DIGIT_VALUES);
        for (size_t i = 0; i < count; i++) to[places[digit_at(from[i].number, shift)]++] = from[i];
        Placed *done = from;
        from = to;
        to = done;
    }
    return from;
}

Status order_numbers(const uint64_t *numbers, size_t count, int64_t *order) {
    if (count == 0) return DONE;
    if (count > (SIZE_MAX >> 2) / sizeof(Placed)) return OUT_OF_MEMORY;
    Placed *placed = malloc(2 * count * sizeof *placed);
    if (placed == NULL) return OUT_OF_MEMORY;
    uint64_t any = 0, all = ~0ull;
    for (size_t i = 0; i < count; i++) {
        placed[i] = (Placed){numbers[i], (int64_t)i};
        any |= placed[i].number;
        all &= placed[i].number;
    }
    const Placed *sorted = sort_placed(placed, placed + count, count, any ^ all);
    for (size_t i = 0; i < count; i++) order[i] = sorted[i].place;
    free(placed);
    return DONE;
}

Status distinct_numbers(const uint64_t *numbers, size_t count, Buffer *kept) {
    if (count == 0) return DONE;
    if (buffer_reserve_items(kept, count, sizeof *numbers) != DONE) return OUT_OF_MEMORY;
    memcpy(kept->start, numbers, count * sizeof *numbers);
    Status status = sort_distinct(kept->start, &count);
    kept->size = count * sizeof *numbers;
    return status;
}
